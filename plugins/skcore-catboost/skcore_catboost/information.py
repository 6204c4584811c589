"""What a model tells of its training, as far as CatBoost's native code follows it.

Predictions are put in the order of classes that ``class_params`` says (``MakeExternalApprox`` in
``catboost/libs/eval_result/eval_helpers.cpp``); the loss decides how many values of a sample are read; the histories of
metrics are walked side by side (``_get_metrics_evals_pydict``). Its JSON is read by recursion.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from skcore import InvalidStateError, spend
from skcore_catboost.native import Model
from skcore_catboost.requiring import require

READ = ("params", "class_params", "multiclass_params", "loss_function", "training", "output_options")
"""What CatBoost reads as JSON; the rest is text to it."""
MOST_NESTING = 64
VALUE = 24
"""Bytes that a character of JSON takes at most, once it is read."""
MOST_CLASSES = 2**16
_CLASS_FIELDS = {"class_label_type", "class_to_label", "class_names", "classes_count"}
_CLASSES = ("MultiClass", "MultiClassOneVsAll")
_OPEN = (
    *("MultiLogloss", "MultiCrossEntropy", "MultiRMSE", "MultiRMSEWithMissingValues"),
    *("PythonUserDefinedMultiTarget", "PythonUserDefinedPerObject", "MultiTargetCustom"),
)
"""Losses of any number of targets, or of a function of the user's."""


def check_information(model: Model) -> None:
    """Check what is read of a model's own account against the model."""
    found = {name: parse(name, model.info[name]) for name in READ if name in model.info}
    params = found.get("params", {})
    require(type(params) is dict, "params is no JSON object")
    metrics = params.get("metrics", {})
    require(type(metrics) is dict, "metrics of params is no JSON object")
    losses = (found.get("loss_function"), params.get("loss_function"), metrics.get("objective_metric"))
    for loss in losses:
        if loss is not None:
            _check_loss(loss, model.dimension)
    classes = [found[name] for name in ("class_params", "multiclass_params") if name in found]
    for account in classes:
        _check_classes(account, model.dimension, any(_name(loss) in _CLASSES for loss in losses))
    _check_history(found.get("training", {}))


def _quick(text: str) -> Any:
    """Return what a JSON text is, if it is one in which no key can be twice unseen; None else.

    Where there is no escape and no space, each key ends in a quote with a colon behind it.
    """
    if any(sign in text for sign in " \t\n\r\\"):
        return None
    try:
        found = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError):
        return None
    keys = sum(len(part) for level in _levels(found) for part in level if type(part) is dict)
    return found if keys == text.count('":') else None


def _levels(found: Any) -> Iterator[list[Any]]:
    """Yield what stands at each depth of nested lists and dicts, as far down as they may go."""
    level = [found]
    for _ in range(MOST_NESTING + 1):
        if not level:
            return
        yield level
        parts = [part for part in level if type(part) in (dict, list)]
        level = [child for part in parts for child in (part.values() if type(part) is dict else part)]
    raise InvalidStateError(f"JSON is nested deeper than {MOST_NESTING}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    require(len(found) == len(pairs), "a key of a JSON object is there twice")
    return found


def parse(name: str, text: str) -> Any:
    """Return what is written in JSON under a name, each key once and not nested too deep."""
    spend(VALUE * len(text))
    found = _quick(text)
    if found is None:
        try:
            found = json.loads(text, object_pairs_hook=_once)
        except InvalidStateError:
            raise
        except (ValueError, RecursionError) as error:
            raise InvalidStateError(f"{name} is no JSON") from error
        for _ in _levels(found):
            pass
    return found


def _name(loss: Any) -> str | None:
    return loss.get("type") if type(loss) is dict else None


def _check_loss(loss: Any, dimension: int) -> None:
    """Check that a loss is one of as many values as the model has for a sample."""
    name = _name(loss)
    require(type(name) is str, "a loss has no name")
    check_dimension(str(name), dimension, loss.get("params"))


def check_dimension(name: str, dimension: int, params: Any = None) -> None:
    """Check that a loss, by its name in a model's own account, suits the number of values that the model has."""
    if name == "RMSEWithUncertainty":
        fits = dimension == 2
    elif name in _CLASSES:
        fits = dimension >= 2
    elif name == "MultiQuantile":
        alpha = params.get("alpha", "0.5") if type(params) is dict else None
        fits = type(alpha) is str and len(alpha.split(",")) == dimension
    else:
        fits = name in _OPEN or dimension == 1
    require(fits, f"the loss {name!a:.50} is of another number of values than the model")


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= MOST_CLASSES


def _check_classes(account: Any, dimension: int, exact: bool) -> None:
    """Check that each value of a prediction has a place among the classes, and its own."""
    require(type(account) is dict and account.keys() <= _CLASS_FIELDS, "class_params is no account of classes")
    places, names = account.get("class_to_label", []), account.get("class_names", [])
    count = account.get("classes_count", 0)
    require(_is_count(count), "classes_count is no count of classes")
    require(type(names) is list and len(names) <= MOST_CLASSES, "class_names are no list")
    require(all(type(name) in (str, int, float, bool) for name in names), "class_names has something else than names")
    numbers = type(places) is list and all(type(place) in (int, float) for place in places)
    require(numbers and len(places) > 0, "class_to_label are no numbers")
    if dimension > 1 and exact:
        require(len(places) == dimension, "class_to_label has not a class for each value")
    if dimension > 1 and (count or names):
        whole = all(place == int(place) if abs(place) < 2**31 else False for place in places)
        require(whole, "class_to_label has something else than places")
        most = max(count, len(names))
        require(all(0 <= place < most for place in places), "class_to_label has a place that is not there")
        require(len(set(places)) == len(places), "class_to_label has a place twice")


def _check_history(training: Any) -> None:
    require(type(training) is dict, "training is no JSON object")
    metrics = training.get("metrics", {})
    require(type(metrics) is dict, "metrics of training is no JSON object")
    learn, test = (metrics.get(f"{part}_metrics_history", []) for part in ("learn", "test"))
    require(type(learn) is list and type(test) is list, "a history of metrics is no list")
    require(not test or len(test) >= len(learn), "the history of tests is shorter than that of learning")
