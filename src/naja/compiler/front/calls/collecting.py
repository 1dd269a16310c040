"""Lists, sets and dicts made from iterables: list(x), sorted(x), dict(pairs)."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Spread
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.statements.iteration import CursorSource, Source
from naja.compiler.front.values import Evaluated, Live
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_WHOLE = {"list": ("list", "_extend_list"), "dict": ("dict", "_update_dict")}
_PUT = {"list": "append", "set": "add", "frozenset": "_include"}


class Collecting(Builder):
    """Lowers calls that gather the items of an iterable."""

    def _by_value(self: Lowering, argument: Any, keywords: list[Any]) -> list[Any]:
        """`max(d, key=d.get)`: every key of d is there, so d[key] is asked, which is never None."""
        mapping = argument
        if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
            mapping = argument.func.value if argument.func.attr == "keys" else None
        if not isinstance(mapping, ast.Name | ast.Attribute):
            return keywords
        return [
            (name, self._item_getter(key) if name == "key" and _gets(key, mapping) else key)
            for name, key in keywords
        ]

    def _item_getter(self: Lowering, key: ast.Attribute) -> ast.expr:
        if not self._is_dict(key.value):
            return key
        made: Any = ast.copy_location(ast.Attribute(key.value, "__getitem__", ast.Load()), key)
        self.world.nodes[id(key)] = key
        return self.world.adapters.setdefault(("getter", id(key)), made)  # type: ignore[no-any-return]

    def _is_dict(self: Lowering, node: ast.expr) -> bool:
        item = self.expression(node)
        value = item if isinstance(item, ir.Value) else self.materialise(item, None, node)
        type_ = known(value.type)
        return isinstance(type_, t.ClassType) and type_.cls is bindings.builtin_class("dict")

    def _in_list(self: Lowering, live: Any, args: list[Any], node: ast.Call) -> list[Any]:
        """min(a, b, c, d) and max(a, b, key=f) as of a list; one iterable becomes a list."""
        if live not in (min, max) or len(args) == 1:
            items = self._listed(args[0])
            if len(args) == 2 and isinstance(args[1], ast.List):
                items = items if isinstance(items, ir.Value) else self.value(items)
                whole = self.need(items.type)
                assert isinstance(whole, t.ClassType)
                return [items, self.value(args[1], whole.args[0])]
            return [items, *args[1:]]
        if len(args) < 4 and not node.keywords:
            return args
        display = self.world.adapters.get(("several", id(node)))
        if display is None:
            made = ast.copy_location(ast.List(node.args, ast.Load()), node)
            self.world.nodes[id(node)] = node
            display = self.world.adapters.setdefault(("several", id(node)), made)
        return [self.value(display)]

    def _several(self: Lowering, live: Any, args: list[Any], node: ast.Call) -> ir.Value:
        """max(*items): at least two, for one alone would have to be iterable itself."""
        made: Any = self.world.adapters.setdefault(("starred", id(node)), ast.List([], ast.Load()))
        made.elts = args
        self.world.nodes[id(node)] = node
        items = self.value(ast.copy_location(made, node))
        type_ = self.need(items.type)
        assert isinstance(type_, t.ClassType)
        if sum(not isinstance(a, ast.Starred) for a in args) < 2:
            if isinstance(type_.args[0], t.ClassType | t.TupleType):
                reason = f"{live.__name__}() of a star alone takes its items apart where it has one"
                raise Unsupported(node, reason, f"write {live.__name__}(items)")
            name = self.text(live.__name__)
            check = bindings.runtime("arguments", "several")
            shown = self.text(type_.args[0].name)
            self.call_function(check, None, [items, name, shown], [], node)
        return items

    def _listed(self: Lowering, argument: Any) -> Any:
        """Any iterable as a list, so that the type of its items is known."""
        if isinstance(argument, ast.ListComp | ast.List):
            return argument
        argument = self.used_up(argument)
        item = self.expression(argument)
        list_class = bindings.builtin_class("list")
        if isinstance(item, Live) and isinstance(item.object, type):
            return self.collect(list_class, argument, None, argument)
        value = self.materialise(item, None, argument)
        type_ = known(value.type)
        if isinstance(type_, t.ClassType) and type_.cls is list_class:
            return value
        return self.collect(list_class, value, None, argument)

    def collect(
        self: Lowering, cls: type, argument: Any, expected: t.Type | None, node: ast.AST
    ) -> ir.Value:
        """list(iterable), set(…), tuple(…), dict(pairs): a loop that puts each item in."""
        name = t.DISPLAY_NAMES[cls]
        if isinstance(argument, ir.Value):
            source = self.source_of(argument, node)
        else:
            source = self.source(argument)
        kind = "list" if name == "tuple" else name
        wanted = self._element(expected, name, 0)
        args: tuple[t.Type, ...] = (wanted or self.inst.variable(node, 0),)
        if kind == "dict":
            args = (args[0], self._element(expected, "dict", 1) or self.inst.variable(node, 1))
        target = self.new_object(bindings.builtin_type(kind, *args), node)
        holder = self.local("result", target.type)
        if not has_var(target.type):
            self.store(holder, target)
        if "set" in kind and self._collect_whole(holder, args[0], source, node):
            return self.load(holder)
        if name in _WHOLE and self._copy_whole(holder, source, args, node):
            return self.load(holder)
        number = self.counter()
        head, after = self.new_block("each"), self.new_block("after")
        self.forget_changed(node)
        self.goto(head)
        self.enter_block(head)
        source.advance(after)
        item = source.item()
        if kind == "dict":
            self._collect_pair(holder, args, item, source, number, node)
        else:
            self.solve_element(args[0], item.type)
            self.call_method(self.load(holder), _PUT[kind], [item], node)
        self.goto(head)
        self.enter_block(after)
        result = self.load(holder)
        if name == "tuple":
            return self.construct(t.class_type(cls, (self.need(args[0]),)), [result], [], node)
        return result

    def _collect_whole(
        self: Lowering, holder: ir.Local, item: t.Type, source: Source, node: ast.AST
    ) -> bool:
        """set(s) of a set, which is copied; of a dict, for which room is made before."""
        type_ = known(source.container.type) if type(source) is CursorSource else None
        if not isinstance(type_, t.ClassType) or type(source) is not CursorSource:
            return False
        if self.has_method(type_, "_merge"):
            self.solve_element(item, type_.args[0])
            self.call_method(self.load(holder), "_merge", [self.load(source.container)], node)
            return True
        if type_.cls is bindings.builtin_class("dict"):
            self.solve_element(item, type_.args[0])
            length = self.call_method(self.load(source.container), "__len__", [], node)
            self.call_method(self.load(holder), "_make_room", [length], node)
        return False

    def _copy_whole(
        self: Lowering, holder: ir.Local, source: Source, args: tuple[t.Type, ...], node: ast.AST
    ) -> bool:
        """list(xs) of a list, dict(d) of a dict: their arrays are copied."""
        type_ = known(source.container.type) if type(source) is CursorSource else None
        if not isinstance(type_, t.ClassType) or type(source) is not CursorSource:
            return False
        cls, method = _WHOLE["list" if len(args) == 1 else "dict"]
        if type_.cls is not bindings.builtin_class(cls) or has_var(type_):
            return False
        for arg, part in zip(args, type_.args, strict=True):
            self.solve_element(arg, part)
        if [known(a) for a in args] != list(type_.args):
            return False
        self.call_method(self.load(holder), method, [self.load(source.container)], node)
        return True

    def _collect_pair(
        self: Lowering,
        holder: ir.Local,
        args: tuple[t.Type, ...],
        item: ir.Value,
        source: Source,
        number: ir.Local,
        node: ast.AST,
    ) -> None:
        mapping = self.mapping_of(source)
        if mapping is None:
            pair = self.pair_of(item, number, node)
        else:
            pair = [item, self.call_method(self.load(mapping), "__getitem__", [item], node)]
        for arg, part in zip(args, pair, strict=True):
            self.solve_element(arg, part.type)
        self.call_method(self.load(holder), "__setitem__", pair, node)


def _gets(key: Any, mapping: ast.expr) -> bool:
    """Whether the expression is the method get of that mapping."""
    if not isinstance(key, ast.Attribute) or key.attr != "get":
        return False
    return ast.dump(key.value) == ast.dump(mapping)


def spread(argument: Any) -> Any:
    """A star argument that `invoke` has made syntax of."""
    if isinstance(argument, ast.Starred) and isinstance(argument.value, Evaluated):
        items = argument.value.value
        assert isinstance(items, ir.Value)
        return Spread(items)
    return argument
