"""Texts that lie: each is refused by the rule that it breaks, before LightGBM sees it."""

import re
from unittest import mock

import pytest
from lightgbm_models import fitted
from skcore_lightgbm.booster import Boosters

import skcore
from skcore import Buffer

TREE = r"(?m)^(?=Tree=\d+$)|^(?=end of trees)"


def split(text):
    """Return the header, the trees, and what comes behind them."""
    header, *trees, rest = re.split(TREE, text)
    return header, trees, rest


def join(header, trees, rest):
    sizes = " ".join(str(len(tree.encode())) for tree in trees)
    return re.sub(r"(?m)^tree_sizes=.*$", lambda _: f"tree_sizes={sizes}", header) + "".join(trees) + rest


def field(name, value, of=0, model="booster with a code"):
    """Return a text in which a field of a tree, or of the header if that is None, has another value."""

    def change(match):
        return f"{name}={value(match[1].split(' ')) if callable(value) else value}"

    header, trees, rest = split(text_of(model))
    if of is None:
        header, count = re.subn(rf"(?m)^{name}=(.*)$", change, header)
    else:
        trees[of], count = re.subn(rf"(?m)^{name}=(.*)$", change, trees[of])
    assert count == 1
    return join(header, trees, rest)


def text_of(model):
    found = fitted(model)[0]
    return getattr(found, "booster_", found).model_to_string()


def first(value):
    return lambda values: " ".join([str(value), *values[1:]])


def last(value):
    return lambda values: " ".join([*values[:-1], str(value)])


def more(values):
    return " ".join([*values, values[-1]])


def less(values):
    return " ".join(values[:-1])


def places(tree, name):
    return re.search(rf"(?m)^{name}=(.*)$", tree)[1].split(" ")


def categorical(value):
    """Give the first node that asks for a category another place in the list of these."""
    _, trees, _ = split(text_of("booster with a code"))
    here = next(i for i, kind in enumerate(places(trees[0], "decision_type")) if int(kind) & 1)
    return lambda values: " ".join([*values[:here], str(value), *values[here + 1 :]])


def chain(depth):
    """Return a text whose first tree is one long branch."""
    header, trees, rest = split(text_of("booster"))
    lists = {
        "num_leaves": [depth + 1],
        **dict.fromkeys(("split_feature", "split_gain", "threshold", "decision_type"), [0] * depth),
        **dict.fromkeys(("internal_value", "internal_weight", "internal_count"), [1] * depth),
        **dict.fromkeys(("leaf_value", "leaf_weight", "leaf_count"), [1] * (depth + 1)),
        "left_child": [*range(1, depth), -1],
        "right_child": [-i for i in range(2, depth + 2)],
    }
    for name, values in lists.items():
        trees[0] = re.sub(rf"(?m)^{name}=.*$", f"{name}={' '.join(map(str, values))}", trees[0])
    return join(header, trees, rest)


def replaced(old, new, model="booster"):
    text = text_of(model)
    assert old in text
    return text.replace(old, new, 1)


def parameter(name, value):
    """Return a text with another value of a parameter, which older versions may not have."""
    text, line = text_of("booster"), f"[{name}: {value}]"
    changed, count = re.subn(rf"(?m)^\[{name}: .*\]$", line, text)
    return changed if count else text.replace("parameters:\n", f"parameters:\n{line}\n")


