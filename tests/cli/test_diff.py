"""``skcore diff``: in what two files differ, without loading either."""

from __future__ import annotations

import importlib.util
import os
import random
import zipfile

import pytest
import samples
from attacks import load
from commands import complaint, read_json, said, skcore
from distributions import DUMP, install, simple
from helpers import forge, forged, run

import skcore as library
from skcore.difference import compare

needs_models = pytest.mark.skipif(
    importlib.util.find_spec("skcore_sklearn") is None, reason="the core is tested without plugins too"
)
METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def differences(was, now, **options):
    """Return what differs between two objects as rows of path, change, was, now."""
    library.dump(was, "a.skc", **options)
    library.dump(now, "b.skc")
    return [(row.path, row.change, row.was, row.now) for row in compare("a.skc", "b.skc").differences]


def nested(depth, leaf):
    for _ in range(depth):
        leaf = [leaf]
    return leaf


def ring(length):
    first = last = []
    for _ in range(length - 1):
        last.append([])
        last = last[0]
    last.append(first)
    return first


def doubled(depth, leaf):
    made = [leaf]
    for _ in range(depth):
        made = [made, made]
    return made


shared = [5]
SAME = [
    1,
    None,
    "text",
    [float("nan"), -0.0, 2**100, "\ud800"],
    {"a": [1, 2.5], (1, 2): {3}},
    [shared, shared],
    ring(3),
    [bytes(1000), list(range(100)), [0.5] * 50],
    nested(5000, 1),
]
DIFFERENT = [
    (1, 2, [("", "changed", "1", "2")]),
    (1, True, [("", "changed", "1", "True")]),
    (1, 1.0, [("", "changed", "1", "1.0")]),
    (0.0, -0.0, [("", "changed", "0.0", "-0.0")]),
    (None, [], [("", "changed", "None", "list []")]),
    ([None], ["None"], [("[0]", "changed", "None", "'None'")]),
    ([1, 2], [1], [("[1]", "removed", "2", "")]),
    ([1], [1, None], [("[1]", "added", "", "None")]),
    ([[]], [()], [("[0]", "type", "builtins.list", "builtins.tuple")]),
    ([[], 1], [2, 1], [("[0]", "changed", "list []", "2")]),
    ({"a": 1}, {"a": 2}, [("['a']", "changed", "1", "2")]),
    ({"a": 1, "b": 2}, {"b": 2, "c": 3}, [("['a']", "removed", "1", ""), ("['c']", "added", "", "3")]),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}, [("", "order", "", "")]),
    ({(1,): [1]}, {(1,): [2]}, [(".values()[0][0]", "changed", "1", "2")]),
    ({(1,): 1}, {(2,): 1}, [(".keys()[0][0]", "changed", "1", "2")]),
    ([shared, shared], [[5], [5]], [("[1]", "sharing", "", "")]),
    ([[5], [5]], [shared, shared], [("[1]", "sharing", "", "")]),
    (ring(2), ring(3), [("[0][0]", "sharing", "", "")]),
    (samples.Plain(a=1), samples.Plain(a=2), [(".a", "changed", "1", "2")]),
    (samples.Plain(a=1, b=1), samples.Plain(b=1, c=1), [(".a", "removed", "1", ""), (".c", "added", "", "1")]),
    ([b"x" * 99], [b"y" * 99], [("[0]", "changed", "bytes of 99 bytes", "bytes of 99 bytes")]),
    (
        [0.5] * 40,
        [0.5] * 3,
        [("", "changed", "list of 40 float [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, ...]", "list [0.5, 0.5, 0.5]")],
    ),
]


@pytest.mark.parametrize("value", SAME, ids=range(len(SAME)))
def test_the_same_is_no_difference(value):
    assert differences(value, value) == []
    assert differences(value, value, compression=zipfile.ZIP_DEFLATED) == []
    assert compare("a.skc", "b.skc").identical


@pytest.mark.parametrize(("was", "now", "expected"), DIFFERENT, ids=range(len(DIFFERENT)))
def test_what_is_different(was, now, expected):
    assert differences(was, now) == expected
    assert not compare("a.skc", "b.skc").identical


