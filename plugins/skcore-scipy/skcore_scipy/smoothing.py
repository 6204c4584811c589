"""Splines of FITPACK in one variable, which can be smoothed anew: ``UnivariateSpline`` and its two forms.

FITPACK's arrays are longer than what it has written in them: their rest is memory that it never touched, and is not
saved. What it continues from are the rules of ``fpcurf.f`` and ``fpknot.f``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skcore import InvalidStateError, checked
from skcore_scipy import rules
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import require
from skcore_scipy.splines import check_knots

if TYPE_CHECKING:
    from skcore_scipy.rules import Array

MAX_DEGREE = 5
_FORMS = ("InterpolatedUnivariateSpline", "LSQUnivariateSpline")
_DATA = ("x", "y", "w", "xb", "xe", "k", "s", "n", "t", "c", "fp", "fpint", "nrdata", "ier")


class UnivariateSplines(Rebuilt):
    """The data, the spline through it, and where the next smoothing continues.

    Those that are derived from another have no data.
    """

    kind = "scipy.univariate_spline"
    types = tuple(f"scipy.interpolate._fitpack2.{name}" for name in ("UnivariateSpline", *_FORMS))
    trusts = dict.fromkeys(types, checked("knots and coefficients as FITPACK counts them, of a degree up to 5"))
    fields = ("t", "c", "k", "ext", "form", "data", "smoothing")
    computed = ("_data", "_eval_args")
    references = types[1:]

    def parts(self, obj: Any) -> dict[str, Any]:
        t, c, k = obj._eval_args
        form = getattr(obj, "_spline_class", None)
        held = dict(zip(_DATA, obj._data, strict=True))
        state = {"t": t, "c": c, "k": k, "ext": obj.ext, "form": None if form is None else form.__name__}
        if held["x"] is None:
            return {**state, "data": None, "smoothing": None}
        state["c"] = c[: len(t) - k - 1]
        data = {name: held[name] for name in ("x", "y", "w", "xb", "xe", "s", "fp", "ier")}
        if held["nrdata"] is None:
            return {**state, "data": data, "smoothing": None}
        sums, counts = held["fpint"], held["nrdata"]
        n, inner = len(t), len(t) - 2 * k - 1
        smoothing = {"size": len(held["t"]), "sums": None, "counts": None, "last": None}
        written = {
            "sums": sums[:inner].copy(),
            "counts": counts[:inner].copy(),
            "last": (float(sums[n - 2]), float(sums[n - 1]), int(counts[n - 1])),
        }
        try:
            check_written(written, len(data["x"]), n, k)
        except InvalidStateError:
            # FITPACK has not written them: it starts anew.
            written = {}
        return {**state, "data": data, "smoothing": {**smoothing, **written}}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        from scipy import interpolate

        t, c, k, data = state["t"], state["c"], state["k"], state["data"]
        rules.check_int(k, "k", 0 if data is None else 1, MAX_DEGREE)
        rules.check_int(state["ext"], "ext", 0, 3)
        needed = check_knots(t, k)
        rules.doubles(c, "c", len(t) if data is None else needed)
        obj = cls.__new__(cls)
        obj.ext = state["ext"]
        if data is None:
            obj._eval_args = (t, c, k)
            obj._data = (None,) * 5 + (k, None, len(t), t, c) + (None,) * 4
        else:
            obj._data = tuple(_data(t, c, k, data, state["smoothing"]))
            obj._eval_args = (obj._data[8][: len(t)], obj._data[9][: len(t)], k)
        if state["form"] is not None:
            require(type(state["form"]) is str and state["form"] in _FORMS, "form is none of a spline")
            obj._spline_class = getattr(interpolate, state["form"])
        return obj


def _data(t: Array, c: Array, k: int, data: Any, smoothing: Any) -> list[Any]:
    """Check the data, and return what FITPACK gets and gives, in its own order."""
    import numpy as np

    require(type(data) is dict and data.keys() == {"x", "y", "w", "xb", "xe", "s", "fp", "ier"}, "data is no data")
    count = len(rules.doubles(data["x"], "x", None))
    require(count > k, "x has too few points for the degree")
    for name in ("y", "w"):
        rules.doubles(data[name], name, count)
    for name in ("xb", "xe", "s", "fp"):
        require(type(data[name]) is float, f"{name} is no float")
    rules.check_int(data["ier"], "ier", -3, 10)
    n, size = len(t), len(t)
    require(n <= count + k + 1, "t has more knots than the data allows")
    sums = counts = None
    if smoothing is not None:
        known = {"size", "sums", "counts", "last"}
        require(type(smoothing) is dict and smoothing.keys() == known, "smoothing has other fields")
        size = smoothing["size"]
        rules.check_int(size, "size", n, count + k + 1)
        sums, counts = np.zeros(size), np.zeros(size, np.intc)
        if smoothing["last"] is not None:
            inner = check_written(smoothing, count, n, k)
            sums[:inner], counts[:inner] = smoothing["sums"], smoothing["counts"]
            sums[n - 2], sums[n - 1], counts[n - 1] = smoothing["last"]
    knots, coefficients = np.zeros(size), np.zeros(size)
    knots[:n], coefficients[: len(c)] = t, c
    given = [data[name] for name in ("x", "y", "w", "xb", "xe")]
    return [*given, k, data["s"], n, knots, coefficients, data["fp"], sums, counts, data["ier"]]


def check_written(smoothing: dict[str, Any], count: int, n: int, k: int) -> int:
    """Check what the next smoothing continues from; return the number of intervals.

    ``counts`` says how many points lie inside each interval: FITPACK puts a new knot on the one in the middle.
    """
    import numpy as np

    inner, last = n - 2 * k - 1, smoothing["last"]
    require(1 < inner < count - k, "there is nothing to continue from")
    rules.doubles(smoothing["sums"], "sums", inner)
    counts = rules.array(smoothing["counts"], "counts")
    require(counts.dtype == np.intc and len(counts) == inner, "counts has not one number for each interval")
    require(int(counts.min()) >= 0, "counts is negative")
    require(int(counts.sum(dtype=np.int64)) + inner == count - 1, "counts does not add up to the points")
    require(type(last) is tuple and list(map(type, last)) == [float, float, int], "last is no two floats and an int")
    require(1 <= last[2] <= count, "last has no number of knots to add")
    return inner


HANDLERS = (UnivariateSplines,)
