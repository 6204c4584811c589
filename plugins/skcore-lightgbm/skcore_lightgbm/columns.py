"""The values of one key in many lines of a model text, looked at together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from skcore import InvalidStateError

_OF_INTS, _OF_FLOATS = b"0123456789- \n", b"0123456789-+.e \n"
_WORDS = re.compile(rb"(?<![^ \n])-?(?:nan|inf)(?![^ \n])")


def require(holds: Any, rule: str) -> None:
    """Raise InvalidStateError with the rule, unless it holds."""
    if not holds:
        raise InvalidStateError(rule)


class Column:
    """The values of one key in many lines: lists of numbers, with single spaces between them."""

    def __init__(self, lines: Sequence[bytes], key: str) -> None:
        start = f"\n{key}=".encode()
        joined = b"\n".join([b"", *lines])
        require(joined.count(start) == len(lines), f"the model has no {key} where it should have one")
        self.name = key
        self.text = joined.replace(start, b"\n") + b"\n"

    def values(self) -> list[bytes]:
        """Return what stands behind the key in each line."""
        return self.text.split(b"\n")[1:-1]

    @cached_property
    def lengths(self) -> Any:
        """Return how many numbers each list has: one more than spaces, if it has anything."""
        import numpy as np

        codes = np.frombuffer(self.text, np.uint8)
        places = np.flatnonzero(codes <= ord(" "))
        ends = np.flatnonzero(codes[places] == ord("\n"))
        filled = np.diff(places[ends]) > 1
        # Only of an empty list are two separators next to each other, its own end and that of the one before.
        twins = np.count_nonzero(np.diff(places) == 1) - np.count_nonzero(~filled)
        require(not twins, f"{self.name} has spaces where it should have values")
        return np.diff(ends) - 1 + filled

    def check_lengths(self, sizes: Any) -> None:
        """Check that each list has as many numbers as its tree asks for."""
        require((self.lengths == sizes).all(), f"{self.name} has not as many values as the tree asks for")

    def integers(self) -> Any:
        """Return the ints of all lists, one list behind the other."""
        import numpy as np

        text, rule = self.text, f"{self.name} has something else than ints"
        signs = text.count(b" -") + text.count(b"\n-")
        require(not text.translate(None, _OF_INTS) and text.count(b"-") == signs, rule)
        require(b"- " not in text and b"-\n" not in text, rule)
        count = int(self.lengths.sum())
        found = np.fromstring(text.decode(), np.int64, sep=" ") if count else np.empty(0, np.int64)
        require(len(found) == count, rule)
        return found

    def check_numbers(self) -> None:
        """Check that the lists hold what can be numbers: what is written badly is read as another, or refused."""
        words = self.text.translate(None, _OF_FLOATS) and _WORDS.sub(b"", self.text)
        require(not words or not words.translate(None, _OF_FLOATS), f"{self.name} has no numbers")


def integers(value: bytes, name: str) -> Any:
    """Return the ints of one list."""
    return Column([b"%s=%s" % (name.encode(), value)], name).integers()
