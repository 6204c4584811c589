"""Files that break a rule of the judge's, each on purpose: a rule that lets its file pass would hold nothing."""

from __future__ import annotations

import os
import socket
import time
from typing import Any

from helpers import forged

import skcore
from attacks import attack
from attacks.clock import slowness

STATE = "InvalidStateError"


class PrintedError(skcore.InvalidFileError):
    """An error whose text commands a terminal."""

    def __str__(self) -> str:
        return "\x1b[2J"


class Planted:
    """Does what its state says."""

    def __setstate__(self, state: Any) -> None:
        getattr(self, state)()
        raise skcore.InvalidStateError("planted")

    def work(self) -> None:
        end = time.process_time() + 2 * slowness()
        while time.process_time() < end:
            pass

    def wait(self) -> None:
        time.sleep(60)

    def fill(self) -> None:
        assert bytearray(b"x") * 250_000_000

    def look_up(self) -> None:
        import colorsys  # noqa: F401

    def open(self) -> None:
        with open(os.devnull):
            pass

    def start(self) -> None:
        os.system("true")

    def connect(self) -> None:
        socket.socket().close()

    def escape(self) -> None:
        raise SystemExit

    def print(self) -> None:
        raise PrintedError("planted")

    def fail(self) -> None:
        raise skcore.InvalidFileError("another error than it should be")

    def crash(self) -> None:
        os.abort()


class Quiet(Planted):
    """Loads, whatever its state says."""

    def __setstate__(self, state: Any) -> None:
        pass


def planted(state: str, name: str = "Planted") -> bytes:
    return forged([("python.object", f"attacks.planted.{name}", None, [state])])


TRUSTED = ["attacks.planted.Planted", "attacks.planted.Quiet"]


@attack(STATE, trusted=TRUSTED)
def nothing() -> Any:
    """Ends as it should."""
    return forged([("python.object", "attacks.planted.Planted", ["work"], [1])])


@attack(STATE, trusted=TRUSTED)
def time_of_the_processor() -> Any:
    """Works for longer than a second."""
    return planted("work")


@attack(STATE, trusted=TRUSTED)
def outcome_never() -> Any:
    """Waits for a minute, at no cost."""
    return planted("wait")


@attack(STATE, trusted=TRUSTED)
def memory_for_a_moment() -> Any:
    """Takes 250 MB and gives them back."""
    return planted("fill")


@attack(STATE, trusted=TRUSTED, may="^compile|^exec|^marshal|^os.listdir|^open")
def events_import() -> Any:
    """Imports a module."""
    return planted("look_up")


@attack(STATE, trusted=TRUSTED)
def events_open() -> Any:
    """Opens a file."""
    return planted("open")


@attack(STATE, trusted=TRUSTED)
def events_process() -> Any:
    """Starts a process."""
    return planted("start")


@attack(STATE, trusted=TRUSTED)
def events_socket() -> Any:
    """Makes a socket."""
    return planted("connect")


@attack(STATE, trusted=TRUSTED)
def outcome_foreign() -> Any:
    """Raises what is no error of skcore's."""
    return planted("escape")


@attack(STATE, trusted=TRUSTED)
def outcome_another() -> Any:
    """Ends in another error than it should."""
    return planted("fail")


@attack(STATE, trusted=TRUSTED)
def outcome_loaded() -> Any:
    """Loads."""
    return planted("", "Quiet")


@attack("PrintedError", trusted=TRUSTED)
def message_with_commands() -> Any:
    """Ends in an error that a terminal would obey."""
    return planted("print")


@attack(STATE, "MissingPluginError", trusted=TRUSTED)
def outcome_of_the_report() -> Any:
    """Has a plugin say, in its reason, what a terminal would obey; only the report shows it."""

    class Loud(skcore.Handler):
        kind = "loud.thing"
        types = ("loud.Thing",)
        trusts = {"loud.Thing": skcore.checked("\x1b[2J")}

        def save(self, obj: Any) -> Any:
            return {}

        def load(self, cls: Any, state: Any) -> Any:
            return None

    class Plugin:
        @skcore.hookimpl
        def skcore_handlers(self) -> Any:
            return [Loud]

    skcore.register(Plugin(), "loud")
    return forged([("loud.thing", "loud.Thing", [], [])])


@attack(STATE, trusted=TRUSTED)
def outcome_crash() -> Any:
    """Ends the process."""
    return planted("crash")
