"""What scikit-learn says of estimators: records with slots."""

from __future__ import annotations

from skcore import ObjectHandler
from skcore_sklearn import names


class Tags(ObjectHandler):
    """A record of tags: flags, words and further records."""

    kind = "sklearn.tags"
    trusts = names.trusts("native.txt", "tags")
    types = tuple(trusts)
