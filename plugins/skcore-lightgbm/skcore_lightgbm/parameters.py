"""Parameters of LightGBM that a file holds: they go to native code as one text, when a model predicts too.

The text is split at white space (``Config::Str2Map``), so that a value with a space in it would be two parameters.
Names and their aliases from ``docs/Parameters.rst`` and ``src/io/config_auto.cpp`` of LightGBM 4.7.
"""

from __future__ import annotations

import re
from typing import Any

from skcore import InvalidStateError
from skcore_lightgbm.columns import require

MOST_THREADS = 1024
THREADS = frozenset(("num_threads", "num_thread", "nthread", "nthreads", "n_jobs"))
OPENED = frozenset(
    (
        *("forcedsplits_filename", "fs", "forced_splits", "forced_splits_file", "forced_splits_filename"),
        *("forcedbins_filename", "parser_config_file", "config", "config_file"),
        *("machines", "nodes", "workers", "machine_list_filename", "mlist", "machine_list", "machine_list_file"),
        *("data", "train", "train_data", "data_filename", "train_data_file"),
        *("valid", "test", "test_data", "valid_data", "test_data_file", "valid_data_file", "valid_filenames"),
        *("input_model", "model_in", "model_input", "output_model", "model_out", "model_output"),
        *("output_result", "name_pred", "pred_name", "predict_name", "predict_result", "prediction_name"),
        *("prediction_result", "convert_model", "convert_model_file"),
    )
)
"""Parameters that name a file or other machines, and all their aliases."""
MACHINES = frozenset(("num_machines", "num_machine"))
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MOST_VALUES = 10**6
_SPACE = re.compile(r"[\s\0]")


def check_parameters(parameters: Any) -> None:
    """Check that parameters are names and values, and that none has LightGBM open a file or a connection."""
    require(type(parameters) is dict, "its parameters are no dict")
    for name, value in parameters.items():
        check_parameter(name, value)


def check_parameter(name: Any, value: Any) -> None:
    """Check one parameter; a function is trusted on its own."""
    require(type(name) is str and _NAME.fullmatch(name), "the name of a parameter is no identifier")
    if name in OPENED:
        require(value is None or value == "", f"the parameter {name} names a file or a machine")
    elif name in MACHINES:
        require(value is None or (type(value) is int and value <= 1), f"the parameter {name} asks for other machines")
    elif name in THREADS:
        _check_threads(name, value)
    else:
        _check_texts(name, value)


def _check_threads(name: str, value: Any) -> None:
    from numbers import Integral

    number = isinstance(value, Integral) and not isinstance(value, bool)
    if value is not None and not (number and -MOST_THREADS <= int(value) <= MOST_THREADS):
        raise InvalidStateError(f"the parameter {name} is no number of threads")


def _check_texts(name: str, value: Any) -> None:
    """Check that no text in a value, which LightGBM would get as it is, is more than one value."""
    parts = [value]
    seen = 1
    while parts:
        part = parts.pop()
        if isinstance(part, str):
            require(not _SPACE.search(part), f"the parameter {name} has white space in it")
        elif type(part) in (list, tuple, set, frozenset, dict):
            seen += len(part)
            require(seen < _MOST_VALUES, f"the parameter {name} has too many values")
            parts += part.values() if type(part) is dict else part
