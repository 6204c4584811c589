"""Dummy estimators: the shape of what they predict for each sample."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import array, count, equal, require


def check_dummy(obj: Any) -> None:
    """Check that there are as many outputs and classes as there is memory for them in the file."""
    fields = vars(obj)
    if "n_outputs_" not in fields:
        return
    outputs = count(fields["n_outputs_"], "n_outputs_", 1)
    if "classes_" not in fields:
        array(fields["constant_"], "constant_", "biufO", (1, outputs))
        return
    classes, counts, priors = fields["classes_"], fields["n_classes_"], fields["class_prior_"]
    if outputs == 1:
        classes, counts, priors = [classes], [counts], [priors]
    for members in (classes, counts, priors):
        require(type(members) is list and len(members) == outputs, "classes_ has not one member for each output")
    for names, number, prior in zip(classes, counts, priors, strict=True):
        array(names, "classes_", "biufUSOmM", (None,))
        equal(number, len(names), "n_classes_ is not the number of classes_")
        array(prior, "class_prior_", "f", (len(names),))
