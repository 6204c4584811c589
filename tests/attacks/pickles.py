"""Hostile pickles, which are scanned and converted: nothing that they name is imported or called."""

from __future__ import annotations

import bz2
import gzip
import lzma
import pickle
import struct
import zlib
from collections.abc import Callable
from typing import Any

from attacks import attack
from attacks.readers import READERS

INVALID, UNSUPPORTED, LIMIT = "InvalidFileError", "UnsupportedTypeError", "LimitExceededError"
UNTRUSTED, STATE = "UntrustedTypesError", "InvalidStateError"
START = b"\x80\x04"
BAIT = "colorsys.rgb_to_yiq"
CALLED = (
    *("os.system", "posix.system", "nt.system", "subprocess.Popen", "subprocess.check_output", "builtins.eval"),
    *("builtins.exec", "builtins.__import__", "builtins.open", "builtins.compile", "importlib.import_module"),
    *("webbrowser.open", "pty.spawn", "runpy.run_path", "code.interact", "ctypes.CDLL", "shutil.rmtree"),
    *("socket.socket", "urllib.request.urlopen", "operator.methodcaller", "functools.reduce", "types.FunctionType"),
    *("copyreg.add_extension", "builtins.setattr", "builtins.globals", "builtins.vars", "builtins.type"),
    *("skcore.load", "skcore.register", "skcore.names.resolve", "cloudpickle.cloudpickle._make_function", BAIT),
)


def name(full: str) -> bytes:
    """Return the opcodes that put a name on the stack."""
    module, _, attribute = full.partition(":") if ":" in full else full.rpartition(".")
    return b"c" + module.encode() + b"\n" + attribute.encode() + b"\n"


def text(value: str) -> bytes:
    data = value.encode("utf-8", "surrogatepass")
    return b"X" + struct.pack("<I", len(data)) + data


def called(full: str, *args: bytes) -> bytes:
    return name(full) + b"(" + b"".join(args) + b"tR"


def made(full: str, *args: bytes) -> bytes:
    return name(full) + b"(" + b"".join(args) + b"t\x81"


def whole(body: bytes, start: bytes = START) -> bytes:
    return start + body + b"."


@attack(UNSUPPORTED, INVALID, UNTRUSTED, foreign=True)
def calls() -> Any:
    """Has a function called while the pickle is read: by each opcode that calls."""
    return {
        f"{full} {how}": whole(body)
        for full in (*CALLED, *READERS)
        for how, body in {
            "reduce": called(full, text("true")),
            "inside": b"]" + called(full, text("true")) + b"a",
            "as key": b"}" + called(full, text("true")) + b"Ns",
            "in a state": made("a.B") + b"}" + text("x") + called(full, text("true")) + b"sb",
            "popped": called(full, text("true")) + b"0N",
            "obj": b"(" + name(full) + text("true") + b"o",
        }.items()
    }


@attack(UNTRUSTED, INVALID, UNSUPPORTED, foreign=True)
def values() -> Any:
    """Has a name as a value, where what loads it may call it later."""
    return {
        f"{full} {how}": whole(body)
        for full in CALLED
        for how, body in {
            "alone": name(full),
            "partial": name("functools.partial") + name(full) + b"\x85R" + b"(" + name(full) + b")}Ntb",
            "factory": name("collections.defaultdict") + name(full) + b"\x85R",
            "attribute": made("a.B") + b"}" + text("predict") + name(full) + b"sb",
        }.items()
    }


@attack(UNTRUSTED, INVALID, UNSUPPORTED, foreign=True)
def classes() -> Any:
    """Takes a function for a class, of which an object is made."""
    return {
        f"{full} {how}": whole(body)
        for full in CALLED
        for how, body in {
            "new": made(full),
            "with arguments": made(full, text("true")),
            "by keywords": name(full) + b")}" + text("x") + b"Ns\x92",
            "with a state": made(full) + b"}" + text("a") + b"K\x01sb",
            "reconstructed": called("copyreg._reconstructor", name(full), name("builtins.object"), b"N"),
        }.items()
    }


