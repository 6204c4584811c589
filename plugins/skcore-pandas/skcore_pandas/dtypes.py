"""The dtypes of pandas: rebuilt by their constructors from what they are told."""

from __future__ import annotations

import re
from typing import Any

from skcore import InvalidStateError, Record, checked, spend
from skcore_pandas import arrow_types
from skcore_pandas.checks import UNITS
from skcore_pandas.hashing import check_labels
from skcore_pandas.names import PandasHandler, fields, spellings
from skcore_pandas.offsets import check_offset
from skcore_pandas.pickled import attributes, called, public, require
from skcore_pandas.scalars import check_closed
from skcore_pandas.zones import load_zone, save_zone

_BUILT = checked("built from its parts by its own constructor, which checks them")
_PERIOD = re.compile(r"period\[([1-9][0-9]{0,9})?[A-Za-z]{1,6}(-[A-Z]{3}){0,2}\]", re.ASCII)
_SPARSE = {"subtype": "dtype", "fill_value": "fill_value"}
_BITS = (8, 16, 32, 64)
_MASKED = (
    "pandas.BooleanDtype",
    "pandas.Float32Dtype",
    "pandas.Float64Dtype",
    *(f"pandas.{sign}{bits}Dtype" for sign in ("Int", "UInt") for bits in _BITS),
)


class Masked(PandasHandler):
    """``Int64Dtype``, ``BooleanDtype`` and their like, which have no parts."""

    kind = "pandas.masked_dtype"
    types = spellings(*_MASKED)
    trusts = dict.fromkeys(_MASKED, checked("it has no content"))

    def convert(self, record: Record) -> Any:
        # What pandas computed of it stands in the state of some.
        attributes(record)
        return public(record.name)()

    def save(self, obj: Any) -> Any:
        return {}

    def load(self, cls: Any, state: Any) -> Any:
        fields(state)
        return cls()


class Category(PandasHandler):
    """``CategoricalDtype``: its categories, an index or None, and whether they are ordered."""

    kind = "pandas.categorical_dtype"
    types = spellings("pandas.CategoricalDtype")
    trusts = {
        "pandas.CategoricalDtype": checked("its categories are an index in which none is missing or stands twice")
    }

    def convert(self, record: Record) -> Any:
        return self.load(public("pandas.CategoricalDtype"), attributes(record))

    def save(self, obj: Any) -> Any:
        return {"categories": obj.categories, "ordered": obj.ordered}

    def load(self, cls: Any, state: Any) -> Any:
        import pandas as pd

        categories, ordered = fields(state, "categories", "ordered")
        if categories is not None:
            if not isinstance(categories, pd.Index) or isinstance(categories, pd.MultiIndex):
                raise InvalidStateError("its categories are no index")
            check_labels(categories)
            # The hash of the dtype is that of its categories, for which a range becomes an array.
            spend(24 * len(categories))
        if ordered is not None and type(ordered) is not bool:
            raise InvalidStateError("ordered is neither True nor False")
        return cls(categories, ordered)


class Zoned(PandasHandler):
    """``DatetimeTZDtype``: unit and time zone."""

    kind = "pandas.datetime_dtype"
    types = spellings("pandas.DatetimeTZDtype")
    trusts = {"pandas.DatetimeTZDtype": _BUILT}

    makers = ("pytz._UTC", "pytz._p")

    def convert(self, record: Record) -> Any:
        if record.maker not in self.makers:
            found = attributes(record)
            return self.load(public("pandas.DatetimeTZDtype"), {**found, "tz": save_zone(found.get("tz"))})
        name, *_ = called(record, 0, 1, 4) or ("UTC",)
        require(type(name) is str, "a time zone of pytz's has no name")
        return load_zone(f"pytz:{name}")

    def save(self, obj: Any) -> Any:
        return {"unit": obj.unit, "tz": save_zone(obj.tz)}

    def load(self, cls: Any, state: Any) -> Any:
        unit, tz = fields(state, "unit", "tz")
        if type(unit) is not str or unit not in UNITS or tz is None:
            raise InvalidStateError("its unit is none that pandas has, or it has no time zone")
        return cls(unit, load_zone(tz))


class Periods(PandasHandler):
    """``PeriodDtype``: an offset."""

    kind = "pandas.period_dtype"
    types = spellings("pandas.PeriodDtype")
    trusts = {"pandas.PeriodDtype": _BUILT}

    def convert(self, record: Record) -> Any:
        (freq,) = called(record, 1)
        cls = public("pandas.PeriodDtype")
        if type(freq) is str:
            require(_PERIOD.fullmatch(freq) is not None, "its text is none of a frequency")
            freq = cls(freq).freq
        return self.load(cls, {"freq": freq})

    def save(self, obj: Any) -> Any:
        return {"freq": obj.freq}

    def load(self, cls: Any, state: Any) -> Any:
        (freq,) = fields(state, "freq")
        if not 0 < check_offset(freq).n < 2**31:
            raise InvalidStateError("its frequency is not positive, or beyond all spans of time")
        return cls(freq)


