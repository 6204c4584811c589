"""Indexes: of an array, of a range, of several levels."""

from __future__ import annotations

from typing import Any

from skcore import Buffer, InvalidStateError, Plain, Record, checked, spend
from skcore_pandas.arrays import own_array, raw
from skcore_pandas.backed import frequencies
from skcore_pandas.checks import check_array, check_int, check_label
from skcore_pandas.hashing import check_labels
from skcore_pandas.names import PandasHandler, fields, spellings
from skcore_pandas.pickled import called, name_of, public, require
from skcore_pandas.times import Intervals, spend_frequency, without_frequency


def plain_values(values: Any) -> Any:
    """Return the values of an index or a series as an array of numpy's, where they are one, or of pandas's."""
    import numpy as np

    found = values._values
    if isinstance(found, np.ndarray):
        return check_array(found)
    if isinstance(found.dtype, np.dtype) and found.dtype.kind in "mM":
        return check_array(found._ndarray)
    return found


def check_values(values: Any) -> Any:
    """Return what is an array of numpy's or of pandas's, of one dimension."""
    import numpy as np
    from pandas.api.extensions import ExtensionArray

    if type(values) is np.ndarray:
        return check_array(values)
    if not isinstance(values, ExtensionArray) or values.ndim != 1:
        raise InvalidStateError("its values are no array of one dimension")
    return values


class Index(PandasHandler):
    """``Index``: its values and its name."""

    kind = "pandas.index"
    types = spellings("pandas.Index")
    trusts = {"pandas.Index": checked("its values are an array that is checked on its own, and its name has a hash")}

    makers = (
        "pandas.core.indexes.base._new_Index",
        "pandas.core.indexes.datetimes._new_DatetimeIndex",
        "pandas.core.indexes.timedeltas._new_TimedeltaIndex",
        "pandas.core.indexes.period._new_PeriodIndex",
        "pandas.core.indexes.interval._new_IntervalIndex",
    )

    def convert(self, record: Record) -> Any:
        reference, given = called(record, 2)
        require(type(given) is dict, "an index is made of something else than named parts")
        handlers = (self, ArrayIndex(), RangeIndex(), MultiIndex())
        known = {name: handler for handler in handlers for name in handler.trusts}
        name = name_of(reference, known)
        return known[name].of_parts(public(name), given)

    def of_parts(self, cls: Any, given: Any) -> Any:
        """Return the index that a pickle makes of these parts."""
        return self.load(cls, {"values": given.get("data"), "name": given.get("name")})

    def save(self, obj: Any) -> Any:
        return {"values": plain_values(obj), "name": check_label(obj.name)}

    def load(self, cls: Any, state: Any) -> Any:
        values, name = fields(state, "values", "name")
        dtype = check_values(values).dtype
        index = cls(values, dtype=dtype, name=check_label(name), copy=False, tupleize_cols=False)
        if type(index) is not cls or index.dtype != dtype:
            raise InvalidStateError("an index of such values is of another class or dtype")
        return index


class ArrayIndex(PandasHandler):
    """The indexes of times, periods, intervals and categories: an array of pandas's, a name, and a frequency."""

    kind = "pandas.array_index"
    arrays = {
        "DatetimeIndex": "DatetimeArray",
        "TimedeltaIndex": "TimedeltaArray",
        "PeriodIndex": "PeriodArray",
        "IntervalIndex": "IntervalArray",
        "CategoricalIndex": "Categorical",
    }
    types = spellings(*(f"pandas.{name}" for name in arrays))
    trusts = {
        f"pandas.{name}": checked("its values are an array that is checked on its own, and its name has a hash")
        for name in arrays
    }

    def of_parts(self, cls: Any, given: Any) -> Any:
        """Return the index that a pickle makes of these parts."""
        values, freq = given.get("data"), given.get("freq")
        if "left" in given:
            left, right = (getattr(given.get(side), "_values", None) for side in ("left", "right"))
            values = Intervals().of_ends(left, right, given.get("closed"))
        elif getattr(getattr(values, "dtype", None), "kind", "") in ("m", "M"):
            _, before = frequencies().get(id(values), (None, None))
            freq = before if freq is None else freq
            values = without_frequency(values)
        return self.load(cls, {"values": values, "name": given.get("name"), **({} if freq is None else {"freq": freq})})

    def save(self, obj: Any) -> Any:
        state = {"values": obj._values, "name": check_label(obj.name)}
        if obj.dtype.kind in "mM":
            state["values"] = without_frequency(obj._values)
            if obj.freq is not None:
                state["freq"] = obj.freq
        return state

    def load(self, cls: Any, state: Any) -> Any:
        import pandas as pd

        values, name, freq = fields(state, "values", "name", optional=("freq",))
        if type(values) is not getattr(pd.arrays, self.arrays[cls.__name__], pd.Categorical):
            raise InvalidStateError("its values are no array of the class that it asks for")
        index = cls(values, name=check_label(name), copy=False)
        if freq is not None:
            if index.dtype.kind not in "mM":
                raise InvalidStateError("an index of no times has no frequency of its own")
            # pandas counts the times that follow from the first, and compares.
            index.freq = spend_frequency(index, freq)
        return index


