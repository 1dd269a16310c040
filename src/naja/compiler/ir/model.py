"""The intermediate representation: functions of basic blocks over typed values.

Front end → IR → passes → code generator. Python semantics are already spelled out here: every
conversion, check, dispatch and exception edge is explicit. Locals are mutable slots; temporaries
are assigned once. Every instruction has a location. An instruction that can raise names its
`handler`: the block that runs with the exception stored in that block's `exception` local; None
means that the exception leaves the function.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from naja.compiler.types import ClassType, Type


@dataclass(slots=True, frozen=True)
class Location:
    """Where in the source: 1-based line, 1-based column."""

    file: str
    line: int
    column: int


# ---- values -------------------------------------------------------------------------------------


class Value:
    """What an instruction takes: a temporary, a constant, or the address of something static."""

    __slots__ = ()
    type: Type


@dataclass(slots=True, eq=False)
class Temp(Value):
    type: Type
    id: int


@dataclass(slots=True, frozen=True)
class Const(Value):
    """A number (int, float, bool) of `type`; value None: the null pointer, or the None of NONE."""

    type: Type
    value: int | float | bool | None


@dataclass(slots=True, eq=False)
class StaticRef(Value):
    """The address of a static object."""

    type: Type
    object: StaticObject


@dataclass(slots=True, eq=False)
class FunctionRef(Value):
    """The address of a function's closure object: a function value without captures."""

    type: Type
    function: Function


@dataclass(slots=True, eq=False)
class ConstTuple(Value):
    """A tuple of constants and static addresses; the initial value of a static, or an operand."""

    type: Type
    items: tuple[Value, ...]


@dataclass(slots=True, eq=False)
class Local:
    """A variable of a function. Parameters are the first locals."""

    name: str
    type: Type


# ---- static data --------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class StaticObject:
    """An object laid out at build time.

    kind "object": `type` is a ClassType, `fields` its field values by name (Value), `tail` its
    inline bytes.
    kind "array": `type` is the element type, `items` the elements (Value); an array block with its
    16-byte header, whose address as a Ptr value is behind the header (StaticRef of PtrType). For
    long arrays of numbers `tail` may hold the little-endian bytes of the elements instead of
    `items`.
    kind "variable": a module-level variable of any `type`; `items[0]` is its initial value.
    kind "closure": as a FunctionRef; not used.
    origin: which object of the build machine it was, 0 for none.
    """

    symbol: str
    kind: str
    type: Type
    mutable: bool
    fields: dict[str, Value] = field(default_factory=dict)
    items: list[Value] = field(default_factory=list)
    tail: bytes = b""
    origin: int = 0


@dataclass(slots=True, eq=False)
class Field:
    """A field of a class layout. offset: bytes from the start of the object. count: an int that is
    the number of elements of something in memory, kept in four bytes."""

    name: str
    type: Type
    offset: int
    count: bool = False


@dataclass(slots=True, eq=False)
class Layout:
    """How objects of a ClassType lie in memory. size: bytes of the fixed part, header included.

    first_id: the type id of the class; ranges: those of the class and its subclasses; set when the
    whole program is known. tail_type: element type of the inline tail, for messages only.
    pointer_words: offsets // 8 of pointer fields."""

    type: ClassType
    fields: dict[str, Field]
    size: int
    pointer_words: list[int]
    bases: list[Layout] = field(default_factory=list)
    symbol: str = ""
    first_id: int = 0
    ranges: list[tuple[int, int]] = field(default_factory=list)


# ---- instructions -------------------------------------------------------------------------------


@dataclass(slots=True, eq=False, kw_only=True)
class Instr:
    loc: Location


@dataclass(slots=True, eq=False, kw_only=True)
class LoadLocal(Instr):
    dst: Temp
    local: Local


@dataclass(slots=True, eq=False, kw_only=True)
class StoreLocal(Instr):
    local: Local
    value: Value


@dataclass(slots=True, eq=False, kw_only=True)
class LoadStatic(Instr):
    """dst = the value of a static "variable"."""

    dst: Temp
    object: StaticObject


@dataclass(slots=True, eq=False, kw_only=True)
class StoreStatic(Instr):
    object: StaticObject
    value: Value


