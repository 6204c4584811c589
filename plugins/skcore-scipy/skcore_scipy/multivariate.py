"""Distributions of vectors and matrices, with and without arguments."""

from __future__ import annotations

from typing import Any

from skcore import Handler, Record, checked, vouched
from skcore_scipy.parameters import check_numbers, check_seed, is_number
from skcore_scipy.pickled import attributes_of, class_of, empty_with
from skcore_scipy.plain import Verified
from skcore_scipy.rebuilt import Rebuilt
from skcore_scipy.rules import check_int, doubles, require

MAX_ROWS = 2**11
MAX_POINTS = 10**8
_MODULE = "scipy.stats._multivariate"
_ARGUMENTS = {
    "multivariate_normal": "mean cov allow_singular maxpts abseps releps",
    "matrix_normal": "mean rowcov colcov",
    "matrix_t": "mean row_spread col_spread df",
    "dirichlet": "alpha",
    "wishart": "df scale",
    "invwishart": "df scale",
    "special_ortho_group": "dim",
    "ortho_group": "dim",
    "unitary_group": "dim",
    "uniform_direction": "dim",
    "multivariate_t": "loc shape df allow_singular",
    "normal_inverse_gamma": "mu lmbda a b",
    "multinomial": "n p",
    "random_correlation": "eigs tol diag_tol",
    "multivariate_hypergeom": "m n",
    "random_table": "row col",
    "dirichlet_multinomial": "alpha n",
    "vonmises_fisher": "mu kappa",
}
_DECOMPOSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "matrix_normal": ("dims mean rowcov colcov", ("rowpsd", "colpsd")),
    "matrix_t": ("dims mean row_spread col_spread df", ("rowpsd", "colpsd")),
    "wishart": ("dim df scale", ("C", "log_det_scale")),
    "invwishart": ("dim df scale", ("C", "log_det_scale")),
    "multivariate_t": ("dim loc shape df", ("shape_info",)),
}
"""What the constructor computes first, cheaply, and what it takes apart, which is saved: many may share one matrix."""
_BUSY = ("multinomial", "random_correlation", "multivariate_hypergeom", "random_table", "dirichlet_multinomial")
_OPEN = (*_BUSY, "vonmises_fisher")
_CLOSED = checked("its constructor checks finite arguments, and numpy computes with them")
_KEPT_BUSY = vouched("arguments can be chosen for which drawing does not end")
_COVARIANCES = "CovViaPSD CovViaDiagonal CovViaPrecision CovViaCholesky CovViaEigendecomposition"


class Families(Handler):
    """A distribution without arguments: its random generator."""

    kind = "scipy.stats.multivariate"
    types = tuple(f"{_MODULE}.{name}_gen" for name in _ARGUMENTS)
    trusts = dict.fromkeys(types, checked("it holds nothing but a random generator"))

    def save(self, obj: Any) -> dict[str, Any]:
        require(vars(obj).keys() <= {"_random_state", "__doc__"}, "it was changed after it was made")
        return {"random_state": _own_generator(obj)}

    def convert(self, record: Record) -> Any:
        cls, held = class_of(record, self.types), attributes_of(record)
        require(
            "_random_state" in held and held.keys() <= {"_random_state", "__doc__"}, "it was changed after it was made"
        )
        return self.load(cls, {"random_state": held["_random_state"]})

    def load(self, cls: Any, state: Any) -> Any:
        check_seed(state["random_state"], "random_state")
        return cls(seed=state["random_state"])


