"""Objects of pandas and polars, from the samples of their plugins' tests."""

from __future__ import annotations

import importlib
from typing import Any


def collect() -> dict[str, Any]:
    """Return all by name; those of each library together in few files too, as frames."""
    return {**_of_pandas(), **_of_polars()}


def _of_pandas() -> dict[str, Any]:
    import pandas as pd

    samples = importlib.import_module("pandas_samples")
    found: dict[str, Any] = {f"pandas: index: {name}": index for name, index in samples.INDEXES.items()}
    for name, array in {**samples.ARRAYS, **samples.EXTENSIONS, **samples.arrow_arrays()}.items():
        found[f"pandas: series: {name}"] = pd.Series(array)
    extensions = list(samples.EXTENSIONS.values())
    for start in range(0, len(extensions), 8):
        columns = {str(number): array[:2] for number, array in enumerate(extensions[start : start + 8])}
        found[f"pandas: frame {start}"] = pd.DataFrame(columns)
    for name in ("levels", "categories", "times by the month"):
        index = samples.INDEXES[name]
        found[f"pandas: frame of {name}"] = pd.DataFrame({"a": range(len(index)), "b": 1.5}, index=index)
    found["pandas: offsets"] = samples.OFFSETS
    found["pandas: scalars"] = samples.SCALARS
    return found


def _of_polars() -> dict[str, Any]:
    import polars as pl

    samples = importlib.import_module("polars_samples")
    series = {name: samples.series(name) for name in samples.VALUES}
    found: dict[str, Any] = {f"polars: series: {name}": each for name, each in series.items()}
    names = list(series)
    for start in range(0, len(names), 8):
        columns = [series[name].head(2).rename(name) for name in names[start : start + 8]]
        found[f"polars: frame {start}"] = pl.DataFrame(columns)
    found["polars: types"] = [each.dtype for each in series.values()]
    return found
