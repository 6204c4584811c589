"""Masked arrays: data, mask and fill value."""

from __future__ import annotations

from typing import Any

from skcore import Converted, Handler, InvalidStateError, Record, checked
from skcore_numpy import pickled_arrays


class Masked(Handler):
    """``numpy.ma.MaskedArray``; its data and its mask are arrays of their own."""

    kind = "numpy.masked"
    types = ("numpy.ma.MaskedArray", "numpy.ma.core.MaskedArray")
    trusts = {"numpy.ma.MaskedArray": checked("mask and fill value have the shape and dtype that the data asks for")}

    makers = ("numpy.ma.core._mareconstruct",)
    aliases = {"numpy.ma.core.MaskedArray": "numpy.ma.MaskedArray"}

    def qualify(self, target: Any) -> str:
        name = super().qualify(target)
        return "numpy.ma.MaskedArray" if name == "numpy.ma.core.MaskedArray" else name

    def save(self, obj: Any) -> Any:
        import numpy as np

        mask = None if obj._mask is np.ma.nomask else obj._mask
        if obj._optinfo or obj._baseclass is not np.ndarray:
            raise TypeError("a masked array over a subclass, or with further attributes, cannot be saved")
        return {
            "data": obj._data,
            "mask": mask,
            "fill_value": obj._fill_value,
            "hard_mask": bool(obj._hardmask),
            "shared_mask": bool(obj._sharedmask),
        }

    def convert(self, record: Record) -> Any:
        import numpy as np

        names = [part.name if type(part) is Converted else None for part in record.args[:2]]
        if record.how != "call" or names != ["numpy.ma.MaskedArray", "numpy.ndarray"]:
            raise InvalidStateError("a masked array of another class, or over one, cannot be converted")
        if type(record.state) is not tuple or len(record.state) != 7:
            raise InvalidStateError("the state of a masked array is none that numpy writes")
        *state, bits, fill_value = record.state
        data = pickled_arrays.from_state(np.ndarray, tuple(state))
        order = "F" if data.flags.fnc else "C"
        mask = pickled_arrays.of_bytes(data.shape, np.ma.make_mask_descr(data.dtype), order, bits)
        if fill_value is not None and (type(fill_value) is not np.ndarray or fill_value.shape != ()):
            raise InvalidStateError("fill_value is no 0-d array")
        array: Any = np.ma.MaskedArray(data)
        array._mask, array._sharedmask = mask, True
        array.fill_value = fill_value
        return array

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        data, mask, fill_value = state["data"], state["mask"], state["fill_value"]
        if type(data) is not np.ndarray:
            raise InvalidStateError("data is no array")
        if mask is not None:
            wanted = np.ma.make_mask_descr(data.dtype)
            if type(mask) is not np.ndarray or mask.shape != data.shape or mask.dtype != wanted:
                raise InvalidStateError("mask has not the shape and dtype that the data asks for")
        if fill_value is not None and (
            type(fill_value) is not np.ndarray
            or fill_value.shape != ()
            or (fill_value.dtype != data.dtype and data.dtype != object)
        ):
            raise InvalidStateError("fill_value is no 0-d array of the data's dtype")
        if type(state["hard_mask"]) is not bool or type(state["shared_mask"]) is not bool:
            raise InvalidStateError("hard_mask or shared_mask is no truth value")
        array: Any = np.ma.MaskedArray(data, hard_mask=state["hard_mask"])
        array._mask = np.ma.nomask if mask is None else mask
        array._fill_value = fill_value
        array._sharedmask = state["shared_mask"]
        return array


class MaskedConstant(Handler):
    """``numpy.ma.masked``, of which there is one."""

    kind = "numpy.masked_constant"
    types = ("numpy.ma.core.MaskedConstant", "numpy.ma.MaskedConstant")
    aliases = {"numpy.ma.MaskedConstant": "numpy.ma.core.MaskedConstant"}
    trusts = {"numpy.ma.core.MaskedConstant": checked("the one constant of numpy itself")}

    def qualify(self, target: Any) -> str:
        name = super().qualify(target)
        return "numpy.ma.core.MaskedConstant" if name == "numpy.ma.MaskedConstant" else name

    def save(self, obj: Any) -> Any:
        import numpy as np

        if obj is not np.ma.masked:
            raise TypeError("a copy of numpy.ma.masked cannot be saved")
        return {}

    def convert(self, record: Record) -> Any:
        import numpy as np

        if record.args or record.state:
            raise InvalidStateError("the constant has a state")
        return np.ma.masked

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        if state:
            raise InvalidStateError("the constant has a state")
        return np.ma.masked


HANDLERS = (Masked, MaskedConstant)
