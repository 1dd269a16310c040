"""Debug information: which Python line and function each instruction comes from.

Gives the text of `!dbg` attachments. One compile unit, one DISubprogram a function, one DILocation
a line and column.
"""

from __future__ import annotations

from naja.compiler.codegen.locations import PathNames
from naja.compiler.codegen.metadata import Metadata
from naja.compiler.ir.model import Location


class DebugInfo:
    """The debug information of one module."""

    def __init__(self, metadata: Metadata, paths: PathNames) -> None:
        self.metadata, self.paths = metadata, paths
        self.unit = ""
        self.subroutine = metadata.node("!DISubroutineType(types: !{null})")

    def file(self, path: str) -> str:
        name = self.paths.short(path).replace("\\", "\\5C").replace('"', "\\22")
        return self.metadata.node(f'!DIFile(filename: "{name}", directory: ".")')

    def subprogram(self, shown: str, symbol: str, loc: Location) -> str:
        """The node of a function."""
        file = self.file(loc.file)
        if not self.unit:
            self.unit = self.metadata.distinct(
                f'distinct !DICompileUnit(language: DW_LANG_C99, file: {file}, producer: "naja", '
                "isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, "
                "nameTableKind: None)"
            )
        return self.metadata.distinct(
            f'distinct !DISubprogram(name: "{shown}", linkageName: "{symbol}", scope: {file}, '
            f"file: {file}, line: {loc.line}, type: {self.subroutine}, scopeLine: {loc.line}, "
            f"spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: {self.unit})"
        )

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
