"""Class statements of functions, run on the build machine.

Whatever of a statement does more than to make the class (decorators and `__init_subclass__` that
register it, print, or give something else) is undone here and left to run time.
"""

from __future__ import annotations
import __future__

import ast
import contextlib
import copy
import enum
import gc
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from naja.compiler.front.classes.effects import Acts, Effects
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import NestedFunction, Unknown

WRAPPER = "naja_definer"
REMEDY = "define the class at module level"
PURE_CALLS = {"auto", "field", "property", "staticmethod", "classmethod", "TypeVar", "frozenset"}
PURE_CALLS |= {"tuple", "int", "float", "str", "bool", "bytes", "range", "NewType", "len"}
PURE_DECORATORS = {"dataclass", "total_ordering", "unique", "final", "runtime_checkable"}
METACLASSES = {"type", "ABCMeta", "EnumType", "EnumMeta", "_ProtocolMeta", "NamedTupleMeta"}
FAILURES: tuple[type[BaseException], ...] = (TypeError, ValueError, NameError, AttributeError)
FAILURES += (LookupError, ArithmeticError, RuntimeError, AssertionError)
SETTLED: tuple[Any, ...] = (type, types.FunctionType, staticmethod, classmethod, property)
SETTLED += (str, int, float, bool, bytes, tuple, frozenset, types.NoneType, enum.Enum)
SETTLED += (types.MemberDescriptorType,)


@dataclass
class Run:
    """decorators: those that are called when the function runs. hooked: the base class whose
    `__init_subclass__` is. once: what was left in the class may change: it serves one run."""

    cls: type
    decorators: list[ast.expr]
    hooked: type | None = None
    once: bool = False


class Statement:
    """A class statement in the names around it, with the flags of its module."""

    def __init__(self, node: ast.ClassDef, names: dict[str, Any], namespace: dict[str, Any]):
        self.node, self.names, self.namespace = node, names, namespace
        self.acting = [d for d in node.decorator_list if called_name(d) not in PURE_DECORATORS]
        self.error: BaseException | None = None
        self.path, self.flags, self.prefix = "", 0, ""

    def code(self, node: ast.ClassDef | None = None) -> types.CodeType:
        """A function of the names around that runs the statement."""
        node = node or self.node
        given = ast.arguments([], [ast.arg(n) for n in sorted(self.names)], None, [], [], None, [])
        result = ast.Return(ast.Name(node.name, ast.Load()))
        function = ast.FunctionDef(WRAPPER, given, [node, result], [], None)
        if hasattr(function, "type_params"):
            function.type_params = []
        for part in (function, result, result.value, *given.args):
            ast.copy_location(part, node)  # type: ignore[type-var]
        module = ast.Module([function], [])
        code = compile(module, self.path, "exec", self.flags, dont_inherit=True)
        made = next(c for c in code.co_consts if isinstance(c, types.CodeType))
        return _renamed(made, f"{WRAPPER}.<locals>.", self.prefix)

    @property
    def bare(self) -> ast.ClassDef:
        """The statement without the decorators that act."""
        node = copy.copy(self.node)
        node.decorator_list = [d for d in self.node.decorator_list if d not in self.acting]
        return node

    def run(self) -> Run:
        """Raises Unsupported where more happens than can be left to run time."""
        if self.acting and not any(self._is_unknown(d) for d in self.acting):
            found = self._attempt(self.node)
            if found is not None:
                return Run(found, [], None, self._changes(found, True))
        found = self._attempt(self.bare)
        if found is not None:
            return Run(found, self.acting, None, self._changes(found, _hook_of(found) is not None))
        with _silent_hooks():
            found = self._attempt(self.bare)
        if found is not None:
            return Run(found, self.acting, _hook_of(found), self._changes(found, False))
        raise self._problem()

    def _is_unknown(self, node: ast.expr) -> bool:
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        return any(isinstance(self.names.get(n), Unknown | NestedFunction) for n in names)

    def _attempt(self, node: ast.ClassDef) -> type | None:
        """The class, if making it was all that happened."""
        function = types.FunctionType(self.code(node), self.namespace)
        made, self.error = None, None
        with Effects() as effects:
            try:
                made = function(*[self.names[n] for n in sorted(self.names)])
            except FAILURES as error:
                self.error = error.with_traceback(None)
            except Acts:
                self.error = None
        whole = node is self.node and self.acting
        if not effects.happened and isinstance(made, type) and (made in effects.made or not whole):
            return made
        effects.undo()
        del made, function, effects
        gc.collect()  # or the bases still list the class
        return None

    def _changes(self, made: type, marked: bool) -> bool:
        """Whether calls in the body, or decorators and hooks, left what can change."""
        values = {
            target.id: s.value
            for s in self.node.body
            if isinstance(s, ast.Assign)
            for target in s.targets
            if isinstance(target, ast.Name)
        }
        called = {n for n, v in values.items() if _acting_call(v)}
        own = {getattr(s, "name", "") for s in self.node.body} | set(values)
        own |= {s.target.id for s in self.node.body if isinstance(s, ast.AnnAssign)}  # type: ignore[union-attr]
        return any(
            not isinstance(value, SETTLED)
            for name, value in vars(made).items()
            if name in called or (marked and name not in own and not _is_dunder(name))
        )

    def _problem(self) -> Unsupported:
        call = _acting_call(ast.Module(self.node.body, []))
        if self.error is not None:
            reason = f"the class statement fails at build time: {self.error}"
            problem = Unsupported(self.node, reason, REMEDY)
            return problem.as_certain(type(self.error), str(self.error))
        if call is not None:
            reason = "this call in the class body is made when the function runs"
            return Unsupported(call, reason, REMEDY)
        return Unsupported(self.node, "this class statement acts at run time here", REMEDY)


