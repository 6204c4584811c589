"""Offsets of dates that are plain values: how often, and the few numbers that say which day is meant."""

from __future__ import annotations

from typing import Any

from skcore import InvalidStateError, Node, Record, checked
from skcore_pandas.checks import check_int
from skcore_pandas.names import PandasHandler, canonical, spellings
from skcore_pandas.pickled import attributes, public, require

_TICKS = "Hour Minute Second Milli Micro Nano"
_DAYS = """
    Day BusinessDay BusinessHour Week WeekOfMonth LastWeekOfMonth SemiMonthBegin SemiMonthEnd MonthBegin MonthEnd
    BusinessMonthBegin BusinessMonthEnd QuarterBegin QuarterEnd BQuarterBegin BQuarterEnd HalfYearBegin HalfYearEnd
    BHalfYearBegin BHalfYearEnd YearBegin YearEnd BYearBegin BYearEnd Easter FY5253 FY5253Quarter
    """
_MODULE = "pandas._libs.tslibs.offsets"
_NAMES = ("pandas.DateOffset", *(f"{_MODULE}.{name}" for name in f"{_TICKS} {_DAYS}".split()))
_VALUE = checked("an immutable value, whose numbers are held against the range that each has")
MOST = 10**6
"""How often an offset of days or more may be taken: pandas counts some of them one by one."""
_RANGES = {
    "weekday": (0, 6),
    "week": (0, 3),
    "month": (1, 12),
    "startingMonth": (1, 12),
    "day_of_month": (1, 31),
    "qtr_with_extra_week": (1, 4),
    "method": (1, 3),
}


def _check_parameter(name: str, value: Any) -> None:
    """Refuse a parameter of an offset that its constructor would take unseen."""
    import datetime

    if name in _RANGES:
        check_int(value, *_RANGES[name], name)
    elif name == "variation":
        if type(value) is not str or value not in ("nearest", "last"):
            raise InvalidStateError("variation is neither nearest nor last")
    elif name == "offset":
        if type(value) is not datetime.timedelta:
            raise InvalidStateError("offset is no timedelta")
    elif name not in ("start", "end"):
        raise InvalidStateError("an offset has a parameter that is not known")
    elif type(value) is not tuple or not 0 < len(value) < 100 or {type(part) for part in value} != {datetime.time}:
        raise InvalidStateError("start or end is no tuple of times")


_DELTA = "dateutil.relativedelta.relativedelta"


class Offset(PandasHandler):
    """``DateOffset`` and the classes below it, without those that have a calendar."""

    kind = "pandas.offset"
    types = spellings(*_NAMES)
    trusts = dict.fromkeys(_NAMES, _VALUE)
    raw = "none"

    def save(self, obj: Any) -> Any:
        import pandas as pd

        if type(obj) is pd.DateOffset:
            # pandas has them in the order of a set, which differs from process to process.
            parameters = dict(sorted(obj.kwds.items()))
        else:
            names = [name for name in obj._attributes if name not in ("n", "normalize")]
            parameters = {name: getattr(obj, name) for name in names if getattr(obj, name) is not None}
        state = {"n": obj.n, "normalize": obj.normalize, **parameters}
        self.check(type(obj), state)
        return state

    makers = (_DELTA,)

    def convert(self, record: Record) -> Any:
        import pandas as pd

        if record.maker == _DELTA:
            # A DateOffset has it beside the numbers from which it follows; by itself it is a plain object.
            return Node("python.object", record.name, attributes(record))
        name = canonical(record.name)
        require(name in self.trusts, "it is no offset of pandas's")
        cls = public(name)
        if cls is pd.DateOffset:
            require(not record.args and type(record.state) is dict, "it has arguments, or no state")
            # The rest follows from these.
            return self.load(cls, {key: part for key, part in record.state.items() if not key.startswith("_")})
        require(len(record.args) <= len(cls._attributes) and record.state is None, "it has more than its arguments")
        given = dict(zip(cls._attributes, record.args, strict=False))
        return self.load(cls, {key: part for key, part in given.items() if part is not None})

    def check(self, cls: Any, state: Any) -> None:
        """Refuse numbers that are out of range."""
        import pandas as pd

        if type(state) is not dict or not {"n", "normalize"} <= set(state) or type(state["normalize"]) is not bool:
            raise InvalidStateError("an offset has no n, or its normalize is neither True nor False")
        most = 2**62 if issubclass(cls, pd.offsets.Tick) else MOST
        check_int(state["n"], -most, most, "n")
        for name in state.keys() - {"n", "normalize"}:
            if cls is pd.DateOffset:
                check_int(state[name], -(2**40), 2**40, "a part of an offset")
            else:
                _check_parameter(name, state[name])

    def load(self, cls: Any, state: Any) -> Any:
        self.check(cls, state)
        return cls(**state)


def check_offset(offset: Any) -> Any:
    """Return what is an offset of a class that is known."""
    import pandas as pd

    if not isinstance(offset, pd.offsets.BaseOffset):
        raise InvalidStateError("its frequency is no offset")
    return offset


HANDLERS = (Offset,)
