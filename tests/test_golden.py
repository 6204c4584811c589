"""Files that earlier versions of skcore wrote hold what they held."""

import runpy
from pathlib import Path

import pytest
from helpers import assert_same

import skcore

FOLDER = Path(__file__).parent / "golden"
FILES = sorted(FOLDER.glob("*.skc"))
VALUES = runpy.run_path(str(FOLDER / "values.py"))["VALUES"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_a_version_holds_what_it_held(file):
    assert_same(VALUES, skcore.load(file))
