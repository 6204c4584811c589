"""Boosters: their text, checked whole, and what Python remembers of their training."""

from __future__ import annotations

from typing import Any

from skcore import Buffer, Converted, InvalidStateError, Node, Record, StateHandler, checked, once, spend
from skcore_lightgbm.columns import integers, require
from skcore_lightgbm.parameters import check_parameters
from skcore_lightgbm.rules import check
from skcore_lightgbm.text import parse

_MODEL = "model"
_PRIVATE = "_Booster__"


def _is_int(value: Any) -> bool:
    return type(value) is int


def _is_flag(value: Any) -> bool:
    return type(value) is bool


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_none(value: Any) -> bool:
    return value is None


def _all(kind: type) -> Any:
    def are(value: Any) -> bool:
        return type(value) is list and all(type(part) is kind for part in value)

    return are


def _is_texts(value: Any) -> bool:
    return type(value) is dict and all(type(part) is str for item in value.items() for part in item)


def _is_nothing(value: Any) -> bool:
    return type(value) is list and not any(value)


def _is_scores(value: Any) -> bool:
    # Of a foreign file it is no dict yet: its handler looks at it, and this one again when it is loaded.
    return isinstance(value, dict | Converted)


def _is_categories(value: Any) -> bool:
    """Whether a value is what pandas' categories become in JSON, and so come back from."""
    if value is None:
        return True
    scalars = (str, int, float, bool, type(None))
    lists = type(value) is list and all(type(part) is list for part in value)
    return lists and all(type(category) in scalars for part in value for category in part)


def _is_parameters(value: Any) -> bool:
    check_parameters(value)
    return True


_ATTRIBUTES = {
    "_network": _is_flag,
    "_train_data_name": _is_text,
    "best_iteration": _is_int,
    "best_score": _is_scores,
    "name_valid_sets": _all(str),
    "pandas_categorical": _is_categories,
    "params": _is_parameters,
    "train_set_version": _is_int,
    _PRIVATE + "attr": _is_texts,
    _PRIVATE + "need_reload_eval_info": _is_flag,
    _PRIVATE + "set_objective_to_none": _is_flag,
    _PRIVATE + "num_dataset": _is_int,
    _PRIVATE + "init_predictor": _is_none,
    _PRIVATE + "num_class": _is_int,
    _PRIVATE + "inner_predict_buffer": _is_nothing,
    _PRIVATE + "is_predicted_cur_iter": _is_nothing,
    _PRIVATE + "num_inner_eval": _is_int,
    _PRIVATE + "name_inner_eval": _all(str),
    _PRIVATE + "higher_better_inner_eval": _all(bool),
}
"""The attributes that a booster can have, and what each is; the rest is in its text."""


_CACHES = {_PRIVATE + "inner_predict_buffer": None, _PRIVATE + "is_predicted_cur_iter": False}
"""What a booster has for each set that it is trained with, and what stands there before it has predicted it."""


class Boosters(StateHandler):
    """``Booster``: the text that it writes of itself, and its attributes."""

    kind = "lightgbm.booster"
    types = ("lightgbm.basic.Booster",)
    trusts = {"lightgbm.basic.Booster": checked("its text is read whole: its trees are trees, over features it has")}
    copies = True

    def getstate(self, obj: Any) -> dict[str, Any]:
        try:
            return self._taken(obj.__getstate__())
        except InvalidStateError as error:
            raise TypeError(f"this booster could not be loaded again: {error.rule}") from error

    def convert(self, record: Record) -> Any:
        bare = record.how == "new" and not (record.args or record.keywords or record.items or record.pairs)
        require(bare and type(record.state) is dict, "it is not made empty and then given its attributes")
        return Node(self.kind, record.name, self._taken(record.state))

    def _taken(self, attributes: dict[str, Any]) -> dict[str, Any]:
        """Return the state of a booster, checked, out of what its ``__getstate__`` gives."""
        state = dict(attributes)
        require(all(type(name) is str for name in state), "an attribute has no name")
        # Unpickled by version 4, one of version 3 has its text a second time, under the older name.
        former = state.pop("handle", None)
        text = state.pop("_handle", former)
        require(type(text) is str, "the booster has no model")
        # What is left of training has no use without its data, which no file keeps.
        state.pop("network", None)
        state["_network"] = False
        state[_PRIVATE + "init_predictor"] = None
        for name, empty in _CACHES.items():
            had = state.get(name, [])
            require(type(had) is list, f"its {name} is not what a booster has there")
            state[name] = [empty] * len(had)
        known = _known()
        if text not in known:
            known[text] = _checked(text)
        model, classes = known[text]
        spend(len(model))
        _check_attributes(state, classes)
        return {_MODEL: Buffer(model), **state}

    def check(self, state: dict[str, Any]) -> None:
        require(type(state) is dict and type(state.get(_MODEL)) is memoryview, "its model is no buffer")
        try:
            text = bytes(state[_MODEL]).decode()
        except UnicodeError as error:
            raise InvalidStateError("its model is no text") from error
        _, classes = _checked(text)
        _check_attributes({name: value for name, value in state.items() if name != _MODEL}, classes)

    def setstate(self, cls: Any, state: dict[str, Any]) -> Any:
        obj = cls.__new__(cls)
        found = {**state, "_handle": bytes(state[_MODEL]).decode()}
        del found[_MODEL]
        if _is_old():
            found["handle"], found["network"] = found.pop("_handle"), found.pop("_network", False)
        # Were reading the text to fail, the booster would have no handle to free.
        obj.__setstate__(found)
        return obj


@once
def _known() -> dict[str, tuple[bytes, int]]:
    """Return the texts of boosters of one pickle, each as it is written and with its number of classes.

    To read a small one takes far longer than it takes a pickle to refer to it.
    """
    return {}


def _checked(text: str) -> tuple[bytes, int]:
    """Return the text of a model in UTF-8, and how many classes it has, if all of it is as it has to be."""
    try:
        content = text.encode()
    except UnicodeError as error:
        raise InvalidStateError("its model is no text") from error
    model = parse(content)
    check(model)
    return content, int(integers(model.header["num_class"], "num_class")[0])


def _check_attributes(attributes: dict[str, Any], classes: int) -> None:
    """Check what a booster has beside its model, which is of so many classes."""
    for name, value in attributes.items():
        require(name in _ATTRIBUTES, f"a booster has no attribute {name!a:.50}")
        require(_ATTRIBUTES[name](value), f"its {name} is not what a booster has there")
    said = attributes.get(_PRIVATE + "num_class", classes)
    require(said == classes, "it has another number of classes than its model")
    counted = attributes.get(_PRIVATE + "num_inner_eval", 0)
    require(0 <= counted <= len(attributes.get(_PRIVATE + "name_inner_eval", ())), "it has not a name for each metric")


def _is_old() -> bool:
    """Whether LightGBM is of before version 4, which has other names for two attributes."""
    import lightgbm

    return int(lightgbm.__version__.partition(".")[0]) < 4
