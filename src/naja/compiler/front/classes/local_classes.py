"""Classes that functions define: made at build time, once for each class statement.

The statement is run in the names that surround it: constants, imports, functions and classes are
known, a variable of the function is not. What came out is a live class like any other. As classes
made late may change what is known of their bases, the program is then typed again (`Discovered`).
"""

from __future__ import annotations
import __future__

import ast
import types
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from naja.compiler.front import sources
from naja.compiler.front.annotations import type_parameters
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import surroundings
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.trees import children, walk_own
from naja.compiler.front.values import NestedFunction, Unknown

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

WRAPPER = "naja_definer"
REMEDY = "define the class at module level"
HELD_REMEDY = "pass it to __init__ and keep it in an attribute"
PURE_CALLS = {"auto", "field", "property", "staticmethod", "classmethod", "TypeVar", "frozenset"}
PURE_CALLS |= {"tuple", "int", "float", "str", "bool", "bytes", "range", "NewType", "len"}
PURE_DECORATORS = {"dataclass", "total_ordering", "unique", "final", "runtime_checkable"}
METACLASSES = {"type", "ABCMeta", "EnumType", "EnumMeta", "_ProtocolMeta", "NamedTupleMeta"}
DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


@dataclass
class LocalClass:
    """A class made here. cells: what its methods know by the names around the class."""

    cls: type
    node: ast.ClassDef
    kept: list[Any]
    cells: dict[str, types.CellType] = field(default_factory=dict)


_made: dict[Any, LocalClass] = {}


class Discovered(Exception):
    """Classes have been made: the whole program is typed again, with them among the others."""


