"""Functions that read other files, or run what they are given, wherever a file can have a name or a callable."""

from __future__ import annotations

import io
import pickle
import zipfile
from typing import Any

from helpers import forged

import skcore
from attacks import attack
from attacks.states import PARTS

UNTRUSTED = "UntrustedTypesError"
INVALID = "InvalidFileError"
READERS = (
    *("skcore.loads", "skcore.load", "skcore.api.loads", "skcore.api.load", "skcore.loader.Loader"),
    *("skcore.names.resolve", "skcore.register", "skcore.inspect", "skcore.get_untrusted_types"),
    *("pickle.loads", "pickle.load", "pickle.Unpickler", "_pickle.loads", "_pickle.load", "_pickle.Unpickler"),
    *("marshal.loads", "marshal.load", "shelve.open", "dbm.open", "copyreg.add_extension"),
    *("joblib.load", "joblib.numpy_pickle.load", "joblib.numpy_pickle.NumpyUnpickler", "joblib.memory.Memory"),
    *("numpy.load", "numpy.fromfile", "numpy.loadtxt", "numpy.genfromtxt", "numpy.memmap", "numpy.save"),
    *("numpy.lib.format.read_array", "numpy.lib._npyio_impl.load", "numpy.lib.npyio.NpzFile"),
    *("scipy.io.loadmat", "scipy.io.wavfile.read", "scipy.sparse.load_npz", "scipy.datasets.face"),
    *("sklearn.datasets.load_files", "sklearn.datasets.fetch_openml", "sklearn.datasets.load_svmlight_file"),
    *("pandas.read_pickle", "pandas.read_csv", "pandas.read_hdf", "pandas.eval", "pandas.io.pickle.read_pickle"),
    *("polars.read_csv", "polars.read_ipc", "polars:DataFrame.deserialize", "polars:LazyFrame.deserialize"),
    *("skops.io.load", "skops.io.loads", "builtins.open", "io.open", "os.open", "pathlib:Path.read_bytes"),
    *("operator.call", "operator.methodcaller", "functools.reduce", "functools.singledispatch", "builtins.map"),
    *("builtins.eval", "builtins.exec", "builtins.compile", "builtins.__import__", "importlib.import_module"),
)


def positions(name: str) -> dict[str, bytes]:
    """Return files that have a name in every place where one, or what it means, may stand."""
    function: Any = ("python.function", name, [], [])
    cls: Any = ("python.class", name, [], [])
    found = {}
    for what, part in {"function": function, "class": cls, "descriptor": ("python.descriptor", name, [], [])}.items():
        found[what] = forged([part])
        for place, row in {
            "partial": ("python.partial", "functools.partial", None, [[0], 1, "a"]),
            "argument": ("python.partial", "functools.partial", None, [[1], 1, [0]]),
            "factory": ("python.default_dict", "collections.defaultdict", None, [[0]]),
            "item": ("python.list", "builtins.list", None, [[0]]),
            "element": ("python.set", "builtins.set", None, [[0]]),
            "key": ("python.dict", "builtins.dict", None, [[0], 1]),
            "value": ("python.dict", "builtins.dict", None, ["a", [0]]),
        }.items():
            middle = [("python.function", "builtins.len", [], [])] if place == "argument" else []
            found[f"{what} as {place}"] = forged([part, *middle, row])
    arguments: Any = ("python.tuple", "builtins.tuple", None, ["file"])
    for kind, fields, values in (
        ("python.object", ["a"], [1]),
        ("python.object", None, [[0]]),
        ("python.reduced", ["how", "args"], ["call", [0]]),
        ("python.reduced", ["how", "args"], ["new", [0]]),
        ("python.empty", ["how"], ["call"]),
        ("python.method", ["instance"], [[0]]),
        ("python.enum", ["member"], ["a"]),
    ):
        found[f"{kind} {len(found)}"] = forged([arguments, (kind, name, fields, values)])
    return found


@attack(UNTRUSTED, INVALID)
def in_every_position() -> Any:
    """By default, whatever the name is."""
    return {f"{name} {place}": data for name in READERS for place, data in positions(name).items()}


@attack(UNTRUSTED, INVALID, "MissingPluginError", trusted=skcore.plugin_defaults)
def in_every_position_of_whom_plugins_are_trusted() -> Any:
    """The same when all that installed plugins vouch for is trusted."""
    return {f"{name} {place}": data for name in READERS[::3] for place, data in positions(name).items()}


@attack(INVALID, "InvalidStateError", trusted=["pickle.loads", "_pickle.loads", "os.system", "posix.system"])
def trusted_to_refer_to_and_called() -> Any:
    """Functions that the user trusts, given to what might call them while it loads."""
    found = {}
    for name in ("_pickle.loads", "posix.system"):
        for kind in ("python.object", "python.reduced", "python.empty", "python.enum", "python.class"):
            _, fields, values = {"python.class": ("", [], [])}.get(kind, ("", ["how", "args"], ["call", [0]]))
            found[f"{kind} {name}"] = forged([PARTS[3], (kind, name, fields, values)])
        part: Any = ("python.function", name, [], [])
        found[f"key of a column {name}"] = forged([part, ("python.set", "builtins.set", ["column"], [[0]])])
        found[f"state {name}"] = forged(
            [part, ("python.reduced", "fractions.Fraction", ["how", "args", "state"], ["call", [0], [0]])]
        )
    return found


class Bomb:
    """What a pickle does when it is read."""

    def __reduce__(self) -> Any:
        return (open, ("/dev/null",))


@attack("loaded", INVALID)
def files_of_other_readers() -> Any:
    """Pickles and archives as content: they stay bytes and text."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("schema.json", skcore.dumps([1]))
    contents = {
        "pickle": pickle.dumps(Bomb()),
        "own": skcore.dumps({"a": 1}),
        "archive": inner.getvalue(),
        "npy": b"\x93NUMPY\1\0v\0{'descr': '|O', 'fortran_order': False, 'shape': (1,)}\n" + pickle.dumps([Bomb()]),
    }
    found = {}
    for name, content in contents.items():
        found[f"{name} in bytes"] = forged([("python.bytes", "builtins.bytes", None, [["buffer", 0]])], [content])
        found[f"{name} in text"] = forged([("python.list", "builtins.list", None, [content.decode("latin-1")])])
        found[f"{name} alone"] = content if name != "own" else content[:-1]
    return found