class RangeIndex(PandasHandler):
    """``RangeIndex``: start, stop, step and its name."""

    kind = "pandas.range_index"
    types = spellings("pandas.RangeIndex")
    trusts = {"pandas.RangeIndex": checked("three ints, of which the last is not 0, and a name that has a hash")}
    longest = 2**32
    """How long a range may be, which becomes an array when it is computed with."""

    def of_parts(self, cls: Any, given: Any) -> Any:
        """Return the index that a pickle makes of these parts."""
        return self.load(cls, {name: given.get(name) for name in ("start", "stop", "step", "name")})

    def save(self, obj: Any) -> Any:
        self._check(obj.start, obj.stop, obj.step)
        return {"start": obj.start, "stop": obj.stop, "step": obj.step, "name": check_label(obj.name)}

    def load(self, cls: Any, state: Any) -> Any:
        *bounds, name = fields(state, "start", "stop", "step", "name")
        self._check(*bounds)
        return cls(*bounds, name=check_label(name))

    def _check(self, *bounds: Any) -> None:
        for value in bounds:
            check_int(value, -(2**63), 2**63 - 1, "a bound")
        if not bounds[2] or len(range(*bounds)) > self.longest:
            raise InvalidStateError(f"its step is 0, or it is longer than {self.longest}")


class MultiIndex(PandasHandler):
    """``MultiIndex``: its levels, and for each the numbers of the labels, one for each row."""

    kind = "pandas.multi_index"
    types = spellings("pandas.MultiIndex")
    trusts = {"pandas.MultiIndex": checked("each code is -1 or that of a label, and no label stands twice in a level")}
    copies = True

    def of_parts(self, cls: Any, given: Any) -> Any:
        """Return the index that a pickle makes of these parts."""
        import numpy as np
        import pandas as pd

        levels, codes, names, order = (given.get(name) for name in ("levels", "codes", "names", "sortorder"))
        require(type(levels) is list and type(codes) is list and bool(codes), "it has no levels, or no codes")
        require(all(type(part) is np.ndarray and part.dtype.kind == "i" for part in codes), "its codes are no ints")
        require(all(isinstance(level, pd.Index) for level in levels), "a level is no index")
        spend(2 * sum(part.nbytes for part in codes))
        state = {
            "levels": [level.rename(None) if level.name is not None else level for level in levels],
            "names": list(names) if type(names) in (list, tuple) else names,
            "length": len(codes[0]),
            "bytes": tuple(part.dtype.itemsize for part in codes),
            "codes": memoryview(b"".join(part.tobytes() for part in codes)),
        }
        return self.load(cls, {**state, **({} if order is None else {"sortorder": order})})

    def save(self, obj: Any) -> Any:
        codes = list(map(raw, obj.codes))
        state = {
            "levels": [level.rename(None) if level.name is not None else level for level in obj._levels],
            "names": list(map(check_label, obj.names)),
            "length": len(obj),
            "bytes": Plain(part.dtype.itemsize for part in obj.codes),
            "codes": Buffer(tuple(codes)),
        }
        if obj.sortorder is not None:
            state["sortorder"] = int(obj.sortorder)
        return state

    def load(self, cls: Any, state: Any) -> Any:
        names = ("levels", "names", "length", "bytes", "codes")
        levels, labels, length, sizes, data, order = fields(state, *names, optional=("sortorder",))
        if type(levels) is not list or type(labels) is not list or type(sizes) is not tuple:
            raise InvalidStateError("its levels or names are no list, or its sizes are missing")
        if not 0 < len(levels) == len(labels) == len(sizes):
            raise InvalidStateError("it has not one name and one size for each level")
        for level in levels:
            _check_level(level)
        codes = _codes(data, check_int(length, 0, 2**62, "its length"), sizes)
        for level, part in zip(levels, codes, strict=True):
            if length and (part.min() < -1 or part.max() >= len(level)):
                raise InvalidStateError("a code is that of no label")
        if order is not None:
            check_int(order, 0, len(levels), "its sortorder")
        labels = list(map(check_label, labels))
        return cls(levels, codes, order, labels, copy=False, verify_integrity=True)


def _check_level(level: Any) -> None:
    import pandas as pd

    if not isinstance(level, pd.Index) or isinstance(level, pd.MultiIndex):
        raise InvalidStateError("a level is no index")
    check_labels(level)
    # pandas looks for missing ones, for each index that shares the level.
    spend(len(level) // 2)


def _codes(data: Any, length: int, sizes: tuple[Any, ...]) -> list[Any]:
    """Return the codes of each level, which are one after another in a buffer."""
    if any(type(size) is not int or size not in (1, 2, 4, 8) for size in sizes):
        raise InvalidStateError("its codes are no ints")
    if type(data) is not memoryview or len(data) != length * sum(sizes):
        raise InvalidStateError("it has not one code for each level and row")
    codes, start = [], 0
    for size in sizes:
        codes.append(own_array(data[start : start + length * size], f"i{size}"))
        start += length * size
    return codes


HANDLERS = (Index, ArrayIndex, RangeIndex, MultiIndex)
