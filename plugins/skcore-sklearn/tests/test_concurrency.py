"""Models that many threads load for the first time, dump and use at once."""

import subprocess
import sys

from sklearn import datasets, ensemble, pipeline, preprocessing

import skcore

WORK = """
import sys, threading, skcore

file, found, errors, start = sys.argv[1], set(), [], threading.Barrier(16)
sys.setswitchinterval(1e-5)

def work():
    start.wait()
    try:
        for _ in range(3):
            model, samples = skcore.load(file)
            found.add((skcore.dumps((model, samples)), model.predict(samples).tobytes()))
    except BaseException as error:
        errors.append(repr(error))

threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not errors, errors
((data, predicted),) = found
with open(file, "rb") as opened:
    assert data == opened.read()
print(predicted.hex())
"""


def test_threads_that_all_load_for_the_first_time(tmp_path):
    X, y = datasets.load_iris(return_X_y=True)
    forest = ensemble.RandomForestClassifier(5, random_state=0)
    model = pipeline.make_pipeline(preprocessing.StandardScaler(), forest).fit(X, y)
    skcore.dump((model, X), tmp_path / "model.skc")
    command = [sys.executable, "-c", WORK, str(tmp_path / "model.skc")]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert bytes.fromhex(found.stdout) == model.predict(X).tobytes()