class LocalClasses(Builder):
    """See the module."""

    def do_classdef(self: Lowering, node: ast.ClassDef) -> None:
        self.check_redefinition(node.name, None, node)
        names = self._names_around()
        self._refuse_effects(node, names)
        found = self._find_or_make(node, names)
        names[node.name] = found.cls
        self.bind_build_time(node.name, found.cls)
        for name, cell in found.cells.items():
            if name in names:
                cell.cell_contents = names[name]
        for other in self.inst.scope.values():
            if isinstance(other, type) and is_local(other):
                cells = _cells_of(other)
                if node.name in cells:
                    cells[node.name].cell_contents = found.cls
                sources.names_of_class(other)[node.name] = found.cls
        known = {n: v for n, v in names.items() if not isinstance(v, Unknown | NestedFunction)}
        sources.names_of_class(found.cls).update(known)
        self.surround(found.cls, node)
        self._start_again(found, node)

    def _names_around(self: Lowering) -> dict[str, Any]:
        """What the names of the enclosing functions are: live, nested functions, or unknown."""
        found: dict[str, Any] = {n: Unknown(n) for n in (*self.own_names, *self.slots)}
        found |= {n: NestedFunction(f, self.inst) for n, f in self.nested.items()}
        around = self.inst.parent
        while around is not None:
            nested = {n: NestedFunction(f, around) for n, f in around.nested.items()}
            found = {**nested, **around.scope, **found}
            around = around.parent
        found = {**found, **self.inst.scope}
        return {n: v for n, v in found.items() if n.isidentifier() and n not in self.global_names}

    def _find_or_make(self: Lowering, node: ast.ClassDef, names: dict[str, Any]) -> LocalClass:
        wrapper = self._wrapper(node, sorted(names))
        cells, direct = set(wrapper.co_cellvars), _evaluated_names(node)
        values = {n: names[n] for n in sorted(cells | direct) if n in names}
        held = {n for n, v in values.items() if self._is_variable(node, n, v, n in direct)}
        for base in [v for v in values.values() if isinstance(v, type)]:
            held |= {n for found in surroundings.of(base) for n in found.names}
        live = [(n, v) for n, v in values.items() if not isinstance(v, Unknown | NestedFunction)]
        key = (node, tuple((n, id(v)) for n, v in live if n != node.name))
        if key not in _made:
            cls = self._make_class(node, wrapper, names)
            _made[key] = LocalClass(cls, node, live, _cells_of(cls))
            self.world.discovered = True
            _register(cls, node, dict(self.inst.namespace))
            surroundings.register(cls, node, held, self.inst.node)
        return _made[key]

    def _wrapper(self: Lowering, node: ast.ClassDef, names: list[str]) -> types.CodeType:
        """A function of the names around that runs the class statement."""
        given = ast.arguments([], [ast.arg(n) for n in names], None, [], [], None, [])
        result = ast.Return(ast.Name(node.name, ast.Load()))
        function = ast.FunctionDef(WRAPPER, given, [node, result], [], None)
        if hasattr(function, "type_params"):
            function.type_params = []
        for part in (function, result, result.value, *given.args):
            ast.copy_location(part, node)  # type: ignore[type-var]
        module = ast.Module([function], [])
        strings = any(
            isinstance(s, ast.ImportFrom) and s.module == "__future__"
            for s in self.inst.source.tree.body
        )
        flags = __future__.annotations.compiler_flag if strings else 0
        code = compile(module, self.inst.source.path, "exec", flags, dont_inherit=True)
        made = next(c for c in code.co_consts if isinstance(c, types.CodeType))
        around = self.inst.name.removeprefix(f"{self.inst.namespace.get('__name__')}.")
        prefix = "" if self.inst is self.world.main else f"{around}.<locals>."
        return _renamed(made, f"{WRAPPER}.<locals>.", prefix)

    def _make_class(
        self: Lowering, node: ast.ClassDef, wrapper: types.CodeType, names: dict[str, Any]
    ) -> type:
        function = types.FunctionType(wrapper, self.inst.namespace)
        try:
            made = function(*[names[n] for n in sorted(names)])
        except (TypeError, ValueError, NameError, AttributeError) as error:
            reason = f"the class statement fails at build time: {error}"
            raise Unsupported(node, reason, REMEDY) from None
        hooked = next((b for b in made.__mro__[1:] if _has_own_hook(b)), None)
        if hooked is not None:
            reason = f"__init_subclass__ of {hooked.__name__} acts at run time here"
            raise Unsupported(node, reason, REMEDY)
        if type(made).__name__ not in METACLASSES:
            reason = f"the metaclass {type(made).__name__} acts at run time here"
            raise Unsupported(node, reason, REMEDY)
        return made  # type: ignore[no-any-return]

    def _is_variable(
        self: Lowering, node: ast.ClassDef, name: str, value: Any, direct: bool
    ) -> bool:
        """Whether a name is a variable of the function, which objects of the class will hold."""
        later = any(isinstance(n, ast.ClassDef) and n.name == name for n in self._own_nodes())
        variable = isinstance(value, Unknown) and not later
        if isinstance(value, NestedFunction) and not direct:
            variable = bool(self.captures_of(value.node))
        around = name not in self.own_names and name not in self.nested and name not in self.slots
        if (direct or around) and (variable or isinstance(value, NestedFunction)):
            reason = f"the class {node.name} uses '{name}', a variable of the function around it"
            raise Unsupported(_mention(node, name), reason, HELD_REMEDY)
        return variable

    def _own_nodes(self: Lowering) -> list[ast.AST]:
        body = self.inst.node.body
        return walk_own(body if isinstance(body, list) else [body])

    def _refuse_effects(self: Lowering, node: ast.ClassDef, names: dict[str, Any]) -> None:
        """What running the statement does besides making the class would happen at build time."""
        same = [n for n in self._own_nodes() if getattr(n, "name", "") == node.name]
        same += [n for n in self._own_nodes() if _stores(n, node.name)]
        if len(same) > 1:
            if node is not same[0]:
                raise Poisoned
            reason = f"'{node.name}' is bound more than once in this function"
            raise Unsupported(node, reason, "use two names")
        for decorator in node.decorator_list:
            if _called_name(decorator) not in PURE_DECORATORS:
                reason = "this decorator of a class inside a function acts at run time"
                raise Unsupported(decorator, reason, REMEDY)
        for part in _evaluated(node):
            if isinstance(part, ast.Call) and _called_name(part) not in PURE_CALLS:
                if any(part is d for d in node.decorator_list):
                    continue
                reason = "this call in the class body is made when the function runs"
                raise Unsupported(part, reason, REMEDY)

    def _start_again(self: Lowering, found: LocalClass, node: ast.ClassDef) -> None:
        """Class variables begin anew whenever the statement is reached."""
        from naja.compiler.front.classes.enums import is_enum

        if is_enum(found.cls) or "__dataclass_fields__" in vars(found.cls):
            return
        for statement in node.body:
            for name, value in _class_values(statement):
                key = (found.cls, name)
                self.world.class_readers.setdefault(key, set()).add(self.inst)
                changed = key in self.world.class_variables or isinstance(value, DISPLAYS)
                if changed and not name.startswith("__") and name in vars(found.cls):
                    owner = ast.Name(node.name, ast.Load())
                    target = ast.Attribute(owner, name, ast.Store())
                    store = ast.Assign([target], value)
                    for part in (owner, target, store):
                        ast.copy_location(part, statement)
                    self.statement(store)


