"""Names that a module imports or defines for type checkers only: `if TYPE_CHECKING:` does not run,
and annotations mean what it says all the same.

The block is run when an annotation first needs it, after the program's modules have been imported,
so that modules may import each other. It loads no module of the program that the program itself
does not load: such a module could register classes, or act otherwise.
"""

from __future__ import annotations

import ast
import importlib
import sys
from typing import Any

from naja.compiler.front import sources

_found: dict[str, dict[str, Any]] = {}


def checked_names(namespace: dict[str, Any]) -> dict[str, Any]:
    """What the `if TYPE_CHECKING:` blocks of a module bind, by name."""
    path = str(namespace.get("__file__", ""))
    if path not in _found:
        names = _found[path] = {}
        source = sources.source_file(path)
        for node in source.tree.body if source is not None else []:
            if isinstance(node, ast.If) and _is_for_checkers(node.test):
                for statement in node.body:
                    _bind(statement, namespace, names)
    return _found[path]


def _is_for_checkers(test: ast.expr) -> bool:
    return ast.unparse(test).rpartition(".")[2] == "TYPE_CHECKING"


def _bind(statement: ast.stmt, namespace: dict[str, Any], names: dict[str, Any]) -> None:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            module = _module(alias.name)
            if module is not None:
                top = sys.modules[alias.name.partition(".")[0]]
                names[alias.asname or top.__name__] = module if alias.asname else top
    elif isinstance(statement, ast.ImportFrom):
        path = "." * statement.level + (statement.module or "")
        package = namespace.get("__package__") or None
        module = _module(importlib.util.resolve_name(path, package)) if package or path else None
        for alias in statement.names:
            if module is not None and hasattr(module, alias.name):
                names[alias.asname or alias.name] = getattr(module, alias.name)
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.ClassDef):
        code = compile(ast.Module([statement], []), "<checked>", "exec")
        try:
            exec(code, {**namespace, **names}, names)
        except NameError:  # it says more than is loaded: what needs it is refused by its name
            return


def _module(name: str) -> Any:
    """A module that is loaded, or one of CPython's library."""
    if name not in sys.modules and name.partition(".")[0] in sys.stdlib_module_names:
        try:
            importlib.import_module(name)
        except ImportError:
            return None
    return sys.modules.get(name)
