"""Files that an older XGBoost wrote load and predict as they did."""

from pathlib import Path

import pytest
from xgboost_models import predictions, same

import skcore

FILES = sorted((Path(__file__).parent / "golden").glob("*.skc"))


def test_there_are_files():
    assert [file.stem for file in FILES] == ["2.1.4"]


@pytest.mark.filterwarnings("ignore:.*If you are loading a serialized model:UserWarning")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_an_older_version(file):
    pytest.importorskip("pandas", minversion="3", reason="the file has a frame with the texts of pandas 3")
    assert skcore.get_untrusted_types(file=file) == []
    for model, X, wanted in skcore.load(file).values():
        for booster in (model, skcore.loads(skcore.dumps(model))):
            # What the older version could not answer, a newer one may.
            pairs = zip(wanted, predictions(booster, X), strict=True)
            same(*zip(*(pair for pair in pairs if not isinstance(pair[0], str)), strict=True))