class Members(Rebuilt):
    """A distribution and its arguments."""

    kind = "scipy.stats.multivariate_frozen"
    types = tuple(f"{_MODULE}.{name}_frozen" for name in _ARGUMENTS)
    trusts = {f"{_MODULE}.{name}_frozen": _KEPT_BUSY if name in _OPEN else _CLOSED for name in _ARGUMENTS}
    fields = ("arguments", "random_state", "decomposed")
    computed = ("_dist", "_random_state")

    def parts(self, obj: Any) -> dict[str, Any]:
        name = type(obj).__name__.removesuffix("_frozen")
        held = dict(vars(obj))
        if name == "multivariate_normal":
            held["cov"] = obj.cov_object
        elif name == "random_table":
            held.update(zip(("row", "col"), obj._params, strict=False))
        elif name == "normal_inverse_gamma":
            held.update(zip(("mu", "lmbda", "a", "b"), obj._shapes, strict=True))
        # Not every scipy keeps allow_singular.
        arguments = {key: held[key] for key in _ARGUMENTS[name].split() if key in held}
        _, decomposed = _DECOMPOSED.get(name, ("", ()))
        found = tuple(held[key] for key in decomposed)
        return {"arguments": arguments, "random_state": _own_generator(obj._dist), "decomposed": found}

    def build(self, cls: Any, state: dict[str, Any]) -> Any:
        arguments, generator = state["arguments"], state["random_state"]
        known = _ARGUMENTS[cls.__name__.removesuffix("_frozen")].split()
        require(type(arguments) is dict and {*known} - {"allow_singular"} <= arguments.keys() <= {*known}, "arguments")
        for name, value in arguments.items():
            _check_argument(name, value)
        require(generator is None or not isinstance(generator, int), "random_state is no generator")
        check_seed(generator, "random_state")
        obj = _build(cls, arguments, state["decomposed"])
        if generator is not None:
            obj._dist._random_state = generator
        return obj


def _build(cls: Any, arguments: dict[str, Any], decomposed: Any) -> Any:
    """Build a distribution without taking its matrices apart again."""
    given, kept = _DECOMPOSED.get(cls.__name__.removesuffix("_frozen"), ("", ()))
    require(type(decomposed) is tuple and len(decomposed) == len(kept), "decomposed has not one for each matrix")
    if not kept:
        return cls(**arguments)
    obj = cls(**{name: 2 if name == "df" else [[1.0]] for name in arguments if name not in ("loc", "allow_singular")})
    allowed = {name: value for name, value in arguments.items() if name == "allow_singular"}
    values = obj._dist._process_parameters(*(value for name, value in arguments.items() if name not in allowed))
    vars(obj).update(zip(given.split(), values, strict=True), **allowed)
    for name, value in zip(kept, decomposed, strict=True):
        _check_decomposed(name, value)
        setattr(obj, name, value)
    return obj


def _check_decomposed(name: str, value: Any) -> None:
    import numpy as np
    from scipy.stats._multivariate import _PSD

    if name == "C":
        doubles(value, name, None, None)
    elif name == "log_det_scale":
        require(is_number(value), f"{name} is no number")
    else:
        require(type(value) is _PSD and isinstance(value._M, np.ndarray), f"{name} is no decomposition")


def _check_argument(name: str, value: Any) -> None:
    """Check an argument: numbers, no more rows than can be decomposed soon, and limits of loops."""
    import numpy as np
    from scipy.stats import Covariance

    if name == "cov":
        require(isinstance(value, Covariance), "cov is no covariance")
    elif name == "allow_singular":
        require(type(value) in (bool, np.bool_), "allow_singular is no bool")
    elif name in ("dim", "maxpts"):
        check_int(
            int(value) if isinstance(value, np.integer) else value, name, 0, 4096 if name == "dim" else MAX_POINTS
        )
    else:
        check_numbers(value, name)
        require(np.ndim(value) < 2 or max(np.shape(value)) <= MAX_ROWS, f"{name} has too many rows")


def _own_generator(obj: Any) -> Any:
    from scipy._lib._util import check_random_state

    return None if obj._random_state is check_random_state(None) else obj._random_state


class Covariances(Verified):
    """``Covariance`` in its five forms, and the decomposition that one of them holds: arrays of numbers."""

    kind = "scipy.stats.covariance"
    types = (*(f"scipy.stats._covariance.{name}" for name in _COVARIANCES.split()), f"{_MODULE}._PSD")
    trusts = dict.fromkeys(types, checked("arrays of numbers over which numpy computes"))

    def convert(self, record: Record) -> Any:
        obj = empty_with(class_of(record, self.types), attributes_of(record))
        self.verify(obj)
        return obj

    def verify(self, obj: Any) -> None:
        import numpy as np
        from scipy.stats._multivariate import _PSD

        for name, value in vars(obj).items():
            plain = value is None or type(value) in (bool, int, float) or isinstance(value, np.generic)
            shape = type(value) is tuple and all(type(size) is int for size in value)
            numbers = isinstance(value, np.ndarray) and value.dtype.kind in "biuf"
            require(plain or shape or numbers or type(value) is _PSD, f"{name} is no array of numbers")


HANDLERS = (Families, Members, Covariances)
