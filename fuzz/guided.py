"""Fuzz the reader of the core guided by coverage, with atheris: it keeps what reaches code that nothing else reached.

Each input is a whole file. Most mutants are made by the steps that know the format, and by changes of the header's
text, so that checksums agree; the others by libFuzzer.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECONDS = 10
"""After which an input hangs."""
MEGABYTES = 2000
LARGEST = 20_000
STEPS = 0.8
"""The part of the mutants that is made by steps."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long to go on")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers")
    parser.add_argument("--corpus", type=Path, default=HERE / "_guided", help="folder of the inputs that it keeps")
    parser.add_argument("--findings", type=Path, default=HERE / "_findings", help="folder of what was found")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(arguments: argparse.Namespace) -> int:
    """Start the process that libFuzzer ends in its own ways, and say what became of it."""
    arguments.findings.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile("w+") as log:
        status = subprocess.call([sys.executable, __file__, *sys.argv[1:], "--child"], stderr=log, env=environment)
        log.seek(0)
        text = log.read()
    counts = re.findall(r"^#(\d+).*?\bcov: (\d+).*?\bcorp: (\d+)", text, re.MULTILINE)
    runs, covered, kept = counts[-1] if counts else ("0", "0", "0")
    print(
        f"{runs} runs, {covered} edges covered, {kept} inputs kept, {'nothing found' if status == 0 else 'a finding'}"
    )
    if status != 0:
        print(text[-5000:])
    return 1 if status else 0


def _fuzz(arguments: argparse.Namespace) -> None:
    import atheris

    # All that a load imports is imported here, as nothing is instrumented later.
    with atheris.instrument_imports(include=["skcore"]):
        from watch import Watch

        import skcore

        watch = Watch()
        with watch.learning():
            skcore.trusted_types()
            _write_corpus(arguments.corpus)

    import trial

    trying = trial.Trial(watch)

    def test(data: bytes) -> None:
        outcome = trying.run(data, None)
        if outcome not in ("loaded", "refused"):
            raise RuntimeError(outcome)

    def mutate(data: bytes, largest: int, seed: int) -> bytes:
        mutant = _mutant(data, random.Random(seed))
        return mutant if mutant and len(mutant) <= largest else bytes(atheris.Mutate(data, largest))

    options = [f"-max_total_time={round(60 * arguments.minutes)}", f"-timeout={SECONDS}", f"-max_len={LARGEST}"]
    options += [f"-rss_limit_mb={MEGABYTES}", f"-seed={arguments.seed}", f"-artifact_prefix={arguments.findings}/"]
    atheris.Setup([sys.argv[0], *options, str(arguments.corpus)], test, custom_mutator=mutate)
    atheris.Fuzz()


def _write_corpus(folder: Path) -> None:
    """Write files to start from, by each method of compression, and load each once."""
    from files import METHODS
    from objects import python

    import skcore

    folder.mkdir(parents=True, exist_ok=True)
    for name, obj in python().items():
        for method, number in METHODS.items():
            data = skcore.dumps(obj, compression=number)
            skcore.loads(data)
            (folder / f"{name}-{method}".replace(" ", "-")).write_bytes(data)


def _mutant(data: bytes, rng: random.Random) -> bytes:
    """Return a mutant made by steps, or nothing where libFuzzer is to make one."""
    import mutations
    from files import Whole
    from outline import Outline

    if rng.random() < STEPS:
        with contextlib.suppress(Exception):  # It is no file that can be taken apart.
            outline = Outline("", Whole(data))
            return mutations.apply(outline.whole, mutations.propose(outline, outline, rng))
    return b""


def main() -> int:
    """Run for the time that was asked for, and return 1 if anything was found."""
    arguments = _arguments()
    if not arguments.child:
        return _run(arguments)
    _fuzz(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
