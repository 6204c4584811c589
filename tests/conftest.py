"""A folder to install plugins into, and a file to save to."""

import pytest
from distributions import LIBRARY, install


@pytest.fixture
def site(tmp_path):
    """A folder of installed distributions, with a library ``foo`` and no plugin for it."""
    folder = tmp_path / "site"
    install(folder, "foo", {}, foo=LIBRARY)
    return folder


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "model.skc")
