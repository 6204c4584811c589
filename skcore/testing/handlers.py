"""``HandlerTests``: what every handler has to pass, inherited by a class of tests."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import pytest

import skcore
from skcore import pairs
from skcore.errors import InvalidFileError
from skcore.handler import Handler, Node, State
from skcore.names import split
from skcore.registry import current
from skcore.testing import trial
from skcore.testing.mutants import mutants
from skcore.testing.parts import put_together, take_apart

MOST_MUTANTS = 1500
"""Of one example; of more than that, every so many is tried."""


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
        Names that the handler trusts and that the installed version of the library has not.
    seconds : float, default=10.0
        How long the load of one file may take, together with the use of what it holds.

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

    # -- what a class of tests supplies --------------------------------------------------------

    def objects(self) -> Mapping[str, Any]:
        """Return example objects by name: one of each variant that there is."""
        raise NotImplementedError(f"{type(self).__name__}.objects")

    def equal(self, saved: Any, loaded: Any) -> None:
        """Assert that an object that was loaded is the one that was saved: exactly, not about."""
        raise NotImplementedError(f"{type(self).__name__}.equal")

    def hostile(self) -> Iterable[tuple[str, State, str]]:
        """Yield the name of an example, a state in place of its own, and the rule that refuses it.

        The rule is a regular expression that is searched in the text of the error. One state for each rule.
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

    @pytest.fixture(autouse=True)
    def _registered(self) -> None:
        if self.plugin and current().plugin_for(self.roots[0]) is None:
            trial.register(self.plugin, list(self.roots))

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

    def test_a_fresh_process_gives_the_same_and_asks_no_pickle(self, tmp_path: Path) -> None:
        """What a process that did not make the objects loads and saves again is the same, to the byte."""
        examples = self.objects()
        files = self._write(tmp_path, {name: skcore.dumps(obj) for name, obj in examples.items()})
        answers = self._in_fresh_process("again", files)
        for (name, obj), file, calls in zip(examples.items(), files, answers, strict=True):
            assert not calls, f"{name}: pickle was asked for {calls}"
            again = file.with_suffix(".again").read_bytes()
            self.equal(obj, skcore.loads(again, trusted=skcore.plugin_defaults))
            assert again == file.read_bytes(), f"{name}: a fresh process saves other bytes"

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
            if name in self.absent:
                with pytest.raises(InvalidFileError):
                    pairs.target(registry, handler, name)
            else:
                pairs.target(registry, handler, name)

    def test_an_audit_imports_no_library(self, tmp_path: Path) -> None:
        """Discovery and audit import the plugin, and not the modules of the types."""
        files = self._write(tmp_path, {name: skcore.dumps(obj) for name, obj in self.objects().items()})
        (loaded,) = self._in_fresh_process("audit", files)
        packages = _with_parents(self.handler.__module__)
        modules = {split(name)[0] for name in (*self.handler.types, *self.handler.trusts)}
        library = modules - packages - sys.stdlib_module_names - {"builtins"}
        assert not library & set(loaded), "the audit imported what it is about"

    def test_hostile_states_are_refused(self, tmp_path: Path) -> None:
        """Each state that breaks a rule is refused by that rule, in a process of its own."""
        lies = list(self.hostile())
        assert lies, "there is no hostile state: what does the check refuse?"
        written = {str(number): self._lie(name, state) for number, (name, state, _) in enumerate(lies)}
        outcomes = self._try(tmp_path, written)
        for (name, state, rule), outcome in zip(lies, outcomes, strict=True):
            refused = outcome.startswith(("InvalidStateError: ", "InvalidFileError: ", "LimitExceededError: "))
            shown = f"{name}: {state!r:.200}"
            assert refused, f"{shown} ended in: {outcome}"
            assert re.search(rule, outcome), f"{shown} was refused, but by another rule than {rule!r}: {outcome}"

    def test_mutants_are_refused_or_harmless(self, tmp_path: Path) -> None:
        """Every field changed in turn gives an error of skcore or an object that can be used: never a crash."""
        for name, obj in self.objects().items():
            found = list(mutants(take_apart(skcore.dumps(obj)), self.handler.kind))
            chosen = found[:: -(-len(found) // MOST_MUTANTS) or 1]
            written = {str(number): put_together(parts) for number, (_, parts) in enumerate(chosen)}
            outcomes = self._try(tmp_path / name, written)
            for (what, _), outcome in zip(chosen, outcomes, strict=True):
                assert not outcome.startswith(("crash", "hang", "foreign")), f"{name}, {what}: {outcome}"

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
        lies: dict[str, Any] = {"save": lambda handler, obj: state}
        if self.handler.save_all is not None:
            lies["save_all"] = lambda handler, objs: [state for _ in objs]
        with mock.patch.multiple(self.handler, **lies):
            return skcore.dumps(self.objects()[name])

    def _golden_files(self, examples: Mapping[str, Any]) -> list[Path]:
        folder = self.golden or Path(inspect.getfile(type(self))).parent / "golden"
        return sorted(file for file in folder.glob("*.skc") if _example_of(file, examples) in examples)

    def _write(self, folder: Path, files: Mapping[str, bytes]) -> list[Path]:
        folder.mkdir(exist_ok=True)
        paths = [folder / f"{number}.skc" for number, _ in enumerate(files)]
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
        return paths

    def _try(self, folder: Path, files: Mapping[str, bytes]) -> list[str]:
        """Load files in fresh processes, each from where the one before it died; return what came of each."""
        paths = self._write(folder, files)
        outcomes: list[str] = []
        while len(outcomes) < len(paths):
            left = paths[len(outcomes) :]
            done = self._process("try", left)
            outcomes += [json.loads(line) for line in done.stdout.splitlines()]
            if done.returncode and len(outcomes) < len(paths):
                outcomes.append(f"crash: exit {done.returncode}: {done.stderr[-300:]}")
        return outcomes

    def _in_fresh_process(self, what: str, files: list[Path]) -> list[Any]:
        done = self._process(what, files)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def _process(self, what: str, files: list[Path]) -> subprocess.CompletedProcess[str]:
        cls = type(self)
        uses = what == "try" and cls.use is not HandlerTests.use
        task = {
            "do": what,
            "path": sys.path,
            "plugin": self.plugin,
            "roots": self.roots,
            "tests": [inspect.getfile(cls), cls.__qualname__] if uses else None,
            "seconds": self.seconds,
            "files": [str(file) for file in files],
        }
        command = [sys.executable, "-m", "skcore.testing.trial"]
        return subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, check=False)


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
