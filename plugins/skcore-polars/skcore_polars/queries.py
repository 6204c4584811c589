"""Queries, which are code and no data: nothing of them is saved."""

from __future__ import annotations

from typing import Any

from skcore import Handler, InvalidStateError


class Query(Handler):
    """``LazyFrame`` and ``Expr``: plans that may read files and call functions."""

    kind = "polars.query"
    types = ("polars.lazyframe.frame.LazyFrame", "polars.expr.expr.Expr")
    subclasses = True

    def save(self, obj: Any) -> Any:
        raise TypeError(f"a polars {type(obj).__name__} is a plan and no data; save the frame that collect() returns")

    def load(self, cls: Any, state: Any) -> Any:
        raise InvalidStateError("a query is not loaded")


HANDLERS = (Query,)
