"""Bunches: keys that a library would take for a protocol, and files that grow when they are loaded."""

import numpy as np
import pytest
from skcore_sklearn.bunches import Bunches
from sklearn.utils import Bunch

import skcore

ADDRESS = {"data": (0xDEAD0000, False), "shape": (2,), "typestr": "<f8", "version": 3}
PROTOCOLS = ("__array_interface__", "__array_struct__", "__array__", "__class__", "__x", "_as_parameter_")


@pytest.mark.parametrize("lie", [{"items": [1]}, {"renamed": [1]}, {"items": {1: 2}}, {"renamed": {"a": [1]}}], ids=str)
def test_items_that_are_no_named_values_are_refused(lie, forged):
    forged(Bunches, Bunch(a=1), lambda state: state.update(lie))


@pytest.mark.parametrize("key", PROTOCOLS)
def test_a_key_that_a_protocol_asks_for_is_refused(key, forged):
    forged(Bunches, Bunch(a=1), lambda state: state.update(items={key: ADDRESS}), "protocol")
    with pytest.raises(skcore.UnsupportedTypeError, match="protocol"):
        skcore.dumps(Bunch(**{key: ADDRESS}))


def test_a_dict_serves_one_bunch_only(monkeypatch):
    shared = {"a": 1}
    with monkeypatch.context() as patch:
        patch.setattr(Bunches, "save", lambda self, obj: {"items": shared, "renamed": None})
        saved = skcore.dumps([Bunch(), Bunch()])
    assert skcore.loads(saved) == [Bunch(a=1), Bunch()]


def test_warnings_that_two_bunches_share_serve_one_only(monkeypatch):
    shared = {"a": "b"}
    with monkeypatch.context() as patch:
        patch.setattr(Bunches, "save", lambda self, obj: {"items": {}, "renamed": shared})
        saved = skcore.dumps([Bunch(), Bunch()])
    assert [vars(bunch)["_deprecated_key_to_warnings"] for bunch in skcore.loads(saved)] == [shared, {}]


def test_names_that_users_give_are_kept(assert_same):
    bunch = Bunch(**{"a b": 1, "_": np.arange(3), "_x": None, "x_": "y", "items": 2, np.str_("s"): 3})
    bunch._set_deprecated(5, new_key="new", deprecated_key="old", warning_message="it is new now")
    loaded = skcore.loads(skcore.dumps(bunch))
    assert_same(bunch, loaded)
    with pytest.warns(FutureWarning, match="it is new now"):
        assert loaded["old"] == 5
