"""``skcore.visualize``: the tree of a file, folded, filtered and safe to print, whatever the file says."""

from __future__ import annotations

import io
import random
import re
import sys
import types
from contextlib import suppress
from itertools import islice
from pathlib import Path

import attacks
import pytest
import samples
from helpers import forge, forged, run

import skcore
from skcore import drawing, look
from skcore.limits import DEFAULT_LIMITS

ESCAPES = "\x1b[31mred\x07\x9b\u202eevil\r\n\x00"


def lines(file, **options):
    """Return the lines of a tree, without those over it."""
    found = []
    skcore.visualize(file, sink=found.append, **options)
    return found[found.index("") + 1 :]


def head(file, **options):
    found = []
    skcore.visualize(file, sink=found.append, **options)
    return found[: found.index("")]


def tree(obj, **options):
    return lines(skcore.dumps(obj), **options)


def bare(found):
    """Return lines without the sizes at their end."""
    return [re.sub(r"  [\d.]+ k?B$", "", line) for line in found]


def listed(*rows, **changes):
    return forged(
        [row if len(row) == 4 else ("python.list", "builtins.list", None, list(*row)) for row in rows], **changes
    )


# -- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("obj", "text"),
    [
        (None, "None"),
        (5, "5"),
        ("tea", "'tea'"),
        (float("nan"), "nan"),
        (2**70, str(2**70)),
        (2**4000, "an int of 1001 hexadecimal digits"),
        ("x" * 100, f"'{'x' * 60}'... (100 characters)"),
        ([], "list []"),
        ((), "tuple ()"),
        ({}, "dict {}"),
        ([1, "a", None], "list [1, 'a', None]"),
        ({1, 2}, "set {1, 2}"),
        (list("abcdefgh"), "list of 8 ['a', 'b', 'c', 'd', 'e', 'f', ...]"),
        (1 + 2j, "complex (1.0, 2.0)"),
        (len, "function builtins.len"),
        (dict, "class builtins.dict"),
        (b"abc", "bytes buffer"),
        (list(range(50)), "list of 50 int [0, 1, 2, 3, 4, 5, ...]"),
        ([0.5] * 50, "list of 50 float [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, ...]"),
        ([f"w{i}" for i in range(50)], "list of 50 str ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', ...]"),
        (
            {f"w{i}": i for i in range(50)},
            "dict of 50 str to int ['w0': 0, 'w1': 1, 'w2': 2, 'w3': 3, 'w4': 4, 'w5': 5, ...]",
        ),
    ],
)
def test_a_value_is_told_in_a_line(obj, text):
    assert bare(tree(obj)) == [text]


def test_parts_are_told_by_their_keys():
    obj = samples.Plain(name="x", parts={"a": [1, [2]], 3: None, (1, 2): {"b": 5}})
    assert bare(tree(obj, trusted=[samples.Plain])) == [
        "Plain",
        "├── name: 'x'",
        "└── parts: dict of 3",
        "    ├── ['a']: list of 2",
        "    │   ├── [0]: 1",
        "    │   └── [1]: list [2]",
        "    ├── [3]: None",
        "    ├── .keys()[2]: tuple (1, 2)",
        "    └── .values()[2]: dict of 1",
        "        └── ['b']: 5",
    ]


def test_handlers_say_where_their_parts_are():
    from collections import defaultdict, deque
    from functools import partial

    text = "\n".join(tree([defaultdict(list, a=[[]]), deque([[[]], 1]), partial(max, [[]], key=len)], depth=5))
    for key in (
        "default_factory: class builtins.list",
        "['a']: list of 1",
        "func: function builtins.max",
        "keywords['key']",
    ):
        assert key in text, text
    assert "[0]: list of 1" in text


def test_sizes_add_up_and_what_is_shared_counts_once():
    big = bytes(10_000)
    found = skcore.dumps([big, [big], bytes(500)])
    with look.opened(found, None, DEFAULT_LIMITS) as seen:
        outline = seen.outline
        top = outline.tops[0]
        assert outline.totals[top] == sum(outline.sizes)
        assert 10_500 < outline.totals[top] < 10_600
    assert lines(found)[1:] == [
        "├── [0]: bytes buffer  10 kB",
        "├── [1]: list of 1  7 B",
        "│   └── [0]: bytes buffer → [0]",
        "└── [2]: bytes buffer  516 B",
    ]