@pytest.mark.parametrize("method", METHODS)
def test_buffers_are_read_whole(method):
    """Whatever their order in the file, and wherever they begin and end."""
    random.seed(1)
    values = [os.urandom(size) for size in (0, 1, 63, 64, 65, 2**20, 2**20 + 1, 3_000_000)]
    last = values[-1][:-1] + bytes([values[-1][-1] ^ 1])
    assert differences(values, [*values[:-1], last], compression=method) == [
        ("[7]", "changed", "bytes of 3,000,000 bytes", "bytes of 3,000,000 bytes")
    ]
    assert differences(values, [values[1], values[0], *values[2:]], compression=method) == [
        ("[0]", "changed", "bytes of 0 bytes", "bytes of 1 bytes"),
        ("[1]", "changed", "bytes of 1 bytes", "bytes of 0 bytes"),
    ]


def test_how_much_differs():
    library.dump([bytes(2_500_000)], "a.skc")
    library.dump([bytes(1_000_000) + b"\1\2" + bytes(1_499_998)], "b.skc")
    assert compare("a.skc", "b.skc").differences[0].detail == "2 of 2,500,000 bytes differ"
    library.dump([bytes(2_500_000)], "a.skc", compression=zipfile.ZIP_DEFLATED)
    assert compare("a.skc", "b.skc").differences[0].detail == "its content differs"


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (ring(5000), ring(4999), 1),
        (doubled(200, 1), doubled(200, 2), 1),
        (nested(100_000, 1), nested(100_000, 2), 1),
        ([[*range(20_000), []]] * 2000, [[[]] for _ in range(2000)], None),
    ],
    ids=["cycles", "sharing", "depth", "one for many"],
)
def test_what_would_never_end(was, now, expected):
    found = compare_values(was, now)
    assert found.total == expected or (expected is None and 0 < found.total < 50_000)


def compare_values(was, now):
    library.dump(was, "a.skc")
    library.dump(now, "b.skc")
    return compare("a.skc", "b.skc")


def test_what_is_told_is_bounded(capsys):
    library.dump(list(map(str, range(1000))), "a.skc")
    library.dump([[str(index)] for index in range(1000)], "b.skc")
    library.dump([None] * 1000, "c.skc")
    found = read_json(capsys, "diff", "b.skc", "c.skc", code=1)
    assert (found["total"], len(found["differences"])) == (1000, 100)
    found = read_json(capsys, "diff", "b.skc", "c.skc", "--max-items", "7", code=1)
    assert (found["total"], len(found["differences"])) == (1000, 7)
    assert "993 of them not shown" in said(capsys, "diff", "b.skc", "c.skc", "--max-items", "7", code=1)


def test_headers_are_compared(capsys):
    data = library.dumps([{}])

    def edit(header):
        header["environment"] = [["python", "3.11.0"], ["bar", "1.0"]]
        header["kinds"][0][1] = 7

    (forged_file, name) = (forge(data, edit), "a.skc")
    with open(name, "wb") as file:
        file.write(forged_file)
    library.dump([()], "b.skc")
    found = read_json(capsys, "diff", "a.skc", "b.skc", code=1)
    changes = {(row["what"], row["subject"]): (row["was"], row["now"]) for row in found["changes"]}
    assert changes[("package", "bar")] == ("1.0", None)
    assert changes[("package", "skcore")] == (None, library.__version__)
    assert changes[("kind", "python.tuple")] == (None, "1")
    assert changes[("name", "builtins.dict")] == ("python.dict", None)
    assert "7" in {was for was, _ in changes.values()}


def test_the_command(capsys):
    library.dump({"a": 1, "b": [2]}, "a.skc")
    library.dump({"a": 2, "b": [2], "c": "new"}, "b.skc")
    assert said(capsys, "diff", "a.skc", "a.skc") == "the files hold the same\n"
    lines = said(capsys, "diff", "a.skc", "b.skc", code=1).splitlines()
    assert [line.split() for line in lines if line.startswith((" [", "["))] == [
        ["['a']", "changed", "1", "2"],
        ["['c']", "added", "'new'"],
    ]
    assert lines[-1] == "2 differences in what the files hold"
    found = read_json(capsys, "diff", "a.skc", "b.skc", code=1)
    assert found["identical"] is False
    assert found["differences"][0] == {"path": "['a']", "change": "changed", "was": "1", "now": "2", "detail": ""}
    assert read_json(capsys, "diff", "a.skc", "a.skc")["identical"] is True


