"""``skcore convert``: pickles and other foreign files to files of skcore's."""

from __future__ import annotations

import multiprocessing
import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.text import Text

from skcore import api
from skcore.cli import output
from skcore.converting import reader_of
from skcore.errors import InvalidFileError, SkcoreError
from skcore.names import show
from skcore.registry import current
from skcore.trust import plugin_defaults

SUFFIX = ".skc"
_COMPRESSED = (".gz", ".bz2", ".xz", ".lzma", ".z", ".lz4", ".zlib")
_MOST_NAMES = 3


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file.

    Attributes
    ----------
    file, out : str
    error : str or None
        Why it was not converted.
    size, out_size : int
        Bytes of the two files.
    needs : {"nothing", "plugin_defaults", "names"} or None
        What ``skcore.load`` has to be given as ``trusted``.
    names : tuple of str
        What neither trusts.
    """

    file: str
    out: str
    error: str | None = None
    size: int = 0
    out_size: int = 0
    needs: str | None = None
    names: tuple[str, ...] = ()


def convert(
    inputs: Annotated[list[Path], typer.Argument(help="Files, and folders with such.", metavar="IN...")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; for several inputs, the folder.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Processes; -1 for as many as there are CPUs.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False,
    compress: Annotated[bool, typer.Option("--compress", help="Compress: smaller files, which load slower.")] = False,
    unsafe_load: Annotated[
        bool, typer.Option("--unsafe-load", help="Load the old way, which RUNS what the file says, then save.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for programs.")] = False,
) -> int:
    """Convert pickles and joblib files to .skc, without running them.

    No class is imported and nothing is called that the file names: it is read as inert records, which the plugins
    turn into saved state. The inputs stay as they are. Exits with 1 if one was not converted.

    Example: [bold]skcore convert model.pkl -o model.skc[/bold]

    Example: [bold]skcore convert models/ -o converted/ --jobs 2[/bold]
    """
    tasks = _plan(inputs, out)
    if unsafe_load:
        output.complain("warning: --unsafe-load runs whatever the files say")
    arguments = [(source, target, force, compress, unsafe_load) for source, target in tasks]
    outcomes = list(output.tracked(_outcomes(arguments, jobs), len(arguments), "converting"))
    if as_json:
        output.write_json("convert", files=[msgspec.to_builtins(outcome) for outcome in outcomes])
    else:
        _print(outcomes)
    return 1 if any(outcome.error for outcome in outcomes) else 0


def _plan(inputs: list[Path], out: Path | None) -> list[tuple[Path, Path]]:
    """Return which file is written where."""
    found: list[tuple[Path, Path]] = []
    for given in inputs:
        if given.is_dir():
            base = given if out is None else out
            found += [(file, base / _renamed(file.relative_to(given))) for file in _files_in(given)]
        elif not given.exists():
            raise FileNotFoundError(2, "there is no such file", str(given))
        elif out is None or (out.is_dir() or len(inputs) > 1):
            found.append((given, (given.parent if out is None else out) / _renamed(Path(given.name))))
        else:
            # A link is written through where somebody names it, and nowhere else.
            found.append((given, out.resolve() if out.is_symlink() else out))
    if not found:
        raise typer.BadParameter("there is no file of a known format in what was given.")
    target, count = Counter(target for _, target in found).most_common(1)[0]
    if count > 1:
        raise typer.BadParameter(f"several inputs would be written to {output.printable(str(target))}.")
    return found


def _files_in(folder: Path) -> Iterator[Path]:
    suffixes = tuple(suffix for reader in current().readers() for suffix in reader.suffixes)
    known = (*suffixes, *(suffix + packed for suffix in suffixes for packed in _COMPRESSED))
    for parent, folders, names in os.walk(folder):
        folders.sort()
        files = (Path(parent, name) for name in sorted(names) if name.lower().endswith(known))
        # To open a pipe waits for one who writes to it, and a device may never end.
        yield from (file for file in files if file.is_file() or not file.exists())


def _renamed(file: Path) -> Path:
    """Return the name of the converted file: without the suffixes of the foreign format."""
    suffixes = {suffix for reader in current().readers() for suffix in reader.suffixes}
    stem = file.with_suffix("") if file.suffix.lower() in _COMPRESSED else file
    return stem.with_suffix(SUFFIX) if stem.suffix.lower() in suffixes else stem.with_name(stem.name + SUFFIX)


def _outcomes(arguments: list[tuple[Path, Path, bool, bool, bool]], jobs: int) -> Iterator[Outcome]:
    workers = min(os.cpu_count() or 1 if jobs < 1 else jobs, len(arguments))
    if workers == 1:
        yield from map(_convert_one, arguments)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_convert_one, arguments)


def _convert_one(argument: tuple[Path, Path, bool, bool, bool]) -> Outcome:
    source, target, force, compress, unsafe_load = argument
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    try:
        if os.path.lexists(target) and not force:
            raise FileExistsError(17, "it exists already; --force overwrites it", str(target))
        if target.is_symlink():
            raise FileExistsError(17, "it is a link, which may lead anywhere: remove it", str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        if unsafe_load:
            api.dump(_load_unsafely(source), target, compression=method)
        else:
            api.convert(source, target, compression=method)
        default, vouched = api.inspect(target), api.inspect(target, trusted=plugin_defaults)
    except (SkcoreError, OSError) as error:
        told = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        return Outcome(str(source), str(target), told)
    except Exception as error:
        # Whatever it is, the other files are converted.
        return Outcome(str(source), str(target), f"it cannot be converted: {type(error).__name__}: {error}")
    names = tuple(sorted({row.name for row in vouched.untrusted}))
    needs = "names" if names else "plugin_defaults" if default.untrusted else "nothing"
    return Outcome(str(source), str(target), None, source.stat().st_size, target.stat().st_size, needs, names)


def _load_unsafely(source: Path) -> Any:
    with source.open("rb") as file:
        reader = reader_of(file, current())
        try:
            return reader.load_unsafely(file)
        except Exception as error:
            # What a file runs may fail in any way.
            raise InvalidFileError(f"loading it failed: {type(error).__name__}: {error}") from error


def _print(outcomes: list[Outcome]) -> None:
    rows: list[list[str | Text]] = []
    for outcome in outcomes:
        result: Text
        if outcome.error is not None:
            result = Text(f"not converted: {show(outcome.error)}", "bold red")
        elif outcome.needs == "names":
            told = ", ".join(map(show, outcome.names[:_MOST_NAMES])) + ", ..." * (len(outcome.names) > _MOST_NAMES)
            result = Text(f"loads with trusted= {told}", "yellow")
        elif outcome.needs == "plugin_defaults":
            result = Text("loads with trusted=plugin_defaults", "yellow")
        else:
            result = Text("loads by default", "green")
        sizes = "" if outcome.error else f"{outcome.size:,} -> {outcome.out_size:,}"
        out = "" if outcome.error else output.printable(outcome.out)
        rows.append([output.printable(outcome.file), out, sizes, result])
    console = output.console()
    console.print(output.table(["file", "written to", "bytes", "result"], rows))
    done = sum(outcome.error is None for outcome in outcomes)
    console.print(f"{done} of {len(outcomes)} converted.")