def test_shared_objects_and_cycles_are_references():
    shared = [1]
    cycle = [shared, shared]
    cycle.append(cycle)
    assert bare(tree(cycle)) == [
        "list of 3",
        "├── [0]: list [1]",
        "├── [1]: list [1] → [0]",
        "└── [2]: list of 3 → the root",
    ]


# -- folding and filters --------------------------------------------------------------------------


def test_long_containers_and_deep_objects_are_folded():
    found = tree([[[[i]]] for i in range(30)], max_items=3, depth=2)
    assert found[0].startswith("list of 30")
    assert [line[4:8] for line in found if line[:3] in ("├──", "└──")] == ["[0]:", "[1]:", "[2]:", "... "]
    assert "... 27 more" in found[-1]
    assert "[0]: list of 1 ..." in found[2]
    assert len(found) == 8
    assert len(tree([[1], [2]], depth=0)) == 1


def test_attributes_are_not_folded_as_items_are():
    obj = samples.Plain(**{f"a{i}": i for i in range(60)})
    assert len(tree(obj, max_items=1)) == 61
    obj = samples.Plain(**{f"a{i}": i for i in range(160)})
    assert tree(obj, max_items=1)[-1] == "└── ... 60 more"


def test_a_name_is_found_wherever_it_is():
    obj = {"model": [samples.Plain(depth=1, other=2), {"Max_Depth": [[7]], "x": {"depth": 3}}], "none": [1]}
    assert bare(tree(obj, find="DEPTH")) == [
        "dict of 2 [UNTRUSTED inside]",
        "└── ['model']: list of 2 [UNTRUSTED inside]",
        "    ├── [0]: Plain [UNTRUSTED]",
        "    │   └── depth: 1",
        "    └── [1]: dict of 2",
        "        ├── ['Max_Depth']: list of 1",
        "        │   └── [0]: list [7]",
        "        └── ['x']: dict of 1",
        "            └── ['depth']: 3",
    ]
    assert any("[0]: Plain" in line for line in tree(obj, find="samples.plain"))
    assert tree(obj, find="nowhere") == [look.NOTHING]


def test_what_is_not_trusted_is_shown_with_what_leads_to_it():
    obj = {"a": [1, [samples.Plain(x=[1])]], "b": [2], "c": samples.double}
    assert bare(tree(obj, show="untrusted")) == [
        "dict of 3 [UNTRUSTED inside]",
        "├── ['a']: list of 2 [UNTRUSTED inside]",
        "│   └── [1]: list of 1 [UNTRUSTED inside]",
        "│       └── [0]: Plain ... 1 inside [UNTRUSTED]",
        "└── ['c']: function samples.double [UNTRUSTED]",
    ]
    text = "\n".join(tree(obj, show="trusted"))
    assert "['b']" in text
    assert "double" not in text
    assert tree(obj, show="untrusted", trusted=[samples.Plain, samples.double]) == [look.NOTHING]
    assert tree(obj, show="untrusted", find="double")[1:] == ["└── ['c']: function samples.double [UNTRUSTED]  3 B"]


def test_a_fold_never_hides_that_something_is_not_trusted():
    obj = [*range(40), samples.Plain()]
    assert tree(obj, max_items=5)[-1].startswith("└── ... 36 more [UNTRUSTED inside]")


def test_who_is_not_trusted_stands_over_the_tree():
    data = skcore.dumps([samples.Plain(), len])
    assert head(data)[2:] == [
        "1 of 3 names is UNTRUSTED:",
        "  samples.Plain (class to build, kind python.object): no plugin knows it",
    ]
    assert head(data, trusted=["samples.Plain"])[2:] == ["all 3 names are trusted"]
    many = forged([("python.object", f"my.C{i}", None, [] if i == 0 else [[i - 1]]) for i in range(40)])
    assert head(many)[-1] == "  ... 20 more"


