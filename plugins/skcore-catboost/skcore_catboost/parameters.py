"""Parameters of CatBoost that a file holds: what they do when a model predicts, and when it is fitted again.

Names from ``catboost/private/libs/options/output_file_options.cpp`` and ``system_options.cpp`` of CatBoost 1.2.10.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skcore_catboost.requiring import require

MOST_THREADS = 1024
_OPENED = re.compile(r"(.*_)?(file|file_name|files|dir|path|log|borders|hosts)|save_snapshot|node_type|node_port|meta")
_HARMLESS = frozenset(("allow_writing_files", "train_final_model"))
_DECIDE = ("loss_function", "objective")


def check_parameters(parameters: Any, dimension: int | None) -> None:
    """Check that parameters are names and values, and that they do not have a prediction read what is not there."""
    from numbers import Integral

    require(type(parameters) is dict, "_init_params is no dict")
    require(all(type(name) is str and name.isidentifier() for name in parameters), "a parameter has no name")
    threads = parameters.get("thread_count")
    number = isinstance(threads, Integral) and not isinstance(threads, bool)
    fits = threads is None or (number and -1 <= int(threads) <= MOST_THREADS)
    require(fits, "the parameter thread_count is no number of threads")
    for name in _DECIDE:
        # What is predicted by default is told by the text alone, whatever the model was trained with.
        uncertain = parameters.get(name) == "RMSEWithUncertainty" if isinstance(parameters.get(name), str) else False
        require(not uncertain or dimension in (None, 2), f"the parameter {name} is of another number of values")


def opens(parameters: Mapping[str, Any]) -> bool:
    """Whether parameters have CatBoost open a file or a connection that they name, when a model is fitted again."""
    return any(
        _OPENED.fullmatch(name) is not None and name not in _HARMLESS and bool(value)
        for name, value in parameters.items()
        if isinstance(value, str | bytes | int) or value is not None
    )
