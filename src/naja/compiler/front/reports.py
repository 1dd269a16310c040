"""Problems as diagnostics, each at the place in the program that leads to it."""

from __future__ import annotations

from typing import Any

from naja.compiler.errors import Diagnostic, shown_path, source_line
from naja.compiler.front import sources
from naja.compiler.front.instance import (
    FunctionInstance,
)
from naja.compiler.front.problems import Unsupported


def asked_by(
    instance: FunctionInstance, problem: Unsupported
) -> tuple[FunctionInstance, Unsupported]:
    """A problem inside the library, told at the call in the program that led there."""
    node, start = problem.node, instance
    while instance.asked is not None and _is_library(instance):
        instance, node = instance.asked
    if instance is start or _is_library(instance):
        return start, problem
    place = f" (in {start.name})" if not start.source.path.startswith("<") else ""
    return instance, Unsupported(node, problem.reason + place, problem.remedy)


def _is_library(instance: FunctionInstance) -> bool:
    return instance.source.path.startswith("<") or not instance.ir.traced


def add_problem(
    found: dict[tuple[str, int, int], Diagnostic],
    source: sources.SourceFile,
    node: Any,
    problem: Unsupported,
) -> None:
    place = problem.node if problem.node is not None and hasattr(problem.node, "lineno") else node
    line, column = getattr(place, "lineno", 1), getattr(place, "col_offset", 0) + 1
    same_line = getattr(place, "end_lineno", line) == line
    end = (getattr(place, "end_col_offset", 0) or 0) + 1 if same_line else column + 1
    path = shown_path(source.path)
    text = source_line(path, line).encode()
    if text:  # the syntax tree counts bytes, people count characters
        column = len(text[: column - 1].decode(errors="ignore")) + 1
        end = len(text[: end - 1].decode(errors="ignore")) + 1
    found.setdefault(
        (source.path, line, column),
        Diagnostic(path, line, column, problem.reason, problem.remedy, end),
    )
