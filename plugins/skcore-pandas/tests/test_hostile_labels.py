"""Labels that were made to collide, and what takes no memory in the file but much when it is looked up or copied."""

import numpy as np
import pandas as pd
import pytest
from pandas_lies import at, doubled, nested, refused, tampered
from skcore_pandas import arrays, arrow, dtypes, frames, indexes, times

import skcore

COLLIDE, GREEDY = "made to take long", "far more memory or work"
MASK = 2**32 - 1


def colliding_ints(count):
    """Return ints that pandas gives the hash 0: a linear function of their bits, so that its kernel is found."""
    pivots, kernel = {}, np.zeros(1, np.uint64)
    for bit in range(64):
        key = 1 << bit
        value = ((key >> 33) ^ key ^ (key << 11)) & MASK
        while value:
            top = value.bit_length()
            if top not in pivots:
                pivots[top] = value, key
                break
            value, key = value ^ pivots[top][0], key ^ pivots[top][1]
        if not value and len(kernel) < count:
            kernel = np.concatenate([kernel, kernel ^ np.uint64(key)])
    return np.random.default_rng(0).permutation(kernel[:count])


def _mixed(half):
    half = half * 0x5BD1E995 & MASK
    return (half ^ half >> 24) * 0x5BD1E995 & MASK


def _unmixed(mixed):
    inverse = pow(0x5BD1E995, -1, 2**32)
    half = mixed * inverse & MASK
    return (half ^ half >> 24) * inverse & MASK


def colliding_floats(count):
    """Return floats of one hash: the low half undoes what the high half did."""
    inverse, start = pow(0x5BD1E995, -1, 2**32), (0xC70F6907 ^ 4) * 0x5BD1E995
    highs = range(0x3FF00000, 0x3FF00000 + count)
    bits = [high << 32 | _unmixed((_mixed(high) * inverse ^ start) & MASK) for high in highs]
    return np.random.default_rng(0).permutation(np.array(bits, np.uint64)).view(np.float64)


def levels(labels):
    return {"levels": [pd.Index(labels), pd.Index([1, 2])]}


TWO = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])
INTS, FLOATS = colliding_ints(300), colliding_floats(300)
LABELS = {
    "ints": pd.Index(INTS.view(np.int64)),
    "unsigned ints": pd.Index(INTS),
    "floats": pd.Index(FLOATS),
    "complex numbers": pd.Index(np.arange(300) * (1 + 1j)),
    "times": pd.Index(INTS.view("M8[s]")),
    "spans": pd.Index(INTS.view("m8[s]")),
    "periods": pd.Index(pd.arrays.PeriodArray(INTS.view(np.int64), dtype=pd.PeriodDtype("D"))),
    "ends on the left": pd.IntervalIndex.from_arrays(FLOATS, np.linspace(3, 4, 300)),
    "ends on the right": pd.IntervalIndex.from_arrays(np.linspace(-2, -1, 300), FLOATS),
    "masked ints": pd.Index(pd.array(INTS.view(np.int64), dtype="Int64")),
    "masked floats": pd.Index(pd.array(FLOATS, dtype="Float64")),
    "ints of Arrow": pd.Index(pd.array(INTS.view(np.int64), dtype="int64[pyarrow]")),
    "sparse numbers": pd.Index(pd.arrays.SparseArray(np.array([*INTS.view(np.int64), 5]))),
    "objects": pd.Index([k * (2**61 - 1) for k in range(1, 300)], dtype=object),
    "objects whose halves are the same": pd.Index([k << 32 | k for k in range(300)], dtype=object),
}


@pytest.mark.parametrize("name", LABELS)
def test_labels_that_collide(name):
    refused(dtypes.Category, pd.CategoricalDtype(["a"]), {"categories": LABELS[name]}, COLLIDE)
    refused(indexes.MultiIndex, TWO, levels(LABELS[name]), COLLIDE)
    refused(frames.Series, pd.Series(np.arange(len(LABELS[name])), LABELS[name]), {"unique": True}, COLLIDE)
    frame = pd.DataFrame(np.ones((1, len(LABELS[name]))), columns=LABELS[name])
    refused(frames.DataFrame, frame, {"unique": True}, COLLIDE)


def test_labels_whose_hash_takes_long():
    for label, rule in ((nested(200), "nested over"), (doubled(18), "elements")):
        labels = pd.Index([label, "a"], dtype=object, tupleize_cols=False)
        refused(dtypes.Category, pd.CategoricalDtype(["a"]), {"categories": labels}, rule)


def test_rows_of_levels_that_collide():
    # pandas makes one int of the codes of a row, each of which it adds 2 to.
    bits = colliding_ints(2048) ^ np.uint64(2**62 + 2**41 + 2**20)
    codes = [(bits >> np.uint64(shift) & np.uint64(2**21 - 1)).astype(np.int32) - 2 for shift in (42, 21, 0)]
    rows = np.min(codes, axis=0) >= 0
    codes = [part[rows] for part in codes]
    index = pd.MultiIndex([pd.RangeIndex(2**21 - 2)] * 3, codes, verify_integrity=False)
    refused(frames.Series, pd.Series(np.arange(len(index)), index), {"unique": True}, COLLIDE)


