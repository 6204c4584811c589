"""Arrays of plain elements: dtype, shape, order and memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from skcore import Buffer, Handler, InvalidStateError, Node, Plain, Record, checked
from skcore_numpy import dtypes, memory, pickled_arrays
from skcore_numpy.canonical import canonical, spellings
from skcore_numpy.elements import build
from skcore_numpy.objects import ObjectArray
from skcore_numpy.strings import StringArray
from skcore_numpy.structured import Structured

if TYPE_CHECKING:
    import numpy as np

_REASON = checked("shape, strides and dtype agree with the bytes that the file has")
_NAMES = ("numpy.ndarray", "numpy.matrix", "numpy.recarray", "numpy.char.chararray")


class Array(Handler):
    """``numpy.ndarray``, ``matrix``, ``recarray`` and ``chararray`` of any dtype without Python objects.

    Arrays that share memory have one buffer, with an ``offset`` and ``strides`` in it.
    """

    kind = "numpy.array"
    types = (*_NAMES, "numpy.memmap", "numpy.rec.recarray")
    trusts = dict.fromkeys(_NAMES, _REASON)
    makers = pickled_arrays.MAKERS
    aliases = {
        **spellings(*makers),
        "numpy.memmap": "numpy.ndarray",
        "numpy.rec.recarray": "numpy.recarray",
        "numpy.core.records.recarray": "numpy.recarray",
        "numpy.chararray": "numpy.char.chararray",
        "numpy.core.defchararray.chararray": "numpy.char.chararray",
        "numpy.matrixlib.defmatrix.matrix": "numpy.matrix",
        "sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper": pickled_arrays.JOBLIB,
    }

    def is_leaf(self, obj: Any) -> bool:
        return not obj.dtype.hasobject

    def save(self, obj: Any) -> Node:
        name, dtype = self.qualify(type(obj)), obj.dtype
        if dtype.names is not None:
            return Node(Structured.kind, name, Structured().save(obj))
        if dtype.char == StringArray.char:
            return Node(StringArray.kind, name, StringArray().save(obj))
        return Node(ObjectArray.kind, name, ObjectArray().save(obj))

    def qualify(self, target: Any) -> str:
        return canonical(super().qualify(target))

    def target(self, obj: Any) -> Any:
        import numpy as np

        return np.ndarray if isinstance(obj, np.memmap) else type(obj)

    def save_all(self, objs: Sequence[Any]) -> list[Any]:
        places = memory.shared_places(objs)
        return [
            self._placed(obj, places[index]) if index in places else self._alone(obj) for index, obj in enumerate(objs)
        ]

    def _alone(self, array: np.ndarray[Any, Any]) -> dict[str, Any]:
        if array.dtype.names is not None and dtypes.has_padding(array.dtype):
            array = dtypes.without_padding(array)
        state: dict[str, Any] = {"dtype": dtypes.describe(array.dtype), "shape": Plain(array.shape)}
        flags = array.flags
        if flags.c_contiguous:
            return {**state, "data": Buffer(memory.raw(array))}
        if flags.f_contiguous:
            return {**state, "order": "F", "data": Buffer(memory.raw(array))}
        copied = array.copy(order="K")
        if copied.flags.forc:
            return self._alone(copied)
        axes = sorted(range(copied.ndim), key=lambda axis: -copied.strides[axis])
        data = Buffer(memory.raw(copied.transpose(axes)))
        return {**state, "offset": 0, "strides": Plain(copied.strides), "data": data}

    def _placed(self, array: np.ndarray[Any, Any], place: memory.Place) -> dict[str, Any]:
        return {
            "dtype": dtypes.describe(array.dtype),
            "shape": Plain(array.shape),
            "offset": place.offset,
            "strides": Plain(place.strides),
            "data": Buffer(place.memory),
        }

    def convert(self, record: Record) -> Any:
        return pickled_arrays.convert(record)

    def check_all(self, states: Sequence[Any]) -> None:
        """Refuse memory that is floats to one array and indices to another.

        A model that goes on learning writes into the floats, and so would change indices after their check.
        """
        known: dict[int, str] = {}
        for state in states:
            sort = memory.sort_of(dtypes.parse(state["dtype"]))
            if known.setdefault(id(state["data"]), sort) != sort:
                raise InvalidStateError("two arrays have one memory, which they take for values of different sorts")

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        array = build(state)
        return array if cls is np.ndarray else array.view(cls)


HANDLERS = (Array,)
