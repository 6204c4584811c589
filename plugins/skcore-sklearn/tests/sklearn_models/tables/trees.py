"""Trees and forests."""

from sklearn import ensemble, tree

SEED = {"random_state": 0}
FOREST = {"n_estimators": 5, **SEED}


MODELS = {
    "tree": (tree.DecisionTreeClassifier(**SEED), "iris"),
    "tree, two outputs": (tree.DecisionTreeClassifier(**SEED), "iris two outputs"),
    "tree, gaps": (tree.DecisionTreeClassifier(**SEED), "iris gaps"),
    "tree, names": (tree.DecisionTreeClassifier(**SEED), "iris strings"),
    "tree, sparse": (tree.DecisionTreeClassifier(**SEED), "digits sparse"),
    "tree, one sample": (tree.DecisionTreeRegressor(), "diabetes one"),
    "tree, pruned": (tree.DecisionTreeRegressor(ccp_alpha=50.0, **SEED), "diabetes"),
    "tree, depth 1": (tree.DecisionTreeClassifier(max_depth=1), "iris"),
    "tree, best first": (tree.DecisionTreeRegressor(max_leaf_nodes=9, **SEED), "diabetes two outputs"),
    "tree, absolute error": (tree.DecisionTreeRegressor(criterion="absolute_error", max_depth=3), "diabetes"),
    "tree, monotone": (tree.DecisionTreeRegressor(monotonic_cst=[1] + [0] * 9), "diabetes"),
    "extra tree": (tree.ExtraTreeClassifier(**SEED), "wine"),
    "extra tree regressor": (tree.ExtraTreeRegressor(**SEED), "diabetes"),
    "forest": (ensemble.RandomForestClassifier(oob_score=False, **FOREST), "iris objects"),
    "forest, two outputs": (ensemble.RandomForestClassifier(**FOREST), "iris two outputs"),
    "forest, warm start": (ensemble.RandomForestClassifier(warm_start=True, **FOREST), "iris gaps"),
    "forest, samples": (ensemble.RandomForestRegressor(max_samples=0.5, **FOREST), "diabetes two outputs"),
    "forest, frame": (ensemble.RandomForestClassifier(class_weight="balanced", **FOREST), "wine frame"),
    "extra trees": (ensemble.ExtraTreesClassifier(bootstrap=True, oob_score=True, **SEED), "wine"),
    "extra trees regressor": (ensemble.ExtraTreesRegressor(**FOREST), "diabetes"),
    "trees embedding": (ensemble.RandomTreesEmbedding(**FOREST), "iris"),
    "isolation forest": (ensemble.IsolationForest(**FOREST), "cancer"),
    "isolation forest, columns": (ensemble.IsolationForest(max_features=0.5, **FOREST), "cancer"),
    "isolation forest, sparse": (ensemble.IsolationForest(contamination=0.1, **FOREST), "digits sparse"),
}
