"""What the compiler tells its user: located diagnostics, several a run, and the internal error
that names a stage."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Diagnostic:
    """One thing wrong: where, why, and what to write instead. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    reason: str
    remedy: str
    end_column: int = 0

    def render(self) -> str:
        """`file:line:col: reason`, the source line with a caret, and the remedy."""
        text = f"{self.file}:{self.line}:{self.column}: {self.reason}"
        source = source_line(self.file, self.line)
        if source:
            width = max(1, self.end_column - self.column)
            before = "".join("\t" if c == "\t" else " " for c in source[: self.column - 1])
            text += f"\n    {source}\n    {before}{'^' * width}"
        return text + (f"\n  {self.remedy}" if self.remedy else "")

    def to_json(self) -> dict[str, object]:
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "end_column": self.end_column,
            "reason": self.reason,
            "remedy": self.remedy,
        }


class CompileErrors(Exception):
    """The program cannot be compiled; `diagnostics` says why."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("\n".join(d.render() for d in diagnostics))
        self.diagnostics = diagnostics


class ToolMissing(Exception):
    """A program that the build needs is not installed; the message says which and how to get it."""


class InternalError(Exception):
    """A mistake of the compiler itself. stage: front, verify, passes, codegen, link …"""

    def __init__(self, stage: str, message: str) -> None:
        super().__init__(f"internal error in {stage}: {message}")
        self.stage = stage


def shown_path(path: str) -> str:
    """A path as its user would write it: from the current folder, if it lies below."""
    here = Path.cwd()
    absolute = Path(path).absolute()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else path


def source_line(file: str, line: int) -> str:
    """One line of a source file, counting from 1; empty when it cannot be read."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[line - 1] if 0 < line <= len(lines) else ""
