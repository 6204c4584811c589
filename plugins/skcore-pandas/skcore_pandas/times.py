"""Arrays of times, of spans of time, of periods and of intervals."""

from __future__ import annotations

from typing import Any

from skcore import InvalidStateError, Record, checked, spend
from skcore_pandas.checks import check_array
from skcore_pandas.names import PandasHandler, fields, spellings
from skcore_pandas.offsets import check_offset
from skcore_pandas.pickled import cython_state, name_of, public, require
from skcore_pandas.scalars import check_closed


def without_frequency(array: Any) -> Any:
    """Return an array over the same values that has no frequency, which its index has."""
    return type(array)._simple_new(array._ndarray, dtype=array.dtype)


def spend_frequency(values: Any, freq: Any) -> Any:
    """Return an offset, once what it takes to follow it through these values is counted."""
    import pandas as pd

    # pandas makes an array of spans of a fixed length, and an object of each time of all others.
    cheap = isinstance(check_offset(freq), pd.offsets.Tick | pd.offsets.Day)
    spend((8 if cheap else 200) * len(values))
    return freq


def plain_ends(values: Any) -> Any:
    """Return an array of pandas's over one of numpy's as the latter."""
    import numpy as np

    found = getattr(values, "_ndarray", values)
    return found if isinstance(getattr(values, "dtype", None), np.dtype) else values


class Times(PandasHandler):
    """``DatetimeArray`` and ``TimedeltaArray``: an array of numpy's, the time zone, and the frequency if it has one."""

    kind = "pandas.time_array"
    types = spellings("pandas.arrays.DatetimeArray", "pandas.arrays.TimedeltaArray")
    trusts = dict.fromkeys(
        ("pandas.arrays.DatetimeArray", "pandas.arrays.TimedeltaArray"),
        checked("numbers of a known unit; a frequency is held against them"),
    )

    def save(self, obj: Any) -> Any:
        if obj.ndim != 1:
            raise TypeError("an array of several dimensions cannot be saved")
        state = {"values": obj._ndarray}
        if getattr(obj, "tz", None) is not None:
            state["dtype"] = obj.dtype
        if getattr(obj, "freq", None) is not None:
            state["freq"] = obj.freq
        return state

    def load(self, cls: Any, state: Any) -> Any:
        import pandas as pd

        values, dtype, freq = fields(state, "values", optional=("dtype", "freq"))
        zoned = cls is pd.arrays.DatetimeArray and dtype is not None
        check_array(values, "M" if cls is pd.arrays.DatetimeArray else "m")
        unit = f"datetime64[{getattr(dtype, 'unit', None)}]"
        if dtype is not None and (not zoned or type(dtype) is not pd.DatetimeTZDtype or unit != values.dtype.name):
            raise InvalidStateError("its dtype has no time zone, or another unit than its values")
        # The constructor would read times with a zone as those of the clock, and copy them.
        array = cls._simple_new(values, dtype=values.dtype if dtype is None else dtype)
        if freq is not None and hasattr(cls, "freq"):
            # From 3.1 on, an index alone has one.
            array.freq = spend_frequency(values, freq)
        return array


class Periods(PandasHandler):
    """``PeriodArray``: the ordinals and the dtype."""

    kind = "pandas.period_array"
    types = spellings("pandas.arrays.PeriodArray")
    trusts = {"pandas.arrays.PeriodArray": checked("ordinals and a dtype that is checked on its own")}

    def save(self, obj: Any) -> Any:
        if obj.ndim != 1:
            raise TypeError("an array of several dimensions cannot be saved")
        return {"ordinals": obj.asi8, "dtype": obj.dtype}

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np
        import pandas as pd

        ordinals, dtype = fields(state, "ordinals", "dtype")
        if check_array(ordinals, "i").dtype != np.int64 or type(dtype) is not pd.PeriodDtype:
            raise InvalidStateError("its ordinals are no array of int64, or its dtype is not that of periods")
        return cls(ordinals, dtype=dtype)


class Intervals(PandasHandler):
    """``IntervalArray``: the ends on the left, those on the right, and which belong to an interval."""

    kind = "pandas.interval_array"
    types = spellings("pandas.arrays.IntervalArray")
    trusts = {"pandas.arrays.IntervalArray": checked("ends of one dtype, of which none on the left exceeds its right")}
    makers = ("pandas._libs.interval.__pyx_unpickle_IntervalMixin",)

    def convert(self, record: Record) -> Any:
        import pandas as pd

        name_of(record.args[0] if record.args else None, self.trusts)
        found = cython_state(record)[-1]
        require(type(found) is dict and type(found.get("_dtype")) is pd.IntervalDtype, "it has no dtype of intervals")
        return self.of_ends(found.get("_left"), found.get("_right"), found["_dtype"].closed)

    def of_ends(self, left: Any, right: Any, closed: Any) -> Any:
        """Return the array with these ends, which are arrays of numpy's or of pandas's."""
        ends = {"left": plain_ends(left), "right": plain_ends(right)}
        return self.load(public("pandas.arrays.IntervalArray"), {**ends, "closed": closed})

    def save(self, obj: Any) -> Any:
        return {"left": self._ends(obj.left), "right": self._ends(obj.right), "closed": obj.closed}

    def _ends(self, index: Any) -> Any:
        import numpy as np

        if isinstance(index.dtype, np.dtype):
            return check_array(np.asarray(index.array), "iufmM")
        return without_frequency(index.array)

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np
        import pandas as pd

        left, right, closed = fields(state, "left", "right", "closed")
        for ends in (left, right):
            if type(ends) is np.ndarray:
                check_array(ends, "iufmM")
            elif type(ends) is not pd.arrays.DatetimeArray:
                raise InvalidStateError("its ends are no array of numbers or times")
        if left.dtype != right.dtype or len(left) != len(right):
            raise InvalidStateError("its ends are not of one dtype and length")
        # pandas compares them, copies those that lie in one block of memory, and makes small ones large.
        spend(24 * len(left))
        return cls.from_arrays(left, right, check_closed(closed))


HANDLERS = (Times, Periods, Intervals)
