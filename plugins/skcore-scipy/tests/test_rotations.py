"""Rotations and motions come back to the last bit, and hostile ones are refused."""

import numpy as np
import pytest
import scipy.spatial.transform as tr
from skcore_scipy.rotations import Between, Rotations

import skcore

RNG = np.random.default_rng(0)
SEVERAL = tr.Rotation.from_euler("xyz", RNG.random((4, 3)))
VECTORS = RNG.random((4, 3))


@pytest.mark.parametrize("value", [SEVERAL, SEVERAL[0], tr.Rotation.identity(), tr.Rotation.from_quat(np.eye(4))])
def test_rotations(value):
    loaded = skcore.loads(skcore.dumps(value))
    assert type(loaded) is tr.Rotation
    assert loaded.single == value.single
    assert loaded.as_quat().tobytes() == value.as_quat().tobytes()
    np.testing.assert_array_equal(loaded.apply(VECTORS), value.apply(VECTORS))


@pytest.mark.skipif(not hasattr(tr, "RigidTransform"), reason="scipy has it since 1.16")
def test_motions(monkeypatch, refused):
    from skcore_scipy.rotations import Motions

    for value in (tr.RigidTransform.from_translation(VECTORS), tr.RigidTransform.from_rotation(SEVERAL[0])):
        loaded = skcore.loads(skcore.dumps(value))
        assert loaded.as_matrix().tobytes() == value.as_matrix().tobytes()
        np.testing.assert_array_equal(loaded.apply(VECTORS), value.apply(VECTORS))
    for matrix in (np.eye(3), np.ones((4, 4)), np.eye(4, dtype=np.float32), None, np.eye(4) * np.nan):
        monkeypatch.setattr(Motions, "save", lambda self, obj, matrix=matrix: {"matrix": matrix})
        refused(skcore.dumps(value))


@pytest.mark.parametrize("cls", [tr.Slerp, tr.RotationSpline])
def test_between(cls):
    value = cls([0, 1, 3, 4], SEVERAL)
    data = skcore.dumps(value)
    loaded = skcore.loads(data)
    assert skcore.dumps(loaded) == data
    assert vars(loaded).keys() == vars(value).keys()
    times = np.linspace(0, 4, 9)
    assert loaded(times).as_quat().tobytes() == value(times).as_quat().tobytes()


@pytest.mark.parametrize(
    "quat", [np.zeros(4), np.ones((2, 4)), np.eye(4)[:, :3], np.eye(4, dtype=int), np.full(4, np.nan), 1.0, None]
)
def test_hostile_rotations(forge, refused, quat):
    refused(forge(Rotations, SEVERAL, quat=quat))


@pytest.mark.parametrize(
    "changes",
    [
        {"times": np.arange(3)},
        {"times": np.zeros(4)},
        {"times": np.arange(4.0) * np.nan},
        {"times": np.zeros((2, 2))},
        {"rotations": SEVERAL[0]},
        {"rotations": SEVERAL[:2]},
        {"rotations": VECTORS},
        {"interpolator": None},
        {"interpolator": 1},
        {"rotvecs": VECTORS},
        {"more": 1},
    ],
)
def test_hostile_splines(forge, refused, changes):
    refused(forge(Between, tr.RotationSpline(range(4), SEVERAL), **changes))


@pytest.mark.parametrize("changes", [{"timedelta": np.ones(9)}, {"rotvecs": VECTORS}, {"interpolator": 1}])
def test_hostile_slerp(forge, refused, changes):
    refused(forge(Between, tr.Slerp(range(4), SEVERAL), **changes))
