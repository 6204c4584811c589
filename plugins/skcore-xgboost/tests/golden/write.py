"""Write models of an older XGBoost, with what they say of their data: ``python write.py``, once for a version.

The file is a real old one from then on, and is never written again.
"""

import sys
import zipfile
from pathlib import Path

import xgboost

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from xgboost_models import fitted, predictions  # noqa: E402

import skcore  # noqa: E402

NAMES = (
    "booster",
    "booster with names",
    "booster of classes",
    "booster of a slice",
    "code",
    "pruned",
    "dart",
    "linear",
)
NAMES += ("forest", "binary", "three classes", "several outputs", "watched", "several quantiles", "pandas' categories")
NAMES += ("zero as missing", "survivors", "ranker", "ranker without bias", "random forest", "objective count:poisson")

found = {}
for name in NAMES:
    model, X = fitted(name)
    found[name] = (model, X[:20], predictions(model, X[:20]))
with (HERE / f"{xgboost.__version__}.skc").open("xb") as file:
    skcore.dump(found, file, compression=zipfile.ZIP_LZMA)
