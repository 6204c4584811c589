"""``BisectingKMeans``, which holds a private function of scikit-learn's that no file may refer to."""

from __future__ import annotations

from typing import Any

from skcore import Converted, InvalidStateError, Node, Record
from skcore_sklearn import names
from skcore_sklearn.checking import require
from skcore_sklearn.estimators import Estimators

_FIELD = "_kmeans_single"
_NAMES = ("elkan", "lloyd")


def _functions() -> dict[str, Any]:
    from sklearn.cluster import _kmeans

    return {name: getattr(_kmeans, f"{_FIELD}_{name}") for name in _NAMES}


class BisectingKMeans(Estimators):
    """An estimator whose function is saved as the algorithm that it stands for.

    The function hands what it is called with to native code without a look at shapes, so that it is not
    trusted where a file could have it called with anything.
    """

    kind = "sklearn.bisecting_kmeans"
    trusts = names.trusts("trusted.txt", "bisecting_kmeans")
    types = tuple(trusts)

    def save(self, obj: Any) -> Any:
        state = super().save(obj)
        if _FIELD in state:
            known = [name for name, function in _functions().items() if function is state[_FIELD]]
            if not known:
                raise TypeError(f"{_FIELD} is none of scikit-learn's functions")
            state[_FIELD] = known[0]
        return state

    def convert(self, record: Record) -> Any:
        made: Node = super().convert(record)
        if type(made.state) is dict and _FIELD in made.state:
            function = made.state[_FIELD]
            known = {f"sklearn.cluster._kmeans.{_FIELD}_{name}": name for name in _NAMES}
            if type(function) is not Converted or function.name not in known:
                raise InvalidStateError(f"{_FIELD} is none of scikit-learn's functions")
            made.state[_FIELD] = known[function.name]
        return made

    def fill(self, obj: Any, state: Any) -> None:
        if type(state) is dict and _FIELD in state:
            name = state[_FIELD]
            require(type(name) is str and name in _NAMES, f"{_FIELD} is unknown")
            state[_FIELD] = _functions()[name]
        super().fill(obj, state)
