"""``OneVsRestClassifier`` over members of which no rule says how many scores they give."""

from __future__ import annotations

from skcore import vouched
from skcore_sklearn import names
from skcore_sklearn.estimators import Estimators

_REASON = "for two classes or several labels, the scores of its members are rows that scipy writes to without a look"


class OneVsRestOfAny(Estimators):
    """The estimator where it predicts by a sparse matrix, and a member may give more scores than it has samples.

    Over members that score each sample once, as their rules make sure, it is of the kind of all estimators.
    """

    kind = "sklearn.one_vs_rest_of_any"
    types = ()
    trusts = {name: vouched(_REASON) for name in names.trusts("trusted.txt", "one_vs_rest")}
    of_any = True
