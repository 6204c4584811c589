"""Models come back as they were, to the bit of all that they say, and lies about them are refused."""

import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
import quantile_models
from quantile_forest import RandomForestQuantileRegressor
from quantile_forest._quantile_forest_fast import QuantileForest
from quantile_models import BOTH, DIABETES, LINNERUD, VARIANTS, answers, fitted, same, same_forest
from sklearn.base import clone
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import GridSearchCV
from sklearn.multioutput import MultiOutputRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor

import skcore

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::RuntimeWarning")


def again(obj):
    return skcore.loads(skcore.dumps(obj))


@pytest.mark.parametrize("cls", BOTH)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_says_the_same(variant, cls):
    model = fitted(variant, cls)
    loaded = again(model)
    assert type(loaded) is cls
    assert list(vars(loaded)) == list(vars(model))
    same_forest(model.forest_, loaded.forest_)
    same(answers(model, *DIABETES), answers(loaded, *DIABETES))


@pytest.mark.parametrize("cls", BOTH)
@pytest.mark.parametrize("leaf", [1, None])
def test_several_outputs(cls, leaf):
    model = cls(5, max_samples_leaf=leaf, bootstrap=True, random_state=0).fit(*LINNERUD)
    loaded = again(model)
    same_forest(model.forest_, loaded.forest_)
    same(answers(model, *LINNERUD), answers(loaded, *LINNERUD))


@pytest.mark.parametrize("cls", BOTH)
def test_one_that_is_not_fitted(cls):
    model = cls(3, max_samples_leaf=0.5, default_quantiles=[0.5, np.float64(0.25)], random_state=3)
    loaded = again(model)
    assert str(loaded.get_params()) == str(model.get_params())
    same(answers(model.fit(*DIABETES), *DIABETES), answers(loaded.fit(*DIABETES), *DIABETES))


def test_training_goes_on():
    model = RandomForestQuantileRegressor(4, warm_start=True, max_samples_leaf=3, random_state=0).fit(*DIABETES)
    loaded = again(model).set_params(n_estimators=8)
    same(answers(model.set_params(n_estimators=8).fit(*DIABETES), *DIABETES), answers(loaded.fit(*DIABETES), *DIABETES))
    fresh = clone(loaded)
    assert not hasattr(fresh, "forest_")


def test_fewer_trees_than_there_were():
    model = fitted()
    model.estimators_ = model.estimators_[:2]
    same([model.predict(DIABETES[0])], [again(model).predict(DIABETES[0])])


@pytest.mark.parametrize(
    "outer",
    [
        lambda model: make_pipeline(StandardScaler(), model),
        lambda model: GridSearchCV(model, {"max_samples_leaf": [1, None]}, cv=2),
        lambda model: MultiOutputRegressor(model),
    ],
)
def test_inside_of_others(outer):
    model = outer(RandomForestQuantileRegressor(4, random_state=0)).fit(
        DIABETES[0], DIABETES[1].reshape(-1, 1).repeat(2, 1)
    )
    same([model.predict(DIABETES[0])], [again(model).predict(DIABETES[0])])


def test_a_fresh_process_reads_a_packed_and_a_mapped_file(tmp_path):
    model = fitted("sparse")
    skcore.dump(model, tmp_path / "packed.skc", compression=zipfile.ZIP_DEFLATED)
    skcore.dump(model, tmp_path / "plain.skc")
    np.save(tmp_path / "expected.npy", model.predict(DIABETES[0], [0.1, 0.9]))
    program = (
        "import sys, numpy, skcore; sys.path.append(sys.argv[1]); from quantile_models import DIABETES\n"
        "models = skcore.load('packed.skc'), skcore.load('plain.skc', mmap=True)\n"
        "expected = numpy.load('expected.npy').tobytes()\n"
        "assert all(model.predict(DIABETES[0], [0.1, 0.9]).tobytes() == expected for model in models)\n"
    )
    folder = Path(quantile_models.__file__).parent
    subprocess.run([sys.executable, "-c", program, folder], cwd=tmp_path, check=True, timeout=60)


def test_what_others_change_is_not_theirs():
    model = fitted("all in a leaf")
    tree, other = model.estimators_[0], RandomForestRegressor(3, warm_start=True, random_state=0).fit(*DIABETES)
    other.estimators_ = model.estimators_
    loaded, pipeline, other, sorter = again([model, make_pipeline(tree), other, model.sorter_])
    expected = loaded.predict(DIABETES[0])
    X = np.random.default_rng(0).random((2000, 10))
    pipeline.fit(X, X[:, 0])
    other.set_params(n_estimators=6).fit(*DIABETES)
    sorter += 10**9
    assert len(other.estimators_) == 6
    assert len(loaded.estimators_) == 3
    same([loaded.predict(DIABETES[0])], [expected])
    same(answers(model, *DIABETES), answers(loaded, *DIABETES))


def test_what_cannot_be_loaded_is_not_saved():
    model = fitted()
    model.forest_ = fitted("stump").forest_
    with pytest.raises(skcore.UnsupportedTypeError, match="more trees"):
        skcore.dumps(model)


def test_leaves_of_fewer_trees_and_nodes_are_refused():
    model = fitted()
    model.forest_ = rebuilt(model.forest_, lambda leaves: leaves[:1, :1].copy())
    with pytest.raises(skcore.UnsupportedTypeError, match="estimators_ has more trees"):
        skcore.dumps(model)


def test_a_number_of_no_target_is_refused():
    model = fitted()
    model.forest_ = rebuilt(model.forest_, lambda leaves: np.where(leaves > 0, 10**10, 0))
    with pytest.raises(skcore.InvalidStateError, match="a target that there is not"):
        skcore.loads(skcore.dumps(model))


def rebuilt(forest, change):
    """Return a forest with other leaves."""
    y_train, leaves, *rest = forest.__reduce__()[1]
    return QuantileForest(y_train, change(leaves), *rest)


@pytest.mark.parametrize("missing", ["n_features_in_", "sorter_", "estimators_", "forest_", "n_train_samples_"])
def test_one_without_an_attribute_does_not_crash(missing):
    model = fitted()
    delattr(model, missing)
    loaded = again(model)
    with pytest.raises((AttributeError, ValueError)):
        (
            loaded.predict(DIABETES[0][:, :3]),
            loaded.proximity_counts(DIABETES[0]),
            loaded.predict(DIABETES[0], oob_score=True),
        )


def test_members_without_a_width_are_refused():
    model = fitted()
    for tree in model.estimators_:
        assert type(tree) is DecisionTreeRegressor
        del tree.n_features_in_
    with pytest.raises((skcore.UnsupportedTypeError, skcore.InvalidStateError)):
        again(model)
