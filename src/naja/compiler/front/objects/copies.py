"""copy.copy and copy.deepcopy, by the type of what is copied.

Objects of the program are copied by a method made for each class, so that an object is copied as
its own class says: `__copy__` and `__deepcopy__` where it has them, else a new object with the same
fields, which `__init__` does not see."""

from __future__ import annotations

import ast
import copyreg
import dataclasses
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import COPY, DEEP_COPY
from naja.compiler.front.classes.enums import is_enum
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.container_classes import builtin_base
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import NONE_VALUE, Expression, const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.classes.classes import ClassInfo
    from naja.compiler.front.function import Lowering

_OWN = {COPY: "__copy__", DEEP_COPY: "__deepcopy__"}
_TEXTS = {
    (COPY, False): """def __naja_copy__(self) -> Own:
    return copied_object(self)
""",
    (COPY, True): """def __naja_copy__(self):
    return self.__copy__()
""",
    (DEEP_COPY, False): """def __naja_deepcopy__(self, memo: Memo) -> Own:
    address = object_address(self)
    if address in memo:
        return object_at(Own, memo.found(address))
    result = copied_object(self)
    memo.note(address, object_address(result))
    copy_fields_deeply(result, memo)
    return result
""",
    (DEEP_COPY, True): """def __naja_deepcopy__(self, memo: Memo):
    address = object_address(self)
    if address in memo:
        return object_at(Own, memo.found(address))
    result = self.__deepcopy__(memo)
    memo.note(address, object_address(result))
    return result
""",
}
_STEERS = (
    *("__reduce__", "__reduce_ex__", "__getstate__", "__setstate__"),
    *("__getnewargs__", "__getnewargs_ex__", "__new__"),
)
_PLAIN = ("str", "bytes", "range", "complex")


def method_text(cls: type, name: str, values: dict[str, Any]) -> str | None:
    """The source of the method that copies an object of the class; None for a class that the
    program has not written."""
    from naja.lang import unsafe
    from naja.runtime.copying import Memo

    if not is_of_program(cls):
        return None
    if is_enum(cls):
        memo = ", memo" * (name == DEEP_COPY)
        return f"def {name}(self{memo}) -> Own:\n    return self\n"
    own = any(_OWN[name] in vars(c) for c in cls.__mro__)
    if not own:
        _refuse_steered(cls)
    values["Memo"] = Memo
    for used in ("object_address", "object_at", "copied_object", "copy_fields_deeply"):
        values[used] = getattr(unsafe, used)
    return _TEXTS[name, own]


def _refuse_steered(cls: type) -> None:
    """What CPython's copy would ask, or make by other means than a new object with these fields."""
    remedy = "define __copy__ and __deepcopy__, or write a method that makes the copy"
    for base in filter(is_of_program, cls.__mro__):
        known_ones = {"__new__", "__getnewargs__"} if "_fields" in vars(base) else set()
        if "__dataclass_params__" in vars(base):
            known_ones |= {n for n in _STEERS if _made_by_dataclass(vars(base).get(n))}
        found = next((n for n in _STEERS if n in vars(base) and n not in known_ones), None)
        if found is not None:
            reason = f"a copy of {cls.__name__} asks its {found}, which is not compiled"
            raise Unsupported(None, reason, remedy)
    if builtin_base(cls) or issubclass(cls, BaseException) or cls in copyreg.dispatch_table:
        raise Unsupported(None, f"a copy of {cls.__name__} is not compiled", remedy)


def _made_by_dataclass(live: Any) -> bool:
    """What frozen dataclasses with slots have: it takes and gives the fields."""
    return getattr(live, "__module__", "") == dataclasses.__name__


def is_atomic(type_: t.Type) -> bool:
    """Whether the values are their own copies."""
    if isinstance(type_, t.TupleType):
        return all(is_atomic(i) for i in type_.items)
    if isinstance(type_, t.UnionType) and not isinstance(type_, t.RecursiveUnion):
        return all(is_atomic(i) for i in type_.items)
    if isinstance(type_, t.ClassType):
        return is_enum(type_.cls) or type_.cls in map(bindings.builtin_class, _PLAIN)
    if isinstance(type_, t.FunctionType):
        return not type_.items
    return isinstance(type_, t.IntType | t.FloatType | t.NoneType | t.NeverType)


