"""scipy's functions and ufuncs by name: pure ones, none that reads, writes or calls back."""

from __future__ import annotations

from typing import Any

from skcore import FunctionReferences, Trust, checked

_METRICS = """
braycurtis canberra chebyshev cityblock correlation cosine dice euclidean hamming jaccard jensenshannon kulczynski1
mahalanobis minkowski rogerstanimoto russellrao seuclidean sokalmichener sokalsneath sqeuclidean yule
"""

_STATISTICS = {
    "_correlation": "chatterjeexi",
    "_entropy": "differential_entropy entropy",
    "_morestats": """
        ansari bartlett circmean circstd circvar directional_stats fligner kstat kstatvar levene mood shapiro yeojohnson
        yeojohnson_llf
    """,
    "_stats_mstats_common": "siegelslopes theilslopes",
    "_stats_py": """
        brunnermunzel chisquare describe energy_distance expectile f_oneway friedmanchisquare gmean gstd gzscore hmean
        iqr jarque_bera kendalltau kruskal ks_2samp kurtosis kurtosistest linregress lmoment median_abs_deviation mode
        moment normaltest obrientransform pearsonr percentileofscore pmean pointbiserialr power_divergence rankdata
        ranksums scoreatpercentile sem sigmaclip skew skewtest spearmanr tiecorrect tmax tmean tmin trim1 trim_mean
        trimboth tsem tstd ttest_1samp ttest_ind_from_stats ttest_rel tvar wasserstein_distance zmap zscore
    """,
    "_variation": "variation",
}

_MATRICES = {
    "_basic": "pinv pinvh",
    "_decomp_polar": "polar",
    "_decomp_svd": "null_space orth subspace_angles",
    "_misc": "norm",
    "_special_matrices": "block_diag",
}

_UFUNCS = """
beta betaln binom boxcox boxcox1p cbrt chdtr chdtrc cosdg cosm1 cotdg dawsn ellipe ellipk ellipkm1 entr erf erfc erfcinv
erfcx erfi erfinv exp1 exp10 exp2 expi expit expm1 exprel fdtr fdtrc gamma gammainc gammaincc gammaln gammasgn huber i0
i0e i1 i1e inv_boxcox inv_boxcox1p j0 j1 k0 k0e k1 k1e kl_div log1p log_expit log_ndtr logit loggamma ndtr ndtri
ndtri_exp pdtr pdtrc pseudo_huber psi radian rel_entr rgamma round sindg spence tandg wofz xlog1py xlogy y0 y1
"""

_PURE = checked("a function of its arguments alone, without input or output")
_ELEMENTWISE = checked("a function of each number alone")


def _under(package: str, names: dict[str, str]) -> dict[str, Trust]:
    return {f"{package}.{module}.{name}": _PURE for module, found in names.items() for name in found.split()}


class Functions(FunctionReferences):
    """Distances between two vectors, statistics of samples, and functions of arrays and matrices.

    None writes into its arguments, or calls a function that it is not given as a keyword, which is trusted on its own.
    """

    kind = "scipy.function"
    trusts = {
        **{f"scipy.spatial.distance.{name}": _PURE for name in _METRICS.split()},
        **{f"scipy.special._logsumexp.{name}": _PURE for name in ("logsumexp", "softmax", "log_softmax")},
        "scipy.special._basic.softplus": _PURE,
        **_under("scipy.stats", _STATISTICS),
        **_under("scipy.linalg", _MATRICES),
    }


class Ufuncs(FunctionReferences):
    """Functions of ``scipy.special`` over numbers, which are ufuncs and know the last part of their name alone."""

    kind = "scipy.ufunc"
    trusts = {f"scipy.special.{name}": _ELEMENTWISE for name in _UFUNCS.split()}
    aliases = {
        f"scipy.special.{module}.{name}": f"scipy.special.{name}"
        for module in ("_ufuncs", "_special_ufuncs", "_ufuncs_cxx")
        for name in _UFUNCS.split()
    }

    def save(self, obj: Any) -> Any:
        return {}

    def holds(self, target: Any) -> bool:
        import numpy as np

        return isinstance(target, np.ufunc)

    def qualify(self, target: Any) -> str:
        return f"scipy.special.{target.__name__}"


HANDLERS = (Functions, Ufuncs)
