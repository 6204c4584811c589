"""``ScoringMonitor``: a callback that hears of scores by a local socket."""

from __future__ import annotations

from typing import Any

from skcore import Handler, Node, Record, vouched
from skcore_sklearn.checking import require

_NAME = "sklearn.callback._scoring_monitor.ScoringMonitor"
_FIELDS = {"_scoring", "_log", "_estimator_scorers", "_listener_handle"}


class Monitors(Handler):
    """What a monitor scores, and its log.

    The address and the secret of its socket stay behind: what a file names there would be connected to, and what
    comes from there unpickled.
    """

    kind = "sklearn.scoring_monitor"
    types = (_NAME,)
    trusts = {_NAME: vouched("it opens a local socket and a thread when it is loaded, as each that is made does")}
    raw = "none"

    def save(self, obj: Any) -> dict[str, Any]:
        if vars(obj).keys() != _FIELDS or obj._estimator_scorers:
            raise TypeError(
                "a ScoringMonitor with other attributes than its own, or in the midst of a fit, is not saved"
            )
        return {"scoring": obj._scoring, "log": list(obj._log)}

    def convert(self, record: Record) -> Any:
        state = record.state
        require(record.how == "new" and not record.args and type(state) is dict, "it is not made of its attributes")
        require(state.keys() == _FIELDS and type(state["_log"]) is list, "its attributes are not those of a monitor")
        require(not state["_estimator_scorers"], "it is in the midst of a fit")
        return Node(self.kind, record.name, {"scoring": state["_scoring"], "log": state["_log"]})

    def load(self, cls: Any, state: Any) -> Any:
        from sklearn.callback._transport import open_listener

        require(type(state) is dict and set(state) == {"scoring", "log"}, "it has other fields than scoring and log")
        require(type(state["log"]) is list, "log is no list")
        obj = cls.__new__(cls)
        obj._scoring, obj._log, obj._estimator_scorers = state["scoring"], state["log"], {}
        obj._listener_handle = open_listener(obj._log.append, owner=obj)
        return obj
