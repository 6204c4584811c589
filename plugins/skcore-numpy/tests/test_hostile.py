"""States that lie: each is refused with an error of ours, before numpy believes it."""

import copy

import numpy as np
import pytest
from skcore_numpy import arrays, generators, masked, memory, objects, scalars, structured

import skcore

ARRAY_LIES = {
    "a shape beyond the bytes": {"shape": skcore.Plain((10**11,))},
    "a shape that overflows": {"shape": skcore.Plain((2**40, 2**40))},
    "a negative length": {"shape": skcore.Plain((-1, -40))},
    "a shape of floats": {"shape": skcore.Plain((5.0,))},
    "a shape of truth values": {"shape": skcore.Plain((True, 40))},
    "a shape that is a number": {"shape": 5},
    "too many dimensions": {"shape": skcore.Plain((1,) * 100 + (5,))},
    "objects from bytes": {"dtype": "|O"},
    "no size": {"dtype": "|V0"},
    "half a size": {"dtype": "<f4"},
    "an unknown dtype": {"dtype": "nonsense"},
    "an alias": {"dtype": "float64"},
    "a number for a dtype": {"dtype": 8},
    "a dtype that would be hashed": {"dtype": skcore.Plain((1, 2))},
    "many dimensions": {"shape": skcore.Plain((2**62,) * 100_000)},
    "an unknown order": {"order": "A"},
    "negative offset": {"offset": -8, "strides": skcore.Plain((8,))},
    "offset beyond": {"offset": 8, "strides": skcore.Plain((8,))},
    "strides beyond": {"offset": 0, "strides": skcore.Plain((2**40,))},
    "negative strides": {"offset": 0, "strides": skcore.Plain((-8,))},
    "strides of floats": {"offset": 0, "strides": skcore.Plain((8.0,))},
    "a bomb of broadcast": {"shape": skcore.Plain((10**9,)), "offset": 0, "strides": skcore.Plain((0,))},
    "no data": {"data": None},
    "data that is text": {"data": "x" * 40},
    "objects in a field": {
        "dtype": '{"names":["a"],"formats":["|O"],"offsets":[0],"itemsize":8}',
    },
    "fields that overlap": {
        "dtype": '{"names":["a","b"],"formats":["<i8","<i8"],"offsets":[0,0],"itemsize":8}',
    },
    "fields outside": {"dtype": '{"names":["a"],"formats":["<i8"],"offsets":[4],"itemsize":8}'},
    "a field at a negative offset": {"dtype": '{"names":["a"],"formats":["<i4"],"offsets":[-4],"itemsize":8}'},
    "a subarray of 10**18": {"dtype": '{"base":"<i8","shape":[1000000000000000000]}'},
    "a subarray of nothing": {"dtype": '{"base":"<i8","shape":[0]}'},
    "deep nesting": {"dtype": '{"base":' * 1000 + '"<i8"' + ',"shape":[1]}' * 1000},
    "empty metadata": {"dtype": '{"metadata":{},"of":"<f8"}'},
    "metadata of lists": {"dtype": '{"metadata":{"a":[1]},"of":"<f8"}'},
    "metadata that is a number": {"dtype": '{"metadata":5,"of":"<f8"}'},
    "metadata of metadata": {"dtype": '{"metadata":{"a":1},"of":' * 40 + '"<f8"' + "}" * 40},
    "malformed JSON": {"dtype": "{"},
    "JSON of another form": {"dtype": "{}"},
}


@pytest.mark.parametrize("lie", ARRAY_LIES)
def test_arrays(tampered, refused, lie):
    data = tampered(arrays.Array, np.arange(5.0), lambda state: state.update(ARRAY_LIES[lie]), "save_all")
    refused(data)


@pytest.mark.parametrize("lie", [{"strides": skcore.Plain((8, 8))}, {"shape": skcore.Plain((0,))}])
def test_strides_that_do_not_fit(tampered, lie):
    strided = {"offset": 0, "strides": skcore.Plain((8,)), **lie}
    data = tampered(arrays.Array, np.arange(5.0), lambda state: state.update(strided), "save_all")
    with pytest.raises(skcore.InvalidStateError, match="strides do not fit"):
        skcore.loads(data)


def test_elements_that_no_value_has(tampered, refused):
    for array, dtype in [(np.array([2], "u1"), "|b1"), (np.array([0x110000], "<u4"), "<U1")]:
        refused(tampered(arrays.Array, array, lambda state, dtype=dtype: state.update(dtype=dtype), "save_all"))
    inside = np.array([(2,)], [("a", "u1")])
    text = '{"names":["a"],"formats":["|b1"],"offsets":[0],"itemsize":1}'
    refused(tampered(arrays.Array, inside, lambda state: state.update(dtype=text), "save_all"))


