"""Exact comparison of fitted models."""

import types

import numpy as np

VALUES = (int, float, complex, str, bytes, bool, type(None), np.dtype, range)
LEFT_OUT = ("_has_canonical_format", "_has_sorted_indices", "_stop_words_id")
"""What sparse arrays found out of themselves, and find out again; and an address, which has no meaning elsewhere."""


def same(left, right):
    """Compare two graphs: exact types, dtypes, memory order, every attribute, and what is shared. No recursion."""
    forth, back, alive = {}, {}, []
    stack = [(left, right, "model")]
    while stack:
        a, b, path = stack.pop()
        assert type(a) is type(b), path
        if isinstance(a, (type, types.FunctionType, types.BuiltinFunctionType, np.ufunc)):
            assert a is b, path
        elif isinstance(a, np.generic):
            assert a.dtype == b.dtype, path
            assert a.tobytes() == b.tobytes(), path
        elif isinstance(a, VALUES):
            assert repr(a) == repr(b), path
        elif id(a) in forth or id(b) in back:
            assert forth.get(id(a)) == id(b), f"{path}: shared otherwise"
            assert back.get(id(b)) == id(a), f"{path}: shared otherwise"
        else:
            if not isinstance(a, tuple):
                forth[id(a)], back[id(b)] = id(b), id(a)
                alive.append((a, b))
            stack.extend(parts(a, b, path))


def parts(a, b, path):
    """Return the pairs of parts of two objects, once what they say themselves is equal."""
    if isinstance(a, np.ndarray):
        return same_arrays(a, b, path)
    if type(a).__name__ == "Index":
        return [(a.tolist(), b.tolist(), path)]
    if hasattr(a, "to_numpy"):
        return [(a.columns.tolist(), b.columns.tolist(), path), (a.to_numpy(), b.to_numpy(), path)]
    if hasattr(a, "dist") and hasattr(a, "kwds"):
        # A distribution of scipy's keeps what it works with in attributes; its parameters are all that it is.
        return [(type(a.dist), type(b.dist), path), (a.args, b.args, path), (a.kwds, b.kwds, path)]
    if isinstance(a, dict):
        assert list(a) == list(b) or list(map(repr, a)) == list(map(repr, b)), path
        pairs = [(a[key], b[other], f"{path}[{key!r}]") for key, other in zip(a, b, strict=True)]
        return [*zip(a, b, [path] * len(a), strict=True), *pairs, *attributes(a, b, path)]
    if isinstance(a, (list, tuple)):
        assert len(a) == len(b), path
        return [(one, other, f"{path}[{index}]") for index, (one, other) in enumerate(zip(a, b, strict=True))]
    if isinstance(a, (set, frozenset)):
        assert a == b, path
        return []
    state = getattr(a, "__getstate__", dict)()
    if type(a).__module__.startswith("sklearn.") and not hasattr(a, "__dict__") and state:
        return [(state, b.__getstate__(), f"{path}.__getstate__()")]
    if hasattr(a, "__dict__"):
        return attributes(a, b, path)
    if isinstance(a, slice):
        assert a == b, path
        return []
    return [(a.__reduce__()[1:], b.__reduce__()[1:], f"{path}.__reduce__()")]


def bound(obj, name):
    """Whether an attribute is a method of the object itself, which its class gives as well."""
    found = vars(obj)[name]
    return isinstance(found, types.MethodType) and found.__self__ is obj


def attributes(a, b, path):
    if not hasattr(a, "__dict__"):
        return []
    names, found = ([name for name in vars(obj) if name not in LEFT_OUT and not bound(obj, name)] for obj in (a, b))
    assert names == found, path
    return [(vars(a)[name], vars(b)[name], f"{path}.{name}") for name in names]


def same_arrays(a, b, path):
    assert a.dtype == b.dtype, path
    assert a.shape == b.shape, path
    # What is a part of other memory comes back without the rest of it, and writeable, as it does from a pickle.
    for flag in ("c_contiguous", "f_contiguous") if a.flags.forc else ():
        assert getattr(a.flags, flag) == getattr(b.flags, flag), f"{path}: {flag}"
    assert b.flags.writeable or not a.flags.writeable, f"{path}: writeable"
    if a.dtype == object:
        return [(one, other, path) for one, other in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)]
    for name in a.dtype.names or ():
        # What lies between the fields of a record is of no account.
        same_arrays(a[name], b[name], f"{path}[{name!r}]")
    if a.dtype.char in "gG":
        # What pads long numbers is of no account.
        np.testing.assert_array_equal(a, b, path)
    else:
        assert a.dtype.names or a.tobytes() == b.tobytes(), path
    if isinstance(a, np.ma.MaskedArray):
        np.testing.assert_array_equal(a.mask, b.mask)
    return []
