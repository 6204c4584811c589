"""The skcore plugin for CatBoost: models by the fields of their native form, which is written anew from them."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_catboost import models, pools

    return [models.Models, models.Opaque, pools.Pools]
