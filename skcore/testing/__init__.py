"""The conformance kit: tests that a plugin's author inherits. It needs pytest, and nothing else.

Nothing of it is imported by the rest of skcore.
"""

from skcore.testing.handlers import HandlerTests

__all__ = ["HandlerTests"]
