"""What users do with models: weights, missing values, labels, frames, nests of estimators and searches."""

import numpy as np
from scipy import stats
from scipy.spatial import distance
from sklearn import (
    calibration,
    compose,
    ensemble,
    feature_selection,
    impute,
    linear_model,
    metrics,
    model_selection,
    multiclass,
    multioutput,
    naive_bayes,
    neighbors,
    neural_network,
    pipeline,
    preprocessing,
    semi_supervised,
    svm,
    tree,
)
from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
from sklearn.feature_extraction import text as texts

SEED = {"random_state": 0}
FEW = {"n_estimators": 3, **SEED}


def scaled(model):
    return pipeline.make_pipeline(preprocessing.StandardScaler(), model)


def logistic():
    return linear_model.LogisticRegression(max_iter=500)


def nest():
    """Return a stack of a vote and of a pipeline of a bag."""
    vote = ensemble.VotingClassifier([("bayes", naive_bayes.GaussianNB()), ("near", neighbors.KNeighborsClassifier())])
    bag = scaled(ensemble.BaggingClassifier(tree.DecisionTreeClassifier(max_depth=2), **FEW))
    return ensemble.StackingClassifier(
        [("vote", vote), ("bag", bag)], logistic(), cv=2, stack_method="predict", passthrough=True
    )


def mixed_columns():
    """Return a transformer of a frame: some columns by name, some by type, with transformers of their own."""
    numbers = pipeline.make_pipeline(impute.SimpleImputer(strategy="median", add_indicator=True), "passthrough")
    return compose.ColumnTransformer(
        [
            ("numbers", numbers, compose.make_column_selector(dtype_include=np.number)),
            ("names", preprocessing.OneHotEncoder(handle_unknown="ignore"), ["name"]),
            ("words", texts.CountVectorizer(), "text"),
        ]
    )


