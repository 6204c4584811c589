"""Honest models, one family a module: ``MODELS = {name: (unfitted estimator, name of its data)}``.

A module that is added here is held to every test of honest models; ``data.py`` has the data. ``fit`` is called with
warnings off. A model that only some versions of scikit-learn have is added under a comparison of versions, with the
reason beside it.
"""

import importlib
import pkgutil


def collect():
    """Return all models by ``table: name``."""
    tables = {info.name: importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)}
    return {f"{table}: {name}": model for table, module in tables.items() for name, model in module.MODELS.items()}