OBJECT_LIES = [
    {"shape": skcore.Plain((3,))},
    {"shape": skcore.Plain((-2, -1))},
    {"shape": skcore.Plain((2.0,))},
    {"shape": [2]},
    {"order": "K"},
    {"items": ("a", "b")},
    {"items": 7},
]


@pytest.mark.parametrize("lie", OBJECT_LIES, ids=str)
def test_object_arrays(tampered, refused, lie):
    array = np.array(["a", "b"], object)
    refused(tampered(arrays.Array, array, lambda state: state.update(lie)))


def test_a_matrix_of_one_dimension(tampered, refused):
    matrix = np.matrix(np.array([["a", "b"]], object))
    refused(tampered(arrays.Array, matrix, lambda state: state.update(shape=skcore.Plain((2,)))))


def test_one_list_for_many_object_arrays(tampered, refused):
    """Each array would copy the list, so that a small file could fill the memory."""
    shared = ["a", "b"]
    obj = [np.array(["a", "b"], object) for _ in range(3)]
    refused(tampered(arrays.Array, obj, lambda state: state.update(items=shared)))


def test_object_arrays_that_nest_too_deep(refused, monkeypatch):
    """Their destructor recurses in C: of 300 000 the stack would overflow."""
    array = np.array([None], object)
    for _ in range(2000):
        array = np.array([array, None], object)[:1]
    with pytest.raises(skcore.UnsupportedTypeError):
        skcore.dumps(array)
    with monkeypatch.context() as patch:
        patch.setattr(objects.ObjectArray, "shallow", False)
        data = skcore.dumps(array)
    refused(data)


MASKED_LIES = [
    {"mask": np.array([True])},
    {"mask": np.array([1, 0])},
    {"mask": [True, False]},
    {"data": [1, 2]},
    {"data": np.array([1, 2]).view(np.matrix)},
    {"data": np.array([[1, 2]]).view(np.matrix), "mask": None},
    {"fill_value": 7},
    {"fill_value": np.array([1, 2])},
    {"fill_value": np.array("text")},
    {"hard_mask": 5},
    {"shared_mask": None},
]


@pytest.mark.parametrize("lie", MASKED_LIES, ids=str)
def test_masked_arrays(tampered, refused, lie):
    array = np.ma.masked_array([1, 2], [0, 1])
    refused(tampered(masked.Masked, array, lambda state: state.update(lie)))


SCALAR_LIES = [
    (np.int8(1), [300]),
    (np.int8(1), [1.0]),
    (np.int8(1), [True]),
    (np.float64(1), ["1"]),
    (np.float64(1), [1]),
    (np.bool_(1), [1]),
    (np.str_("a"), [5]),
    (np.complex64(1), [1.0]),
    (np.complex64(1), ["<c16", "00" * 16]),
    (np.complex64(1), ["<c8", "00" * 7]),
    (np.complex64(1), ["<c8", "zz" * 8]),
    (np.complex64(1), ["|O", "00" * 8]),
    (np.void(b"a"), ['{"names":["a"],"formats":["|O"],"offsets":[0],"itemsize":8}', "00" * 8]),
    (np.bool_(1), ["|b1", "07"]),
    (np.int8(1), []),
    (np.int8(1), [1, 2, 3]),
]


@pytest.mark.parametrize(("scalar", "state"), SCALAR_LIES, ids=str)
def test_scalars(tampered, refused, scalar, state):
    def change(found):
        found[:] = state

    refused(tampered(scalars.Scalar, scalar, change))


def test_a_column_of_too_many_elements(refused, monkeypatch):
    """A byte of a column becomes 40 bytes of scalars."""
    node = skcore.Node("numpy.column", "numpy.int8", [skcore.Buffer(bytes(2**22 + 1))])
    monkeypatch.setattr(scalars.Scalar, "pack", lambda self, values: node)
    refused(skcore.dumps([np.int8(i) for i in range(50)], compression=8))


def test_columns(refused, monkeypatch):
    for data in (b"x" * 9, b"\2" * 8):
        with monkeypatch.context() as patch:
            node = skcore.Node("numpy.column", "numpy.bool_" if data[0] == 2 else "numpy.int64", [skcore.Buffer(data)])
            patch.setattr(scalars.Scalar, "pack", lambda self, values, node=node: node)
            forged = skcore.dumps([np.int64(i) for i in range(50)])
        refused(forged)


def _key(size, dtype="uint32"):
    return np.ones(size, dtype)


