"""Build-time objects → static data.

A value that module-level code left behind becomes a static object in the image, once per identity,
so shared references and cycles are kept. Its type comes from where it is used (an annotation, a
field) or is read off the value.
"""

from __future__ import annotations

import enum
import functools
import struct
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from inspect import CO_VARARGS, CO_VARKEYWORDS
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import Fact, join, variables
from naja.compiler.front.annotations.notations import ELEMENTS, NUMBERS, is_open, resolve
from naja.compiler.front.annotations.opened import says_any
from naja.compiler.front.annotations.sites import live_container
from naja.compiler.front.annotations.widening import NARROWER, Widened
from naja.compiler.front.calls.codes import is_function, live_function_type
from naja.compiler.front.classes import presence
from naja.compiler.front.classes.enums import is_enum
from naja.compiler.front.classes.typed_dict_classes import key_hints
from naja.compiler.front.objects import bindings, library_objects, library_values
from naja.compiler.front.objects.container_classes import builtin_base
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.problems import Unsupported
from naja.compiler.ir import model as ir
from naja.lang import bigint

if TYPE_CHECKING:
    from naja.compiler.front.world import World

PACKING = {
    "int": "q",
    "float": "d",
    "bool": "B",
    "u8": "B",
    "u16": "H",
    "u32": "I",
    "u64": "Q",
    "i8": "b",
    "i16": "h",
    "i32": "i",
}


CONTAINERS = (list, dict, set, frozenset)
_within: set[int] = set()


@contextmanager
def _inside(container: Any) -> Iterator[None]:
    """While the items of a container are looked at: one that holds itself holds an object."""
    _within.add(id(container))
    try:
        yield
    finally:
        _within.discard(id(container))


def type_of_value(value: Any) -> t.Type:
    """The type that a live value has by itself; the elements of a collection are joined."""
    if type(value) in CONTAINERS and id(value) in _within:
        return t.OBJECT
    if value is None:
        return t.NONE
    if type(value) in NUMBERS:
        return NUMBERS[type(value)]
    if isinstance(value, tuple) and type(value) is tuple:
        return t.tuple_type(tuple(type_of_value(v) for v in value))
    if isinstance(value, range):
        return bindings.builtin_type("range")
    if type(value) in CONTAINERS:
        with _inside(value):
            parts = [list(value), list(value.values())] if type(value) is dict else [list(value)]
            return bindings.builtin_type(type(value).__name__, *map(_joined, parts))
    if is_function(value):
        return _signature(value) or live_function_type(value)
    cls = bindings.counterpart_class(type(value))
    if getattr(cls, "__parameters__", ()):
        if type(value) in library_values.KINDS:
            return t.class_type(cls, library_values.arguments(value, _joined))
        origin = getattr(value, "__orig_class__", None)
        if origin is not None:
            return resolve(origin, {}, {})
    return t.class_type(cls)


def _signature(function: Any) -> t.Type | None:
    """The callable type that a function's annotations give it; None where they do not."""
    from naja.compiler.front.calls.parameters import is_untyped

    if not isinstance(function, types.FunctionType) or function.__defaults__:
        return None
    hints, code = sources.hints(function), function.__code__
    names = code.co_varnames[: code.co_argcount]
    stars = code.co_flags & (CO_VARARGS | CO_VARKEYWORDS) or code.co_kwonlyargcount
    if stars or any(n not in hints for n in (*names, "return")):
        return None
    around = sources.names_of(function)
    if any(is_untyped(hints[n] or type(None), around) for n in (*names, "return")):
        return None
    params = tuple(resolve(hints[n], {}, around) for n in names)
    made = t.callable_type(params, resolve(hints["return"], {}, around))
    return None if says_any(made) else made


def _joined(values: list[Any]) -> t.Type:
    """The type of all items; an empty collection among them takes after the others."""
    kinds = list(dict.fromkeys(type_of_value(v) for v in values))
    functions = [k for k in kinds if isinstance(k, t.CallableType | t.FunctionType)]
    if len(functions) > 1:
        own = [live_function_type(v) if _is_plain(v) else type_of_value(v) for v in values]
        kinds = list(dict.fromkeys(own))
    full = [k for k in kinds if not t.has_unknown(k)]
    for kind in kinds:
        if kind not in full and not any(_alike(kind, other) for other in full):
            full.append(kind)
    result: t.Type = t.NEVER
    for kind in full:
        result = join(result, kind)
    return t.UNKNOWN if result is t.NEVER else result


