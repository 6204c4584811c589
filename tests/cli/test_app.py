"""What all commands have in common: errors, exit codes, broken plugins, closed pipes, completion."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from commands import skcore
from distributions import install, simple
from helpers import run

COMMANDS = """

@hookimpl
def skcore_commands(app):
    {body}
"""
HELLO = """
    @app.command()
    def hello(name: str = "you"):
        "Greet."
        print("hello", name)
    @app.command()
    def broken():
        "Fail."
        {}[()]
    @app.command()
    def leaves():
        "Leave."
        raise SystemExit(5)
    @app.command()
    def prints(count: int):
        "Print much."
        for _ in range(count):
            print("x" * 1000)
    @app.command()
    def waits():
        "Wait."
        import time
        print("waiting", flush=True)
        time.sleep(60)
"""


@pytest.fixture
def foo(site):
    """A folder with a plugin that adds commands."""
    install(site, "skcore-foo", {"foo": "skcore_foo"}, skcore_foo=simple("foo") + COMMANDS.format(body=HELLO))
    return site


def assert_one_line(done, code, *words):
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith("skcore: ")
    assert done.stderr.count("\n") == 1, done.stderr
    for word in words:
        assert word in done.stderr


def test_help_is_shown_without_arguments():
    for args in ((), ("--help",), ("-h",)):
        done = skcore(*args)
        assert done.returncode == 0
        assert "Usage: skcore" in done.stdout


def test_versions(foo):
    lines = skcore("--version", path=[foo]).stdout.splitlines()
    assert lines[0] == run("import skcore; print('skcore', skcore.__version__)").stdout.strip()
    assert "skcore-foo 1.0" in lines


@pytest.mark.parametrize("args", [["nothing"], ["--nothing"]])
def test_a_wrong_command_is_one_line(args):
    assert_one_line(skcore(*args), 2, "nothing", "See: skcore --help")


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_without_typer_and_rich_it_says_what_to_install(missing, tmp_path):
    (tmp_path / f"{missing}.py").write_text(f"raise ModuleNotFoundError('hidden', name={missing!r})")
    done = skcore("--version", path=[tmp_path])
    assert_one_line(done, 2, f"there is no {missing}", "install skcore[cli]")
    assert done.stdout == ""


# -- plugins --------------------------------------------------------------------------------------


def test_a_plugin_adds_commands(foo):
    done = skcore("hello", "--name", "skcore", path=[foo])
    assert (done.returncode, done.stdout, done.stderr) == (0, "hello skcore\n", "")
    assert "Greet." in skcore("--help", path=[foo]).stdout


def test_what_a_command_of_a_plugin_raises_is_one_line(foo):
    assert_one_line(skcore("broken", path=[foo]), 2, "broken of skcore-foo failed: KeyError: ()")
    assert skcore("leaves", path=[foo]).returncode == 5


def test_the_developer_of_a_plugin_sees_where_it_failed(foo):
    done = skcore("broken", path=[foo], env={"PYTHONDEVMODE": "1"})
    assert "Traceback" in done.stderr
    assert "{}[()]" in done.stderr


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise RuntimeError('no')", "skcore-bar fails to add its commands: RuntimeError: no"),
        ("raise SystemExit(0)", "skcore-bar fails to add its commands: SystemExit: 0"),
        ("app.command()(5)", "skcore-bar fails to add its commands: "),
    ],
)
def test_broken_commands_take_down_no_other(foo, body, reason):
    code = simple("bar") + COMMANDS.format(body="app.command('mine')(lambda: 1)\n    " + body)
    install(foo, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar=code)
    done = skcore("hello", path=[foo])
    assert done.stdout == "hello you\n"
    assert_one_line(done, 0, f"warning: {reason}")
    assert "mine" not in skcore("--help", path=[foo]).stdout


def test_of_two_owners_of_a_command_neither_has_it(foo):
    code = simple("bar") + COMMANDS.format(body="app.command('hello')(lambda: print('mine'))")
    install(foo, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar=code)
    done = skcore("hello", path=[foo])
    assert (done.returncode, done.stdout) == (2, "")
    warning, error = done.stderr.splitlines()
    assert warning == "skcore: warning: skcore-bar and skcore-foo both want to own the command hello"
    assert "No such command 'hello'" in error


def test_a_plugin_cannot_override_our_commands(site):
    from skcore.cli.commands import COMMANDS as ours

    name = ours[0].__name__.replace("_", "-")
    code = simple("bar") + COMMANDS.format(body=f"app.command({name!r})(lambda: print('mine'))")
    install(site, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar=code)
    done = skcore(name, "--help", path=[site])
    assert_one_line(done, 0, f"warning: skcore and skcore-bar both want to own the command {name}")
    assert "mine" not in done.stdout


def test_a_plugin_cannot_change_what_all_commands_do(site):
    body = "app.callback(invoke_without_command=True)(lambda: print('mine'))\n    app.command('a')(lambda: 1)"
    install(site, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar=simple("bar") + COMMANDS.format(body=body))
    assert skcore("a", path=[site]).stdout == ""


@pytest.mark.parametrize("error", ["RuntimeError('two\\nlines')", "SystemExit(0)"])
def test_a_plugin_that_does_not_import_takes_down_nothing(foo, error):
    install(foo, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar=f"raise {error}")
    done = skcore("hello", path=[foo])
    assert done.stdout == "hello you\n"
    assert_one_line(done, 0, "warning: the plugin for bar, distribution skcore-bar, does not import")


def test_readers_that_fail_keep_no_other_from_reading(site, tmp_path):
    code = simple("bar") + "@hookimpl\ndef skcore_readers():\n    raise RuntimeError('no')\n"
    install(site, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar=code)
    (tmp_path / "a.pkl").write_bytes(pickle.dumps([1, 2.5]))
    done = skcore("convert", "a.pkl", path=[site], cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "a.skc").exists()
    lines = set(done.stderr.splitlines())
    assert lines == {"skcore: warning: skcore-bar fails to give its readers: RuntimeError: no"}


# -- output ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [["prints", "10000"], ["prints", "1"], ["--help"], ["--version"]])
def test_a_closed_pipe_is_no_error(foo, args):
    """Whoever reads the output may have seen enough before all is written, or before any is."""
    code = f"import sys; from skcore.cli import main; sys.argv[1:] = {args}; sys.stdin.readline(); main()"
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(foo)!r}); {code}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    process.stdin.write(b"go\n")
    process.stdin.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("args", [["prints", "1000"], ["prints", "1"], ["--help"]])
def test_a_full_disk_is_one_line(foo, args):
    with open("/dev/full", "w") as full:
        done = skcore(*args, path=[foo], capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert_one_line(done, 2, "No space left")


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_stream_that_is_closed_from_the_start(foo, name):
    code = f"import os, sys; os.close({dict(stdout=1, stderr=2)[name]}); "
    code += "os.execv(sys.executable, [sys.executable, '-m', 'skcore', 'hello'])"
    done = run(code, path=[foo])
    assert "Traceback" not in done.stderr
    assert done.stdout == ("" if name == "stdout" else "hello you\n")


@pytest.mark.parametrize("env", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_what_a_terminal_cannot_show_is_escaped(foo, env):
    env = {**env, "PYTHONCOERCECLOCALE": "0"}
    assert skcore("hello", "--name", "Zoë", path=[foo], env=env, encoding="ascii").returncode == 0
    done = skcore("--help", path=[foo], env=env, encoding="ascii")
    assert done.returncode == 0
    assert "Usage: skcore" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent in another way there")
def test_an_interrupt_is_no_traceback(foo):
    import signal

    code = (
        f"import sys; sys.path.insert(0, {str(foo)!r}); sys.argv[1:] = ['waits']; from skcore.cli import main; main()"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"waiting\n"
    process.send_signal(signal.SIGINT)
    assert b"Traceback" not in process.stderr.read()
    assert process.wait() == 130


def test_an_interrupt_of_an_import_is_no_traceback(tmp_path):
    (tmp_path / "rich.py").write_text("raise KeyboardInterrupt")
    done = skcore("--version", path=[tmp_path])
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


# -- completion -----------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_shown(shell):
    done = skcore("--show-completion", shell, env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"})
    assert done.returncode == 0
    assert f"complete_{shell}" in done.stdout
    assert "skcore" in done.stdout


def completed(text, *, path=(), shell="bash"):
    """Ask as the shell's script does, with the cursor at the end of the text."""
    env = {"_SKCORE_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": text}
    if shell == "bash":
        env |= {"COMP_WORDS": text, "COMP_CWORD": str(len(text.split()) - (not text.endswith(" ")))}
    if shell == "fish":
        env["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    done = skcore(path=path, env=env)
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_commands_are_completed(foo, shell):
    found = completed("skcore hel", path=[foo], shell=shell)
    assert any("hello" in line for line in found)
    assert not any("prints" in line for line in found)


def test_a_broken_plugin_does_not_disturb_completion(foo):
    install(foo, "skcore-bar", {"bar": "skcore_bar"}, skcore_bar="raise RuntimeError('no')")
    assert "hello" in completed("skcore hel", path=[foo])