LISTS = (
    "split_feature",
    "split_gain",
    "threshold",
    "decision_type",
    "left_child",
    "right_child",
    "leaf_value",
    "leaf_weight",
)
LISTS += ("leaf_count", "internal_value", "internal_weight", "internal_count", "cat_boundaries")
CLASSES = "booster of classes"
LINEAR = "linear booster"
TEXTS = {
    **{f"{name} too long": (lambda name=name: field(name, more), f"{name} has not as many values") for name in LISTS},
    **{f"{name} too short": (lambda name=name: field(name, less), f"{name} has not as many values") for name in LISTS},
    **{f"{name} empty": (lambda name=name: field(name, ""), f"{name} has not as many values") for name in LISTS},
    **{
        f"{name} no number": (
            lambda name=name: field(name, first("x")),
            f"{name} has (something else than ints|no numbers)",
        )
        for name in LISTS
    },
    "num_leaves too small": (lambda: field("num_leaves", 2), "has not as many values"),
    "num_leaves none": (lambda: field("num_leaves", 0), "num_leaves or num_cat is too small"),
    "num_leaves negative": (lambda: field("num_leaves", -5), "num_leaves or num_cat is too small"),
    "num_leaves huge": (lambda: field("num_leaves", 10**18), "has not as many values"),
    "num_leaves beyond 64 bits": (lambda: field("num_leaves", 10**30), "something else than ints|not as many values"),
    "num_cat negative": (lambda: field("num_cat", -3), "num_leaves or num_cat is too small"),
    "num_cat none": (lambda: field("num_cat", 0), "further lines"),
    "num_cat more": (lambda: field("num_cat", 100), "cat_boundaries has not as many values"),
    "tab within": (lambda: field("left_child", first("1\t1")), "left_child has (not as many|something else)"),
    "sign alone": (lambda: field("left_child", first("-")), "something else than ints"),
    "two signs": (lambda: field("left_child", first("--1")), "something else than ints"),
    "sign within": (lambda: field("left_child", first("1-2")), "something else than ints"),
    "two spaces": (lambda: field("left_child", first("1 ")), "left_child has"),
    "tab": (lambda: field("left_child", first("1\t")), "left_child has spaces where"),
    "zero byte": (lambda: field("left_child", first("1\0")), "left_child has spaces where"),
    "return": (lambda: replaced("num_class=1\n", "num_class=1\r\n"), "control character"),
    "feature negative": (lambda: field("split_feature", first(-1)), "split_feature is out of range"),
    "feature too large": (lambda: field("split_feature", last(10)), "split_feature is out of range"),
    "feature beyond 32 bits": (lambda: field("split_feature", last(2**32)), "split_feature is out of range"),
    "child out of range": (lambda: field("right_child", last(6)), "right_child is out of range"),
    "leaf out of range": (lambda: field("right_child", last(-8)), "right_child is out of range"),
    "child beyond 64 bits": (lambda: field("right_child", last(10**25)), "right_child (is out of range|has something)"),
    "cycle": (lambda: field("left_child", last(0)), "left_child does not come after its parent"),
    "own child": (lambda: field("right_child", first(0)), "right_child does not come after its parent"),
    "shared leaf": (lambda: field("right_child", lambda values: " ".join(["-1"] * len(values))), "has not one parent"),
    "deep": (lambda: chain(1001), "deeper than 1000"),
    "decision with an odd type": (lambda: field("decision_type", first(16)), "decision_type is out of range"),
    "decision negative": (lambda: field("decision_type", first(-1)), "decision_type is out of range"),
    "no such missing value": (
        lambda: field("decision_type", first(12)),
        "decision_type is out of range|no type of missing",
    ),
    "numbers made categories": (
        lambda: field("decision_type", lambda v: " ".join(["1"] * len(v))),
        "num_cat is not the count",
    ),
    "category not there": (lambda: field("threshold", categorical(99)), "bitset that is not there"),
    "category negative": (lambda: field("threshold", categorical(-1)), "bitset that is not there"),
    "category nan": (lambda: field("threshold", categorical("nan")), "threshold of a category has something else"),
    "category in fractions": (
        lambda: field("threshold", categorical("0.5")),
        "threshold of a category has something else",
    ),
    "category inf": (lambda: field("threshold", categorical("inf")), "threshold of a category has something else"),
    "bitset too short": (lambda: field("cat_threshold", ""), "cat_boundaries do not rise"),
    "bitset too long": (lambda: field("cat_threshold", more), "cat_boundaries do not rise"),
    "bitset negative": (lambda: field("cat_threshold", first(-1)), "cat_threshold is out of range"),
    "bitset beyond 32 bits": (lambda: field("cat_threshold", first(2**32)), "cat_threshold is out of range"),
    "bounds not from 0": (lambda: field("cat_boundaries", first(1)), "cat_boundaries do not rise"),
    "bounds beyond": (lambda: field("cat_boundaries", last(1000)), "cat_boundaries do not rise"),
    "bounds falling": (
        lambda: field("cat_boundaries", lambda v: " ".join([v[0], "1000", *v[2:]])),
        "cat_boundaries do not rise",
    ),
    "linear flag": (lambda: field("is_linear", 2), "neither 0 nor 1"),
    "linear without lines": (lambda: field("is_linear", 1), "further lines"),
    "leaf's feature": (
        lambda: field("leaf_features", lambda v: re.sub(r"\d+", "10", " ".join(v), count=1), 1, LINEAR),
        "leaf_features is out of range",
    ),
    "leaf's features fewer": (lambda: field("leaf_features", "1", 1, LINEAR), "leaf_features has not as many values"),
    "leaf's features elsewhere": (
        lambda: field("leaf_features", lambda v: " ".join(v).rstrip() + " ", 1, LINEAR),
        "leaf_features is not grouped",
    ),
    "leaf's coefficients fewer": (lambda: field("leaf_coeff", "1", 1, LINEAR), "leaf_coeff has not as many values"),
    "leaf's coefficients no numbers": (
        lambda: field("leaf_coeff", lambda v: re.sub(r"\d", "x", " ".join(v), count=1), 1, LINEAR),
        "leaf_coeff has no numbers",
    ),
    "leaf's count": (lambda: field("num_features", first(-1), 1, LINEAR), "num_features is negative"),
    "leaf's constants": (lambda: field("leaf_const", less, 1, LINEAR), "leaf_const has not as many values"),
    "shrinkage": (lambda: field("shrinkage", "1 1"), "shrinkage has not as many values"),
    "shrinkage no number": (lambda: field("shrinkage", "x"), "shrinkage has no numbers"),
    "classes": (lambda: field("num_class", 2, None, CLASSES), "num_tree_per_iteration is not the number of classes"),
    "classes none": (lambda: field("num_class", 0, None), "num_class is no count"),
    "classes many": (lambda: field("num_class", 10**8, None), "num_class is no count"),
    "trees of a round none": (
        lambda: field("num_tree_per_iteration", 0, None),
        "num_tree_per_iteration does not divide",
    ),
    "trees of a round": (lambda: field("num_tree_per_iteration", 4, None), "num_tree_per_iteration does not divide"),
    "objective of more classes": (
        lambda: field("objective", "multiclassova num_class:9 sigmoid:1", None, CLASSES),
        "another number of classes",
    ),
    "objective of classes": (lambda: field("objective", "multiclass", None, CLASSES), "has no number of classes"),
    "objective odd": (lambda: field("objective", "binary sigmoid:1 /etc/passwd", None), "not one of LightGBM's"),
    "features fewer": (lambda: field("max_feature_idx", 3, None), "feature_names has not a name for each"),
    "features none": (lambda: field("max_feature_idx", -1, None), "max_feature_idx is negative"),
    "features many": (lambda: field("max_feature_idx", 2**31 - 1, None), "feature_names has not a name for each"),
    "names fewer": (lambda: field("feature_names", less, None), "feature_names has not a name for each"),
    "names empty": (
        lambda: field("feature_names", first(""), None, "booster of a constant"),
        "feature_names has not a name",
    ),
    "infos fewer": (lambda: field("feature_infos", less, None), "feature_infos has not one for each"),
    "infos odd": (lambda: field("feature_infos", first("[0:1"), None), "feature_infos has something else"),
    "monotone fewer": (
        lambda: field("monotone_constraints", less, None, "monotone"),
        "monotone_constraints has not as many",
    ),
    "version": (lambda: field("version", "v5", None), "version of the model is not one that is known"),
    "kind of model": (lambda: "dart" + text_of("booster")[4:], "no line 'tree'"),
    "sizes": (
        lambda: re.sub("(?m)^tree_sizes=[0-9]+", "tree_sizes=1", text_of("booster")),
        "not the size that tree_sizes says",
    ),
    "sizes fewer": (
        lambda: re.sub("(?m)^(tree_sizes=.*) [0-9]+$", r"\1", text_of("booster")),
        "no line 'end of trees'",
    ),
    "sizes more": (
        lambda: re.sub("(?m)^(tree_sizes=.*)$", r"\1 9", text_of("booster")),
        "no Tree where|ends too early|further lines",
    ),
    "order of trees": (lambda: replaced("Tree=1\n", "Tree=2\n"), "trees are not in order"),
    "line twice": (lambda: replaced("num_class=1\n", "num_class=1\nnum_class=9\n"), "no num_tree_per_iteration"),
    "line more": (lambda: replaced("\nshrinkage=", "\nfoo=1\nshrinkage="), "further lines"),
    "cut": (lambda: text_of("booster")[:-100], "ends too early"),
    "cut in a tree": (lambda: text_of("booster")[:1500], "ends too early|no .* where it should"),
    "empty": (lambda: "", "no line 'tree'|ends too early"),
    "more behind": (lambda: text_of("booster") + "tree\n", "something behind its end"),
    "parser": (
        lambda: replaced("end of parameters\n", "end of parameters\n\nparser:\nx\nend of parser\n"),
        "something behind",
    ),
    "parameter without a value": (
        lambda: parameter("max_bin", "1").replace("[max_bin: 1]", "[max_bin]"),
        "not of the form",
    ),
    "parameter twice": (lambda: replaced("[num_gpu: 1]", "[num_gpu: 1]\n[num_gpu: 1]"), "there twice"),
    **{
        f"parameter {name}": (
            lambda name=name: parameter(name, "/etc/passwd"),
            f"parameter {name} names a file or a machine",
        )
        for name in (
            "forcedsplits_filename",
            "forcedbins_filename",
            "parser_config_file",
            "machines",
            "machine_list_filename",
        )
    },
    "parameter num_machines": (lambda: parameter("num_machines", 2), "asks for other machines"),
    "categories of pandas": (lambda: replaced("pandas_categorical:null", "pandas_categorical:{}"), "no list of lists"),
    "categories of pandas deep": (
        lambda: replaced("pandas_categorical:null", f"pandas_categorical:{'[' * 10**5}{']' * 10**5}"),
        "no list of lists",
    ),
    "importance of no feature": (
        lambda: replaced("feature_importances:\n", "feature_importances:\nx=1\n"),
        "counts of features",
    ),
}


