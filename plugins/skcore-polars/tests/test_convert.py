"""Pickled dtypes convert; what polars writes as bytes of its own does not, nor what no polars wrote."""

import pickle

import polars as pl
import pytest
from conversions import converted, name, record

import skcore

MODULE = "polars.datatypes.classes."


def dtype(sort, **state):
    return record(f"{MODULE}{sort}", state=state, new=True)


DTYPES = [
    pl.Int8(),
    pl.String(),
    pl.Datetime("us", "Europe/Paris"),
    pl.Duration("ms"),
    pl.Decimal(5, 2),
    pl.List(pl.List(pl.Int8)),
    pl.Array(pl.Float64, 3),
    pl.Struct({"a": pl.Int8, "b": pl.List(pl.Date)}),
]
HOSTILE = {
    "a time zone that is a path": (dtype("Datetime", time_unit="us", time_zone="../../etc/passwd"), "time zone"),
    "a unit that is none": (dtype("Duration", time_unit="weeks"), "unknown sort"),
    "a unit that is a name": (dtype("Duration", time_unit=name("os.system")), "no plain value"),
    "a list of nothing": (dtype("List"), "no dtype"),
    "a list of another thing": (dtype("List", inner=name("os.system")), "no dtype"),
    "an array of everything": (dtype("Array", inner=name(f"{MODULE}Int8"), size=2**40), "is not from 1 to"),
    "a struct of texts": (dtype("Struct", fields=["a"]), "a field of a struct is none"),
    "categories": (dtype("Categorical"), "no way to convert"),
    "a dtype of a state": (record(f"{MODULE}Int8", state=b"x", new=True), "something else than its parts"),
    "a frame": (pickle.dumps(pl.DataFrame({"a": [1]})), "no way to convert"),
    "an expression": (pickle.dumps(pl.col("a") + 1), "no way to convert"),
}


@pytest.mark.parametrize("kind", DTYPES, ids=str)
def test_dtypes(kind):
    loaded = skcore.loads(converted(pickle.dumps(kind, 4)))
    assert loaded == kind
    assert type(loaded) is type(kind)


@pytest.mark.parametrize(("data", "rule"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_refused(data, rule):
    with pytest.raises(skcore.UnsupportedTypeError, match=rule):
        converted(data)
