"""Files whose states lie, and that they are refused."""

import copy
import functools
import types

import numpy as np
import pytest
from skcore_sklearn.estimators import Estimators

import skcore


@pytest.fixture
def refused(monkeypatch):
    """Hold that a model, saved as it is without a look at it, is refused when it is loaded."""

    def refused(model, rule=None, saved=False):
        with monkeypatch.context() as patch:
            patch.setattr(Estimators, "save", skcore.ObjectHandler.save)
            data = skcore.dumps(model)
        with pytest.raises(skcore.InvalidStateError, match=rule):
            skcore.loads(data)
        if not saved:
            with pytest.raises(skcore.SkcoreError):
                skcore.dumps(model)

    return refused


def change(model, path, value):
    """Set what a path like ``a.b[0]`` means to a value or to a function of what it is; ``...`` takes it away."""
    path, _, index = path.removesuffix("]").partition("[")
    *way, name = path.split(".")
    fields = vars(functools.reduce(getattr, way, model))
    if value is ...:
        del fields[name]
    elif index:
        fields[name] = copy.copy(fields[name])
        place = ... if index == ":" else tuple(map(int, index.split(",")))
        fields[name][place if isinstance(fields[name], np.ndarray) else place[0]] = value
    elif isinstance(value, types.FunctionType) or value is tuple:
        fields[name] = value(fields[name])
    else:
        fields[name] = value


@pytest.fixture
def lie_refused(refused):
    """Hold that a model is loaded as it is, and refused with the changes of its attributes."""

    def lie_refused(model, changes, rule=None):
        model = copy.deepcopy(model)
        skcore.loads(skcore.dumps(model))
        for path, value in changes.items():
            change(model, path, value)
        refused(model, rule)

    return lie_refused


@pytest.fixture
def forged(monkeypatch):
    """Hold that a file is refused in which the states of one handler were changed."""

    def forged(handler, model, change, rule=None):
        method = "save" if handler.save_all is None else "save_all"
        honest = getattr(handler, method)

        def lie(self, given):
            states = honest(self, given)
            change(states)
            return states

        with monkeypatch.context() as patch:
            patch.setattr(handler, method, lie)
            data = skcore.dumps(model)
        with pytest.raises(skcore.InvalidStateError, match=rule):
            skcore.loads(data)

    return forged