@attack(INVALID, UNSUPPORTED, UNTRUSTED, foreign=True)
def computed_names() -> Any:
    """Computes a name, hides it in another, or reaches it by the attribute of an attribute."""
    many = called("builtins.getattr", name("builtins.str"), text("join"))
    for _ in range(200):
        many = called("builtins.getattr", many, text("__class__"))
    return {
        "stack global of an object": whole(b"]" + text("system") + b"\x93"),
        "stack global of a call": whole(called("codecs.decode", text("bf")) + text("system") + b"\x93"),
        "getattr of a name": whole(called("builtins.getattr", name("builtins.str"), text("__subclasses__")) + b")R"),
        "getattr of a call": whole(called("builtins.getattr", made("a.B"), text("__reduce__")) + b")R"),
        "many": whole(many),
        "dotted": whole(b"\x8c\x07sklearn" + b"\x8c\x0futils.os.system\x93" + text("true") + b"\x85R"),
        "dunder": whole(name("builtins:__import__.__globals__")),
        "empty": whole(b"c\n\n"),
        "no attribute": b"\x80\x02cos\n",
        "extension": whole(b"\x82\x01"),
        "persistent": whole(text("a") + b"Q"),
        "old persistent": b"\x80\x02Pabc\n.",
        "buffer out of band": whole(b"\x97", b"\x80\x05"),
        "instance": b"(" + text("true") + b"ios\nsystem\n.",
        "homoglyph": whole(b"\x8c\x02\xd0\xbes\x8c\x06system\x93)R"),
        "control characters": whole(b"\x8c\x08\x1b[2J\x1b]0;\x8c\x05x\x07\x0a\x00y\x93)R"),
        "bidi": whole("\x8c".encode("latin-1") + b"\x06\xe2\x80\xae\xe2\x81\xa6" + text("x") + b"\x93)R"),
        "lone surrogate": whole(text("\ud800") + text("x") + b"\x93)R"),
        "long": whole(name("a" * 10**6 + ".b") + b")R"),
    }


@attack(INVALID, UNSUPPORTED, foreign=True)
def damage() -> Any:
    """Opcodes that have nothing to work on, or the wrong thing."""
    honest = pickle.dumps({"a": [1, 2.5, (3,), {4}], "b": b"bytes"}, 4)
    bodies = {
        "nothing": b"",
        "no value": b".",
        "no end": START + b"N",
        "trailing": START + b"N.N.",
        "unknown opcode": START + b"\xff.",
        "protocol": b"\x80\x06N.",
        "append to none": START + b"NNa.",
        "append to tuple": START + b")Na.",
        "items of none": START + b"NNNs.",
        "items of a list": START + b"](NNu.",
        "odd items": START + b"}(Nu.",
        "additems to a list": START + b"](N\x90.",
        "state of a list": START + b"]}b.",
        "state of a name": START + name("os.environ") + b"}b.",
        "two states": START + made("a.B") + b"}b}b.",
        "no state": START + made("a.B") + b"Nb.",
        "a negative number in the memo": START + b"Np-1\n.",
        "mark": START + b"t.",
        "below the mark": START + b"N(a.",
        "memo": START + b"h\x07.",
        "args no tuple": START + name("a.B") + b"NR.",
        "new of no class": START + b"N)\x81.",
        "new args no tuple": START + name("a.B") + b"N\x81.",
        "keywords no dict": START + name("a.B") + b")N\x92.",
        "keywords no text": START + name("a.B") + b")}K\x01Ns\x92.",
        "call of a list": START + b"])R.",
        "call of a result": START + called("a.b") + b")R.",
        "newobj of nothing": START + called("copyreg.__newobj__") + b".",
        "reconstructor of two": START + called("copyreg._reconstructor", b"NN") + b".",
        "reconstructor of a list": START + called("copyreg._reconstructor", b"]]N") + b".",
        "unhashable key": START + b"}]Ns.",
        "unhashable element": START + b"\x8f(]\x90.",
        "unhashable in frozenset": START + b"(]\x91.",
        "long text": START + b"\x8d" + struct.pack("<Q", 2**60) + b".",
        "long bytes": START + b"\x8e" + struct.pack("<Q", 2**34) + b".",
        "long bytearray": b"\x80\x05\x96" + struct.pack("<Q", 2**40) + b".",
        "negative bytes": START + b"T" + struct.pack("<i", -1) + b".",
        "digits": b"L" + b"9" * 10**6 + b"L\n.",
        "quotes": b"S'abc\n.",
        "not utf-8": START + b"X\x02\x00\x00\x00\xff\xfe.",
    }
    cut = {f"cut at {end}": honest[:end] for end in range(len(honest))}
    return {**bodies, **cut}


