"""Names that pickles of attackers use: what runs code, starts programs, or reaches files and the network."""

from __future__ import annotations

from collections.abc import Mapping

_LISTED = {
    "runs code out of the file": """
        builtins.eval builtins.exec builtins.execfile builtins.compile builtins.__import__ builtins.breakpoint
        types.CodeType types.FunctionType marshal code codeop runpy pdb bdb timeit profile cProfile trace doctest
        pickle _pickle shelve imp importlib pkgutil zipimport pip ensurepip distutils setuptools venv idlelib lib2to3
        unittest test ctypes _ctypes logging.config multiprocessing
    """,
    "starts programs or threads, or ends this program": """
        os posix nt subprocess _posixsubprocess pty signal _signal sys commands popen2 platform asyncio threading
        _thread concurrent webbrowser antigravity builtins.exit builtins.quit site
    """,
    "reads, writes or deletes files": """
        builtins.open builtins.input io _io shutil tempfile glob fileinput mmap dbm sqlite3 tarfile zipfile codecs
        linecache filecmp ntpath posixpath genericpath
    """,
    "reaches the network": """
        socket _socket ssl socketserver urllib http ftplib smtplib smtpd poplib imaplib nntplib telnetlib xmlrpc select
        selectors wsgiref pydoc
    """,
    "reaches attributes and names that the file chooses": """
        builtins.getattr builtins.setattr builtins.delattr builtins.globals builtins.locals builtins.vars builtins.map
        builtins.filter builtins.type operator.methodcaller operator.attrgetter functools.reduce inspect gc itertools
        types weakref atexit copyreg.add_extension copyreg.pickle
    """,
}

DANGERS: Mapping[str, str] = {name: reason for reason, names in _LISTED.items() for name in names.split()}
"""Modules with all that is in them, and single names; what each does."""


def danger_of(name: str, dangers: Mapping[str, str]) -> str | None:
    """Return why a name is dangerous, or None if it is on no list."""
    parts = name.replace(":", ".").split(".")
    return next((dangers[head] for n in range(len(parts), 0, -1) if (head := ".".join(parts[:n])) in dangers), None)
