"""Estimators and the other plain Python objects of scikit-learn."""

from __future__ import annotations

from functools import lru_cache
from inspect import signature
from types import MethodType
from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError, Node, ObjectHandler, Record
from skcore_sklearn import names, pickled
from skcore_sklearn.checking import MOST_JOBS, count, require
from skcore_sklearn.following import FOLLOWED, own
from skcore_sklearn.rules.calls import Calls
from skcore_sklearn.rules.kernels import check_callback

if TYPE_CHECKING:
    from skcore_sklearn.rules import Check

MOST_COLUMNS = 2**24
"""Columns that a transformer makes a name for, each."""
MOST_FEATURES = 2**26
"""Features that it makes a name for, if it was given none: as many as anyone hashes words into."""
_COUNTERS = (
    *("n_samples_seen_", "n_batch_iter_", "n_steps_", "n_iter_", "t_", "t"),
    *("_no_improvement", "_no_improvement_count", "_n_since_last_reassign"),
)
"""What estimators that go on learning count up in place, when it is an array."""
_ASKED = frozenset(
    """
    apply decision_function fit fit_predict fit_transform get_feature_names_out get_n_splits get_params
    inverse_transform kneighbors partial_fit predict predict_log_proba predict_proba sample score score_samples
    set_output set_params split transform
    """.split()  # noqa: SIM905  # two dozen quoted names would hide what is on the list
)
"""Methods that estimators are asked for: no attribute answers for them, even where the class has none."""
_ADDRESS = "_stop_words_id"
"""The address of the stop words that a vectorizer has looked at: if it is missing, it looks at them again."""
RULES, _ = names.read("trusted.txt")
_OF_ANY = "sklearn.one_vs_rest_of_any"
_OWN = ("birch_node", "bisecting_kmeans", "isotonic")
"""Rules whose classes have a handler of their own."""


_MOVED = {"sklearn.metrics._scorer._CurveScorer": "sklearn.model_selection._classification_threshold._CurveScorer"}
"""Where all supported versions have a class that some of them keep elsewhere."""


@lru_cache(maxsize=4096)
def rule_of(cls: type) -> str | None:
    """Return the rule by which a class is trusted, or None if it is not."""
    name = f"{cls.__module__}.{cls.__qualname__}"
    return RULES.get(_MOVED.get(name, name))


@lru_cache(maxsize=4096)
def _followed(cls: type) -> tuple[str, ...]:
    return FOLLOWED.get(rule_of(cls) or "", ())


@lru_cache(maxsize=4096)
def _learns(cls: type) -> bool:
    return hasattr(cls, "partial_fit")


def _own_counters(state: dict[str, Any]) -> None:
    """Give an object its own of what it goes on with in place: it could be what another follows, checked by then."""
    import numpy as np

    for name in _COUNTERS:
        if isinstance(state.get(name), np.ndarray):
            state[name] = state[name].copy("K")


@lru_cache(maxsize=4096)
def hidden(cls: type, attributes: tuple[str, ...]) -> str | None:
    """Return the first of the attributes that would hide a method or a setting of its class.

    Flags may be hidden, as some classes have the default of a parameter as an attribute; and properties,
    which are found before any attribute of the object.
    """
    for name in attributes:
        if name.startswith("__") or (name in _ASKED and hasattr(cls, "get_params") and not hasattr(cls, name)):
            return name
        for base in cls.__mro__:
            if name in vars(base):
                found = type(vars(base)[name])
                if found is not bool and not hasattr(found, "__set__"):
                    return name
                break
    return None


def _callbacks(cls: type) -> tuple[str, ...]:
    """Return the parameters of a class that may be functions of two samples."""
    init: Any = cls.__init__  # type: ignore[misc]
    return tuple(name for name in ("metric", "kernel", "affinity") if name in signature(init).parameters)


def own_methods(obj: Any) -> set[str]:
    """Return the attributes that are the object's own methods, as its class gives them.

    Histogram boosting puts one back after it replaced it for a while; without it, the class gives the same.
    """
    found = {name: value for name, value in vars(obj).items() if type(value) is MethodType and value.__self__ is obj}
    return {name for name, value in found.items() if value.__func__ is getattr(type(obj), name, None)}


@lru_cache(maxsize=4096)
def _sets_dict(cls: type) -> bool:
    """Whether ``__setstate__`` does no more than to compare versions and to set the attributes."""
    from sklearn.base import BaseEstimator

    return getattr(cls, "__setstate__", None) is BaseEstimator.__setstate__


@lru_cache(maxsize=1)
def _version() -> str:
    import sklearn

    return str(sklearn.__version__)


