"""What a fitted model says of data: every public method that answers, and every fitted property."""

import copy
import types
import warnings

import numpy as np

OF_SAMPLES = (
    "predict",
    "predict_proba",
    "predict_log_proba",
    "predict_joint_log_proba",
    "decision_function",
    "transform",
    "score_samples",
    "apply",
    "decision_path",
    "kneighbors",
    "kneighbors_graph",
    "radius_neighbors",
    "radius_neighbors_graph",
    "staged_predict",
    "staged_predict_proba",
    "staged_decision_function",
    "mahalanobis",
    "path",
)
OF_TARGETS = ("score", "aic", "bic", "error_norm")
OF_NOTHING = (
    "get_feature_names_out",
    "get_support",
    "get_depth",
    "get_n_leaves",
    "get_precision",
    "get_covariance",
    "get_stop_words",
    "get_indices",
)


def answers(model, data):
    """Return what each method says of samples and targets; the type of its error where it says that it cannot."""
    X, y = data
    found = {}
    for names, given in ((OF_SAMPLES, (X,)), (OF_TARGETS, (X, y)), (OF_NOTHING, ())):
        found.update({name: answer(model, name, *given) for name in names})
    transformed = found["transform"]
    found["inverse_transform"] = answer(model, "inverse_transform", transformed)
    found["routing"] = str(answer(model, "get_metadata_routing"))
    found["sample"] = answer(model, "sample", 3)
    for base in type(model).__mro__:
        for name, value in vars(base).items():
            # Members by their names are attributes as well.
            if isinstance(value, property) and not name.startswith(("_", "named_")):
                found[name] = attempt(getattr, model, name)
    return {name: answer for name, answer in found.items() if answer is not None}


def answer(model, name, *given):
    """Return what one method says."""
    method = attempt(getattr, model, name)
    return method if method is None or isinstance(method, str) else attempt(method, *map(copy.copy, given))


def attempt(function, *given):
    """Return what a function returns, or the type of its error; nothing for what a model does not have."""
    np.random.seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = function(*given)
        except AttributeError:
            return None
        except (NotImplementedError, RuntimeError, TypeError, ValueError) as error:
            return f"{type(error).__name__}"
    if isinstance(found, types.GeneratorType):
        return list(found)
    return found


def learned(model, data):
    """Return what becomes of a model that goes on to learn: this changes it."""
    X, y = data
    given = (X,) if y is None else (X, y)
    if hasattr(model, "partial_fit"):
        return answer(model, "partial_fit", *given)
    return answer(model, "fit", *given) if getattr(model, "warm_start", False) else None
