"""The skcore plugin for XGBoost: boosters by what they serialise, read whole and checked, and their estimators."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_xgboost import booster, callbacks, estimators

    return [booster.Boosters, callbacks.Callbacks, callbacks.Functions, estimators.Estimators]
