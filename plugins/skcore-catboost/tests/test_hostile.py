"""Models that lie: each is refused by the rule that it breaks, before CatBoost sees it."""

import json
import re
from functools import cache
from unittest import mock

import numpy as np
import pytest
from catboost_models import fitted
from skcore_catboost.models import Models, Opaque
from skcore_catboost.native import ARRAYS, SORTS, STATISTICS, VECTORS, WORDS

import skcore
from skcore import Buffer, Node

PLAIN, LEAFWISE, CODED, ONE_HOT = "three classes", "by leaf", "combined codes", "codes of one value"


@cache
def saved(model):
    state = Models().save(fitted(model)[0])
    return state.state if type(state) is Node else state


def refusal(model, **fields):
    """Return why a model with other fields is refused."""
    state = {name: value for name, value in {**saved(model), **fields}.items() if value is not None}
    with mock.patch.object(Models, "save", return_value=state):
        data = skcore.dumps(fitted(model)[0])
    with pytest.raises(skcore.SkcoreError) as caught:
        skcore.loads(data)
    return caught.value


def dtype(name):
    sort, _, key = name.partition(".")
    if name in ARRAYS:
        return np.dtype(ARRAYS[name])
    return np.dtype(SORTS[sort].lists[key]) if key else SORTS[sort].dtype


def array(model, name):
    memory = saved(model)[name].memory if name in saved(model) else b""
    return np.frombuffer(memory, dtype(name)).copy()


def edited(model, name, edit):
    """Return a state's field with its array changed: in place, or to what the edit returns."""
    values = array(model, name)
    found = edit(values)
    return {name: Buffer((values if found is None else found).astype(values.dtype).tobytes())}


def put(model, name, value, place=0, key=None):
    def edit(values):
        (values if key is None else values[key])[place] = value

    return model, edited(model, name, edit)


def longer(model, name):
    return model, edited(model, name, lambda values: np.concatenate([values, values[-1:]]))


def shorter(model, name):
    return model, edited(model, name, lambda values: values[:-1])


def fields(model, **values):
    return model, values


def odd(model, name):
    return model, {name: Buffer(bytes(saved(model)[name].memory)[:-1])}


def info(model, name, change):
    """Return the account of a model in which a text is another."""
    text = saved(model)["InfoMap"].get(name)
    found = change(json.loads(text) if text is not None else None)
    return model, {"InfoMap": {**saved(model)["InfoMap"], name: found if type(found) is str else json.dumps(found)}}


def within(*path, value):
    def change(found):
        part = found
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        return found

    return change


def a_row(model, name, **values):
    """Return rows with values in the first of them."""

    def edit(rows):
        for key, value in values.items():
            rows[key][0] = value

    return model, edited(model, name, edit)


def every_place_taken(hashes):
    hashes["Hash"] = np.arange(len(hashes))
    hashes["Index"] = 0


def a_hash_elsewhere(hashes):
    place = np.flatnonzero(hashes["Hash"] != 2**64 - 1)[0]
    hashes["Hash"][place] ^= np.uint64(1)


def a_row_that_is_not_there(hashes):
    hashes["Index"][hashes["Hash"] != 2**64 - 1] = 10**6


def step(place, value):
    def edit(steps):
        steps[place] = value

    return LEAFWISE, edited(LEAFWISE, "NonSymmetricStepNodes", edit)


def first_inner():
    return int(np.flatnonzero(array(LEAFWISE, "NonSymmetricStepNodes").all(axis=1))[0])


def chained():
    """Return a tree deeper than CatBoost makes them: each node a step from its parent, and a leaf."""
    nodes = 18
    steps = np.zeros((nodes, 2), "<u2")
    steps[:-1, 1] = 1
    return LEAFWISE, {
        "TreeSplits": Buffer(np.zeros(nodes, "<i4").tobytes()),
        "TreeSizes": Buffer(np.array([nodes], "<i4").tobytes()),
        "NonSymmetricStepNodes": Buffer(steps.tobytes()),
        "NonSymmetricNodeIdToLeafId": Buffer((np.arange(nodes) * 3).astype("<u4").tobytes()),
        "LeafValues": Buffer(np.zeros(nodes * 3).tobytes()),
        "LeafWeights": None,
        "_tree_count": 1,
    }


