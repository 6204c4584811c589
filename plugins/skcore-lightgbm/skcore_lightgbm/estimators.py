"""LightGBM's estimators for scikit-learn: plain objects around a booster."""

from __future__ import annotations

from typing import Any

from skcore import InvalidStateError, ObjectHandler, checked
from skcore_lightgbm.columns import require
from skcore_lightgbm.parameters import check_parameter, check_parameters
from skcore_lightgbm.rules import MOST_CLASSES

_CLASSES = ("LGBMModel", "LGBMClassifier", "LGBMRegressor", "LGBMRanker")
_REASON = "plain Python around a booster that is checked on its own; its parameters open no file and no connection"


class Estimators(ObjectHandler):
    """``LGBMClassifier`` and its kin: their parameters and attributes."""

    kind = "lightgbm.estimator"
    types = tuple(f"lightgbm.sklearn.{name}" for name in _CLASSES)
    trusts = dict.fromkeys(types, checked(_REASON))

    def save(self, obj: Any) -> Any:
        try:
            self.verify(obj)
        except InvalidStateError as error:
            raise TypeError(f"{type(obj).__qualname__} could not be loaded again: {error.rule}") from error
        return super().save(obj)

    def verify(self, obj: Any) -> None:
        import lightgbm

        fields = vars(obj)
        others = fields.get("_other_params", {})
        check_parameters(others)
        for name in obj._get_param_names():
            check_parameter(name, fields.get(name))
        for name in others:
            require(fields.get(name) is others[name] or fields.get(name) == others[name], f"{name} has two values")
        booster = fields.get("_Booster")
        require(booster is None or type(booster) is lightgbm.Booster, "its booster is none")
        if booster is not None:
            self._check_fitted(fields, booster)

    def _check_fitted(self, fields: dict[str, Any], booster: Any) -> None:
        features = booster.num_feature()
        for name in ("_n_features", "_n_features_in"):
            require(fields.get(name, features) == features, f"{name} is not the number of the booster's features")
        classes = fields.get("_n_classes", -1)
        counted = type(classes) is int and classes <= MOST_CLASSES
        require(counted or classes is None, "_n_classes is no count of classes")
        check_parameter("objective", fields.get("_objective"))