def test_objects_that_nothing_refers_to_are_shown_too():
    rows = [("python.object", "my.Evil", None, []), ("python.list", "builtins.list", None, [1])]
    assert lines(forged(rows)) == ["list [1]  5 B", "(loose 0): Evil () [UNTRUSTED]  3 B"]
    assert lines(forged(rows), show="untrusted") == ["(loose 0): Evil () [UNTRUSTED]  3 B"]


# -- hostile files --------------------------------------------------------------------------------


def test_nothing_in_a_file_reaches_the_terminal_as_it_is():
    rows = [
        ("python.list", "builtins.list", None, [ESCAPES]),
        ("python.object", "my.pkg.\u0430dmin", [ESCAPES], [[0]]),
        (f"foo.{ESCAPES}", "my.pkg.Other", None, []),
        ("python.dict", "builtins.dict", None, [ESCAPES, [1], "k", [2], ESCAPES * 50, [0]]),
    ]
    data = forged(rows, environment=[["python", ESCAPES], [ESCAPES, "1"]])
    for options in ({}, {"show": "untrusted"}, {"find": "red"}):
        found = []
        view = skcore.visualize(data, sink=found.append, **options)
        for line in [*found, str(view), repr(view), view._repr_html_()]:
            assert re.fullmatch(r"[ -~├└│─→\n]*", line), ascii(line)
            assert len(line) < 20_000


def test_a_notebook_gets_no_markup_of_the_file():
    nasty = "</div><script>alert(1)</script><img src=x onerror=alert(1)>&lt;"
    data = forged(
        [("python.object", "my.pkg.X", [nasty], [nasty]), ("python.dict", "builtins.dict", None, [nasty, [0]])],
        environment=[["python", "3"], [nasty, nasty]],
    )
    html = skcore.visualize(data, sink=lambda line: None)._repr_html_()
    assert set(re.findall(r"<(/?\w+)", html)) == {
        "div",
        "/div",
        "details",
        "/details",
        "summary",
        "/summary",
        "span",
        "/span",
    }
    assert html.count("<div") == html.count("</div")
    assert html.count("<details") == html.count("</details") == 2
    assert "[UNTRUSTED]" in html


def test_a_million_objects_in_each_other_take_no_recursion():
    count = 10**6
    body = ",".join(["[0]", *(f"[0,[{i}]]" for i in range(count))])
    found = lines(_with_objects(body, count))
    assert len(found) == 5
    assert found[-1].startswith("            └── [0]: list of 1 ...")


def _with_objects(body, root):
    import json

    from helpers import header, packed

    said = header([("python.list", "builtins.list", None, [])])
    said["objects"], said["root"] = "@", [root]
    return packed(b"", json.dumps(said, separators=(",", ":")).replace('"@"', f"[{body}]").encode())


@pytest.mark.parametrize("depth", [50])
def test_sharing_that_unfolds_to_any_size_is_shown_once(depth):
    rows = [("python.list", "builtins.list", None, [1])]
    rows += [("python.list", "builtins.list", None, [[i], [i]]) for i in range(200)]
    found = lines(forged(rows), depth=depth)
    assert len(found) == 2 * depth + 1
    assert sum("→" in line for line in found) == depth


def test_depth_has_an_end():
    rows = [("python.list", "builtins.list", None, [1])]
    rows += [("python.list", "builtins.list", None, [[i]]) for i in range(300)]
    rows.insert(0, ("python.object", "my.Evil", None, []))
    rows[1] = ("python.list", "builtins.list", None, [[0]])
    rows[2:] = [("python.list", "builtins.list", None, [[i]]) for i in range(1, 300)]
    for options in ({"depth": 10**6}, {"show": "untrusted"}, {"find": "evil"}):
        found = lines(forged(rows), **options)
        assert len(found) == 51
        assert "[UNTRUSTED inside]" in found[-1]


@pytest.mark.parametrize(
    ("values", "match"),
    [
        ([[5]], "not there"),
        ([[-1]], "not there"),
        ([["buffer", 0]], "buffer that is not there"),
        ([["buffer"]], "buffer that is not there"),
        ([["int", "zz"]], "malformed"),
        ([["strange", 1]], "malformed"),
        ([[None]], "malformed"),
    ],
)
def test_a_record_that_means_nothing_is_an_error(values, match):
    with pytest.raises(skcore.InvalidFileError, match=match):
        skcore.visualize(listed((values,)), sink=lambda line: None)


