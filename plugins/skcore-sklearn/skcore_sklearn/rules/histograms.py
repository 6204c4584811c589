"""Histogram gradient boosting: its trees, against the bins and the columns that they are for."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import array, count, equal, require

MOST_BINS = 256


def check_bin_mapper(obj: Any) -> None:
    """Check that values are sorted into bins that fit a byte, and categories are such bytes."""
    import numpy as np

    fields = vars(obj)
    if "bin_thresholds_" not in fields:
        return
    bins = count(fields["n_bins"], "n_bins", 3, MOST_BINS)
    equal(fields["missing_values_bin_idx_"], bins - 1, "missing_values_bin_idx_ is not the last bin")
    thresholds = fields["bin_thresholds_"]
    require(type(thresholds) is list and thresholds, "bin_thresholds_ is no list")
    categorical = array(fields["is_categorical_"], "is_categorical_", "u", (len(thresholds),))
    require(categorical.dtype == np.uint8 and (categorical <= 1).all(), "is_categorical_ is neither 0 nor 1")
    filled = array(fields["n_bins_non_missing_"], "n_bins_non_missing_", "u", (len(thresholds),))
    for limits, kind, number in zip(thresholds, categorical.tolist(), filled.tolist(), strict=True):
        array(limits, "bin_thresholds_", "f", (None,))
        require(number == len(limits) + 1 - kind, "n_bins_non_missing_ is not the number of bins")
        require(number <= bins - 1, "bin_thresholds_ has more values than there are bins")
        if kind:
            codes = (limits >= 0) & (limits < MOST_BINS) & (limits == np.floor(limits))
            require(codes.all(), "a category is no integer between 0 and 255")
    if fields["n_threads"] is not None:
        count(fields["n_threads"], "n_threads", 1, 512)


def check_histogram_boosting(obj: Any) -> None:
    """Hold a model against its predictors, its bins and what prepares its columns."""
    from sklearn.ensemble._hist_gradient_boosting.binning import _BinMapper

    fields = vars(obj)
    if "_predictors" not in fields:
        return
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    equal(fields["_n_features"], width, "_n_features is not n_features_in_")
    require(fields.get("_in_fit", False) is False, "_in_fit is set")
    mapper = fields["_bin_mapper"]
    require(type(mapper) is _BinMapper and "bin_thresholds_" in vars(mapper), "_bin_mapper is no fitted _BinMapper")
    require(len(mapper.bin_thresholds_) == width, "_bin_mapper is for other features")
    require(mapper.n_bins <= count(fields["max_bins"], "max_bins", 2, 255) + 1, "_bin_mapper has more than max_bins")
    several = len(fields["classes_"]) if "classes_" in fields else 1
    columns = several if several > 2 else 1
    equal(fields["n_trees_per_iteration_"], columns, "n_trees_per_iteration_ does not agree with classes_")
    array(fields["_baseline_prediction"], "_baseline_prediction", "f", (1, columns))
    _check_predictors(fields["_predictors"], columns, mapper.is_categorical_)
    if fields["_preprocessor"] is not None:
        _check_preprocessor(fields["_preprocessor"], width)


def _check_predictors(predictors: Any, columns: int, categorical: Any) -> None:
    import numpy as np
    from sklearn.ensemble._hist_gradient_boosting.predictor import TreePredictor

    require(type(predictors) is list, "_predictors is no list")
    members = []
    for group in predictors:
        require(type(group) is list and len(group) == columns, "_predictors has not one for each column")
        members += group
    require(all(type(member) is TreePredictor for member in members), "_predictors has another than a TreePredictor")
    require(len(set(map(id, members))) == len(members), "_predictors has a member twice")
    if members:
        nodes = _nodes(members)
        inner = np.flatnonzero(nodes["is_leaf"] == 0)
        feature = nodes["feature_idx"][inner]
        require((feature < len(categorical)).all(), "a predictor has a feature that the data has not")
        asked = feature[nodes["is_categorical"][inner] == 1]
        require((categorical[asked] == 1).all(), "a predictor looks for categories in a feature that has none")


def _nodes(members: list[Any]) -> Any:
    """Return the nodes of all predictors; those of one file, which lie one after another, without a copy."""
    import numpy as np

    parts = [member.nodes for member in members]
    whole = parts[0].base
    if type(whole) is np.ndarray and all(part.base is whole for part in parts) and sum(map(len, parts)) == len(whole):
        return whole
    # As bytes, since numpy works out the common type of records anew for each of them.
    return np.concatenate([part.view(np.uint8) for part in parts]).view(parts[0].dtype)


def _check_preprocessor(found: Any, width: int) -> None:
    """Check that the data gets as many columns as it had: those with categories first, then the others."""
    import numpy as np
    from sklearn.compose import ColumnTransformer
    from sklearn.preprocessing import FunctionTransformer, OrdinalEncoder

    require(type(found) is ColumnTransformer, "_preprocessor is no ColumnTransformer")
    fields = vars(found)
    equal(fields["n_features_in_"], width, "_preprocessor is for other features")
    plain = fields["sparse_output_"] is False and fields["transformer_weights"] is None
    output = fields["_sklearn_output_config"]
    plain = plain and type(output) is dict and list(map(type, output.values())) == [str]
    require(plain and output == {"transform": "default"}, "_preprocessor is no plain one")
    steps = fields["transformers_"]
    require(type(steps) is list and len(steps) in (2, 3), "_preprocessor has other steps")
    taken = np.zeros(width, np.intp)
    for step, (name, cls) in zip(
        steps, (("encoder", OrdinalEncoder), ("numerical", FunctionTransformer)), strict=False
    ):
        require(type(step) is tuple and len(step) == 3, "_preprocessor has other steps")
        require(type(step[0]) is str and step[0] == name, "_preprocessor has other steps")
        chosen = array(step[2], "the columns of a step", "b", (width,))
        require(type(step[1]) is cls or not chosen.any(), f"{name} is no {cls.__name__}")
        indices = fields["_transformer_to_input_indices"].get(name)
        numbers = type(indices) is list and set(map(type, indices)) <= {int}
        require(
            numbers and indices == np.flatnonzero(chosen).tolist(), "the columns of a step are not those of the data"
        )
        taken += chosen
    require((taken == 1).all(), "_preprocessor takes a column twice, or leaves one out")
    for rest in steps[2:]:
        dropped = type(rest) is tuple and len(rest) == 3 and type(rest[1]) is str and rest[1] == "drop"
        require(dropped, "_preprocessor keeps other columns")
    if steps[1][2].any():
        _check_conversion(vars(steps[1][1]))


def _check_conversion(fields: dict[str, Any]) -> None:
    import functools

    import numpy as np
    from sklearn.utils import check_array

    convert = fields["func"]
    require(type(convert) is functools.partial and convert.func is check_array, "numerical does not convert columns")
    known = convert.keywords.keys() <= {"dtype", "ensure_all_finite", "force_all_finite"}
    dtypes = convert.keywords["dtype"]
    known = known and type(dtypes) is list and len(dtypes) == 1 and dtypes[0] is np.float64
    require(known and not convert.args, "numerical converts otherwise")
    require(not fields["kw_args"] and fields["validate"] is False, "numerical has other arguments")