def called_name(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return getattr(target, "attr", getattr(target, "id", ""))


def _acting_call(node: ast.AST) -> ast.Call | None:
    """The first call of a class body that may do more than to give a value."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return None
    if isinstance(node, ast.Call) and called_name(node) not in PURE_CALLS:
        return node
    for part in ast.iter_child_nodes(node):
        found = _acting_call(part)
        if found is not None:
            return found
    return None


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _hook_of(cls: type) -> type | None:
    """The base class of the program that is told of subclasses."""
    return next((b for b in cls.__mro__[1:] if own_hook(b) is not None), None)


def own_hook(cls: type) -> Any:
    """`__init_subclass__` that the program has written for a class."""
    hook = vars(cls).get("__init_subclass__")
    function = getattr(hook, "__func__", None)
    written = getattr(function, "__code__", None) is not None
    library = (cls.__module__ or "").startswith(("enum", "typing", "naja."))
    return function if written and not library else None


@contextlib.contextmanager
def _silent_hooks() -> Iterator[None]:
    """Subclasses are made without telling their bases."""
    hooks: list[tuple[type, Any]] = []
    for cls in _all_classes():
        if own_hook(cls) is not None:
            hooks.append((cls, vars(cls)["__init_subclass__"]))
            setattr(cls, "__init_subclass__", classmethod(lambda cls, **named: None))  # noqa: B010
    try:
        yield
    finally:
        for cls, hook in hooks:
            setattr(cls, "__init_subclass__", hook)  # noqa: B010


def _all_classes() -> list[type]:
    found: list[type] = [object]
    seen: set[type] = {object}
    for cls in found:
        below: list[type] = type.__subclasses__(cls)
        found += [c for c in below if c not in seen]
        seen.update(below)
    return found[1:]


def _renamed(code: types.CodeType, old: str, new: str) -> types.CodeType:
    """The code with qualified names that begin otherwise."""

    def constant(item: Any) -> Any:
        if isinstance(item, types.CodeType):
            return _renamed(item, old, new)
        return new + item[len(old) :] if isinstance(item, str) and item.startswith(old) else item

    shown = code.co_qualname
    shown = new + shown[len(old) :] if shown.startswith(old) else shown
    return code.replace(co_qualname=shown, co_consts=tuple(constant(c) for c in code.co_consts))


def postponed(tree: ast.Module) -> int:
    """The flag of a module whose annotations are text."""
    strings = any(isinstance(s, ast.ImportFrom) and s.module == "__future__" for s in tree.body)
    return __future__.annotations.compiler_flag if strings else 0
