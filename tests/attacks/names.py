"""Names that the user did not agree to, by whatever kind they come; names that are not what they seem."""

from __future__ import annotations

from typing import Any

from helpers import forged

from attacks import attack
from attacks.states import GOOD, PARTS, TRUSTED

UNTRUSTED = "UntrustedTypesError"
INVALID = "InvalidFileError"
STATE = "InvalidStateError"
DANGEROUS = [
    "os.system",
    "posix.system",
    "subprocess.Popen",
    "subprocess:Popen.communicate",
    "builtins.eval",
    "builtins.exec",
    "builtins.open",
    "builtins.getattr",
    "builtins.type",
    "builtins.super",
    "builtins.bytes",
    "pickle.loads",
    "pickle.Unpickler",
    "_pickle.loads",
    "marshal.loads",
    "types.CodeType",
    "types.FunctionType",
    "types.MethodType",
    "importlib.import_module",
    "shutil.rmtree",
    "ctypes.CDLL",
    "skcore.loads",
    "skcore.load",
    "skcore.api.loads",
    "skcore.names.resolve",
    "skcore.trust.Policy",
    "functools.reduce",
    "operator.attrgetter",
    "operator.methodcaller",
    "operator.call",
    "copyreg.add_extension",
    "weakref.finalize",
    "threading.Thread",
    "code.InteractiveConsole",
    "antigravity.fly",
    "this.s",
    "nothing.at.all.Thing",
]


def under(kind: str, name: str) -> bytes:
    _, fields, values = GOOD[kind]
    return forged([*PARTS[:5], (kind, name, fields, values)], [b"12345678"])


@attack(UNTRUSTED, INVALID)
def every_kind() -> Any:
    """Names that run code, under every built-in kind."""
    return {f"{kind} {name}": under(kind, name) for kind in GOOD for name in DANGEROUS if GOOD[kind][0] != name}


@attack(
    INVALID,
    trusted=[
        "os.system",
        "builtins.eval",
        "samples.double",
        "samples.Plain",
        "subprocess.Popen",
        "posix.system",
        "samples.NAMES",
        "samples.annotations",
    ],
)
def another_role() -> Any:
    """A trusted function where a class belongs, a trusted class where a function belongs, a variable for both."""
    found = {}
    for kind in GOOD:
        refers = kind in ("python.function", "python.method")
        for name in (
            ("samples.Plain", "subprocess.Popen")
            if refers
            else ("os.system", "posix.system", "builtins.eval", "samples.double")
        ):
            found[f"{kind} {name}"] = under(kind, name)
        found[f"{kind} variable"] = under(kind, "samples.NAMES")
        found[f"{kind} import"] = under(kind, "samples.annotations")
    return found


@attack(INVALID, trusted=True)
def owned_by_others() -> Any:
    """Names that a handler owns, under the kinds that build anything."""
    owned = [name for kind, (name, _, _) in GOOD.items() if kind not in _GENERIC]
    return {
        f"{kind} {name}": under(kind, name)
        for kind in ("python.object", "python.reduced", "python.empty")
        for name in owned
    }


_GENERIC = (
    "python.object",
    "python.reduced",
    "python.empty",
    "python.enum",
    "python.method",
    "python.function",
    "python.class",
)


# That a module is looked for is what the user agreed to by trusting everything.
@attack(INVALID, trusted=True, may=r"^import '(missing_module|s\\u0430mples)'")
def spelling() -> Any:
    """Names that are spelled in another than their one form, or that lead elsewhere."""
    names = [
        "",
        ".",
        ":",
        "a",
        "a.",
        ".a",
        "a..b",
        "a:b",
        "a:b.",
        "a:.b",
        "a:b:c",
        "a.b:c",
        ":a.b",
        "samples:Plain",
        "samples.Plain.Inner",
        "samples.Plain.method",
        "samples:Plain",
        "samples:Plain.Inner.",
        "os:path.join",
        "os.path.join",
        "collections:abc.Mapping",
        "samples.Plain ",
        " samples.Plain",
        "samples.Plain\n",
        "samples.Plain\0",
        "samples . Plain",
        "samples/Plain",
        "samples-Plain",
        "samples.__init__",
        "samples.__class__",
        "samples.__builtins__",
        "samples:__builtins__.eval",
        "samples:Plain.__init__",
        "samples:Plain.__class__",
        "samples.__dict__",
        "__builtins__.eval",
        "builtins.__import__",
        "__main__.__loader__",
        "samples.<lambda>",
        "samples:f.<locals>.g",
        "samples.1",
        "1.samples",
        "samples.Pl\u0430in",
        "samples.\uff30lain",
        "\uff53amples.Plain",
        "samples.Pla\u200bin",
        "samples.Plain\u0301",
        "s\u0430mples.Plain",
        "samples.datetime",
        "samples.Counter",
        "samples.OrderedDict",
        "samples.Missing",
        "samples:Plain.missing",
        "samples:Missing.Inner",
        "missing_module.Thing",
        "samples.field",
        "a" * 100_000,
        "a." * 50_000 + "a",
    ]
    return {
        f"{kind} {index}": under(kind, name)
        for kind in ("python.object", "python.function", "python.class")
        for index, name in enumerate(names)
        if not (kind == "python.function" and name == "samples.field")
    }