GENERATOR_LIES = [
    (np.random.MT19937, ("state", "pos"), -1),
    (np.random.MT19937, ("state", "pos"), 625),
    (np.random.MT19937, ("state", "pos"), 1.0),
    (np.random.MT19937, ("state", "key"), np.zeros(624, "uint32")),
    (np.random.MT19937, ("state", "key"), _key(623)),
    (np.random.MT19937, ("state", "key"), _key(624, "uint64")),
    (np.random.MT19937, ("state", "key"), None),
    (np.random.PCG64, ("state", "inc"), 2),
    (np.random.PCG64, ("state", "inc"), -1),
    (np.random.PCG64, ("state", "state"), 2**128),
    (np.random.PCG64, ("uinteger",), 2**32),
    (np.random.PCG64DXSM, ("has_uint32",), 2),
    (np.random.Philox, ("buffer_pos",), -1),
    (np.random.Philox, ("buffer_pos",), 5),
    (np.random.Philox, ("buffer",), _key(3, "uint64")),
    (np.random.Philox, ("state", "counter"), _key(3, "uint64")),
    (np.random.Philox, ("state", "key"), _key(1, "uint64")),
    (np.random.SFC64, ("state", "state"), _key(3, "uint64")),
    (np.random.SFC64, ("has_uint32",), 2),
    (np.random.SFC64, ("uinteger",), 2**32),
    (np.random.SFC64, ("bit_generator",), "PCG64"),
    (np.random.SFC64, ("state",), None),
]


@pytest.mark.parametrize(("bits", "path", "value"), GENERATOR_LIES, ids=str)
def test_bit_generators(tampered, refused, bits, path, value):
    def change(state):
        inner = state["state"] = copy.deepcopy(state["state"])
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value

    refused(tampered(generators.BitGenerator, bits(1), change))


@pytest.mark.parametrize("seed", [5, "text", np.arange(3)], ids=str)
def test_seeds_of_bit_generators(tampered, seed):
    data = tampered(generators.BitGenerator, np.random.PCG64(1), lambda state: state.update(seed_seq=seed))
    with pytest.raises(skcore.InvalidStateError, match="seed_seq is no SeedSequence"):
        skcore.loads(data)


SEED_LIES = [
    {"entropy": None},
    {"entropy": -1},
    {"entropy": 1.5},
    {"entropy": ["a"]},
    {"entropy": 2 ** (32 * 20_000)},
    {"entropy": list(range(1000)), "pool_size": 64},
    {"entropy": np.zeros((2, 2), int)},
    {"spawn_key": [1]},
    {"spawn_key": (-1,)},
    {"pool_size": 10**9},
    {"pool_size": 0},
    {"n_children_spawned": -1},
    {"n_children_spawned": 2**70},
]


@pytest.mark.parametrize("lie", SEED_LIES, ids=lambda lie: "-".join(lie))
def test_seed_sequences(tampered, refused, lie):
    refused(tampered(generators.Seeds, np.random.SeedSequence(1), lambda state: state.update(lie)))


@pytest.mark.parametrize("lie", [{"bit_generator": 5}, {"bit_generator": None}, {"bit_generator": [1]}], ids=str)
def test_wrapped_generators(tampered, refused, lie):
    for handler, obj in [
        (generators.Generator, np.random.default_rng(1)),
        (generators.RandomState, np.random.RandomState(1)),
    ]:
        refused(tampered(handler, obj, lambda state: state.update(lie)))


@pytest.mark.parametrize("lie", [{"has_gauss": 2}, {"has_gauss": "yes"}, {"gauss": "x"}], ids=str)
def test_random_state(tampered, refused, lie):
    refused(tampered(generators.RandomState, np.random.RandomState(1), lambda state: state.update(lie)))


@pytest.mark.parametrize("text", ["", "[]", "{]", '{"base":"<f8"}', "<f8 ", "<f08", "<M8[0s]", "|V99999999999"])
def test_dtypes(tampered, refused, text):
    def change(state):
        state[:] = [text]

    refused(tampered(scalars.DType, np.dtype("f8"), change))


def test_one_buffer_in_too_many_arrays(refused):
    """A few bytes for each array, and each of them has all elements read: truth values have to be 0 or 1."""
    base = np.zeros(2**20, "?")
    few = skcore.loads(skcore.dumps([base[index:] for index in range(60)]))
    assert [len(part) for part in few] == [len(base) - index for index in range(60)]
    refused(skcore.dumps([base[index:] for index in range(200)]))


