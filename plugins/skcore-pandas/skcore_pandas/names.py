"""The names of pandas's classes: files have the public ones, whatever ``__module__`` says in a release."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from skcore import Handler, InvalidStateError

_CORE = {
    "pandas.DataFrame": "frame.DataFrame",
    "pandas.Series": "series.Series",
    "pandas.Index": "indexes.base.Index",
    "pandas.RangeIndex": "indexes.range.RangeIndex",
    "pandas.MultiIndex": "indexes.multi.MultiIndex",
    "pandas.DatetimeIndex": "indexes.datetimes.DatetimeIndex",
    "pandas.TimedeltaIndex": "indexes.timedeltas.TimedeltaIndex",
    "pandas.PeriodIndex": "indexes.period.PeriodIndex",
    "pandas.IntervalIndex": "indexes.interval.IntervalIndex",
    "pandas.CategoricalIndex": "indexes.category.CategoricalIndex",
    "pandas.Categorical": "arrays.categorical.Categorical",
    "pandas.CategoricalDtype": "dtypes.dtypes.CategoricalDtype",
    "pandas.DatetimeTZDtype": "dtypes.dtypes.DatetimeTZDtype",
    "pandas.PeriodDtype": "dtypes.dtypes.PeriodDtype",
    "pandas.IntervalDtype": "dtypes.dtypes.IntervalDtype",
    "pandas.StringDtype": "arrays.string_.StringDtype",
    "pandas.BooleanDtype": "arrays.boolean.BooleanDtype",
    "pandas.arrays.IntegerArray": "arrays.integer.IntegerArray",
    "pandas.arrays.FloatingArray": "arrays.floating.FloatingArray",
    "pandas.arrays.BooleanArray": "arrays.boolean.BooleanArray",
    "pandas.arrays.StringArray": "arrays.string_.StringArray",
    "pandas.arrays.ArrowStringArray": "arrays.string_arrow.ArrowStringArray",
    "pandas.arrays.SparseArray": "arrays.sparse.array.SparseArray",
    "pandas.arrays.DatetimeArray": "arrays.datetimes.DatetimeArray",
    "pandas.arrays.TimedeltaArray": "arrays.timedeltas.TimedeltaArray",
    "pandas.arrays.PeriodArray": "arrays.period.PeriodArray",
    "pandas.arrays.IntervalArray": "arrays.interval.IntervalArray",
}
_CORE |= {
    f"pandas.{sign}{bits}Dtype": f"arrays.integer.{sign}{bits}Dtype"
    for sign in ("Int", "UInt")
    for bits in (8, 16, 32, 64)
}
_CORE |= {f"pandas.Float{bits}Dtype": f"arrays.floating.Float{bits}Dtype" for bits in (32, 64)}
_SPELLINGS = {
    **{public: [f"pandas.core.{private}"] for public, private in _CORE.items()},
    "pandas.ArrowDtype": ["pandas.core.arrays.arrow.dtype.ArrowDtype", "pandas.core.dtypes.dtypes.ArrowDtype"],
    "pandas.SparseDtype": ["pandas.core.arrays.sparse.dtype.SparseDtype", "pandas.core.dtypes.dtypes.SparseDtype"],
    "pandas.core.arrays.arrow.array.ArrowExtensionArray": ["pandas.arrays.ArrowExtensionArray"],
    "pandas.Timestamp": ["pandas._libs.tslibs.timestamps.Timestamp"],
    "pandas.Timedelta": ["pandas._libs.tslibs.timedeltas.Timedelta"],
    "pandas.Period": ["pandas._libs.tslibs.period.Period"],
    "pandas.Interval": ["pandas._libs.interval.Interval"],
    "pandas._libs.tslibs.nattype.NaTType": ["pandas.api.typing.NaTType"],
    "pandas._libs.missing.NAType": ["pandas.api.typing.NAType"],
    "pandas.DateOffset": ["pandas._libs.tslibs.offsets.DateOffset"],
}
_CANONICAL = {spelling: public for public, spellings in _SPELLINGS.items() for spelling in spellings}


def spellings(*names: str) -> tuple[str, ...]:
    """Return the names, and how their classes call themselves in other releases."""
    return (*names, *(spelling for name in names for spelling in _SPELLINGS.get(name, ())))


def canonical(name: str) -> str:
    """Return the public name of a class, however a release spells it."""
    return _CANONICAL.get(name, name)


class PandasHandler(Handler):
    """A handler whose classes are named by their public names."""

    raw: ClassVar[Literal["any", "fields", "none"]] = "fields"
    aliases = _CANONICAL

    def qualify(self, target: Any) -> str:
        return canonical(super().qualify(target))


def fields(state: Any, *names: str, optional: tuple[str, ...] = ()) -> list[Any]:
    """Return the values of a state's fields, None for each optional one that is missing.

    Raises
    ------
    InvalidStateError
        If the state has other fields.
    """
    if type(state) is not dict or not set(names) <= set(state) <= {*names, *optional}:
        raise InvalidStateError(f"its fields are not {', '.join((*names, *optional))}")
    return [state.get(name) for name in (*names, *optional)]
