"""The types of the intermediate representation: interned, comparable with `is`.

A `Type` says how a value is stored (see `docs/internals.md`): numbers and fixed-length tuples by
value, all else as a pointer to an object. Types flow from annotations and live objects
(`front.notations`) through the IR to the code generator, which alone turns them into LLVM's.
"""

from __future__ import annotations

from typing import Any


class Type:
    """Base of all types. `name` is how diagnostics print it."""

    name: str
    is_pointer = False

    def __repr__(self) -> str:
        return self.name


class IntType(Type):
    """Whole number of fixed width. `bool` is 1 bit wide; Python's int is `INT`, checked i64."""

    def __init__(self, name: str, bits: int, signed: bool) -> None:
        self.name, self.bits, self.signed = name, bits, signed

    @property
    def low(self) -> int:
        return -(1 << (self.bits - 1)) if self.signed else 0

    @property
    def high(self) -> int:
        return (1 << (self.bits - (1 if self.signed else 0))) - 1


class FloatType(Type):
    name = "float"


class NoneType(Type):
    """The type of None alone: no storage."""

    name = "None"


class NeverType(Type):
    """No value: what a call that always raises returns, and the bottom of the lattice."""

    name = "Never"


class ClassType(Type):
    """An object of a class, with its type arguments. `cls` is the live class (counterparts for
    builtins)."""

    is_pointer = True

    def __init__(self, cls: type, args: tuple[Type, ...]) -> None:
        self.cls, self.args = cls, args
        shown = DISPLAY_NAMES.get(cls, cls.__name__)
        self.name = shown + (f"[{', '.join(a.name for a in args)}]" if args else "")


class AggregateType(Type):
    """Several values side by side, held by value."""

    items: tuple[Type, ...]


class TupleType(AggregateType):
    """A tuple of fixed length."""

    def __init__(self, items: tuple[Type, ...]) -> None:
        self.items = items
        self.name = f"tuple[{', '.join(i.name for i in items) or '()'}]"


class NamedType(AggregateType):
    """The keyword arguments of one call, as `**kwargs` takes them: the values by name."""

    def __init__(self, names: tuple[str, ...], items: tuple[Type, ...]) -> None:
        self.names, self.items = names, items
        shown = ", ".join(f"{n}={i.name}" for n, i in zip(names, items, strict=True))
        self.name = f"keywords({shown})"


class FunctionType(AggregateType):
    """A function that is known itself, so that a call of it is compiled for its arguments.
    `code`: what is called (see front.known); the items are what it captured."""

    def __init__(self, code: Any, items: tuple[Type, ...]) -> None:
        self.code, self.items = code, items
        self.name = f"function {code}"


class PtrType(Type):
    """A raw pointer to elements of a type (`naja.lang.unsafe.Ptr`)."""

    def __init__(self, item: Type) -> None:
        self.item = item
        self.name = f"Ptr[{item.name}]"


class CallableType(Type):
    """A function value: pointer to a closure object {header, code, captures…}."""

    is_pointer = True

    def __init__(self, params: tuple[Type, ...], result: Type) -> None:
        self.params, self.result = params, result
        self.name = f"Callable[[{', '.join(p.name for p in params)}], {result.name}]"


class CoroutineType(Type):
    """What a call of an `async def` gives: the handle of a coroutine frame."""

    is_pointer = True

    def __init__(self, result: Type) -> None:
        self.result = result
        self.name = f"Coroutine[{result.name}]"


class UnionType(Type):
    """One of several types, None perhaps among them: a pointer, null for None, numbers boxed.

    A union of nothing but bool, int and float is held by value, as `NUMBER_CELL`: which of them it
    is (`NUMBER_TAGS`), and its 64 bits."""

    def __init__(self, items: tuple[Type, ...]) -> None:
        self.items = items
        self.name = " | ".join(i.name for i in items)
        self.is_number = all(i in NUMBER_TAGS for i in items)
        self.is_pointer = not self.is_number

    @property
    def optional(self) -> bool:
        return NONE in self.items

    @property
    def present(self) -> tuple[Type, ...]:
        """The members without None."""
        return tuple(i for i in self.items if i is not NONE)


class RecursiveUnion(UnionType):
    """The union that an alias names which mentions itself: `JSON`. It is made before its items
    are known; they may contain it, so nothing looks for parts inside."""

    def __init__(self, name: str) -> None:
        super().__init__(())
        self.name = name
        self.is_number, self.is_pointer = False, True

    def close(self, items: tuple[Type, ...]) -> None:
        """Its items are known. Any union of just these is this one from now on."""
        self.items = items
        _recursive[frozenset(items)] = self


class ObjectType(Type):
    """`object`: any object, as a pointer, numbers boxed, null for None."""

    is_pointer = True
    name = "object"


