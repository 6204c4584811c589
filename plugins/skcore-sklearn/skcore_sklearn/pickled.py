"""What pickles of scikit-learn's objects say in another way than their saved state does."""

from __future__ import annotations

from typing import Any

from skcore import Converted, InvalidStateError, Record, spend
from skcore_sklearn.checking import require

LONGEST_VERSION = 50


def note_version(record: Record, state: dict[str, Any]) -> None:
    """Keep which version of scikit-learn wrote an estimator."""
    version = state.get("_sklearn_version")
    if type(version) is str and len(version) <= LONGEST_VERSION:
        record.versions.setdefault("sklearn", version)


def is_own_method(record: Record, name: str, value: Any) -> bool:
    """Whether an attribute is the object's own method of that name, which it has from its class as well."""
    if type(value) is not Converted or value.kind != "python.method" or type(name) is not str:
        return False
    return value.state.get("instance") is record.itself and value.name.endswith(f".{name}")


def scores_of_any(state: dict[str, Any]) -> bool:
    """Whether a OneVsRestClassifier has members that might score a sample twice, by the names of their classes."""
    from skcore_sklearn.rules.compositions import may_score_twice

    labels = state.get("label_binarizer_")
    fields = labels.state if type(labels) is Converted and type(labels.state) is dict else {}
    if "estimators_" not in state:
        return False
    members = state["estimators_"]
    require(type(members) is list, "estimators_ is no list of members")
    return may_score_twice(fields.get("y_type_"), map(_class_of, members))


def _class_of(member: Any) -> str:
    return member.name if type(member) is Converted else type(member).__qualname__


def class_among(reference: Any, known: Any) -> str:
    """Return the name of the class that is handed over to a function which makes its objects.

    Raises
    ------
    InvalidStateError
        If it is none of those that are known.
    """
    name = reference.name if type(reference) is Converted and reference.state == {} else None
    if name not in known:
        raise InvalidStateError("it is made of another class than those of its kind")
    return str(name)


def records_of(value: Any, name: str, *, align: bool) -> Any:
    """Return an array of records in the form that machines of 64 bits have, as scikit-learn itself turns it.

    An int that the record type of another machine has in 32 bits is one of as many bits as addresses have there.
    """
    import numpy as np

    require(type(value) is np.ndarray and value.ndim == 1 and value.dtype.names, f"{name} is no row of records")
    # Others may have the same ones, and each writes its own.
    spend(2 * value.nbytes)
    require(not value.dtype.hasobject, f"{name} has objects")
    forms = {field: value.dtype[field] for field in value.dtype.names}
    require(all(form.kind in "iuf" for form in forms.values()), f"{name} has records of something else than numbers")
    wide = {field: form.newbyteorder("<") if form.kind != "i" else np.dtype("<i8") for field, form in forms.items()}
    wanted = np.dtype(list(wide.items()), align=align)
    return np.ascontiguousarray(value if value.dtype == wanted else value.astype(wanted, casting="same_kind"))
