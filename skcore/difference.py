"""In what two model files differ, found out without loading either."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from itertools import islice
from math import prod
from typing import Any, BinaryIO

import msgspec

from skcore import changes, collector, files, previews, values
from skcore.changes import Change
from skcore.digests import WIDTHS, Digests, count_different
from skcore.files import PathOrFile
from skcore.limits import DEFAULT_LIMITS, Limits
from skcore.lockstep import Lockstep, Place, Sort, is_buffer
from skcore.outline import Outline, is_reference
from skcore.peek import Peek
from skcore.registry import current
from skcore.report import examine
from skcore.trust import CHECKED_ONLY

_STEPS = 30
"""Steps of a path that are told."""
_HIDDEN = "its content differs"
_MOST_COUNTED = 2**28
"""Bytes that are gone through, in all, to count how much of them differs."""


class Difference(msgspec.Struct, frozen=True):
    """One place in which two files differ.

    Attributes
    ----------
    path : str
        How it is reached from the root, in the file that has it.
    change : {"changed", "added", "removed", "type", "order", "sharing"}
        Whether a value changed, is new or is gone; whether an object is of another type; whether a mapping has its
        keys in another order; whether what was one object is several, or the other way round.
    was, now : str
        What stands there, in few words, safe to print; "" for nothing.
    detail : str
        How much of an array's memory differs, where that is known.
    """

    path: str
    change: Sort
    was: str = ""
    now: str = ""
    detail: str = ""


class Comparison(msgspec.Struct, frozen=True):
    """In what two files differ.

    Attributes
    ----------
    changes : list of Change
        Of packages, kinds and names.
    differences : list of Difference
        Of what the files hold, the first of them.
    total : int
        How many differences there are.
    """

    changes: list[Change]
    differences: list[Difference]
    total: int

    @property
    def identical(self) -> bool:
        """Whether the files hold the same, written by the same."""
        return not self.changes and not self.total


@collector.paused
def compare(was: PathOrFile, now: PathOrFile, *, most: int = 100, limits: Limits = DEFAULT_LIMITS) -> Comparison:
    """Compare two model files, neither of which is loaded.

    Parameters
    ----------
    was, now : str, os.PathLike or binary file object
    most : int, default=100
        How many differences are told of; all are counted.
    limits : Limits

    Raises
    ------
    InvalidFileError
        If a file is damaged, or over a limit.

    Examples
    --------
    >>> import io, skcore
    >>> from skcore.difference import compare
    >>> was, now = (io.BytesIO(skcore.dumps({"a": [1, 2.5], "b": x})) for x in ("x", "y"))
    >>> [(found.path, found.was, found.now) for found in compare(was, now).differences]
    [("['b']", "'x'", "'y'")]
    """
    with ExitStack() as stack:
        first = _Side(stack.enter_context(files.opened(was)), limits)
        second = _Side(stack.enter_context(files.opened(now)), limits)
        header = changes.between(first.report, second.report)
        if first.header == second.header and first.digests == second.digests:
            return Comparison(header, [], 0)
        walk = Lockstep(first.outline, second.outline, first.digests, second.digests)
        teller = _Teller(first, second, walk)
        total = 0
        found: list[Difference] = []
        for finding in walk.findings():
            total += 1
            if len(found) < most:
                found.append(teller.tell(*finding))
        return Comparison(header, found, total)


class _Side:
    """One of the files."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        container, self._schema, self.report = examine(stream, CHECKED_ONLY, limits)
        self.header = container.read_header()
        self.digests = Digests(container, self._schema.summary.buffers)
        self._peek = Peek(container, self._schema.summary.buffers)

    @cached_property
    def outline(self) -> Outline:
        """The objects of the file."""
        made = Outline(self._schema, self.report.names, current())
        if not made.records and type(made.root) is list:
            # The root is no object, and so has to be a scalar.
            values.unescape(made.root)
        return made

    def text(self, value: Any) -> str:
        """Return what there is to say of a value in few words."""
        if is_buffer(value):
            return f"{self.digests.size(value[1]):,} bytes"
        if not is_reference(value):
            return previews.scalar(value)
        form, record = self.outline.form(value[0]), self.outline.records[value[0]]
        if len(record) == 2 and is_buffer(record[1]):
            return f"{previews.label(form.verdict)} of {self.text(record[1])}"
        return f"{previews.label(form.verdict)} {previews.preview(record, form, self._peek)}".rstrip()

    def name(self, value: list[Any]) -> str:
        """Return the name of an object's type."""
        return self.outline.form(value[0]).verdict.shown

    def path(self, index: int, position: int) -> str:
        """Return how a part is reached from the root."""
        return self.outline.path(index, _STEPS) + self.outline.key(index, position)


class _Teller:
    """Says in words what a walk finds."""

    def __init__(self, was: _Side, now: _Side, walk: Lockstep) -> None:
        self._was, self._now, self._walk = was, now, walk
        self._left = _MOST_COUNTED

    def tell(self, change: Sort, place: Place | None, one: Any, other: Any) -> Difference:
        """Return a finding of a walk in words."""
        path = self._path(place)
        if change == "type":
            return Difference(path, change, self._was.name(one), self._now.name(other))
        if change in ("order", "sharing"):
            return Difference(path, change)
        was = "" if change == "added" else self._was.text(one)
        now = "" if change == "removed" else self._now.text(other)
        if not (was and now):
            return Difference(path, change, was, now)
        return Difference(path, change, was, now, self._detail(one, other) or _HIDDEN * (was == now))

    def _path(self, place: Place | None) -> str:
        if place is None:
            return ""
        one, other, (at, there) = place
        if at is not None:
            return self._was.path(one, at)
        return self._now.path(other, there) if there is not None else self._was.outline.path(one, _STEPS)

    def _detail(self, one: Any, other: Any) -> str:
        """Say how much differs where all but the content of one buffer is the same."""
        if not (is_reference(one) and is_reference(other)):
            return self._counted(one, other, 1)
        old, new = self._was.outline.records[one[0]], self._now.outline.records[other[0]]
        pairs = zip(old[1:], new[1:], strict=False)
        differing = list(islice((pair for pair in pairs if not self._walk.are_same(*pair)), 2))
        if len(old) != len(new) or len(differing) != 1:
            return ""
        fields = self._was.outline.form(one[0]).fields or []
        shape = old[1 + fields.index("shape")] if "shape" in fields else None
        return self._counted(*differing[0], _elements(shape))

    def _counted(self, one: Any, other: Any, elements: int) -> str:
        """Say in how many elements two buffers differ, in how many bytes if their elements are not known."""
        if not (is_buffer(one) and is_buffer(other)):
            return ""
        size = self._was.digests.size(one[1])
        if size != self._now.digests.size(other[1]) or size > self._left:
            return ""
        self._left -= size
        width = size // elements if elements and size % elements == 0 else 1
        word = "element" if width in WIDTHS and elements else "byte"
        width = width if word == "element" else 1
        count = count_different(self._was.digests, one[1], self._now.digests, other[1], width)
        return "" if count is None else f"{count:,} of {size // width:,} {word}s differ"


def _elements(shape: Any) -> int:
    """Return how many elements an array of a shape has, 0 if it is none."""
    if type(shape) is not list or shape[:1] != ["plain"] or not all(type(n) is int and n > 0 for n in shape[1:]):
        return 0
    return prod(shape[1:])
