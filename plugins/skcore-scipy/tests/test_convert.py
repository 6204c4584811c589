"""Pickles that no scipy wrote are refused when they are converted, and nothing that stands in them runs."""

import pickle

import numpy as np
import pytest
import scipy.interpolate
import scipy.sparse
import scipy.spatial
import scipy.stats
from conversions import Raw, converted, name, record

import skcore


def value(obj):
    return Raw(pickle.dumps(obj, 3))


def made(cls, **state):
    return record(cls, state=state, new=True)


def csr(**changes):
    parts = {"indptr": [0, 1], "indices": [0], "data": [1.0]}
    arrays = {key: value(np.array(part)) for key, part in parts.items()}
    return made("scipy.sparse._csr.csr_matrix", **{"_shape": (1, 2), "maxprint": 50, **arrays, **changes})


def spline(**changes):
    held = vars(scipy.interpolate.BSpline([0.0, 0, 1, 1], [1.0, 2], 1))
    return made(
        "scipy.interpolate._bsplines.BSpline", **{**{key: value(part) for key, part in held.items()}, **changes}
    )


def tree(**changes):
    state = list(scipy.spatial.cKDTree(np.arange(6.0).reshape(3, 2)).__getstate__())
    for place, part in changes.items():
        state[int(place[1:])] = part
    return record("scipy.spatial._ckdtree.cKDTree", state=tuple(map(value, state)), new=True)


def uniform(**changes):
    state = scipy.stats.uniform.__getstate__()
    return made("scipy.stats._continuous_distns.uniform_gen", **{key: value(state[key]) for key in state} | changes)


def frozen(dist, *args):
    sort = "scipy.stats._distn_infrastructure.rv_continuous_frozen"
    return made(sort, dist=dist, args=args, kwds={}, a=0, b=1)


TEMPLATE = "raise SystemExit('it ran')\n"
HOSTILE = {
    "an index outside": (csr(indices=value(np.array([7]))), "indices"),
    "rows beyond the entries": (csr(indptr=value(np.array([0, 9]))), "indptr"),
    "a shape of everything": (csr(_shape=(2**62, 2)), "indptr"),
    "an attribute that hides a method": (csr(toarray=5), "hides one of the class"),
    "parts that are lists": (csr(indices=[0]), "indices"),
    "a part that is missing": (made("scipy.sparse._csr.csr_matrix", _shape=(1, 2)), "is missing"),
    "a matrix out of arguments": (record("scipy.sparse._csr.csr_matrix", (1, 2), new=True), "more than attributes"),
    "a call of the class": (record("scipy.sparse._csr.csr_matrix", (1, 2)), "in no way that scipy makes them"),
    "attributes that are a list": (record("scipy.sparse._csr.csr_matrix", state=[1], new=True), "none of attributes"),
    "a degree without knots": (spline(k=9), "too few knots"),
    "a degree beyond bounds": (spline(k=10**9), "no degree"),
    "knots that are a reference": (spline(_t=name("os.system")), "t has not 1 dimensions|another release"),
    "another function to call": (spline(_asarray=name("os.system")), "callable|was changed after it was made"),
    "a function of another": (
        made("scipy.interpolate._interpolate.interp1d", _call=name("os.system")),
        "attribute|another release",
    ),
    "nodes that are cut": (tree(_0=np.zeros(7, "S1")), "nodes are none of scipy's"),
    "nodes of zeros": (tree(_0=np.zeros(72, "S1")), "node|split|tree"),
    "indices outside": (tree(_7=np.array([0, 1, 9])), "indices"),
    "a rotation of no length": (
        record("scipy.spatial.transform._rotation.Rotation", state=(value(np.zeros((1, 4))), True), new=True),
        "not of unit length",
    ),
    "a generator of texts": (uniform(_random_state="x"), "no random generator"),
    "a distribution without arguments": (uniform(_ctor_param=None), "what it was made of"),
    "a distribution of another name": (
        uniform(_ctor_param=value({**scipy.stats.uniform._ctor_param, "name": "norm"})),
        "declare|name",
    ),
    "limits that were changed": (uniform(b=value(7.0)), "b was changed"),
    "arguments of no distribution": (frozen(5, 1), "dist is no distribution"),
    "arguments that are texts": (frozen(value(scipy.stats.uniform), "x"), "no array of numbers"),
    "arguments without end": (frozen(value(scipy.stats.uniform), value(np.zeros(2**21))), "too many"),
    "a covariance of texts": (made("scipy.stats._covariance.CovViaDiagonal", _LP="x"), "no array of numbers"),
    "a result with a protocol": (
        Raw(record("scipy.optimize._optimize.OptimizeResult", new=True)[:-1] + b"X\x09\0\0\0__array__K\1s."),
        "name of a protocol",
    ),
    "what no pickle brings back": (made("scipy.stats._new_distributions.Normal"), "no pickle brings back"),
}


@pytest.mark.parametrize(("data", "rule"), HOSTILE.values(), ids=HOSTILE)
def test_what_scipy_does_not_write_is_refused(data, rule):
    with pytest.raises(skcore.UnsupportedTypeError, match=rule):
        converted(data)


def test_source_text_in_a_distribution_does_not_run():
    # scipy itself would run it.
    data = uniform(_parse_arg_template=TEMPLATE)
    with pytest.raises(SystemExit):
        pickle.loads(data)
    loaded = skcore.loads(converted(data))
    assert loaded._parse_arg_template == scipy.stats.uniform._parse_arg_template


def test_a_distribution_keeps_its_own_generator():
    mine = scipy.stats.uniform(0, 4)
    mine.random_state = 3
    loaded = skcore.loads(converted(pickle.dumps(mine)))
    assert loaded.rvs(3).tolist() == mine.rvs(3).tolist()


def test_a_file_cannot_ask_for_work_many_times_over():
    knots = value(np.arange(2.0**20))
    head = b"\x80\x03" + knots[2:-1] + b"r\xff\xff\0\x000"
    each = spline(t=Raw(b"\x80\x03j\xff\xff\0\0."), c=Raw(b"\x80\x03j\xff\xff\0\0."))
    with pytest.raises((skcore.UnsupportedTypeError, skcore.InvalidStateError), match="far more memory or work"):
        converted(head + b"](" + each[2:-1] * 2000 + b"e.")


def test_matrices_share_what_they_shared():
    first = scipy.sparse.random(20, 20, 0.2, format="csr", random_state=0)
    second = first.copy()
    second.indices = first.indices
    loaded = skcore.loads(converted(pickle.dumps([first, second], 4)))
    assert np.shares_memory(loaded[0].indices, loaded[1].indices)
    assert (loaded[0] != first).nnz == 0


def test_coordinates_of_older_releases():
    matrix = scipy.sparse.coo_array([[0.0, 2.0], [1.0, 0.0]])
    row, col = map(value, matrix.coords)
    old = made(
        "scipy.sparse.coo.coo_matrix",
        _shape=(2, 2),
        maxprint=50,
        row=row,
        col=col,
        data=value(matrix.data),
        has_canonical_format=False,
    )
    assert skcore.loads(converted(old)).toarray().tolist() == [[0, 2], [1, 0]]


def test_splines_of_older_releases():
    held = {"t": np.array([0.0, 0, 1, 1]), "c": np.array([1.0, 2]), "k": 1, "extrapolate": True, "axis": 0}
    old = made("scipy.interpolate._bsplines.BSpline", **{key: value(part) for key, part in held.items()})
    assert skcore.loads(converted(old))(0.5) == 1.5
