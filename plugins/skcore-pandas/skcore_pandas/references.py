"""pandas's functions and classes as values: those without input or output."""

from __future__ import annotations

from typing import Any

from skcore import ClassReferences, FunctionReferences, Record, checked
from skcore_pandas.names import spellings
from skcore_pandas.pickled import public

_PURE = checked("a function of its arguments alone, without input or output")
_TYPE = checked("building it from any argument has no effect beyond its result")
_FUNCTIONS = {
    "isna": "dtypes.missing",
    "notna": "dtypes.missing",
    "to_numeric": "tools.numeric",
    "to_datetime": "tools.datetimes",
    "to_timedelta": "tools.timedeltas",
    "get_dummies": "reshape.encoding",
    "from_dummies": "reshape.encoding",
    "cut": "reshape.tile",
    "qcut": "reshape.tile",
    "melt": "reshape.melt",
    "concat": "reshape.concat",
    "factorize": "algorithms",
    "unique": "algorithms",
}
_CLASSES = spellings(
    *("pandas.DataFrame", "pandas.Series", "pandas.Index", "pandas.Categorical"),
    *("pandas.Timestamp", "pandas.Timedelta", "pandas.Period", "pandas.Interval"),
    *("pandas.CategoricalDtype", "pandas.DatetimeTZDtype", "pandas.PeriodDtype", "pandas.IntervalDtype"),
    *("pandas.SparseDtype", "pandas.StringDtype", "pandas.BooleanDtype", "pandas.Float32Dtype", "pandas.Float64Dtype"),
    *(f"pandas.{sign}{bits}Dtype" for sign in ("Int", "UInt") for bits in (8, 16, 32, 64)),
)


class Functions(FunctionReferences):
    """Functions that compute from their arguments; none that reads, writes, plots or calls back."""

    kind = "pandas.function"
    trusts = {
        **{f"pandas.{name}": _PURE for name in _FUNCTIONS},
        **{f"pandas.core.{module}.{name}": _PURE for name, module in _FUNCTIONS.items()},
    }

    def convert(self, record: Record) -> Any:
        # It has another name in other releases.
        return public(f"pandas.{record.name.rpartition('.')[2]}")


class Classes(ClassReferences):
    """pandas's classes as values: ``dtype_include=pd.CategoricalDtype``."""

    kind = "pandas.class"
    trusts = dict.fromkeys(_CLASSES, _TYPE)

    def convert(self, record: Record) -> Any:
        # As above.
        return public(record.name)


HANDLERS = (Functions, Classes)
