"""Parameters of CatBoost that a file holds: what they do when a model predicts, and when it is fitted again.

Names from ``catboost/private/libs/options/output_file_options.cpp`` and ``system_options.cpp`` of CatBoost 1.2.10.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from skcore_catboost.requiring import require

MOST_THREADS = 1024
_OPENED = re.compile(r"(.*_)?(file|file_name|files|dir|path|log|borders|hosts)|save_snapshot|node_type|node_port|meta")
_HARMLESS = frozenset(("allow_writing_files", "train_final_model"))
_DECIDE = ("loss_function", "objective")
_OF_CLASSES = ("MultiClass", "MultiClassOneVsAll")
_STATISTICS = ("simple_ctr", "combinations_ctr", "per_feature_ctr", "ctr_description")
MOST_STATISTICS = 2**8
"""CatBoost numbers them in a byte, and goes on with a model of more by tables of another sort."""


def check_parameters(parameters: Any, dimension: int | None) -> None:
    """Check that parameters are names and values, and have no prediction or further training read what is not there."""
    from numbers import Integral

    require(type(parameters) is dict, "_init_params is no dict")
    require(all(type(name) is str and name.isidentifier() for name in parameters), "a parameter has no name")
    threads = parameters.get("thread_count")
    number = isinstance(threads, Integral) and not isinstance(threads, bool)
    fits = threads is None or (number and -1 <= int(threads) <= MOST_THREADS)
    require(fits, "the parameter thread_count is no number of threads")
    for name in _DECIDE:
        # What is predicted by default is told by the text alone, whatever the model was trained with; and further
        # training reads as many values of a model that was loaded.
        loss = parameters.get(name)
        fits = dimension is None or not isinstance(loss, str) or _suits(loss, dimension)
        require(fits, f"the parameter {name} is of another number of values")
    for name in _STATISTICS:
        _check_statistics(name, parameters.get(name))


def _suits(loss: str, dimension: int) -> bool:
    """Whether a model has the values of a sample that a loss asks for, as far as its text tells."""
    name, _, rest = loss.partition(":")
    if name == "RMSEWithUncertainty":
        return dimension == 2
    if name == "MultiQuantile":
        return all(part.count(",") < dimension for part in rest.split(";"))
    return dimension >= 2 or name not in _OF_CLASSES


def _check_statistics(name: str, value: Any) -> None:
    """Check that a model that is trained further can tell the statistics of each feature apart."""
    texts = [value] if isinstance(value, str) else value
    if texts is None:
        return
    plain = type(texts) in (list, tuple) and all(isinstance(text, str) for text in texts)
    require(plain, f"the parameter {name} has something else than texts")
    counts: Counter[str] = Counter()
    for text in texts:
        feature = text.partition(":")[0] if name == "per_feature_ctr" else ""
        counts[feature] += 1 + text.count(",")
    most = max(counts.values(), default=0)
    require(most <= MOST_STATISTICS, f"the parameter {name} has more statistics than CatBoost tells apart")


def opens(parameters: Mapping[str, Any]) -> bool:
    """Whether parameters have CatBoost open a file or a connection that they name, when a model is fitted again."""
    return any(
        _OPENED.fullmatch(name) is not None and name not in _HARMLESS and bool(value)
        for name, value in parameters.items()
        if isinstance(value, str | bytes | int) or value is not None
    )