def _stores(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)


def is_local(cls: type) -> bool:
    """Whether a class was made here."""
    return cls in sources.local_names


def _class_values(statement: ast.stmt) -> list[tuple[str, ast.expr]]:
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets: list[ast.expr] = [statement.target]
        value = statement.value
    elif isinstance(statement, ast.Assign):
        targets, value = statement.targets, statement.value
    else:
        return []
    return [(x.id, value) for x in targets if isinstance(x, ast.Name) and x.id != "__slots__"]


def _renamed(code: types.CodeType, old: str, new: str) -> types.CodeType:
    """The code with qualified names that begin otherwise."""

    def constant(item: Any) -> Any:
        if isinstance(item, types.CodeType):
            return _renamed(item, old, new)
        return new + item[len(old) :] if isinstance(item, str) and item.startswith(old) else item

    shown = code.co_qualname
    shown = new + shown[len(old) :] if shown.startswith(old) else shown
    return code.replace(co_qualname=shown, co_consts=tuple(constant(c) for c in code.co_consts))


def _functions_of(cls: type) -> list[types.FunctionType]:
    found: list[types.FunctionType] = []
    for live in vars(cls).values():
        parts = [live.fget, live.fset, live.fdel] if isinstance(live, property) else [live]
        if isinstance(live, staticmethod | classmethod):
            parts = [live.__func__]
        found += [p for p in parts if isinstance(p, types.FunctionType)]
    return found


def _inner_classes(cls: type) -> list[type]:
    inside = f"{cls.__qualname__}."
    classes = [v for v in vars(cls).values() if isinstance(v, type)]
    return [c for c in classes if c.__qualname__.startswith(inside)]


def _cells_of(cls: type) -> dict[str, types.CellType]:
    """The cells around the class, by name."""
    found: dict[str, types.CellType] = {}
    for function in _functions_of(cls):
        pairs = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
        found |= {name: cell for name, cell in pairs if name != "__class__"}
    for inner in _inner_classes(cls):
        found |= _cells_of(inner)
    return found


def _register(cls: type, node: ast.ClassDef, names: dict[str, Any]) -> None:
    """Enter the class among the known sources; `names` are seen by its annotations."""
    sources.local_names[cls] = (node, {**names, **type_parameters.of_class(cls)})
    for function in _functions_of(cls):
        sources.local_functions[id(function.__code__)] = cls
    for inner in _inner_classes(cls):
        for statement in node.body:
            if isinstance(statement, ast.ClassDef) and statement.name == inner.__name__:
                _register(inner, statement, names)


def _has_own_hook(cls: type) -> bool:
    hook = vars(cls).get("__init_subclass__")
    code = getattr(getattr(hook, "__func__", None), "__code__", None)
    return code is not None and not (cls.__module__ or "").startswith(("enum", "typing", "naja."))


def _evaluated(node: ast.ClassDef) -> list[ast.AST]:
    """What runs with the class statement: all but the bodies of its methods and annotations."""
    found: list[ast.AST] = [*node.decorator_list, *node.bases, *node.keywords]
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            found += [*statement.decorator_list, *statement.args.defaults]
            found += [d for d in statement.args.kw_defaults if d is not None]
        elif isinstance(statement, ast.ClassDef):
            found += _evaluated(statement)
        elif isinstance(statement, ast.AnnAssign):
            found += [statement.value] if statement.value is not None else []
        else:
            found.append(statement)
    for part in found:
        if not isinstance(part, ast.Lambda):
            found += [c for c in children(part) if c not in found]
    return found


def _evaluated_names(node: ast.ClassDef) -> set[str]:
    """Names that have to be known while the statement runs."""
    found = {p.id for p in _evaluated(node) if isinstance(p, ast.Name)}
    bound = {n for s in node.body for n, _ in _class_values(s)}
    bound |= {getattr(s, "name", "") for s in node.body}
    return found - bound


def _called_name(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return getattr(target, "attr", getattr(target, "id", ""))


def _mention(node: ast.ClassDef, name: str) -> ast.AST:
    """The first place that mentions a name."""
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == name]
    return min(names, key=lambda n: (n.lineno, n.col_offset)) if names else node