class UnknownType(Type):
    """Not yet known: the element of an empty display before its first use."""

    name = "?"


BOOL = IntType("bool", 1, False)
INT = IntType("int", 64, True)
U8, U16 = IntType("u8", 8, False), IntType("u16", 16, False)
U32, U64 = IntType("u32", 32, False), IntType("u64", 64, False)
I8, I16, I32 = IntType("i8", 8, True), IntType("i16", 16, True), IntType("i32", 32, True)
FLOAT = FloatType()
NONE = NoneType()
NEVER = NeverType()
OBJECT = ObjectType()
UNKNOWN = UnknownType()

NUMBER_TAGS: dict[Type, int] = {INT: 0, FLOAT: 1, BOOL: 2}
NUMBER_CELL = TupleType((U8, U64))

DISPLAY_NAMES: dict[type, str] = {}
_recursive: dict[frozenset[Type], RecursiveUnion] = {}
_interned: dict[tuple[Any, ...], Any] = {}


def class_type(cls: type, args: tuple[Type, ...] = ()) -> ClassType:
    return _intern(ClassType, cls, args)  # type: ignore[no-any-return]


def tuple_type(items: tuple[Type, ...]) -> TupleType:
    return _intern(TupleType, items)  # type: ignore[no-any-return]


def named_type(names: tuple[str, ...], items: tuple[Type, ...]) -> NamedType:
    return _intern(NamedType, names, items)  # type: ignore[no-any-return]


def function_type(code: Any, items: tuple[Type, ...]) -> FunctionType:
    return _intern(FunctionType, code, items)  # type: ignore[no-any-return]


def ptr_type(item: Type) -> PtrType:
    return _intern(PtrType, item)  # type: ignore[no-any-return]


def callable_type(params: tuple[Type, ...], result: Type) -> CallableType:
    return _intern(CallableType, params, result)  # type: ignore[no-any-return]


def coroutine_type(result: Type) -> CoroutineType:
    return _intern(CoroutineType, result)  # type: ignore[no-any-return]


def union_type(items: list[Type]) -> Type:
    """The union of `items`: flattened, without repeats, None last; a single member is itself."""
    flat: list[Type] = []
    for item in items:
        for member in item.items if isinstance(item, UnionType) else (item,):
            if member not in flat and member is not NEVER:
                flat.append(member)
    if OBJECT in flat:
        return OBJECT
    flat = [item for item in flat if not any(_is_below(item, other) for other in flat)]
    if not flat:
        return NEVER
    if len(flat) == 1:
        return flat[0]
    if frozenset(flat) in _recursive:
        return _recursive[frozenset(flat)]
    flat.sort(key=lambda t: (t is NONE, t.name))
    return _intern(UnionType, tuple(flat))  # type: ignore[no-any-return]


def _is_below(item: Type, other: Type) -> bool:
    """Whether objects of a plain class are objects of the other one anyway."""
    if not isinstance(item, ClassType) or not isinstance(other, ClassType):
        return False
    plain = not item.args and not other.args and item is not other
    return plain and other.cls in item.cls.__mro__


def class_name(item: Type) -> str:
    """The name that CPython gives the class of such a value in its messages."""
    if isinstance(item, ClassType):
        return DISPLAY_NAMES.get(item.cls, item.cls.__name__)
    kinds = {TupleType: "tuple", CallableType: "function", NoneType: "NoneType"}
    return kinds.get(type(item), item.name)


def optional(item: Type) -> Type:
    return union_type([item, NONE])


def without_none(item: Type) -> Type:
    if isinstance(item, UnionType):
        return union_type(list(item.present))
    return NEVER if item is NONE else item


def has_unknown(item: Type) -> bool:
    """Whether an UNKNOWN stands anywhere inside."""
    if item is UNKNOWN:
        return True
    return any(has_unknown(part) for part in parts_of(item))


def parts_of(item: Type) -> tuple[Type, ...]:
    """The types that a type is made of."""
    if isinstance(item, RecursiveUnion):
        return ()
    if isinstance(item, ClassType):
        return item.args
    if isinstance(item, AggregateType | UnionType):
        return item.items
    if isinstance(item, PtrType):
        return (item.item,)
    if isinstance(item, CallableType):
        return (*item.params, item.result)
    if isinstance(item, CoroutineType):
        return (item.result,)
    return ()


def stored_as(item: Type) -> Type:
    """The type whose storage values of `item` have."""
    return NUMBER_CELL if isinstance(item, UnionType) and item.is_number else item


def _intern(kind: type, *key: Any) -> Any:
    full = (kind, *key)
    found = _interned.get(full)
    if found is None:
        found = _interned[full] = kind(*key)
    return found
