"""Qualified names as the format writes them, and the one function that imports by name.

A name is ``module.Name``, or ``module:Outer.Inner`` for what is nested in a class, so that each
(module, qualified name) has exactly one spelling and no spelling can be split in two ways.
"""

from __future__ import annotations

import importlib
import sys
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from skcore.errors import InvalidFileError, SkcoreError

if TYPE_CHECKING:
    from skcore.handler import Handler


LONGEST = 1000
"""Characters of a name; what a file lists is kept in a cache."""


def join(module: str, qualname: str) -> str:
    """Spell the name of what ``module`` holds under ``qualname``."""
    return f"{module}{':' if '.' in qualname else '.'}{qualname}"


def split(name: str) -> tuple[str, str]:
    """Split a name into its module and its qualified name.

    Raises
    ------
    InvalidFileError
        If the name is not in the one canonical spelling, or has a part that is no plain identifier.

    Examples
    --------
    >>> from skcore.names import split
    >>> split("collections.OrderedDict"), split("a.b:Outer.Inner")
    (('collections', 'OrderedDict'), ('a.b', 'Outer.Inner'))
    """
    if len(name) > LONGEST:
        raise InvalidFileError(f"{show(name)} is too long for a name")
    return _split(name)


@lru_cache(maxsize=4096)
def _split(name: str) -> tuple[str, str]:
    module, colon, qualname = name.partition(":")
    if not colon:
        module, _, qualname = name.rpartition(".")
    elif "." not in qualname:
        raise InvalidFileError(f"{show(name)} is not a canonical name")
    parts = qualname.split(".")
    plain = all(map(_is_plain, parts)) and (module == "__main__" or all(map(_is_plain, module.split("."))))
    if not plain or unicodedata.normalize("NFKC", name) != name:
        raise InvalidFileError(f"{show(name)} is not a canonical name")
    return module, qualname


def _is_plain(part: str) -> bool:
    return part.isidentifier() and not (part.startswith("__") and part.endswith("__"))


def inner(name: str, attribute: str) -> str:
    """Return the name of an attribute of what a name means: of a nested class, say."""
    if ":" in name:
        return f"{name}.{attribute}"
    module, _, outer = name.rpartition(".")
    return f"{module}:{outer}.{attribute}"


def root(name: str) -> str:
    """Return the top-level package a name belongs to."""
    return name.partition(":")[0].partition(".")[0]


def show(text: str) -> str:
    """Return text from a file in a form that is safe to print: ASCII, control characters escaped."""
    return ascii(text)[1:-1] if len(text) <= 200 else ascii(text[:200])[1:-1] + "..."


def qualified_name(target: Any) -> str:
    """Return the name of a class or function by its own ``__module__`` and ``__qualname__``."""
    return join(str(target.__module__), target.__qualname__)


def find_loaded(name: str) -> Any:
    """Return what a name means among the modules that are imported already, or None."""
    try:
        module, qualname = split(name)
    except InvalidFileError:
        return None
    return _walk(sys.modules.get(module), qualname)


def _walk(found: Any, qualname: str) -> Any:
    for part in qualname.split("."):
        namespace = getattr(found, "__dict__", None)
        found = None if namespace is None else namespace.get(part)
    return found


def resolve(handler: Handler, name: str) -> Any:
    """Import what an *approved* (kind, name) pair names, and verify that it is what the pair says.

    This is the only place in the project that imports by a name out of a file.

    Raises
    ------
    InvalidFileError
        If the name leads to nothing, to something else than its kind holds, or to something that
        bears another name.
    """
    module, qualname = split(name)
    try:
        found = _walk(importlib.import_module(module), qualname)
    except SkcoreError:
        raise
    except Exception as error:
        raise InvalidFileError(f"cannot import {show(name)}: {error}") from error
    if found is None:
        raise InvalidFileError(f"{show(name)} does not exist in the installed {show(root(name))}")
    if not handler.holds(found) or handler.qualify(found) != name:
        raise InvalidFileError(f"{show(name)} is not what kind {handler.kind} holds")
    return found
