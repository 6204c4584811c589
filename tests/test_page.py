"""The page of ``skcore show --html``: what is in it, and what it does in a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import chromium
import pytest
from helpers import forged

import skcore
from skcore import look
from skcore.limits import DEFAULT_LIMITS
from skcore.page import document
from skcore.page.choice import MOST

SCRIPT = "</script><img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
NASTY = (
    SCRIPT,
    "<!--<script>",
    "]]>",
    "&lt;img&gt;",
    "\u2028\u2029",
    "\x1b[31m",
    "${document.title='run'}",
    "`",
    "'\"",
)


def page_of(data, **options):
    with look.opened(data, options.get("trusted"), DEFAULT_LIMITS) as found:
        return document(found).decode()


def data_of(page):
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def hostile():
    """Return a file that says in every place in which a file can say something what no page may run."""
    rows = [
        ("python.list", "builtins.list", None, [*NASTY, [*("text", "eda080")]]),
        ("python.object", "my.pkg.Evil", [*NASTY], [[0], *range(1, len(NASTY))]),
        ("strange.<img src=x onerror=alert(1)>", "my.pkg.Stranger", [], []),
        ("python.dict", "builtins.dict", None, [part for text in NASTY for part in (text, [1])] + ["s", [2], "e", [0]]),
    ]
    return forged(rows, environment=[["python", "3.11"], *([text, text] for text in NASTY)])


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if chromium.PROGRAM is None:
        pytest.skip("there is no Chromium here")
    made = chromium.Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture
def opened(browser, tmp_path):
    def open_(data, **options):
        place = Path(tmp_path / "page.html")
        place.write_text(page_of(data), encoding="utf-8")
        browser.open(place, **options)
        return browser

    return open_


def model():
    return skcore.dumps({"name": "forest", "trees": [{"depth": i, "leaves": [float(i)] * 50} for i in range(20)]})


# -- what is in it --------------------------------------------------------------------------------


def test_a_page_is_whole_and_allows_its_own_script_alone():
    page = page_of(model())
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert not re.search(r"https?:|@import|url\(|\b(src|href|srcset)=", page)
    assert not re.search(r"\son\w+=", page)


def test_nothing_that_a_file_says_is_markup():
    page = page_of(hostile())
    assert page.isascii() or not re.search("[\u2028\u2029\u202e]", page)
    (embedded,) = re.findall(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert not re.search(r"[<>&\u2028]", embedded)
    assert page.count("<script") == 2
    assert page.count("<img") == 0
    told = data_of(page)
    assert told["untrusted"] == 2
    assert "</script><img" in json.dumps(told["entries"])
    assert "\x1b" not in json.dumps(told, ensure_ascii=False)


def test_a_page_tells_who_trusts_what_and_why():
    told = data_of(page_of(model()))
    rows = {row["name"]: row for row in told["names"]}
    assert rows["builtins.dict"]["level"] == "checked"
    assert rows["builtins.dict"]["plugin"] == "skcore"
    assert rows["builtins.dict"]["reason"]
    assert told["environment"][0][0] == "python"
    assert told["total"] == sum(row[7] for row in told["entries"] if row[1] == "object")


def test_a_page_of_a_large_file_is_small_and_says_what_is_left_out():
    data = skcore.dumps([{"k": [i, [i]]} for i in range(50_000)])
    page = page_of(data)
    told = data_of(page)
    assert len(page) < 2_000_000
    assert len(told["entries"]) <= MOST
    assert told["left"] + sum(row[1] == "object" for row in told["entries"]) == told["objects"]
    more = [row for row in told["entries"] if row[1] == "more"]
    assert sum(row[8] for row in told["entries"] if row[0] == 0) < told["total"]
    assert any("49900 more" in row[5] for row in more)


def test_what_is_not_trusted_is_in_the_page_however_much_there_is_beside_it():
    rows = [("python.list", "builtins.list", None, [i]) for i in range(5000)]
    rows.insert(4000, ("python.object", "my.pkg.Evil", None, []))
    rows.append(("python.list", "builtins.list", None, [[i] for i in range(5001)]))
    told = data_of(page_of(forged(rows)))
    assert any(row[4] == "my.pkg.Evil" and row[10] == 2 for row in told["entries"])


def test_thousands_of_names_and_packages_do_not_fill_a_page():
    rows = [("python.object", f"my.pkg.C{i}", None, []) for i in range(5000)]
    rows.append(("python.list", "builtins.list", None, [[i] for i in range(5000)]))
    page = page_of(forged(rows, environment=[[f"p{i}", "1"] for i in range(5000)]))
    told = data_of(page)
    assert told["untrusted"] == 5000
    assert len(told["names"]) < 1200
    assert len(page) < 1_000_000


# -- what it does in a browser --------------------------------------------------------------------


def test_a_page_opens_without_a_complaint_and_asks_for_nothing(opened):
    page = opened(model())
    assert page.ask("document.querySelector('h1').textContent") == "file"
    assert page.ask("document.querySelectorAll('[role=treeitem]').length") == 3
    assert page.ask("document.querySelectorAll('.tile').length") > 10
    assert "All 2 names are trusted." in page.ask("document.querySelector('.verdict').textContent")
    assert "python" in page.ask("document.querySelector('.facts').textContent")
    assert page.complaints() == []
    assert [url.partition(":")[0] for url in page.requests()] == ["file"]


VISIBLE = "[...document.querySelectorAll('[role=treeitem]')].filter(li => !li.closest('ul[hidden]')).length"


def test_a_tree_folds_by_mouse_and_by_keys(opened):
    page = opened(model())
    before = page.ask(VISIBLE)
    page.ask("[...document.querySelectorAll('.row')].at(-1).click()")
    assert page.ask(VISIBLE) == before + 20
    page.ask("[...document.querySelectorAll('[role=treeitem]')][2].firstChild.click()")
    assert page.ask(VISIBLE) == before
    page.ask("document.querySelector('[role=treeitem]').focus()")
    page.press("ArrowLeft")
    assert page.ask(VISIBLE) == 1
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowRight"):
        page.press(key)
    assert page.ask(VISIBLE) == before + 20
    assert page.ask("document.activeElement.getAttribute('aria-expanded')") == "true"
    assert page.ask("document.querySelector('[aria-selected=true] .key').textContent") == "['trees']"


def search(page, text):
    page.ask("document.querySelector('input').focus()")
    page.type(text)
    page.ask("new Promise(done => setTimeout(done, 300))")


def test_a_page_is_searched(opened):
    page = opened(model())
    search(page, "DEPTH")
    assert page.ask("document.querySelector('.status').textContent") == "20 matches"
    assert page.ask("document.querySelectorAll('mark').length") == 20
    page.press("Escape")
    assert page.ask(VISIBLE) == 3
    search(page, "no such thing")
    assert page.ask("document.querySelector('.status').textContent") == "0 matches"
    assert page.ask(VISIBLE) == 0


def test_a_tile_leads_to_the_tree_and_tells_its_name(opened):
    page = opened(model())
    page.ask("[...document.querySelectorAll('.tile')].find(t => t.title.includes('leaves')).click()")
    assert "leaves" in page.ask("document.querySelector('[aria-selected=true] .key').textContent")
    details = page.ask("document.querySelector('dl').textContent")
    assert "builtins.list" in details
    assert "checked by skcore" in details


def test_a_hostile_file_runs_nothing_in_a_page(opened):
    page = opened(hostile())
    for _ in range(3):
        page.ask("[...document.querySelectorAll('.tool')].find(b => b.textContent == 'Unfold').click()")
    assert page.ask(VISIBLE) > 20
    page.ask("document.querySelectorAll('.row').forEach(row => { row.click(); row.click(); })")
    page.ask("document.querySelectorAll('.tile').forEach(tile => tile.dispatchEvent(new Event('dblclick')))")
    search(page, "<img")
    assert page.ask("document.title") == "file - skcore"
    assert page.ask("document.querySelectorAll('img, iframe, object, embed, link, a').length") == 0
    assert page.ask("document.scripts.length") == 2
    assert SCRIPT[:40] in page.ask("document.querySelector('.tree').textContent")
    assert page.complaints() == []
    assert [url.partition(":")[0] for url in page.requests()] == ["file"]


def test_what_is_not_trusted_is_told_first_and_found(opened):
    page = opened(hostile())
    assert "my.pkg.Evil" in page.ask("document.querySelector('.verdict.bad').textContent")
    assert page.ask("document.querySelector('tbody td').textContent") == "my.pkg.Evil"
    page.ask("[...document.querySelectorAll('.tool')].find(b => b.textContent == 'Only untrusted').click()")
    assert page.ask("document.querySelectorAll('li.untrusted').length") == len(NASTY) + 1
    assert page.ask("document.querySelector('li.untrusted .badge').textContent") == "[UNTRUSTED]"


def test_a_reference_leads_to_its_object(opened):
    page = opened(hostile())
    page.ask("document.querySelector('.jump').click()")
    assert page.ask("document.querySelector('[aria-selected=true] .label').textContent") == "Evil"


@pytest.mark.parametrize("dark", [False, True])
def test_a_page_is_readable_by_day_and_by_night(opened, dark):
    page = opened(model(), dark=dark)
    ground, ink = page.ask("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    light = [sum(map(int, re.findall(r"\d+", color)[:3])) for color in (ground, ink)]
    assert abs(light[0] - light[1]) > 400
    assert (light[0] < light[1]) == dark


def test_a_page_fits_a_narrow_window(opened):
    page = opened(model(), size=(420, 900))
    assert page.ask("document.documentElement.scrollWidth") <= 420