def test_damage_is_an_error():
    data = skcore.dumps([[1], [2]])
    for broken in (b"", data[:50], data[:-1], bytes(len(data))):
        with pytest.raises(skcore.InvalidFileError):
            skcore.visualize(broken, sink=lambda line: None)
    with pytest.raises(skcore.InvalidFileError, match="root"):
        skcore.visualize(forge(data, lambda header: {**header, "root": [0]}), sink=lambda line: None)
    with pytest.raises(skcore.InvalidFileError, match="layout"):
        skcore.visualize(forge(data, lambda h: {**h, "objects": [[7], *h["objects"][1:]]}), sink=lambda line: None)
    with pytest.raises(skcore.InvalidFileError, match="fill data"):
        skcore.visualize(forge(skcore.dumps(b"abc"), lambda h: {**h, "buffers": [99]}), sink=lambda line: None)
    with pytest.raises(skcore.LimitExceededError):
        skcore.visualize(data, sink=lambda line: None, limits=skcore.Limits(objects=2))


def test_thousands_of_objects_that_nothing_refers_to_are_an_error():
    with pytest.raises(skcore.InvalidFileError, match="thousands of objects"):
        skcore.visualize(forged([("python.list", "builtins.list", None, [])] * 5000), sink=lambda line: None)


@pytest.mark.parametrize("data", [b"\xff" * 40, b'["' + b"x" * 38, b"\xdc\x00\x04" + b"\xcb" * 37])
@pytest.mark.parametrize("form", ["int64", "msgpack", "text", "other"])
def test_bulk_data_that_lies_is_told_as_far_as_it_goes(data, form):
    rows = [("python.list", "builtins.list", ["format", "data"], [form, ["buffer", 0]])]
    (line,) = lines(forged(rows, [data]))
    assert line.startswith("list of ")
    assert line.isascii()


@pytest.mark.parametrize(
    "state",
    [
        {"dtype": "<f8", "shape": ["plain", -1]},
        {"dtype": "<f99", "shape": ["plain", 3]},
        {"dtype": 5, "shape": 6},
        {"dtype": "x" * 10**5, "shape": ["plain", *range(10**4)]},
    ],
)
def test_arrays_that_lie_are_told_as_far_as_it_goes(state):
    rows = [("foo.array", "foo.Array", [*state, "data"], [*state.values(), ["buffer", 0]])]
    (line,) = lines(forged(rows, [bytes(24)]))
    assert line.startswith("Array ")
    assert len(line) < 500


LARGE = ("attacks.resources", "attacks.amplification")
"""Attacks by size: one of each, shown in one way, takes long enough."""


@pytest.mark.parametrize("module", sorted({*attacks.MODULES} - {"attacks.pickles"}))
def test_every_attack_is_shown_or_refused(module):
    most, options = (1, [{}]) if module in LARGE else (12, [{}, {"show": "untrusted"}, {"find": "E"}])
    seen = 0
    for attack in attacks.load([module]).values():
        built = attack.build()
        for data in islice(built.values() if isinstance(built, dict) else [built], most):
            for chosen in options:
                found = []
                with suppress(skcore.SkcoreError):
                    skcore.visualize(data, sink=found.append, **chosen)._repr_html_()
                assert all(re.fullmatch(r"[ -~├└│─→]*", line) for line in found)
            seen += 1
    assert seen


def test_a_handler_that_fails_at_a_hostile_state_names_no_part():
    rows = [("python.list", "builtins.list", None, []), ("python.slice", "builtins.slice", None, [[0]] * 5)]
    assert [line[4:].partition(":")[0] for line in lines(forged(rows))[1:]] == ["start", "stop", "step", "[3]", "[4]"]


def test_nothing_is_imported_or_built(tmp_path):
    file = tmp_path / "plain.skc"
    skcore.dump(samples.Plain(x=[1]), file)
    code = "import sys, skcore; skcore.visualize(sys.argv[1]); assert 'samples' not in sys.modules"
    assert "Plain" in run(code, str(file)).stdout


# -- where it goes --------------------------------------------------------------------------------


