"""Boosters: what XGBoost serialises of them, read whole, checked, and written again."""

from __future__ import annotations

from typing import Any

from skcore import Buffer, InvalidStateError, Node, Record, StateHandler, checked, once, spend
from skcore_xgboost.checking import require
from skcore_xgboost.learner import check_snapshot
from skcore_xgboost.trees import Trees
from skcore_xgboost.ubjson import Reader, decode, encode

_HANDLE = "handle"
_FORMER = {"best_iteration", "best_ntree_limit", "best_score"}
"""What a booster had beside its handle before XGBoost 2.0."""
_TEXT = (b'{"', b"CONFIG-offset:")
"""How older releases began what they serialised: with JSON, or with a form of their own."""
_DEPTH_OF_ATTRIBUTES = 4
_REASON = "what it serialises is read whole: its trees are trees, over features, categories and outputs it has"


class Boosters(StateHandler):
    """``Booster``: its model, attributes and configuration, as XGBoost serialises them."""

    kind = "xgboost.booster"
    types = ("xgboost.core.Booster",)
    trusts = {"xgboost.core.Booster": checked(_REASON)}
    copies = True

    def getstate(self, obj: Any) -> dict[str, Any]:
        from xgboost.core import XGBoostError

        more = sorted(vars(obj).keys() - {_HANDLE})
        if more or vars(obj).get(_HANDLE) is None:
            raise TypeError(f"a booster has no attribute {more[0]}" if more else "the booster has no model")
        try:
            content = bytes(obj.__getstate__()[_HANDLE])
        except XGBoostError as error:
            raise TypeError("the booster has no model: XGBoost cannot serialise it") from error
        try:
            again = _rewritten(content)
        except InvalidStateError as error:
            raise TypeError(f"this booster could not be loaded again: {error.rule}") from error
        if again != content:
            raise TypeError("this booster is written in a way that is not known")
        return {_HANDLE: Buffer(content)}

    def convert(self, record: Record) -> Any:
        bare = record.how == "new" and not (record.args or record.keywords or record.items or record.pairs)
        state = record.state
        require(bare and type(state) is dict, "it is not made empty and then given its attributes")
        content = state.get(_HANDLE)
        require(type(content) in (bytearray, bytes), "the booster has no model")
        known_form = state.keys().isdisjoint(_FORMER) and not content.startswith(_TEXT)
        require(known_form, "it was written by XGBoost before 2.0, in another form")
        require(state.keys() == {_HANDLE}, "a booster has something else than its handle")
        spend(len(content))
        known, content = _known(), bytes(content)
        if content not in known:
            snapshot = _read(content)
            known[content] = ".".join(map(str, snapshot["Model"]["version"])), encode(snapshot)
        version, written = known[content]
        record.versions.setdefault("xgboost", version)
        return Node(self.kind, record.name, {_HANDLE: Buffer(written)})

    def check(self, state: dict[str, Any]) -> None:
        require(type(state) is dict and state.keys() == {_HANDLE}, "a booster has something else than its handle")
        require(type(state[_HANDLE]) is memoryview, "its handle is no buffer")

    def setstate(self, cls: Any, state: dict[str, Any]) -> Any:
        from xgboost.core import XGBoostError

        content = _rewritten(bytes(state[_HANDLE]))
        obj = cls.__new__(cls)
        try:
            obj.__setstate__({_HANDLE: bytearray(content)})
        except XGBoostError as error:
            reason = str(error).partition("\n")[0]
            raise InvalidStateError(f"XGBoost does not take it: {reason}") from error
        return obj


def _rewritten(content: bytes) -> bytes:
    """Return a booster as XGBoost writes it, if all of it is as it has to be."""
    return encode(_read(content))


def _read(content: bytes) -> Any:
    """Return what XGBoost serialised of a booster, if all of it is as it has to be."""
    snapshot = decode(content, {"trees": _trees})
    check_snapshot(snapshot)
    return snapshot


@once
def _known() -> dict[bytes, tuple[str, bytes]]:
    """Return what boosters of one pickle serialise, each with its version and as it is written again.

    To read a small one takes far longer than it takes a pickle to refer to it.
    """
    return {}


def _trees(reader: Reader, depth: int) -> Any:
    """Take what stands under the name of trees, unless it is an attribute of the user's."""
    return Trees(reader) if depth > _DEPTH_OF_ATTRIBUTES else reader.value(depth)
