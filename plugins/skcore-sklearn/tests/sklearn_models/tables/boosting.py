"""Ensembles that boost, bag, vote and stack."""

from sklearn import ensemble, linear_model, naive_bayes

SEED = {"random_state": 0}
FOREST = {"n_estimators": 5, **SEED}
STEPS = {"n_estimators": 4, **SEED}
BOOST = {"max_iter": 4, **SEED}


def voting():
    return [("a", linear_model.LogisticRegression(max_iter=500)), ("b", naive_bayes.GaussianNB()), ("c", "drop")]


MODELS = {
    "boosting": (ensemble.GradientBoostingClassifier(**STEPS), "iris strings"),
    "boosting, binary": (ensemble.GradientBoostingClassifier(subsample=0.5, **STEPS), "cancer"),
    "boosting, exponential": (ensemble.GradientBoostingClassifier(loss="exponential", **STEPS), "cancer"),
    "boosting, zero": (ensemble.GradientBoostingClassifier(init="zero", **STEPS), "iris"),
    "boosting, from a forest": (
        ensemble.GradientBoostingClassifier(init=ensemble.RandomForestClassifier(**FOREST), **STEPS),
        "iris",
    ),
    "boosting, from a regression": (
        ensemble.GradientBoostingClassifier(init=linear_model.LogisticRegression(max_iter=500), **STEPS),
        "iris",
    ),
    "boosting, from a line": (ensemble.GradientBoostingRegressor(init=linear_model.Ridge(), **STEPS), "diabetes"),
    "boosting, from counts": (
        ensemble.GradientBoostingRegressor(init=linear_model.PoissonRegressor(), **STEPS),
        "diabetes positive",
    ),
    "boosting, huber": (ensemble.GradientBoostingRegressor(loss="huber", warm_start=True, **STEPS), "diabetes"),
    "boosting, quantile": (ensemble.GradientBoostingRegressor(loss="quantile", alpha=0.3, **STEPS), "diabetes"),
    "boosting, stopped": (ensemble.GradientBoostingRegressor(n_iter_no_change=1, **SEED), "diabetes"),
    "boosting, sparse": (ensemble.GradientBoostingRegressor(**STEPS), "digits sparse"),
    "histograms": (ensemble.HistGradientBoostingClassifier(**BOOST), "iris strings"),
    "histograms, gaps": (ensemble.HistGradientBoostingClassifier(**BOOST), "cancer gaps"),
    "histograms, categories": (
        ensemble.HistGradientBoostingClassifier(categorical_features=[1, 3], min_samples_leaf=5, **BOOST),
        "iris codes",
    ),
    "histograms, frame": (
        ensemble.HistGradientBoostingClassifier(categorical_features=["hue"], **BOOST),
        "wine frame",
    ),
    "histograms, regression": (ensemble.HistGradientBoostingRegressor(early_stopping=True, **BOOST), "diabetes"),
    "histograms, poisson": (ensemble.HistGradientBoostingRegressor(loss="poisson", **BOOST), "diabetes"),
    "histograms, quantile": (
        ensemble.HistGradientBoostingRegressor(loss="quantile", quantile=0.2, **BOOST),
        "diabetes",
    ),
    "histograms, constraints": (
        ensemble.HistGradientBoostingRegressor(
            monotonic_cst=[1] + [0] * 9, interaction_cst="pairwise", max_bins=16, warm_start=True, **BOOST
        ),
        "diabetes",
    ),
    "adaboost": (ensemble.AdaBoostClassifier(**STEPS), "iris"),
    "adaboost, regression": (ensemble.AdaBoostRegressor(**STEPS), "diabetes"),
    "bagging": (ensemble.BaggingClassifier(max_features=0.5, oob_score=True, **SEED), "wine"),
    "bagging, regression": (ensemble.BaggingRegressor(linear_model.Ridge(), **STEPS), "diabetes"),
    "voting": (ensemble.VotingClassifier(voting(), voting="soft"), "iris strings"),
    "voting, regression": (ensemble.VotingRegressor([("a", linear_model.Ridge())]), "diabetes"),
    "stacking": (ensemble.StackingClassifier(voting(), passthrough=True), "iris"),
    "stacking, regression": (ensemble.StackingRegressor([("a", linear_model.Ridge())]), "diabetes"),
}
