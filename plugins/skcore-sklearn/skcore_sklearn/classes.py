"""scikit-learn's classes as values: what repeated splitters make anew for each repetition."""

from __future__ import annotations

from skcore import ClassReferences, checked

_SPLITTERS = ("sklearn.model_selection._split.KFold", "sklearn.model_selection._split.StratifiedKFold")


class Classes(ClassReferences):
    """A class of the list, which is built from any argument without an effect beyond its result."""

    kind = "sklearn.class"
    trusts = dict.fromkeys(_SPLITTERS, checked("a splitter, which only keeps the numbers that it is built from"))
