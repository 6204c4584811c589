"""Linear models and support vector machines: honest models come back equal."""

import pytest
from sklearn import discriminant_analysis, linear_model, metrics, svm

SEED = {"random_state": 0}


MODELS = {
    # linear models
    "least squares": (linear_model.LinearRegression(), "diabetes"),
    "least squares, frame": (linear_model.LinearRegression(), "diabetes frame"),
    "least squares, two outputs": (linear_model.LinearRegression(), "diabetes two outputs"),
    "ridge": (linear_model.Ridge(fit_intercept=False), "diabetes float32"),
    "ridge, cross-validated": (linear_model.RidgeCV(), "diabetes two outputs"),
    "ridge classifier": (linear_model.RidgeClassifier(), "iris strings"),
    "ridge classifier, cross-validated": (linear_model.RidgeClassifierCV(), "cancer"),
    "logistic": (linear_model.LogisticRegression(max_iter=500), "iris strings"),
    "logistic, binary": (linear_model.LogisticRegression(solver="liblinear"), "cancer"),
    "logistic, warm start": (linear_model.LogisticRegression(max_iter=500, warm_start=True), "iris objects"),
    "logistic, cross-validated": (linear_model.LogisticRegressionCV(Cs=3, cv=3, max_iter=900), "iris"),
    "lasso": (linear_model.Lasso(warm_start=True), "diabetes fortran"),
    "lasso, cross-validated": (linear_model.LassoCV(cv=3), "diabetes"),
    "elastic net": (linear_model.ElasticNet(), "diabetes sparse"),
    "multi-task lasso": (linear_model.MultiTaskLasso(), "diabetes two outputs"),
    "least angle": (linear_model.LarsCV(cv=3), "diabetes"),
    "least angle, two outputs": (linear_model.Lars(n_nonzero_coefs=3), "diabetes two outputs"),
    "lasso information criterion": (linear_model.LassoLarsIC(), "diabetes"),
    "matching pursuit": (linear_model.OrthogonalMatchingPursuit(), "diabetes two outputs"),
    "bayesian ridge": (linear_model.BayesianRidge(compute_score=True), "diabetes"),
    "relevance": (linear_model.ARDRegression(), "diabetes"),
    "descent": (linear_model.SGDClassifier(**SEED), "iris strings"),
    "descent, averaged": (linear_model.SGDClassifier(average=True, loss="log_loss", **SEED), "iris"),
    "descent, averaged, two classes": (linear_model.SGDClassifier(average=True, **SEED), "cancer"),
    "descent, averaged, regression": (linear_model.SGDRegressor(average=True, **SEED), "diabetes"),
    "descent, averaged, one class": (linear_model.SGDOneClassSVM(average=5, **SEED), "iris"),
    "descent, regression": (linear_model.SGDRegressor(loss="huber", early_stopping=True, **SEED), "diabetes"),
    "descent, one class": (linear_model.SGDOneClassSVM(**SEED), "iris"),
    "perceptron": (linear_model.Perceptron(), "digits sparse"),
    "huber": (linear_model.HuberRegressor(max_iter=500), "diabetes"),
    "quantile": (linear_model.QuantileRegressor(), "diabetes"),
    "poisson": (linear_model.PoissonRegressor(), "diabetes positive"),
    "gamma": (linear_model.GammaRegressor(), "diabetes positive"),
    "tweedie": (linear_model.TweedieRegressor(power=1.5), "diabetes positive"),
    "theil sen": (linear_model.TheilSenRegressor(max_subpopulation=50, **SEED), "diabetes"),
    "consensus": (linear_model.RANSACRegressor(**SEED), "diabetes"),
    "discriminant": (discriminant_analysis.LinearDiscriminantAnalysis(), "iris strings"),
    "discriminant, quadratic": (discriminant_analysis.QuadraticDiscriminantAnalysis(), "iris"),
    # support vectors
    "svc": (svm.SVC(**SEED), "iris strings"),
    "svc, linear": (svm.SVC(kernel="linear", decision_function_shape="ovo"), "cancer"),
    "svc, sparse": (svm.SVC(class_weight="balanced"), "digits sparse"),
    "svc, sparse array": (svm.SVC(kernel="linear"), "digits sparse array"),
    "svc, kernel": (svm.SVC(kernel="precomputed"), "iris kernel"),
    "svc, function": (svm.SVC(kernel=metrics.pairwise.rbf_kernel), "iris"),
    "nu svc": (svm.NuSVC(nu=0.2, gamma=0.1), "iris"),
    "svr": (svm.SVR(), "diabetes"),
    "svr, sparse": (svm.SVR(kernel="poly"), "diabetes sparse"),
    "svr, without vectors": (svm.SVR(epsilon=1e6), "diabetes"),
    "nu svr": (svm.NuSVR(C=10.0), "diabetes"),
    "one class": (svm.OneClassSVM(nu=0.1), "iris"),
    "linear svc": (svm.LinearSVC(max_iter=10_000), "iris"),
    "linear svr": (svm.LinearSVR(max_iter=50_000), "diabetes"),
}


@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize("name", MODELS)
def test_models_come_back_equal(name, comes_back_equal):
    comes_back_equal(*MODELS[name])


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_models_answer_the_same_in_a_fresh_process(answer_the_same_elsewhere):
    answer_the_same_elsewhere(MODELS)
