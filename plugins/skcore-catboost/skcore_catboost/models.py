"""Models: their native form as fields that are checked, and their attributes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from skcore import Buffer, Handler, InvalidStateError, Node, Record, checked, once, spend, vouched
from skcore_catboost.features import buckets, check_features
from skcore_catboost.information import check_information
from skcore_catboost.native import FIELDS, VECTORS, WORDS, Model, read, take_apart, write
from skcore_catboost.parameters import check_parameters, opens
from skcore_catboost.pickled import release_of, separated, trained
from skcore_catboost.requiring import require
from skcore_catboost.statistics import check_statistics
from skcore_catboost.trees import check_trees

_CLASSES = tuple(
    f"catboost.core.{name}" for name in ("CatBoost", "CatBoostClassifier", "CatBoostRegressor", "CatBoostRanker")
)


def _is_number(value: Any) -> bool:
    # A model that was not trained by the library itself has an empty dict.
    return type(value) in (int, float) or value is None or (type(value) is dict and not value)


def _is_importances(value: Any) -> bool:
    import numpy as np

    if isinstance(value, np.ndarray):
        return bool(value.dtype == np.float64)
    return value is None or (type(value) is list and all(isinstance(one, float) for one in value))


_ATTRIBUTES = {
    "_init_params": lambda value: type(value) is dict,
    "_is_fitted_": lambda value: type(value) is bool,
    "_random_seed": lambda value: type(value) is int,
    "_learning_rate": _is_number,
    "_tree_count": lambda value: type(value) is int,
    "_n_features_in": lambda value: type(value) is int,
    "_prediction_values_change": _is_importances,
    "_loss_value_change": _is_importances,
}
"""The attributes that a model can have, and what each is; the rest is native."""
_FITTED = "_random_seed"
"""The attribute by which a model knows that it is fitted."""


class Models(Handler):
    """``CatBoost``, ``CatBoostClassifier`` and their kin: each field of the native model, and the attributes."""

    kind = "catboost.model"
    types = _CLASSES
    trusts = dict.fromkeys(
        _CLASSES, checked("its native model is written anew from fields that are checked: trees, features, statistics")
    )
    subclasses = True
    any_name = True
    copies = True
    opaque = False

    def save(self, obj: Any) -> Any:
        attributes, native = _taken(obj)
        try:
            model = checked_model(native) if _FITTED in attributes else None
            return self._node(self.qualify(self.target(obj)), attributes, native, model)
        except InvalidStateError as error:
            raise TypeError(f"this model could not be loaded again: {error.rule}") from error

    def convert(self, record: Record) -> Any:
        bare = record.how == "new" and not (record.args or record.keywords or record.items or record.pairs)
        require(bare and type(record.state) is dict, "it is not made empty and then given its state")
        content, parameters, computed = separated(record.state)
        if content is None:
            return self._node(record.name, {"_init_params": parameters, **computed}, {}, None)
        native, model = _unpickled(content)
        release = release_of(model)
        if release is not None:
            record.versions.setdefault("catboost", release)
        attributes = {"_init_params": parameters, **trained(model), **computed}
        return self._node(record.name, attributes, native, model)

    def _node(self, name: str, attributes: dict[str, Any], native: dict[str, Any], model: Model | None) -> Node:
        """Return the node of a model, once its attributes are checked against it."""
        check_attributes(attributes, model)
        kind = Opaque.kind if is_opaque(model, attributes["_init_params"]) else self.kind
        return Node(kind, name, {**attributes, **native})

    def load(self, cls: Any, state: Any) -> Any:
        for name in state:
            require(name in _ATTRIBUTES or name in FIELDS, f"a model has no attribute {name!a:.50}")
        attributes = {name: value for name, value in state.items() if name in _ATTRIBUTES}
        require(_FITTED in state or not FIELDS & state.keys(), "it is not fitted, and has a model")
        model = checked_model(state) if _FITTED in state else None
        check_attributes(attributes, model)
        hidden = is_opaque(model, state["_init_params"])
        require(self.opaque or not hidden, "it has what only CatBoost reads, or names files")
        return self._made(cls, attributes, model)

    def _made(self, cls: Any, attributes: Mapping[str, Any], model: Model | None) -> Any:
        from catboost.core import CatBoostError, _CatBoost

        obj = cls.__new__(cls)
        obj._object = _CatBoost()
        obj._canonized_params = None
        if model is not None:
            data = write(model)
            try:
                # Unlike the bytes of a pickle, a stream gives a model that can be changed, as it could before.
                obj._object._load_from_stream(io.BytesIO(data))
            except CatBoostError as error:
                raise InvalidStateError("CatBoost does not read its model") from error
        vars(obj).update(attributes)
        # What else of the file has the same dict could change it, now that it is checked.
        obj._init_params = dict(obj._init_params)
        return obj


class Opaque(Models):
    """The same, of models with parts that CatBoost alone can read, or with parameters that open files."""

    kind = "catboost.opaque"
    types = ()
    trusts = dict.fromkeys(
        _CLASSES, vouched("CatBoost reads what is computed of texts and embeddings; its parameters may name files")
    )
    opaque = True


def _taken(obj: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the attributes of a model, and the fields of its native model; none if it is not fitted."""
    attributes = dict(vars(obj))
    native = attributes.pop("_object", None)
    attributes.pop("_canonized_params", None)
    fitted = native is not None and obj.is_fitted()
    return attributes, take_apart(native._serialize_model()) if fitted else {}