def refusal(text=None, **attributes):
    """Return why a booster with another text, or other attributes, is refused."""
    model = fitted("booster")[0]
    state = {**Boosters().getstate(model), **attributes}
    if text is not None:
        state["model"] = Buffer(text.encode("utf-8", "surrogateescape"))
    with mock.patch.object(Boosters, "save", return_value=state):
        data = skcore.dumps(model)
    with pytest.raises(skcore.SkcoreError) as caught:
        skcore.loads(data)
    return caught.value


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_lies(name):
    make, rule = TEXTS[name]
    error = refusal(make())
    assert type(error) is skcore.InvalidStateError
    assert re.search(rule, str(error)), error


def test_what_is_no_text():
    assert "its model is no text" in str(refusal("tree\n\udcff\n"))


@pytest.mark.parametrize(
    "model", ["booster", "booster with a code", CLASSES, LINEAR, "booster of a constant", "random forest"]
)
def test_the_edits_alone_change_nothing(model):
    assert join(*split(text_of(model))) == text_of(model)


def test_the_deepest_tree_that_is_allowed():
    import lightgbm
    import numpy as np

    model = fitted("booster")[0]
    state = {**Boosters().getstate(model), "model": Buffer(chain(1000).encode())}
    with mock.patch.object(Boosters, "save", return_value=state):
        loaded = skcore.loads(skcore.dumps(model))
    assert type(loaded) is lightgbm.Booster
    for leaf in (False, True):
        loaded.predict(np.zeros((3, 30)), pred_leaf=leaf, pred_contrib=not leaf, num_threads=1)


