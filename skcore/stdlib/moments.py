"""Dates and times."""

from __future__ import annotations

import datetime
import re
from typing import Any

from skcore.errors import InvalidStateError
from skcore.handler import Handler, State, checked
from skcore.record import Record
from skcore.stdlib.scalars import arguments, expect

_VALUE = checked("an immutable value, built by its own constructor from plain data")
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")


def _of_bytes(cls: Any, record: Record) -> Any:
    """Make a time of what its ``__reduce__`` gives: its fields as bytes, and its time zone where it has one."""
    data, *zone = arguments(record, *map(type, record.args))
    if type(data) is not bytes or len(zone) > 1:
        raise InvalidStateError("it is made of something else than bytes and a time zone")
    return cls(data, *map(_zone, zone))


def _zone(value: Any) -> datetime.tzinfo | None:
    if value is not None and not isinstance(value, datetime.tzinfo):
        raise InvalidStateError("tzinfo is no time zone")
    return value


class Date(Handler):
    """``datetime.date``: year, month, day."""

    kind = "python.date"
    types = ("datetime.date",)
    trusts = {"datetime.date": _VALUE}

    def save(self, obj: Any) -> State:
        return [obj.year, obj.month, obj.day]

    def convert(self, record: Record) -> Any:
        return datetime.date(*arguments(record, bytes))

    def load(self, cls: Any, state: Any) -> Any:
        return datetime.date(*expect(state, int, int, int))


class Time(Handler):
    """``datetime.time``: hour to microsecond, fold, time zone."""

    kind = "python.time"
    types = ("datetime.time",)
    trusts = {"datetime.time": _VALUE}

    def save(self, obj: Any) -> State:
        return [obj.hour, obj.minute, obj.second, obj.microsecond, obj.fold, obj.tzinfo]

    def convert(self, record: Record) -> Any:
        return _of_bytes(datetime.time, record)

    def load(self, cls: Any, state: Any) -> Any:
        hour, minute, second, microsecond, fold = expect(state[:-1], *[int] * 5)
        return datetime.time(hour, minute, second, microsecond, _zone(state[-1]), fold=fold)


class DateTime(Handler):
    """``datetime.datetime``: year to microsecond, fold, time zone."""

    kind = "python.datetime"
    types = ("datetime.datetime",)
    trusts = {"datetime.datetime": _VALUE}

    def save(self, obj: Any) -> State:
        day = [obj.year, obj.month, obj.day]
        return [*day, obj.hour, obj.minute, obj.second, obj.microsecond, obj.fold, obj.tzinfo]

    def convert(self, record: Record) -> Any:
        return _of_bytes(datetime.datetime, record)

    def load(self, cls: Any, state: Any) -> Any:
        year, month, day, hour, minute, second, microsecond, fold = expect(state[:-1], *[int] * 8)
        zone = _zone(state[-1])
        return datetime.datetime(year, month, day, hour, minute, second, microsecond, zone, fold=fold)


class TimeDelta(Handler):
    """``datetime.timedelta``: days, seconds, microseconds."""

    kind = "python.timedelta"
    types = ("datetime.timedelta",)
    trusts = {"datetime.timedelta": _VALUE}

    def save(self, obj: Any) -> State:
        return [obj.days, obj.seconds, obj.microseconds]

    def convert(self, record: Record) -> Any:
        return datetime.timedelta(*arguments(record, int, int, int))

    def load(self, cls: Any, state: Any) -> Any:
        return datetime.timedelta(*expect(state, int, int, int))


class FixedZone(Handler):
    """``datetime.timezone``: its offset, and its name where it was given one."""

    kind = "python.timezone"
    types = ("datetime.timezone",)
    trusts = {"datetime.timezone": _VALUE}

    def save(self, obj: Any) -> State:
        return list(obj.__getinitargs__())

    def convert(self, record: Record) -> Any:
        kinds = (datetime.timedelta, str)[: len(record.args)]
        return self.load(datetime.timezone, list(arguments(record, *kinds)))

    def load(self, cls: Any, state: Any) -> Any:
        if state == [datetime.timedelta(0)]:
            return datetime.UTC
        kinds = (datetime.timedelta, str)[: len(state)]
        return datetime.timezone(*expect(state, *kinds))


class Zone(Handler):
    """``zoneinfo.ZoneInfo`` by key: the rules come from the machine that loads."""

    kind = "python.zoneinfo"
    types = ("zoneinfo.ZoneInfo",)
    trusts = {"zoneinfo.ZoneInfo": checked("a key of the time zone database, without path steps")}
    makers = ("zoneinfo:ZoneInfo._unpickle",)

    def save(self, obj: Any) -> State:
        if obj.key is None:
            raise TypeError("a ZoneInfo read from a file has no key to save")
        return [obj.key]

    def convert(self, record: Record) -> Any:
        import zoneinfo

        key, _ = arguments(record, str, int)
        return self.load(zoneinfo.ZoneInfo, [key])

    def load(self, cls: Any, state: Any) -> Any:
        (key,) = expect(state, str)
        if len(key) > 100 or not _ZONE.fullmatch(key):
            raise InvalidStateError("the key is none of the time zone database")
        return cls(key)


HANDLERS = (Date, Time, DateTime, TimeDelta, FixedZone, Zone)
