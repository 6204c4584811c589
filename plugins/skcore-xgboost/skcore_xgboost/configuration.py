"""What a booster was trained with, and goes on with: every section and parameter by name, and each value by its form.

Sections are named ``..._param``, and hold texts alone, which dmlc's parser reads. From the ``DMLC_DECLARE_FIELD`` of
XGBoost 2.1 to 3.2. None of them names a file, or another machine.
"""

from __future__ import annotations

import re
from typing import Any

from skcore_xgboost.checking import check_keys, number, require
from skcore_xgboost.ubjson import Numbers

MOST_THREADS = 1024
MOST_BINS = 2**24
MOST_PARALLEL = 2**20
_SECTIONS = {
    "aft_loss_param": "aft_loss_distribution aft_loss_distribution_scale",
    "colmaker_train_param": "default_direction opt_dense_col",
    "coordinate_param": "top_k",
    "dart_train_param": "normalize_type one_drop rate_drop sample_type skip_drop",
    "gblinear_train_param": "max_row_perbatch tolerance updater",
    "gbtree_model_param": "num_parallel_tree num_trees",
    "gbtree_train_param": "process_type tree_method updater updater_seq",
    "generic_param": """
        device fail_on_invalid_gpu_id n_jobs nthread random_state seed seed_per_iteration validate_parameters
    """,
    "hist_train_param": "debug_synchronize max_cached_hist_node",
    "lambdarank_param": """
        lambdarank_bias_norm lambdarank_normalization lambdarank_num_pair_per_sample lambdarank_pair_method
        lambdarank_score_normalization lambdarank_unbiased ndcg_exp_gain
    """,
    "learner_model_param": "base_score boost_from_average num_class num_feature num_target",
    "learner_train_param": "booster disable_default_eval_metric multi_strategy objective",
    "linear_train_param": "alpha eta feature_selector lambda learning_rate reg_alpha reg_lambda",
    "poisson_regression_param": "max_delta_step",
    "pseudo_huber_param": "huber_slope",
    "quantile_loss_param": "quantile_alpha",
    "reg_loss_param": "scale_pos_weight",
    "softmax_multiclass_param": "num_class",
    "tree_train_param": """
        alpha cache_opt colsample_bylevel colsample_bynode colsample_bytree eta gamma grow_policy
        interaction_constraints lambda learning_rate max_bin max_cat_threshold max_cat_to_onehot max_delta_step
        max_depth max_leaves min_child_weight min_split_loss monotone_constraints refresh_leaf reg_alpha reg_lambda
        sampling_method sketch_ratio sparse_threshold subsample
    """,
    "tweedie_regression_param": "tweedie_variance_power",
}
_KNOWN = {section: frozenset(names.split()) for section, names in _SECTIONS.items()}
_SIMPLE = re.compile(r"[A-Za-z0-9_:.+-]{0,64}")
_FLOAT = r"-?\d{1,40}(\.\d{1,40})?([eE][-+]?\d{1,3})?"
FLOATS = re.compile(rf"\[{_FLOAT}(,{_FLOAT})*\]|{_FLOAT}")
"""How XGBoost writes an array of numbers: that of one, before version 3.1, without brackets."""
_UPDATERS = (
    *("grow_colmaker", "grow_gpu_approx", "grow_gpu_hist", "grow_histmaker", "grow_quantile_histmaker"),
    *("prune", "refresh", "sync"),
)
_FORMS = {
    "base_score": FLOATS,
    "interaction_constraints": re.compile(r"(\[( ?\[[\d, ]*\],?)*\])?"),
    "monotone_constraints": re.compile(r"\(([-\d, ]*)\)|\[([-\d, ]*)\]"),
    "quantile_alpha": re.compile(rf"\[\]|{FLOATS.pattern}"),
    "updater": re.compile(rf"({'|'.join((*_UPDATERS, 'shotgun', 'coord_descent', 'gpu_coord_descent'))}|,)*"),
}
_FORMS["updater_seq"] = _FORMS["updater"]
_RANGES = {
    "max_bin": (0, MOST_BINS),
    "n_jobs": (-MOST_THREADS, MOST_THREADS),
    "nthread": (-MOST_THREADS, MOST_THREADS),
    "num_parallel_tree": (1, MOST_PARALLEL),
}
OBJECTIVES = {
    **dict.fromkeys(("binary:hinge", "reg:absoluteerror", "survival:cox"), ""),
    **dict.fromkeys(("binary:logistic", "binary:logitraw", "reg:gamma", "reg:linear"), "reg_loss_param"),
    **dict.fromkeys(("reg:logistic", "reg:squarederror", "reg:squaredlogerror"), "reg_loss_param"),
    **dict.fromkeys(("multi:softmax", "multi:softprob"), "softmax_multiclass_param"),
    **dict.fromkeys(("rank:map", "rank:ndcg", "rank:pairwise"), "lambdarank_param"),
    "count:poisson": "poisson_regression_param",
    "reg:pseudohubererror": "pseudo_huber_param",
    "reg:quantileerror": "quantile_loss_param",
    "reg:tweedie": "tweedie_regression_param",
    "survival:aft": "aft_loss_param",
}
"""The objectives, and the section that each needs."""
_FREE = frozenset(("reg:squaredlogerror",))
"""That have the section in some versions only."""
_METRICS = {
    **dict.fromkeys(["auc", "aucpr", "cox-nloglik", "error", "gamma-deviance", "gamma-nloglik"], ""),
    **dict.fromkeys(["interval-regression-accuracy", "logloss", "mae", "mape", "merror", "mlogloss"], ""),
    **dict.fromkeys(["ams", "poisson-nloglik", "rmse", "rmsle", "tweedie-nloglik"], ""),
    **dict.fromkeys(["map", "ndcg", "pre"], "lambdarank_param"),
    "aft-nloglik": "aft_loss_param",
    "mphe": "pseudo_huber_param",
    "quantile": "quantile_loss_param",
}
_METRIC = re.compile(r"([a-z-]+?)(@[\d.e+-]{1,32})?-?")