def _is_of_any(obj: Any) -> bool:
    """Whether an object is a OneVsRestClassifier over members that no rule holds to one score for each sample."""
    from skcore_sklearn.rules.compositions import scores_of_any

    cls: Any = type(obj)
    return rule_of(cls) == "one_vs_rest" and scores_of_any(obj)


class Estimators(ObjectHandler):
    """An object of a class in the trusted list: its attributes, held against the rule of its class.

    The same rule is asked when the object is saved, so that what can be saved can be loaded.
    """

    kind = "sklearn.object"
    trusts = names.trusts("trusted.txt", *(set(RULES.values()) - set(_OWN)))
    types = (*trusts, *_MOVED)
    aliases = _MOVED
    of_any = False
    """Whether a member of a OneVsRestClassifier may be any estimator."""

    def __init__(self) -> None:
        self._checks: dict[type, tuple[Check | None, bool, tuple[str, ...]]] = {}
        self._calls = Calls()

    def qualify(self, target: Any) -> str:
        name = super().qualify(target)
        return _MOVED.get(name, name)

    def save(self, obj: Any) -> Any:
        cls: Any = type(obj)
        bound: set[str] = set()
        name = hidden(cls, tuple(vars(obj)))
        if name is not None:
            bound = own_methods(obj)
            name = hidden(cls, tuple(vars(obj).keys() - bound))
        if name is not None:
            raise TypeError(f"the attribute {name} hides one of the class {cls.__qualname__}")
        self._calls.forget()
        try:
            self._hold(obj)
        except InvalidStateError as error:
            raise TypeError(f"{cls.__qualname__} could not be loaded again: {error.rule}") from error
        state: Any = obj.__getstate__() if bound else super().save(obj)
        if type(state) is dict and (bound or _ADDRESS in vars(obj)):
            state = {name: value for name, value in state.items() if name != _ADDRESS and name not in bound}
        return Node(_OF_ANY, self.qualify(cls), state) if _is_of_any(obj) else state

    def convert(self, record: Record) -> Any:
        made: Node = super().convert(record)
        if type(made.state) is not dict:
            return made
        pickled.note_version(record, made.state)
        state = {
            name: value
            for name, value in made.state.items()
            if name != _ADDRESS and not pickled.is_own_method(record, name, value)
        }
        of_any = RULES.get(made.name) == "one_vs_rest" and pickled.scores_of_any(state)
        return Node(_OF_ANY if of_any else made.kind, made.name, state)

    def fill(self, obj: Any, state: Any) -> None:
        self._calls.forget()
        cls: Any = type(obj)
        if type(state) is not dict:
            require(not state, "its state is no row of attributes")
        elif (name := hidden(cls, tuple(state))) is not None:
            raise InvalidStateError(f"the attribute {name} hides one of the class {cls.__qualname__}")
        elif type(state.get("_sklearn_version", "")) is not str:
            raise InvalidStateError("_sklearn_version is no str")
        else:
            if _learns(cls):
                _own_counters(state)
            for name in _followed(cls):
                if name in state:
                    state[name] = own(state[name])
            if _sets_dict(cls) and state.get("_sklearn_version") == _version():
                del state["_sklearn_version"]
                vars(obj).update(state)
            else:
                super().fill(obj, state)

    def verify(self, obj: Any) -> None:
        require(self.of_any or not _is_of_any(obj), "a member of estimators_ might score its samples more than once")
        self._hold(obj)

    def _hold(self, obj: Any) -> None:
        """Hold an object against the rule of its class."""
        cls: Any = type(obj)
        fields = vars(obj)
        try:
            check, named, callbacks = self._checks[cls]
        except KeyError:
            check, named, callbacks = self._checks[cls] = self._find_checks(cls)
        if (jobs := fields.get("n_jobs")) is not None:
            count(jobs, "n_jobs", -MOST_JOBS, MOST_JOBS)
        if (columns := fields.get("_n_features_out")) is not None:
            count(columns, "_n_features_out", 0, MOST_COLUMNS)
        if named and (features := fields.get("n_features_in_")) is not None:
            count(features, "n_features_in_", 0, MOST_FEATURES)
        for name in callbacks:
            if callable(fields.get(name)):
                check_callback(fields[name])
        if check is not None:
            try:
                check(obj)
            except KeyError as error:
                raise InvalidStateError(f"it lacks the attribute {error}") from error
        self._calls.check(obj)

    def _find_checks(self, cls: type) -> tuple[Check | None, bool, tuple[str, ...]]:
        """Return the check of a class, whether it names its columns, and which settings may be functions."""
        from skcore_sklearn.rules import checks

        return checks()[rule_of(cls) or "plain"], hasattr(cls, "get_feature_names_out"), _callbacks(cls)
