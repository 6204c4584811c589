"""dtypes as pickles have them: a short text and a state, out of which the description of skcore's own is made."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from skcore import Converted, InvalidStateError, Record
from skcore_numpy import dtypes

if TYPE_CHECKING:
    import numpy as np

_ALIGNED = 0x80
"""The flag of a dtype whose fields lie as a C compiler puts them."""
_TEXT = re.compile(r"[biufcSUVO][0-9]{1,10}|[mM]8", re.ASCII)
_UNIT = re.compile(rb"[a-zA-Z]{1,10}", re.ASCII)


def convert(record: Record) -> np.dtype[Any]:
    """Return the dtype that a pickle's call of ``numpy.dtype`` and its state describe.

    Raises
    ------
    InvalidStateError
        If they describe none, or one of which numpy has no description.
    """
    if record.how != "call" or record.keywords or record.items or record.pairs or len(record.args) not in (1, 3):
        raise InvalidStateError("a dtype is made of something else than a text and a state")
    text, state = record.args[0], record.state
    is_record = type(text) is Converted and text.name == "numpy.record"
    if not is_record and (type(text) is not str or not _TEXT.fullmatch(text)):
        raise InvalidStateError("a dtype is of no sort that numpy defines")
    if type(state) is not tuple or len(state) not in (8, 9) or state[0] not in (3, 4) or state[1] not in _ORDERS:
        raise InvalidStateError("the state of a dtype is none that numpy writes")
    metadata = state[8] if len(state) == 9 else None
    if text in ("U0", "S0"):
        # That of an empty text, as which it cannot be saved.
        return _plain(state[1] + text)
    tree = _tree(text, state, metadata, is_record)
    if type(metadata) is dict and metadata:
        tree = {"metadata": metadata, "of": tree}
    try:
        description = tree if type(tree) is str else json.dumps(tree, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidStateError("a dtype has metadata that are no texts and ints") from error
    return dtypes.parse(description)


_ORDERS = ("<", ">", "|")


def _tree(text: Any, state: tuple[Any, ...], metadata: Any, is_record: bool) -> Any:
    _, order, subarray, names, fields, itemsize, _, flags = state[:8]
    if subarray is not None:
        if type(subarray) is not tuple or len(subarray) != 2 or type(subarray[1]) is not tuple:
            raise InvalidStateError("a dtype's subarray is no dtype and shape")
        return {"base": _described(subarray[0]), "shape": list(subarray[1])}
    if names is not None:
        return _fields(names, fields, itemsize, flags, is_record)
    if is_record:
        raise InvalidStateError("a record's dtype has no fields")
    if text in ("m8", "M8"):
        return f"{order}{text}{_unit(metadata)}"
    if text[0] == "O":
        return "|O"
    if text[0] in "fc":
        return _described(_plain(order + text))
    return order + text


def _plain(text: str) -> np.dtype[Any]:
    """Return a dtype by its text alone, such as one of floats: what describes it tells formats of the machine's own."""
    import numpy as np

    try:
        return np.dtype(text)
    except TypeError as error:
        raise InvalidStateError("a dtype is of no sort that this machine has") from error


def _described(dtype: Any) -> Any:
    import numpy as np

    if not isinstance(dtype, np.dtype):
        raise InvalidStateError("a part of a dtype is no dtype")
    text = dtypes.described(dtype)
    return json.loads(text) if text.startswith("{") else text


def _unit(metadata: Any) -> str:
    """Return the unit of a date's dtype, of which numpy makes a tuple: its name, its multiple, and two ones."""
    unit = metadata[1] if type(metadata) is tuple and len(metadata) == 2 else None
    if type(unit) is not tuple or [type(part) for part in unit] != [bytes, int, int, int]:
        raise InvalidStateError("the unit of a date's dtype is malformed")
    name, multiple, divisor, _ = unit
    if not _UNIT.fullmatch(name) or not 0 < multiple < 2**31 or divisor != 1:
        raise InvalidStateError("the unit of a date's dtype is malformed")
    text = name.decode("ascii")
    return "" if text == "generic" else f"[{multiple if multiple > 1 else ''}{text}]"


def _fields(names: Any, fields: Any, itemsize: Any, flags: Any, is_record: bool) -> dict[str, Any]:
    if type(names) is not tuple or type(fields) is not dict or type(flags) is not int or type(itemsize) is not int:
        raise InvalidStateError("the fields of a dtype are malformed")
    parts: list[Any] = [fields.get(name) if type(name) is str else None for name in names]
    if not all(type(part) is tuple and len(part) in (2, 3) and type(part[1]) is int for part in parts):
        raise InvalidStateError("the fields of a dtype are malformed")
    tree = {
        "names": list(names),
        "formats": [_described(part[0]) for part in parts],
        "offsets": [part[1] for part in parts],
        "itemsize": itemsize,
    }
    titles = [part[2] if len(part) > 2 else None for part in parts]
    if any(title is not None for title in titles):
        tree["titles"] = titles
    if flags & _ALIGNED:
        tree["aligned"] = True
    if is_record:
        tree["record"] = True
    return tree
