"""XGBoost's estimators for scikit-learn: plain objects around a booster."""

from __future__ import annotations

import json
from typing import Any

from skcore import InvalidStateError, ObjectHandler, checked
from skcore_xgboost.checking import require
from skcore_xgboost.parameters import check_parameter

_CLASSES = ("XGBModel", "XGBClassifier", "XGBRegressor", "XGBRanker", "XGBRFClassifier", "XGBRFRegressor")
_REASON = "plain Python around a booster that is checked on its own; no parameter opens a file or a connection"


class Estimators(ObjectHandler):
    """``XGBClassifier`` and its kin: their parameters and attributes."""

    kind = "xgboost.estimator"
    types = tuple(f"xgboost.sklearn.{name}" for name in _CLASSES)
    trusts = dict.fromkeys(types, checked(_REASON))

    def save(self, obj: Any) -> Any:
        try:
            self.verify(obj)
        except InvalidStateError as error:
            raise TypeError(f"{type(obj).__qualname__} could not be loaded again: {error.rule}") from error
        return super().save(obj)

    def verify(self, obj: Any) -> None:
        import xgboost

        fields = vars(obj)
        own = None
        if "_Booster" in fields:
            require(type(fields["_Booster"]) is xgboost.Booster, "its booster is none")
            own = _parameters_of(fields["_Booster"])
        more = fields.get("kwargs", {})
        require(type(more) is dict, "kwargs is no dict")
        for name, value in (*fields.items(), *more.items()):
            check_parameter(name, value, own)


def _parameters_of(booster: Any) -> dict[str, Any]:
    """Return what a booster has that the parameters of its estimator must not change."""
    from xgboost.core import XGBoostError

    try:
        learner = json.loads(booster.save_config())["learner"]
    except XGBoostError as error:
        raise InvalidStateError("the booster has no model") from error
    section = learner["learner_model_param"]
    counts = {name: int(section[name]) for name in ("num_feature", "num_class", "num_target")}
    return {**counts, "booster": learner["gradient_booster"]["name"]}
