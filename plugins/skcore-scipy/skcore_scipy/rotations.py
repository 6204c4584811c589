"""Rotations and rigid motions, and what lies between rotations in time."""

from __future__ import annotations

from typing import Any

from skcore import Record, checked
from skcore_scipy import rules
from skcore_scipy.pickled import class_of
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require

_UNIT = 1e-6


class Rotations(Rebuilt):
    """``Rotation``: a quaternion of unit length, or an array of them."""

    kind = "scipy.rotation"
    types = ("scipy.spatial.transform._rotation.Rotation",)
    trusts = {types[0]: checked("quaternions of unit length")}
    fields = ("quat",)
    computed = ("_xp", "_backend")

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"quat": obj.as_quat()}

    def convert(self, record: Record) -> Any:
        cls, state = class_of(record, self.types), record.state
        # Before scipy 1.17 it is an array of rows, and a word on whether it has one of them alone.
        require(
            type(state) is tuple and len(state) == 2 and type(state[1]) is bool, "its state is none that scipy writes"
        )
        quat = rules.array(state[0], "quat", None)
        require(quat.ndim == 2 and (len(quat) == 1 or not state[1]), "it has several rotations for one")
        return self.counted(cls, {"quat": quat[0] if state[1] else quat})

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        import numpy as np

        quat = rules.array(state["quat"], "quat", None)
        require(quat.dtype == np.float64 and quat.ndim >= 1 and quat.shape[-1] == 4, "quat has not rows of four floats")
        lengths = (quat * quat).sum(axis=-1)
        require(bool((abs(lengths - 1) < _UNIT).all()), "quat is not of unit length")
        return cls(quat, normalize=False)


class Motions(Rebuilt):
    """``RigidTransform``: a matrix of a rotation and a translation, or an array of them."""

    kind = "scipy.rigid_transform"
    types = ("scipy.spatial.transform._rigid_transform.RigidTransform",)
    trusts = {types[0]: checked("matrices whose last row is that of a motion")}
    fields = ("matrix",)
    computed = ("_xp", "_backend")

    makers = ("scipy.spatial.transform._rigid_transform:RigidTransform.from_matrix",)

    def parts(self, obj: Any) -> dict[str, Any]:
        return {"matrix": obj.as_matrix()}

    def convert(self, record: Record) -> Any:
        from scipy.spatial.transform import RigidTransform

        require(record.how == "call" and len(record.args) == 1, "it is made in no way that scipy makes them")
        return self.counted(RigidTransform, {"matrix": record.args[0]})

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        import numpy as np

        matrix = rules.array(state["matrix"], "matrix", None)
        fits = matrix.dtype == np.float64 and matrix.ndim >= 2 and matrix.shape[-2:] == (4, 4)
        require(fits, "matrix has not four rows of four floats")
        require(bool((matrix[..., 3, :] == [0, 0, 0, 1]).all()), "the last row of matrix is that of no motion")
        return cls(matrix, normalize=False)


class Between(Rebuilt):
    """``Slerp`` and ``RotationSpline``: times that increase, and what was computed from the rotations then."""

    kind = "scipy.rotations_between"
    types = (
        "scipy.spatial.transform._rotation.Slerp",
        "scipy.spatial.transform._rotation_spline.RotationSpline",
    )
    trusts = dict.fromkeys(types, checked("a rotation for each time, and what was computed between them"))
    fields = ("times", "timedelta", "rotations", "rotvecs", "interpolator")

    def parts(self, obj: Any) -> dict[str, Any]:
        return {name: vars(obj).get(name) for name in self.fields}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        from scipy.interpolate import PPoly
        from scipy.spatial.transform import Rotation, Slerp

        times, rotations = rules.array(state["times"], "times"), state["rotations"]
        require(times.dtype.kind in "biuf" and len(times) >= 2, "times are no numbers, or too few")
        require(bool((times[1:] > times[:-1]).all()), "times do not increase")
        require(type(rotations) is Rotation and not rotations.single, "rotations are none")
        obj = cls.__new__(cls)
        obj.times, obj.rotations = times, rotations
        steps = len(times) - 1
        if cls is Slerp:
            require(len(rotations) == steps and state["interpolator"] is None, "rotations are not one for each step")
            obj.timedelta = rules.array(state["timedelta"], "timedelta")
            require(len(obj.timedelta) == steps, "timedelta has not one length for each step")
            obj.rotvecs = rules.doubles(state["rotvecs"], "rotvecs", steps, 3)
            return obj
        require(len(rotations) == len(times), "rotations are not one for each time")
        require(state["timedelta"] is None is state["rotvecs"], "timedelta or rotvecs is given for a spline")
        obj.interpolator = state["interpolator"]
        fits = type(obj.interpolator) is PPoly and obj.interpolator.c.shape[1:] == (steps, 3)
        require(fits, "interpolator is none of the rotations")
        return obj


HANDLERS = (Rotations, Motions, Between)