@dataclass(slots=True, eq=False, kw_only=True)
class Arith(Instr):
    """dst = left op right, both of dst's type. op: add sub mul and or xor shl shr(arithmetic for
    signed, logical for unsigned) div rem (truncating, for ints; divisor checked before) fadd fsub
    fmul fdiv.

    checked: on signed overflow (add, sub, mul) call `fail` (a function without parameters that
    returns the exception object) and raise what it returns."""

    dst: Temp
    op: str
    left: Value
    right: Value
    checked: bool = False
    fail: Function | None = None
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Compare(Instr):
    """dst(BOOL) = left op right. op: eq ne lt le gt ge; operands ints (signedness from their
    type), floats (ordered; ne unordered), or pointers (eq, ne: identity)."""

    dst: Temp
    op: str
    left: Value
    right: Value


@dataclass(slots=True, eq=False, kw_only=True)
class Convert(Instr):
    """dst = value as dst's type, no check. Between ints: extend by the source's signedness, or
    truncate. int ↔ float. Pointer ↔ pointer: nothing. Ptr ↔ int: the address. FLOAT ↔ U64 with
    `bits`: the same bits."""

    dst: Temp
    value: Value
    bits: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Select(Instr):
    dst: Temp
    condition: Value
    yes: Value
    no: Value


@dataclass(slots=True, eq=False, kw_only=True)
class LoadField(Instr):
    dst: Temp
    object: Value
    layout: Layout
    field: str


@dataclass(slots=True, eq=False, kw_only=True)
class ForeseeField(Instr):
    """The field will be loaded from here on, perhaps: a hint."""

    object: Value
    layout: Layout
    field: str


@dataclass(slots=True, eq=False, kw_only=True)
class StoreField(Instr):
    """fresh: the field holds nothing yet, so that the collector need not hear of it."""

    object: Value
    layout: Layout
    field: str
    value: Value
    fresh: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class LoadPtr(Instr):
    """dst = pointer[index]; index INT, in elements."""

    dst: Temp
    pointer: Value
    index: Value
    volatile: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class StorePtr(Instr):
    """fresh: as in StoreField."""

    pointer: Value
    index: Value
    value: Value
    volatile: bool = False
    fresh: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class PtrAdd(Instr):
    """dst = pointer + index elements."""

    dst: Temp
    pointer: Value
    index: Value


@dataclass(slots=True, eq=False, kw_only=True)
class MakeTuple(Instr):
    dst: Temp
    items: list[Value]


@dataclass(slots=True, eq=False, kw_only=True)
class TupleGet(Instr):
    dst: Temp
    tuple: Value
    index: int


@dataclass(slots=True, eq=False, kw_only=True)
class Alloc(Instr):
    """dst = a new object: header set, fields zero. `extra`: bytes of inline tail (INT), or None.
    `allocate`: the heap's function (size: int, type_id: int) -> Ptr[u8], which raises
    MemoryError."""

    dst: Temp
    layout: Layout
    extra: Value | None
    allocate: Function
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class AllocArray(Instr):
    """dst (Ptr[item]) = `count` zeroed elements behind an array header. Negative or huge counts
    are checked before."""

    dst: Temp
    count: Value
    allocate: Function
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class TypeTest(Instr):
    """dst(BOOL) = object's type id lies in the layout's range. `object` is not null."""

    dst: Temp
    object: Value
    layout: Layout


