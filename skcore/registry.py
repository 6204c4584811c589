"""The installed plugins: found by entry point, loaded one at a time on first need."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pluggy

from skcore import hookspecs
from skcore.contract import validate
from skcore.discovery import Installed, installed, normal
from skcore.errors import PluginError, UnsupportedTypeError
from skcore.handler import Handler
from skcore.names import qualified_name, root, show

if TYPE_CHECKING:
    from skcore.reader import Reader
    from skcore.record import Record

CORE = "skcore"


class Plugin:
    """A plugin that is loaded: its distribution, the root packages it speaks for, its handlers."""

    def __init__(self, distribution: str, roots: frozenset[str], own: bool, handlers: list[Handler]) -> None:
        self.distribution = distribution
        self.roots = roots
        self.own = own
        self.handlers = handlers

    def __repr__(self) -> str:
        return f"<plugin {self.distribution} for {', '.join(sorted(self.roots))}>"


class _Loaded:
    """What the loaded plugins handle. It is replaced as a whole, so that no thread sees half of a plugin."""

    def __init__(self) -> None:
        self.plugins: dict[str, Plugin] = {}
        self.kinds: dict[str, Handler] = {}
        self.types: dict[str, Handler] = {}
        self.owners: dict[str, tuple[str, ...]] = {}
        self.referrers: dict[str, Handler] = {}
        self.makers: dict[str, Handler] = {}
        self.aliases: dict[str, str] = {}
        self.routes: dict[type, Handler] = {}

    def with_plugin(self, plugin: Plugin) -> _Loaded:
        """Return what is handled with one plugin more."""
        made = _Loaded()
        made.plugins = {**self.plugins, **dict.fromkeys(plugin.roots, plugin)}
        made.kinds = {**self.kinds, **{handler.kind: handler for handler in plugin.handlers}}
        made.types, made.owners, made.referrers = dict(self.types), dict(self.owners), dict(self.referrers)
        made.makers, made.aliases = dict(self.makers), dict(self.aliases)
        for handler in plugin.handlers:
            made.types.update(dict.fromkeys(handler.types, handler))
            made.makers.update(dict.fromkeys(handler.makers, handler))
            made.aliases.update(handler.aliases)
            if handler.refers:
                made.referrers.update(dict.fromkeys(handler.trusts, handler))
                continue
            for name in {**dict.fromkeys(handler.types), **handler.trusts}:
                made.owners[name] = (*made.owners.get(name, ()), handler.kind)
        return made


class Registry:
    """Handlers by kind and by type; looks for a plugin when a root package is first met."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._lock = threading.RLock()
        self._loaded = _Loaded()
        self._failures: dict[str, PluginError] = {}

    # -- plugins ------------------------------------------------------------------------------

    @cached_property
    def _installed(self) -> Installed:
        return installed(CORE)

    def register(self, plugin: Any, *roots: str, distribution: str | None = None, own: bool = False) -> Plugin:
        """Register a plugin by hand, for these root packages."""
        distribution = str(distribution or getattr(plugin, "__name__", type(plugin).__name__))
        with self._lock:
            for name in roots:
                if name in self._loaded.plugins or name in self._installed.points:
                    raise PluginError(f"{distribution} and {self._claimant(name)} both want to own {show(name)}")
            return self._add(plugin, frozenset(roots), distribution, own)

    def _claimant(self, name: str) -> str:
        plugin = self._loaded.plugins.get(name)
        if plugin is not None:
            return plugin.distribution
        return self._installed.points[name][0].distribution

    def plugin_for(self, name: str) -> Plugin | None:
        """Return the plugin that speaks for a root package, loading it on first need.

        Raises
        ------
        PluginError
            If the plugin does not import, breaks the contract, or is one of two.
        """
        # What nobody speaks for is not remembered: a file may name any number of such roots.
        if name in self._loaded.plugins or name not in self._installed.points:
            return self._loaded.plugins.get(name)
        with self._lock:
            if name not in self._loaded.plugins:
                if name in self._failures:
                    # One error for many loads would keep what the frames of each of them hold.
                    raise self._failures[name].with_traceback(None)
                try:
                    self._load(name)
                except PluginError as error:
                    self._failures[name] = error
                    raise
            return self._loaded.plugins[name]

    def _load(self, name: str) -> None:
        points = self._installed.points[name]
        if len({(point.distribution, point.value) for point in points}) > 1:
            owners = " and ".join(sorted(point.distribution for point in points))
            raise PluginError(f"{owners} both want to own {show(name)}; uninstall one of them")
        distribution = points[0].distribution
        try:
            module = points[0].load()
        except (Exception, SystemExit) as error:
            raise PluginError(
                f"the plugin for {show(name)}, distribution {distribution}, does not import: "
                f"{type(error).__name__}: {error}"
            ) from error
        if isinstance(module, type):
            raise PluginError(f"the entry point of {distribution} is a class; it must be a module or an instance")
        roots = frozenset(
            other for other, found in self._installed.points.items() if any(p.value == points[0].value for p in found)
        )
        self._add(module, roots, distribution, normal(distribution) in self._installed.own)

    def _add(self, module: Any, roots: frozenset[str], distribution: str, own: bool) -> Plugin:
        if self._manager.is_registered(module):
            raise PluginError(f"{distribution} is registered already")
        others = list(self._manager.get_plugins())
        try:
            self._manager.register(module, name=f"{distribution}:{','.join(sorted(roots))}")
            self._manager.check_pending()
            if not self._manager.get_hookcallers(module):
                raise PluginError(f"{distribution} has no hook implementation: mark its functions with skcore.hookimpl")
            answers = self._manager.subset_hook_caller("skcore_handlers", remove_plugins=others)()
            classes = [cls for answer in answers for cls in answer]
            if not all(isinstance(cls, type) for cls in classes):
                raise PluginError(f"{distribution} returns something else than handler classes")
            plugin = Plugin(distribution, roots, own, [cls() for cls in classes])
            validate(plugin.handlers, roots, distribution)
            self._loaded = self._loaded.with_plugin(plugin)
        except BaseException as error:
            # Also after an interrupt: the plugin is loaded at the next need.
            if self._manager.is_registered(module):
                self._manager.unregister(module)
            if isinstance(error, PluginError) or not isinstance(error, Exception):
                raise
            if isinstance(error, pluggy.PluginValidationError):
                known = f"{distribution} has a hook that is misspelt, or of another version of skcore"
                raise PluginError(f"{known}: {error}") from error
            raise PluginError(f"{distribution} is no proper plugin: {type(error).__name__}: {error}") from error
        return plugin

    def plugins(self) -> list[Plugin]:
        """Return the plugins that are loaded."""
        return sorted({id(p): p for p in self._loaded.plugins.values()}.values(), key=lambda p: p.distribution)

    def failures(self) -> dict[str, PluginError]:
        """Try every installed plugin; return the root packages of those that fail, with the reason."""
        self.load_all()
        return dict(self._failures)

    def load_all(self) -> list[Plugin]:
        """Load every installed plugin that can be loaded, and return them."""
        for name in self._installed.points:
            try:
                self.plugin_for(name)
            except PluginError:
                continue
        return self.plugins()

    def review(self, report: Any) -> str | None:
        """Ask the loaded plugins whether they refuse an audited file."""
        try:
            reason: str | None = self._manager.hook.skcore_review(report=report)
        except Exception as error:
            raise PluginError(f"the review of a plugin failed: {type(error).__name__}: {error}") from error
        return reason

    def readers(self) -> list[Reader]:
        """Return the readers of foreign files of all installed plugins, those of the core last."""
        found: list[Reader] = []
        for distribution, ask in self._each("skcore_readers"):
            try:
                found += [reader for answer in ask() for reader in answer]
            except Exception as error:
                warnings.warn(
                    f"{distribution} fails to give its readers: {type(error).__name__}: {error}", stacklevel=2
                )
        return found

    def commands(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        """Return who adds commands to the command line, and what asks that plugin alone to do so."""
        return self._each("skcore_commands")

    def _each(self, name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
        """Return who answers a hook, the last registered first, and what asks that plugin alone."""
        self.load_all()
        for hook in reversed(getattr(self._manager.hook, name).get_hookimpls()):
            others = [plugin for plugin in self._manager.get_plugins() if plugin is not hook.plugin]
            yield hook.plugin_name.partition(":")[0], self._manager.subset_hook_caller(name, remove_plugins=others)

    # -- handlers -----------------------------------------------------------------------------

    def plugin_of(self, handler: Handler) -> Plugin:
        """Return the plugin that a handler belongs to."""
        return self._loaded.plugins[root(handler.kind)]

    def distribution_of(self, handler: Handler) -> str:
        """Return the name of the distribution that a handler belongs to."""
        return self.plugin_of(handler).distribution

    def find_kind(self, kind: str) -> Handler | None:
        """Return the handler of a kind, or None if no installed plugin provides it."""
        handler = self._loaded.kinds.get(kind)
        if handler is None:
            self.plugin_for(root(kind))
            handler = self._loaded.kinds.get(kind)
        return handler

    def handler_of_kind(self, kind: str) -> Handler:
        """Return the handler of a kind that a handler named."""
        handler = self.find_kind(kind)
        if handler is None:
            raise PluginError(f"there is no handler of kind {show(kind)}")
        return handler

    def owners(self, name: str) -> tuple[str, ...]:
        """Return the kinds that alone may build objects of this name; none if it has no owner."""
        self.plugin_for(root(name))
        return self._loaded.owners.get(name, ())

    def canonical(self, name: str) -> str:
        """Return the name under which handlers know what a foreign file spells like this."""
        self.plugin_for(root(name))
        return self._loaded.aliases.get(name, name)

    def maker(self, name: str) -> Handler | None:
        """Return the handler of the objects that a function makes, if one claims it."""
        self.plugin_for(root(name))
        return self._loaded.makers.get(name)

    def refers_to(self, name: str) -> Handler | None:
        """Return the handler that trusts a reference to this name, if one does."""
        self.plugin_for(root(name))
        return self._loaded.referrers.get(name)

    def converter(self, record: Record) -> Handler | None:
        """Return the handler that claims the record of a foreign file, by what makes the object or by its class."""
        handler = self.maker(record.maker)
        if handler is None:
            self.plugin_for(root(record.name))
            handler = self._loaded.types.get(record.name)
        return handler

    def referrer(self, name: str, default: Handler) -> Handler:
        """Return the handler that trusts a reference to this name, or ``default`` if none does."""
        self.plugin_for(root(name))
        handler = self._loaded.referrers.get(name)
        return handler if handler is not None and handler.role == default.role else default

    def handler_for(self, cls: type) -> Handler:
        """Return the handler that saves objects of a type.

        Raises
        ------
        UnsupportedTypeError
            If no handler takes the type.
        """
        routes = self._loaded.routes
        handler = routes.get(cls)
        if handler is None:
            handler = routes[cls] = self._find_type(cls)
        return handler

    def _find_type(self, cls: type) -> Handler:
        for base in cls.__mro__:
            name = qualified_name(base)
            self.plugin_for(root(name))
            handler = self._loaded.types.get(name)
            if handler is not None and (base is cls or handler.subclasses):
                return handler
        raise UnsupportedTypeError(f"objects of {show(qualified_name(cls))} cannot be saved")


_made: list[Registry] = []
_making = threading.Lock()


def current() -> Registry:
    """Return the process's registry, with the core's own first plugin in it."""
    # Threads that ask for it at once must get one and the same, as plugins are registered in it.
    if not _made:
        with _making:
            if not _made:
                _made.append(_make())
    return _made[0]


def _make() -> Registry:
    from skcore import stdlib

    made = Registry()
    made.register(stdlib, *stdlib.ROOTS, distribution=CORE, own=True)
    return made
