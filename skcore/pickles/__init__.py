"""Reads pickles without running them."""

from skcore.pickles.reader import PickleReader

__all__ = ["PickleReader"]
