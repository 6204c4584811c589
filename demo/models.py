"""The fitted models of the demo, all on data that scikit-learn ships."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Case(NamedTuple):
    """A fitted model, and data that it has not seen to try it on."""

    model: Any
    data: Any
    score: float


def _fit(model: Any, data: Any, target: Any) -> Case:
    from sklearn.model_selection import train_test_split

    train, test, train_target, test_target = train_test_split(data, target, random_state=0)
    model.fit(train, train_target)
    return Case(model, test, model.score(test, test_target))


def _scaled_linear() -> Case:
    from sklearn.datasets import load_breast_cancer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return _fit(make_pipeline(StandardScaler(), LogisticRegression()), *load_breast_cancer(return_X_y=True))


def _columns() -> Case:
    from sklearn.compose import make_column_transformer
    from sklearn.datasets import load_diabetes
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    age_and_measures, sex = [0, 2, 3, 4, 5, 6, 7, 8, 9], [1]
    columns = make_column_transformer((StandardScaler(), age_and_measures), (OneHotEncoder(), sex))
    return _fit(make_pipeline(columns, Ridge()), *load_diabetes(return_X_y=True))


def _forest() -> Case:
    from sklearn.datasets import load_digits
    from sklearn.ensemble import RandomForestClassifier

    return _fit(RandomForestClassifier(random_state=0, n_jobs=2), *load_digits(return_X_y=True))


def _boosting() -> Case:
    from sklearn.datasets import load_diabetes
    from sklearn.ensemble import HistGradientBoostingRegressor

    return _fit(HistGradientBoostingRegressor(random_state=0), *load_diabetes(return_X_y=True))


def _text() -> Case:
    from sklearn import datasets
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    names = ("iris", "wine", "digits", "diabetes", "breast_cancer", "linnerud")
    texts = {name: getattr(datasets, f"load_{name}")().DESCR for name in names}
    lines = [(line, name) for name, text in texts.items() for line in text.splitlines() if len(line) > 20]
    return _fit(make_pipeline(TfidfVectorizer(), LogisticRegression(C=10)), *map(list, zip(*lines, strict=True)))


def _search() -> Case:
    from sklearn.datasets import load_wine
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC

    grid = {"svc__C": [0.1, 1, 10], "svc__kernel": ["linear", "rbf"]}
    return _fit(GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid), *load_wine(return_X_y=True))


def _neighbors() -> Case:
    from sklearn.datasets import load_iris
    from sklearn.neighbors import KNeighborsClassifier

    return _fit(KNeighborsClassifier(algorithm="kd_tree"), *load_iris(return_X_y=True))


CASES: dict[str, tuple[str, str, Callable[[], Case]]] = {
    "linear": ("StandardScaler + LogisticRegression", "breast cancer", _scaled_linear),
    "columns": ("ColumnTransformer + Ridge", "diabetes", _columns),
    "forest": ("RandomForest, 100 trees", "digits", _forest),
    "boosting": ("HistGradientBoosting, 100 rounds", "diabetes", _boosting),
    "text": ("TF-IDF + LogisticRegression", "dataset descriptions", _text),
    "search": ("GridSearchCV over StandardScaler + SVC", "wine", _search),
    "neighbors": ("KNeighbors on a k-d tree", "iris", _neighbors),
}
