"""Callbacks that train with a model, and are kept as parameters of it."""

from __future__ import annotations

from skcore import FunctionReferences, ObjectHandler, checked

_NAMES = ("EarlyStopping", "EvaluationMonitor", "LearningRateScheduler")


class Callbacks(ObjectHandler):
    """Callbacks in plain Python, which write no files; ``TrainingCheckPoint`` does, and is the user's to trust."""

    kind = "xgboost.callback"
    types = tuple(f"xgboost.callback.{name}" for name in _NAMES)
    trusts = dict.fromkeys(
        types, checked("plain Python over numbers and names; functions in it are trusted on their own")
    )


class Functions(FunctionReferences):
    """The function by which an ``EvaluationMonitor`` prints."""

    kind = "xgboost.function"
    trusts = {"xgboost.collective.communicator_print": checked("prints a text")}