@pytest.mark.parametrize("values", [np.full(500, np.nan), np.arange(0.0, 500 * 2**20, 2**20), np.arange(500) * 2**32])
def test_labels_that_are_many_and_honest(values):
    series = pd.Series(np.arange(len(values)), pd.Index(values))
    assert skcore.loads(skcore.dumps(series)).index.equals(series.index)
    if series.index.is_unique:
        index = pd.CategoricalIndex(values)
        assert skcore.loads(skcore.dumps(index)).equals(index)
        series.flags.allows_duplicate_labels = False
        assert skcore.loads(skcore.dumps(series)).equals(series)


def free(name, length):
    """Return an index of labels that take no memory."""
    import pyarrow as pa
    from pandas._libs.sparse import IntIndex

    if name == "range":
        return pd.RangeIndex(length)
    if name == "nothing":
        return pd.Index(pd.arrays.ArrowExtensionArray(pa.chunked_array([pa.nulls(length)])))
    places, dtype = IntIndex(length, np.array([], np.int32)), pd.SparseDtype(float, 0.0)
    return pd.Index(pd.arrays.SparseArray._simple_new(np.array([], float), places, dtype))


@pytest.mark.parametrize("name", ["range", "nothing", "sparse"])
def test_labels_that_take_no_memory(name):
    many = free(name, 2**29 if name == "range" else 2**21)
    refused(dtypes.Category, pd.CategoricalDtype(["a"]), {"categories": many}, GREEDY)
    refused(indexes.MultiIndex, TWO, levels(many), GREEDY)
    if name != "range":
        refused(frames.Series, pd.Series(many._values, pd.RangeIndex(2**21)), {"unique": True, "index": many}, GREEDY)


def test_levels_that_are_looked_at_for_each_index():
    level = pd.RangeIndex(2**26)
    assert len(skcore.loads(tampered(indexes.MultiIndex, TWO, levels(level)))) == 2
    refused(indexes.MultiIndex, [TWO[:1], TWO[1:], TWO[:0]], levels(level), GREEDY)


def test_slices_of_an_index_share_its_levels():
    index = pd.MultiIndex.from_product([[0.5, 1.5], [2.5, 3.5]], names=["a", "b"])
    one, other = skcore.loads(skcore.dumps([index[:3], index[2:]]))
    assert np.shares_memory(one.levels[0].to_numpy(), other.levels[0].to_numpy())


def test_frequencies_that_are_followed_again_and_again():
    index = pd.date_range("1900", periods=10**5, freq="D")
    copies = [index.rename(str(number)) for number in range(300)]
    assert len(skcore.loads(skcore.dumps(copies[:20]))) == 20
    with pytest.raises(skcore.InvalidStateError, match=GREEDY):
        skcore.loads(tampered(indexes.ArrayIndex, copies, {"values": times.without_frequency(index._values)}))


INTERVALS = pd.arrays.IntervalArray.from_arrays([0, 1, 2], [1, 2, 3])


def test_ends_that_are_compared_again_and_again():
    left, right = np.zeros(2**17), np.ones(2**17)
    data = tampered(times.Intervals, [INTERVALS[:1], INTERVALS[1:], INTERVALS[:0]], {"left": left, "right": right})
    assert len(skcore.loads(data)) == 3
    many = [INTERVALS.copy() for _ in range(300)]
    refused(times.Intervals, many, {"left": left, "right": right}, GREEDY)


def test_points_as_intervals():
    array = pd.arrays.IntervalArray.from_arrays([1, 2], [1, 2], closed="both")
    assert skcore.loads(skcore.dumps(array)).equals(array)


@pytest.mark.parametrize("kind", ["null", "struct"])
def test_rows_of_arrow_that_take_no_memory(kind):
    import pyarrow as pa

    array = pa.nulls(1) if kind == "null" else pa.array([{"x": None}], pa.struct([("x", pa.null())]))
    lie = at(2, skcore.Plain((2**25,) * (1 if kind == "null" else 2)))
    one, *many = (pd.arrays.ArrowExtensionArray(array) for _ in range(20))
    assert len(skcore.loads(tampered(arrow.ArrowArray, one, lie))) == 2**25
    refused(arrow.ArrowArray, many, lie, GREEDY)


def test_a_text_that_is_shared_is_copied_once():
    texts = ["a", "b"]
    obj = [pd.array(["a", "b"], "string[python]"), pd.array(["c", "d"], "string[python]")]
    one, other = skcore.loads(tampered(arrays.Strings, obj, {"texts": texts}))
    assert (len(one), len(other)) == (2, 0)
