"""What functions of scipy return: dicts with attributes, tuples with names, and plain records."""

from __future__ import annotations

from typing import Any

from skcore import Handler, Node, Record, checked, vouched
from skcore_scipy import rules
from skcore_scipy.parameters import is_number
from skcore_scipy.plain import Verified
from skcore_scipy.rules import require

_TUPLES = {
    "scipy.integrate._quadrature": "QMCQuadResult",
    "scipy.stats._binned_statistic": "BinnedStatistic2dResult BinnedStatisticResult BinnedStatisticddResult",
    "scipy.stats._common": "ConfidenceInterval",
    "scipy.stats._crosstab": "CrosstabResult",
    "scipy.stats._fit": "GoodnessOfFitResult",
    "scipy.stats._mannwhitneyu": "MannwhitneyuResult",
    "scipy.stats._mgc": "MGCResult",
    "scipy.stats._morestats": """
        AndersonResult Anderson_ksampResult AnsariResult BartlettResult FlignerResult LeveneResult Mean MedianTestResult
        ShapiroResult Std_dev Variance WilcoxonResult
    """,
    "scipy.stats._mstats_basic": """
        BrunnerMunzelResult DescribeResult F_onewayResult FriedmanchisquareResult KruskalResult KurtosistestResult
        MannwhitneyuResult ModeResult NormaltestResult PointbiserialrResult SenSeasonalSlopesResult SkewtestResult
        Ttest_1sampResult Ttest_indResult Ttest_relResult
    """,
    "scipy.stats._stats_mstats_common": "SiegelslopesResult TheilslopesResult",
    "scipy.stats._stats_py": """
        BrunnerMunzelResult ConfidenceInterval CumfreqResult DescribeResult F_onewayResult FriedmanchisquareResult
        HistogramResult KruskalResult KstestResult KurtosistestResult LinregressResult ModeResult NormaltestResult
        PearsonRResult Power_divergenceResult RanksumsResult RelfreqResult RepeatedResults SigmaclipResult
        SignificanceResult SkewtestResult TtestResult Ttest_indResult
    """,
    "scipy.stats.contingency": "Chi2ContingencyResult",
}
_RECORDS = {
    "scipy.sparse.csgraph._flow": "MaximumFlowResult",
    "scipy.stats._binomtest": "BinomTestResult",
    "scipy.stats._hypotests": "TukeyHSDResult",
    "scipy.stats._page_trend_test": "PageTrendTestResult",
    "scipy.stats._relative_risk": "RelativeRiskResult",
    "scipy.stats._resampling": "BootstrapResult MonteCarloTestResult PermutationTestResult PowerResult",
    "scipy.stats._stats_py": "AlexanderGovernResult QuantileTestResult",
    "scipy.stats._survival": "ECDFResult EmpiricalDistributionFunction LogRankResult",
}
_ODDS = "scipy.stats._odds_ratio.OddsRatioResult"
_SEARCHED = {"TukeyHSDResult": (("_df", "_nobs"), ("_ntreatments",))}
"""Attributes, of which releases have one or another: an interval is searched for with each of their numbers."""
_PLAIN = checked("names and parts, each of them checked on its own")


