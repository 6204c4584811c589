"""What a fitted model says of data."""

import scipy.sparse as sp

METHODS = ("predict", "predict_proba", "decision_function", "transform", "score_samples", "apply", "kneighbors")


def answers(model, data):
    """Return what a model says of data, by the methods that it has for that."""
    found = {}
    for method in METHODS:
        if hasattr(model, method):
            answer = getattr(model, method)(data)
            found[method] = answer.toarray() if sp.issparse(answer) else answer
    return found
