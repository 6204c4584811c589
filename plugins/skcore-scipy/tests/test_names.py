"""Functions by name, and what an audit imports."""

import subprocess
import sys

import pytest
import scipy.linalg
import scipy.sparse as sp
import scipy.spatial.distance as distance
import scipy.special as special
import scipy.stats

import skcore


@pytest.mark.parametrize(
    "function",
    [
        distance.cosine,
        distance.yule,
        special.expit,
        special.logit,
        special.psi,
        special.softmax,
        special.logsumexp,
        special.gammainc,
        special.j0,
        scipy.stats.zscore,
        scipy.stats.pearsonr,
        scipy.stats.trim_mean,
        scipy.stats.mode,
        scipy.stats.entropy,
        scipy.stats.variation,
        scipy.linalg.norm,
        scipy.linalg.pinvh,
    ],
)
def test_functions_are_the_same_object_again(function):
    assert skcore.loads(skcore.dumps(function)) is function


def test_every_trusted_name_that_scipy_has_is_found():
    from skcore_scipy.names import Functions, Ufuncs

    for handler in (Functions(), Ufuncs()):
        found = [_find(name) for name in handler.trusts]
        present = [target for target in found if target is not None]
        assert len(present) >= len(found) - 3  # some came to scipy, and some left it
        assert all(handler.holds(target) and handler.qualify(target) in handler.trusts for target in present)


def _find(name):
    import importlib

    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute, None)


@pytest.mark.parametrize("function", [special.hyp2f1, special.comb, sp.save_npz, sp.load_npz, distance.cdist])
def test_other_functions_need_the_users_word(function):
    with pytest.raises(skcore.UntrustedTypesError):
        skcore.loads(skcore.dumps(function))


def test_an_audit_imports_no_scipy(tmp_path):
    path = tmp_path / "all.skc"
    parts = [sp.csr_array((3, 3)), sp.lil_matrix((3, 3)), scipy.stats.uniform(0, 1), special.expit, distance.cosine]
    skcore.dump(parts, path)
    script = (
        f"import skcore, sys; assert skcore.get_untrusted_types(file={str(path)!r}) == [];"
        "assert not {'numpy', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


EXTREME = """
import itertools, warnings
import numpy as np, scipy.special as special
from skcore_scipy.names import _UFUNCS
warnings.simplefilter("ignore")
numbers = [0.0, -0.0, 1.0, -1.0, 1e-300, 5e-324, 1e300, -1e300, np.inf, -np.inf, np.nan, 0.5, 170.5, -170.5, 2.0**53]
for name in _UFUNCS.split():
    function = getattr(special, name)
    for args in itertools.product(numbers, repeat=function.nin):
        with np.errstate(all="ignore"):
            function(*args)
"""


def test_special_functions_end_for_any_number():
    subprocess.run([sys.executable, "-c", EXTREME], check=True, timeout=60)