@attack(UNTRUSTED)
def look_alikes() -> Any:
    """Letters of another alphabet, and what a terminal takes for a command."""
    names = ["\u043es.system", "builtins.\u0435val", "skl\u0435arn.Tree", "os.syst\u00e9m"]
    return {index: under("python.object", name) for index, name in enumerate(names)}


@attack(INVALID, STATE, UNTRUSTED, "MissingPluginError", "PluginError")
def terminal_escapes() -> Any:
    """Control characters in every place that a message or a report may print."""
    evil = "\x1b[2J\x1b]0;owned\x07\r\n\u202egnp.exe\u2028\U000e0041\x9b31m"
    rows = [("python.list", "builtins.list", None, [])]
    found = {
        "name": under("python.object", f"a{evil}.b"),
        "kind": forged(rows, kinds=[[f"python.{evil}", 1, "skcore"]]),
        "root": forged(rows, kinds=[[f"{evil}.kind", 1, "skcore"]]),
        "distribution": forged(rows, kinds=[["nobody.kind", 1, evil]]),
        "environment": forged([*rows, ("python.object", "a.B", None, [])], environment=[[evil, evil]]),
        "field": forged([("python.mapping_proxy", "types.MappingProxyType", [evil], [1])]),
        "format": forged(rows, format=evil),
    }
    return {**found, "other names": under("python.function", f"{evil}:{evil}.b")}


@attack(STATE, trusted=TRUSTED)
def values_in_messages() -> Any:
    """Control characters in values, which messages of Python's own constructors repeat."""
    evil = "\x1b[2J\r\n\u202e"
    return {
        "enum": forged([("python.enum", "samples.Color", ["member"], [evil])]),
        "path": forged([("python.uuid", "uuid.UUID", None, ["0" * 32, evil])]),
        "decimal": forged([("python.decimal", "decimal.Decimal", None, [evil])]),
        "zone": forged([("python.zoneinfo", "zoneinfo.ZoneInfo", None, [evil])]),
        "slot": forged([("python.reduced", "samples.Reduced", ["how", "args"], [evil, 1])]),
        "attribute": forged([("python.object", "samples.Plain", [f"__{evil}__"], [1])]),
        "call": forged(
            [
                *PARTS[:1],
                ("python.tuple", "builtins.tuple", None, []),
                ("python.dict", "builtins.dict", None, [evil, 1]),
                ("python.reduced", "samples.Reduced", ["how", "args", "keywords"], ["call", [1], [2]]),
            ]
        ),
    }


@attack(UNTRUSTED)
def callables_in_parts() -> Any:
    """A function that runs code as part of what is trusted."""
    system = ("python.function", "os.system", [], [])
    shell = ("python.class", "subprocess.Popen", [], [])
    found = {}
    for name, part in {"function": system, "class": shell}.items():
        found[f"partial {name}"] = forged([part, ("python.partial", "functools.partial", None, [[0], 1, "true"])])
        found[f"factory {name}"] = forged([part, ("python.default_dict", "collections.defaultdict", None, [[0]])])
        found[f"list {name}"] = forged([part, ("python.list", "builtins.list", None, [[0]])])
        found[f"key {name}"] = forged(
            [
                part,
                ("python.partial", "functools.partial", None, [[0], 0]),
                ("python.list", "builtins.list", None, [[1]]),
            ]
        )
    found["unused"] = forged([system, ("python.list", "builtins.list", None, [])])
    found["method"] = forged(
        [("python.list", "builtins.list", None, []), ("python.method", "builtins:list.append", ["instance"], [[0]])]
    )
    return found


@attack(
    INVALID,
    STATE,
    trusted=[
        "array.array",
        "collections.UserDict",
        "io.BytesIO",
        "_io.BytesIO",
        "re.Pattern",
        "itertools.count",
        "_thread.lock",
    ],
)
def native_objects() -> Any:
    """Objects of native types made without their constructor, by the kind for plain objects."""
    return {
        name: forged([("python.object", name, ["a"], [1])])
        for name in ("array.array", "_io.BytesIO", "re.Pattern", "itertools.count", "_thread.lock")
    }
