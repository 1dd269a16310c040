"""Containers of the library that are made from items: deque(xs), Counter(text), defaultdict(list).

A class says by `_collects` which method takes one item (`__setitem__`: the two of a pair), and by
`_counts` which one takes an item where no mapping is given.
"""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.annotations.placeholders import placeholder
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import base_type, effective_mro
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.statements.iteration import CursorSource, Source
from naja.compiler.front.values import Live, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class LibraryCalls(Builder):
    """See the module."""

    def container_call(
        self: Lowering,
        cls: type,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
        expected: t.Type | None,
    ) -> ir.Value | None:
        """A container of the library with its items; None for any other class."""
        if not cls.__module__.startswith("naja.") or not hasattr(cls, "_collects"):
            return None
        leading: list[Any] = []
        wanted = self.expected_arguments(cls, expected)
        if "default_factory" in getattr(cls, "__annotations__", {}):
            leading, args, wanted = self._factory(args, keywords, wanted, node)
            keywords = [k for k in keywords if k[0] != "default_factory"]
        arguments = tuple(
            wanted[at] if at in wanted else self.inst.variable(node, at)
            for at in range(len(cls.__parameters__))  # type: ignore[attr-defined]
        )
        items = args[0] if args else dict(keywords).get("iterable")
        named = [("maxlen", a) for a in args[1:2]]
        named += [
            (k, a if k or isinstance(a, ir.Value) else self.value(a))
            for k, a in keywords
            if k != "iterable"
        ]
        own = [(k, a) for k, a in named if k == "maxlen"]
        type_ = t.class_type(cls, arguments)
        target = (
            self.pending(type_) if has_var(type_) else self.construct(type_, leading, own, node)
        )
        holder = self.local("result", target.type)
        if not has_var(target.type):
            self.store(holder, target)
        if items is not None:
            self.put_all(holder, cls, arguments, items, node)
        for name, argument in named:
            if not name:
                self.put_all(holder, cls, arguments, argument, node)
            elif (name, argument) not in own:
                self._refuse_twice(named, name, node)
                self._put(holder, arguments, [self.text(name), self.value(argument)], node)
        return self.load(holder)

    def _refuse_twice(
        self: Lowering, named: list[tuple[str, Any]], name: str, node: ast.AST
    ) -> None:
        """`dict(**d, name=1)`: TypeError where d has the name too."""
        mapping = next((a for n, a in named if not n), None)
        if mapping is not None:
            found = self.contains(mapping, self.text(name), node)
            text = f"dict() got multiple values for keyword argument '{name}'"
            self.unless(self.negate(found), "type_error", text)

    def _factory(
        self: Lowering, args: list[Any], keywords: list[Any], wanted: dict[int, t.Type], node: Any
    ) -> tuple[list[Any], list[Any], dict[int, t.Type]]:
        """The factory of a defaultdict as a value, what repr() shows for it, and the type of the
        values, which it tells."""
        factory = args[0] if args else dict(keywords).get("default_factory")
        if factory is None or (isinstance(factory, ast.Constant) and factory.value is None):
            return [], args[1:], wanted
        item = factory if isinstance(factory, ir.Value) else self.expression(factory)
        shown = "<function>"
        if isinstance(item, Live) and isinstance(item.object, type | types.GenericAlias):
            shown = _shown_class(item.object)
            made = wanted.get(1) or self._made_by(item.object, node)
            if has_var(made):
                return [], args[1:], {**wanted, 1: made}
            item = self.materialise(item, t.callable_type((), made), factory)
        elif not isinstance(item, ir.Value):
            type_ = t.callable_type((), wanted[1]) if 1 in wanted else None
            item = self.materialise(item, type_, factory)
        type_ = self._callable(item, factory)
        return [item, self.text(shown)], args[1:], {**wanted, 1: wanted.get(1) or type_.result}

    def _callable(self: Lowering, value: ir.Value, node: Any) -> t.CallableType:
        for type_ in self.members(known(value.type)):
            if isinstance(type_, t.CallableType):
                return type_
        shown = known(value.type).name
        raise Unsupported(node, f"{shown} cannot be called", "pass a function or a class")

    def _made_by(self: Lowering, cls: type | types.GenericAlias, node: ast.AST) -> t.Type:
        """What calling a class without arguments gives."""
        if isinstance(cls, types.GenericAlias):
            return notations.resolve(cls, self.inst.env, self.inst.namespace)
        if cls in notations.NUMBERS:
            return notations.NUMBERS[cls]
        mapped = bindings.counterpart_class(cls)
        parameters = getattr(mapped, "__parameters__", ())
        arguments = (self.inst.variable(node, 8 + at) for at in range(len(parameters)))
        return t.class_type(mapped, tuple(arguments))

    def expected_arguments(self: Lowering, cls: type, expected: t.Type | None) -> dict[int, t.Type]:
        """The type arguments that a class needs so that its objects are what is expected."""
        parameters = getattr(cls, "__parameters__", ())
        own = {p: placeholder(p) for p in parameters}
        for item in self.members(known(expected)) if expected is not None else ():
            if not isinstance(item, t.ClassType) or item.cls not in effective_mro(cls):
                continue
            derived = t.class_type(cls, tuple(own.values()))
            found: dict[t.Type, t.Type] = {}
            self.match(base_type(derived, item.cls, dict(own)), item, found)
            return {
                at: found[own[p]]
                for at, p in enumerate(parameters)
                if own[p] in found and not has_var(found[own[p]])
            }
        return {}

    def put_all(
        self: Lowering,
        holder: ir.Local,
        cls: type,
        arguments: tuple[t.Type, ...],
        items: Any,
        node: ast.AST,
    ) -> None:
        """Each item of an iterable into the container."""
        given = isinstance(items, ir.Value)
        source = self.source_of(items, node) if given else self.source(items)
        collects: str = cls._collects  # type: ignore[attr-defined]
        pairs = collects == "__setitem__"
        mapping = self.mapping_of(source)
        counts = getattr(cls, "_counts", "") if mapping is None else ""
        number = self.counter()
        head, after = self.new_block("each"), self.new_block("after")
        self.forget_changed(node)
        self.goto(head)
        self.enter_block(head)
        source.advance(after)
        item = source.item()
        if counts or not pairs:
            self.solve_element(arguments[0], item.type)
            method = counts or collects
            self.call_method(self.load(holder), method, [item], node)
        elif mapping is not None:
            value = self.call_method(self.load(mapping), "__getitem__", [item], node)
            self._put(holder, arguments, [item, value], node)
        else:
            self._put(holder, arguments, self.pair_of(item, number, node), node)
        self.goto(head)
        self.enter_block(after)

    def _put(
        self: Lowering,
        holder: ir.Local,
        arguments: tuple[t.Type, ...],
        pair: list[ir.Value],
        node: ast.AST,
    ) -> None:
        for argument, part in zip(arguments, pair, strict=False):
            self.solve_element(argument, part.type)
        self.call_method(self.load(holder), "__setitem__", list(pair), node)

    def mapping_of(self: Lowering, source: Source) -> ir.Local | None:
        """The dict that a source walks through, or None."""
        if not isinstance(source, CursorSource):
            return None
        type_ = known(source.container.type)
        dict_class = bindings.builtin_class("dict")
        is_dict = isinstance(type_, t.ClassType) and dict_class in effective_mro(type_.cls)
        return source.container if is_dict else None

    def counter(self: Lowering) -> ir.Local:
        """How many pairs have been taken, for pair_of."""
        number = self.local("number", t.INT)
        self.store(number, const_int(0))
        return number

    def pair_of(self: Lowering, item: ir.Value, number: ir.Local, node: ast.AST) -> list[ir.Value]:
        """Key and value of an item that is a pair: a tuple, or a sequence of two items."""
        type_ = known(item.type)
        if isinstance(type_, t.ClassType) and self.has_method(type_, "__getslice__"):
            length = self.call_method(item, "__len__", [], node)
            good, bad = self.new_block("pair"), self.new_block("other")
            self.branch(self.compare("eq", length, const_int(2)), good, bad, likely=True)
            self.enter_block(bad)
            self.raise_runtime("no_pair", self.load(number), length)
            self.enter_block(good)
            self.store(number, self.arith("add", self.load(number), const_int(1)))
            return [self.call_method(item, "__getitem__", [const_int(at)], node) for at in (0, 1)]
        if not isinstance(type_, t.TupleType) or len(type_.items) != 2:
            raise Unsupported(node, f"{type_.name} is no pair", "give dict() pairs, or a dict")
        return [self.tuple_item(item, at, part) for at, part in enumerate(type_.items)]


def _shown_class(cls: type | types.GenericAlias) -> str:
    return repr(cls) if isinstance(cls, types.GenericAlias) else f"<class '{_full_name(cls)}'>"


def _full_name(cls: type) -> str:
    module = cls.__module__
    return cls.__qualname__ if module == "builtins" else f"{module}.{cls.__qualname__}"