class Copies(Builder):
    """See the module."""

    def intrinsic_is_atomic(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return const_bool(is_atomic(self.need(self.evaluate_type(args[0]))))

    def intrinsic_shallow_copied(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self._copied(self.value(args[0]), node)

    def _copied(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        type_ = self.need(value.type)
        if is_atomic(type_) or isinstance(type_, t.TupleType | t.CallableType | t.FunctionType):
            return value
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._copied(v, node))
        if not isinstance(type_, t.ClassType):
            raise _not_copied(type_, node)
        shown = t.DISPLAY_NAMES.get(type_.cls, "")
        if shown in ("frozenset", "tuple"):
            return value
        if is_of_program(type_.cls):
            return self.call_method(value, COPY, [], node)
        if not self.has_method(type_, "copy"):
            raise _not_copied(type_, node)
        return self.call_method(value, "copy", [], node)

    def intrinsic_deep_copied(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        return self._deep_copied(self.value(args[0]), self.value(args[1]), node)

    def _deep_copied(self: Lowering, value: ir.Value, memo: ir.Value, node: ast.AST) -> ir.Value:
        type_ = self.need(value.type)
        if is_atomic(type_):
            return value
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self._deep(v, memo, node))
        if isinstance(type_, t.TupleType):
            parts = [
                self._deep(self.tuple_item(value, at, part), memo, node)
                for at, part in enumerate(type_.items)
            ]
            return self.make_tuple(parts)
        if not isinstance(type_, t.ClassType):
            raise _not_copied(type_, node)
        if is_of_program(type_.cls):
            return self.call_method(value, DEEP_COPY, [memo], node)
        kinds = bindings.runtime("copying", "KINDS")
        if not any(cls in kinds for cls in self.world.class_info(type_).mro):
            raise _not_copied(type_, node)
        constant = t.DISPLAY_NAMES.get(type_.cls, "") in ("frozenset", "tuple")
        live = bindings.runtime("copying", "deep_constant" if constant else "deep_container")
        return self.call_function(live, None, [value, memo], [], node)

    def _deep(self: Lowering, value: ir.Value, memo: ir.Value, node: ast.AST) -> ir.Value:
        live = bindings.runtime("copying", "_deep")
        return self.call_function(live, None, [value, memo], [], node)

    def intrinsic_copied_object(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        source = self.value(args[0])
        type_ = known(source.type)
        assert isinstance(type_, t.ClassType)
        result = self.allocate(type_)
        layout = self.world.class_info(type_).layout
        self.intrinsic("copy_fields", t.NONE, [result, source], layout=layout)
        return result

    def intrinsic_copy_fields_deeply(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        target, memo = self.value(args[0]), self.value(args[1])
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        info = self.world.class_info(type_)
        for name, fact in info.fields.items():
            held = known(fact.read(self.inst))
            shared = "@" in name  # the variables around a class inside a function
            if held is not t.UNKNOWN and not is_atomic(held) and not shared:
                self._copy_field(target, info, name, memo, node)
        return NONE_VALUE

    def _copy_field(
        self: Lowering, target: ir.Value, info: ClassInfo, name: str, memo: ir.Value, node: ast.AST
    ) -> None:
        """A field that is set, unless it holds what the body of the class gives all objects."""
        after = self.new_block("copied")
        if self.has_flag(info, name):
            there = self.new_block("there")
            self.branch(self.flag_of(target, info, name), there, after)
            self.enter_block(there)
        value = self.get_field(target, name)
        if name in info.defaults and known(value.type).is_pointer:
            shared = self.world.freezer.value(info.defaults[name], self.need(value.type), name)
            own = self.new_block("own")
            self.branch(self.compare("eq", value, shared), after, own)
            self.enter_block(own)
        self.set_field(target, name, self._deep(value, memo, node))
        self.goto(after)
        self.enter_block(after)

    def intrinsic_keep_objects(self: Lowering, node: ast.AST, args: list[Any]) -> Expression:
        self._keep(self.value(args[0]), self.value(args[1]), node)
        return NONE_VALUE

    def _keep(self: Lowering, value: ir.Value, memo: ir.Value, node: ast.AST) -> None:
        type_ = self.need(value.type)
        if isinstance(type_, t.TupleType):
            for at, part in enumerate(type_.items):
                self._keep(self.tuple_item(value, at, part), memo, node)
        elif type_.is_pointer:
            address = self.intrinsic("object_address", t.INT, [value])
            self.call_method(memo, "keep", [address], node)


def _not_copied(type_: t.Type, node: ast.AST) -> Unsupported:
    reason = f"a copy of {t.class_name(type_)} is not compiled"
    return Unsupported(node, reason, "write a function that makes the copy")
