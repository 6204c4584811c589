"""Save fitted models to files that load without running code you did not agree to."""

from skcore.api import (
    convert,
    dump,
    dumps,
    get_untrusted_types,
    inspect,
    load,
    loads,
    register,
)
from skcore.budget import spend
from skcore.errors import (
    InvalidFileError,
    InvalidStateError,
    LimitExceededError,
    MissingPluginError,
    PluginError,
    SkcoreError,
    UnsupportedTypeError,
    UntrustedTypesError,
)
from skcore.handler import Buffer, Handler, Node, Plain, Trust, checked, vouched
from skcore.hookspecs import hookimpl
from skcore.limits import Limits
from skcore.once import once
from skcore.queries import is_trusted, trusted_types
from skcore.reader import Reader, Scan, Use
from skcore.record import Converted, Global, Record
from skcore.report import Report
from skcore.stdlib.objects import ObjectHandler, StateHandler
from skcore.stdlib.reductions import ReduceHandler
from skcore.stdlib.references import ClassReferences, FunctionReferences
from skcore.trust import Policy, Verdict, plugin_defaults
from skcore.version import __version__
from skcore.view import View, visualize

__all__ = [
    "Buffer",
    "ClassReferences",
    "Converted",
    "FunctionReferences",
    "Global",
    "Handler",
    "InvalidFileError",
    "InvalidStateError",
    "LimitExceededError",
    "Limits",
    "MissingPluginError",
    "Node",
    "ObjectHandler",
    "Plain",
    "PluginError",
    "Policy",
    "Reader",
    "Record",
    "ReduceHandler",
    "Report",
    "Scan",
    "SkcoreError",
    "StateHandler",
    "Trust",
    "UnsupportedTypeError",
    "UntrustedTypesError",
    "Use",
    "Verdict",
    "View",
    "__version__",
    "checked",
    "convert",
    "dump",
    "dumps",
    "get_untrusted_types",
    "hookimpl",
    "inspect",
    "is_trusted",
    "load",
    "loads",
    "once",
    "plugin_defaults",
    "register",
    "spend",
    "trusted_types",
    "visualize",
    "vouched",
]