ATTRIBUTES = {
    "colour": ("red", "no attribute 'colour'"),
    "predict": (len, "no attribute 'predict'"),
    "best_iteration": ("x", "best_iteration is not"),
    "best_score": ([], "best_score is not"),
    "name_valid_sets": ([1], "name_valid_sets is not"),
    "pandas_categorical": ([[len]], "pandas_categorical is not"),
    "_network": (1, "_network is not"),
    "_Booster__init_predictor": (1, "init_predictor is not"),
    "_Booster__inner_predict_buffer": ([1], "inner_predict_buffer is not"),
    "_Booster__num_class": (7, "another number of classes"),
    "_Booster__num_inner_eval": (10**9, "a name for each metric"),
    "params": ([], "parameters are no dict"),
}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_an_attribute_that_lies(name):
    value, rule = ATTRIBUTES[name]
    assert re.search(rule, str(refusal(**{name: value})))


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        ({"forcedbins_filename": "/etc/passwd"}, "names a file"),
        ({"valid": "x"}, "names a file"),
        ({"workers": "10.0.0.1:80"}, "names a file or a machine"),
        ({"num_machine": 2}, "other machines"),
        ({"nthread": 10**9}, "number of threads"),
        ({"num_threads": "8"}, "number of threads"),
        ({"objective": "binary machines=10.0.0.1:80"}, "white space"),
        ({"metric": ["auc\tfs=x"]}, "white space"),
        ({"x y": 1}, "no identifier"),
        ({"a=b": 1}, "no identifier"),
        ({1: 1}, "no identifier"),
    ],
)
def test_a_parameter_that_lies(parameters, rule):
    assert re.search(rule, str(refusal(params=parameters)))
