"""Making objects: classes called, dataclass methods made up from their fields, enums looked up,
tuples of any length."""

from __future__ import annotations

import ast
import dataclasses
import enum
import typing
from inspect import CO_VARARGS, CO_VARKEYWORDS
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.annotations.placeholders import Placeholder
from naja.compiler.front.annotations.widening import element
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Default, Rest
from naja.compiler.front.classes import enums, generated, inheritance
from naja.compiler.front.classes.classes import ClassInfo, is_named_tuple, is_protocol
from naja.compiler.front.classes.presence import leaves_out
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.objects.freeze import type_of_value
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import (
    NONE_VALUE,
    BuiltinCall,
    Expression,
    Live,
    const_int,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


_HOOK_REMEDIES = {
    "__del__": "use a context manager, or a method that the program calls",
    "__getattribute__": "name the attributes, or use a property",
}
_HOOKS = set(_HOOK_REMEDIES)


class Construct(Builder):
    """See the module."""

    def construct_live(
        self: Lowering,
        cls: type,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
        expected: t.Type | None = None,
    ) -> ir.Value:
        """cls(args) for a live class without explicit type arguments."""
        mapped = bindings.counterpart_class(cls)
        if enums.is_enum(mapped):
            return self._enum_lookup(mapped, args, node)
        self._refuse_value_class(mapped, node)
        parameters = getattr(mapped, "__parameters__", ())
        if not parameters:
            return self.construct(t.class_type(mapped), args, keywords, node)
        for item in self.members(known(expected)) if expected is not None else ():
            if isinstance(item, t.ClassType) and item.cls is mapped and not has_var(item):
                return self.construct(item, args, keywords, node)
        return self._construct_generic(mapped, parameters, args, keywords, node)

    def _refuse_value_class(self, cls: type, node: ast.AST) -> None:
        """Numbers, text and tuples are values, of which there are no other kinds."""
        base = next(
            (b for b in (str, int, float, bytes, tuple, frozenset) if b in cls.__mro__), None
        )
        if base is None or is_named_tuple(cls) or not is_of_program(cls):
            return
        reason = f"{cls.__name__} derives from {base.__name__}, of which Naja has no subclasses"
        raise Unsupported(node, reason, f"keep the {base.__name__} in an attribute, or use NewType")

    def _construct_generic(
        self: Lowering,
        cls: type,
        parameters: Any,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """The type arguments follow from what __init__ is given, or later from use."""
        found: dict[t.Type, t.Type] = {}
        init = self.initializer(cls)
        if init is not None:
            where = sources.function_node(init)
            assert where is not None
            bound = self.bind(
                self._live_parameters(init, where[1], node)[1:], args, keywords, cls.__name__, node
            )
            names = [p.name for p in self._live_parameters(init, where[1], node)[1:]]
            by_position = {id(a): i for i, a in enumerate(args)}
            given = [
                (name, part)
                for name, argument in zip(names, bound, strict=True)
                for part in (argument.parts if isinstance(argument, Rest) else [argument])
            ]
            for name, argument in given:
                annotation = notations.stated(init, name)
                if isinstance(argument, Default) and isinstance(annotation, str | typing.TypeVar):
                    wanted = self.parameter_type(annotation, self._own_env(cls, init), init)
                    if isinstance(wanted, Placeholder):
                        found.setdefault(wanted, type_of_value(argument.live))
                if annotation is None or not isinstance(argument, ir.Value | ast.expr):
                    continue
                wanted = self.parameter_type(annotation, self._own_env(cls, init), init)
                value = (
                    argument
                    if isinstance(argument, ir.Value)
                    else self.value(argument, None if _open(wanted) else wanted)
                )
                self.match(wanted, value.type, found)
                if id(argument) in by_position:
                    args[by_position[id(argument)]] = value
                else:
                    keywords = [(k, value if a is argument else a) for k, a in keywords]
        from naja.compiler.front.annotations.placeholders import placeholder

        arguments = tuple(
            element(found[placeholder(p)], self.inst.elements)
            if placeholder(p) in found
            else self.inst.variable(node, i)
            for i, p in enumerate(parameters)
        )
        type_ = t.class_type(cls, arguments)
        return (
            self.pending(type_) if has_var(type_) else self.construct(type_, args, keywords, node)
        )

    def _own_env(self: Lowering, cls: type, init: Any) -> notations.Env:
        """Type variables of the class that defines __init__, in terms of those of the class that
        is made."""
        from naja.compiler.front.annotations.placeholders import placeholder
        from naja.compiler.front.classes.classes import base_type, effective_mro

        own = {p: placeholder(p) for p in getattr(cls, "__parameters__", ())}
        for base in effective_mro(cls):
            if vars(base).get("__init__") is init and base is not cls:
                reached = base_type(t.class_type(cls, tuple(own.values())), base, dict(own))
                return dict(zip(getattr(base, "__parameters__", ()), reached.args, strict=False))
        return dict(own)

    def construct(
        self: Lowering, type_: t.ClassType, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """A call of a class: its metaclass may answer."""
        called = self.called_by_metaclass(type_.cls, args, keywords, node)
        if called is not None:
            return called
        return self.construct_plain(type_, args, keywords, node)

    def construct_plain(
        self: Lowering, type_: t.ClassType, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """A new object of exactly this type."""
        made = self.made_by_program(type_, args, keywords, node)
        if made is not None:
            return made
        if "_new" in vars(type_.cls):
            return self._by_new(type_, args, keywords, node)
        if self.is_numbered_error(type_, args):
            return self.numbered_error(args, node)
        info = self.world.class_info(type_)
        found = self.find_method(type_, "__init__")
        if (found is None or found[1] is None) and (args or keywords):
            for argument in (*args, *(value for _, value in keywords)):
                if isinstance(argument, ast.expr):
                    self.value(argument)  # before it turns out that nobody takes them
            text = f"{type_.name}() takes no arguments"
            problem = Unsupported(node, text, "remove them, or define __init__")
            raise problem.as_certain(TypeError, f"{type_.cls.__name__}() takes no arguments")
        self._refuse_abstract(type_, node)
        self._refuse_hooks(info.mro, node)
        target = self.allocate(type_)
        self._class_defaults(info, target)
        if found is None or found[1] is None:
            return target
        owner, live = found
        if self.fill_container(target, owner, args, keywords, node):
            return target
        args = self.exception_arguments(owner, live, args, target)
        if hasattr(live, "functions"):
            live = self.choose_overload(live.functions, owner, args, keywords, node, target)
        self.call_function(self.plain_function(live), owner, [target, *args], keywords, node)
        return target

    def _refuse_hooks(self, mro: list[type], node: ast.AST) -> None:
        """Methods that CPython calls behind the program's back and compiled code would not."""
        for cls in mro:
            for name in sorted(_HOOKS & set(vars(cls))):
                code = getattr(
                    getattr(vars(cls)[name], "__func__", vars(cls)[name]), "__code__", None
                )
                if code is not None and not code.co_filename.startswith("<"):
                    raise Unsupported(
                        node, f"{name} of {cls.__name__} is not compiled", _HOOK_REMEDIES[name]
                    )

    def _refuse_abstract(self, type_: t.ClassType, node: ast.AST) -> None:
        missing = getattr(type_.cls, "__abstractmethods__", None)
        if missing:
            raise Unsupported(
                node,
                f"{type_.name} is abstract: it does not define {', '.join(sorted(missing))}",
                "make an object of a class that does",
            ).as_certain(TypeError, _abstract_text(type_.cls))
        if is_protocol(type_.cls):
            reason = f"{type_.name} is a protocol: there are no objects of it"
            raise Unsupported(node, reason, "make an object of a class below it").as_certain(
                TypeError, "Protocols cannot be instantiated"
            )

    def _class_defaults(self: Lowering, info: ClassInfo, target: ir.Value) -> None:
        """Attributes that the class body gives a value and methods change start with that value."""
        from naja.compiler.front.objects.freeze import type_of_value

        self.hold_surroundings(info.cls, target)
        for name, live in info.defaults.items():
            if self._changes(info, name):
                continue
            fact = info.fields[name]
            if not fact.fixed:
                fact.grow(type_of_value(live))
            else:
                fact.take(type_of_value(live))
            value = self.world.freezer.value(live, self.need(fact.read(self.inst)), name)
            self.set_field(target, name, value)

    def _changes(self: Lowering, info: ClassInfo, name: str) -> bool:
        """Whether the value of a class body that stands behind a field of subclasses changes: no
        object may show it then."""
        owner = inheritance.definer(info.cls, name)
        if owner is None or info.library:
            return False
        if name in self.world.class_info(info.owner_type(owner)).fields:
            return False
        self.world.class_readers.setdefault((owner, name), set()).add(self.inst)
        if (owner, name) not in self.world.class_variables:
            return False
        if leaves_out(info.cls, name):
            raise Unsupported(
                self.node,
                f"'{name}' is set on the class {owner.__name__} and on objects of {info.type.name}",
                "use two names",
            )
        return True

    def _by_new(
        self: Lowering, type_: t.ClassType, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """str, bytes, tuple …: made whole by a function."""
        live = vars(type_.cls)["_new"]
        self.world.make_live(type_)
        if type_.cls in (bindings.builtin_class("bytes"), bindings.builtin_class("bytearray")):
            args = [self._as_list(a) for a in args]
        chosen = (
            self.choose_overload(live.functions, None, args, keywords, node)
            if hasattr(live, "functions")
            else live
        )
        return self.call_function(self.plain_function(chosen), None, args, keywords, node)

    def _as_list(self: Lowering, argument: Any) -> Any:
        """bytes(range(3)): an iterable that is neither a list nor bytes already, as a list."""
        if not isinstance(argument, ir.Value):
            argument = self.value(argument)
        type_ = known(argument.type)
        whole = ("list", "str", "bytes", "bytearray", "memoryview")
        if isinstance(type_, t.ClassType) and t.DISPLAY_NAMES.get(type_.cls, "") in whole:
            return argument
        if not isinstance(type_, t.ClassType | t.TupleType):
            return argument
        return self.collect(bindings.builtin_class("list"), argument, None, self.node)

    def call_replace(self: Lowering, call: BuiltinCall) -> ir.Value:
        """dataclasses.replace: a new object with some fields changed."""
        node, args, keywords = call.node, call.args, call.keywords
        source = self.value(args[0])
        type_ = self.need(source.type)
        if not isinstance(type_, t.ClassType) or not dataclasses.is_dataclass(type_.cls):
            raise Unsupported(node, f"replace() of {type_.name}", "pass a dataclass object")
        given = dict(keywords)
        for field in dataclasses.fields(type_.cls):
            if field.init and field.name not in given:
                given[field.name] = self.get_field(source, field.name)
        return self.construct(type_, [], list(given.items()), node)

    def call_asdict(self: Lowering, call: BuiltinCall) -> ir.Value:
        return self._convert_dataclass(call, "__naja_asdict__")

    def call_astuple(self: Lowering, call: BuiltinCall) -> ir.Value:
        return self._convert_dataclass(call, "__naja_astuple__")

    def _convert_dataclass(self: Lowering, call: BuiltinCall, name: str) -> ir.Value:
        """dataclasses.asdict and astuple: by a method made for the class."""
        value = self.value(call.args[0])
        type_ = self.need(value.type)
        if not isinstance(type_, t.ClassType) or not dataclasses.is_dataclass(type_.cls):
            reason = f"{name.strip('_').removeprefix('naja_')}() of {type_.name}"
            raise Unsupported(call.node, reason, "pass a dataclass object")
        return self.call_method(value, name, [], call.node)

    def settle_fields(self: Lowering, info: ClassInfo) -> None:
        """Lower __init__ so that the types of the fields that it sets become known."""
        found = self.find_method(info.type, "__init__")
        if found is None or found[1] is None or hasattr(found[1], "functions"):
            return
        function = self.plain_function(found[1])
        code = function.__code__
        names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
        stars = code.co_flags & (CO_VARARGS | CO_VARKEYWORDS)
        if stars or any(notations.stated(function, n) is None for n in names):
            return
        instance = self.world.instance(
            function,
            found[0],
            self.world.class_info(found[0]).env,
            {function.__code__.co_varnames[0]: found[0]},
        )
        if instance.state == "new":
            self.world.lower(instance)

    def initializer(self: Lowering, cls: type) -> Any:
        """The function that a call of the class runs, or None."""
        found = self.find_method(
            t.class_type(cls, tuple(t.UNKNOWN for _ in getattr(cls, "__parameters__", ()))),
            "__init__",
        )
        if found is None or found[1] is None or hasattr(found[1], "functions"):
            return None
        return self.plain_function(found[1])

    # ---- methods made up ------------------------------------------------------------------------

    def synthesized(self: Lowering, cls: type, name: str) -> Any:
        """A method that CPython generates: dataclasses', as real source text; None if there is
        none."""
        key = (cls, name)
        if key not in self.world.made_methods:
            self.world.made_methods[key] = generated.method(cls, name, self.world.main)
        return self.world.made_methods[key]

    # ---- enums ----------------------------------------------------------------------------------

    def _enum_lookup(self: Lowering, cls: type, args: list[Any], node: ast.AST) -> ir.Value:
        """Color(3): the member with that value, ValueError when there is none."""
        if len(args) != 1:
            raise Unsupported(node, f"{cls.__name__}(…) takes one value", "")
        value = args[0] if isinstance(args[0], ir.Value) else self.value(args[0])
        if known(value.type) is t.class_type(cls):
            return value
        if issubclass(cls, enum.Flag):
            number = self.coerce(value, t.INT, node)
            return self.call_function(enums.maker(cls), None, [number], [], node)
        value = self.plain_of_enum(value) or value
        ends: list[Any] = []
        for member in cls:  # type: ignore[attr-defined]
            mine, other = self.new_block("member"), self.new_block("other")
            wanted = self.world.freezer.value(
                member.value, self.world.class_info(t.class_type(cls)).fields["value"].read(None)
            )
            self.branch(self.compare_values("eq", value, wanted, node), mine, other)
            self.enter_block(mine)
            if self.block is not None:
                self.end_here(ends, self.freeze_live(Live(member, member.name), None, node))
            self.enter_block(other)
            if self.block is None:
                break
        if self.block is not None and enums.is_written_class_method(cls, "_missing_"):
            found = self.call_class_method(vars(cls)["_missing_"].__func__, cls, [value], [], node)
            self._missing_member(found, cls, ends)
        if self.block is not None:
            shown = self.repr_of(value, node)
            text = self.call_runtime(
                "str", "concat", shown, self.world.freezer.string(f" is not a valid {cls.__name__}")
            )
            self.raise_runtime("value_error", text)
        return self.merge(ends)

    def _missing_member(self: Lowering, found: ir.Value, cls: type, ends: list[Any]) -> None:
        """What `_missing_` gives is the member, unless it is None."""
        if known(found.type) is t.NONE:
            return
        good, bad = self.new_block("found"), self.new_block("missing")
        there = self.negate(self.relate(ast.Is(), found, NONE_VALUE, self.node))
        self.branch(there, good, bad)
        self.enter_block(good)
        if self.block is not None:
            self.end_here(ends, self.unwrap(found, t.class_type(cls)))
        self.enter_block(bad)

    def int_of_enum(self: Lowering, value: ir.Value) -> ir.Value | None:
        """The number that an IntEnum member, or an int, is."""
        type_ = known(value.type)
        if is_number(type_):
            return value
        if isinstance(type_, t.ClassType) and enums.plain_base(type_.cls) is int:
            return self.get_field(value, "value")
        return None

    def plain_of_enum(self: Lowering, value: ir.Value) -> ir.Value | None:
        """The number or text that a member of an enum is, which derives from int or str."""
        type_ = known(value.type)
        if isinstance(type_, t.ClassType) and enums.plain_base(type_.cls) is not None:
            return self.get_field(value, "value")
        return None

    # ---- tuples of any length -------------------------------------------------------------------

    def variable_tuple(
        self: Lowering, value: ir.Value, have: t.TupleType, type_: t.ClassType, node: ast.AST | None
    ) -> ir.Value:
        """A fixed tuple as tuple[X, ...]."""
        items = [self.tuple_item(value, at, item) for at, item in enumerate(have.items)]
        return self.tuple_of(items, type_, node)

    def variable_tuple_display(
        self: Lowering, nodes: list[ast.expr], type_: t.ClassType
    ) -> Expression:
        wanted = known(type_.args[0])
        return self.tuple_of(
            [self.value(n, None if has_var(wanted) else wanted) for n in nodes], type_, None
        )

    def tuple_of(
        self: Lowering, items: list[ir.Value], type_: t.ClassType, node: ast.AST | None
    ) -> ir.Value:
        element = self.need(type_.args[0])
        result = self.allocate(type_)
        if items:
            pointer = self.allocate_array(element, const_int(len(items)))
            for at, item in enumerate(items):
                stored = self.coerce(item, element, node)
                self.emit(
                    ir.StorePtr(
                        loc=self.loc, pointer=pointer, index=const_int(at), value=stored, fresh=True
                    )
                )
            self.set_field(result, "items", pointer)
            self.set_field(result, "length", const_int(len(items)))
        return result


def _open(type_: t.Type) -> bool:
    from naja.compiler.front.annotations.placeholders import mentions_placeholder

    return mentions_placeholder(type_)


def _abstract_text(cls: type) -> str:
    """What CPython says when an object of an abstract class is made."""
    try:
        object.__new__(cls)
    except TypeError as error:
        return str(error)
    return ""
