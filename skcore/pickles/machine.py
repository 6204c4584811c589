"""The pickle machine with inert values: it builds records of what a pickle would do, and does none of it.

The opcodes are those of ``pickletools`` and PEP 3154; what reducing means is PEP 307.
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable
from typing import Any, BinaryIO

from skcore.budget import spend
from skcore.errors import InvalidFileError, InvalidStateError, LimitExceededError, SkcoreError, UnsupportedTypeError
from skcore.limits import Limits
from skcore.names import LONGEST, inner, show
from skcore.pickles.names import spell
from skcore.pickles.stack import STEPS, Stack
from skcore.reader import Use
from skcore.record import Entries, Global, Record, parts_of

_NO_RECORD = {
    "PERSID": "it refers to something outside of the file, which only the program that wrote it can find",
    "BINPERSID": "it refers to something outside of the file, which only the program that wrote it can find",
    "NEXT_BUFFER": "its buffers are not in the file",
    "READONLY_BUFFER": "its buffers are not in the file",
    "EXT1": "it names a class by a number, which only the program that wrote it knows",
    "EXT2": "it names a class by a number, which only the program that wrote it knows",
    "EXT4": "it names a class by a number, which only the program that wrote it knows",
}
_OF_VALUES = frozenset(f"builtins.{name}" for name in ("int", "float", "complex", "str", "bytes"))
_NO_KEYWORDS = Entries()
_POINTER, _PART = 8, 64
"""Bytes of an argument and of a keyword that is copied, and of a name beside its text."""
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
_LITERALS = frozenset(
    """
    INT BININT BININT1 BININT2 LONG LONG1 LONG4 FLOAT BINFLOAT STRING BINSTRING SHORT_BINSTRING UNICODE BINUNICODE
    SHORT_BINUNICODE BINUNICODE8 BINBYTES SHORT_BINBYTES BINBYTES8 BYTEARRAY8
    """.split()  # noqa: SIM905  # a row of words says more than twenty quoted ones
)


class Machine(Stack):
    """Reads one pickle.

    Attributes
    ----------
    file : binary file object
        What is read, as far as the last opcode reaches.
    steps : int
        How many opcodes were read.
    uses : dict of Use
        What the pickle would import, in order; complete as far as it was read.
    """

    def __init__(
        self, file: BinaryIO, limits: Limits, most_steps: int, built: Callable[[Record, Machine], None] | None = None
    ) -> None:
        super().__init__(limits)
        self.file, self._most_steps, self._built = file, most_steps, built
        self.steps = 0
        self._protocol = 0
        self._records: list[Record] = []
        self._globals: dict[str, Global] = {}
        self.versions: dict[str, str] = {}
        self.uses: dict[Use, None] = {}

    def run(self) -> Any:
        """Return what the pickle holds.

        Raises
        ------
        InvalidFileError
            If it is damaged, or over a limit.
        UnsupportedTypeError
            If it does something of which no record can be made.
        """
        try:
            for opcode, argument, _ in pickletools.genops(self.file):
                if opcode.name == "STOP":
                    return self._end()
                self.steps += 1
                if self.steps > self._most_steps:
                    raise LimitExceededError("opcode_ratio", self._limits.opcode_ratio + 1, self._limits.opcode_ratio)
                self._step(opcode.name, argument)
        except InvalidStateError as error:
            raise InvalidFileError(error.rule) from error
        except SkcoreError:
            raise
        except (ValueError, IndexError, KeyError, OverflowError, UnicodeError, RecursionError) as error:
            raise InvalidFileError(f"the pickle is damaged: {show(str(error))}") from error
        raise InvalidFileError("the pickle has no end")

    def nested(self) -> Any:
        """Return what a pickle holds that stands in the midst of this one, and in which there is no further one."""
        inner = Machine(self.file, self._limits, self._most_steps - self.steps)
        inner.uses, inner.versions, inner._made = self.uses, self.versions, self._made
        try:
            return inner.run()
        finally:
            self.steps, self._made = self.steps + inner.steps, inner._made

    def _step(self, name: str, argument: Any) -> None:
        if name in _LITERALS:
            self._stack.append(argument)
        elif name in _CONSTANTS:
            self._stack.append(_CONSTANTS[name])
        elif name in _NO_RECORD:
            raise UnsupportedTypeError(f"the pickle cannot be converted: {_NO_RECORD[name]}")
        else:
            _STEPS[name](self, argument)

    def _end(self) -> Any:
        found = self._pop()
        if self._drops or self._stack:
            reached = _records_of(found)
            if not all(id(record) in reached for record in self._records):
                raise UnsupportedTypeError("the pickle makes an object and throws it away, as those do that attack")
        return found

    # -- opcodes ------------------------------------------------------------------------------

    def _proto(self, argument: int) -> None:
        if argument > 5:
            raise UnsupportedTypeError(f"the pickle is of protocol {argument}, skcore reads 0 to 5")
        self._protocol = argument

    def _frame(self, argument: int) -> None:
        """Frames only say how much to read at once."""

    # -- names --------------------------------------------------------------------------------

    def _name(self, module: Any, qualname: Any) -> Global:
        if type(module) is not str or type(qualname) is not str:
            raise InvalidFileError("the pickle computes a name to import, as no honest one does")
        return self._global(spell(module, qualname, self._protocol))

    def _global(self, name: str) -> Global:
        if len(name) > LONGEST:
            raise InvalidFileError(f"{show(name)} is too long for a name")
        if name not in self._globals:
            # Texts that names are made of may be shared by any number of them.
            spend(_PART + len(name))
        self.uses.setdefault(Use(name, "refer"))
        # One object for each name: what is the same function is the same value.
        return self._globals.setdefault(name, Global(name))

    def _global_named(self, argument: str) -> None:
        module, _, qualname = argument.partition(" ")
        self._stack.append(self._name(module, qualname))

    def _stack_global(self, argument: None) -> None:
        qualname = self._pop()
        self._stack.append(self._name(self._pop(), qualname))

    # -- objects ------------------------------------------------------------------------------

    def _reduce(self, argument: None) -> None:
        args = self._pop()
        self._call(self._pop(), args)

    def _call(self, maker: Any, args: Any) -> None:
        if type(maker) is not Global:
            raise UnsupportedTypeError("the pickle calls something that it has made itself, as no record can say")
        if type(args) is not tuple:
            raise InvalidFileError("the pickle is damaged: it calls with what is no tuple")
        name = maker.name
        self.uses.pop(Use(name, "refer"), None)
        if name == "builtins.getattr" and type(args[0]) is Global and len(args) == 2:
            # How protocols before 4 spell what is nested in a class.
            self._stack.append(self._global(inner(args[0].name, _text(args[1]))))
            return
        self.uses.setdefault(Use(name, "call"))
        if name == "cloudpickle.cloudpickle._builtin_type" and args == ("MethodType",):
            self._stack.append(self._global("types.MethodType"))
        elif name == "copyreg.__newobj__":
            spend(_POINTER * len(args))
            self._new(args[0], args[1:])
        elif name == "copyreg.__newobj_ex__":
            cls, args, keywords = args
            self._new(cls, args, keywords)
        elif name == "copyreg._reconstructor":
            cls, base, state = args
            if type(base) is not Global:
                raise InvalidFileError("the pickle is damaged: the base of a class is no class")
            self._reconstruct(cls, base.name, state)
        else:
            self._record(Record(maker=name, name=name, how="call", args=args))

    def _new(self, cls: Any, args: Any, keywords: Any = _NO_KEYWORDS) -> None:
        if type(cls) is not Global or type(args) is not tuple or type(keywords) is not Entries:
            raise InvalidFileError("the pickle is damaged: it makes an object of what is no class")
        spend(_PART * len(keywords.pairs))
        named = {_text(key): value for key, value in keywords.pairs}
        if len(named) != len(keywords.pairs):
            raise InvalidFileError("the pickle is damaged: a keyword stands in it twice")
        self.uses.pop(Use(cls.name, "refer"), None)
        self.uses.setdefault(Use(cls.name, "build"))
        self._record(Record(maker=cls.name, name=cls.name, args=args, keywords=named))

    def _reconstruct(self, cls: Any, base: str, state: Any) -> None:
        """Make what protocols 0 and 1 make of an object by the built-in type that its class derives from."""
        self._new(cls, (state,) if base in _OF_VALUES else ())
        record = self._stack[-1]
        if base == "builtins.list" and type(state) is list:
            record.items = state
        elif base == "builtins.dict" and type(state) is Entries:
            record.pairs = state.pairs
        elif base not in _OF_VALUES and (base != "builtins.object" or state is not None):
            raise UnsupportedTypeError(f"objects over {show(base)} convert from protocol 2 on", show(cls.name))

    def _record(self, record: Record) -> None:
        record.versions = self.versions
        self._records.append(record)
        self._made_one(record)

    def _newobj(self, argument: None) -> None:
        args = self._pop()
        self._new(self._pop(), args)

    def _newobj_ex(self, argument: None) -> None:
        keywords, args = self._pop(), self._pop()
        self._new(self._pop(), args, keywords)

    def _inst(self, argument: str) -> None:
        module, _, qualname = argument.partition(" ")
        self._instance(self._name(module, qualname), self._pop_mark())

    def _obj(self, argument: None) -> None:
        cls, *args = self._pop_mark()
        self._instance(cls, args)

    def _instance(self, cls: Any, args: list[Any]) -> None:
        if args:
            self._call(cls, tuple(args))
        else:
            self._new(cls, ())

    def _build(self, argument: None) -> None:
        state = self._pop()
        target = self._pop()
        if type(target) is not Record or target.state is not None or state is None:
            raise InvalidFileError("the pickle is damaged: it gives a state to what takes none")
        target.state = state
        if self._built is not None:
            self._built(target, self)
        self._stack.append(target)


def _records_of(value: Any) -> set[int]:
    """Return the identities of all records that a value consists of."""
    met, reached, stack = {id(value)}, set(), [value]
    while stack:
        current = stack.pop()
        if type(current) is Record:
            reached.add(id(current))
        for part in parts_of(current):
            if id(part) not in met:
                met.add(id(part))
                stack.append(part)
    return reached


def _text(value: Any) -> str:
    if type(value) is not str:
        raise InvalidFileError(f"the pickle is damaged: a name is a {show(type(value).__name__)}")
    return value


_STEPS: dict[str, Callable[[Machine, Any], None]] = {
    **STEPS,
    "PROTO": Machine._proto,
    "FRAME": Machine._frame,
    "GLOBAL": Machine._global_named,
    "STACK_GLOBAL": Machine._stack_global,
    "REDUCE": Machine._reduce,
    "NEWOBJ": Machine._newobj,
    "NEWOBJ_EX": Machine._newobj_ex,
    "INST": Machine._inst,
    "OBJ": Machine._obj,
    "BUILD": Machine._build,
}
