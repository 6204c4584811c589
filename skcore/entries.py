"""What a listing of a file is asked for, and a row of it."""

from __future__ import annotations

from typing import Literal

import msgspec

DEEPEST = 50
"""Levels that are shown at most, whatever is asked: each is further to the right."""

Show = Literal["all", "untrusted", "trusted"]


class Entry(msgspec.Struct, kw_only=True, frozen=True):
    """One row: an object, a reference to one, a plain value, or how many more there are.

    Attributes
    ----------
    what : {"object", "reference", "value", "more"}
    depth : int
    key : str
        How it is reached from the row that it is part of.
    path : str
        How it is reached from the root; of a reference, where the object is shown.
    name, kind, label : str
        The qualified name and the kind of an object, and its name in short; "" for what is none.
    text : str
        What there is to say of it in few words, safe to print.
    own, total : int
        Bytes in the file of the object, and with all that has its place in it, uncompressed.
    pair : int or None
        The number of its verdict.
    untrusted, holds : bool
        Whether nobody trusts it, and whether something in it is not trusted.
    parts : int
        How many parts it has that are not shown.
    index : int or None
        The object's number in the file.
    last : bool
        Whether no row of the same owner follows.
    """

    what: Literal["object", "reference", "value", "more"]
    depth: int
    key: str
    path: str = ""
    name: str = ""
    kind: str = ""
    label: str = ""
    text: str = ""
    own: int = 0
    total: int = 0
    pair: int | None = None
    untrusted: bool = False
    holds: bool = False
    parts: int = 0
    index: int | None = None
    last: bool = False

    @property
    def shown_key(self) -> str:
        """The key as a row has it: an attribute without its dot."""
        return self.key[1:] if self.key[1:].isidentifier() else self.key


class Query(msgspec.Struct, frozen=True):
    """What of an outline is asked for; ``depth`` is counted from what is found, where something is looked for."""

    show: Show = "all"
    depth: int = DEEPEST
    max_items: int = 20
    find: str = ""