def _unpickled(content: bytes) -> tuple[dict[str, Any], Model]:
    """Return the fields of a native model, and the model, which is checked."""
    known = _known()
    spend(len(content))
    if content not in known:
        native = take_apart(content)
        known[content] = native, checked_model(native)
    return known[content]


@once
def _known() -> dict[bytes, tuple[dict[str, Any], Model]]:
    """Return the native models of one pickle.

    To read a small one takes far longer than it takes a pickle to refer to it.
    """
    return {}


def checked_model(native: Mapping[str, Any]) -> Model:
    """Return the model of some fields, or a state with them, if all of it is as it has to be."""
    memory = {name: memoryview(value.memory) for name, value in native.items() if type(value) is Buffer}  # type: ignore[arg-type]
    model = read({**native, **memory})
    check_features(model)
    check_trees(model)
    check_statistics(model)
    check_information(model)
    computed = bool({WORDS, VECTORS} & set(model.parts))
    require(computed or not len(model.sorts["EstimatedFeatures"]), "it has nothing to compute EstimatedFeatures of")
    require(computed or not model.rest, "it has something behind its end")
    return model


def check_attributes(attributes: Mapping[str, Any], model: Model | None) -> None:
    """Check the attributes of a model, with its native model if it is fitted."""
    for name, value in attributes.items():
        require(name in _ATTRIBUTES, f"a model of CatBoost has no attribute {name!a:.50} that is known")
        require(_ATTRIBUTES[name](value), f"{name} is not what a model has there")
    require("_init_params" in attributes, "it has no _init_params")
    check_parameters(attributes["_init_params"], None if model is None else model.dimension)
    if model is not None:
        require(attributes.get("_tree_count") == len(model.arrays["TreeSizes"]), "_tree_count is not that of its trees")


def is_opaque(model: Model | None, parameters: Mapping[str, Any]) -> bool:
    """Whether a model, which is checked, has what cannot be: parts for CatBoost alone, or names of files.

    On trees of which each is a leaf, and that are not oblivious, CatBoost's own explanations crash.
    """
    if model is None:
        return opens(parameters)
    bare = not model.oblivious and not len(buckets(model))
    return bare or bool({WORDS, VECTORS} & set(model.parts)) or opens(parameters)
