"""Finds the syntax tree of live functions: each file is parsed once and indexed by first line.

Promises: a function object maps to its own `FunctionDef`, `AsyncFunctionDef` or `Lambda` node, or
to None when it has no source (built in, or made by exec and not in `linecache`). Class bodies are
found the same way, for their annotations' places.
"""

from __future__ import annotations

import ast
import linecache
import sys
import types
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from naja.compiler.front.annotations import type_parameters
from naja.compiler.front.classes.mangling import mangle
from naja.compiler.front.statements import exits

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
DEEPEST = 6000
"""Levels of calls in the compiler, which follows the nesting of the program."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass
class SourceFile:
    """A parsed file. by_line: function nodes by the line that `co_firstlineno` names (the first
    decorator's). generics: functions with type parameters by qualified name. global_names: what
    functions declare as such. rebound: what they assign to. main_names: variables of the module
    that the main block assigns to and functions read. redefined: the same by definitions and
    imports."""

    path: str
    shown: str
    tree: ast.Module
    by_line: dict[int, list[FunctionNode]] = field(default_factory=dict)
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    global_names: set[str] = field(default_factory=set)
    rebound: set[str] = field(default_factory=set)
    main_names: set[str] = field(default_factory=set)
    redefined: set[str] = field(default_factory=set)
    has_lambdas: bool = False
    generics: dict[str, FunctionNode] = field(default_factory=dict)

    def is_variable(self, name: str, live: Any) -> bool:
        """Whether functions may rebind a name of the module, whose value at build time is given."""
        known = name in self.rebound or name in self.main_names
        return known or (name in self.global_names and not callable(live))


_files: dict[str, SourceFile | None] = {}


def source_file(path: str) -> SourceFile | None:
    """The parsed file at `path`, or None when it cannot be read. Raises SyntaxError."""
    if path not in _files:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(DEEPEST, limit))
        try:
            _files[path] = _parse(path)
        finally:
            sys.setrecursionlimit(limit)
    return _files[path]


def _parse(path: str) -> SourceFile | None:
    if path.startswith("<"):
        # source that the program made, kept where tracebacks find it
        data = "".join(linecache.getlines(path)).encode()
        if not data:
            return None
    else:
        try:
            data = Path(path).read_bytes()
        except OSError:
            return None
    tree = ast.parse(data, path)
    if b"__" in data:
        mangle(tree)
    source = SourceFile(path, shown_name(path), tree)
    _index(source, source.tree, "")
    return source


def _index(
    source: SourceFile, parent: ast.AST, prefix: str, function: FunctionNode | None = None
) -> None:
    """Enter the functions and classes below `parent`: statements only, lambdas when one is asked
    for."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        nodes = getattr(parent, part, [])
        for node in nodes if isinstance(nodes, list) else ():
            inner, within = prefix, function
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                source.by_line.setdefault(_first_line(node), []).append(node)
                inner, within = f"{prefix}{node.name}.<locals>.", node
                if getattr(node, "type_params", ()):
                    source.generics[prefix + node.name] = node
            elif isinstance(node, ast.ClassDef):
                source.classes[prefix + node.name] = node
                inner = f"{prefix}{node.name}."
            elif isinstance(node, ast.Global):
                source.global_names.update(node.names)
                source.rebound |= _assigned(function, set(node.names))
            _index(source, node, inner, within)


def _assigned(function: FunctionNode | None, names: set[str]) -> set[str]:
    """Those names that the function binds."""
    from naja.compiler.front.names import assigned_names

    return names & assigned_names(getattr(function, "body", []))


def _index_lambdas(source: SourceFile) -> None:
    if not source.has_lambdas:
        source.has_lambdas = True
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Lambda):
                source.by_line.setdefault(node.lineno, []).append(node)


def _first_line(node: FunctionNode) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def function_node(function: types.FunctionType) -> tuple[SourceFile, FunctionNode] | None:
    """The file and the syntax tree of a live function."""
    code = function.__code__
    source = source_file(code.co_filename)
    if source is None:
        return None
    if code.co_name == "<lambda>":
        _index_lambdas(source)
    for node in source.by_line.get(code.co_firstlineno, []):
        if getattr(node, "name", "<lambda>") == code.co_name and _same_parameters(node, code):
            return source, _compiled_as(function, node)
    return None


