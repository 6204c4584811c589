"""scipy's functions and ufuncs by name: pure ones, none that reads, writes or calls back."""

from __future__ import annotations

from typing import Any

from skcore import FunctionReferences, checked

_METRICS = """
braycurtis canberra chebyshev cityblock correlation cosine dice euclidean hamming jaccard jensenshannon kulczynski1
mahalanobis minkowski rogerstanimoto russellrao seuclidean sokalmichener sokalsneath sqeuclidean yule
"""

_UFUNCS = """
boxcox boxcox1p cbrt cosdg cosm1 cotdg entr erf erfc erfcinv erfcx erfinv exp10 exp2 expit exprel expm1 gamma gammaln
huber inv_boxcox inv_boxcox1p kl_div log1p log_expit log_ndtr logit loggamma ndtr ndtri ndtri_exp pseudo_huber psi
radian rel_entr rgamma round sindg tandg xlog1py xlogy
"""

_PURE = checked("a function of its arguments alone, without input or output")
_ELEMENTWISE = checked("a function of each number alone")


class Functions(FunctionReferences):
    """Distances between two vectors, and functions of ``scipy.special`` over arrays."""

    kind = "scipy.function"
    trusts = {
        **{f"scipy.spatial.distance.{name}": _PURE for name in _METRICS.split()},
        **{f"scipy.special._logsumexp.{name}": _PURE for name in ("logsumexp", "softmax", "log_softmax")},
        "scipy.special._basic.softplus": _PURE,
    }


class Ufuncs(FunctionReferences):
    """Functions of ``scipy.special`` over numbers, which are ufuncs and know the last part of their name alone."""

    kind = "scipy.ufunc"
    trusts = {f"scipy.special.{name}": _ELEMENTWISE for name in _UFUNCS.split()}

    def save(self, obj: Any) -> Any:
        return {}

    def holds(self, target: Any) -> bool:
        import numpy as np

        return isinstance(target, np.ufunc)

    def qualify(self, target: Any) -> str:
        return f"scipy.special.{target.__name__}"


HANDLERS = (Functions, Ufuncs)
