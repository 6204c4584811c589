"""Models that many threads and processes load, dump and use at once are what one alone has."""

import subprocess
import sys

import pytest
from sklearn import cluster, datasets, ensemble, linear_model, neighbors, pipeline, preprocessing, svm

import skcore

THREADS = """
import gc, sys, threading, skcore

file, found, errors, start = sys.argv[1], set(), [], threading.Barrier(16)
sys.setswitchinterval(1e-5)

def work():
    start.wait()
    try:
        for _ in range(3):
            models, samples = skcore.load(file)
            # Not those that predict: a tree of neighbours counts its queries.
            shared.setdefault("models", skcore.load(file))
            found.add(skcore.dumps((models, samples)))
            found.add(skcore.dumps(shared["models"]))
            predicted.add(b"".join(model.predict(samples).tobytes() for model in models))
    except BaseException as error:
        errors.append(repr(error))

shared, predicted, thresholds = {}, set(), gc.get_threshold()
threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not errors, errors
with open(file, "rb") as opened:
    assert found == {opened.read()}
assert gc.isenabled() and gc.get_threshold() == thresholds
print("".join(map(bytes.hex, predicted)))
"""
PROCESSES = """
import sys, skcore

file, number = sys.argv[1], int(sys.argv[2])
for turn in range(3):
    models, samples = skcore.load(file, mmap=bool((turn + number) % 2))
    skcore.dump((models, samples), file)
with open(file, "rb") as opened:
    assert skcore.dumps((models, samples)) == opened.read()
print(b"".join(model.predict(samples).tobytes() for model in models).hex())
"""


@pytest.fixture(scope="module")
def fitted():
    X, y = datasets.load_iris(return_X_y=True)
    models = [
        pipeline.make_pipeline(preprocessing.StandardScaler(), ensemble.RandomForestClassifier(5, random_state=0)),
        ensemble.HistGradientBoostingClassifier(max_iter=5, random_state=0),
        neighbors.KNeighborsClassifier(algorithm="kd_tree"),
        svm.SVC(),
        linear_model.LogisticRegression(max_iter=1000),
        cluster.KMeans(3, n_init=1, random_state=0),
    ]
    return [model.fit(X, y) for model in models], X


@pytest.fixture
def path(fitted, tmp_path):
    skcore.dump(fitted, tmp_path / "models.skc")
    return tmp_path / "models.skc"


def predictions(fitted):
    models, X = fitted
    return b"".join(model.predict(X).tobytes() for model in models).hex()


def start(code, *args):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_threads_that_all_load_for_the_first_time(fitted, path):
    found, errors = start(THREADS, path).communicate(timeout=240)
    assert found.strip() == predictions(fitted), errors


def test_processes_that_load_and_replace_one_file(fitted, path):
    before = path.read_bytes()
    outcomes = [process.communicate(timeout=240) for process in [start(PROCESSES, path, number) for number in range(8)]]
    assert [found.strip() for found, _ in outcomes] == [predictions(fitted)] * 8, outcomes
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
