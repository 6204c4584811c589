"""The tables of CatBoost's model format: ``catboost/libs/model/flatbuffers/*.fbs`` of CatBoost 1.2.10."""

from __future__ import annotations

from skcore_catboost.flatbuffers import Field, Inline, Scalar, Table, Tables, Text, Texts, Vector

_FLAG, _INDEX, _INT, _FLOAT = Scalar("b"), Scalar("i", -1), Scalar("i"), Scalar("f", 0.0)
_INTS, _UINTS, _FLOATS, _DOUBLES, _BYTES = Vector(4, 4), Vector(4, 4), Vector(4, 4), Vector(8, 8), Vector(1, 1)
_PAIRS = Vector(8, 4)
_USED = Scalar("b", 1)

SCHEMA: dict[str, dict[str, Field]] = {
    "TFloatFeature": {
        "HasNans": _FLAG,
        "Index": _INDEX,
        "FlatIndex": _INDEX,
        "Borders": _FLOATS,
        "FeatureId": Text(),
        "NanValueTreatment": _FLAG,
    },
    "TCatFeature": {"Index": _INDEX, "FlatIndex": _INDEX, "FeatureId": Text(), "UsedInModel": _USED},
    "TTextFeature": {"Index": _INDEX, "FlatIndex": _INDEX, "FeatureId": Text(), "UsedInModel": _USED},
    "TEmbeddingFeature": {
        "Index": _INDEX,
        "FlatIndex": _INDEX,
        "FeatureId": Text(),
        "Dimension": _INT,
        "UsedInModel": _USED,
    },
    "TEstimatedFeature": {
        "SourceFeatureIndex": _INDEX,
        "CalcerId": Inline(16),
        "LocalIndex": _INDEX,
        "Borders": _FLOATS,
        "SourceFeatureType": _FLAG,
    },
    "TOneHotFeature": {"Index": _INDEX, "Values": _INTS, "StringValues": Texts()},
    "TFeatureCombination": {"CatFeatures": _INTS, "FloatSplits": _PAIRS, "OneHotSplits": _PAIRS},
    "TModelCtrBase": {
        "FeatureCombination": Table("TFeatureCombination"),
        "CtrType": _FLAG,
        "TargetBorderClassifierIdx": _INT,
    },
    "TModelCtr": {
        "Base": Table("TModelCtrBase"),
        "TargetBorderIdx": _INT,
        "PriorNum": _FLOAT,
        "PriorDenom": Scalar("f", 1.0),
        "Shift": _FLOAT,
        "Scale": Scalar("f", 1.0),
    },
    "TCtrFeature": {"Ctr": Table("TModelCtr"), "Borders": _FLOATS},
    "TCtrValueTable": {
        "ModelCtrBase": Table("TModelCtrBase"),
        "IndexHashRaw": _BYTES,
        "CTRBlob": _BYTES,
        "CounterDenominator": _INT,
        "TargetClassesCount": _INT,
    },
    "TKeyValue": {"Key": Text(), "Value": Text()},
    "TModelTrees": {
        "ApproxDimension": _INT,
        "TreeSplits": _INTS,
        "TreeSizes": _INTS,
        "TreeStartOffsets": _INTS,
        "CatFeatures": Tables("TCatFeature"),
        "FloatFeatures": Tables("TFloatFeature"),
        "OneHotFeatures": Tables("TOneHotFeature"),
        "CtrFeatures": Tables("TCtrFeature"),
        "LeafValues": _DOUBLES,
        "LeafWeights": _DOUBLES,
        "NonSymmetricStepNodes": Vector(4, 2),
        "NonSymmetricNodeIdToLeafId": _UINTS,
        "TextFeatures": Tables("TTextFeature"),
        "EstimatedFeatures": Tables("TEstimatedFeature"),
        "Scale": Scalar("d", 1.0),
        "Bias": Scalar("d", 0.0),
        "MultiBias": _DOUBLES,
        "RepackedBins": Vector(4, 2),
        "EmbeddingFeatures": Tables("TEmbeddingFeature"),
    },
    "TModelCore": {
        "FormatVersion": Text(),
        "ModelTrees": Table("TModelTrees"),
        "InfoMap": Tables("TKeyValue"),
        "ModelPartIds": Texts(),
    },
}
