"""Imports the program under CPython: module-level code runs here, on the build machine.

The module is imported under its own name, so the body of `if __name__ == "__main__":` does not
run; its syntax tree is the program's entry. What goes wrong in module-level code is reported as
CPython reports it.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
import traceback
import types
from dataclasses import dataclass
from pathlib import Path

from naja.compiler.errors import CompileErrors, Diagnostic, shown_path
from naja.compiler.front import names, sources
from naja.compiler.front.classes.hierarchy import drop_made_inits, note_own_modules


@dataclass
class LoadedProgram:
    """A program's main module, imported, and the statements of its main block."""

    module: types.ModuleType
    source: sources.SourceFile
    entry: list[ast.stmt]
    entry_node: ast.If


def load(path: str) -> LoadedProgram:
    """Import the program at `path` (a file). Raises CompileErrors."""
    note_own_modules()
    file = Path(path).resolve()
    path, folder = str(file), str(file.parent)
    sources.add_root(folder, "")
    source = _parsed(path)
    node = _main_block(source.tree)
    if node is None:
        raise _error(
            path,
            1,
            1,
            "the program has no main block",
            'add `if __name__ == "__main__":` with what is to run',
        )
    if folder not in sys.path:
        sys.path.insert(0, folder)
    name = file.stem if file.stem not in sys.modules else f"{file.stem}_program"
    module = _imported(name, path, folder)
    drop_made_inits()
    read = names.names_of_functions(source.tree.body).intersection(vars(module))
    stored = names.assigned_names(node.body, defined=False)
    source.main_names = stored & (
        read | names.read_before_set(node.body).intersection(vars(module))
    )
    source.redefined = (names.assigned_names(node.body) - stored) & read
    return LoadedProgram(module, source, node.body, node)


def _parsed(path: str) -> sources.SourceFile:
    try:
        source = sources.source_file(path)
    except SyntaxError as error:
        raise _syntax_error(path, error) from None
    except RecursionError:
        reason = "RecursionError: this file nests too deeply"
        raise _error(path, 1, 1, reason, "split it into several statements") from None
    except ValueError as error:  # what older releases of CPython 3.11 raise for null bytes
        raise _error(path, 1, 1, f"SyntaxError: {error}", "correct the syntax") from None
    if source is None:
        raise _error(path, 1, 1, "the file cannot be read", "check that it exists and may be read")
    return source


def _main_block(tree: ast.Module) -> ast.If | None:
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) in (
            "__name__ == '__main__'",
            "'__main__' == __name__",
        ):
            return node
    return None


def _imported(name: str, path: str, folder: str) -> types.ModuleType:
    from naja.lang import BuildError

    specification = importlib.util.spec_from_file_location(name, path)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    try:
        specification.loader.exec_module(module)
    except BuildError as error:
        raise _error(error.file or path, error.line or 1, 1, error.message, "") from None
    except SyntaxError as error:
        raise _syntax_error(error.filename or path, error) from None
    except ModuleNotFoundError as error:
        reason = f"module-level code failed at build time: {type(error).__name__}: {error}"
        remedy = "correct the name, or install it for the Python that naja runs on"
        raise _failed(error, path, folder, reason, remedy) from None
    except SystemExit as error:
        reason = f"module-level code ended the build: SystemExit({error.code!r})"
        raise _failed(error, path, folder, reason, "move it under the main block") from None
    except Exception as error:  # noqa: BLE001 - the user's own code may raise anything
        said = "".join(traceback.format_exception_only(error)).strip()
        reason = f"module-level code failed at build time: {said}"
        remedy = "it runs when the image is built: move what needs the machine under the main block"
        raise _failed(error, path, folder, reason, remedy) from None
    return module


def _syntax_error(path: str, error: SyntaxError) -> CompileErrors:
    message = f"SyntaxError: {error.msg}"
    remedy = "save the file as UTF-8" if "codec" in str(error.msg) else "correct the syntax"
    return _error(path, error.lineno or 1, max(1, error.offset or 1), message, remedy)


def _failed(
    error: BaseException, path: str, folder: str, reason: str, remedy: str
) -> CompileErrors:
    """What left module-level code, at the innermost line of the program's own files."""
    line, file = 1, path
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(folder):
            file, line = frame.f_code.co_filename, number
    return _error(file, line, 1, reason, remedy)


def _error(file: str, line: int, column: int, reason: str, remedy: str) -> CompileErrors:
    return CompileErrors([Diagnostic(shown_path(file), line, column, reason, remedy)])