class Intervals(PandasHandler):
    """``IntervalDtype``: the dtype of the ends, and which of them belong to an interval."""

    kind = "pandas.interval_dtype"
    types = spellings("pandas.IntervalDtype")
    trusts = {"pandas.IntervalDtype": _BUILT}

    def convert(self, record: Record) -> Any:
        return self.load(public("pandas.IntervalDtype"), attributes(record))

    def save(self, obj: Any) -> Any:
        return {"subtype": obj.subtype, "closed": obj.closed}

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np
        import pandas as pd

        subtype, closed = fields(state, "subtype", "closed")
        if subtype is None and closed is None:
            return cls()
        if not isinstance(subtype, np.dtype | pd.DatetimeTZDtype):
            raise InvalidStateError("its subtype is no dtype of ends")
        return cls(subtype, check_closed(closed))


class Sparse(PandasHandler):
    """``SparseDtype``: the dtype of its values, and the value that is left out."""

    kind = "pandas.sparse_dtype"
    types = spellings("pandas.SparseDtype")
    trusts = {"pandas.SparseDtype": _BUILT}

    def convert(self, record: Record) -> Any:
        found = attributes(record)
        return self.load(public("pandas.SparseDtype"), {name: found.get(f"_{key}") for name, key in _SPARSE.items()})

    def save(self, obj: Any) -> Any:
        return {"subtype": obj.subtype, "fill_value": obj.fill_value}

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np
        import pandas as pd

        subtype, fill = fields(state, "subtype", "fill_value")
        if not isinstance(subtype, np.dtype) or subtype.kind not in "biufcmMO":
            raise InvalidStateError("its subtype is no dtype of plain values")
        plain = (bool, int, float, complex, str, type(None), pd.Timestamp, pd.Timedelta, type(pd.NaT), type(pd.NA))
        if type(fill) not in plain and not isinstance(fill, np.generic):
            raise InvalidStateError("its fill_value is no plain value")
        return cls(subtype, fill)


class Strings(PandasHandler):
    """``StringDtype``: how its texts are stored, and what stands for a missing one."""

    kind = "pandas.string_dtype"
    types = spellings("pandas.StringDtype")
    trusts = {"pandas.StringDtype": _BUILT}

    def convert(self, record: Record) -> Any:
        import pandas as pd

        if record.how == "new":
            # As pandas 2.0 does it.
            storage, *missing = (attributes(record).get("storage"),)
        else:
            storage, *missing = called(record, 1, 2)
        missing = missing or [pd.NA]
        require(missing[0] is pd.NA or (type(missing[0]) is float and missing[0] != missing[0]), "missing is unknown")
        state = {"storage": storage, "missing": "NA" if missing[0] is pd.NA else "nan"}
        return self.load(public("pandas.StringDtype"), state)

    def save(self, obj: Any) -> Any:
        import pandas as pd

        if obj.storage not in ("python", "pyarrow"):
            raise TypeError(f"a dtype of texts stored in another way cannot be saved: {obj.storage}")
        return {"storage": obj.storage, "missing": "NA" if obj.na_value is pd.NA else "nan"}

    def load(self, cls: Any, state: Any) -> Any:
        import numpy as np

        storage, missing = fields(state, "storage", "missing")
        if type(storage) is not str or storage not in ("python", "pyarrow") or missing not in ("NA", "nan"):
            raise InvalidStateError("storage or missing is of no known sort")
        return cls(storage) if missing == "NA" else cls(storage, na_value=np.nan)


class Arrow(PandasHandler):
    """``ArrowDtype``: the description of a type of Arrow."""

    kind = "pandas.arrow_dtype"
    types = spellings("pandas.ArrowDtype")
    trusts = {"pandas.ArrowDtype": _BUILT}

    def convert(self, record: Record) -> Any:
        import pyarrow as pa

        kind = attributes(record).get("pyarrow_dtype")
        require(isinstance(kind, pa.DataType), "it has no type of Arrow's")
        return self.load(public("pandas.ArrowDtype"), {"type": arrow_types.describe(kind)})

    def save(self, obj: Any) -> Any:
        return {"type": arrow_types.describe(obj.pyarrow_dtype)}

    def load(self, cls: Any, state: Any) -> Any:
        (text,) = fields(state, "type")
        return cls(arrow_types.parse(text))


HANDLERS = (Masked, Category, Zoned, Periods, Intervals, Sparse, Strings, Arrow)