def check_configuration(value: Any, model: dict[str, Any]) -> None:
    """Raise InvalidStateError unless a configuration is one that the learner of a model can have."""
    check_keys(value, "Config", {"learner", "version"})
    learner = value["learner"]
    names = ("generic_param", "learner_model_param", "learner_train_param")
    check_keys(learner, "the learner of Config", {"gradient_booster", "metrics", "objective", *names})
    for name in names:
        check_section(learner, name)
    train = learner["learner_train_param"]
    require(learner["learner_model_param"] == model["learner_model_param"], "Config is that of another model")
    check_objective(learner["objective"])
    require(train.get("objective") == learner["objective"]["name"], "Config has two objectives")
    require(learner["objective"]["name"] == model["objective"]["name"], "Config has another objective than the model")
    booster = learner["gradient_booster"]
    require(type(booster) is dict and train.get("booster") == booster.get("name"), "Config has two boosters")
    require(booster["name"] == model["gradient_booster"]["name"], "Config has another booster than the model")
    _BOOSTERS[booster["name"]](booster)
    require(type(learner["metrics"]) is list, "metrics is no list")
    for metric in learner["metrics"]:
        _check_metric(metric)


def check_section(owner: dict[str, Any], name: str) -> None:
    """Check the texts of a section of parameters."""
    section = owner[name]
    check_keys(section, name, frozenset(), _KNOWN[name])
    for key, text in section.items():
        if key in _RANGES:
            number(text, key, *_RANGES[key])
        else:
            form = _FORMS.get(key, _SIMPLE)
            require(type(text) is str and form.fullmatch(text), f"{key} is of a form that XGBoost does not write")


def check_objective(value: Any) -> None:
    """Check the name of an objective, and its parameters."""
    require(type(value) is dict and value.get("name") in OBJECTIVES, "the objective is not one that is known")
    section = OBJECTIVES[value["name"]]
    needed = {section} - {""}
    more = {"ti+", "tj-"} if section == "lambdarank_param" else frozenset()
    if value["name"] in _FREE:
        needed, more = set(), needed
    check_keys(value, "the objective", {"name"} | needed, more)
    if section in value:
        check_section(value, section)
    bias = [value[key] for key in ("ti+", "tj-") if key in value]
    if bias:
        numbers = [type(part) is Numbers and part.marker == b"d" for part in bias]
        require(all(numbers) and len({*map(len, bias)}) == 1, "ti+ and tj- are not of one length")


def _check_metric(value: Any) -> None:
    name = value.get("name") if type(value) is dict else None
    match = _METRIC.fullmatch(name) if type(name) is str else None
    require(match is not None and match[1] in _METRICS, "metrics has one that is not known")
    assert match is not None
    section = _METRICS[match[1]]
    check_keys(value, "a metric", {"name", section} - {""})
    if section:
        check_section(value, section)


def _check_gbtree(value: Any) -> None:
    sections = ("gbtree_model_param", "gbtree_train_param", "tree_train_param")
    check_keys(value, "gbtree", {"name", "specified_updater", "updater", *sections})
    require(value["name"] == "gbtree", "gbtree has another name")
    for name in sections:
        check_section(value, name)
    require(type(value["specified_updater"]) is bool, "specified_updater is neither true nor false")
    require(type(value["updater"]) is list, "updater is no list")
    for updater in value["updater"]:
        check_keys(updater, "an updater", {"name"}, {"colmaker_train_param", "hist_train_param"})
        require(updater["name"] in _UPDATERS, "updater has one that is not known")
        for name in updater.keys() - {"name"}:
            check_section(updater, name)


def _check_dart(value: Any) -> None:
    check_keys(value, "dart", {"name", "gbtree", "dart_train_param"})
    check_section(value, "dart_train_param")
    _check_gbtree(value["gbtree"])


def _check_gblinear(value: Any) -> None:
    check_keys(value, "gblinear", {"name", "gblinear_train_param", "updater"})
    check_section(value, "gblinear_train_param")
    check_keys(value["updater"], "the updater", {"linear_train_param"}, {"coordinate_param"})
    for name in value["updater"]:
        check_section(value["updater"], name)


_BOOSTERS = {"gbtree": _check_gbtree, "dart": _check_dart, "gblinear": _check_gblinear}
