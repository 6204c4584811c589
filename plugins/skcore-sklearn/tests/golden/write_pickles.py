"""Pickle models of the installed scikit-learn beside this script, once for a release: ``python write_pickles.py``.

They are some of those that ``write.py`` wrote for the same release, whose answers are in its file.
"""

import lzma
import pickle
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import sklearn  # noqa: E402
from sklearn_models.data import fit  # noqa: E402
from sklearn_models.tables import collect  # noqa: E402

PROTOCOLS = {"1.5.2": 2, "1.6.1": 3, "1.7.2": 4, "1.8.0": 5}
NAMES = (
    *("boosting: boosting", "boosting: boosting, huber", "boosting: boosting, quantile", "boosting: histograms"),
    *("boosting: histograms, poisson", "boosting: stacking", "boosting: voting", "boosting: bagging"),
    *("compositions: pipeline", "compositions: columns", "compositions: grid", "compositions: calibrated"),
    *("compositions: several outputs", "compositions: target transformed", "compositions: threshold tuned"),
    *("compositions: one against the rest", "compositions: network", "densities: subclusters, narrow"),
    *("densities: hierarchy, ball tree", "interpolations: rising", "linear: descent", "linear: gamma"),
    *("linear: logistic, cross-validated", "linear: svr", "neighbors: components", "trees: tree", "trees: forest"),
)
slug = runpy.run_path(str(HERE / "write.py"))["slug"]


def main():
    models, folder = collect(), HERE / sklearn.__version__
    found = {slug(name): fit(*models[name]) for name in NAMES if name in models}
    data = pickle.dumps(found, PROTOCOLS[sklearn.__version__])
    (folder / "models.pkl.xz").write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
