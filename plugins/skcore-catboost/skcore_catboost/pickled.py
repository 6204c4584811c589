"""What CatBoost's pickles hold of a model, as the attributes that its ``__setstate__`` would give it.

From ``__getstate__`` in ``catboost/python-package/catboost/core.py``: the parameters, and among them the native model,
importances that were computed, and what was predicted for the sets of the training. What is told by the model itself
is from ``_get_random_seed`` and its kin in ``_catboost.pyx``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skcore_catboost.information import parse
from skcore_catboost.native import Model
from skcore_catboost.requiring import require

_MODEL = "__model"
_COMPUTED = ("_prediction_values_change", "_loss_value_change")
_PREDICTED = ("_test_eval", "_test_evals")
_RELEASE = re.compile(r"^ *Summary: CatBoost release (\d{1,4}(?:\.\d{1,4}){1,3})\b", re.MULTILINE)


def separated(pickled: Mapping[str, Any]) -> tuple[bytes | None, dict[str, Any], dict[str, Any]]:
    """Return the native model in bytes, if there is one, the parameters, and the importances."""
    parameters = dict(pickled)
    content = parameters.pop(_MODEL, None)
    require(content is None or type(content) is bytes, "its native model is no bytes")
    computed = {name: parameters.pop(name) for name in _COMPUTED if name in parameters}
    for name in _PREDICTED:
        parameters.pop(name, None)
    return content, parameters, computed


def trained(model: Model) -> dict[str, Any]:
    """Return the attributes that a model has as soon as it is fitted."""
    seed, rate = _seed_and_rate(model.info.get("params"))
    return {
        "_is_fitted_": True,
        "_random_seed": seed,
        "_learning_rate": rate,
        "_tree_count": len(model.arrays["TreeSizes"]),
        "_n_features_in": 0,
    }


def _seed_and_rate(text: str | None) -> tuple[Any, Any]:
    if not text:
        return 0, {} if text is None else None
    params = parse("params", text)
    options = params.get("boosting_options", {})
    require(type(options) is dict, "boosting_options of params is no JSON object")
    return params.get("random_seed", 0), options.get("learning_rate")


def release_of(model: Model) -> str | None:
    """Return the version of the CatBoost that trained a model, if it tells."""
    found = _RELEASE.search(model.info.get("catboost_version_info", ""))
    return found[1] if found else None