def test_wrong_files(capsys):
    library.dump(1, "a.skc")
    with open("bad.skc", "wb") as file:
        file.write(b"nothing")
    assert "not a skcore file" in complaint(capsys, "diff", "a.skc", "bad.skc", code=1)
    assert complaint(capsys, "diff", "none.skc", "a.skc", code=2) == "none.skc: No such file or directory"


@pytest.mark.parametrize("method", METHODS)
def test_damage_is_no_difference(method):
    data = bytearray(library.dumps([os.urandom(100_000)], compression=method))
    library.dump([1], "a.skc")
    data[50_000] ^= 1
    with open("bad.skc", "wb") as file:
        file.write(data)
    with pytest.raises(library.InvalidFileError, match=r"damaged|shorter|longer|end where"):
        compare("a.skc", "bad.skc")


@pytest.mark.parametrize("module", ["attacks.container", "attacks.schema", "attacks.records", "attacks.names"])
def test_hostile_files_end_in_one_of_our_errors(module):
    library.dump([{"a": [1, 2.5]}], "fine.skc")
    for found in load([module]).values():
        built = found.build()
        for data in built.values() if isinstance(built, dict) else [built]:
            if not isinstance(data, bytes):
                continue
            with open("hostile.skc", "wb") as file:
                file.write(data)
            for was, now in (("hostile.skc", "hostile.skc"), ("fine.skc", "hostile.skc"), ("hostile.skc", "fine.skc")):
                try:
                    result = compare(was, now)
                except library.SkcoreError:
                    continue
                assert was != now or result.identical
                assert all(text.isascii() for row in result.differences for text in (row.path, row.was, row.now))


def test_nothing_is_imported(site):
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo"))
    run(DUMP, "a.skc", path=[site])
    run(DUMP.replace("Thing(5)", "Thing(6)"), "b.skc", path=[site])
    (site / "foo.py").write_text("print('imported')")
    done = skcore("diff", "a.skc", "b.skc", path=[site])
    assert "[0].value" in done.stdout
    assert "imported" not in done.stdout
    # Without the plugin too.
    done = skcore("diff", "a.skc", "b.skc")
    assert "[0].value" in done.stdout


def test_text_of_a_file_is_escaped(capsys):
    rows = [("python.object", "mod.Name", ["\x1b[31m\u202e"], ["\x1b]0;title\x07"])]
    with open("a.skc", "wb") as file:
        file.write(forged(rows, environment=[["\x1b[1m", "\u202e"]]))
    library.dump(1, "b.skc")
    out = said(capsys, "diff", "a.skc", "b.skc", code=1)
    assert all(line.replace("─", "").isascii() and line.isprintable() for line in out.splitlines())


@needs_models
def test_models():
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    points = np.random.RandomState(0).randn(50, 3)
    one, other = (
        make_pipeline(StandardScaler(), LogisticRegression(C=c)).fit(points, points[:, 0] > 0) for c in (1.0, 2.0)
    )
    found = {row.path: row for row in compare_values(one, other).differences}
    assert set(found) == {f".steps[1][1].{name}" for name in ("C", "coef_", "intercept_", "n_iter_")}
    assert found[".steps[1][1].coef_"].detail == "3 of 3 elements differ"
    assert found[".steps[1][1].coef_"].was == "ndarray float64 (1, 3)"
    assert compare_values(one, one).identical


@needs_models
def test_arrays():
    import numpy as np

    zeros = np.zeros((30, 40))
    (row,) = compare_values([zeros], [zeros.astype("f4")]).differences
    assert (row.path, row.was, row.now) == ("[0]", "ndarray float64 (30, 40)", "ndarray float32 (30, 40)")
    (row,) = compare_values([zeros], [np.eye(30, 40)]).differences
    assert row.detail == "30 of 1,200 elements differ"
    (row,) = compare_values([zeros], [zeros.T]).differences
    assert row.now == "ndarray float64 (40, 30)"


def test_headers_of_many_names_are_told_in_few_rows(capsys):
    library.dump([], "a.skc")
    parts = [("python.function", f"a.b{number}", [], []) for number in range(3000)]
    items = [[number] for number in range(len(parts))]
    with open("b.skc", "wb") as file:
        file.write(forged([*parts, ("python.list", "builtins.list", None, items)]))
    out = said(capsys, "diff", "a.skc", "b.skc", code=1).splitlines()
    assert any(line.endswith(" more in the headers, which --json has") for line in out)
    assert len(out) < 700
