"""Classes that functions define: made at build time, once for each class statement.

The statement is run in the names that surround it: constants, imports, functions and classes are
known, a variable of the function is not. What came out is a live class like any other. As classes
made late may change what is known of their bases, the program is then typed again (`Discovered`).
"""

from __future__ import annotations

import ast
import types
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import type_parameters
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import surroundings
from naja.compiler.front.classes.class_statements import (
    METACLASSES,
    REMEDY,
    Run,
    Statement,
    own_hook,
    postponed,
)
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.trees import children, walk_own
from naja.compiler.front.values import Evaluated, Expression, Live, NestedFunction, Unknown
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

HELD_REMEDY = "pass it to __init__ and keep it in an attribute"
DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


@dataclass
class LocalClass:
    """A class made here. cells: what its methods know by the names around the class."""

    cls: type
    node: ast.ClassDef
    kept: list[Any]
    run: Run
    cells: dict[str, types.CellType] = field(default_factory=dict)


_made: dict[Any, LocalClass] = {}


class Discovered(Exception):
    """Classes have been made: the whole program is typed again, with them among the others."""


class LocalClasses(Builder):
    """See the module."""

    def do_classdef(self: Lowering, node: ast.ClassDef) -> None:
        self.check_redefinition(node.name, None, node)
        names = self._names_around()
        self._refuse_rebound(node)
        found = self._find_or_make(node, names)
        decorators = [self.expression(d) for d in found.run.decorators]
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
        if found.run.once:
            self.refuse_again(found.cls)
        self.surround(found.cls, node)
        self._start_again(found, node)
        self._act(found, decorators, node)

    def _act(
        self: Lowering, found: LocalClass, decorators: list[Expression], node: ast.ClassDef
    ) -> None:
        """What tells others of the class, when the function runs."""
        cls, hooked = found.cls, found.run.hooked
        if hooked is not None:
            named = [(k.arg or "", k.value) for k in node.keywords if k.arg != "metaclass"]
            self.call_class_method(own_hook(hooked), cls, [], named, node)
        result: Expression = Live(cls, node.name)
        for decorator, place in reversed(list(zip(decorators, found.run.decorators, strict=True))):
            given = ast.copy_location(Evaluated(result), place)
            result = self.invoke(decorator, [given], [], place)
            if isinstance(result, ir.Value) and isinstance(known(result.type), t.FunctionType):
                result = self.opened(result)
        if isinstance(result, Live) and result.object is cls:
            return
        if node.name in found.cells:
            reason = f"{node.name} uses its own name, which its decorator gives to something else"
            raise Unsupported(found.run.decorators[0], reason, REMEDY)
        self.own_names.add(node.name)
        self.inst.scope.pop(node.name, None)
        value = self.known_value(result)
        value = self.materialise(result, None, node) if value is None else value
        self.assign_name(node.name, value, node)

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
        statement = self._statement(node, names)
        cells, direct = set(statement.code().co_cellvars), _evaluated_names(statement.bare)
        values = {n: names[n] for n in sorted(cells | direct) if n in names}
        held = {n for n, v in values.items() if self._is_variable(node, n, v, n in direct)}
        for base in [v for v in values.values() if isinstance(v, type)]:
            held |= {n for found in surroundings.of(base) for n in found.names}
        live = [(n, v) for n, v in values.items() if not isinstance(v, Unknown | NestedFunction)]
        key = (node, tuple((n, id(v)) for n, v in live if n != node.name))
        if key not in _made:
            run = statement.run()
            cls = run.cls
            if type(cls).__name__ not in METACLASSES and not _is_silent(type(cls)):
                reason = f"the metaclass {type(cls).__name__} acts at run time here"
                raise Unsupported(node, reason, REMEDY)
            _made[key] = LocalClass(cls, node, live, run, _cells_of(cls))
            self.world.discovered = True
            _register(cls, node, dict(self.inst.namespace))
            surroundings.register(cls, node, held, self.inst.node)
        return _made[key]

    def _statement(self: Lowering, node: ast.ClassDef, names: dict[str, Any]) -> Statement:
        statement = Statement(node, names, self.inst.namespace)
        around = self.inst.name.removeprefix(f"{self.inst.namespace.get('__name__')}.")
        statement.prefix = "" if self.inst is self.world.main else f"{around}.<locals>."
        statement.path = self.inst.source.path
        statement.flags = postponed(self.inst.source.tree)
        return statement

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

    def _refuse_rebound(self: Lowering, node: ast.ClassDef) -> None:
        same = [n for n in self._own_nodes() if getattr(n, "name", "") == node.name]
        same += [n for n in self._own_nodes() if _stores(n, node.name)]
        if len(same) > 1:
            if node is not same[0]:
                raise Poisoned
            reason = f"'{node.name}' is bound more than once in this function"
            raise Unsupported(node, reason, "use two names")

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


def _is_silent(metaclass: type) -> bool:
    """Whether a metaclass only changes how its classes behave, which calls of them show."""
    return not {"__new__", "__init__", "__prepare__"} & set(vars(metaclass))


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


def _mention(node: ast.ClassDef, name: str) -> ast.AST:
    """The first place that mentions a name."""
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == name]
    return min(names, key=lambda n: (n.lineno, n.col_offset)) if names else node
