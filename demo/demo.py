"""Real models: saved, audited, loaded in a fresh process, compared; and hostile files refused."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections import OrderedDict
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "2")

import forge
import numpy as np
from compare import LIBRARIES, compare
from models import CASES, Case
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

import skcore

FRESH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fresh.py")
console = Console(width=110, highlight=False)


def _fresh(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, FRESH, *arguments], stdout=subprocess.PIPE, text=True)


def save_and_load(folder: str) -> dict[str, Case]:
    """Train, save, audit and load every model, and hold the predictions against each other."""
    console.rule("[bold]1. Train, save, audit, load in a fresh process, compare")
    cases = {}
    with console.status("training ..."):
        for name, (_, _, build) in CASES.items():
            cases[name] = case = build()
            skcore.dump(case.model, os.path.join(folder, f"{name}.skc"))
            with open(os.path.join(folder, f"{name}.data"), "wb") as file:
                pickle.dump(case.data, file)
    with console.status("loading in a fresh process ..."):
        _fresh("predict", folder, *cases).check_returncode()
    table = Table("model", "data", header_style="bold", box=None)
    for column in ("score", "file", "untrusted", "predictions"):
        table.add_column(column, justify="right")
    for name, case in cases.items():
        path = os.path.join(folder, f"{name}.skc")
        untrusted = skcore.get_untrusted_types(file=path)
        expected, found = case.model.predict(case.data), np.load(os.path.join(folder, f"{name}.npy"))
        if untrusted or expected.dtype != found.dtype or expected.tobytes() != found.tobytes():
            raise AssertionError(f"{name}: {untrusted}, or the predictions differ")
        size = f"{os.path.getsize(path) / 1000:,.0f} kB"
        table.add_row(*CASES[name][:2], f"{case.score:.3f}", size, str(untrusted), "[green]identical")
    console.print(table)
    console.print("Loaded with no [bold]trusted[/] argument: every name in these files is checked by content.\n")
    return cases


def audit(folder: str) -> None:
    """Show what an audit says, and what it costs."""
    console.rule("[bold]2. What a file holds, before anything is built")
    path = os.path.join(folder, "linear.skc")
    report = skcore.inspect(path)
    table = Table(header_style="bold", box=None)
    table.add_column("skcore.inspect('linear.skc')", no_wrap=True)
    for column in ("level", "by", "because"):
        table.add_column(column)
    for row in report.names:
        table.add_row(row.shown, row.level, row.plugin, row.reason)
    console.print(table)
    written = ", ".join(f"{name} {version}" for name, version in report.environment.items())
    console.print(f"Written with {written}.")
    answer = json.loads(_fresh("audit", os.path.join(folder, "forest.skc")).stdout)
    imported = ", ".join(answer["imported"]) or "none"
    console.print(
        f"\nThe forest's audit in a fresh process, with the import of skcore, took [bold]{answer['ms']:.0f} ms[/]. "
        f"Of numpy, scipy and scikit-learn it imported [bold]{imported}[/].\n"
    )


def _refused(data: bytes, **options: Any) -> None:
    answer = Text(forge.refusal(data, **options))
    console.print(Panel(answer, border_style="green", title="refused", title_align="left"))


def refuse_command(folder: str) -> None:
    """Show a pickle that runs a command, and files that name one."""
    console.rule("[bold]3. A file that would run a command")
    marker = os.path.join(folder, "made-by-the-file")
    pickle.loads(forge.pickled_command(f"echo > {marker}"))
    console.print(f"pickle.loads(data)  ran the command that the data held: [red]{os.path.exists(marker)}")
    os.unlink(marker)
    honest = skcore.dumps({"function": sum})
    for name in (b"os.system", b"builtins.eval"):
        console.print(f"\nskcore.loads(data)  of a file in which [b]builtins.sum[/] became [b]{name.decode()}[/]")
        _refused(forge.changed(honest, b"builtins.sum", name))
    console.print(
        "\nskcore.loads(data, trusted=\\['builtins.eval'])  of a file that has it called, as if it were a class"
    )
    forged = forge.changed(skcore.dumps(OrderedDict(a=1)), b"collections.OrderedDict", b"builtins.eval")
    _refused(forged, trusted=["builtins.eval"])
    console.print(f"A command was run: [green]{os.path.exists(marker)}\n")


def refuse_tree(folder: str) -> None:
    """Show a tree that crashes the process that uses it."""
    from sklearn.datasets import load_iris
    from sklearn.tree import DecisionTreeClassifier

    console.rule("[bold]4. A file whose names are all harmless, but not its content")
    pickled, saved = forge.poisoned(DecisionTreeClassifier(random_state=0).fit(*load_iris(return_X_y=True)))
    path, data = (os.path.join(folder, name) for name in ("tree.pkl", "neighbors.data"))
    with open(path, "wb") as file:
        file.write(pickled)
    answer = _fresh("unpickle", path, data)
    end = signal.Signals(-answer.returncode).name if answer.returncode < 0 else f"exit code {answer.returncode}"
    console.print(f"A decision tree on iris, with one number changed: {answer.stdout}; predict ended in [red]{end}")
    _refused(saved)
    console.print()


def sizes_and_times(cases: dict[str, Case], folder: str) -> None:
    """Show what saving and loading cost, beside the peers."""
    console.rule("[bold]5. Times and sizes")
    times, sizes = (Table(title, header_style="bold", box=None) for title in ("dump / load in ms", "file in kB"))
    for table in (times, sizes):
        table.columns[0].width = max(len(title) for title, _, _ in CASES.values())
        for library in LIBRARIES:
            table.add_column(library, justify="right", width=15)
    for name, case in cases.items():
        with console.status(f"measuring {name} ..."):
            found = compare(case.model, folder).values()
        times.add_row(CASES[name][0], *(f"{dump:.1f} / {load:.1f}" for dump, load, _ in found))
        sizes.add_row(CASES[name][0], *(f"{size / 1000:,.0f}" for _, _, size in found))
    console.print(times, "", sizes)
    console.print("Medians of 5, all in turn. pickle and joblib check nothing, skops names, skcore names and content.")


def main() -> None:
    """Run all parts of the demo in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        cases = save_and_load(folder)
        audit(folder)
        refuse_command(folder)
        refuse_tree(folder)
        sizes_and_times(cases, folder)


if __name__ == "__main__":
    main()
