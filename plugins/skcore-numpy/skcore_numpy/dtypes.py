"""dtypes as text: ``<f8`` as ``numpy.dtype.str`` has it, JSON for fields and subarrays.

A dtype is rebuilt from that description alone, by its public constructor; ``dtype.__setstate__``, which
believes whatever it is given, is never called.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError, spend

if TYPE_CHECKING:
    import numpy as np

MAX_NESTING = 32
_SHORT = 1000
"""The longest text that is remembered when the load is over."""
_WORK = 32
"""What a character of a longer text takes to describe and to build a dtype, in bytes that are read."""
_SORTS = frozenset("biufcmMSUVO")
_SIMPLE = re.compile(r"[<>|]([biufcSUV][1-9][0-9]{0,9}|[mM]8(\[([1-9][0-9]{0,9})?[a-zA-Z]+\])?|O)(:[0-9]+)?", re.ASCII)


def describe(dtype: np.dtype[Any]) -> str:
    """Return the text of a dtype.

    Raises
    ------
    TypeError
        If the dtype has metadata that is no plain text and ints, or is of a sort that has no description.
    """
    import json

    # Dtypes that differ in metadata, alignment or record type are equal, so that no cache can hold them.
    tree = _tree(dtype)
    return tree if isinstance(tree, str) else json.dumps(tree, separators=(",", ":"))


def described(dtype: np.dtype[Any]) -> str:
    """Return the text of a dtype that any number of a foreign file's objects may share, each of which has it anew."""
    text = describe(dtype)
    if len(text) > _SHORT:
        spend(_WORK * len(text))
    return text


def _tree(dtype: np.dtype[Any]) -> Any:
    import numpy as np

    if dtype.metadata:
        return {"metadata": _metadata(dtype), "of": _tree(_without_metadata(dtype))}
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        return {"base": _tree(base), "shape": list(shape)}
    if dtype.names is not None:
        return _fields(dtype)
    if dtype.kind not in _SORTS or dtype.isbuiltin == 2 or (dtype.type is np.void and dtype.itemsize == 0):
        raise TypeError(f"a dtype of this sort cannot be saved: {dtype}")
    if dtype.char in "gG" and dtype.itemsize > (8 if dtype.char == "g" else 16):
        # Its format is the machine's own: the mantissa's width tells one from another.
        return f"{dtype.str}:{np.finfo(dtype).nmant}"
    return dtype.str


def _metadata(dtype: np.dtype[Any]) -> dict[str, str | int]:
    found = dict(dtype.metadata or {})
    if not all(type(key) is str and type(value) in (str, int) for key, value in found.items()):
        raise TypeError(f"a dtype whose metadata is more than texts and ints cannot be saved: {dtype}")
    return found


def _without_metadata(dtype: np.dtype[Any]) -> np.dtype[Any]:
    import numpy as np

    if dtype.subdtype is not None:
        return np.dtype(dtype.subdtype)
    if dtype.names is None:
        return np.dtype(dtype.str)
    raise TypeError(f"a structured dtype with metadata of its own cannot be saved: {dtype}")


def _fields(dtype: np.dtype[Any]) -> dict[str, Any]:
    import numpy as np

    names = dtype.names or ()
    fields = [dtype.fields[name] for name in names]  # type: ignore[index]  # it has names
    tree: dict[str, Any] = {
        "names": list(names),
        "formats": [_tree(field[0]) for field in fields],
        "offsets": [field[1] for field in fields],
        "itemsize": dtype.itemsize,
    }
    titles = [field[2] if len(field) > 2 else None for field in fields]  # type: ignore[misc]
    if any(title is not None for title in titles):
        if not all(title is None or isinstance(title, str) for title in titles):
            raise TypeError(f"a dtype whose titles are no str cannot be saved: {dtype}")
        tree["titles"] = titles
    if dtype.isalignedstruct:
        tree["aligned"] = True
    if dtype.type is np.record:
        tree["record"] = True
    return tree