def _is_plain(value: Any) -> bool:
    return is_function(value)


def _alike(one: t.Type, other: t.Type) -> bool:
    return getattr(one, "cls", None) is getattr(other, "cls", other)


_KINDS: dict[type, t.Type] = {int: t.INT, bool: t.BOOL}


class Freezer:
    """Makes static objects; keeps one per live object and type."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.made: dict[tuple[int, t.Type], ir.StaticObject] = {}
        self.strings: dict[Any, ir.StaticObject] = {}
        self.keep: list[Any] = []
        self.waiting: list[tuple[ir.StaticObject, str, Any, Fact, str]] = []
        self.library = False  # what is frozen is Naja's own, where an int is a float if it says so

    def value(self, live: Any, type_: t.Type, name: str = "object") -> ir.Value:
        """A live value as an IR value of `type_`. Raises Unsupported when it does not fit."""
        if self._narrows(live, type_):
            raise Widened(type_)
        live = bindings.counterpart(live) if live is ... else live
        if isinstance(type_, t.IntType):
            if isinstance(live, bool) if type_ is t.BOOL else isinstance(live, int):
                if not type_.low <= int.__index__(live) <= type_.high:
                    raise Unsupported(
                        None, f"{live} does not fit into {type_.name}", "keep it within 64 bits"
                    )
                return ir.Const(type_, bool(live) if type_ is t.BOOL else int.__index__(live))
        elif type_ is t.FLOAT and isinstance(live, int | float):
            return ir.Const(type_, float(live))
        elif isinstance(type_, t.PtrType) and type(live).__name__ == "Ptr":
            return ir.Const(type_, live.address)
        elif live is None and _takes_none(type_):
            return ir.Const(type_, None)
        elif (
            isinstance(type_, t.TupleType)
            and isinstance(live, tuple)
            and len(live) == len(type_.items)
        ):
            return self._tuple(live, type_, name)
        elif isinstance(type_, t.UnionType) or type_ is t.OBJECT:
            return self._member(live, type_, name)
        elif isinstance(type_, t.FunctionType) and not type_.items:
            return ir.ConstTuple(type_, ())
        elif isinstance(type_, t.CallableType) and callable(live):
            return self.world.function_value(live, type_, name)
        elif isinstance(type_, t.ClassType):
            return self._object(live, type_, name)
        raise Unsupported(
            None, f"{name} is {type(live).__name__} at build time, which is not {type_.name}"
        )

    def _narrows(self, live: Any, type_: t.Type) -> bool:
        """An int where the program declares float, or a bool for an int: it stays what it is."""
        if type_ not in NARROWER or type_ in ELEMENTS or self.library:
            return False
        return _KINDS.get(type(live)) in NARROWER[type_]

    @functools.cached_property
    def _declared(self) -> dict[int, t.Type]:
        """The types that the program's modules declare for the containers in their variables, by
        identity: as a member of something else, a container is of that type too."""
        found: dict[int, t.Type] = {}
        for module in filter(belongs_to_program, list(sys.modules.values())):
            names = vars(module)
            for name, hint in list(names.get("__annotations__", {}).items()):
                if type(names.get(name)) in CONTAINERS and not is_open(hint, names):
                    with suppress(Unsupported):
                        found[id(names[name])] = resolve(hint, {}, names)
        return {key: type_ for key, type_ in found.items() if isinstance(type_, t.ClassType)}

    def _tuple(self, live: tuple[Any, ...], type_: t.TupleType, name: str) -> ir.Value:
        items = [self.value(v, i, name) for v, i in zip(live, type_.items, strict=True)]
        return ir.ConstTuple(type_, tuple(items))

    def _member(self, live: Any, type_: t.Type, name: str) -> ir.Value:
        own = self._declared.get(id(live)) or type_of_value(live)
        if isinstance(type_, t.UnionType):
            own = self._fitting(live, own, type_)
        if own is t.OBJECT or type(live) is object:
            raise Unsupported(
                None, f"{name} holds a bare object()", "use an object of a class of your own"
            )
        if type_ is t.OBJECT:
            self.world.given.note(own)
        if own.is_pointer:
            return retyped(self.value(live, own, name), type_)
        if isinstance(type_, t.UnionType) and type_.is_number:
            number = self.value(live, own, name)
            assert isinstance(number, ir.Const)
            return number_cell(number, type_)
        return retyped(self.boxed(self.value(live, own, name)), type_)

    def _fitting(self, live: Any, own: t.Type, union: t.UnionType) -> t.Type:
        if own in union.items:
            return own
        if is_function(live) and live_function_type(live) in union.items:
            return live_function_type(live)
        for item in union.present:
            if not isinstance(item, t.ClassType) or not isinstance(own, t.ClassType):
                continue
            if item.cls in self.world.class_info(own).mro:
                return item if item.args else own
        for item in union.present:
            if isinstance(item, t.CallableType | t.TupleType):
                return item
        raise Unsupported(None, f"a {own.name} made at build time is not one of {union.name}")

    def boxed(self, value: ir.Value) -> ir.StaticRef:
        """The static box of a number or tuple."""
        box = t.class_type(bindings.runtime("boxes", "Box"), (value.type,))
        key = (box, repr(value))
        if key not in self.strings:
            self.world.make_live(box)
            self.strings[key] = ir.StaticObject(
                self.world.symbol("box"), "object", box, False, {"value": value}
            )
        return ir.StaticRef(box, self.strings[key])

    def string(self, text: str) -> ir.StaticRef:
        """The static str object of a text."""
        type_ = bindings.builtin_type("str")
        if ("str", text) not in self.strings:
            self.world.make_live(type_)
            narrow = all(ord(c) < 256 for c in text)
            data = text.encode("latin-1") if narrow else text.encode("utf-32-le", "surrogatepass")
            fields: dict[str, ir.Value] = {
                "length": ir.Const(t.U32, len(text)),
                "hash": ir.Const(t.U32, 0),
                "kind": ir.Const(t.U32, 1 if narrow else 4),
            }
            self.strings["str", text] = ir.StaticObject(
                self.world.symbol("str"), "object", type_, False, fields, [], data
            )
        return ir.StaticRef(type_, self.strings["str", text])

    def bytes(self, data: bytes) -> ir.StaticRef:
        """The static bytes object of some data."""
        type_ = bindings.builtin_type("bytes")
        if ("bytes", data) not in self.strings:
            self.world.make_live(type_)
            fields: dict[str, ir.Value] = {"length": ir.Const(t.U32, len(data))}
            self.strings["bytes", data] = ir.StaticObject(
                self.world.symbol("bytes"), "object", type_, False, fields, [], data
            )
        return ir.StaticRef(type_, self.strings["bytes", data])

    def _object(self, live: Any, type_: t.ClassType, name: str) -> ir.Value:
        if type(live) is str:
            return retyped(self.string(live), type_)
        if type(live) is bytes:
            return retyped(self.bytes(live), type_)
        self._check_class(live, type_, name)
        if not _freezable(live):
            raise Unsupported(
                None,
                f"{name} holds a {type(live).__name__} at build time, which an image cannot hold",
                "keep it out of what runs, or convert it at build time",
            )
        exact = self._exact_type(live, type_)
        key = (id(live), exact)
        if key not in self.made:
            self._make(key, live, exact, name)
        return ir.StaticRef(type_, self.made[key])

    def _make(self, key: tuple[int, t.Type], live: Any, exact: t.ClassType, name: str) -> None:
        before = len(self.made)
        self.keep.append(live)
        static = ir.StaticObject(self.world.symbol(name), "object", exact, True)
        static.origin = id(live)
        self.made[key] = static
        self.world.make_live(exact)
        try:
            self._fill(static, live, exact, name)
        except Unsupported:  # who catches that finds nothing half made
            for made in list(self.made)[before:]:
                del self.made[made]
            raise

    def _exact_type(self, live: Any, type_: t.ClassType) -> t.ClassType:
        own = bindings.counterpart_class(type(live))
        if own is type_.cls or type_.args or key_hints(type_.cls) is not None:
            return type_
        exact = type_of_value(live)
        return exact if isinstance(exact, t.ClassType) else type_

    def _check_class(self, live: Any, type_: t.ClassType, name: str) -> None:
        from naja.compiler.front.classes.classes import effective_mro

        if key_hints(type_.cls) is not None and type(live) is dict:
            return
        if type_.cls not in effective_mro(type(live)):
            shown = (
                type_of_value(live).name
                if not isinstance(live, types.ModuleType | types.FunctionType)
                else "a function or module"
            )
            raise Unsupported(None, f"{name} is {shown} at build time, which is not {type_.name}")

    def _fill(self, static: ir.StaticObject, live: Any, type_: t.ClassType, name: str) -> None:
        kind = type(live)
        if kind is list:
            self._list(static, live, type_.args[0], name)
        elif kind is tuple:
            self._var_tuple(static, live, type_.args[0], name)
        elif kind is bytearray:
            self._bytearray(static, live, name)
        elif kind is dict:
            self.hashed(static, live, self._base(type_, "dict"), name)
        elif kind in (set, frozenset):
            self._set(static, live, type_.args[0], name)
        elif kind in library_values.KINDS:
            library_values.fill(self, static, live, type_, name)
        elif kind is bigint:
            library_values.fill_bigint(self, static, live, name)
        elif kind is range:
            static.fields = {
                n: ir.Const(t.INT, getattr(live, n)) for n in ("start", "stop", "step")
            }
        elif is_of_program(kind) and builtin_base(kind):
            self._container(static, live, type_, name)
        elif is_enum(kind):
            self._enum(static, live, type_)
        else:
            made = library_objects.as_counterpart(live)
            self._instance(static, live if made is None else made, type_, name)

    def _base(self, type_: t.ClassType, name: str) -> t.ClassType:
        """The builtin container that objects of a class are, with what it holds."""
        return self.world.class_info(type_).owner_type(bindings.builtin_class(name))

    def _container(self, static: ir.StaticObject, live: Any, type_: t.ClassType, name: str) -> None:
        """An object of a class of the program that derives from list, dict or set."""
        kind = builtin_base(type(live))
        base = self._base(type_, kind)
        if kind == "list":
            self._list(static, list(live), base.args[0], name)
        elif kind == "dict":
            self.hashed(static, live, base, name)
        else:
            self._set(static, live, base.args[0], name)
        filled = dict(static.fields)
        self._instance(static, live, type_, name)
        static.fields.update(filled)

    def _list(self, static: ir.StaticObject, live: list[Any], item: t.Type, name: str) -> None:
        array = self.array(live, item, name, mutable=True)
        static.fields = {"length": ir.Const(t.INT, len(live)), "items": array}

    def _var_tuple(
        self, static: ir.StaticObject, live: tuple[Any, ...], item: t.Type, name: str
    ) -> None:
        array = self.array(list(live), item, name, mutable=False)
        static.mutable = False
        static.fields = {"length": ir.Const(t.INT, len(live)), "items": array}

    def _bytearray(self, static: ir.StaticObject, live: bytearray, name: str) -> None:
        array = self.array(list(live), t.U8, name, mutable=True)
        count = ir.Const(t.INT, len(live))
        static.fields = {"length": count, "capacity": count, "data": array}

    def hashed(self, static: ir.StaticObject, live: Any, type_: t.ClassType, name: str) -> None:
        """Entries in order; the runtime builds the index at the first look-up, under its own
        hash."""
        count = ir.Const(t.INT, len(live))
        static.fields = {"length": count, "used": count, "capacity": count}
        columns = {"keys_at": list(live), "values_at": list(live.values())}
        for (column, values), item in zip(columns.items(), type_.args, strict=True):
            static.fields[column] = self.array(values, item, name, mutable=True)

    def _set(self, static: ir.StaticObject, live: Any, item: t.Type, name: str) -> None:
        """Keys in order, and the size of CPython's table, which a set does not tell but its own
        size does; the runtime lays them out at the first use."""
        slots = (live.__sizeof__() - set().__sizeof__()) // 16 or 8
        static.fields = {
            "length": ir.Const(t.INT, len(live)),
            "mask": ir.Const(t.INT, slots - 1),
            "keys_at": self.array(list(live), item, name, mutable=True),
        }

    def _enum(self, static: ir.StaticObject, live: enum.Enum, type_: t.ClassType) -> None:
        fields = self.world.class_info(type_).fields
        static.mutable = len(fields) > 2
        for name, fact in fields.items():
            static.fields[name] = self.value(getattr(live, name), fact.read(None), name)

    def _instance(self, static: ir.StaticObject, live: Any, type_: t.ClassType, name: str) -> None:
        info = self.world.class_info(type_)
        parameters = getattr(type(live), "__dataclass_params__", None)
        static.mutable = not (parameters is not None and parameters.frozen)
        for field_name, fact in info.fields.items():
            origin = info.origins.get(field_name)
            if origin is not None and t.DISPLAY_NAMES.get(origin.cls) in ("list", "dict", "set"):
                continue
            try:
                value = presence.kept_value(live, field_name)
            except AttributeError:
                presence.note_unset(
                    self.world, self.world.class_info(info.origins[field_name]), field_name
                )
                continue
            if not fact.fixed:
                fact.grow(live_container(self.world, value, field_name, type_of_value(value)))
            else:
                fact.take(type_of_value(value))
            self._keep_field(static, field_name, value, fact, name)

    def _keep_field(
        self, static: ir.StaticObject, field: str, value: Any, fact: Fact, name: str
    ) -> None:
        """A field of an object; one with an empty collection waits until it is known what goes
        in."""
        if variables(fact.read(None)):
            self.waiting.append((static, field, value, fact, name))
        else:
            static.fields[field] = self.value(value, fact.read(None), f"{name}.{field}")

    def keep_waiting(self) -> bool:
        """All else is known: whether some fields have waited. What nothing is put in may as well
        hold numbers."""
        waiting, self.waiting = self.waiting, []
        for static, field, value, fact, name in waiting:
            for variable in variables(fact.read(None)):
                variable.solve(t.INT)
            self._keep_field(static, field, value, fact, name)
        return bool(waiting)

    def array(self, values: list[Any], item: t.Type, name: str, mutable: bool) -> ir.Value:
        """The elements of a collection as an array block; null when there are none."""
        pointer = t.ptr_type(item)
        if not values:
            return ir.Const(pointer, 0)
        static = ir.StaticObject(self.world.symbol(f"{name}.items"), "array", item, mutable)
        code = PACKING.get(item.name) if isinstance(item, t.IntType) or item is t.FLOAT else None
        if code is not None:
            for value in values:
                self.value(value, item, name)
            static.tail = struct.pack(f"<{len(values)}{code}", *values)
        else:
            static.items = [self.value(v, item, f"{name}[{i}]") for i, v in enumerate(values)]
        return ir.StaticRef(pointer, static)

    def variable(self, namespace_id: int, name: str, live: Any, type_: t.Type) -> ir.StaticObject:
        """The storage of a module-level variable that changes at run time."""
        key = (namespace_id, name)
        if key not in self.strings:
            static = ir.StaticObject(self.world.symbol(name), "variable", type_, True)
            self.strings[key] = static
            static.items = [self.value(live, type_, name)]
        static = self.strings[key]
        if static.type is not type_:
            static.type, static.items = type_, [self.value(live, type_, name)]
        return static


def belongs_to_program(module: types.ModuleType) -> bool:
    package = module.__name__.partition(".")[0]
    return (package != "naja" and package not in sys.stdlib_module_names) or package == "__main__"


def _takes_none(type_: t.Type) -> bool:
    return type_ in (t.NONE, t.OBJECT) or (isinstance(type_, t.UnionType) and type_.optional)


def _freezable(live: Any) -> bool:
    """Whether the fields of an object are known: its class has source or a counterpart."""
    if isinstance(live, type | types.ModuleType | types.FunctionType):
        return False
    module = sys.modules.get(type(live).__module__)
    return hasattr(module, "__file__") or bindings.is_bound(type(live))


def number_cell(value: ir.Const, union: t.Type) -> ir.ConstTuple:
    """A constant number as a member of a union of numbers."""
    number = value.value
    assert number is not None
    bits = 0 if isinstance(number, float) else int(number) & t.U64.high
    if value.type is t.FLOAT:
        bits = struct.unpack("<Q", struct.pack("<d", float(number)))[0]
    return ir.ConstTuple(union, (ir.Const(t.U8, t.NUMBER_TAGS[value.type]), ir.Const(t.U64, bits)))


def retyped(value: ir.Value, type_: t.Type) -> ir.Value:
    """The same address under another pointer type."""
    if isinstance(value, ir.StaticRef):
        return ir.StaticRef(type_, value.object)
    if isinstance(value, ir.Const):
        return ir.Const(type_, value.value)
    return value
