"""Time zones: those of Python as objects, those of pytz and dateutil by name alone."""

from __future__ import annotations

import datetime
import re
import sys
import zoneinfo
from typing import Any

from skcore import InvalidStateError

_NAME = re.compile(r"[A-Za-z0-9_+-]{1,50}(/[A-Za-z0-9_+-]{1,50}){0,3}")
_MINUTES = re.compile(r"[+-][0-9]{1,4}")


def save_zone(zone: Any) -> Any:
    """Return what stands for a time zone in a state.

    Raises
    ------
    TypeError
        If it was read from a file, or is of a class that is not known.
    """
    if zone is None or type(zone) in (datetime.timezone, zoneinfo.ZoneInfo):
        return zone
    module = type(zone).__module__.partition(".")[0]
    if module == "pytz":
        minutes = getattr(zone, "_minutes", None)
        text = f"pytz:{zone.zone}" if zone.zone is not None else f"pytz:{minutes:+d}"
        if _same(load_zone(text), zone):
            return text
    if module == "dateutil" and type(zone) is type(sys.modules["dateutil.tz"].UTC):
        return "dateutil:UTC"
    raise TypeError(f"a time zone of this sort cannot be saved: {zone!r}")


def _same(loaded: Any, zone: Any) -> bool:
    # A zone of pytz has an object for each of its offsets, of one class.
    return loaded is zone or (type(loaded) is type(zone) and loaded.zone == zone.zone)


def load_zone(zone: Any) -> Any:
    """Return the time zone that stands in a state."""
    if zone is None or type(zone) in (datetime.timezone, zoneinfo.ZoneInfo):
        return zone
    library, _, name = zone.partition(":") if type(zone) is str else ("", "", "")
    if (library, name) == ("dateutil", "UTC"):
        import dateutil.tz

        return dateutil.tz.UTC
    if library != "pytz":
        raise InvalidStateError("its time zone is of no known sort")
    import pytz

    if _MINUTES.fullmatch(name) and abs(int(name)) < 24 * 60:
        return pytz.FixedOffset(int(name))
    if not _NAME.fullmatch(name):
        raise InvalidStateError("its time zone is none of the time zone database")
    return pytz.timezone(name)
