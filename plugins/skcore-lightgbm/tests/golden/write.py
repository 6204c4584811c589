"""Write models of an older LightGBM, with what they say of their data: ``python write.py``, once for a version.

The file is a real old one from then on, and is never written again.
"""

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

found = {}
for name in NAMES:
    model, X = fitted(name)
    found[name] = (model, X[:30], answers(model, X[:30]))
with (HERE / f"{lightgbm.__version__}.skc").open("xb") as file:
    skcore.dump(found, file, compression=zipfile.ZIP_LZMA)
