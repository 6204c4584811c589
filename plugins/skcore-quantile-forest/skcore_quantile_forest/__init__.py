"""The skcore plugin for quantile-forest."""

from __future__ import annotations

from skcore import Handler, hookimpl
from skcore_quantile_forest.forests import Forests
from skcore_quantile_forest.regressors import Regressors

__all__ = ["skcore_handlers"]


@hookimpl
def skcore_handlers() -> list[type[Handler]]:
    """Return the handlers of this plugin."""
    return [Forests, Regressors]