def swapped_leaves():
    def edit(leaves):
        known = np.flatnonzero(leaves != 2**32 - 1)
        leaves[known[[0, -1]]] = leaves[known[[-1, 0]]]

    return LEAFWISE, edited(LEAFWISE, "NonSymmetricNodeIdToLeafId", edit)


def a_leaf(value):
    def edit(leaves):
        leaves[np.flatnonzero(leaves != 2**32 - 1)[0]] = value

    return LEAFWISE, edited(LEAFWISE, "NonSymmetricNodeIdToLeafId", edit)


def many_borders():
    borders = np.arange(254 * 65537, dtype="<f4")
    rows = array(PLAIN, "FloatFeatures")
    rows["Borders"] = 0
    rows["Borders"][0] = len(borders)
    splits = array(PLAIN, "TreeSplits")
    splits[0] = len(borders) - 1
    return PLAIN, {
        "FloatFeatures": Buffer(rows.tobytes()),
        "FloatFeatures.Borders": Buffer(borders.tobytes()),
        "TreeSplits": Buffer(splits.tobytes()),
    }


NESTED = "[" * 65 + "]" * 65
LIES = {
    "a field that is none": (lambda: fields(PLAIN, TreeLeaves=1), "no attribute 'TreeLeaves'"),
    "a method": (lambda: fields(PLAIN, predict=1), "no attribute 'predict'"),
    "no parameters": (lambda: fields(PLAIN, _init_params=None), "no _init_params"),
    "parameters of another type": (lambda: fields(PLAIN, _init_params=[]), "_init_params is not what"),
    "an attribute of another type": (lambda: fields(PLAIN, _random_seed="x"), "_random_seed is not what"),
    "importances that are none": (lambda: fields(PLAIN, _prediction_values_change=[1]), "_prediction_values_change is"),
    "a model that is not fitted": (lambda: fields(PLAIN, _random_seed=None), "not fitted, and has a model"),
    "count of trees": (lambda: fields(PLAIN, _tree_count=7), "_tree_count is not"),
    "dimension of another type": (lambda: fields(PLAIN, ApproxDimension="3"), "no number"),
    "dimension none": (lambda: fields(PLAIN, ApproxDimension=0), "ApproxDimension is no count"),
    "dimension negative": (lambda: fields(PLAIN, ApproxDimension=-3), "ApproxDimension is no count"),
    "dimension huge": (lambda: fields(PLAIN, ApproxDimension=2**31), "ApproxDimension is no count"),
    "dimension another": (lambda: fields(PLAIN, ApproxDimension=2), "MultiBias has not a value"),
    "scale of another type": (lambda: fields(PLAIN, Scale=1), "no number"),
    "scale infinite": (lambda: fields(PLAIN, Scale=float("inf")), "Scale is not finite"),
    "bias": (lambda: put(PLAIN, "MultiBias", float("nan")), "MultiBias is not finite"),
    "bias fewer": (lambda: shorter(PLAIN, "MultiBias"), "MultiBias has not a value"),
    **{f"{name} odd": (lambda name=name: odd(LEAFWISE, name), f"{name} is not a whole") for name in ARRAYS},
    "no buffer": (lambda: fields(PLAIN, TreeSizes=[3]), "TreeSizes is no buffer"),
    "rows odd": (lambda: odd(PLAIN, "FloatFeatures"), "FloatFeatures is not a whole"),
    "split negative": (lambda: put(PLAIN, "TreeSplits", -5), "TreeSplits is out of range"),
    "split too large": (lambda: put(PLAIN, "TreeSplits", 10**6), "TreeSplits is out of range"),
    "split beside a leaf": (lambda: put(LEAFWISE, "TreeSplits", 10**6, -1), "TreeSplits is out of range"),
    "splits more": (lambda: longer(PLAIN, "TreeSplits"), "TreeSizes do not say"),
    "splits fewer": (lambda: shorter(PLAIN, "TreeSplits"), "TreeSizes do not say"),
    "size negative": (lambda: put(PLAIN, "TreeSizes", -1), "TreeSizes has a negative"),
    "size more": (lambda: put(PLAIN, "TreeSizes", 5), "TreeSizes do not say"),
    "sizes that add up": (lambda: put(PLAIN, "TreeSizes", [4, 2], slice(2)), "LeafValues has not as many"),
    "size of 60": (
        lambda: (
            PLAIN,
            {
                **edited(PLAIN, "TreeSizes", lambda v: np.array([60])),
                **edited(PLAIN, "TreeSplits", lambda v: np.zeros(60)),
            },
        ),
        "deeper than 16",
    ),
    "values fewer": (lambda: shorter(PLAIN, "LeafValues"), "LeafValues has not as many"),
    "values more": (lambda: longer(PLAIN, "LeafValues"), "LeafValues has not as many"),
    "weights fewer": (lambda: shorter(PLAIN, "LeafWeights"), "LeafWeights has not"),
    "borders too many": (many_borders, "too many borders"),
    "step out of its tree": (lambda: step(first_inner(), 60000), "leads out of its tree"),
    "step from the last": (lambda: step(-1, 1), "leads out of its tree"),
    "node of two parents": (lambda: step(first_inner(), [1, 1]), "not one parent"),
    "node of none": (lambda: step(first_inner(), [0, 0]), "not one parent"),
    "steps fewer": (lambda: shorter(LEAFWISE, "NonSymmetricStepNodes"), "not a step and a leaf"),
    "leaves fewer": (lambda: shorter(LEAFWISE, "NonSymmetricNodeIdToLeafId"), "not a step and a leaf"),
    "steps none": (lambda: fields(LEAFWISE, NonSymmetricStepNodes=None), "not a step and a leaf"),
    "leaf out of range": (lambda: a_leaf(10**6), "do not follow one another"),
    "leaf far out of range": (lambda: a_leaf(2**32 - 4), "do not follow one another"),
    "leaf within another": (lambda: a_leaf(1), "do not follow one another"),
    "leaf of two nodes": (lambda: a_leaf(3), "do not follow one another"),
    "leaf of another tree": (swapped_leaves, "leaf of another"),
    "a deep tree": (chained, "deeper than 16"),
    "a tree of nothing": (
        lambda: (LEAFWISE, {**edited(LEAFWISE, "TreeSizes", lambda v: np.append(v, 0)), "_tree_count": 7}),
        "a tree has no node",
    ),
    "index negative": (lambda: a_row(PLAIN, "FloatFeatures", Index=-1), "Index of FloatFeatures does not rise"),
    "index large": (lambda: put(PLAIN, "FloatFeatures", 10**6, -1, "Index"), "beyond its FlatIndex"),
    "place large": (lambda: put(PLAIN, "FloatFeatures", 10**7, -1, "FlatIndex"), "far beyond the features"),
    "place twice": (lambda: a_row(CODED, "CatFeatures", FlatIndex=1), "the same FlatIndex"),
    "places in no order": (
        lambda: put(PLAIN, "FloatFeatures", 9, 0, "FlatIndex"),
        "FlatIndex of FloatFeatures does not",
    ),
    "flag": (lambda: a_row(PLAIN, "FloatFeatures", HasNans=2), "HasNans of FloatFeatures is out of range"),
    "use": (lambda: a_row(CODED, "CatFeatures", UsedInModel=-1), "UsedInModel of CatFeatures is out of range"),
    "missing values": (lambda: a_row(PLAIN, "FloatFeatures", NanValueTreatment=3), "NanValueTreatment is out of range"),
    "name": (lambda: put("names", "FloatFeatures.FeatureId", 255), "FeatureId of FloatFeatures is no text"),
    "names fewer": (lambda: shorter("names", "FloatFeatures.FeatureId"), "FeatureId has not as many"),
    "borders fewer": (lambda: shorter(PLAIN, "FloatFeatures.Borders"), "Borders has not as many"),
    "borders counted": (lambda: a_row(PLAIN, "FloatFeatures", Borders=2**32 - 1), "Borders has not as many"),
    "border nan": (lambda: put(PLAIN, "FloatFeatures.Borders", float("nan")), "what is no number"),
    "borders falling": (
        lambda: (PLAIN, edited(PLAIN, "FloatFeatures.Borders", lambda values: values[::-1])),
        "Borders of FloatFeatures do not rise",
    ),
    "value of no category": (
        lambda: a_row(ONE_HOT, "OneHotFeatures", Index=7),
        "no category of the model|does not rise",
    ),
    "category not used": (lambda: a_row(ONE_HOT, "CatFeatures", UsedInModel=0), "no category of the model"),
    "value twice": (
        lambda: (
            ONE_HOT,
            {**a_row(ONE_HOT, "OneHotFeatures", Values=2)[1], "OneHotFeatures.Values": Buffer(b"\1" * 8)},
        ),
        "a value twice",
    ),
    "estimated features": (
        lambda: (PLAIN, {"EstimatedFeatures": Buffer(np.zeros(1, dtype("EstimatedFeatures")).tobytes())}),
        "is none of TextFeatures",
    ),
    "part that is not there": (lambda: fields(CODED, ModelPartIds=[]), "ModelPartIds has none"),
    "part that is not known": (lambda: fields(PLAIN, ModelPartIds=["other"]), "part that is not known"),
    "part twice": (lambda: fields(CODED, ModelPartIds=[STATISTICS] * 2), "part that is not known"),
    "parts in another order": (lambda: fields(PLAIN, ModelPartIds=[VECTORS, WORDS]), "part that is not known"),
    "parts of another type": (lambda: fields(PLAIN, ModelPartIds=[1]), "no names"),
    "texts": (lambda: fields(PLAIN, ModelPartIds=[WORDS], rest=Buffer(b"\0" * 64)), "only CatBoost reads"),
    "more behind": (lambda: fields(PLAIN, rest=Buffer(b"\0" * 64)), "something behind its end"),
    "statistic of no type": (lambda: a_row(CODED, "CtrFeatures", CtrType=6), "CtrType of CtrFeatures is out of range"),
    "table of no type": (lambda: a_row(CODED, "CtrTables", CtrType=-1), "CtrType of CtrTables is out of range"),
    "table of another type": (lambda: a_row(CODED, "CtrTables", CtrType=3), "has no table|of the same statistic"),
    "table of another border": (lambda: a_row(CODED, "CtrTables", TargetBorderClassifierIdx=9), "has no table"),
    "tables none": (
        lambda: fields(CODED, **{name: None for name in saved(CODED) if name.startswith("CtrTables")}),
        "has no table",
    ),
    "border of classes": (lambda: a_row(CODED, "CtrFeatures", TargetBorderIdx=50), "TargetBorderIdx is out of range"),
    "border negative": (lambda: a_row(CODED, "CtrFeatures", TargetBorderIdx=-2), "TargetBorderIdx is out of range"),
    "classes none": (
        lambda: (CODED, edited(CODED, "CtrTables", lambda rows: rows["TargetClassesCount"].fill(0))),
        "TargetClassesCount is no count",
    ),
    "classes many": (
        lambda: (CODED, edited(CODED, "CtrTables", lambda rows: rows["TargetClassesCount"].fill(2**31 - 1))),
        "TargetClassesCount is no count",
    ),
    "classes more": (
        lambda: (CODED, edited(CODED, "CtrTables", lambda rows: rows["TargetClassesCount"].fill(1000))),
        "whole number of rows|not in CTRBlob",
    ),
    "statistic of no category": (
        lambda: (CODED, edited(CODED, "CtrFeatures.CatFeatures", lambda values: values.fill(9))),
        "no category of the model",
    ),
    "no free place": (
        lambda: (CODED, edited(CODED, "CtrTables.IndexHashRaw", every_place_taken)),
        "no free place",
    ),
    "hash that is not found": (
        lambda: (CODED, edited(CODED, "CtrTables.IndexHashRaw", a_hash_elsewhere)),
        "a hash that is not found",
    ),
    "row that is not there": (
        lambda: (CODED, edited(CODED, "CtrTables.IndexHashRaw", a_row_that_is_not_there)),
        "not in CTRBlob",
    ),
    "rows fewer": (lambda: shorter(CODED, "CtrTables.CTRBlob"), "CTRBlob has not as many"),
    "places fewer": (lambda: shorter(CODED, "CtrTables.IndexHashRaw"), "IndexHashRaw has not as many"),
    "split that the model has not": (
        lambda: (
            CODED,
            {**a_row(CODED, "CtrFeatures", FloatSplits=1)[1], "CtrFeatures.FloatSplits": Buffer(b"\1" * 8)},
        ),
        "has a split that the model has not",
    ),
    "account of another type": (lambda: fields(PLAIN, InfoMap=[]), "InfoMap is no dict"),
    "account of numbers": (lambda: fields(PLAIN, InfoMap={"params": 1}), "something else than text"),
    "account of half a character": (lambda: fields(PLAIN, InfoMap={"a": "\ud800"}), "something else than text"),
    "no JSON": (lambda: info(PLAIN, "params", lambda found: "{"), "params is no JSON"),
    "JSON that is deep": (lambda: info(PLAIN, "params", lambda found: NESTED), "nested deeper"),
    "JSON that is deeper": (lambda: info(PLAIN, "training", lambda found: "[" * 10**5), "training is no JSON"),
    "JSON of spaces that is deep": (lambda: info(PLAIN, "output_options", lambda found: NESTED + " "), "nested deeper"),
    "a key twice": (
        lambda: info(PLAIN, "params", lambda found: '{"metrics":{},"metrics":{}}'),
        "there twice",
    ),
    "a key twice, with a space": (
        lambda: info(PLAIN, "params", lambda found: '{"metrics" :{},"metrics":{}}'),
        "there twice",
    ),
    "JSON that takes memory": (
        lambda: info(PLAIN, "params", lambda found: f"[{','.join(['[]'] * 10**6)}]"),
        "more memory or work than it holds",
    ),
    "parameters that are none": (lambda: info(PLAIN, "params", lambda found: []), "params is no JSON object"),
    "metrics that are none": (lambda: info(PLAIN, "params", within("metrics", value=1)), "metrics of params"),
    "loss without a name": (lambda: info(PLAIN, "params", within("loss_function", value=1)), "loss has no name"),
    **{
        f"loss {loss} of another model": (
            lambda loss=loss, model=model: info(model, "params", within("loss_function", "type", value=loss)),
            "of another number of values",
        )
        for loss, model in {
            "RMSEWithUncertainty": "regression",
            "MultiClass": "regression",
            "MultiClassOneVsAll": "binary",
            "Logloss": PLAIN,
            "RMSE": "targets",
            "MultiQuantile": PLAIN,
        }.items()
    },
    "metric of another model": (
        lambda: info("regression", "params", within("metrics", "objective_metric", "type", value="MultiClass")),
        "of another number of values",
    ),
    "loss of its own": (
        lambda: info("regression", "loss_function", lambda found: {"type": "RMSEWithUncertainty"}),
        "of another number of values",
    ),
    "classes of another form": (lambda: info(PLAIN, "class_params", lambda found: []), "no account of classes"),
    "classes with more": (lambda: info(PLAIN, "class_params", within("x", value=1)), "no account of classes"),
    "classes of an older form": (lambda: info(PLAIN, "multiclass_params", lambda found: {"x": 1}), "no account of"),
    "class out of range": (
        lambda: info(PLAIN, "class_params", within("class_to_label", value=[0, 1, 10**6])),
        "place that is not there",
    ),
    "class negative": (
        lambda: info(PLAIN, "class_params", within("class_to_label", value=[0, 1, -1])),
        "place that is not there",
    ),
    "class in fractions": (
        lambda: info(PLAIN, "class_params", within("class_to_label", value=[0, 1, 1.5])),
        "something else than places",
    ),
    "class twice": (
        lambda: info(PLAIN, "class_params", within("class_to_label", value=[0, 1, 1])),
        "place twice",
    ),
    "classes fewer": (
        lambda: info(PLAIN, "class_params", within("class_to_label", value=[0, 1])),
        "not a class for each value",
    ),
    "classes empty": (lambda: info(PLAIN, "class_params", within("class_to_label", value=[])), "are no numbers"),
    "classes counted": (
        lambda: info(PLAIN, "class_params", within("classes_count", value=10**9)),
        "no count of classes",
    ),
    "names of classes": (lambda: info(PLAIN, "class_params", within("class_names", value=[[]])), "else than names"),
    "names of no list": (lambda: info(PLAIN, "class_params", within("class_names", value="ab")), "no list"),
    "history that is short": (
        lambda: info("watched", "training", within("metrics", "test_metrics_history", value=[[]])),
        "shorter than that of learning",
    ),
    "history that is none": (
        lambda: info("watched", "training", within("metrics", "learn_metrics_history", value=7)),
        "history of metrics is no list",
    ),
    "training that is none": (lambda: info("watched", "training", lambda found: []), "training is no JSON object"),
    "training without its parts": (
        lambda: info("watched", "training", lambda found: {"metrics": {}}),
        "does not read its model",
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_a_model_that_lies(name):
    make, rule = LIES[name]
    model, fields = make()
    error = refusal(model, **fields)
    assert type(error) is skcore.InvalidStateError
    assert re.search(rule, str(error)), error


@pytest.mark.parametrize("model", [PLAIN, LEAFWISE, CODED, ONE_HOT])
def test_the_edits_alone_change_nothing(model):
    for name, value in saved(model).items():
        if type(value) is Buffer and name != "rest":
            assert edited(model, name, lambda values: None) == {name: value}


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        ({"train_dir": "/tmp/x"}, "names files"),
        ({"snapshot_file": "/tmp/x"}, "names files"),
        ({"save_snapshot": True}, "names files"),
        ({"input_borders": "/etc/passwd"}, "names files"),
        ({"output_borders": "x"}, "names files"),
        ({"roc_file": "x"}, "names files"),
        ({"json_log": "x"}, "names files"),
        ({"eval_file_name": "x"}, "names files"),
        ({"file_with_hosts": "x"}, "names files"),
        ({"node_type": "Master"}, "names files"),
        ({"node_port": 1}, "names files"),
        ({"thread_count": 10**9}, "no number of threads"),
        ({"thread_count": "8"}, "no number of threads"),
        ({"a b": 1}, "a parameter has no name"),
        ({1: 1}, "a parameter has no name"),
        ({"loss_function": "RMSEWithUncertainty"}, "loss_function is of another number"),
        ({"objective": "RMSEWithUncertainty"}, "objective is of another number"),
        ({"objective": "MultiClass"}, "objective is of another number"),
        ({"loss_function": "MultiClassOneVsAll:x=1"}, "loss_function is of another number"),
        ({"loss_function": "MultiQuantile:x=1;alpha=0.1,0.5"}, "loss_function is of another number"),
        ({"simple_ctr": ["Borders"] * 257}, "simple_ctr has more statistics"),
        ({"combinations_ctr": ("Borders",) * 257}, "combinations_ctr has more statistics"),
        ({"ctr_description": ["Borders,Counter"] * 129}, "ctr_description has more statistics"),
        ({"per_feature_ctr": ["4:" + ",".join(["Borders"] * 129)] * 2}, "per_feature_ctr has more statistics"),
        ({"simple_ctr": "," * 256}, "simple_ctr has more statistics"),
        ({"simple_ctr": {"Borders": 1}}, "simple_ctr has something else than texts"),
        ({"simple_ctr": [["Borders"] * 257]}, "simple_ctr has something else than texts"),
    ],
)
def test_a_parameter_that_lies(parameters, rule):
    error = refusal("regression", _init_params=parameters)
    assert type(error) is skcore.InvalidStateError
    assert re.search(rule, str(error)), error


def test_parameters_of_many_statistics():
    import catboost

    many = {"simple_ctr": ["Borders"] * 256, "per_feature_ctr": [f"{number}:Borders" for number in range(300)]}
    model = catboost.CatBoostRegressor(**many, combinations_ctr="Borders", ctr_description=None)
    assert skcore.loads(skcore.dumps(model)).get_params() == model.get_params()


def test_parameters_that_name_no_file():
    import catboost

    model = catboost.CatBoostRegressor(train_dir=None, allow_writing_files=True, save_snapshot=False)
    assert skcore.get_untrusted_types(data=skcore.dumps(model)) == []


def test_an_opaque_model_is_held_to_the_other_rules():
    model = fitted("text")[0]
    state = {**saved("text"), **edited("text", "TreeSplits", lambda values: values.fill(10**6))}
    lie = Node(Opaque.kind, "catboost.core.CatBoostClassifier", state)
    with mock.patch.object(Models, "save", return_value=lie):
        data = skcore.dumps(model)
    with pytest.raises(skcore.InvalidStateError, match="TreeSplits is out of range"):
        skcore.loads(data, trusted=skcore.plugin_defaults)
