"""Models: their native form as fields that are checked, and their attributes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from skcore import Buffer, Handler, InvalidStateError, Node, checked, vouched
from skcore_catboost.features import buckets, check_features
from skcore_catboost.information import check_information
from skcore_catboost.native import FIELDS, VECTORS, WORDS, Model, read, take_apart, write
from skcore_catboost.parameters import check_parameters, opens
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
        state = self._taken(obj)
        memory = {name: memoryview(value.memory) for name, value in state.items() if type(value) is Buffer}  # type: ignore[arg-type]
        try:
            model = self.model({**state, **memory})
        except InvalidStateError as error:
            raise TypeError(f"this model could not be loaded again: {error.rule}") from error
        if is_opaque(model, state["_init_params"]):
            return Node(Opaque.kind, self.qualify(self.target(obj)), state)
        return state

    def _taken(self, obj: Any) -> dict[str, Any]:
        state = dict(vars(obj))
        native = state.pop("_object", None)
        state.pop("_canonized_params", None)
        for name in state:
            if name not in _ATTRIBUTES:
                raise TypeError(f"a model of CatBoost has no attribute {name!a:.50} that is known")
        if native is not None and obj.is_fitted():
            state.update(take_apart(native._serialize_model()))
        return state

    def load(self, cls: Any, state: Any) -> Any:
        model = self.model(state)
        hidden = is_opaque(model, state["_init_params"])
        require(self.opaque or not hidden, "it has what only CatBoost reads, or names files")
        return self._made(cls, state, model)

    def model(self, state: Mapping[str, Any]) -> Model | None:
        """Return the native model of a state, once it and the attributes are checked; None if it is not fitted."""
        for name, value in state.items():
            known = name in _ATTRIBUTES or name in FIELDS
            require(known, f"a model has no attribute {name!a:.50}")
            require(name not in _ATTRIBUTES or _ATTRIBUTES[name](value), f"{name} is not what a model has there")
        require("_init_params" in state, "it has no _init_params")
        if _FITTED not in state:
            require(not FIELDS & state.keys(), "it is not fitted, and has a model")
            check_parameters(state["_init_params"], None)
            return None
        model = read(state)
        check_parameters(state["_init_params"], model.dimension)
        check_features(model)
        check_trees(model)
        check_statistics(model)
        check_information(model)
        computed = bool({WORDS, VECTORS} & set(model.parts))
        require(computed or not len(model.sorts["EstimatedFeatures"]), "it has nothing to compute EstimatedFeatures of")
        require(computed or not model.rest, "it has something behind its end")
        require(state.get("_tree_count") == len(model.arrays["TreeSizes"]), "_tree_count is not that of its trees")
        return model

    def _made(self, cls: Any, state: Mapping[str, Any], model: Model | None) -> Any:
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
        vars(obj).update({name: value for name, value in state.items() if name in _ATTRIBUTES})
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


def is_opaque(model: Model | None, parameters: Mapping[str, Any]) -> bool:
    """Whether a model, which is checked, has what cannot be: parts for CatBoost alone, or names of files.

    On trees of which each is a leaf, and that are not oblivious, CatBoost's own explanations crash.
    """
    if model is None:
        return opens(parameters)
    bare = not model.oblivious and not len(buckets(model))
    return bare or bool({WORDS, VECTORS} & set(model.parts)) or opens(parameters)
