"""Scalars, generators, and functions and classes by name."""

import importlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as hnp

import skcore


def round_trip(obj, **options):
    return skcore.loads(skcore.dumps(obj), **options)


SCALARS = [
    np.bool_(True), np.int8(-128), np.uint8(255), np.int16(5), np.int32(-1), np.int64(2**63 - 1), np.uint64(2**64 - 1),
    np.longlong(3), np.float16(0.1), np.float32(0.1), np.float64(0.1), np.float32("nan"), np.float64("-inf"),
    np.float64(-0.0), np.longdouble(1) / 3, np.complex64(1 + 2j), np.complex128("nan"), np.clongdouble(1j),
    np.str_("é\ud800"), np.str_(""), np.bytes_(b"a\0b"), np.void(b"abc"),
    np.datetime64("2020-01-01"), np.datetime64("NaT"), np.timedelta64(5, "25us"),
    np.array([(1, 2.0)], dtype=[("a", int), ("b", float)])[0], np.rec.array([(1,)], dtype=[("a", int)])[0],
]  # fmt: skip


@pytest.mark.parametrize("scalar", SCALARS, ids=repr)
def test_scalars(scalar):
    loaded = round_trip(scalar)
    assert type(loaded) is type(scalar)
    assert loaded.dtype == scalar.dtype
    assert loaded.dtype.type is scalar.dtype.type
    assert loaded.tobytes() == scalar.tobytes()


@settings(max_examples=200, deadline=None)
@given(hnp.scalar_dtypes().flatmap(lambda dtype: hnp.arrays(dtype, ())))
def test_any_scalar(array):
    scalar = array[()]
    loaded = round_trip(scalar)
    assert type(loaded) is type(scalar)
    assert loaded.dtype == scalar.dtype
    assert loaded.tobytes() == scalar.tobytes()


@pytest.mark.parametrize("kind", [np.bool_, np.int8, np.uint64, np.int64, np.float16, np.float32, np.float64])
def test_many_scalars_in_a_container(kind):
    values = [kind(i % 100) for i in range(500)]
    for container in (values, tuple(values), dict(enumerate(values)), {kind(i): str(i) for i in range(100)}):
        loaded = round_trip(container)
        assert type(loaded) is type(container)
        assert loaded == container
        items = container.items() if isinstance(container, dict) else [container]
        found = loaded.items() if isinstance(loaded, dict) else [loaded]
        for pair, original in zip(found, items, strict=True):
            assert list(map(type, pair)) == list(map(type, original))


def test_many_nans_keep_their_bits():
    values = list(np.array([0x7FF8000000000001, 0xFFF8000000000000], "<u8").view("<f8")) * 50
    loaded = round_trip(values)
    assert np.array(loaded).tobytes() == np.array(values).tobytes()


def draw(generator):
    if isinstance(generator, np.random.RandomState):
        return [generator.randn(3), generator.randint(0, 100, 5), generator.randn()]
    return [generator.random(5), generator.integers(0, 100, 5, dtype=np.uint32), generator.standard_normal(3)]


BITS = [np.random.MT19937, np.random.PCG64, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64]


@pytest.mark.parametrize("bits", BITS)
@pytest.mark.parametrize("wrapper", [np.random.Generator, np.random.RandomState])
@pytest.mark.parametrize("drawn", [0, 1, 3, 623])
def test_generators_go_on_where_they_were(bits, wrapper, drawn):
    generator = wrapper(bits(42))
    for _ in range(drawn):
        generator.bytes(4)
    if wrapper is np.random.RandomState:
        generator.randn()
    loaded = round_trip(generator)
    assert type(loaded) is wrapper
    for mine, theirs in zip(draw(loaded), draw(generator), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_legacy_seeded_state():
    random = np.random.RandomState(7)
    loaded = round_trip(random)
    np.testing.assert_array_equal(loaded.rand(1000), random.rand(1000))


def test_generators_that_share_their_bits():
    bits = np.random.PCG64(1)
    first, second, third = round_trip([np.random.Generator(bits), np.random.Generator(bits), bits])
    assert first.bit_generator is second.bit_generator is third


def test_children_are_spawned_the_same():
    generator = np.random.default_rng(5)
    generator.spawn(2)
    loaded = round_trip(generator)
    np.testing.assert_array_equal(loaded.spawn(1)[0].random(3), generator.spawn(1)[0].random(3))


@pytest.mark.parametrize("entropy", [0, 5, 2**200, np.uint64(5), [1, 2, 3], (4, 5), np.array([6, 7])], ids=repr)
def test_seed_sequences(entropy):
    seeds = np.random.SeedSequence(entropy, spawn_key=(1, 2), pool_size=8)
    seeds.spawn(3)
    loaded = round_trip(seeds)
    assert loaded.spawn_key == seeds.spawn_key
    assert loaded.n_children_spawned == 3
    np.testing.assert_array_equal(loaded.pool, seeds.pool)
    np.testing.assert_array_equal(loaded.generate_state(4), seeds.generate_state(4))


def test_a_generator_without_seeds_has_none_again():
    generator = np.random.RandomState(3)
    assert round_trip(generator)._bit_generator.seed_seq is generator._bit_generator.seed_seq is None


NAMES = [
    np.log1p,
    np.exp,
    np.add,
    np.sum,
    np.mean,
    np.linalg.norm,
    np.linalg.inv,
    np.concatenate,
    np.float32,
    np.int64,
    np.str_,
]


@pytest.mark.parametrize("obj", NAMES, ids=lambda found: found.__name__)
def test_names(obj):
    assert round_trip(obj) is obj


@pytest.mark.parametrize(
    "obj",
    [np.save, np.load, np.fromfile, np.vectorize, np.apply_along_axis, np.memmap, np.ndarray, np.void],
    ids=lambda found: found.__name__,
)
def test_names_that_read_write_or_call_back_are_not_trusted(obj):
    data = skcore.dumps(obj)
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(data, trusted=skcore.plugin_defaults)


def test_every_trusted_name_exists_or_is_of_another_version():
    """A name that exists nowhere would be a slip of the pen."""
    old = np.lib.NumpyVersion(np.__version__) < "2.0.0"
    for row in skcore.trusted_types():
        module, _, name = row["name"].rpartition(".")
        if row["plugin"] == "skcore-numpy" and row["kind"] in ("numpy.ufunc", "numpy.function", "numpy.class"):
            newer = module == "numpy.strings" or row["name"] in ("numpy.bitwise_count", "numpy.vecdot")
            assert (old and newer) or hasattr(importlib.import_module(module), name), row["name"]