@dataclass(slots=True, eq=False, kw_only=True)
class TypeId(Instr):
    """dst(INT) = type id of a non-null object, or of a layout."""

    dst: Temp
    object: Value | None = None
    layout: Layout | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Call(Instr):
    """dst = function(args); dst None when the result is NONE or unused. A call of a coroutine
    function makes its frame: dst is a CoroutineType; `lazy` says whether it waits for its first
    resume."""

    dst: Temp | None
    function: Function
    args: list[Value]
    handler: Block | None = None
    lazy: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Dispatch(Instr):
    """dst = method of the object's class(args): args[0] is the receiver, a pointer and not null.

    cases: filled when the whole program is known: (layout, function) pairs, most derived first; a
    case serves the classes in its layout's id range that no earlier case serves. Functions take
    and return the same types as this instruction, except that a parameter 0 may be of the case's
    own class."""

    dst: Temp | None
    args: list[Value]
    name: str
    cases: list[tuple[Layout, Function]] = field(default_factory=list)
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class CallClosure(Instr):
    """dst = closure(args): an indirect call that may raise. The code takes (closure, args…)."""

    dst: Temp | None
    closure: Value
    args: list[Value]
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class MakeClosure(Instr):
    """dst = a new closure object of `function`, whose first parameters are the captured values."""

    dst: Temp
    function: Function
    captures: list[Value]
    allocate: Function
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Intrinsic(Instr):
    """dst = name(args): what only the code generator can spell (see codegen.intrinsics). attrs:
    build-time operands."""

    dst: Temp | None
    name: str
    args: list[Value]
    attrs: dict[str, Any] = field(default_factory=dict)
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Await(Instr):
    """dst = await coroutine (a CoroutineType value): run it to its end, suspending this coroutine
    while it waits. step: only to its next yield, or its end."""

    dst: Temp | None
    coroutine: Value
    step: bool = False
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Yield(Instr):
    """Return to whoever resumed this generator's body; of an asynchronous one (`hands_over`), go
    on with who awaits its step. thrown: an exception may have been left in the frame meanwhile,
    which is raised here."""

    hands_over: bool = False
    thrown: bool = False
    handler: Block | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Suspend(Instr):
    """Suspend this coroutine: store its handle into the static variable `leaf` and return to
    whoever resumed it."""

    leaf: StaticObject


# ---- terminators --------------------------------------------------------------------------------


@dataclass(slots=True, eq=False, kw_only=True)
class Jump(Instr):
    target: Block


@dataclass(slots=True, eq=False, kw_only=True)
class Branch(Instr):
    """likely: True or False when the front end knows, else None."""

    condition: Value
    then: Block
    otherwise: Block
    likely: bool | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Return(Instr):
    value: Value | None


@dataclass(slots=True, eq=False, kw_only=True)
class Raise(Instr):
    """Raise an exception object. fresh: this is the raise statement itself (starts a traceback)."""

    exception: Value
    handler: Block | None = None
    fresh: bool = True


@dataclass(slots=True, eq=False, kw_only=True)
class Unreachable(Instr):
    pass


TERMINATORS = (Jump, Branch, Return, Raise, Unreachable)


# ---- functions ----------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Block:
    """exception: set on handler blocks: the local that receives the exception object."""

    name: str
    instrs: list[Instr] = field(default_factory=list)
    exception: Local | None = None


@dataclass(slots=True, eq=False)
class Function:
    """symbol: unique in the program. shown: qualified name for people. blocks[0] is the entry.

    may_raise: set by passes.raising. external: body given elsewhere. traced: its frames appear in
    tracebacks. exported: C symbol when it is called from assembly (ints only, C ABI, does not
    raise)."""

    symbol: str
    shown: str
    params: list[Local]
    result: Type
    loc: Location
    locals: list[Local] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    is_coroutine: bool = False
    may_raise: bool = True
    inline: str = ""  # "always", "never", "cold", "hot", "warm", "apart", "repeatable"
    warmed: bool = False  # was warm, and the program's own code leads to it
    exported: str = ""
    traced: bool = True
    temp_count: int = 0

    def new_temp(self, type_: Type) -> Temp:
        self.temp_count += 1
        return Temp(type_, self.temp_count)


@dataclass(slots=True, eq=False)
class Program:
    """Everything that reaches the code generator, in a fixed order.

    entry: the program's main body, a function () -> NONE. roots: exported functions. support:
    runtime functions that the code generator calls by role: "add_traceback" (exception, location
    id: int) -> None. marking: the variable that says whether stores of pointers are reported.
    objections: what stood against the program where its annotations do not hold. counted: function
    and place of each block that counts its runs."""

    entry: Function
    functions: list[Function]
    statics: list[StaticObject]
    layouts: list[Layout]
    support: dict[str, Function]
    module_asm: list[str]
    target: str
    profile: str
    marking: StaticObject | None = None
    objections: Exception | None = None
    counted: list[tuple[str, Location]] = field(default_factory=list)
