"""Files that an older LightGBM wrote load and predict as they did.

Regressors and rankers of version 3 are not among them: version 4 loads them, and cannot compare their ``_n_classes``,
which is None, with a number when they predict.
"""

from pathlib import Path

import numpy as np
import pytest
from lightgbm_models import answers

import skcore

FILES = sorted((Path(__file__).parent / "golden").glob("*.skc"))


def test_there_are_files():
    assert [file.stem for file in FILES] == ["3.3.5"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_an_older_version(file):
    assert skcore.get_untrusted_types(file=file) == []
    for name, (model, X, wanted) in skcore.load(file).items():
        for left, right in zip(wanted, answers(model, X), strict=True):
            # Leaves of a single tree have a column of their own since version 4.
            assert np.array_equal(left.ravel(), right.ravel(), equal_nan=left.dtype.kind == "f"), name
        again = skcore.loads(skcore.dumps(model))
        assert np.array_equal(again.predict(X), model.predict(X)), name
