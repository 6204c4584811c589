"""What objects other than models are asked, by the library that they are of."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterable
from typing import Any

from calling import Calls

_PLAIN = (list, tuple, dict, set, frozenset, str, bytes, bytearray, int)
_LARGE = 10**6
_Act = Callable[[Any], Any]


def use(obj: Any, calls: Calls) -> None:
    """Use an object as its library's users do."""
    if isinstance(obj, _PLAIN):
        return
    find = _ACTS.get(type(obj).__module__.partition(".")[0])
    acts = find(obj) if find is not None else (repr, copy.copy)
    calls.each(acts, obj)


def _of_numpy(obj: Any) -> Iterable[_Act]:
    if getattr(obj, "size", 0) > _LARGE:
        return ()
    if hasattr(obj, "integers") or hasattr(obj, "random_sample"):
        return _named(("random", (3,)), ("normal", (0, 1, 3)), ("integers", (5,)), ("rand", (3,)), ("spawn", (2,)))
    if hasattr(obj, "dtype"):
        return (
            repr,
            *_named(("sum", ()), ("copy", ()), ("tolist", ()), ("argsort", ()), ("astype", (str,)), ("max", ())),
        )
    return (repr, copy.deepcopy, lambda obj: obj(2.0), *_named(("generate_state", (4,)), ("spawn", (2,))))


def _of_scipy(obj: Any) -> Iterable[_Act]:
    import scipy.sparse as sp

    return _of_matrix(obj) if sp.issparse(obj) else (repr, *_of_numbers())


@functools.cache
def _of_numbers() -> tuple[_Act, ...]:
    import numpy as np

    vector, points = np.linspace(-1.0, 9.0, 7), np.linspace(0.0, 1.0, 10).reshape(5, 2)
    one: tuple[str, ...] = (
        "__call__",
        "query",
        "find_simplex",
        "pdf",
        "cdf",
        "ppf",
        "logpdf",
        "pmf",
        "matvec",
        "rmatvec",
        "matmat",
    )
    one = (*one, "apply", "add_points", "evaluate", "logsf", "predict", "decision_path", "compute_node_depths")
    asked: list[tuple[str, tuple[Any, ...]]] = []
    for given in (vector, points, 0.5, np.eye(3), points[0], points.astype("f4")):
        asked += [(name, (given,)) for name in one]
        asked += [("query_ball_point", (given, 0.5)), ("query_radius", (given, 0.5)), ("kernel_density", (given, 1.0))]
    asked += [("__call__", (vector, vector)), ("rvs", (3,)), ("integrate", (0.0, 1.0)), ("query_pairs", (0.5,))]
    asked += [("two_point_correlation", (points, vector)), ("ev", (vector, vector)), ("interval", (0.5,))]
    for name in ("derivative", "antiderivative", "roots", "mean", "std", "as_matrix", "as_quat", "inv", "support"):
        asked.append((name, ()))
    for name in ("transform", "entropy", "median", "get_knots", "compute_feature_importances", "get_arrays", "stats"):
        asked.append((name, ()))
    return _named(*asked)


def _of_matrix(matrix: Any) -> Iterable[_Act]:
    import numpy as np

    if matrix.ndim != 2 or np.prod([float(size) for size in matrix.shape]) > _LARGE:
        return (repr,)
    formats = ("toarray", "tocsr", "tocsc", "tocoo", "todia", "tolil", "todok", "tobsr")
    others = ("sum", "diagonal", "copy", "transpose", "max", "argmax", "getnnz", "nonzero", "mean")
    changes = ("sum_duplicates", "sort_indices", "eliminate_zeros", "prune")
    return (
        repr,
        *_named(*((name, ()) for name in (*formats, *others))),
        lambda matrix: matrix @ np.ones(matrix.shape[1]),
        lambda matrix: matrix @ np.ones((matrix.shape[1], 2)),
        lambda matrix: matrix.T @ matrix,
        lambda matrix: matrix[0],
        lambda matrix: matrix[:, 0],
        lambda matrix: matrix[[0, -1], [0, -1]],
        lambda matrix: matrix[1:3, ::2],
        lambda matrix: matrix + matrix,
        lambda matrix: matrix.multiply(matrix),
        lambda matrix: matrix.sum(axis=0),
        lambda matrix: matrix.max(axis=1),
        *_named(*((name, ()) for name in changes)),
        lambda matrix: matrix @ np.ones(matrix.shape[1]),
    )


