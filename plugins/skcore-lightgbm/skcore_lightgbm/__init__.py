"""The skcore plugin for LightGBM: boosters by their text, checked line by line, and the estimators around them."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_lightgbm import booster, estimators

    return [booster.Boosters, estimators.Estimators]
