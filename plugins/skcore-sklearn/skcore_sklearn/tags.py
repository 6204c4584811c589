"""What scikit-learn says of estimators: records with slots."""

from __future__ import annotations

from skcore import ObjectHandler, checked
from skcore_sklearn import names

_RULES, _REASONS = names.read("native.txt")


class Tags(ObjectHandler):
    """A record of tags: flags, words and further records."""

    kind = "sklearn.tags"
    types = tuple(name for name, rule in _RULES.items() if rule == "tags")
    trusts = dict.fromkeys(types, checked(_REASONS["tags"]))
