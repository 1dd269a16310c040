"""Objects that the build machine had once and the image would hold twice."""

from __future__ import annotations

from pathlib import Path

from naja.compiler.errors import CompileErrors, Diagnostic, shown_path
from naja.compiler.ir import model as ir


def refuse_twins(program: ir.Program, path: Path) -> None:
    """A container that is read under two types is laid out once for each: a change of one would not
    be seen in the other. path: the program's. Raises CompileErrors."""
    first: dict[int, ir.StaticObject] = {}
    place = program.entry.loc
    file = shown_path(str(path if path.is_file() else path / place.file))
    found = []
    for static in program.statics:
        if static.origin and static.mutable:
            other = first.setdefault(static.origin, static)
            if other is not static and other.type is not static.type:
                names = " and ".join(sorted({_shown(other), _shown(static)}))
                found.append(
                    Diagnostic(
                        file,
                        place.line,
                        place.column,
                        f"a container that modules filled is used as {names}",
                        "annotate all variables and attributes that hold it alike",
                    )
                )
    if found:
        raise CompileErrors(found)


def _shown(static: ir.StaticObject) -> str:
    return f"{static.type.name} ({static.symbol})"