@attack(INVALID, UNSUPPORTED, foreign=True)
def hidden() -> Any:
    """Makes an object of which nothing is left in the result, so that whoever loads that is not asked for its class."""
    evil, twice = made("a.B") + b"}b", text("x")
    return {
        "popped": whole(evil + b"0N"),
        "popped to a mark": whole(b"(" + evil + b"1N"),
        "left on the stack": whole(evil + b"N"),
        "in the memo": whole(evil + b"\x940" + b"N"),
        "with a state that is not kept": whole(made("a.B") + evil + b"b0N"),
        "value of a key that comes again": whole(b"}(" + twice + evil + twice + b"Nu"),
        "value of a key that is equal": whole(b"}(K\x01" + evil + b"G?\xf0\x00\x00\x00\x00\x00\x00Nu"),
        "attribute that comes again": whole(made("a.C") + b"}(" + twice + evil + twice + b"Nub"),
        "item that comes again": whole(called("collections.OrderedDict") + b"(" + twice + evil + twice + b"Nu"),
        "default that comes again": whole(called("collections.defaultdict") + b"(" + twice + evil + twice + b"Nu"),
        "argument too many": whole(called("copyreg.__newobj_ex__", name("a.C"), b")", b"}", evil)),
        "keyword that comes again": whole(name("a.C") + b")}(" + twice + evil + twice + b"Nu\x92"),
    }


@attack(INVALID, UNSUPPORTED, STATE, foreign=True)
def standard_library() -> Any:
    """Lies to the functions that make what the standard library pickles."""
    wrong = (b"N", b"]", text("x"), b"K\x01", b"G\x7f\xf0\x00\x00\x00\x00\x00\x00", b"C\x01\xff", b"}", made("a.B"))
    makers = (
        *("builtins.complex", "builtins.bytearray", "builtins.range", "builtins.slice", "_codecs.encode"),
        *("builtins.set", "builtins.frozenset", "decimal.Decimal", "fractions.Fraction", "uuid.UUID"),
        *("pathlib.PosixPath", "datetime.date", "datetime.time", "datetime.datetime", "datetime.timedelta"),
        *("datetime.timezone", "zoneinfo:ZoneInfo._unpickle", "collections.OrderedDict", "collections.Counter"),
        *("collections.defaultdict", "collections.deque", "functools.partial", "operator.attrgetter"),
        *("builtins.getattr", "builtins.Ellipsis"),
    )
    found = {}
    for maker in makers:
        for count in (0, 1, 2, 5):
            for part in wrong:
                body = called(maker, *[part] * count)
                found[f"{maker} {count} {part!r}"] = whole(b"]" + body + b"a" + called("a.refused") + b"a")
                found[f"{maker} {count} {part!r} state"] = whole(body + part + b"b" + called("a.refused") + b"\x86")
    return found


def _repeated(body: bytes, times: int) -> bytes:
    return START + body * times + b"."


