"""Write models of an older XGBoost, with what they say of their data, and as pickles: ``python write.py``.

The files are real old ones from then on, and are never written again: those that are there stay.
"""

import lzma
import pickle
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
PICKLED = ("booster with names", "code", "dart", "linear", "three classes", "watched", "pandas' categories", "ranker")


def save(file):
    """Write models, and what they say."""
    found = {}
    for name in NAMES:
        model, X = fitted(name)
        found[name] = (model, X[:20], predictions(model, X[:20]))
    skcore.dump(found, file, compression=zipfile.ZIP_LZMA)


def save_pickle(file):
    """Write models alone, as a pickle."""
    file.write(lzma.compress(pickle.dumps({name: fitted(name)[0] for name in PICKLED}, 4)))


for suffix, write in ((".skc", save), (".pkl.xz", save_pickle)):
    path = HERE / f"{xgboost.__version__}{suffix}"
    if not path.exists():
        with path.open("xb") as file:
            write(file)
