"""What is trusted, asked without a file."""

from __future__ import annotations

from typing import Any

from skcore.names import root
from skcore.registry import Plugin, current
from skcore.trust import Verdict, describe, policy


def is_trusted(obj: Any, trusted: Any = None) -> bool:
    """Whether :func:`load` with this ``trusted`` would build an object, a type or a name.

    Parameters
    ----------
    obj : object, type, function or str
        A qualified name, what it names, or an instance of it.
    trusted : as in :func:`load`

    Examples
    --------
    >>> import skcore, decimal
    >>> skcore.is_trusted(decimal.Decimal), skcore.is_trusted("os.system")
    (True, False)
    """
    rules, rows = policy(trusted), _rows_of(obj)
    return any(rules.approves(row) for row in rows)


def _rows_of(obj: Any) -> list[Verdict]:
    found = current()
    if isinstance(obj, str):
        found.plugin_for(root(obj))
        rows = [row for row in _known(found.plugins()) if row.name == obj]
        return rows or [Verdict(name=obj, kind="python.object", role="class to build")]
    if isinstance(obj, type):
        handler = found.handler_for(obj)
        return [describe(found, handler.kind, handler.qualify(obj))]
    handler = found.handler_for(type(obj))
    name = handler.qualify(handler.target(obj))
    if handler.refers:
        handler = found.referrer(name, handler)
    return [describe(found, handler.kind, name)]


def known() -> list[Verdict]:
    """Return what all installed plugins trust."""
    return _known(current().load_all())


def _known(plugins: list[Plugin]) -> list[Verdict]:
    return [
        describe(current(), handler.kind, name)
        for plugin in plugins
        for handler in plugin.handlers
        for name in handler.trusts
    ]


def trusted_types(trusted: Any = None) -> list[dict[str, str]]:
    """Return what the installed plugins trust, as far as ``trusted`` approves it.

    Parameters
    ----------
    trusted : as in :func:`load`

    Returns
    -------
    list of dict
        Rows with ``name``, ``kind``, ``plugin``, ``level`` and ``reason``.

    Examples
    --------
    >>> import skcore
    >>> sorted(skcore.trusted_types()[0])
    ['kind', 'level', 'name', 'plugin', 'reason']
    """
    rules = policy(trusted)
    return [
        {"name": row.name, "kind": row.kind, "plugin": row.plugin or "", "level": str(row.level), "reason": row.reason}
        for row in known()
        if rules.approves(row)
    ]
