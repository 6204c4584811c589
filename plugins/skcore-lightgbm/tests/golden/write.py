"""Write models of an older LightGBM, with what they say of their data, and as pickles: ``python write.py``.

The files are real old ones from then on, and are never written again: those that are there stay.
"""

import lzma
import pickle
import sys
import zipfile
from pathlib import Path

import lightgbm

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from lightgbm_models import answers, fitted  # noqa: E402

import skcore  # noqa: E402

NAMES = ("booster", "booster of classes", "booster with a code", "linear booster", "three classes", "names of classes")
NAMES += ("watched", "dart", "random forest")
PICKLED = ("booster", "booster with a code", "linear booster", "names of classes", "watched", "dart", "random forest")


def save(file):
    """Write models, and what they say."""
    found = {}
    for name in NAMES:
        model, X = fitted(name)
        found[name] = (model, X[:30], answers(model, X[:30]))
    skcore.dump(found, file, compression=zipfile.ZIP_LZMA)


def save_pickle(file):
    """Write models alone, as a pickle."""
    file.write(lzma.compress(pickle.dumps({name: fitted(name)[0] for name in PICKLED}, 4)))


for suffix, write in ((".skc", save), (".pkl.xz", save_pickle)):
    path = HERE / f"{lightgbm.__version__}{suffix}"
    if not path.exists():
        with path.open("xb") as file:
            write(file)
