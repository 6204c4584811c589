"""CatBoost's native form of a model, taken apart into a state, and written anew from it.

``TFullModel::Save`` in ``catboost/libs/model/model.cpp``: four letters, the size of a ``TModelCore``, its bytes, and
then the parts that it names. ``TCtrData::Save`` in ``ctr_data.cpp``: how many tables, and the size and bytes of each.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

import msgspec

from skcore import Buffer
from skcore_catboost.columns import Columns, Sort, array, join, split
from skcore_catboost.flatbuffers import Reader, Writer, layouts
from skcore_catboost.requiring import require
from skcore_catboost.schema import SCHEMA

MOST_DIMENSIONS = 2**16
_LETTERS = b"CBM1"
_VERSION = b"FlabuffersModel_v1"
STATISTICS, WORDS, VECTORS = "static_provider_v1", "text_process_v2\0", "embed_process_1\0"
PARTS = (STATISTICS, WORDS, VECTORS)
"""What can stand behind the core, in this order: statistics of categories, and what is computed of texts, and of
embeddings."""
ARRAYS: dict[str, Any] = {
    "TreeSplits": "<i4",
    "TreeSizes": "<i4",
    "LeafValues": "<f8",
    "LeafWeights": "<f8",
    "NonSymmetricStepNodes": ("<u2", 2),
    "NonSymmetricNodeIdToLeafId": "<u4",
    "MultiBias": "<f8",
}
_PLACE = {"Index": "<i4", "FlatIndex": "<i4"}
_COMBINATION = {
    "CatFeatures": "<i4",
    "FloatSplits": [("Index", "<i4"), ("Border", "<f4")],
    "OneHotSplits": [("Index", "<i4"), ("Value", "<i4")],
}
_BASE = {"CtrType": "i1", "TargetBorderClassifierIdx": "<i4"}
_NAME = {"FeatureId": "u1"}
SORTS = {
    "FloatFeatures": Sort({"HasNans": "i1", **_PLACE, "NanValueTreatment": "i1"}, {"Borders": "<f4", **_NAME}),
    "CatFeatures": Sort({**_PLACE, "UsedInModel": "i1"}, _NAME),
    "TextFeatures": Sort({**_PLACE, "UsedInModel": "i1"}, _NAME),
    "EmbeddingFeatures": Sort({**_PLACE, "Dimension": "<i4", "UsedInModel": "i1"}, _NAME),
    "EstimatedFeatures": Sort(
        {"SourceFeatureIndex": "<i4", "CalcerId": "V16", "LocalIndex": "<i4", "SourceFeatureType": "i1"},
        {"Borders": "<f4"},
    ),
    "OneHotFeatures": Sort({"Index": "<i4"}, {"Values": "<i4"}),
    "CtrFeatures": Sort(
        {**_BASE, "TargetBorderIdx": "<i4", **dict.fromkeys(("PriorNum", "PriorDenom", "Shift", "Scale"), "<f4")},
        {"Borders": "<f4", **_COMBINATION},
    ),
    "CtrTables": Sort(
        {**_BASE, "CounterDenominator": "<i4", "TargetClassesCount": "<i4"},
        {"IndexHashRaw": [("Hash", "<u8"), ("Index", "<u4")], "CTRBlob": "u1", **_COMBINATION},
    ),
}
"""The tables that are kept as columns. Those of statistics have the tables within them laid flat."""
FIELDS = frozenset(
    (*ARRAYS, *SORTS, *(f"{name}.{key}" for name, sort in SORTS.items() for key in sort.lists)),
) | {"ApproxDimension", "Scale", "InfoMap", "ModelPartIds", "rest"}
"""The fields of a state that are its model."""


class Model(msgspec.Struct):
    """A model as data.

    Attributes
    ----------
    dimension : int
        How many values a leaf has.
    scale : float
        By which predictions are multiplied.
    arrays : dict of str to ndarray
        The trees, one after another.
    sorts : dict of str to Columns
        The features, and the tables of statistics.
    info : dict of str to str
        What the model was trained with, in JSON, and what users noted.
    parts : list of str
        What stands behind the core.
    rest : bytes
        What is computed of texts and embeddings, as CatBoost writes it.
    """

    dimension: int
    scale: float
    arrays: dict[str, Any]
    sorts: dict[str, Columns]
    info: dict[str, str]
    parts: list[str]
    rest: bytes

    @property
    def oblivious(self) -> bool:
        """Whether all nodes of a level have the same split."""
        return not len(self.arrays["NonSymmetricStepNodes"]) and not len(self.arrays["NonSymmetricNodeIdToLeafId"])


# -- from CatBoost's bytes to a state ----------------------------------------------------------


def take_apart(data: bytes) -> dict[str, Any]:
    """Return the state of a model that CatBoost wrote.

    Raises
    ------
    TypeError
        If there is something in it that is not known.
    """
    try:
        return _take_apart(data)
    except (struct.error, IndexError, ValueError) as error:
        raise TypeError(f"the model is not in the form that is known: {error}") from error


def _take_apart(data: bytes) -> dict[str, Any]:
    if data[:4] != _LETTERS:
        raise TypeError("the model does not begin as one")
    size, start = _size(data, 4)
    core = Reader(SCHEMA, data[start : start + size]).root("TModelCore")
    if core["FormatVersion"] != _VERSION:
        raise TypeError("the version of the model is not one that is known")
    parts = [part.decode() for part in core["ModelPartIds"] or []]
    if parts != [part for part in PARTS if part in parts]:
        raise TypeError("the model has a part that is not known")
    rest = data[start + size :]
    rest, tables = _tables(rest) if STATISTICS in parts else (rest, [])
    if rest and not {WORDS, VECTORS} & set(parts):
        raise TypeError("the model has something behind its end")
    trees = core["ModelTrees"]
    state = {"ApproxDimension": trees["ApproxDimension"], "Scale": trees["Scale"], **_arrays(trees)}
    for name, sort in SORTS.items():
        found = tables if name == "CtrTables" else [_flat(table) for table in trees[name] or []]
        rows, lists = join(sort, found)
        state[name] = rows.tobytes()
        state.update({f"{name}.{key}": memory for key, memory in lists.items()})
    state["rest"] = rest
    state = {key: Buffer(value) if type(value) is bytes else value for key, value in state.items() if value != b""}
    info = sorted((entry["Key"].decode(), entry["Value"].decode()) for entry in core["InfoMap"] or [])
    return {**state, "InfoMap": dict(info), "ModelPartIds": parts}


def _size(data: bytes, start: int) -> tuple[int, int]:
    """Return a size, and where it ends: of 4 bytes, or of 8 behind 4 that are all ones."""
    (size,) = struct.unpack_from("<I", data, start)
    if size != 2**32 - 1:
        return size, start + 4
    return int(struct.unpack_from("<Q", data, start + 4)[0]), start + 12


def _arrays(trees: Mapping[str, Any]) -> dict[str, bytes]:
    import numpy as np

    found = {name: trees[name] or b"" for name in ARRAYS}
    if not found["MultiBias"]:
        if not 0 < trees["ApproxDimension"] <= MOST_DIMENSIONS:
            raise TypeError("ApproxDimension of the model is no count of values")
        found["MultiBias"] = struct.pack("<d", trees["Bias"]) * trees["ApproxDimension"]
    sizes = np.frombuffer(found["TreeSizes"], "<i4")
    if (trees["TreeStartOffsets"] or b"") != _starts(sizes):
        raise TypeError("the trees of the model do not follow one another")
    return found


def _starts(sizes: Any) -> bytes:
    import numpy as np

    found: bytes = (np.cumsum(sizes) - sizes).astype("<i4").tobytes()
    return found


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a table and of those within it, laid flat."""
    if table.get("StringValues"):
        raise TypeError("a feature of the model has its values as text")
    if "Ctr" in table:
        return {**table, **table["Ctr"], **table["Ctr"]["Base"], **table["Ctr"]["Base"]["FeatureCombination"]}
    return dict(table)


