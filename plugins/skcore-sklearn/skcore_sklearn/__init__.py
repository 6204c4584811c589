"""The skcore plugin for scikit-learn: fitted estimators, checked so that no file can harm the process."""

from skcore import hookimpl


@hookimpl
def skcore_handlers():  # type: ignore[no-untyped-def]
    """Return the handlers of this plugin."""
    from skcore_sklearn import (
        birch,
        bisecting,
        bunches,
        classes,
        distances,
        estimators,
        functions,
        isotonic,
        losses,
        monitors,
        named_tuples,
        neighbor_trees,
        one_vs_rest,
        predictors,
        tags,
        tree,
    )

    return [
        one_vs_rest.OneVsRestOfAny,
        estimators.Estimators,
        bisecting.BisectingKMeans,
        birch.BirchNodes,
        isotonic.Isotonic,
        named_tuples.NamedTuples,
        functions.Functions,
        tree.Trees,
        predictors.Predictors,
        neighbor_trees.NeighborTrees,
        distances.Metrics,
        distances.FunctionMetrics,
        losses.Losses,
        bunches.Bunches,
        classes.Classes,
        tags.Tags,
        monitors.Monitors,
    ]
