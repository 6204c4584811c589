"""The models that are saved: each function builds one row's object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def forest(trees: int) -> Any:
    """Fit a random forest on the digits."""
    from sklearn.datasets import load_digits
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(trees, random_state=0, n_jobs=2).fit(*load_digits(return_X_y=True))


def boosting() -> Any:
    """Fit 200 rounds of histogram gradient boosting."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(max_iter=200, random_state=0).fit(*load_breast_cancer(return_X_y=True))


def text() -> Any:
    """Fit TF-IDF over a vocabulary of 200 000 words."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    digits = np.arange(200_000)[:, None] // 26 ** np.arange(4) % 26
    words = ["".join(word) for word in letters[digits]]
    return TfidfVectorizer().fit(" ".join(words[start : start + 500]) for start in range(0, len(words), 500))


def floats() -> Any:
    """Make a list of 100 000 floats."""
    import numpy as np

    return np.random.default_rng(0).random(100_000).tolist()


def neighbors() -> Any:
    """Fit nearest neighbours over an array of 160 MB."""
    import numpy as np
    from sklearn.neighbors import KNeighborsClassifier

    rng = np.random.default_rng(0)
    return KNeighborsClassifier().fit(rng.random((200_000, 100)), rng.integers(0, 5, 200_000))


def linear() -> Any:
    """Fit a logistic regression."""
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(max_iter=1000).fit(*load_iris(return_X_y=True))


def pipeline() -> Any:
    """Fit a small pipeline."""
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression()).fit(*load_iris(return_X_y=True))


def gradient_boosting() -> Any:
    """Fit 100 rounds of gradient boosting for each of ten classes."""
    from sklearn.datasets import load_digits
    from sklearn.ensemble import GradientBoostingClassifier

    return GradientBoostingClassifier(n_estimators=100, random_state=0).fit(*load_digits(return_X_y=True))


def isolation() -> Any:
    """Fit an isolation forest of 100 trees."""
    from sklearn.datasets import load_digits
    from sklearn.ensemble import IsolationForest

    return IsolationForest(random_state=0).fit(load_digits().data)


def small_trees() -> Any:
    """Fit 5000 trees of few nodes."""
    from sklearn.datasets import load_iris
    from sklearn.ensemble import ExtraTreesClassifier

    return ExtraTreesClassifier(5000, max_depth=3, random_state=0, n_jobs=2).fit(*load_iris(return_X_y=True))


def support_vectors() -> Any:
    """Fit a support vector machine that keeps all of 20 000 samples: their labels are noise."""
    import numpy as np
    from sklearn.svm import SVC

    rng = np.random.default_rng(0)
    return SVC(C=1e-3).fit(rng.random((20_000, 50)), np.arange(20_000) % 2)


def search() -> Any:
    """Search a grid of 60 settings, whose table of results is kept."""
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    grid = {
        "logisticregression__C": [0.01 * 2**exponent for exponent in range(20)],
        "standardscaler": [StandardScaler(), StandardScaler(with_mean=False), "passthrough"],
    }
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    return GridSearchCV(model, grid, cv=3, n_jobs=2).fit(*load_iris(return_X_y=True))


ROWS: dict[str, tuple[str, Callable[[], Any]]] = {
    "forest100": ("forest of 100 trees", lambda: forest(100)),
    "forest1000": ("forest of 1000 trees", lambda: forest(1000)),
    "boosting": ("HistGradientBoosting, 200 rounds", boosting),
    "tfidf": ("TF-IDF over 200 000 words", text),
    "floats": ("list of 100 000 floats", floats),
    "neighbors": ("KNeighbors over 160 MB", neighbors),
    "gradient": ("GradientBoosting, 100 rounds of 10 trees", gradient_boosting),
    "isolation": ("IsolationForest of 100 trees", isolation),
    "small-trees": ("ExtraTrees of 5000 small trees", small_trees),
    "vectors": ("SVC of 20 000 support vectors", support_vectors),
    "search": ("GridSearchCV over 60 settings", search),
    "linear": ("LogisticRegression", linear),
    "pipeline": ("StandardScaler + LogisticRegression", pipeline),
}
