"""Each limit holds to the last one: what meets it loads, one more is refused by its name, one argument raises it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pytest
from helpers import ROOT, Member, archive, forged, header_of, to_json

import skcore

MIB = 2**20
LIST = ("python.list", "builtins.list", None)
MODEL = {"a": [1, [], []], "b": bytes(200)}
NESTED = [[] for _ in range(60)]
SHARED = [shared := [], *[shared] * 60]
DEFLATED = zipfile.ZIP_DEFLATED


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {info.filename: info for info in opened.infolist()}


def ratio(data, name):
    info = members(data)[name]
    return -(-info.file_size // info.compress_size)


def brackets(data):
    return to_json(header_of(data)["objects"]).count(b"[")


def text_of(size):
    """Return a file whose header has this size, packed as well as it can be."""
    missing = size - members(forged([(*LIST, [""])]))["schema.json"].file_size
    return squeezed(forged([(*LIST, ["x" * missing])]))


def squeezed(data):
    """Pack a file as well as it can be, which a dump does not."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        content = {name: opened.read(name) for name in ("data", "schema.json")}
    return archive([Member(name.encode(), text, DEFLATED, deflated(text), b"") for name, text in content.items()])


def deflated(text):
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    return pack.compress(text) + pack.flush()


LONG = forged([(*LIST, [])], environment=[["python", "x" * 6400]])
ANY = dict.fromkeys(skcore.Limits.__struct_fields__, 2**62)
CASES = [
    ("header_size", skcore.dumps(MODEL), lambda data: members(data)["schema.json"].file_size),
    ("header_size", skcore.dumps(MODEL, compression=DEFLATED), lambda data: members(data)["schema.json"].file_size),
    ("header_ratio", text_of(300_000), lambda data: ratio(data, "schema.json")),
    ("objects", skcore.dumps(NESTED), brackets),
    ("objects", skcore.dumps(SHARED), brackets),
    ("data_size", skcore.dumps(MODEL), lambda data: members(data)["data"].file_size),
    ("data_size", skcore.dumps(MODEL, compression=zipfile.ZIP_BZIP2), lambda data: members(data)["data"].file_size),
    ("ratio", squeezed(skcore.dumps(bytes(65 * MIB))), lambda data: ratio(data, "data")),
    ("bulk_ratio", squeezed(skcore.dumps([2**40] * (9 * MIB // 8))), lambda data: ratio(data, "data")),
    ("tables", skcore.dumps(MODEL), lambda data: to_json(header_of(data)["kinds"]).count(b",") + 1),
    ("tables", LONG, lambda data: len(to_json(header_of(data)["environment"])) // 64),
]


@pytest.mark.parametrize(("limit", "data", "measure"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_a_file_that_meets_it_and_one_that_misses_it_by_one(limit, data, measure):
    needed = measure(data)
    loaded = skcore.loads(data, limits=skcore.Limits(**{**ANY, limit: needed}))
    assert loaded == skcore.loads(data, limits=skcore.Limits(**ANY))
    message = rf"^{limit} is {needed}, over the limit of {needed - 1}; .* limits=skcore\.Limits\({limit}={needed}\)$"
    for load in (skcore.load, skcore.inspect)[: 1 if limit in ("objects", "bulk_ratio") else 2]:
        with pytest.raises(skcore.LimitExceededError, match=message) as caught:
            load(io.BytesIO(data), limits=skcore.Limits(**{**ANY, limit: needed - 1}))
        assert caught.value.limit == limit
        assert isinstance(caught.value, skcore.InvalidFileError)


@pytest.mark.parametrize(
    ("limit", "name", "free"),
    [("header_ratio", "schema.json", 2**18), ("ratio", "data", 2**26), ("bulk_ratio", "data", 2**23)],
)
def test_a_ratio_counts_from_a_size_on(limit, name, free):
    def made(size):
        return text_of(size) if name == "schema.json" else squeezed(skcore.dumps(bytes(size)))

    strict = skcore.Limits(**{**ANY, limit: 1})
    step = 1 if name == "schema.json" else 64
    assert members(made(free))[name].file_size == free
    assert skcore.loads(made(free), limits=strict)
    with pytest.raises(skcore.LimitExceededError, match=f"^{limit} is"):
        skcore.loads(made(free + step), limits=strict)


def test_the_error_says_the_one_argument_that_raises_a_limit():
    data = text_of(300_000)
    with pytest.raises(skcore.LimitExceededError, match="header_ratio") as caught:
        skcore.loads(data)
    name, value = re.search(r"limits=skcore\.Limits\((\w+)=(\d+)\)$", str(caught.value)).groups()
    assert skcore.loads(data, limits=skcore.Limits(**{name: int(value)}))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize(
    "model",
    [
        [{"a": 1, "b": 2.5, "c": [None, True]} for _ in range(8_000)],
        ["a text that comes again" * 10, *[["a text that comes again" * 50] for _ in range(2_000)]],
        bytes(65 * MIB),
        [2**40] * (9 * MIB // 8),
    ],
    ids=["records", "texts", "zeros", "bulk"],
)
def test_what_a_dump_packs_well_loads_by_default(model, method):
    """What packs better than a reader takes by default is packed less well."""
    data = skcore.dumps(model, compression=method)
    assert skcore.loads(data) == model
    for info in members(data).values():
        assert info.compress_type in (method, DEFLATED, zipfile.ZIP_STORED)


def documented(text):
    """Return the defaults that a table or a docstring gives."""
    found = {}
    for name, number, unit in re.findall(r"^\W*(\w+)`? (?::|\|).*?([\d ]*\d)(?: ([KMGT]iB))?(?: \|)?$", text, re.M):
        found[name] = (
            int(number.replace(" ", "")) * {"": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}[unit]
        )
    return found


def test_the_defaults_are_documented():
    actual = {name: getattr(skcore.Limits(), name) for name in skcore.Limits.__struct_fields__}
    parameters = "\n".join(line for line in skcore.Limits.__doc__.splitlines() if " : int, default=" in line)
    assert documented(parameters.replace("default=", "")) == actual
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    assert documented(page.partition("## Limits")[2]) == actual