def _tables(data: bytes) -> tuple[bytes, list[dict[str, Any]]]:
    """Return what is behind the tables of statistics, and the tables."""
    count, start = _size(data, 0)
    tables = []
    for _ in range(count):
        size, start = _size(data, start)
        table = Reader(SCHEMA, data[start : start + size]).root("TCtrValueTable")
        base = table["ModelCtrBase"]
        tables.append({**table, **base, **base["FeatureCombination"]})
        start += size
    return data[start:], tables


# -- from a state to CatBoost's bytes ----------------------------------------------------------


def read(state: Mapping[str, Any]) -> Model:
    """Return the model of a state, whose fields have the types that they should have.

    Raises
    ------
    InvalidStateError
        If one has not.
    """
    dimension, scale = state.get("ApproxDimension"), state.get("Scale")
    require(type(dimension) is int and type(scale) is float, "ApproxDimension or Scale is no number")
    assert isinstance(dimension, int)
    assert isinstance(scale, float)
    info, parts = state.get("InfoMap"), state.get("ModelPartIds")
    require(type(info) is dict, "InfoMap is no dict")
    assert isinstance(info, dict)
    texts = all(type(key) is str and type(value) is str for key, value in info.items())
    require(texts and _encodes(info), "InfoMap has something else than text")
    require(type(parts) is list and all(type(part) is str for part in parts), "ModelPartIds are no names")
    assert isinstance(parts, list)
    require(parts == [part for part in PARTS if part in parts], "ModelPartIds has a part that is not known")
    arrays = {name: array(state, name, dtype) for name, dtype in ARRAYS.items()}
    sorts = {name: split(sort, name, state) for name, sort in SORTS.items()}
    return Model(dimension, scale, arrays, sorts, info, parts, array(state, "rest", "u1").tobytes())


