"""Calls of build-time objects: builtins that need the compiler (isinstance, str, int, print …), classes, live functions;
and the methods of numbers, tuples and coroutines, which are not objects here."""

from __future__ import annotations

import ast
import builtins
import importlib
import struct
import types
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import notations, bindings
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import effective_mro
from naja.compiler.front.coercion import is_number
from naja.compiler.front.facts import has_var, known
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

NUMBER_MODULES = {"int": "integer", "float": "floating", "bool": "integer", "u64": "integer"}


class Specials(Builder):
    """See the module."""

    def allows_stars(self, node: ast.Call) -> bool:
        return False

    def call_live(self: Lowering, target: Live, node: ast.Call, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        live = target.object
        args: list[Any] = [self.world.as_list(a) if isinstance(a, ast.GeneratorExp) else a for a in node.args]
        keywords: list[Any] = [(k.arg or "", k.value) for k in node.keywords]
        if any(live is f for f in _TAKE_LISTS) and len(args) == 1:
            args = [self._listed(args[0])]
        special = self.special_call(live)
        if special is not None:
            return special(node, args, keywords, expected)
        handler = self.intrinsic_handler(live)
        if handler is not None:
            return handler(node, args)
        if isinstance(live, types.GenericAlias | typing._GenericAlias):  # type: ignore[attr-defined]
            return self._construct_alias(live, args, keywords, node)
        if isinstance(live, types.MethodType):
            return self._bound_live(live, args, keywords, node)
        if isinstance(live, type):
            return self._call_class(live, args, keywords, node, expected)
        return self._call_function_object(target, args, keywords, node)

    def _listed(self: Lowering, argument: Any) -> Any:  # type: ignore[misc]
        """Any iterable as a list, so that the type of its items is known."""
        if isinstance(argument, ast.ListComp | ast.List):
            return argument
        item = self.expression(argument)
        if isinstance(item, Live) and isinstance(item.object, type):
            return argument
        value = self.materialise(item, None, argument)
        list_class = bindings.builtin_class("list")
        if isinstance(known(value.type), t.ClassType) and known(value.type).cls is list_class:  # type: ignore[attr-defined]
            return value
        return self.collect(list_class, value, None, argument)

    def _call_function_object(self: Lowering, target: Live, args: list[Any], keywords: list[Any], node: ast.Call) -> Expression:  # type: ignore[misc]
        live = bindings.counterpart(target.object)
        if self.world.main is not None and live is bindings.runtime("start", "program"):
            return self.call_instance(self.world.main, [])
        if hasattr(live, "functions"):
            live = self.choose_overload(live.functions, None, args, keywords, node)
        handler = self.intrinsic_handler(live)
        if handler is not None:
            return handler(node, args)
        if isinstance(live, type):
            return self._call_class(live, args, keywords, node, None)
        if isinstance(live, types.MethodType):
            return self._bound_live(live, args, keywords, node)
        live = getattr(live, "__wrapped__", live) if not isinstance(live, types.FunctionType) else live
        if isinstance(live, types.FunctionType):
            return self.call_function(live, self._owner_of(live, args), args, keywords, node)
        if isinstance(live, types.BuiltinFunctionType | types.BuiltinMethodType) or getattr(live, "__module__", "") == "builtins":
            raise Unsupported(node, f"{target.name or getattr(live, '__name__', live)}() is not compiled", "docs/language.md lists the builtins that are")
        value = self.freeze_live(target, None, node)
        return self.call_value(value, args, keywords, node)

    def _owner_of(self: Lowering, function: types.FunctionType, args: list[Any]) -> t.ClassType | None:  # type: ignore[misc]
        """`Base.__init__(self, …)`: a method taken from its class; the owner is the receiver's base of that class."""
        if not args or "." not in function.__qualname__ or "<locals>" in function.__qualname__.split(".")[-2]:
            return None
        first = args[0] if isinstance(args[0], ir.Value) else None
        if first is None and isinstance(args[0], ast.Name) and args[0].id in self.slots:
            first = self.value(args[0])
            args[0] = first
        type_ = known(first.type) if first is not None else None
        if not isinstance(type_, t.ClassType):
            return None
        info = self.world.class_info(type_)
        for cls in info.mro:
            if function in vars(cls).values():
                owner = info.owner_type(cls)
                assert first is not None
                args[0] = self.convert(first, owner)
                return owner
        return None

    def _bound_live(self: Lowering, live: types.MethodType, args: list[Any], keywords: list[Any], node: ast.AST) -> Expression:  # type: ignore[misc]
        if isinstance(live.__self__, type):
            return self.call_class_method(live.__func__, live.__self__, args, keywords, node)
        receiver = self.freeze_live(Live(live.__self__, "self"), None, node)
        return self.call_method(receiver, live.__name__, args, node, keywords)

    def _construct_alias(self: Lowering, live: Any, args: list[Any], keywords: list[Any], node: ast.AST) -> Expression:  # type: ignore[misc]
        """list[int](), Stack[str](…), Ptr[u8](address)."""
        type_ = notations.resolve(live, self.inst.env, self.inst.namespace)
        if isinstance(type_, t.PtrType):
            return self.convert(self.value(args[0]), type_)
        assert isinstance(type_, t.ClassType)
        if args and type_.cls.__module__.startswith("naja.runtime") and not keywords and "_new" not in vars(type_.cls):
            return self.collect(type_.cls, args[0], type_, node)
        return self.construct(type_, args, keywords, node)

    def _call_class(self: Lowering, live: type, args: list[Any], keywords: list[Any], node: ast.Call, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        number = notations.NUMBERS.get(live)
        if isinstance(number, t.IntType):
            return self.make_fixed(number, args, node)
        cls = bindings.counterpart_class(live)
        name = t.DISPLAY_NAMES.get(cls, "")
        if name == "tuple" and not args:
            return ir.ConstTuple(t.tuple_type(()), ())
        if name in ("list", "set", "frozenset", "dict", "tuple") and args and not keywords:
            return self.collect(cls, args[0], expected, node)
        if name == "dict" and keywords:
            raise Unsupported(node, "dict(name=…) is not compiled yet", "use a dict display")
        return self.construct_live(live, args, keywords, node, expected)

    def collect(self: Lowering, cls: type, argument: Any, expected: t.Type | None, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """list(iterable), set(…), tuple(…), dict(pairs): a loop that puts each item in."""
        name = t.DISPLAY_NAMES[cls]
        if isinstance(argument, ir.Value):
            source = self.source_of(argument, node)
        else:
            source = self.source(argument)
        kind = "list" if name == "tuple" else "set" if name == "frozenset" else name
        wanted = self._element(expected, name, 0)
        args: tuple[t.Type, ...] = (wanted or self.inst.variable(node, 0),)
        if kind == "dict":
            args = (args[0], self._element(expected, "dict", 1) or self.inst.variable(node, 1))
        target = self.new_object(bindings.builtin_type(kind, *args), node)
        holder = self.local("result", target.type)
        if not has_var(target.type):
            self.store(holder, target)
        head, after = self.new_block("each"), self.new_block("after")
        self.forget_changed(node)
        self.goto(head)
        self.enter_block(head)
        source.advance(after)
        item = source.item()
        if kind == "dict":
            self._collect_pair(holder, args, item, node)
        else:
            self.solve_element(args[0], item.type)
            self.call_method(self.load(holder), "append" if kind == "list" else "add", [item], node)
        self.goto(head)
        self.enter_block(after)
        result = self.load(holder)
        if name in ("tuple", "frozenset"):
            return self.construct(t.class_type(cls, (self.need(args[0]),)), [result], [], node)
        return result

    def _collect_pair(self: Lowering, holder: ir.Local, args: tuple[t.Type, ...], item: ir.Value, node: ast.AST) -> None:  # type: ignore[misc]
        type_ = known(item.type)
        if isinstance(type_, t.TupleType) and len(type_.items) == 2:
            pair = [self.tuple_item(item, i, x) for i, x in enumerate(type_.items)]
        else:
            source = self.value(node.args[0]) if isinstance(node, ast.Call) else item
            pair = [item, self.call_method(source, "__getitem__", [item], node)]
        for arg, part in zip(args, pair, strict=True):
            self.solve_element(arg, part.type)
        self.call_method(self.load(holder), "__setitem__", pair, node)

    # ---- builtins -------------------------------------------------------------------------------------------

    def special_call(self: Lowering, live: Any) -> Callable[..., Expression] | None:  # type: ignore[misc]
        name = _NAMES.get(id(live))
        return getattr(self, f"call_{name}") if name else None

    def call_print(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        return self.print_call(node)

    def call_isinstance(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        yes, no = self.new_block("is"), self.new_block("not")
        self.isinstance_condition(node, yes, no)
        ends: list[Any] = []
        for block, answer in ((yes, True), (no, False)):
            self.enter_block(block)
            self.end_here(ends, const_bool(answer))
        return self.merge(ends)

    def isinstance_condition(self: Lowering, node: ast.Call, yes: ir.Block, no: ir.Block) -> None:  # type: ignore[misc]
        """Branch on isinstance(x, C), narrowing x on both sides; folded where the types decide."""
        from naja.compiler.front.expressions import path_of

        value = self.value(node.args[0])
        classes = self._classes(node.args[1])
        type_ = self.need(value.type)
        members = self.members(type_)
        if type_ is t.OBJECT:
            self._object_test(value, classes, path_of(node.args[0]), yes, no)
            return
        yes_flow, no_flow = self.flow.copy(), self.flow.copy()
        matching: list[t.Type] = []
        rest: list[t.Type] = []
        unsure: list[t.ClassType] = []
        for member in members:
            verdict = self._instance_of(member, classes)
            if verdict is True:
                matching.append(member)
            elif verdict is False:
                rest.append(member)
            else:
                matching += verdict
                unsure += verdict
                rest.append(member)
        path = path_of(node.args[0])
        if path and matching:
            yes_flow.narrowed[path] = t.union_type(matching)
        if path and rest:
            no_flow.narrowed[path] = t.union_type(rest)
        if not matching or not rest:
            self.branch(const_bool(bool(matching)), yes, no, yes_flow, no_flow)
            return
        self._member_test(value, matching, t.NONE in members, yes, no, yes_flow, no_flow)

    def _member_test(self: Lowering, value: ir.Value, matching: list[t.Type], nullable: bool, yes: ir.Block, no: ir.Block, yes_flow: Any, no_flow: Any) -> None:  # type: ignore[misc]
        if nullable:
            some = self.new_block("some")
            self.branch(self.compare("eq", value, ir.Const(value.type, None)), yes if t.NONE in matching else no, some, yes_flow if t.NONE in matching else no_flow, self.flow)
            self.enter_block(some)
        tests = [m for m in matching if m is not t.NONE]
        for at, member in enumerate(tests):
            test = self.is_member(value, member)
            if at == len(tests) - 1:
                self.branch(test, yes, no, yes_flow, no_flow)
            else:
                following = self.new_block("or")
                self.branch(test, yes, following, yes_flow, self.flow)
                self.enter_block(following)

    def _object_test(self: Lowering, value: ir.Value, classes: list[t.Type], path: str, yes: ir.Block, no: ir.Block) -> None:  # type: ignore[misc]
        yes_flow = self.flow.copy()
        if path:
            yes_flow.narrowed[path] = t.union_type(list(classes))
        self._member_test(value, classes, True, yes, no, yes_flow, self.flow.copy())

    def _classes(self: Lowering, node: ast.expr) -> list[t.Type]:  # type: ignore[misc]
        """The types that isinstance tests for."""
        if isinstance(node, ast.Tuple):
            return [c for e in node.elts for c in self._classes(e)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return [*self._classes(node.left), *self._classes(node.right)]
        if isinstance(node, ast.Constant) and node.value is None:
            return [t.NONE]
        item = self.expression(node)
        if not isinstance(item, Live):
            raise Unsupported(node, "the class has to be known at build time", "name the class")
        found: list[t.Type] = []
        lives = item.object if isinstance(item.object, tuple) else typing.get_args(item.object) or (item.object,)
        for live in lives:
            if live is tuple or live is Callable:
                raise Unsupported(node, f"isinstance with {live} is not compiled", "compare with None, or use a class of your own")
            if live in notations.NUMBERS:
                found.append(notations.NUMBERS[live])
                if live is int:
                    found.append(t.BOOL)
            elif isinstance(live, typing.TypeVar) and live in self.inst.env:
                found.append(self.inst.env[live])
            elif isinstance(live, type):
                found.append(t.class_type(bindings.counterpart_class(live)))
            else:
                raise Unsupported(node, f"isinstance with {live} is not compiled", "name a class")
        return found

    def _instance_of(self: Lowering, member: t.Type, classes: list[t.Type]) -> bool | list[t.ClassType]:  # type: ignore[misc]
        """True, False, or the narrower classes that a test at run time has to find."""
        narrower: list[t.ClassType] = []
        for cls in classes:
            if member is cls:
                return True
            if isinstance(member, t.ClassType) and isinstance(cls, t.ClassType):
                if cls.cls in self.world.class_info(member).mro:
                    return True
                if member.cls in effective_mro(cls.cls):
                    narrower.append(cls)
        return narrower or False

    def call_issubclass(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        items = [self.expression(a) for a in args]
        if all(isinstance(i, Live) for i in items):
            return const_bool(issubclass(items[0].object, items[1].object))  # type: ignore[union-attr]
        raise Unsupported(node, "issubclass is compiled only for classes known at build time", "use isinstance")

    def call_len(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if len(args) != 1:
            raise Unsupported(node, "len() takes one argument", "")
        item = self.expression(args[0])
        value = self.materialise(item, None, args[0])
        type_ = self.need(value.type)
        if isinstance(type_, t.TupleType):
            return const_int(len(type_.items))
        if isinstance(type_, t.ClassType) and not self.has_method(type_, "__len__"):
            raise Unsupported(node, f"{type_.name} has no length", "define __len__")
        return self.call_method(value, "__len__", [], node)

    def call_str(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if len(args) == 1 and not keywords:
            return self.to_str(self.value(args[0]), node)
        return self.construct(bindings.builtin_type("str"), args, keywords, node)

    def call_repr(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        return self.repr_of(self.value(args[0]), node)

    def call_format(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        spec = self.value(args[1]) if len(args) > 1 else self.text("")
        return self.format_value(self.value(args[0]), spec, node)

    def call_bool(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        return self.truth(self.value(args[0]), node) if args else const_bool(False)

    def call_int(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if not args:
            return const_int(0)
        base: Any = args[1] if len(args) > 1 else dict(keywords).get("base")
        value = self.value(args[0])
        return self._int_of(value, const_int(10) if base is None else self.typed(base, t.INT), node)

    def _int_of(self: Lowering, value: ir.Value, base: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        type_ = self.need(value.type)
        if type_ is t.U64:
            number = self.convert(value, t.INT)
            self.check(self.compare("ge", number, const_int(0)), "overflow")
            return number
        if isinstance(type_, t.IntType):
            return self.to_int(value)
        if isinstance(type_, t.PtrType):
            return self.convert(value, t.INT)
        if type_ is t.FLOAT:
            return self.call_runtime("floating", "to_int", value)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._int_of(v, base, node))
        if type_ is bindings.builtin_type("str"):
            return self.call_runtime("parse", "int_from_str", value, base)
        if isinstance(type_, t.ClassType) and type_ is bindings.builtin_type("bytes"):
            return self._int_of(self.call_method(value, "decode", [self.text("latin-1")], node), base, node)
        number_or_none = self.int_of_enum(value)
        if number_or_none is not None:
            return number_or_none
        return self.call_method(value, "__int__", [], node)

    def call_float(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if not args:
            return ir.Const(t.FLOAT, 0.0)
        value = self.value(args[0])
        type_ = self.need(value.type)
        if isinstance(value, ir.StaticRef):
            from naja.compiler.front.printing import constant_text

            text = constant_text(value)
            if text is not None:
                try:
                    return ir.Const(t.FLOAT, float(text))
                except ValueError:
                    pass
        if type_ is t.FLOAT:
            return value
        if isinstance(type_, t.IntType):
            return self._to_float(value)
        if type_ is bindings.builtin_type("str"):
            return self.call_runtime("parse", "float_from_str", value)
        return self.call_method(value, "__float__", [], node)

    def call_hash(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        return self.hash_of(self.value(args[0]), node)

    def hash_of(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """hash(value)."""
        type_ = self.need(value.type)
        if type_ is t.FLOAT:
            return self.call_runtime("hash", "hash_float", value)
        if isinstance(type_, t.IntType):
            return self.call_runtime("hash", "hash_int", self.convert(value, t.INT))
        if type_ is t.NONE:
            return const_int(0)
        if isinstance(type_, t.TupleType):
            result: ir.Value = const_int(len(type_.items))
            for at, item in enumerate(type_.items):
                part = self.hash_of(self.tuple_item(value, at, item), node)
                result = self.call_runtime("hash", "hash_combine", result, part)
            return result
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self.hash_of(v, node))
        if isinstance(type_, t.ClassType):
            if self.has_method(type_, "__hash__"):
                return self.call_method(value, "__hash__", [], node)
            if self.has_method(type_, "__eq__"):
                raise Unsupported(node, f"{type_.name} is not hashable: it defines __eq__ without __hash__", "define __hash__, or use a frozen dataclass")
            number = self.int_of_enum(value)
            if number is not None:
                return self.hash_of(number, node)
        address = self.temp(t.INT)
        self.emit(ir.Intrinsic(loc=self.loc, dst=address, name="object_address", args=[value]))
        return self.call_runtime("hash", "hash_identity", address)

    def call_id(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        value = self.as_pointer(self.value(args[0]))
        address = self.temp(t.INT)
        self.emit(ir.Intrinsic(loc=self.loc, dst=address, name="object_address", args=[value]))
        return address

    def call_type(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        value = self.value(args[0])
        type_ = self.need(value.type)
        if isinstance(type_, t.ClassType) and not self.world.may_override(type_, ""):
            return Live(type_.cls, type_.name)
        for live, number in notations.NUMBERS.items():
            if number is type_ and isinstance(live, type):
                return Live(live, live.__name__)
        if isinstance(type_, t.ClassType):
            return TypeOf(type_, value)  # type: ignore[return-value]
        raise Unsupported(node, f"type() of {type_.name} is not compiled", "use isinstance")

    def call_callable(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        item = self.expression(args[0])
        if isinstance(item, Live):
            return const_bool(callable(item.object))
        type_ = known(self.as_value(item, node).type)
        return const_bool(isinstance(type_, t.CallableType))

    def call_hasattr(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        type_ = self.need(self.value(args[0]).type)
        if not isinstance(type_, t.ClassType) or not isinstance(args[1], ast.Constant):
            raise Unsupported(node, "hasattr needs an object of one class and a constant name", "use isinstance")
        info = self.world.class_info(type_)
        return const_bool(args[1].value in info.fields or self.find_method(type_, args[1].value) is not None)

    def call_getattr(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if len(args) < 2 or not isinstance(args[1], ast.Constant):
            raise Unsupported(node, "getattr needs a constant name", "write the attribute, or use a dict")
        made = ast.copy_location(ast.Attribute(args[0], str(args[1].value), ast.Load()), node)
        return self.expression(made)

    def call_cast(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        """typing.cast: checked where the type does not say so already."""
        type_ = self.evaluate_type(args[0])
        value = self.value(args[1], type_)
        have = known(value.type)
        if isinstance(have, t.UnionType | t.ObjectType) and have is not type_ and not self.fits(have, type_):
            return self._recheck_cast(value, type_)
        if isinstance(have, t.ClassType) and isinstance(type_, t.ClassType) and not self.is_subclass(have, type_):
            return self._recheck_cast(value, type_)
        return self.coerce(value, type_, node)

    def _recheck_cast(self: Lowering, value: ir.Value, type_: t.Type) -> ir.Value:  # type: ignore[misc]
        good, bad = self.new_block("is"), self.new_block("isnot")
        self.branch(self._is_any(value, type_), good, bad, likely=True)
        self.enter_block(bad)
        if self.block is not None:
            self.raise_runtime("type_error", self.text(f"cast: the object is not {type_.name}"))
        self.enter_block(good)
        return self.unwrap(value, type_)

    def call_any(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        return self._any_all(node, args, True)

    def call_all(self: Lowering, node: ast.Call, args: list[Any], keywords: list[Any], expected: t.Type | None) -> Expression:  # type: ignore[misc]
        return self._any_all(node, args, False)

    def _any_all(self: Lowering, node: ast.Call, args: list[Any], stop_on: bool) -> ir.Value:  # type: ignore[misc]
        """any and all stop at the first item that decides."""
        answer = self.local("answer", t.BOOL)
        self.store(answer, const_bool(not stop_on))
        after = self.new_block("decided")
        argument = node.args[0]

        def test() -> None:
            assert isinstance(argument, ast.GeneratorExp)
            self._decide(self.truth(self.value(argument.elt), node), stop_on, answer, after)

        if isinstance(argument, ast.GeneratorExp):
            self.generate(argument.generators, test)
        else:
            source = self.source(argument)
            head, end = self.new_block("each"), self.new_block("end")
            self.goto(head)
            self.enter_block(head)
            source.advance(end)
            self._decide(self.truth(source.item(), node), stop_on, answer, after)
            self.goto(head)
            self.enter_block(end)
        self.goto(after)
        self.enter_block(after)
        return self.load(answer)

    def _decide(self: Lowering, value: ir.Value, stop_on: bool, answer: ir.Local, after: ir.Block) -> None:  # type: ignore[misc]
        found, go_on = self.new_block("found"), self.new_block("go")
        yes, no = (found, go_on) if stop_on else (go_on, found)
        self.branch(value, yes, no)
        self.enter_block(found)
        self.store(answer, const_bool(stop_on))
        self.goto(after)
        self.enter_block(go_on)

    # ---- fixed-width numbers --------------------------------------------------------------------------------

    def make_fixed(self: Lowering, type_: t.IntType, args: list[Any], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """u16(x): checked conversion."""
        if not args:
            return const_int(0, type_)
        value = args[0] if isinstance(args[0], ir.Value) else self.value(args[0], type_)
        have = self.need(value.type)
        if have is type_:
            return value
        if not isinstance(have, t.IntType):
            value = self._int_of(value, const_int(10), node)
        if isinstance(value, ir.Const) and isinstance(value.value, int):
            if not type_.low <= value.value <= type_.high:
                raise Unsupported(node, f"{value.value} does not fit into {type_.name}", f"use {type_.name}.wrap(…) to cut it")
            return ir.Const(type_, int(value.value))
        if have is t.U64:
            high = ir.Const(t.U64, type_.high)
            self._check_fits(self.compare("le", value, high), type_)
            return self.convert(value, type_)
        number = self.to_int(value)
        inside = self.compare("ge", number, const_int(type_.low))
        if type_.bits < 64:
            inside = self.arith("and", inside, self.compare("le", number, const_int(type_.high)), t.BOOL)
        self._check_fits(inside, type_)
        return self.convert(number, type_)

    def _check_fits(self: Lowering, condition: ir.Value, type_: t.IntType) -> None:  # type: ignore[misc]
        good, bad = self.new_block("fits"), self.new_block("wide")
        self.branch(condition, good, bad, likely=True)
        self.enter_block(bad)
        self.raise_runtime("narrow", self.text(type_.name))
        self.enter_block(good)

    # ---- values that are not objects ------------------------------------------------------------------------

    def special_attribute(self: Lowering, target: ir.Value, name: str, node: ast.AST) -> Expression:  # type: ignore[misc]
        from naja.compiler.front.values import BoundMethod

        type_ = known(target.type)
        if isinstance(type_, t.PtrType) and name == "address":
            return self.convert(target, t.INT)
        if is_number(type_) and name in ("real", "numerator"):
            return target
        return BoundMethod(target, name)

    def special_method(self: Lowering, target: ir.Value, name: str, args: list[Any], keywords: list[Any], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """Methods of numbers, fixed tuples, raw pointers."""
        type_ = self.need(target.type)
        if isinstance(type_, t.PtrType) and name == "cast":
            return self.convert(target, t.ptr_type(self.evaluate_type(args[0])))
        if name in _DUNDERS:
            return self._dunder(target, name, args, node)
        if is_number(type_):
            module = importlib.import_module("naja.runtime." + ("integer" if isinstance(type_, t.IntType) else "floating"))
            function = getattr(module, name, None)
            if isinstance(function, types.FunctionType):
                first = target if type_ is t.FLOAT else self.to_int(target)
                return self.call_function(function, None, [first, *args], keywords, node)
        if isinstance(type_, t.TupleType):
            return self._tuple_method(target, type_, name, args, node)
        raise Unsupported(node, f"{type_.name} has no method '{name}'", "docs/language.md lists the methods of each type")

    def _dunder(self: Lowering, target: ir.Value, name: str, args: list[Any], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        values = [a if isinstance(a, ir.Value) else self.value(a) for a in args]
        if name == "__len__":
            type_ = known(target.type)
            if isinstance(type_, t.TupleType):
                return const_int(len(type_.items))
        if name in ("__str__", "__repr__"):
            return self.repr_of(target, node)
        if name == "__hash__":
            return self.hash_of(target, node)
        if name in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__", "__ne__"):
            return self.compare_values(name.strip("_"), target, values[0], node)
        raise Unsupported(node, f"{target.type.name} has no method '{name}'", "use the operator")

    def _tuple_method(self: Lowering, target: ir.Value, type_: t.TupleType, name: str, args: list[Any], node: ast.AST) -> ir.Value:  # type: ignore[misc]
        joined: t.Type = t.NEVER
        for item in type_.items:
            joined = self.join_values(joined, item)
        whole = t.class_type(bindings.builtin_class("tuple"), (joined,))
        return self.call_method(self.variable_tuple(target, type_, whole, node), name, args, node)

    def special_object_method(self: Lowering, receiver: ir.Value, name: str, args: list[Any], node: ast.AST) -> ir.Value | None:  # type: ignore[misc]
        """Methods that every object has."""
        if name == "__str__":
            return self.repr_of(receiver, node)
        if name == "__hash__":
            return self.hash_of(receiver, node)
        if name == "__repr__":
            return self.repr_of(receiver, node)
        if name in ("__eq__", "__ne__"):
            other = args[0] if isinstance(args[0], ir.Value) else self.value(args[0])
            return self.compare_values(name.strip("_"), receiver, other, node)
        number = self.int_of_enum(receiver)
        if number is not None and number is not receiver:
            return self.call_method(number, name, args, node)
        if name == "with_traceback":
            return receiver
        return None

    # ---- await ----------------------------------------------------------------------------------------------

    def await_value(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """await: a coroutine, or an object whose `_wait` is one."""
        type_ = self.need(value.type)
        if isinstance(type_, t.ClassType) and self.has_method(type_, "_wait"):
            value = self.call_method(value, "_wait", [], node)
            type_ = self.need(value.type)
        if not isinstance(type_, t.CoroutineType):
            raise Unsupported(node, f"{type_.name} cannot be awaited", "await a coroutine, a task or a future")
        if not self.inst.is_coroutine:
            raise Unsupported(node, "await outside an async function", "make the function async")
        dst = None if type_.result in (t.NONE, t.NEVER) else self.temp(type_.result)
        self.emit(ir.Await(loc=self.loc, dst=dst, coroutine=value, handler=self.handler))
        return dst if dst is not None else ir.Const(t.NONE, None)


class TypeOf:
    """type(x) of an object whose class is known only at run time; only its name can be used."""

    def __init__(self, type_: t.ClassType, value: ir.Value) -> None:
        self.type, self.value = type_, value


_DUNDERS = {"__len__", "__str__", "__repr__", "__hash__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
_SPECIAL = {
    "print": print, "isinstance": isinstance, "issubclass": issubclass, "len": len, "str": str, "repr": repr,
    "format": format, "bool": bool, "int": int, "float": float, "hash": hash, "id": id, "type": type,
    "callable": callable, "hasattr": hasattr, "getattr": getattr, "cast": typing.cast, "any": any, "all": all,
}  # fmt: skip
_TAKE_LISTS = (sorted, min, max, sum)
_NAMES = {id(v): k for k, v in _SPECIAL.items()}

__all__ = ["Specials", "builtins", "struct"]