def _names(classes: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{module}.{name}" for module, names in classes.items() for name in names.split())


def check_key(key: Any) -> None:
    """Check that a key, which is an attribute, does not answer where a library asks for a protocol."""
    require(type(key) is str, "a key is no str")
    special = key.startswith("__") or (len(key) > 2 and key.startswith("_") and key.endswith("_"))
    require(not special, "a key is the name of a protocol")


class Results(Handler):
    """``OptimizeResult`` and the other dicts whose keys are attributes."""

    kind = "scipy.result"
    types = (
        "scipy._lib._util._RichResult",
        "scipy.integrate._bvp.BVPResult",
        "scipy.integrate._ivp.ivp.OdeResult",
        "scipy.optimize._optimize.OptimizeResult",
        "scipy.optimize._zeros_py.RootResults",
    )
    trusts = dict.fromkeys(types, checked("a container without a key that a protocol asks for"))
    lenient = True
    raw = "none"

    def save(self, obj: Any) -> Any:
        require(not vars(obj), "it has attributes beside its items")
        for key in obj:
            check_key(key)
        return dict(obj)

    def convert(self, record: Record) -> Node:
        require(
            record.how == "new" and not (record.args or record.keywords or record.items or record.state),
            "it is no dict",
        )
        for key, _ in record.pairs:
            check_key(key)
        return Node(self.kind, record.name, dict(record.pairs))

    def new(self, cls: Any) -> Any:
        return cls.__new__(cls)

    def fill(self, obj: Any, state: Any) -> None:
        # Without items, a state has no fields.
        require(type(state) is dict or not state, "it has no named items")
        for key in state:
            check_key(key)
        dict.update(obj, state)

    def verify(self, obj: Any) -> None:
        order = dict.get(obj, "_order_keys", [])
        plain = type(order) in (list, tuple) and all(type(key) is str for key in order)
        require(plain, "_order_keys is no list of names")


class Tuples(Handler):
    """Tuples with names, some of which have further attributes."""

    kind = "scipy.result_tuple"
    types = _names(_TUPLES)
    trusts = dict.fromkeys(types, _PLAIN)

    def save(self, obj: Any) -> Any:
        further = dict(getattr(obj, "__dict__", {}))
        namespace = further.pop("_xp", None)
        require(namespace in (None, _namespace()), "its arrays are not numpy's")
        _check_tuple(type(obj), len(obj), further)
        return {"items": [*obj], "further": further, "namespace": namespace is not None}

    def convert(self, record: Record) -> Node:
        further = {**record.keywords, **(record.state or {})}
        require(record.how == "new" and not (record.items or record.pairs), "it is made of something else than a tuple")
        # Some have their items as one argument, and others have one for each.
        one = len(record.args) == 1 and type(record.args[0]) is tuple
        items = list(record.args[0] if one else record.args)
        return Node(self.kind, record.name, {"items": items, "further": further, "namespace": False})

    def load(self, cls: Any, state: Any) -> Any:
        require(type(state) is dict and state.keys() == {"items", "further", "namespace"}, "it has other fields")
        items, further = state["items"], state["further"]
        require(bool(cls.__dictoffset__) or not (further or state["namespace"]), "its class has no further attributes")
        require(type(items) is list and type(further) is dict, "items is no list, or further no dict")
        _check_tuple(cls, len(items), further)
        obj = tuple.__new__(cls, items)
        if further:
            vars(obj).update(further)
        if state["namespace"]:
            vars(obj)["_xp"] = _namespace()
        # Both have served: a tuple that shares one, and would copy it again, finds it empty.
        items.clear()
        further.clear()
        return obj


def _namespace() -> Any:
    """Return the module whose functions scipy calls for arrays of numpy."""
    import numpy as np
    from scipy._lib._array_api import array_namespace

    return array_namespace(np.empty(0))


def _check_tuple(cls: Any, length: int, further: dict[Any, Any]) -> None:
    require(length == len(cls._fields), "it has not one item for each name")
    names = getattr(cls, "_extra_fields", ())
    require(further.keys() >= {*names}, "an attribute is missing")
    for name in further.keys() - {*names}:
        check_key(name)
        require(
            hasattr(cls, "_extra_fields") and not hasattr(cls, name), f"the attribute {name} hides one of the class"
        )


class Records(Verified):
    """Results that are plain Python objects."""

    kind = "scipy.record"
    types = (*_names(_RECORDS), _ODDS)
    trusts = {
        **dict.fromkeys(types, _PLAIN),
        _ODDS: vouched("its interval sums over as many tables as the numbers in its own make possible"),
    }

    def verify(self, obj: Any) -> None:
        fields = vars(obj)
        for names in _SEARCHED.get(type(obj).__name__, ()):
            own = [fields[name] for name in names if name in fields]
            require(bool(own) and all(map(is_number, own)), f"{' or '.join(names)} is not one number")


class Limits(Verified):
    """``Bounds`` and ``LinearConstraint``: arrays that were held against each other when they were made."""

    kind = "scipy.bounds"
    types = ("scipy.optimize._constraints.Bounds", "scipy.optimize._constraints.LinearConstraint")
    trusts = dict.fromkeys(types, checked("a lower and an upper limit for each variable or row"))

    def verify(self, obj: Any) -> None:
        from scipy.optimize import Bounds
        from scipy.sparse import issparse

        bounds = type(obj) is Bounds
        require(vars(obj).keys() == {"lb", "ub", "keep_feasible"} | (set() if bounds else {"A"}), "it has other fields")
        lower = rules.array(obj.lb, "lb", None)
        shape = lower.shape
        if not bounds:
            rules.array(obj.A, "A", 2) if not issparse(obj.A) else None
            shape = obj.A.shape[:1]
        for name in ("lb", "ub", "keep_feasible"):
            require(rules.array(getattr(obj, name), name, None).shape == shape, f"{name} is of another shape")


HANDLERS = (Results, Tuples, Records, Limits)