MODELS = {
    # labels
    "labels": (preprocessing.LabelEncoder(), "names of iris"),
    "labels, binary": (preprocessing.LabelBinarizer(neg_label=-1, pos_label=2), "names of iris"),
    "labels, sparse": (preprocessing.LabelBinarizer(sparse_output=True), "names of iris"),
    "sets of labels": (preprocessing.MultiLabelBinarizer(), "sets"),
    "sets of labels, given": (preprocessing.MultiLabelBinarizer(classes=["b", "a", "c"], sparse_output=True), "sets"),
    "labels of several classes": (neighbors.KNeighborsClassifier(), "digits label sets"),
    "trees of label sets": (tree.DecisionTreeClassifier(**SEED), "digits label sets"),
    "network of label sets": (
        neural_network.MLPClassifier(hidden_layer_sizes=(4,), max_iter=9, **SEED),
        "digits label sets",
    ),
    "truth": (logistic(), "cancer truths"),
    # weights
    "tree, weighted": (tree.DecisionTreeClassifier(class_weight={0: 2.0, 1: 1.0, 2: 0.5}, **SEED), "iris weighted"),
    "boosting, weighted": (ensemble.GradientBoostingRegressor(**FEW), "diabetes weighted"),
    "histograms, weighted": (ensemble.HistGradientBoostingRegressor(max_iter=3, **SEED), "diabetes weighted"),
    "vectors, weighted": (svm.SVC(probability=False, **SEED), "iris weighted"),
    "logistic, weighted": (logistic(), "iris weighted"),
    "bins, weighted": (preprocessing.KBinsDiscretizer(3, encode="ordinal", subsample=None, **SEED), "iris"),
    # warm start and early stopping
    "trees, warm": (ensemble.ExtraTreesRegressor(warm_start=True, **FEW), "diabetes"),
    "bag, warm": (ensemble.BaggingRegressor(warm_start=True, bootstrap_features=True, **FEW), "diabetes"),
    "boosting, warm": (ensemble.GradientBoostingClassifier(warm_start=True, **FEW), "iris"),
    "isolation, warm": (ensemble.IsolationForest(warm_start=True, **FEW), "iris"),
    "network, stopped": (
        neural_network.MLPClassifier(
            hidden_layer_sizes=(4, 3), early_stopping=True, max_iter=30, activation="tanh", **SEED
        ),
        "wine",  # not strings, over which 1.8 fails in fit
    ),
    "network, slow": (
        neural_network.MLPRegressor(hidden_layer_sizes=(4,), solver="lbfgs", max_iter=9, **SEED),
        "diabetes two outputs",
    ),
    "network, warm": (
        neural_network.MLPRegressor(hidden_layer_sizes=(4,), warm_start=True, max_iter=9, **SEED),
        "diabetes",
    ),
    "descent, stopped": (linear_model.SGDClassifier(early_stopping=True, warm_start=True, **SEED), "iris strings"),
    "passive": (linear_model.PassiveAggressiveClassifier(**SEED), "iris"),
    "passive, regression": (linear_model.PassiveAggressiveRegressor(average=True, **SEED), "diabetes"),
    # gaps
    "gaps, indicated": (impute.MissingIndicator(), "iris gaps"),
    "gaps, indicated as sparse": (impute.MissingIndicator(features="all", sparse=True), "iris gaps"),
    "gaps, iterated": (impute.IterativeImputer(max_iter=2, **SEED), "iris gaps"),
    "gaps, iterated by trees": (
        impute.IterativeImputer(
            tree.DecisionTreeRegressor(**SEED), max_iter=2, n_nearest_features=2, add_indicator=True, **SEED
        ),
        "iris gaps",
    ),
    "gaps, iterated by chance": (impute.IterativeImputer(sample_posterior=True, max_iter=2, **SEED), "iris gaps"),
    "gaps, named": (impute.SimpleImputer(strategy="most_frequent"), "iris names"),
    "gaps, filled by a text": (impute.SimpleImputer(strategy="constant", fill_value="none"), "iris names"),
    "gaps, near": (
        impute.KNNImputer(weights="distance", add_indicator=True).set_output(transform="pandas"),
        "iris gaps",
    ),
    # frames
    "frame of all": (mixed_columns(), "people"),
    "frame to frame": (mixed_columns().set_params(sparse_threshold=0.0), "people"),
    "frame, one hot": (
        preprocessing.OneHotEncoder(sparse_output=False).set_output(transform="pandas"),
        "people names",
    ),
    "frame, codes": (preprocessing.OrdinalEncoder(), "people names"),
    "frame, target codes": (preprocessing.TargetEncoder(cv=2, **SEED), "people names"),
    "frame, target codes of classes": (preprocessing.TargetEncoder(cv=2, **SEED), "iris codes"),
    "frame, histograms": (
        ensemble.HistGradientBoostingClassifier(categorical_features="from_dtype", max_iter=3, **SEED),
        "people categories",
    ),
    "frame, union": (
        pipeline.FeatureUnion(
            [("scaled", preprocessing.MinMaxScaler()), ("kept", "passthrough"), ("left", "drop")],
            transformer_weights={"scaled": 2.0},
        ).set_output(transform="pandas"),
        "iris frame",
    ),
    "frame, positions": (
        compose.make_column_transformer(
            (preprocessing.StandardScaler(), [True, False, False, True]), ("drop", [1]), remainder="passthrough"
        ),
        "iris frame",
    ),
    # nests
    "nest": (nest(), "iris strings"),
    "stack of regressions": (
        ensemble.StackingRegressor([("a", scaled(linear_model.Ridge())), ("b", svm.LinearSVR())], cv=2),
        "diabetes",
    ),
    "stack of fitted": (
        ensemble.StackingRegressor([("a", linear_model.Ridge().fit([[0.0] * 10], [1.0]))], cv="prefit"),
        "diabetes",
    ),
    "vote, hard": (
        ensemble.VotingClassifier([("a", naive_bayes.GaussianNB()), ("b", logistic())], weights=[1, 2]),
        "wine",
    ),
    "calibrated, isotonic": (calibration.CalibratedClassifierCV(method="isotonic", cv=2), "iris strings"),
    "calibrated, not an ensemble": (
        calibration.CalibratedClassifierCV(naive_bayes.GaussianNB(), ensemble=False, cv=2),
        "iris",
    ),
    "one against the rest, of label sets": (multiclass.OneVsRestClassifier(logistic()), "digits label sets"),
    "one against one, of chance": (multiclass.OneVsOneClassifier(naive_bayes.GaussianNB()), "iris objects"),
    "output codes, of trees": (
        multiclass.OutputCodeClassifier(tree.DecisionTreeClassifier(**SEED), code_size=3, **SEED),
        "iris strings",
    ),
    "chain of classes": (multioutput.ClassifierChain(logistic(), order="random", cv=2, **SEED), "digits label sets"),
    "regressions": (multioutput.MultiOutputRegressor(linear_model.SGDRegressor(**SEED)), "diabetes two outputs"),
    "trained on itself": (
        semi_supervised.SelfTrainingClassifier(naive_bayes.GaussianNB(), criterion="k_best", k_best=5),
        "iris unlabelled",
    ),
    "target of a scale": (
        compose.TransformedTargetRegressor(
            linear_model.Ridge(), transformer=preprocessing.QuantileTransformer(n_quantiles=9, **SEED)
        ),
        "diabetes two outputs",
    ),
    "consensus of trees": (
        linear_model.RANSACRegressor(tree.DecisionTreeRegressor(max_depth=3), min_samples=20, max_trials=5, **SEED),
        "diabetes",
    ),
    "adaboost of stumps": (
        ensemble.AdaBoostClassifier(tree.DecisionTreeClassifier(max_depth=2), learning_rate=0.5, **FEW),
        "iris strings",
    ),
    "adaboost of lines": (ensemble.AdaBoostRegressor(linear_model.Ridge(), loss="square", **FEW), "diabetes"),
    "bag of rows and columns": (
        ensemble.BaggingClassifier(
            linear_model.SGDClassifier(**SEED), max_samples=0.5, max_features=0.5, bootstrap=False, **FEW
        ),
        "digits sparse",
    ),
    "features of lasso": (
        feature_selection.SelectFromModel(linear_model.LassoCV(cv=2), threshold="mean", max_features=3),
        "diabetes frame",
    ),
    "features eliminated, of frames": (feature_selection.RFECV(linear_model.Ridge(), cv=2, step=3), "diabetes frame"),
    "histograms that stop by a score": (
        ensemble.HistGradientBoostingClassifier(max_iter=3, early_stopping=True, scoring="accuracy", **SEED),
        "iris",
    ),
    "histograms that stop by a scorer": (
        ensemble.HistGradientBoostingRegressor(
            max_iter=3,
            early_stopping=True,
            scoring=metrics.make_scorer(metrics.mean_absolute_error, greater_is_better=False),
            **SEED,
        ),
        "diabetes",
    ),
    "near by a function": (neighbors.KNeighborsClassifier(metric=distance.cosine), "iris strings"),
    "near by a function, brute": (
        neighbors.NearestNeighbors(metric=distance.correlation, algorithm="brute"),
        "iris",
    ),
    # searches
    "random search of statistics": (
        model_selection.RandomizedSearchCV(
            svm.SVC(), {"C": stats.loguniform(0.1, 10.0), "gamma": stats.uniform(0.1, 1.0)}, n_iter=2, cv=2, **SEED
        ),
        "iris",
    ),
    "grid of an array": (model_selection.GridSearchCV(svm.SVC(), {"C": np.logspace(-1, 1, 3)}, cv=2), "iris frame"),
    "search with several scores": (
        model_selection.GridSearchCV(
            tree.DecisionTreeClassifier(**SEED),
            [{"max_depth": [1, 3], "criterion": ["gini"]}, {"min_samples_leaf": [2]}],
            scoring={
                "hits": "accuracy",
                "loss": metrics.make_scorer(metrics.log_loss, response_method="predict_proba", greater_is_better=False),
            },
            refit="hits",
            cv=model_selection.StratifiedKFold(2, shuffle=True, **SEED),
            return_train_score=True,
        ),
        "iris",
    ),
    "search of a given split": (
        model_selection.GridSearchCV(
            linear_model.Ridge(), {"alpha": np.array([0.1, 1.0])}, cv=[(np.arange(100), np.arange(100, 120))]
        ),
        "diabetes",
    ),
    "search that is not fitted again": (
        model_selection.GridSearchCV(linear_model.Ridge(), {"alpha": [0.1, 1.0]}, refit=False, cv=2),
        "diabetes",
    ),
    "random search of distributions": (
        model_selection.RandomizedSearchCV(
            scaled(svm.SVC()), {"svc__C": [0.5, 1.0, 4.0], "svc__kernel": ["linear", "rbf"]}, n_iter=2, cv=2, **SEED
        ),
        "iris strings",
    ),
    "random halving": (
        model_selection.HalvingRandomSearchCV(
            tree.DecisionTreeClassifier(**SEED), {"max_depth": [1, 2, 3, 4]}, cv=2, min_resources=30, **SEED
        ),
        "iris",
    ),
    "threshold of costs": (
        model_selection.TunedThresholdClassifierCV(
            logistic(), scoring=metrics.make_scorer(metrics.f1_score), cv=2, store_cv_results=True, thresholds=9
        ),
        "cancer float32",
    ),
    # the rest of linear models and of naive Bayes
    "elastic net, cross-validated": (
        linear_model.ElasticNetCV(l1_ratio=[0.2, 0.9], alphas=[0.1, 1.0], cv=2),
        "diabetes",
    ),
    "lasso, by angles": (linear_model.LassoLars(alpha=0.1), "diabetes two outputs"),
    "lasso, by angles, cross-validated": (linear_model.LassoLarsCV(cv=2), "diabetes"),
    "multi-task net": (linear_model.MultiTaskElasticNet(), "diabetes two outputs"),
    "multi-task net, cross-validated": (
        linear_model.MultiTaskElasticNetCV(alphas=[0.1, 1.0], cv=2),
        "diabetes two outputs",
    ),
    "multi-task lasso, cross-validated": (
        linear_model.MultiTaskLassoCV(alphas=[0.1, 1.0], cv=2),
        "diabetes two outputs",
    ),
    "matching pursuit, cross-validated": (linear_model.OrthogonalMatchingPursuitCV(cv=2), "diabetes"),
    "bayes, of bits": (naive_bayes.BernoulliNB(), "digits binary"),
    "bayes, of complements": (naive_bayes.ComplementNB(), "digits sparse array"),
    "logistic, of sparse arrays": (logistic(), "digits sparse array"),
    "ridge, of sparse arrays": (linear_model.Ridge(solver="sparse_cg"), "diabetes sparse array"),
}

try:
    from sklearn import frozen
except ImportError:
    # New in 1.6.
    pass
else:
    FROZEN = linear_model.LogisticRegression().fit([[0.0] * 4, [1.0] * 4, [2.0] * 4], [0, 1, 2])
    MODELS["frozen"] = (frozen.FrozenEstimator(FROZEN), "iris")
    MODELS["frozen, calibrated"] = (calibration.CalibratedClassifierCV(frozen.FrozenEstimator(FROZEN)), "iris")
    MODELS["frozen, in a vote"] = (
        ensemble.VotingClassifier([("a", frozen.FrozenEstimator(FROZEN)), ("b", naive_bayes.GaussianNB())]),
        "iris",
    )

if hasattr(calibration, "_TemperatureScaling"):
    # New in 1.8.
    MODELS["calibrated by temperature"] = (
        calibration.CalibratedClassifierCV(naive_bayes.GaussianNB(), method="temperature", cv=2),
        "iris",
    )