def _compiled_as(function: types.FunctionType, node: FunctionNode) -> FunctionNode:
    """The syntax tree without what Python has no words for."""
    from naja.compiler.front.classes import surroundings

    node = exits.rewritten(node) if exits.is_exit(function) else node
    return surroundings.rewritten(node, function)  # type: ignore[no-any-return]


def hints(function: types.FunctionType) -> dict[str, Any]:
    """The annotations of a live function as its text has them: `functools.wraps` puts those of the
    wrapped function in their place."""
    if exits.is_exit(function):
        return exits.hints_of(function, function.__annotations__)
    where = function_node(function) if "__wrapped__" in function.__dict__ else None
    if where is None or isinstance(where[1], ast.Lambda):
        return function.__annotations__
    found = {a.arg: ast.unparse(a.annotation) for a in all_arguments(where[1]) if a.annotation}
    if where[1].returns is not None:
        found["return"] = ast.unparse(where[1].returns)
    return found


def all_arguments(node: FunctionNode) -> list[ast.arg]:
    """The parameters of a function in order, *args and **named among them."""
    given = node.args
    stars = [[given.vararg] if given.vararg else [], [given.kwarg] if given.kwarg else []]
    return [*given.posonlyargs, *given.args, *stars[0], *given.kwonlyargs, *stars[1]]


def _same_parameters(node: FunctionNode, code: types.CodeType) -> bool:
    names = [a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
    count = code.co_argcount + code.co_kwonlyargcount
    return [n.split("__")[-1] for n in names] == [
        n.split("__")[-1] for n in code.co_varnames[:count]
    ]


def class_node(cls: type) -> ast.ClassDef | None:
    """The syntax tree of a class statement, or None."""
    if cls in local_names:
        return local_names[cls][0]
    module = sys.modules.get(cls.__module__)
    path = getattr(module, "__file__", None)
    source = source_file(path) if path and path.endswith(".py") else None
    return source.classes.get(cls.__qualname__) if source else None


local_names: dict[type, tuple[ast.ClassDef, dict[str, Any]]] = {}
"""Of the classes that functions define: the statement, the names that annotations see."""

local_functions: dict[int, type] = {}
"""The classes of their methods, by the identity of the code."""


_with_parameters: dict[Any, dict[str, Any]] = {}


def names_of_class(cls: type) -> dict[str, Any]:
    """The names that annotations in a class body see, without the class's own."""
    if cls in local_names:
        return local_names[cls][1]
    return _seen(cls, vars(sys.modules[cls.__module__]), type_parameters.of_class(cls))


def names_of(function: types.FunctionType) -> dict[str, Any]:
    """The names that a function's annotations see."""
    cls = local_functions.get(id(function.__code__))
    around = names_of_class(cls) if cls is not None else function.__globals__
    return _seen(function, around, parameters_of(function))


def parameters_of(function: types.FunctionType) -> dict[str, Any]:
    """The type parameters that a function's annotations see, by name."""
    source = source_file(function.__code__.co_filename)
    return type_parameters.of_function(function, source.generics if source is not None else {})


def _seen(key: Any, names: dict[str, Any], parameters: dict[str, Any]) -> dict[str, Any]:
    """Names and type parameters: the same dict each time."""
    if not parameters:
        return names
    if key not in _with_parameters:
        _with_parameters[key] = {**names, **parameters}
    return _with_parameters[key]


_roots: list[tuple[str, str]] = []


def add_root(folder: str, shown: str) -> None:
    """Files below `folder` are shown with `shown` in its place, so that no path of the build
    machine is kept."""
    entry = (str(Path(folder).resolve()) + "/", shown)
    if entry not in _roots:
        _roots.insert(0, entry)


def shown_name(path: str) -> str:
    """The name under which a file appears in images and tracebacks."""
    resolved = str(Path(path).resolve())
    for folder, shown in _roots:
        if resolved.startswith(folder):
            return shown + resolved[len(folder) :]
    parts = Path(resolved).parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return Path(resolved).name