def parse(text: Any) -> np.dtype[Any]:
    """Build the dtype that a text describes.

    Raises
    ------
    InvalidStateError
        If the text describes no dtype, or not in the form in which it is written.
    """
    # Nothing else may reach the cache: to hash an object of the file's is to run its code, or to recurse.
    if type(text) is not str or len(text) > 100_000:
        raise InvalidStateError("dtype is no description of a dtype")
    return _remembered(text) if len(text) <= _SHORT else _parse(text)


def _parse(text: str) -> np.dtype[Any]:
    import json

    try:
        tree = json.loads(text) if text.startswith("{") else text
        dtype = _build(tree, MAX_NESTING)
        if describe(dtype) == text:
            return dtype
    except InvalidStateError:
        raise
    except Exception as error:
        raise InvalidStateError(f"dtype is malformed: {str(error)!a}") from error
    raise InvalidStateError("dtype is not in canonical form, or is not of this machine")


_remembered = lru_cache(maxsize=1024)(_parse)


def _build(tree: Any, depth: int) -> np.dtype[Any]:
    import numpy as np

    if depth == 0:
        raise InvalidStateError(f"dtype is nested over {MAX_NESTING} deep")
    if isinstance(tree, str):
        # numpy takes much more than it writes: a date of zero seconds divides by zero.
        if not _SIMPLE.fullmatch(tree):
            raise InvalidStateError("dtype is of an unknown sort")
        return np.dtype(tree.partition(":")[0])
    if "metadata" in tree:
        if not tree["metadata"]:
            raise InvalidStateError("a dtype's metadata is empty")
        return np.dtype(_build(tree["of"], depth - 1), metadata=tree["metadata"])
    if "base" in tree:
        base, shape = _build(tree["base"], depth - 1), tuple(tree["shape"])
        if not all(type(size) is int and 0 < size < 2**31 for size in shape):
            raise InvalidStateError("a subarray's shape is out of bounds")
        return np.dtype((base, shape))
    spec = {key: tree[key] for key in ("names", "offsets", "itemsize", "titles") if key in tree}
    spec["formats"] = [_build(part, depth - 1) for part in tree["formats"]]
    _check_layout(spec)
    dtype = np.dtype(spec, align=tree.get("aligned", False))  # type: ignore[call-overload]
    return np.dtype((np.record, dtype)) if tree.get("record") else dtype


def _check_layout(spec: dict[str, Any]) -> None:
    """Refuse fields that overlap, one of which may be a pointer, or that lie outside the item."""
    end = 0
    places = sorted(zip(spec["offsets"], (part.itemsize for part in spec["formats"]), strict=True))
    for offset, size in places:
        if type(offset) is not int or offset < end:
            raise InvalidStateError("a dtype's fields overlap")
        end = offset + size
    if type(spec["itemsize"]) is not int or not end <= spec["itemsize"] < 2**31:
        raise InvalidStateError("a dtype's fields lie outside of it")


def has_padding(dtype: np.dtype[Any]) -> bool:
    """Whether an element has bytes that belong to no field."""
    if dtype.subdtype is not None:
        return has_padding(dtype.subdtype[0])
    if dtype.names is None:
        return False
    fields = [dtype.fields[name][0] for name in dtype.names]  # type: ignore[index]  # it has names
    return dtype.itemsize > sum(field.itemsize for field in fields) or any(map(has_padding, fields))


def without_padding(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return a copy whose padding is zero, not what happened to lie in memory."""
    import numpy as np

    clean: np.ndarray[Any, Any] = np.zeros_like(array, order="K", subok=False)
    _copy_fields(clean, array)
    return clean


def _copy_fields(target: np.ndarray[Any, Any], source: np.ndarray[Any, Any]) -> None:
    for name in source.dtype.names or ():
        if source.dtype[name].base.names is None:
            target[name] = source[name]
        else:
            _copy_fields(target[name], source[name])
