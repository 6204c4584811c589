"""Pickles of forests become files that load as the forests that pickle gives, and lies about them are refused."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from conversions import Raw, converted, pickled, record
from pickle_writers import by_joblib
from quantile_forest._quantile_forest_fast import QuantileForest
from quantile_models import BOTH, DIABETES, VARIANTS, answers, fitted, same, same_forest

import skcore

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::RuntimeWarning")
FOREST = "quantile_forest._quantile_forest_fast.QuantileForest"
MATRIX = "scipy.sparse._csc.csc_matrix"


@pytest.mark.parametrize("cls", BOTH)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_is_what_pickle_gives(variant, cls):
    model = fitted(variant, cls)
    for protocol in (2, 5):
        data = pickle.dumps(model, protocol)
        found, wanted = converted(data), pickle.loads(data)
        assert skcore.get_untrusted_types(data=found) == []
        loaded = skcore.loads(found)
        same_forest(wanted.forest_, loaded.forest_)
        # What pickle loads of a random state has another seed each time, before numpy 2.
        if skcore.dumps(wanted) == skcore.dumps(pickle.loads(data)):
            assert skcore.dumps(loaded) == skcore.dumps(wanted)
    same(answers(model, *DIABETES), answers(loaded, *DIABETES))


@pytest.mark.parametrize("variant", ["default", "monotonic sparse"])
def test_a_file_of_joblib(variant):
    model = fitted(variant)
    loaded = skcore.loads(converted(by_joblib(model, compress=3)))
    same_forest(model.forest_, loaded.forest_)
    same(answers(model, *DIABETES), answers(loaded, *DIABETES))


def raw(value):
    return Raw(pickle.dumps(value, 3))


def forest(leaves=None, bounds=None, y_train=None, sparse=False, state=None):
    honest = fitted("stump").forest_
    found = [
        np.asarray(own) if given is None else given
        for own, given in (
            (honest.y_train, y_train),
            (honest.y_train_leaves, leaves),
            (honest.y_bound_leaves, bounds),
        )
    ]
    return record(FOREST, *(part if isinstance(part, Raw) else raw(part) for part in found), sparse, state=state)


def sparse(shape=(1, 1, 1, 2), rows=2, columns=1, matrix=MATRIX):
    parts = {
        "_shape": (rows, columns),
        "indptr": raw(np.array([0] + [2] * min(columns, 10), "<i4")),
        "indices": raw(np.array([0, 1], "<i4")),
        "data": raw(np.array([1, 2])),
        "maxprint": 50,
    }
    leaves = record(matrix, state=parts, new=True)
    return forest(sparse=True, state={"shape1": shape, "matrix1": leaves, "shape2": (0, 0, 0), "matrix2": leaves})


class Forged:
    """An object that pickle writes as a forest with any arguments."""

    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return QuantileForest, self.args


HOSTILE = {
    "leaves that are a list": (forest([1]), "no array of numbers"),
    "leaves that are texts": (forest(np.array(["1"])), "no array of numbers"),
    "objects as targets": (forest(y_train=np.array([None])), "no array of numbers"),
    "whole numbers as targets": (forest(y_train=np.array([[1, 2]])), "no array of numbers"),
    "four arguments fewer": (record(FOREST), "not enough values"),
    "no state": (forest(sparse=True), "TypeError"),
    "no matrix": (forest(sparse=True, state={"shape1": (1,), "matrix1": 5}), "no sparse matrix"),
    "rows in turn": (sparse(rows=2, columns=2, matrix="scipy.sparse._csr.csr_matrix"), "no sparse matrix"),
    "a shape that is a list": (sparse([1, 1, 1, 2]), "the shape of leaves or bounds is none"),
    "a shape of texts": (sparse(("1", 1, 1, 2)), "the shape of leaves or bounds is none"),
    "a negative shape": (sparse((-1, -1, 1, 2)), "the shape of leaves or bounds is none"),
    "another shape": (sparse((2, 1, 1, 2)), "not that of their sparse matrix"),
    "a shape without end": (sparse((1, 1, 1, 2**39), rows=2**39), "far more memory or work"),
}


@pytest.mark.parametrize("lie", HOSTILE)
def test_a_pickle_that_lies_is_not_converted(lie):
    made, rule = HOSTILE[lie]
    with pytest.raises(skcore.UnsupportedTypeError, match=rule):
        converted(pickled(made))


def test_leaves_that_lie_are_refused_when_they_are_loaded():
    leaves = np.array(fitted("stump").forest_.y_train_leaves)
    leaves[0, -1, 0, 0] = 10**6
    with pytest.raises(skcore.InvalidStateError, match="a target that there is not"):
        skcore.loads(converted(pickled(forest(leaves))))


def test_many_forests_of_one_array_are_not_written_one_by_one():
    leaves = np.ones((1, 1, 1, 2**16), np.int64)
    forests = [Forged(np.ones((1, 2)), leaves, np.zeros((0, 0, 0)), False) for _ in range(1000)]
    with pytest.raises(skcore.UnsupportedTypeError, match="far more memory or work"):
        converted(pickle.dumps(forests, 3))


def test_nothing_is_imported(tmp_path):
    (tmp_path / "model.pkl").write_bytes(pickle.dumps(fitted("sparse")))
    code = (
        "import sys, skcore\n"
        "skcore.convert('model.pkl', 'model.skc')\n"
        "found = {'quantile_forest', 'sklearn'} & sys.modules.keys()\n"
        "assert not found, found\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
