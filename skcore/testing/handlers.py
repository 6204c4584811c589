"""``HandlerTests``: what every handler has to pass, inherited by a class of tests."""

from __future__ import annotations

import inspect
import io
import pickle
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import skcore
from skcore import pairs
from skcore.errors import InvalidFileError, UnsupportedTypeError
from skcore.handler import Handler, Node, State
from skcore.names import split
from skcore.registry import current
from skcore.testing import trial
from skcore.testing.mutants import changed, mutants
from skcore.testing.parts import put_together, take_apart
from skcore.testing.process import EndedError, Process, process

PICKLE_MUTANTS = 40
"""Of the pickle of one example."""


class HandlerTests:
    """The tests of one handler. A class of tests derives from it and says what it is about.

    Attributes
    ----------
    handler : type of Handler
        The class under test.
    plugin : str, default=""
        Where the plugin is, spelt as in an entry point (``"module"`` or ``"module:attribute"``), if it is not
        installed; it is then registered by hand for ``roots``, in this process and in fresh ones.
    roots : tuple of str, default=()
        The root packages that such a plugin speaks for.
    golden : pathlib.Path, optional
        A folder of files that an older version of the handler wrote, each named after an example: ``thing.skc``,
        ``thing-v1.skc``. By default the folder ``golden`` beside the tests, if there is one. There has to be one
        file for each version that the handler upgrades.
    docs : pathlib.Path, optional
        The page that describes the kind. By default the nearest ``README.md`` above the tests.
    absent : tuple of str, default=()
        Names that the handler trusts and that not every version of the library has.
    seconds : float, default=10.0
        How long the load of one file may take, together with the use of what it holds.
    mutants : int, default=1500
        How many mutants of an example are tried; where there are more, every so many.
    unconverted : tuple of str, default=()
        Names of examples whose pickles the handler's ``convert`` refuses.
    shared : bool, default=False
        Whether the classes of a module that say so have one other process between them. That is quicker where the
        library takes long to import, and does not find an import that is missing where another class has done it.

    Examples
    --------
    >>> from skcore.testing import HandlerTests
    >>> class TestThings(HandlerTests):
    ...     handler = skcore.ObjectHandler  # the class of yours
    ...     def objects(self):
    ...         return {"small": 1, "large": 10**9}
    ...     def equal(self, saved, loaded):
    ...         assert saved == loaded
    ...     def hostile(self):
    ...         yield "small", {"value": "x"}, "value is no int"
    """

    handler: ClassVar[type[Handler]]
    plugin: ClassVar[str] = ""
    roots: ClassVar[tuple[str, ...]] = ()
    golden: ClassVar[Path | None] = None
    docs: ClassVar[Path | None] = None
    absent: ClassVar[tuple[str, ...]] = ()
    seconds: ClassVar[float] = 10.0
    mutants: ClassVar[int] = 1500
    unconverted: ClassVar[tuple[str, ...]] = ()
    shared: ClassVar[bool] = False

    # -- what a class of tests supplies --------------------------------------------------------

    def objects(self) -> Mapping[str, Any]:
        """Return example objects by name: one of each variant that there is."""
        raise NotImplementedError(f"{type(self).__name__}.objects")

    def equal(self, saved: Any, loaded: Any) -> None:
        """Assert that an object that was loaded is the one that was saved: exactly, not about."""
        raise NotImplementedError(f"{type(self).__name__}.equal")

    def hostile(self) -> Iterable[tuple[str, State, str]]:
        """Yield the name of an example, a state in place of its own, and the rule that refuses it.

        The rule is a regular expression that is searched in the text of the error. One state for each rule; a handler
        that refers to what a name means has none.
        """
        raise NotImplementedError(f"{type(self).__name__}.hostile")

    def use(self, obj: Any) -> None:
        """Use an object as its owner would; exceptions are fine, and a crash or a hang is what is looked for."""

    def state(self, name: str) -> Any:
        """Return the state that the handler saves of an example, to be changed by ``hostile``."""
        handler, obj = self.handler(), self.objects()[name]
        state = handler.save_all([obj])[0] if handler.save_all is not None else handler.save(obj)
        return state.state if isinstance(state, Node) else state

    # -- the tests -----------------------------------------------------------------------------

    @classmethod
    def setup_class(cls) -> None:
        """Register the plugin by hand, if it is not installed. pytest calls it before the first of the tests."""
        if cls.plugin and current().plugin_for(cls.roots[0]) is None:
            trial.register(cls.plugin, cls.roots)

    def test_the_handler_is_the_one_of_its_kind(self) -> None:
        """The plugin is found, keeps the contract, and owns the kind."""
        assert type(current().find_kind(self.handler.kind)) is self.handler

    def test_objects_come_back(self) -> None:
        """What is loaded is equal to what was saved, and of the same type."""
        for name, obj in self.objects().items():
            data = skcore.dumps(obj)
            kinds = [kind for kind, _ in _pairs(data)]
            assert self.handler.kind in kinds, f"{name} is saved without kind {self.handler.kind}: {kinds}"
            loaded = skcore.loads(data, trusted=skcore.plugin_defaults)
            assert type(loaded) is type(obj), name
            self.equal(obj, loaded)

    def test_objects_share_and_nest(self) -> None:
        """One object in two places comes back as one."""
        for obj in self.objects().values():
            first, second = skcore.loads(skcore.dumps([obj, {"again": obj}]), trusted=skcore.plugin_defaults)
            assert first is second["again"]
            self.equal(obj, first)

    def test_a_fresh_process_gives_the_same_and_asks_no_pickle(self) -> None:
        """What a process that did not make the objects loads and saves again is the same, to the byte."""
        for name, obj in self.objects().items():
            data = skcore.dumps(obj)
            try:
                calls, again = self._process("again").ask("again", data, seconds=self.seconds)
            except EndedError as error:
                raise AssertionError(f"{name}: a fresh process ended: {error}") from None
            assert not calls, f"{name}: pickle was asked for {calls}"
            self.equal(obj, skcore.loads(again, trusted=skcore.plugin_defaults))
            assert again == data, f"{name}: a fresh process saves other bytes"

    def test_the_same_object_gives_the_same_bytes(self) -> None:
        """Nothing in a file depends on time, chance, or an address."""
        for name, obj in self.objects().items():
            data = skcore.dumps(obj)
            assert skcore.dumps(obj) == data, name
            again = skcore.dumps(skcore.loads(data, trusted=skcore.plugin_defaults))
            assert again == data, f"{name}: other bytes once it was loaded"

    def test_names_declared_are_there(self) -> None:
        """Each name that the handler trusts leads to what its kind holds: a file can have no other."""
        registry = current()
        handler = registry.handler_of_kind(self.handler.kind)
        for name in handler.trusts:
            try:
                pairs.target(registry, handler, name)
            except InvalidFileError:
                if name not in self.absent:
                    raise

    def test_an_audit_imports_no_library(self) -> None:
        """Discovery and audit import the plugin, and not the modules of the types."""
        audits = process("audit", (self.plugin, self.roots), self.plugin, self.roots)
        packages = _with_parents(self.handler.__module__)
        modules = {split(name)[0] for name in (*self.handler.types, *self.handler.trusts)}
        library = modules - packages - sys.stdlib_module_names - {"builtins"}
        for obj in self.objects().values():
            loaded, _ = audits.ask("audit", skcore.dumps(obj), seconds=self.seconds)
            assert not library & set(loaded), "the audit imported what it is about"

    def test_hostile_states_are_refused(self) -> None:
        """Each state that breaks a rule is refused by that rule, in another process."""
        lies = list(self.hostile())
        assert lies or self.handler.refers, "there is no hostile state: what does the check refuse?"
        for name, state, rule in lies:
            outcome = self._try(self._lie(name, state))
            refused = outcome.startswith(("InvalidStateError: ", "InvalidFileError: ", "LimitExceededError: "))
            assert refused, f"{name}: {_shown(state)} ended in: {outcome}"
            by_rule = re.search(rule, outcome)
            assert by_rule, f"{name}: {_shown(state)} was refused, but by another rule than {rule!r}: {outcome}"

    def test_mutants_are_refused_or_harmless(self) -> None:
        """Every field changed in turn gives an error of skcore or an object that can be used: never a crash."""
        for name, obj in self.objects().items():
            parts = take_apart(skcore.dumps(obj))
            found = list(mutants(parts, self.handler.kind))
            for what, edit in found[:: -(-len(found) // self.mutants) or 1]:
                outcome = self._try(put_together(changed(parts, edit)))
                assert not outcome.startswith(("crash", "hang", "foreign")), f"{name}, {what}: {outcome}"

    def test_pickles_are_converted(self) -> None:
        """What a pickle converts to loads equal to what the pickle holds, or is refused by name without ``convert``."""
        for name, obj in self.objects().items():
            for protocol in (2, 5):
                data = _pickled(obj, protocol)
                if data is None:
                    continue
                try:
                    converted = _converted(data)
                except UnsupportedTypeError:
                    refuses = self.handler.convert is Handler.convert or name in self.unconverted
                    assert refuses, f"{name} does not convert, by protocol {protocol}"
                    continue
                assert name not in self.unconverted, f"{name} converts, by protocol {protocol}"
                loaded = skcore.loads(converted, trusted=skcore.plugin_defaults)
                assert type(loaded) is type(obj), name
                self.equal(pickle.loads(data), loaded)  # noqa: S301  # it was made here

    def test_mutants_of_pickles_are_refused_or_harmless(self) -> None:
        """A byte of a pickle changed gives an error of skcore or an object that can be used: never a crash."""
        for name, obj in self.objects().items():
            data = _pickled(obj, 4)
            if data is None:
                continue
            for place in range(2, len(data), -(-len(data) // PICKLE_MUTANTS)):
                mutant = bytearray(data)
                mutant[place] ^= 1 << place % 8
                outcome = self._try(bytes(mutant), convert=True)
                assert not outcome.startswith(("crash", "hang", "foreign")), f"{name}, byte {place}: {outcome}"

    def test_older_files_load(self) -> None:
        """Golden files are equal to the examples that they are named after, and there is one of each version."""
        examples, versions = self.objects(), set()
        for file in self._golden_files(examples):
            data = file.read_bytes()
            versions |= {kind[1] for kind in take_apart(data).header["kinds"] if kind[0] == self.handler.kind}
            loaded = skcore.loads(data, trusted=skcore.plugin_defaults)
            self.equal(examples[_example_of(file, examples)], loaded)
        missing = set(range(1, self.handler.version)) - versions
        assert not missing, f"no golden file has version {sorted(missing)} of kind {self.handler.kind}"

    def test_the_documentation_names_the_kind(self) -> None:
        """Users find the kind that an audit shows in the plugin's documentation."""
        page = self.docs or _nearest(Path(inspect.getfile(type(self))), "README.md")
        assert self.handler.kind in page.read_text(encoding="utf-8"), f"{page} does not name {self.handler.kind}"

    # -- their tools ---------------------------------------------------------------------------

    def _lie(self, name: str, state: State) -> bytes:
        """Return a file in which an example of this handler has another state."""
        obj = self.objects()[name]
        own: Any = self.handler
        saver: Any = type(current().handler_for(type(obj)))

        def save(handler: Any, given: Any) -> Any:
            """Lie about the example, or about what is in it where it is a container: not about other parts."""
            return state if given is obj or saver is not own else honest(handler, given)

        def save_all(handler: Any, objs: Any) -> list[Any]:
            states = honest_all(handler, objs)
            return [
                state if given is obj or saver is not own else saved for given, saved in zip(objs, states, strict=True)
            ]

        def save_as_own(handler: Any, given: Any) -> Any:
            """Lie where the kind that is asked for the type gives a node of this one."""
            node = by_saver(handler, given)
            is_own = isinstance(node, Node) and node.kind == own.kind
            return Node(node.kind, node.name, state) if is_own else node

        honest, honest_all, by_saver = own.save, own.save_all, saver.save
        lies: dict[str, Any] = {"save": save} if honest_all is None else {"save": save, "save_all": save_all}
        with mock.patch.multiple(own, **lies):
            if saver is own:
                return skcore.dumps(obj)
            with mock.patch.object(saver, "save", save_as_own):
                return skcore.dumps(obj)

    def _golden_files(self, examples: Mapping[str, Any]) -> list[Path]:
        folder = self.golden or Path(inspect.getfile(type(self))).parent / "golden"
        return sorted(file for file in folder.glob("*.skc") if _example_of(file, examples) in examples)

    def _try(self, data: bytes, *, convert: bool = False) -> str:
        """Load a file in another process, converted before if it is a pickle, and return what came of it."""
        cls = type(self)
        tests = None if cls.use is HandlerTests.use else [inspect.getfile(cls), cls.__qualname__]
        try:
            outcome, _ = self._process("trial").ask("try", data, tests=tests, seconds=self.seconds, convert=convert)
        except EndedError as error:
            return f"crash: {error}"
        return str(outcome)

    def _process(self, sort: str) -> Process:
        cls = type(self)
        owner = inspect.getfile(cls) if self.shared else cls
        return process(sort, (owner, self.plugin, self.roots), self.plugin, self.roots)


def _pickled(obj: Any, protocol: int) -> bytes | None:
    """Return the pickle of an object, or None if there is none that pickle itself brings back."""
    try:
        data = pickle.dumps(obj, protocol)
        pickle.loads(data)  # noqa: S301  # it was made here
    except Exception:
        return None
    return data


def _converted(data: bytes) -> bytes:
    written = io.BytesIO()
    skcore.convert(io.BytesIO(data), written)
    return written.getvalue()


def _shown(state: State) -> str:
    try:
        return f"{state!r:.200}"
    except Exception as error:
        return f"a state without a repr ({error})"


def _pairs(data: bytes) -> list[tuple[str, str]]:
    header = take_apart(data).header
    return [(header["kinds"][kind][0], name) for kind, name in header["pairs"]]


def _with_parents(module: str) -> set[str]:
    """Return a module's name and those of the packages that importing it imports."""
    parts = module.split(".")
    return {".".join(parts[: end + 1]) for end in range(len(parts))}


def _example_of(file: Path, examples: Mapping[str, Any]) -> str:
    """Return the name of the example that a golden file is of: the whole of its own, or the part before a ``-``."""
    return file.stem if file.stem in examples else file.stem.rpartition("-")[0]


def _nearest(place: Path, name: str) -> Path:
    """Return the file of this name in the nearest folder above a place."""
    for folder in place.resolve().parents:
        if (folder / name).is_file():
            return folder / name
    raise AssertionError(f"there is no {name} above {place}")
