"""What reads foreign files for conversion: a graph of plain values and inert records, never of the objects."""

from __future__ import annotations

from typing import Any, BinaryIO, Literal

import msgspec

from skcore.limits import DEFAULT_LIMITS, Limits


class Use(msgspec.Struct, frozen=True):
    """A name that loading a foreign file the old way would import, and what for.

    Attributes
    ----------
    name : str
        In skcore's spelling: ``module.Name``, or ``module:Outer.Inner``.
    role : {"build", "call", "refer"}
        Whether it is a class of which an object is made, something that is called, or a value by itself.
    """

    name: str
    role: Literal["build", "call", "refer"]


class Scan(msgspec.Struct, frozen=True):
    """The names that loading a foreign file the old way would import.

    Attributes
    ----------
    uses : tuple of Use
    problem : str or None
        Why the file could be read no further: there may be more uses behind.
    """

    uses: tuple[Use, ...]
    problem: str | None = None


class Reader:
    """Reads one foreign format. A plugin returns instances from its ``skcore_readers``.

    Attributes
    ----------
    name : str
        What the format is called.
    suffixes : tuple of str
        File names that ``skcore convert`` takes when it is given a folder.
    """

    name: str
    suffixes: tuple[str, ...] = ()

    def recognizes(self, head: bytes) -> bool:
        """Whether a file that begins with these bytes, 64 or all there are, is one of this format."""
        raise NotImplementedError(f"{type(self).__name__}.recognizes")

    def read(self, file: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Any:
        """Return the graph in a file: plain values, :class:`skcore.Global` and :class:`skcore.Record`.

        Nothing that the file names is imported or called.

        Raises
        ------
        InvalidFileError
            If the file is damaged or over a limit.
        UnsupportedTypeError
            If it has something of which no record can be made.
        """
        raise NotImplementedError(f"{type(self).__name__}.read")

    def scan(self, file: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Scan:
        """Return every name that loading the file the old way would import; it may be damaged further on."""
        raise NotImplementedError(f"{type(self).__name__}.scan")

    def danger_of(self, name: str) -> str | None:
        """Return what a name of the format's is known to do that no file should, or None."""
        return None

    def load_unsafely(self, file: BinaryIO) -> Any:
        """Load the file the old way, which may run anything."""
        raise NotImplementedError(f"{type(self).__name__}.load_unsafely")
