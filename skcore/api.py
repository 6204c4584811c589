"""The functions that users call."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from skcore import collector, files
from skcore.archive import LEVELS, METHODS, STORED
from skcore.errors import InvalidFileError, MissingPluginError, UntrustedTypesError
from skcore.files import PathOrFile
from skcore.limits import DEFAULT_LIMITS, Limits
from skcore.names import show
from skcore.registry import Plugin, current
from skcore.report import Report, examine
from skcore.trust import Policy, policy

if TYPE_CHECKING:
    from skcore.saver import Saver


def register(plugin: Any, *roots: str) -> Plugin:
    """Register a plugin by hand, as an entry point would do it.

    Parameters
    ----------
    plugin : module or object
        Has the hook implementations.
    *roots : str
        Root packages that the plugin speaks for: it can trust names under these alone.

    Returns
    -------
    Plugin

    Raises
    ------
    PluginError
        If the plugin breaks the contract, or a root, kind or type has an owner already.
    """
    return current().register(plugin, *roots)


@collector.paused
def dump(obj: Any, file: PathOrFile, *, compression: int = STORED, compresslevel: int | None = None) -> None:
    """Save an object to a file.

    A path is written whole or not at all: the old file stays until the new one is complete.

    Parameters
    ----------
    obj : object
        A fitted model, or anything else that the installed plugins know.
    file : str, os.PathLike or binary file object
    compression : int, default=zipfile.ZIP_STORED
        As in :class:`zipfile.ZipFile`. Files that are not compressed load faster, and can be mapped.
    compresslevel : int, optional
        As in :class:`zipfile.ZipFile`.

    Raises
    ------
    UnsupportedTypeError
        If something in the graph cannot be saved; the error has the path to it.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> import skcore
    >>> skcore.dump({"a": [1, 2.5]}, "state.skc")
    >>> skcore.load("state.skc")
    {'a': [1, 2.5]}
    """
    _check_compression(compression, compresslevel)
    from skcore.saver import Saver

    _write(Saver(current()), obj, file, compression, compresslevel)


def _check_compression(compression: int, compresslevel: int | None) -> None:
    if compression not in METHODS:
        raise ValueError(f"compression must be a method of zipfile, not {compression!r}")
    if compresslevel is not None and compresslevel not in LEVELS.get(compression, (compresslevel,)):
        raise ValueError(f"compresslevel is no level of this method: {compresslevel!r}")


def _write(saver: Saver, obj: Any, file: PathOrFile, compression: int, compresslevel: int | None) -> None:
    from skcore import packing

    saver.save(obj, "obj")
    header = saver.header()
    content = packing.Content(saver.buffers, header, saver.bulk)
    files.write(file, lambda stream: packing.write(stream, content, compression, compresslevel))


def dumps(obj: Any, *, compression: int = STORED, compresslevel: int | None = None) -> bytes:
    """Save an object to bytes; see :func:`dump`.

    Examples
    --------
    >>> import skcore
    >>> skcore.loads(skcore.dumps({(1, 2): {3}}))
    {(1, 2): {3}}
    """
    stream = io.BytesIO()
    dump(obj, stream, compression=compression, compresslevel=compresslevel)
    return stream.getvalue()


@collector.paused
def convert(
    source: PathOrFile,
    file: PathOrFile,
    *,
    compression: int = STORED,
    compresslevel: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Write what a foreign file holds, a pickle say, to a file of skcore's, without loading it.

    Nothing that the foreign file names is imported, and nothing is called: it is read as inert records, which
    the plugins turn into what they would have saved. :func:`load` holds the result against all rules.

    Parameters
    ----------
    source : str, os.PathLike or binary file object
        A file of a format that an installed plugin reads: pickles of protocols 0 to 5 and, with the plugin for
        numpy, of joblib.
    file : str, os.PathLike or binary file object
        As in :func:`dump`.
    compression, compresslevel : int
        As in :func:`dump`.
    limits : Limits
        How much the foreign file may ask for.

    Raises
    ------
    UnsupportedTypeError
        If the file has an object that no plugin converts; the error names it.
    InvalidFileError
        If the file is damaged, of no known format or over a limit.

    Examples
    --------
    >>> import io, pickle, skcore
    >>> skcore.convert(io.BytesIO(pickle.dumps({"a": [1, 2.5]})), "state.skc")
    >>> skcore.load("state.skc")
    {'a': [1, 2.5]}
    """
    _check_compression(compression, compresslevel)
    from skcore.converter import Converter
    from skcore.converting import bounded, read

    with files.opened(source) as stream, bounded(stream):
        found, conversion = read(stream, current(), limits)
        _write(Converter(current(), conversion), found, file, compression, compresslevel)


