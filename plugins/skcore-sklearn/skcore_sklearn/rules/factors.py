"""Matrices taken apart into components: their shapes, and the loops that find the weights of new samples."""

from __future__ import annotations

from typing import Any

from skcore_sklearn.checking import MOST_ITERATIONS, any_of, array, bounded, count, equal, number, require

MOST_ATOMS = 2**24
"""Each of them gets a name."""


def _components(fields: dict[str, Any]) -> Any:
    width = count(fields["n_features_in_"], "n_features_in_", 1)
    components = array(fields["components_"], "components_", "f", (None, width))
    require(len(components), "components_ is empty")
    return components


def _rounds(fields: dict[str, Any], *names: str) -> None:
    for name in names:
        if fields[name] is not None:
            count(fields[name], name, 0, MOST_ITERATIONS)


def check_factorization(obj: Any) -> None:
    """Check a non-negative factorization, whose loops run when it transforms."""
    fields = vars(obj)
    _rounds(fields, "max_iter")
    sums = ("_components_numerator", "_components_denominator")
    if not any_of(fields, "components_", *sums):
        return
    shape = _components(fields).shape
    if any_of(fields, *sums):
        _rounds(fields, "_transform_max_iter", "fresh_restarts_max_iter", "transform_max_iter")
        equal(fields["_n_components"], shape[0], "_n_components is not the number of components_")
        for name in sums:
            array(fields[name], name, "f", shape)
        for name in ("_beta_loss", "_gamma", "_rho"):
            number(fields[name], name)


def check_allocation(obj: Any) -> None:
    """Check a latent Dirichlet allocation: the two forms of its topics are of one shape."""
    fields = vars(obj)
    _rounds(fields, "max_doc_update_iter")
    if any_of(fields, "components_", "exp_dirichlet_component_"):
        components = _components(fields)
        found = array(fields["exp_dirichlet_component_"], "exp_dirichlet_component_", "f", components.shape)
        require(found.dtype == components.dtype, "exp_dirichlet_component_ is of another dtype than components_")


def check_sparse_components(obj: Any) -> None:
    """Check that sparse principal components have a mean for each feature."""
    fields = vars(obj)
    if any_of(fields, "components_", "mean_"):
        width = _components(fields).shape[1]
        array(fields["mean_"], "mean_", "f", (width,))


def check_dictionary(obj: Any) -> None:
    """Check a dictionary of atoms, and the sums over samples that ``partial_fit`` adds to."""
    fields = vars(obj)
    _rounds(fields, "transform_max_iter")
    if "n_components_" in fields:
        count(fields["n_components_"], "n_components_", 1, MOST_ATOMS)
    if not any_of(fields, "components_", "_A", "_B"):
        return
    atoms, width = _components(fields).shape
    if any_of(fields, "_A", "_B"):
        array(fields["_A"], "_A", "f", (atoms, atoms))
        array(fields["_B"], "_B", "f", (width, atoms))
        count(fields["n_steps_"], "n_steps_", 0, 2**62)
        algorithm = fields["_fit_algorithm"]
        require(type(algorithm) is str and algorithm in ("lasso_lars", "lasso_cd"), "_fit_algorithm is unknown")


def check_incremental(obj: Any) -> None:
    """Check what an incremental decomposition takes apart anew with each batch: finite numbers."""
    fields = vars(obj)
    if not any_of(fields, "components_", "singular_values_", "mean_", "var_"):
        return
    components = _components(fields)
    rank, width = components.shape
    shapes = {"components_": (rank, width), "singular_values_": (rank,), "mean_": (width,), "var_": (width,)}
    for name, shape in shapes.items():
        bounded(array(fields[name], name, "f", shape), name)
    # It is a float since scikit-learn adds up weights.
    seen = fields["n_samples_seen_"]
    number(seen, "n_samples_seen_")
    require(1 <= seen <= 1e100, "n_samples_seen_ is no number of samples")