OF_ANOTHER_SORT = {
    "indices": lambda floats: floats.view(np.int64),
    "complex numbers that are indices": lambda floats: floats.astype(complex).real.view(np.int64),
    "truth values": lambda floats: np.zeros(8, np.uint8).view(bool),
    "characters": lambda floats: np.zeros(8, np.uint32).view("U1"),
    "records": lambda floats: floats.view([("a", "<f8")]),
    "records of indices": lambda floats: floats.view([("a", "<i8")]),
}


@pytest.mark.parametrize("name", OF_ANOTHER_SORT)
def test_floats_share_no_memory_with_indices(monkeypatch, name):
    """What adds to the floats in place would move the indices of another object past their check."""
    floats = np.arange(8.0)
    other = OF_ANOTHER_SORT[name](floats)
    base = floats if np.shares_memory(floats, other) else other.base
    loaded, others = skcore.loads(skcore.dumps([base, other]))
    assert not np.shares_memory(loaded, others)
    assert (loaded == base).all()
    assert (others == other).all()

    monkeypatch.setattr(memory, "sort_of", lambda dtype: "")
    data = skcore.dumps([base, other])
    monkeypatch.undo()
    with pytest.raises(skcore.InvalidStateError, match="one memory"):
        skcore.loads(data)


def test_floats_that_say_they_are_a_part_of_something_else(tampered):
    """numpy takes the dtype of a part for more dimensions, so that its array would have one of another sort."""
    lie = {"dtype": '{"base":"<f8","shape":[1]}'}
    data = tampered(arrays.Array, np.arange(5.0), lambda state: state.update(lie), "save_all")
    with pytest.raises(skcore.InvalidStateError, match="plain elements"):
        skcore.loads(data)


def test_elements_that_are_not_aligned(tampered):
    lie = {"shape": skcore.Plain((4,)), "offset": 1, "strides": skcore.Plain((8,))}
    data = tampered(arrays.Array, np.arange(5.0), lambda state: state.update(lie), "save_all")
    with pytest.raises(skcore.InvalidStateError, match="not aligned"):
        skcore.loads(data)


def test_views_that_are_not_aligned_come_back_apart():
    packed = np.zeros(4, [("a", "i1"), ("b", "f8")])
    packed["b"] = range(4)
    first, second = skcore.loads(skcore.dumps([packed["b"], packed["b"][1:]]))
    assert first.tolist() == [0, 1, 2, 3]
    assert second.tolist() == [1, 2, 3]
    assert first.flags.aligned
    assert second.flags.aligned


EMPTY = {
    "plain": lambda: (arrays.Array, "save_all", np.zeros((0, 3))),
    "of objects": lambda: (arrays.Array, "save", np.zeros((0, 3), object)),
    "of records": lambda: (arrays.Array, "save", np.zeros((0, 3), [("a", object)])),
}
if hasattr(np.dtypes, "StringDType"):
    EMPTY["of texts"] = lambda: (arrays.Array, "save", np.zeros((0, 3), np.dtypes.StringDType()))


@pytest.mark.parametrize("name", EMPTY)
def test_empty_arrays_of_too_many_elements(tampered, name):
    handler, method, array = EMPTY[name]()
    lie = {"shape": skcore.Plain((0, 2**40))}
    data = tampered(handler, array, lambda state: state.update(lie), method)
    with pytest.raises(skcore.InvalidStateError, match="empty array of too many"):
        skcore.loads(data)


def test_columns_that_many_records_share(refused, monkeypatch):
    """A record of some bytes makes an array out of columns that others have too."""
    array = np.zeros(2**10, [("a", object), ("b", "V1000")])
    several = [array.copy() for _ in range(300)]
    state = structured.Structured().save(array)
    monkeypatch.setattr(structured.Structured, "save", lambda self, obj: state)
    data = skcore.dumps(several)
    assert len(data) < 2**21
    refused(data)


def test_a_function_that_does_not_end_for_an_infinite_number():
    data = skcore.dumps(np.linalg.pinv)
    with pytest.raises(skcore.UntrustedTypesError, match=r"numpy\.linalg\.pinv"):
        skcore.loads(data)
    assert skcore.loads(data, trusted=skcore.plugin_defaults) is np.linalg.pinv


def test_generators_that_share_one_state(refused, monkeypatch):
    """A record of some bytes makes one of kilobytes."""
    state = generators.BitGenerator().save(np.random.MT19937(1))
    monkeypatch.setattr(generators.BitGenerator, "save", lambda self, obj: state)
    monkeypatch.setattr(generators, "_BYTES", 2**20)
    refused(skcore.dumps([np.random.MT19937(0) for _ in range(70)]))
