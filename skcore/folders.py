"""The files that paths stand for: those named, and those of a folder, in one order on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterable


def find(paths: Iterable[str], suffixes: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """Return the files that paths stand for, and the folders in them that cannot be read, with the reason.

    A file that is named is taken whatever it is called. Links to folders within a folder are not followed, so
    that none leads back to where it is.

    Parameters
    ----------
    paths : iterable of str
        Files and folders.
    suffixes : tuple of str
        Ends of the names of the files that are taken from a folder.

    Raises
    ------
    OSError
        If a path does not exist.

    Examples
    --------
    >>> import os, skcore
    >>> from skcore.folders import find
    >>> os.makedirs("models/old"); skcore.dump([1], "models/b.skc"); skcore.dump([2], "models/old/a.skc")
    >>> find(["models"], (".skc",))
    (['models/b.skc', 'models/old/a.skc'], {})
    """
    found: dict[str, None] = {}
    unreadable: dict[str, str] = {}
    for path in paths:
        os.stat(path)
        if os.path.isdir(path):
            found.update(dict.fromkeys(_in_folder(path, suffixes, unreadable)))
        else:
            found[path] = None
    return list(found), unreadable


def _in_folder(path: str, suffixes: tuple[str, ...], unreadable: dict[str, str]) -> list[str]:
    found, folders = [], [path]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            unreadable[folder] = error.strerror or str(error)
            continue
        below = []
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            elif entry.name.endswith(suffixes):
                found.append(entry.path)
        folders += reversed(below)
    return found
