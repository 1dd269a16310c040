"""TypedDict: a dict of text and of the union of what its keys hold, of a class of its own.

A constant key has the declared type: what is put under it is checked when the image is built, what
is read is tested, so that what a computed key may have left there raises TypeError.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.typed_dict_classes import class_of_typed_dict, key_hints
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import NONE_VALUE, Evaluated
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_BY_KEY = {"__getitem__": 1, "__setitem__": 2, "get": 2, "pop": 2, "setdefault": 2}


class TypedDicts(Builder):
    """See the module."""

    def typed_dict_display(
        self: Lowering, node: ast.Dict, expected: t.Type | None
    ) -> ir.Value | None:
        """A display where a TypedDict is expected; None for others."""
        type_ = self._expected_typed_dict(node, expected)
        if type_ is None:
            return None
        pairs: list[tuple[Any, ast.expr]] = list(zip(node.keys, node.values, strict=True))
        return self._new_typed_dict(type_, pairs, node)

    def _expected_typed_dict(
        self: Lowering, node: ast.Dict, expected: t.Type | None
    ) -> t.ClassType | None:
        members = self.members(known(expected)) if expected is not None else []
        kinds = [m for m in members if isinstance(m, t.ClassType) and key_hints(m.cls) is not None]
        names = [self.constant_name(k) for k in node.keys if isinstance(k, ast.Constant)]
        if not kinds or any(k is not None and not isinstance(k, ast.Constant) for k in node.keys):
            return None
        fitting = [k for k in kinds if set(names) <= set(key_hints(k.cls) or {})]
        return fitting[0] if fitting else None

    def _new_typed_dict(
        self: Lowering,
        type_: t.ClassType,
        pairs: list[tuple[Any, Any]],
        node: ast.AST,
    ) -> ir.Value:
        result = self.allocate(type_)
        values: list[tuple[Any, ir.Value]] = []
        for key, value in pairs:
            name = None if key is None else self.constant_name(key)
            wanted = type_ if name is None else self._key_type(type_, name, node)
            item = value if isinstance(value, ir.Value) else self.value(value, wanted)
            values.append((key, self.coerce(item, wanted, node)))
        base = self._dict_of(type_)
        for key, item in values:
            if key is None:
                take = vars(base.cls)["_take"]
                self.call_function(self.plain_function(take), base, [result, item], [], node)
            else:
                self.call_method(result, "__setitem__", [self.value(key), item], node)
        return result

    def _dict_of(self: Lowering, type_: t.ClassType) -> t.ClassType:
        return self.world.class_info(type_).owner_type(bindings.builtin_class("dict"))

    def _key_type(self: Lowering, type_: t.ClassType, name: str, node: ast.AST) -> t.Type:
        hints = key_hints(type_.cls) or {}
        if name not in hints:
            raise Unsupported(node, f"{type_.name} has no key '{name}'", "correct the spelling")
        return notations.resolve(hints[name], {}, {})

    def call_typed_dict(
        self: Lowering, live: Any, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """Movie(name="…", year=…) and Movie({…})."""
        type_ = t.class_type(class_of_typed_dict(live))
        pairs: list[tuple[Any, Any]] = [(None, a) for a in args]
        for name, value in keywords:
            pairs.append((ast.copy_location(ast.Constant(name), node) if name else None, value))
        return self._new_typed_dict(type_, pairs, node)

    def typed_dict_method(
        self: Lowering,
        receiver: ir.Value,
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value | None:
        """A method of a TypedDict by a constant key, `copy` and `update`; None for any other."""
        type_ = known(receiver.type)
        if not isinstance(type_, t.ClassType) or key_hints(type_.cls) is None:
            return None
        base = self.convert(receiver, self._dict_of(type_))
        if name == "copy" and not args:
            return self._new_typed_dict(type_, [(None, _held(receiver, node))], node)
        if name == "update" and len(args) <= 1:
            return self._update_typed(base, type_, args, keywords, node)
        if keywords or not 1 <= len(args) <= _BY_KEY.get(name, 0):
            return None
        key = self.constant_name(args[0])
        if key is None:
            return None
        return self._by_key(base, type_, name, key, args[1:], node)

    def _update_typed(
        self: Lowering,
        base: ir.Value,
        type_: t.ClassType,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """m.update({"year": 3}), m.update(other, year=3)"""
        pairs: list[tuple[Any, Any]] = []
        for given in args:
            if isinstance(given, ast.Dict):
                pairs += zip(given.keys, given.values, strict=True)
            else:
                pairs.append((None, given))
        pairs += [(ast.copy_location(ast.Constant(n), node), v) for n, v in keywords]
        made = self._new_typed_dict(type_, pairs, node)
        whole = self._dict_of(type_)
        take = self.plain_function(vars(whole.cls)["_take"])
        self.call_function(take, whole, [base, made], [], node)
        return NONE_VALUE

    def _by_key(
        self: Lowering,
        base: ir.Value,
        type_: t.ClassType,
        name: str,
        key: str,
        rest: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        wanted, text = self._key_type(type_, key, node), self.text(key)
        given = [a if isinstance(a, ir.Value) else self.value(a, wanted) for a in rest]
        if name == "__setitem__":
            stored = self.coerce(given[0], wanted, node)
            return self.call_method(base, name, [text, stored], node)
        if name == "__getitem__" or (name == "pop" and not given):
            return self._as_declared(self.call_method(base, name, [text], node), wanted)
        ends: list[End] = []
        there, absent = self.new_block("there"), self.new_block("absent")
        self.branch(self.call_method(base, "__contains__", [text], node), there, absent)
        self.enter_block(there)
        read = "pop" if name == "pop" else "__getitem__"
        found = self.call_method(base, read, [text], node)
        self.end_here(ends, self._as_declared(found, wanted))
        self.enter_block(absent)
        if name == "setdefault":
            default = self.coerce(given[0], wanted, node)
            self.call_method(base, "__setitem__", [text, default], node)
        else:
            default = given[0] if given else NONE_VALUE
        self.end_here(ends, default)
        return self.merge(ends)

    def _as_declared(self: Lowering, value: ir.Value, wanted: t.Type) -> ir.Value:
        have = known(value.type)
        if have is wanted or not isinstance(have, t.UnionType):
            return value if have is wanted else self.coerce(value, wanted)
        return self._recheck_cast(value, wanted)


def _held(value: ir.Value, node: ast.AST) -> ast.expr:
    return ast.copy_location(Evaluated(value), node)