@attack(INVALID, UNSUPPORTED, LIMIT, STATE, UNTRUSTED, "loaded", foreign=True)
def resources() -> Any:
    """Small files that ask for much: sharing, nesting, repeated and compressed opcodes, huge numbers."""
    none = b"N" * (60 * 2**20)
    packers: dict[str, Callable[[bytes], bytes]] = {
        "zlib": lambda data: zlib.compress(data, 9),
        "gzip": lambda data: gzip.compress(data, 9),
        "bz2": bz2.compress,
        "xz": lambda data: lzma.compress(data),
        "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    }
    huge = b"\x8b" + struct.pack("<i", 10**5) + b"\x01" * 10**5
    content = {
        "builtins.bytearray": (b"B" + struct.pack("<I", 10**5) + bytes(10**5) + b"\x940", b"h\x00"),
        "_codecs.encode": (text("x" * 10**5) + b"\x940", b"h\x00" + text("latin1")),
    }
    zeros = START + b"B" + struct.pack("<I", 400 * 2**20) + bytes(400 * 2**20)
    return {
        "2^100 lists": whole(b"]" + b"2\x86" * 100),
        "2^100 as key": whole(b"})" + b"2\x86" * 100 + b"Ns"),
        "2^100 as element": whole(b"\x8f()" + b"2\x86" * 100 + b"\x90"),
        "2^100 as argument": whole(b")" + b"2\x86" * 100 + b"\x940" + called("builtins.slice", b"h\x00", b"N", b"N")),
        "deep lists": whole(b"]" * 20000 + b"a" * 19999),
        "deep tuples": whole(b")" + b"\x85" * 20000),
        "deep objects": whole(name("a.B") + b"\x940" + b"h\x00)\x81" * 10000 + b"b" * 9999),
        "deep keys": whole(b"})" + b"\x85" * 20000 + b"Ns"),
        "deep queues": whole(name("collections.deque") + b"\x940" + b"h\x00]" * 5000 + b"N" + b"a\x85R" * 5000),
        "deep ordered dicts": whole(name("collections.OrderedDict") + b"\x940" + b"h\x00)RN" * 5000 + b"Ns" * 5000),
        "2^100 in elements": whole(b"\x8f(" + (made("a.B") + b"]" + b"2\x86" * 100 + b"b") * 2 + b"\x90"),
        "2^100 in a key": whole(
            b"}" + made("a.B") + b"]" + b"2\x86" * 100 + b"b" + called("a.Refused", name("a.1")) + b"s"
        ),
        "long keys on the way": whole(text("k" * 10**6) + b"\x940" + b"}h\x00" * 300 + made("a.1") + b"s" * 300),
        "deep and back to the start": whole(b"]\x94" + b"](h\x00" * 10000 + b"e" * 10000 + b"a"),
        "colliding numbers of the memo": whole(b"N" + b"".join(b"p%d\n" % (k * (2**61 - 1)) for k in range(15000))),
        "long names of names": whole(
            name("builtins.getattr") + b"\x94" + name("a.B") + b"\x94" + text("x" * 10**6) + b"\x94"
            b"000" + b"h\x00h\x01h\x02\x86Rq\x010" * 1000 + b"N"
        ),
        "names of long parts": whole(
            text("x" * 10**6) + b"\x940" + b"".join(b"h\x00" + text(f"{n}") + b"\x930" for n in range(1000)) + b"N"
        ),
        "many marks": _repeated(b"(", 50000),
        "colliding keys": whole(
            b"}(" + b"".join(b"\x8a\x0b" + (k * (2**61 - 1)).to_bytes(11, "little") + b"N" for k in range(3000)) + b"u"
        ),
        "huge int": whole(b"\x8b" + struct.pack("<i", 10**6) + b"\x01" * 10**6),
        "huge range": whole(called("builtins.range", b"K\x00", huge, b"K\x01")),
        "huge fraction": whole(called("fractions.Fraction", text("9" * 10**5))),
        "huge decimal": whole(called("decimal.Decimal", text("9" * 10**5))),
        "a deque of a large bound": whole(called("collections.deque", b")", b"\x8a\x09" + b"\xff" * 8 + b"\x00")),
        **{
            f"{maker} of the same": whole(shared + b"](" + called(maker, args) * 5000 + b"e")
            for maker, (shared, args) in content.items()
        },
        **{
            f"{what} of the same": whole(shared + b"\x940](" + body * 5000 + b"e")
            for what, shared, body in (
                ("lists", b"](" + b"N" * 10**4 + b"e", called("builtins.set", b"h\x00")),
                ("queues", b"](" + b"N" * 10**4 + b"e", called("collections.deque", b"h\x00")),
                (
                    "attributes",
                    b"}(" + b"".join(text(f"{n}") + b"N" for n in range(10**4)) + b"u",
                    made("a.B") + b"h\x00b",
                ),
                (
                    "slots",
                    b"N}(" + b"".join(text(f"{n}") + b"N" for n in range(10**4)) + b"u\x86",
                    made("a.B") + b"h\x00b",
                ),
                ("arguments", b"(" + b"N" * 10**4 + b"t", name("a.B") + b"h\x00\x81"),
                (
                    "arguments behind a class",
                    b"(" + name("a.B") + b"N" * 10**5 + b"t",
                    name("copyreg.__newobj__") + b"h\x00R",
                ),
                (
                    "keywords",
                    b"}(" + b"".join(text(f"k{n}") + b"N" for n in range(10**4)) + b"u",
                    name("a.B") + b")h\x00\x92",
                ),
            )
        },
        **{f"{what} of nothing": packed(START + none) for what, packed in packers.items()},
        "zlib of zeros": zlib.compress(zeros, 9),
        "zlib in zlib": zlib.compress(zlib.compress(zeros, 9), 9),
        "cut zlib": zlib.compress(START + b"N.")[:-5],
        "cut gzip": gzip.compress(START + b"N.")[:-5],
        "cut xz": lzma.compress(START + b"N.")[:-5],
        "cut bz2": bz2.compress(START + b"N.")[:-5],
        "garbage after zlib": zlib.compress(START + b"N.") + b"garbage",
    }