@collector.paused
def load(file: PathOrFile, *, trusted: Any = None, mmap: bool = False, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Load an object from a file, without running code that the caller did not agree to.

    Parameters
    ----------
    file : str, os.PathLike or binary file object
    trusted : None, Policy, iterable of str or type, or True
        What may be built. By default the names that skcore's own plugins check in full;
        :data:`skcore.plugin_defaults` for all names of all installed plugins; names or types to add
        to the default; ``True`` for everything the file lists, with a warning that names it.
    mmap : bool, default=False
        Map the arrays from an uncompressed file instead of reading them. Changes to the arrays stay
        in this process. The checksum of the arrays is not verified, and the file must not change
        while the object is in use.
    limits : Limits
        How much the file may ask for.

    Returns
    -------
    object

    Raises
    ------
    UntrustedTypesError
        If the file uses names that ``trusted`` does not approve. Nothing was imported or built.
    MissingPluginError
        If the file needs a plugin that is not installed.
    InvalidFileError
        If the file is damaged, malformed or over a limit.
    InvalidStateError
        If the content of an object breaks a rule of its handler.
    """
    # Imported here, since an audit needs neither.
    from skcore import memory
    from skcore.loader import Loader

    rules = policy(trusted)
    with files.opened(file, mapped=mmap) as stream:
        container, schema, report = examine(stream, rules, limits)
        _approve(report, rules, trusted)
        sizes = schema.summary.buffers
        buffers = memory.map_file(container, sizes) if mmap else memory.read(container, sizes)
    return Loader(schema.summary, current(), buffers).load(*schema.objects())


def loads(data: Any, *, trusted: Any = None, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Load an object from bytes; see :func:`load`."""
    return load(io.BytesIO(data), trusted=trusted, limits=limits)


def _approve(report: Report, rules: Policy, trusted: Any) -> None:
    if report.missing:
        names = ", ".join(map(show, report.missing))
        raise MissingPluginError(
            f"the file says that it was written with {names}: install what it names, if you know it"
        )
    if report.untrusted:
        raise UntrustedTypesError(report.untrusted)
    reason = current().review(report)
    if reason is not None:
        raise InvalidFileError(f"a plugin refuses the file: {reason}")
    if trusted is True:
        default = policy(None)
        taken = sorted({row.shown for row in report.names if not default.approves(row)})
        if taken:
            warnings.warn(f"trusted=True trusts everything the file lists: {', '.join(taken)}", stacklevel=4)


def inspect(file: PathOrFile, *, trusted: Any = None, limits: Limits = DEFAULT_LIMITS) -> Report:
    """Audit a file without building anything, and without importing any model library.

    Parameters
    ----------
    file : str, os.PathLike or binary file object
    trusted : as in :func:`load`
    limits : Limits

    Returns
    -------
    Report

    Examples
    --------
    >>> import skcore
    >>> skcore.dump([1, "two"], "list.skc")
    >>> [(row.name, row.level) for row in skcore.inspect("list.skc").names]
    [('builtins.list', 'checked')]
    """
    with files.opened(file) as stream:
        return examine(stream, policy(trusted), limits)[2]


def get_untrusted_types(*, file: PathOrFile = None, data: Any = None, trusted: Any = None) -> list[str]:
    """Return the names that a file uses and that ``trusted`` does not approve.

    Parameters
    ----------
    file : str, os.PathLike or binary file object, optional
    data : bytes, optional
        The content of a file, in place of ``file``.
    trusted : as in :func:`load`

    Returns
    -------
    list of str
        Sorted; empty if :func:`load` with the same ``trusted`` would ask for nothing more.

    Examples
    --------
    >>> import skcore, fractions
    >>> skcore.get_untrusted_types(data=skcore.dumps(fractions.Fraction(1, 3)))
    []
    """
    if (file is None) == (data is None):
        raise ValueError("give either file or data")
    report = inspect(io.BytesIO(data) if file is None else file, trusted=trusted)
    return sorted({row.name for row in report.untrusted})
