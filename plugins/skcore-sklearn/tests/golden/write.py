"""Write models of the installed scikit-learn beside this script, once for a release: ``python write.py``.

The files are real old ones from then on. They are never written again; what a later version of skcore or of
scikit-learn cannot do with them is said in the test.
"""

import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import sklearn  # noqa: E402
from sklearn_models.answers import answer  # noqa: E402
from sklearn_models.data import data, fit  # noqa: E402
from sklearn_models.tables import collect  # noqa: E402

import skcore  # noqa: E402

METHODS = (
    *("predict", "predict_proba", "decision_function", "transform", "score_samples", "apply", "kneighbors"),
    *("radius_neighbors_graph", "staged_predict", "mahalanobis", "get_feature_names_out"),
)
NATIVE = ("trees", "boosting", "densities")
"""Tables of models whose state is followed by compiled code, of which each setting counts."""
GREATEST = 12_000
"""Bytes of a file: the same code reads a small model."""
ROWS = 9


def classes(value):
    """Return the names of the classes of an estimator and of those among its parameters."""
    if isinstance(value, (list, tuple)):
        return set().union(*map(classes, value))
    if not hasattr(value, "get_params") or isinstance(value, type):
        return set()
    return {type(value).__name__} | classes(list(value.get_params(deep=False).values()))


def chosen():
    """Yield the first fitted model of each class, and all those of tables of native states, if they are small."""
    seen = set()
    for name, (estimator, source) in collect().items():
        new = classes(estimator) - seen
        if new or name.startswith(NATIVE):
            model = fit(estimator, source)
            saved = skcore.dumps(model, compression=zipfile.ZIP_DEFLATED, compresslevel=9)
            if len(saved) <= GREATEST:
                seen |= new
                yield name, model, source, saved


def given(source):
    """Return a few samples in a form that needs no library but numpy and scipy; of a frame, its columns and types."""
    samples, _ = data(source)
    if hasattr(samples, "columns"):
        few = samples.iloc[:ROWS]
        types = {name: str(dtype) for name, dtype in few.dtypes.items() if str(dtype) in ("float64", "category")}
        return {"columns": {name: few[name].tolist() for name in few}, "types": types}
    return (
        samples[:ROWS].tolist()
        if samples.__class__.__name__ == "ndarray" and samples.dtype == object
        else samples[:ROWS]
    )


def samples_of(recorded):
    """Return the samples that ``given`` recorded."""
    if isinstance(recorded, dict):
        import pandas as pd

        return pd.DataFrame(recorded["columns"]).astype(recorded["types"])
    return recorded


def said(model, samples):
    """Return what a model says of samples, and what it has learned if it says nothing."""
    found = {}
    for name in METHODS:
        value = answer(model, name, *(() if name.startswith("get_") else (samples,)))
        if value is not None and not isinstance(value, str):
            found[name] = value.to_numpy() if hasattr(value, "to_numpy") else value
    if "kneighbors" in found:
        # Which of those at one distance comes first is the machine's to say.
        found["kneighbors"] = found["kneighbors"][0]
    return found or {name: value for name, value in vars(model).items() if name.endswith("_") and name[0] != "_"}


def slug(name):
    """Return what the file of a model is called."""
    return name.replace(": ", "-").replace(", ", "-").replace(" ", "_").replace("'", "")


def main():
    folder = HERE / sklearn.__version__
    folder.mkdir()
    records = {}
    for name, model, source, saved in chosen():
        (folder / f"{slug(name)}.skc").write_bytes(saved)
        samples = given(source)
        records[slug(name)] = {"samples": samples, "answers": said(model, samples_of(samples))}
    skcore.dump(records, folder / "answers.skc", compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    print(len(records), sum(file.stat().st_size for file in folder.iterdir()))


if __name__ == "__main__":
    main()
