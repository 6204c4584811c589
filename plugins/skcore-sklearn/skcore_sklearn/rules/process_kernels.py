"""Kernels of Gaussian processes: their numbers, bounds and parts, and what it costs to ask a nest of them."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import MOST_JOBS, count, number, require

DEEPEST = 300
"""Kernels within kernels, which are cloned by recursion, of three calls a level."""
MOST_BOUNDS = 2**22
"""Questions that take a minute or two."""
_PARTS = ("k1", "k2", "kernel")
_NUMBERS = (
    *("constant_value", "noise_level", "length_scale", "alpha", "periodicity"),
    *("sigma_0", "gamma", "nu", "exponent"),
)
_VECTORS = ("RBF", "Matern")


def is_kernel(obj: Any) -> bool:
    """Whether an object is a kernel, of scikit-learn's or of a class that a user trusts."""
    from sklearn.gaussian_process.kernels import Kernel

    return isinstance(obj, Kernel)


def check_process_kernel(obj: Any) -> None:
    """Check the parameters of a kernel, each by its name."""
    for name, value in vars(obj).items():
        if name in _PARTS:
            require(is_kernel(value), f"{name} is no kernel")
        elif name == "kernels":
            require(type(value) in (list, tuple) and value and all(map(is_kernel, value)), "kernels is no list of them")
        elif name == "length_scale" and type(obj).__name__ in _VECTORS:
            _check_vector(value, name)
        elif name in _NUMBERS:
            _check_scalar(value, name)
        elif name.endswith("_bounds"):
            _check_bounds(value, name)
    if "metric" in vars(obj):
        _check_metric(obj.metric, obj.pairwise_kernels_kwargs)


def _check_scalar(value: Any, name: str) -> None:
    """Check a number, or an array of one, with which arithmetic keeps the shape of what it is given."""
    import numpy as np

    if type(value) is np.ndarray:
        require(value.size == 1 and value.ndim <= 1 and value.dtype.kind in "fiu", f"{name} is no number")
    else:
        number(value, name)


def _check_vector(value: Any, name: str) -> None:
    import numpy as np

    if type(value) is np.ndarray:
        require(value.size and value.ndim <= 1 and value.dtype.kind in "fiu", f"{name} has something else than numbers")
    elif type(value) in (list, tuple):
        require(value, f"{name} is empty")
        for item in value:
            number(item, name)
    else:
        number(value, name)


def _check_bounds(value: Any, name: str) -> None:
    import numpy as np

    if type(value) is str:
        require(value == "fixed", f"{name} is a text other than fixed")
    elif type(value) is np.ndarray:
        require(value.ndim in (1, 2) and value.dtype.kind in "fiu", f"{name} has something else than numbers")
    else:
        require(type(value) in (list, tuple), f"{name} is no pair of numbers")
        for row in value:
            _check_vector(row, name)


def _check_metric(metric: Any, keywords: Any) -> None:
    """Check what a kernel calls for each pair of samples."""
    from sklearn.metrics.pairwise import PAIRWISE_KERNEL_FUNCTIONS

    from skcore_sklearn.rules.kernels import check_callback

    require(keywords is None or type(keywords) is dict, "pairwise_kernels_kwargs is no dict")
    if type(metric) is str:
        require(metric in PAIRWISE_KERNEL_FUNCTIONS, "metric is unknown")
        for key, value in (keywords or {}).items():
            number(value, f"pairwise_kernels_kwargs[{key!r}]")
    else:
        check_callback(metric)
    if keywords and "n_jobs" in keywords:
        count(keywords["n_jobs"], "n_jobs", -MOST_JOBS, MOST_JOBS)


def check_nest(kernel: Any, searched: bool) -> None:
    """Check how deep kernels nest in one, and how often they are asked for their bounds if a fit searches these."""
    require(is_kernel(kernel), "kernel is no kernel")
    known: dict[int, tuple[int, int, bool]] = {}
    opened: dict[int, list[Any]] = {}
    path = [kernel]
    while path:
        key = id(path[-1])
        if key in known:
            path.pop()
        elif key in opened:
            known[key] = _measure(path.pop(), [known[id(part)] for part in opened.pop(key)])
        else:
            parts = opened[key] = _parts(path[-1])
            require(not any(id(part) in opened for part in parts), "a kernel is a part of itself")
            path += parts
    depth, asked, _ = known[id(kernel)]
    require(depth <= DEEPEST, f"kernels nest over {DEEPEST} deep")
    require(not searched or asked <= MOST_BOUNDS, f"kernels are asked for their bounds over {MOST_BOUNDS} times")


def _parts(kernel: Any) -> list[Any]:
    fields = vars(kernel)
    several = fields.get("kernels", ())
    found = [fields[name] for name in _PARTS if name in fields]
    found += several if type(several) in (list, tuple) else ()
    return [part for part in found if is_kernel(part)]


def _measure(kernel: Any, parts: list[tuple[int, int, bool]]) -> tuple[int, int, bool]:
    """Return how deep a kernel nests, how many are asked for its bounds, and whether it has any."""
    if not parts:
        return 1, 1, any(name.endswith("_bounds") and type(value) is not str for name, value in vars(kernel).items())
    depths, asked, free = zip(*parts, strict=True)
    number = 1 + sum(asked)
    if "k1" in vars(kernel) and len(parts) == 2:
        # A sum or product asks both whether they have bounds, and again for what these are.
        number += asked[0] if not free[1] else sum(asked)
        number -= 0 if free[0] else sum(asked[: 2 if free[1] else 1])
    return 1 + max(depths), number, any(free)
