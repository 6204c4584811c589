"""Hostile files, as an attacker would make them: honest files with bytes changed and checksums made right."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from typing import Any

import skcore


class Bomb:
    """What pickle makes of an object is up to the file: here, to run a command."""

    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self) -> Any:
        return os.system, (self.command,)


def pickled_command(command: str) -> bytes:
    """Return a pickle that runs a command when it is loaded."""
    return pickle.dumps(Bomb(command))


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a skcore file in which ``old`` has become ``new``, as a whole and well-formed file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).replace(old, new) for name in ("data", "schema.json")}
    forged = io.BytesIO()
    with zipfile.ZipFile(forged, "w") as archive:
        info = zipfile.ZipInfo("data")
        # In an honest file the data starts at byte 64: after 30 bytes of header, 4 of name and this.
        info.extra = b"CS" + (26).to_bytes(2, "little") + bytes(26)
        archive.writestr(info, members["data"])
        archive.writestr(zipfile.ZipInfo("schema.json"), members["schema.json"])
    if forged.getvalue() == data:
        raise AssertionError("there was nothing to change")
    return forged.getvalue()


def poisoned(model: Any) -> tuple[bytes, bytes]:
    """Return a fitted decision tree as a pickle and as a skcore file; its root's child is node 2**40."""
    honest = model.tree_.__getstate__()["nodes"]
    nodes = honest.copy()
    nodes["left_child"][0] = 2**40
    old, new = honest.tobytes(), nodes.tobytes()
    return pickle.dumps(model).replace(old, new), changed(skcore.dumps(model), old, new)


def refusal(data: bytes, **options: Any) -> str:
    """Try to load a file, and return what skcore says to it."""
    try:
        skcore.loads(data, **options)
    except skcore.SkcoreError as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError("a hostile file was loaded")
