"""Installs distributions into a folder, as far as Python is concerned: a package and its ``.dist-info``."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from helpers import run

PLUGIN = """
from skcore import Handler, ObjectHandler, InvalidStateError, checked, hookimpl, vouched

{handlers}

@hookimpl
def skcore_handlers():
    return [{names}]

{more}
"""


def install(folder: Path, name: str, entry_points: dict[str, str], **modules: str) -> None:
    """Install a distribution with these entry points and modules."""
    folder.mkdir(parents=True, exist_ok=True)
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    lines = "".join(f"{root} = {value}\n" for root, value in entry_points.items())
    (info / "entry_points.txt").write_text(f"[console_scripts]\nother = a:b\n\n[skcore]\n{lines}")
    record = [f"{info.name}/METADATA,,", f"{info.name}/entry_points.txt,,", f"{info.name}/RECORD,,"]
    for module, code in modules.items():
        place = folder.joinpath(*module.split("__")).with_suffix(".py")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(dedent(code))
        record.append(f"{place.relative_to(folder)},,")
    (info / "RECORD").write_text("\n".join(record))


def plugin(handlers: str, *names: str, more: str = "") -> str:
    """Return the code of a plugin with these handler classes."""
    return PLUGIN.format(handlers=dedent(handlers), names=", ".join(names), more=dedent(more))


def simple(root: str, *, level: str = "checked", kind: str = "thing", version: int = 1, extra: str = "") -> str:
    """Return the code of a plugin that handles ``root.Thing``."""
    return plugin(
        f"""
class Things(Handler):
    kind = "{root}.{kind}"
    version = {version}
    types = ("{root}.Thing",)
    trusts = {{"{root}.Thing": {level}("a value and nothing else")}}
    {extra}

    def save(self, obj):
        return {{"value": obj.value}}

    def load(self, cls, state):
        if type(state["value"]) is not int:
            raise InvalidStateError("value is no int")
        return cls(state["value"])
""",
        "Things",
    )


LIBRARY = """
class Thing:
    def __init__(self, value):
        self.value = value
"""
DUMP = "import sys, skcore, foo; skcore.dump([foo.Thing(5)], sys.argv[1])"
LOAD = "import sys, skcore; print(skcore.load(sys.argv[1], trusted=skcore.plugin_defaults)[0].value)"
FAIL = """
import sys, skcore
try:
    {code}
except skcore.SkcoreError as error:
    print(type(error).__name__, error)
"""


def fails(site, code, *args):
    """Run code that must end in an error of skcore, and return its class and text."""
    return run(FAIL.format(code=code), *args, path=[site]).stdout.strip()
