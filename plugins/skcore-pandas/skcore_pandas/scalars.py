"""Single values: points and spans of time, intervals, and what stands for a missing value."""

from __future__ import annotations

from typing import Any

from skcore import InvalidStateError, Record, checked
from skcore_pandas.checks import UNITS, check_int
from skcore_pandas.names import PandasHandler, fields, spellings
from skcore_pandas.offsets import check_offset
from skcore_pandas.pickled import called, public, require
from skcore_pandas.zones import load_zone, save_zone

_VALUE = checked("an immutable value, built by its own constructor from plain data")


_RESOLUTIONS = dict(zip(range(7, 11), ("s", "ms", "us", "ns"), strict=True))
"""What pickles call a unit."""


def _unit(number: Any) -> str:
    require(type(number) is int and number in _RESOLUTIONS, "its unit is none that pandas has")
    return _RESOLUTIONS[number]


def _stamp(state: Any, kind: str) -> Any:
    """Return a scalar of numpy from a number of units."""
    import numpy as np

    check_int(state["value"], -(2**63) + 1, 2**63 - 1, "its value")
    if type(state["unit"]) is not str or state["unit"] not in UNITS:
        raise InvalidStateError("its unit is none that pandas has")
    return np.array(state["value"], np.int64).view(f"{kind}8[{state['unit']}]")[()]


class Timestamp(PandasHandler):
    """``Timestamp``: units since 1970, the unit, the time zone, and which of two equal hours it is in."""

    kind = "pandas.timestamp"
    types = spellings("pandas.Timestamp")
    trusts = {"pandas.Timestamp": _VALUE}
    makers = ("pandas._libs.tslibs.timestamps._unpickle_timestamp",)

    def convert(self, record: Record) -> Any:
        value, _, zone, *unit = called(record, 3, 4)
        state = {"value": value, "unit": _unit(*unit or (10,)), "tz": save_zone(zone)}
        try:
            return self.load(public("pandas.Timestamp"), {**state, "fold": 0})
        except InvalidStateError:
            return self.load(public("pandas.Timestamp"), {**state, "fold": 1})

    def save(self, obj: Any) -> Any:
        state = {"value": obj._value, "unit": obj.unit, "tz": save_zone(obj.tz), "fold": obj.fold}
        loaded = self.load(type(obj), state)
        if (loaded.tzinfo, loaded.fold) != (obj.tzinfo, obj.fold):
            raise TypeError("a Timestamp that is not what its time zone makes of it cannot be saved")
        return state

    def load(self, cls: Any, state: Any) -> Any:
        fields(state, "value", "unit", "tz", "fold")
        made = cls(_stamp(state, "M"))
        zone = load_zone(state["tz"])
        if zone is not None:
            made = made.tz_localize("UTC").tz_convert(zone)
        if check_int(state["fold"], 0, 1, "its fold") != made.fold:
            made = made.replace(fold=state["fold"])
        if made._value != state["value"]:
            raise InvalidStateError("its fold does not agree with its time zone")
        return made


class Timedelta(PandasHandler):
    """``Timedelta``: a number of units."""

    kind = "pandas.timedelta"
    types = spellings("pandas.Timedelta")
    trusts = {"pandas.Timedelta": _VALUE}
    makers = ("pandas._libs.tslibs.timedeltas._timedelta_unpickle",)

    def convert(self, record: Record) -> Any:
        value, unit = called(record, 2)
        return self.load(public("pandas.Timedelta"), {"value": value, "unit": _unit(unit)})

    def save(self, obj: Any) -> Any:
        return {"value": obj._value, "unit": obj.unit}

    def load(self, cls: Any, state: Any) -> Any:
        fields(state, "value", "unit")
        return cls(_stamp(state, "m"))


class Period(PandasHandler):
    """``Period``: its ordinal, and the offset that is its frequency."""

    kind = "pandas.period"
    types = spellings("pandas.Period")
    trusts = {"pandas.Period": _VALUE}

    def convert(self, record: Record) -> Any:
        value, freq, ordinal = called(record, 3)
        require(value is None, "it has a value beside its ordinal")
        return self.load(public("pandas.Period"), {"ordinal": ordinal, "freq": freq})

    def save(self, obj: Any) -> Any:
        return {"ordinal": obj.ordinal, "freq": obj.freq}

    def load(self, cls: Any, state: Any) -> Any:
        ordinal, freq = fields(state, "ordinal", "freq")
        return cls(ordinal=check_int(ordinal, -(2**63) + 1, 2**63 - 1, "its ordinal"), freq=check_offset(freq))


class Interval(PandasHandler):
    """``Interval``: its ends, which are numbers or times, and which of them belong to it."""

    kind = "pandas.interval"
    types = spellings("pandas.Interval")
    trusts = {"pandas.Interval": _VALUE}

    def convert(self, record: Record) -> Any:
        state = dict(zip(("left", "right", "closed"), called(record, 3), strict=True))
        return self.load(public("pandas.Interval"), state)

    def save(self, obj: Any) -> Any:
        state = {"left": obj.left, "right": obj.right, "closed": obj.closed}
        self.check_ends(state)
        return state

    def load(self, cls: Any, state: Any) -> Any:
        fields(state, "left", "right", "closed")
        self.check_ends(state)
        return cls(state["left"], state["right"], check_closed(state["closed"]))

    def check_ends(self, state: Any) -> None:
        """Refuse ends that are compared in another way than numbers and times are."""
        import numpy as np
        import pandas as pd

        known = (int, float, pd.Timestamp, pd.Timedelta)
        for end in (state["left"], state["right"]):
            if type(end) not in known and not isinstance(end, np.integer | np.floating):
                raise InvalidStateError("an end is neither a number nor a time")


def check_closed(closed: Any) -> str:
    """Return what says which ends belong to an interval."""
    if type(closed) is not str or closed not in ("left", "right", "both", "neither"):
        raise InvalidStateError("closed is none of left, right, both, neither")
    return closed


_OLD_NAT = "pandas._libs.tslibs.nattype.__nat_unpickle"


class Missing(PandasHandler):
    """``NaT`` and ``NA``, of each of which there is one."""

    kind = "pandas.missing"
    types = spellings("pandas._libs.tslibs.nattype.NaTType", "pandas._libs.missing.NAType")
    trusts = {
        "pandas._libs.tslibs.nattype.NaTType": checked("the one constant of pandas itself"),
        "pandas._libs.missing.NAType": checked("the one constant of pandas itself"),
    }
    makers = ("pandas.NA", "pandas._libs.missing.NA", "pandas._libs.tslibs.nattype._nat_unpickle", _OLD_NAT)

    def convert(self, record: Record) -> Any:
        import pandas as pd

        if record.how == "refer":
            return pd.NA
        require(called(record, 1) == (None,), "the constant has a state")
        return pd.NaT

    def save(self, obj: Any) -> Any:
        return {}

    def load(self, cls: Any, state: Any) -> Any:
        import pandas as pd

        fields(state)
        return pd.NaT if cls is type(pd.NaT) else pd.NA


HANDLERS = (Timestamp, Timedelta, Period, Interval, Missing)
