"""What is to be said of model files, found out without loading them: names, plugins, damage and versions."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import msgspec

from skcore import files, installed
from skcore.archive import Archive, padding
from skcore.errors import InvalidFileError, LimitExceededError, PluginError, SkcoreError
from skcore.limits import DEFAULT_LIMITS
from skcore.names import show
from skcore.registry import current
from skcore.report import Report, examine
from skcore.schema import Schema
from skcore.trust import policy

Level = Literal["error", "warning", "note"]
MOST = 100
"""How many findings of one rule, and how many packages of one file, are told of: a file may list thousands."""


class Rule(msgspec.Struct, frozen=True):
    """What can be found: its name, how bad it is, what it means and what to do about it."""

    id: str
    level: Level
    title: str
    help: str


RULES = {
    rule.id: rule
    for rule in (
        Rule(
            "untrusted-name",
            "error",
            "The file uses a name that is not trusted.",
            "Loading asks for it to be trusted. If you know it, name it with --trusted; --plugin-defaults trusts all "
            "that the installed plugins vouch for. If you do not, do not load the file.",
        ),
        Rule(
            "missing-plugin",
            "error",
            "The file needs a plugin that is not installed.",
            "It says itself what it was written with: install that if you know it.",
        ),
        Rule(
            "broken-plugin",
            "error",
            "A plugin that the file needs does not work.",
            "The command skcore plugins says why.",
        ),
        Rule(
            "damaged-file",
            "error",
            "The file is damaged, or is no skcore file.",
            "Take it from where it came from once more. What is damaged cannot be loaded.",
        ),
        Rule(
            "over-limit",
            "error",
            "The file asks for more than a limit allows.",
            "If you trust its source, load it with a higher limit: skcore.load(file, limits=skcore.Limits(...)).",
        ),
        Rule(
            "unreadable-file",
            "error",
            "The file cannot be read.",
            "See to its permissions, or to the disk it is on.",
        ),
        Rule(
            "newer-kind",
            "error",
            "The file has a newer version of a kind than the installed plugin reads.",
            "Upgrade the plugin.",
        ),
        Rule(
            "missing-package",
            "error",
            "A package that the file was written with is not installed.",
            "What the file holds cannot be built without it: install it.",
        ),
        Rule(
            "version-differs",
            "warning",
            "The file was written with another version of a package than is installed.",
            "The model may behave otherwise than it did. Compare its predictions, or install the version that it was "
            "fitted with.",
        ),
        Rule(
            "older-kind",
            "note",
            "The file has an older version of a kind than the installed plugin writes.",
            "It is upgraded whenever it is loaded. The command skcore update writes it anew.",
        ),
        Rule(
            "other-environment",
            "note",
            "The file was written by another version of skcore or Python than runs here.",
            "Nothing has to be done: each kind in the file has a version of its own.",
        ),
    )
}


class Finding(msgspec.Struct, frozen=True):
    """One thing to be said of a file.

    Attributes
    ----------
    rule : str
        Which of the rules it is: a key of ``RULES``.
    level : {"error", "warning", "note"}
    file : str
    subject : str
        The name, kind, package or distribution that it is about, or "".
    message : str
        Safe to print.
    """

    rule: str
    level: Level
    file: str
    subject: str
    message: str


class _StoppedError(Exception):
    """Nobody waits for the answer any more."""


def check(
    paths: Sequence[str],
    *,
    trusted: Any = None,
    ignore: Iterable[str] = (),
    jobs: int = 1,
) -> Iterator[tuple[str, list[Finding]]]:
    """Judge files one after another; nothing of them is built or imported, and none keeps another from its turn.

    Parameters
    ----------
    paths : sequence of str
        Files, as :func:`skcore.folders.find` returns them.
    trusted : as in :func:`skcore.load`
    ignore : iterable of str
        Rules that are left out.
    jobs : int, default=1
        How many files are read at once.

    Yields
    ------
    str, list of Finding
        Each path with what is to be said of it, in the order of the paths.

    Examples
    --------
    >>> import skcore
    >>> from skcore.findings import check
    >>> skcore.dump([1, 2.5], "fine.skc")
    >>> list(check(["fine.skc"]))
    [('fine.skc', [])]
    """
    rules, left_out, stop = policy(trusted), frozenset(ignore), threading.Event()

    def judge(path: str) -> list[Finding]:
        return [finding for finding in _check(path, rules, stop) if finding.rule not in left_out]

    pool = ThreadPoolExecutor(jobs)
    try:
        yield from zip(paths, pool.map(judge, paths), strict=True)
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def make(rule: str, file: str, subject: str, message: str) -> Finding:
    """Return a finding, at the level of its rule."""
    return Finding(rule, RULES[rule].level, file, subject, str(SkcoreError(message)))


def _check(file: str, rules: Any, stop: threading.Event) -> list[Finding]:
    found: list[Finding] = []
    try:
        _refuse_device(file)
        with files.opened(file) as stream:
            container, schema, report = examine(stream, rules, DEFAULT_LIMITS)
            found += _of_names(file, report)
            found += _of_kinds(file, schema)
            found += _of_versions(file, report)
            _verify(container, schema, stop)
    except LimitExceededError as error:
        found.append(make("over-limit", file, error.limit, str(error)))
    except PluginError as error:
        found.append(make("broken-plugin", file, "", str(error)))
    except SkcoreError as error:
        found.append(make("damaged-file", file, "", str(error)))
    except OSError as error:
        found.append(make("unreadable-file", file, "", error.strerror or str(error)))
    except _StoppedError:
        pass
    except Exception as error:
        # Whatever it is, the other files are judged.
        found.append(make("damaged-file", file, "", f"cannot be judged: {type(error).__name__}: {error}"))
    return found


def _refuse_device(file: str) -> None:
    # To open a pipe in a folder would wait for one who writes to it, and a device may never end.
    if not stat.S_ISREG(os.stat(file).st_mode):
        raise OSError("it is no regular file")


def _verify(container: Archive, schema: Schema, stop: threading.Event) -> None:
    """Read all that an audit leaves unread."""
    schema.objects()
    if sum(size + padding(size) for size in schema.summary.buffers) != container.data.size:
        raise InvalidFileError("the buffers do not fill data exactly")
    for _ in container.chunks(container.data):
        if stop.is_set():
            raise _StoppedError


def _of_names(file: str, report: Report) -> Iterator[Finding]:
    for distribution in report.missing[:MOST]:
        message = f"it says that it was written with {show(distribution)}, which is not installed"
        yield make("missing-plugin", file, distribution, message)
    rows = [row for row in report.untrusted if row.missing is None]
    for row in rows[:MOST]:
        yield make("untrusted-name", file, row.name, f"{row.shown} ({row.role}): {row.explanation}")
    left = max(len(rows) - MOST, 0) + max(len(report.missing) - MOST, 0)
    if left:
        yield make("untrusted-name", file, "", f"and {left} more that are not trusted, or whose plugin is missing")


def _of_kinds(file: str, schema: Schema) -> Iterator[Finding]:
    for kind in schema.summary.kinds:
        handler = current().find_kind(kind.name)
        if handler is None or kind.version == handler.version:
            continue
        rule = "newer-kind" if kind.version > handler.version else "older-kind"
        distribution = current().distribution_of(handler)
        message = f"{kind.name} has version {kind.version}, that of {distribution} is {handler.version}"
        yield make(rule, file, kind.name, message)


def _of_versions(file: str, report: Report) -> Iterator[Finding]:
    packages = list(report.environment.items())
    for package, version in packages[:MOST]:
        finding = _of_package(file, package, version)
        if finding is not None:
            yield finding
    if len(packages) > MOST:
        yield make("version-differs", file, "", f"and {len(packages) - MOST} more packages that are not compared")


def _of_package(file: str, package: str, version: str) -> Finding | None:
    found = installed.versions_of(package)
    written = f"written with {show(package)} {show(version)}"
    if package in ("python", "skcore"):
        (here,) = found
        depth = 2 if package == "python" else 3
        same = version.split(".")[:depth] == here.split(".")[:depth]
        return None if same else make("other-environment", file, package, f"{written}, this is {here}")
    if not found and not installed.is_there(package):
        return make("missing-package", file, package, f"{written}, which is not installed")
    if not found or version in found:
        return None
    return make("version-differs", file, package, f"{written}, installed is {' and '.join(sorted(found))}")
