"""Calls of build-time objects: classes, live functions, bound methods, and the builtins that need
the compiler."""

from __future__ import annotations

import ast
import builtins
import sys
import traceback
import types
import typing
from collections.abc import Callable
from dataclasses import asdict, astuple, replace
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.arguments import Spread
from naja.compiler.front.calls.collecting import spread
from naja.compiler.front.calls.single_dispatch import is_single_dispatch
from naja.compiler.front.calls.threads import refuse_threads
from naja.compiler.front.classes.classes import is_named_tuple
from naja.compiler.front.objects import bindings, own_class
from naja.compiler.front.objects.descriptors import is_descriptor
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import BuiltinCall, Evaluated, Expression, Live, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class LiveCalls(Builder):
    """See the module."""

    def call_live(
        self: Lowering, target: Live, node: ast.Call, expected: t.Type | None
    ) -> Expression:
        live: Any = target.object
        if getattr(live, "_inst", False) and isinstance(live, _SPECIAL_ALIAS):
            live = live.__origin__  # typing.OrderedDict() makes one, typing.List() does not
            target = Live(live, target.name)
        total = self.summed(node) if live is sum else None
        if total is not None:
            return total
        args = self.listed_nodes(node) if _uses_up(live) else list(node.args)
        keywords: list[Any] = [(k.arg or "", k.value) for k in node.keywords]
        starred = any(isinstance(a, ast.Starred) for a in args)
        if starred and (live is min or live is max):
            args = [self._several(live, args, node)]
        elif any(live is f for f in _TAKE_LISTS) and args:
            keywords = self._by_value(args[0], keywords)
            args = self._in_list(live, args, node)
        if live is range and starred:
            live = bindings.runtime("range", "of_items")
            target = Live(live, "range")
        refuse_threads(live, node)
        special = self.special_call(live)
        if special is not None:
            self._count_arguments(live, node)
            return special(BuiltinCall(node, args, keywords, expected))
        if live is ord and len(args) == 1 and not starred:
            given = self.expression(args[0])
            code = self.code_of(given) if isinstance(given, ir.Value) else None
            if code is not None:
                return code
            args = [Evaluated(given)]
        args = [spread(a) for a in args]
        if args and isinstance(args[0], Spread) and _is_method(live):
            args = self._receiver_first(live, args[0].items, node)
        if is_single_dispatch(live):
            return self.call_single_dispatch(live, args, keywords, node)
        if live is object.__new__:
            return self.call_new(args, keywords, node)
        past = self.past_hooks(live, args, node)
        if past is not None:
            return past
        wrapped = self.call_wrapper(live, args, keywords, node)
        if wrapped is not None:
            return wrapped
        asked = self.protocol_call(live, args, keywords, node)
        if asked is not None:
            return asked
        handler = self.intrinsic_handler(live)
        if handler is not None:
            return handler(node, args)
        packed = self.struct_call(live, args, keywords, node)
        if packed is not None:
            return packed
        if isinstance(live, typing.NewType) and len(args) == 1:
            type_ = notations.resolve(live, self.inst.env, self.inst.namespace)
            return self.coerce(self.value(args[0], type_), type_, node)
        if isinstance(live, ALIASES):
            return self._construct_alias(live, args, keywords, node)
        if isinstance(live, types.MethodType) and bindings.counterpart(live) is live:
            return self._bound_live(live, args, keywords, node)
        if isinstance(live, type) and isinstance(bindings.counterpart(live), type):
            return self._call_class(live, args, keywords, node, expected)
        return self._call_function_object(target, args, keywords, node)

    def _receiver_first(self: Lowering, live: Any, items: ir.Value, node: ast.Call) -> list[Any]:
        """`set.union(*sets)`: the first of them is the object, the rest are the arguments."""
        length = self.call_method(items, "__len__", [], node)
        cls = live.functions[0].__qualname__.partition(".")[0].lower()
        text = f"unbound method {cls}.{ast.unparse(node.func)}() needs an argument"
        self.unless(self.compare("gt", length, const_int(0)), "type_error", text)
        first = self.call_method(items, "__getitem__", [const_int(0)], node)
        rest = self.call_method(items, "__getslice__", [const_int(1), length], node)
        return [first, Spread(rest)]

    def _call_function_object(
        self: Lowering, target: Live, args: list[Any], keywords: list[Any], node: ast.Call
    ) -> Expression:
        live = bindings.counterpart(target.object)
        self._refuse_library(live, node)
        if self.world.main is not None and live is bindings.runtime("start", "program"):
            return self.call_instance(self.world.main, [])
        if hasattr(live, "functions"):

            def call(chosen: Any, given: list[Any]) -> ir.Value:
                return self.as_value(self._call_chosen(target, chosen, given, keywords, node), node)

            return self.overloaded(live.functions, None, args, keywords, node, None, call)
        return self._call_chosen(target, live, args, keywords, node)

    def _call_chosen(
        self: Lowering,
        target: Live,
        live: Any,
        args: list[Any],
        keywords: list[Any],
        node: ast.Call,
    ) -> Expression:
        handler = self.intrinsic_handler(live)
        if handler is not None:
            return handler(node, args)
        if isinstance(live, type):
            return self._call_class(live, args, keywords, node, None)
        if isinstance(live, types.MethodType):
            return self._bound_live(live, args, keywords, node)
        if hasattr(live, "__wrapped__") and not isinstance(live, types.FunctionType):
            kind = type(live).__name__.strip("_").removesuffix("_wrapper")
            reason = f"{target.name} is wrapped by {kind}, which is not compiled yet"
            raise Unsupported(node, reason, "keep results in a dict of your own")
        if isinstance(live, types.FunctionType):
            return self.call_function(live, self._owner_of(live, args), args, keywords, node)
        if (
            isinstance(live, types.BuiltinFunctionType | types.BuiltinMethodType)
            or getattr(live, "__module__", "") == "builtins"
        ):
            raise Unsupported(
                node,
                f"{target.name or getattr(live, '__name__', live)}() is not compiled",
                "docs/language.md lists the builtins that are",
            )
        value = self.freeze_live(target, None, node)
        return self.call_value(value, args, keywords, node)

    def _refuse_library(self: Lowering, live: Any, node: ast.Call) -> None:
        """What CPython's own library would do has to be there as typed Python."""
        module = getattr(live, "__module__", None) or ""
        top = module.partition(".")[0]
        if getattr(builtins, getattr(live, "__name__", ""), None) is live:
            return
        inside = self.inst.namespace.get("__name__", "").partition(".")[0]
        if top in sys.stdlib_module_names and top not in ("__main__", "builtins", inside):
            raise Unsupported(
                node,
                f"{module}.{getattr(live, '__qualname__', live)} is not compiled yet",
                "call it at build time, or see docs/language.md for the modules that are there",
            )

    def _owner_of(
        self: Lowering, function: types.FunctionType, args: list[Any]
    ) -> t.ClassType | None:
        """`Base.__init__(self, …)`: a method taken from its class; the owner is the receiver's
        base of that class."""
        if (
            not args
            or "." not in function.__qualname__
            or "<locals>" in function.__qualname__.split(".")[-2]
        ):
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
                return info.owner_type(cls)
        return None

    def _bound_live(
        self: Lowering, live: types.MethodType, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> Expression:
        owner: Any = live.__self__
        if live.__name__ == "_make" and is_named_tuple(owner) and len(args) == 1:
            return self.made_of_items(owner, args[0], node)
        if is_descriptor(owner) and isinstance(live.__func__, types.FunctionType):
            cls = next(c for c in type(owner).__mro__ if live.__func__ in vars(c).values())
            return self.call_bound_to(owner, cls, live.__func__, args, keywords, node)
        if isinstance(live.__self__, type):
            return self.call_class_method(live.__func__, live.__self__, args, keywords, node)
        receiver = self.freeze_live(Live(live.__self__, "self"), None, node)
        return self.call_method(receiver, live.__name__, args, node, keywords)

    def _construct_alias(
        self: Lowering, live: Any, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> Expression:
        """list[int](), Stack[str](…), Ptr[u8](address)."""
        type_ = notations.resolve(live, self.inst.env, self.inst.namespace)
        if isinstance(type_, t.PtrType):
            return self.convert(self.value(args[0]), type_)
        assert isinstance(type_, t.ClassType)
        if (
            args
            and type_.cls.__module__.startswith("naja.runtime")
            and not keywords
            and "_new" not in vars(type_.cls)
        ):
            return self.collect(type_.cls, args[0], type_, node)
        return self.construct(type_, args, keywords, node)

    def _call_class(
        self: Lowering,
        live: type,
        args: list[Any],
        keywords: list[Any],
        node: ast.Call,
        expected: t.Type | None,
    ) -> Expression:
        if live is super:
            raise Unsupported(node, "super with arguments is not compiled", "write super()")
        number = notations.NUMBERS.get(live)
        if isinstance(number, t.IntType):
            return self.make_fixed(number, args, node)
        if typing.is_typeddict(live):
            return self.call_typed_dict(live, args, keywords, node)
        found = bindings.counterpart(live)
        if not isinstance(found, type):
            return self._call_function_object(Live(found, live.__name__), args, keywords, node)
        cls = bindings.counterpart_class(live)
        self._refuse_library(cls, node)
        name = t.DISPLAY_NAMES.get(cls, "")
        if name == "tuple" and not args:
            return ir.ConstTuple(t.tuple_type(()), ())
        if name in ("list", "set", "frozenset", "dict", "tuple") and args and not keywords:
            if len(args) > 1:
                reason = f"{name}() takes 0 to 1 arguments, {len(args)} are given"
                raise Unsupported(node, reason, "correct the call")
            return self.collect(cls, args[0], expected, node)
        if name in ("", "dict"):
            made = self.container_call(cls, args, keywords, node, expected)
            if made is not None:
                return made
        return self.construct_live(live, args, keywords, node, expected)

    def _count_arguments(self, live: Any, node: ast.Call) -> None:
        least, most = _COUNTS.get(live, (0, 3)) if live is not print else (0, 255)
        if not least <= len(node.args) <= most or (node.keywords and not node.args and least):
            wanted = str(least) if least == most else f"{least} to {most}"
            raise Unsupported(
                node, f"{live.__name__}() takes {wanted} arguments, {len(node.args)} are given"
            )
        for keyword in node.keywords:
            if live in _WITHOUT_KEYWORDS or (live is int and keyword.arg != "base"):
                name = f"{live.__name__}() takes no argument '{keyword.arg or '**'}'"
                raise Unsupported(keyword.value, name, "correct the call")

    # ---- builtins -------------------------------------------------------------------------------

    def special_call(self: Lowering, live: Any) -> Callable[..., Expression] | None:
        if live is own_class.identity_hash or live is own_class.default_text:
            return self.call_default
        name = _NAMES.get(id(live))
        return getattr(self, f"call_{name}") if name else None


def _is_method(live: Any) -> bool:
    """Whether it is a method of a built-in class, taken from the class."""
    functions = getattr(live, "functions", ())
    return bool(functions) and "." in functions[0].__qualname__


_Anything = typing.TypeVar("_Anything")


class _Sample(typing.Generic[_Anything]):
    """Only here to ask for the class of a user's own generic alias."""


_SPECIAL_ALIAS: Any = type(typing.OrderedDict)
ALIASES = (types.GenericAlias, type(_Sample[int]))
_CHECKED: list[Any] = [
    print,
    isinstance,
    issubclass,
    len,
    repr,
    format,
    hash,
    id,
    callable,
    hasattr,
    getattr,
    setattr,
    delattr,
]
_SPECIAL = {
    f.__name__: f
    for f in [
        *_CHECKED,
        str,
        bool,
        int,
        float,
        type,
        typing.cast,
        typing.assert_never,
        any,
        all,
        replace,
        asdict,
        astuple,
        sys.exception,
        sys.exc_info,
        traceback.print_exc,
    ]
}
_COUNTS: dict[Any, tuple[int, int]] = {
    **dict.fromkeys([sys.exception, sys.exc_info, traceback.print_exc], (0, 0)),
    **dict.fromkeys(
        [
            len,
            repr,
            hash,
            id,
            callable,
            any,
            all,
            type,
            replace,
            asdict,
            astuple,
            typing.assert_never,
        ],
        (1, 1),
    ),
    **dict.fromkeys([isinstance, issubclass, hasattr, delattr, typing.cast], (2, 2)),
    setattr: (3, 3),
    **dict.fromkeys([bool, float], (0, 1)),
    format: (1, 2),
    getattr: (2, 3),
    int: (0, 2),
}
_WITHOUT_KEYWORDS = frozenset((*_CHECKED[1:], any, all, type, bool, float))
_TAKE_LISTS = (sorted, min, max, sum)
_NAMES = {id(v): k for k, v in _SPECIAL.items()}


def _uses_up(live: Any) -> bool:
    """Whether it is a function of the library that uses up an iterable at once."""
    module = getattr(live, "__module__", "")
    return module in ("builtins", "math") and not any(live is f for f in _LAZY)


_LAZY = (next, iter, enumerate, zip, map, filter, reversed, print)