def _encodes(info: Mapping[str, str]) -> bool:
    try:
        return all(key.encode() is not None and value.encode() is not None for key, value in info.items())
    except UnicodeError:
        return False


def write(model: Model) -> bytes:
    """Return a model in CatBoost's native form."""
    places = layouts(SCHEMA)
    trees: dict[str, Any] = {name: values.tobytes() for name, values in model.arrays.items()}
    trees |= {name: _mapped(model.sorts[name], name) for name in SORTS if name != "CtrTables"}
    core = Writer(SCHEMA, places).root(
        "TModelCore",
        {
            "FormatVersion": _VERSION,
            "ModelTrees": {
                **trees,
                "ApproxDimension": model.dimension,
                "TreeStartOffsets": _starts(model.arrays["TreeSizes"]),
                "Scale": model.scale,
                "Bias": 0.0,
                # CatBoost computes them again.
                "RepackedBins": b"",
            },
            "InfoMap": [{"Key": key.encode(), "Value": value.encode()} for key, value in model.info.items()],
            "ModelPartIds": [part.encode() for part in model.parts],
        },
    )
    found = [_LETTERS, _sized(core)]
    if STATISTICS in model.parts:
        tables = [_base(table) for table in model.sorts["CtrTables"].tables()]
        found.append(struct.pack("<I", len(tables)))
        found += [_sized(Writer(SCHEMA, places).root("TCtrValueTable", table)) for table in tables]
    return b"".join([*found, model.rest])


def _mapped(columns: Columns, name: str) -> list[dict[str, Any]]:
    """Return the tables of a sort as the schema has them."""
    tables = columns.tables()
    if name == "OneHotFeatures":
        return [{**table, "StringValues": ()} for table in tables]
    if name == "CtrFeatures":
        return [
            {"Ctr": {**table, "Base": _base(table)["ModelCtrBase"]}, "Borders": table["Borders"]} for table in tables
        ]
    return list(tables)


def _base(table: dict[str, Any]) -> dict[str, Any]:
    return {**table, "ModelCtrBase": {**table, "FeatureCombination": table}}


def _sized(data: bytearray) -> bytes:
    size = len(data)
    long = size >= 2**32 - 1
    return (struct.pack("<IQ", 2**32 - 1, size) if long else struct.pack("<I", size)) + data
