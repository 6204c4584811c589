"""Reads pickles without running them."""

from skcore.pickles.machine import Machine
from skcore.pickles.reader import PickleReader

__all__ = ["Machine", "PickleReader"]