def test_compressed_files_are_looked_into():
    for method in (8, 12, 14):
        assert lines(skcore.dumps(list(range(50)), compression=method))[0].startswith("list of 50 int [0, 1")
    packed = skcore.dumps([random.Random(0).randbytes(3_000_000).hex().encode(), list(range(50))], compression=8)
    assert bare(lines(packed))[-1] == "└── [1]: list of 50 int"


def test_a_file_can_be_a_path_bytes_or_a_file_object(file):
    skcore.dump([1], file)
    content = Path(file).read_bytes()
    for source in (file, content, bytearray(content), memoryview(content), io.BytesIO(content), Path(file)):
        assert lines(source) == ["list [1]  5 B"]
    assert head(file)[0].startswith(file)
    assert head(content)[0].startswith("file: 1 object, ")
    assert repr(skcore.visualize(content, sink=print)) == "<file: 1 object, all 1 names are trusted>"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True

    def fileno(self):
        return 1


def test_colours_are_for_terminals_that_have_them(monkeypatch, capsys):
    data = skcore.dumps([samples.Plain(), [1]])
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")

    def printed(**options):
        monkeypatch.setattr(sys, "stdout", Terminal())
        skcore.visualize(data, **options)
        return sys.stdout.getvalue()

    text = printed(untrusted_color="bright_magenta", holding_color="")
    assert "\x1b[1;95mPlain\x1b[0m" in text
    assert "\x1b[1;95m[UNTRUSTED]\x1b[0m" in text
    assert "\x1b[32mlist\x1b[0m [1]" in text
    assert max(map(len, re.sub(r"\x1b\[[\d;]*m", "", text).splitlines())) < 80
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in printed()
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in printed()
    monkeypatch.undo()
    skcore.visualize(data)
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("width", [10, 20, 40, 80, 200])
def test_the_mark_of_what_is_not_trusted_is_never_cut_off(width):
    obj = {"key" * 30: samples.Plain(**{"a" * 90: "b" * 90}), "deep": [[[[samples.Plain()]]]]}
    with look.opened(skcore.dumps(obj), None, DEFAULT_LIMITS) as found:
        from skcore.entries import Query
        from skcore.listing import Listing

        drawn = list(drawing.lines(Listing(found.outline, Query(), found.peek).rows(), drawing.Style(width=width)))
    assert sum("[UNTRUSTED]" in line for line in drawn) == 2
    if width >= 80:
        assert max(map(len, drawn)) < min(width, 111)


def test_a_stream_that_has_no_lines_gets_a_plainer_tree():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert not drawing.is_fancy(stream)
    data = skcore.dumps([[[1]], 2])
    with look.opened(data, None, DEFAULT_LIMITS) as found:
        from skcore.entries import Query
        from skcore.listing import Listing

        drawn = list(drawing.lines(Listing(found.outline, Query()).rows(), drawing.Style(fancy=False)))
    assert bare(drawn) == ["list of 2", "|-- [0]: list of 1", "|   `-- [0]: list [1]", "`-- [1]: 2"]


def test_a_notebook_is_not_printed_to(monkeypatch, capsys):
    shell = types.SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    view = skcore.visualize(skcore.dumps([[1]]))
    assert capsys.readouterr().out == ""
    assert view._repr_html_().startswith("<div")
    assert "list" in view._repr_html_()


def test_wrong_options_are_said_to_be_wrong():
    data = skcore.dumps(1)
    for options, match in (
        ({"show": "some"}, "show"),
        ({"depth": -1}, "negative"),
        ({"max_items": -1}, "negative"),
        ({"trusted_color": "pinkish"}, "no colour"),
        ({"trusted": ["no name"]}, "qualified name"),
    ):
        with pytest.raises(ValueError, match=match):
            skcore.visualize(data, sink=lambda line: None, **options)
    with pytest.raises(TypeError, match="path or a binary file"):
        skcore.visualize(5, sink=lambda line: None)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (9940, "9.9 kB"),
        (9960, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (3 * 10**12, "3.0 TB"),
        (10**16, "10000 TB"),
    ],
)
def test_sizes_are_short(count, text):
    assert drawing.size(count) == text
