"""Debug information: which Python line and function each instruction comes from.

Gives the text of `!dbg` attachments. One compile unit, one DISubprogram a function, one DILocation
a line and column.
"""

from __future__ import annotations

from naja.compiler.codegen.debugtypes import DebugTypes
from naja.compiler.codegen.locations import PathNames
from naja.compiler.codegen.metadata import Metadata
from naja.compiler.ir.model import Local, Location


class DebugInfo:
    """The debug information of one module."""

    def __init__(
        self, metadata: Metadata, paths: PathNames, types: DebugTypes | None = None
    ) -> None:
        self.metadata, self.paths, self.types = metadata, paths, types
        self.unit = ""
        self.subroutine = metadata.node("!DISubroutineType(types: !{null})")

    def file(self, path: str) -> str:
        name = self.paths.short(path).replace("\\", "\\5C").replace('"', "\\22")
        return self.metadata.node(f'!DIFile(filename: "{name}", directory: ".")')

    def subprogram(self, shown: str, loc: Location) -> str:
        """The node of a function."""
        file = self.file(loc.file)
        if not self.unit:
            kind = "FullDebug" if self.types is not None else "LineTablesOnly"
            self.unit = self.metadata.distinct(
                f'distinct !DICompileUnit(language: DW_LANG_C99, file: {file}, producer: "naja", '
                f"runtimeVersion: 0, emissionKind: {kind}, "
                "nameTableKind: None)"
            )
        return self.metadata.distinct(
            f'distinct !DISubprogram(name: "{shown}", scope: {file}, '
            f"file: {file}, line: {loc.line}, type: {self.subroutine}, scopeLine: {loc.line}, "
            f"spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: {self.unit})"
        )

    def variable(
        self, subprogram: str, local: Local, slot: str, argument: int, loc: Location
    ) -> str:
        """The record that tells where a variable lies; argument: its position from 1, or 0."""
        assert self.types is not None
        position = f"arg: {argument}, " if argument else ""
        node = self.metadata.node(
            f'!DILocalVariable(name: "{local.name}", {position}scope: {subprogram}, '
            f"file: {self.file(loc.file)}, line: {loc.line}, type: {self.types.type(local.type)})"
        )
        place = self.metadata.node(f"!DILocation(line: {loc.line}, column: 0, scope: {subprogram})")
        return f"#dbg_declare(ptr {slot}, {node}, !DIExpression(), {place})"

    def attachment(self, subprogram: str, loc: Location) -> str:
        """`, !dbg !n` for an instruction at this place of the function."""
        column = min(loc.column, 65535)
        node = self.metadata.node(
            f"!DILocation(line: {loc.line}, column: {column}, scope: {subprogram})"
        )
        return f", !dbg {node}"

    def named(self) -> str:
        """The module's named metadata."""
        version = self.metadata.node('!{i32 2, !"Debug Info Version", i32 3}')
        dwarf = self.metadata.node('!{i32 7, !"Dwarf Version", i32 5}')
        unit = f"!llvm.dbg.cu = !{{{self.unit}}}\n" if self.unit else ""
        return f"{unit}!llvm.module.flags = !{{{version}, {dwarf}}}"