def _of_pandas(obj: Any) -> Iterable[_Act]:
    import numpy as np
    import pandas as pd

    names: tuple[str, ...] = (
        "copy",
        "isna",
        "unique",
        "value_counts",
        "factorize",
        "argsort",
        "sort_values",
        "tolist",
        "to_numpy",
    )
    names = (*names, "describe", "memory_usage", "drop_duplicates", "reset_index", "sum", "max", "to_pydatetime")
    names = (*names, "transpose", "dropna", "duplicated", "remove_unused_levels", "sort_index", "to_frame", "nunique")
    return (
        repr,
        hash,
        *_named(*((name, ()) for name in names)),
        lambda obj: obj[0:2],
        lambda obj: obj[::-1],
        lambda obj: obj.take([0, -1]),
        lambda obj: obj == obj,
        lambda obj: obj.astype(str),
        lambda obj: obj.astype(object),
        lambda obj: obj.get_indexer(obj),
        lambda obj: obj.iloc[[0, -1]],
        lambda obj: obj.groupby(list(obj.columns)[:2]).size(),
        lambda obj: pd.concat([obj, obj]),
        lambda obj: obj.merge(obj),
        lambda obj: pd.Series(obj).str.upper(),
        lambda obj: pd.Series(obj).dt.year,
        lambda obj: pd.Series(obj).groupby(pd.Series(obj)).size(),
        lambda obj: pd.Timestamp("2020-01-31") + obj,
        lambda obj: obj.is_on_offset(pd.Timestamp("2020-01-31")),
        lambda obj: np.asarray(obj),
        lambda obj: obj._pa_array.validate(full=True),
        lambda obj: obj.explode(),
    )


def _of_polars(obj: Any) -> Iterable[_Act]:
    names: tuple[str, ...] = (
        "to_list",
        "to_numpy",
        "sort",
        "unique",
        "n_unique",
        "is_null",
        "sum",
        "max",
        "value_counts",
        "rechunk",
    )
    names = (*names, "describe", "transpose", "reverse", "explode", "hash", "rows", "is_duplicated", "estimated_size")
    return (
        repr,
        *_named(*((name, ()) for name in names)),
        lambda obj: obj[0:2],
        lambda obj: obj.gather([0, -1]),
        lambda obj: obj.cast(str),
        lambda obj: obj == obj,
        lambda obj: obj.append(obj),
        lambda obj: obj.vstack(obj),
        lambda obj: obj.to_arrow(),
        lambda obj: obj.filter(obj.is_not_null()),
        lambda obj: obj.group_by(obj.columns[:2]).len(),
        lambda obj: obj.join(obj, on=obj.columns[0]),
        lambda obj: obj.list.eval(__import__("polars").element().sum()),
        lambda obj: obj.struct.unnest(),
        lambda obj: obj.str.to_uppercase(),
        lambda obj: obj.dt.year(),
    )


def _of_sklearn(obj: Any) -> Iterable[_Act]:
    return (repr, *_of_numbers())


def _named(*asked: tuple[str, tuple[Any, ...]]) -> tuple[_Act, ...]:
    return tuple(functools.partial(_ask, name, given) for name, given in asked)


def _ask(name: str, given: tuple[Any, ...], obj: Any) -> Any:
    return getattr(obj, name)(*given)


_ACTS: dict[str, Callable[[Any], Iterable[_Act]]] = {
    "numpy": _of_numpy,
    "scipy": _of_scipy,
    "pandas": _of_pandas,
    "polars": _of_polars,
    "sklearn": _of_sklearn,
}
