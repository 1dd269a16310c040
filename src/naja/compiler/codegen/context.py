"""What all of one module's text shares: declarations, metadata, type ids, locations, symbol names.

The emitters of functions and statics append finished text to `body`; whatever they mention on the
way (an intrinsic, a metadata node, a dispatcher still to be written) is noted here once and written
at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from naja.compiler.codegen.debuginfo import DebugInfo
from naja.compiler.codegen.debugtypes import DebugTypes
from naja.compiler.codegen.locations import LocationTable, PathNames
from naja.compiler.codegen.metadata import Metadata
from naja.compiler.codegen.storage import value_type
from naja.compiler.codegen.typeids import TypeIds
from naja.compiler.ir import model as ir

_PLAIN = re.compile(r"[A-Za-z$._][A-Za-z0-9$._-]*\Z")


@dataclass(frozen=True)
class Options:
    """How to compile.

    small: for size except where a function is hot. red_zone: whether interrupts leave the bytes
    below the stack pointer alone. position_independent: for spt. debug: line tables. variables:
    names, types and places of variables too."""

    small: bool = True
    red_zone: bool = True
    position_independent: bool = True
    debug: bool = True
    variables: bool = False


class Context:
    """One module being written."""

    def __init__(self, program: ir.Program, options: Options, paths: PathNames) -> None:
        self.program, self.options = program, options
        self.metadata = Metadata()
        self.type_ids = TypeIds(program)
        self.locations = LocationTable(paths)
        types = DebugTypes(self.metadata, self.type_ids.layouts) if options.variables else None
        self.debug = DebugInfo(self.metadata, paths, types) if options.debug else None
        self.body: list[str] = []
        self.declarations: dict[str, str] = {}
        self.tables_used: set[str] = set()
        self.generated: dict[object, str] = {}
        self.pending: list[Callable[[], None]] = []

    def declare(self, name: str, result: str, params: str, attributes: str = "") -> str:
        """Make an LLVM intrinsic or function known; gives its name with `@`."""
        symbol = "@" + name
        self.declarations[symbol] = f"declare {result} {symbol}({params}) {attributes}".rstrip()
        return symbol

    def external(self, name: str) -> str:
        """The address of a symbol that assembly, the linker or a table of ours defines."""
        if name in TABLES:
            self.tables_used.add(name)
            return "@" + name
        symbol = "@" + quoted(name)
        for function in self.program.functions:
            if function.exported == name:
                return symbol
        self.declarations[symbol] = f"{symbol} = external hidden global i8"
        return symbol

    def once(self, key: object, name: str, write: Callable[[str], None]) -> str:
        """The symbol of a helper that is written once a module, after the function that needs
        it.
        """
        symbol = self.generated.get(key)
        if symbol is None:
            symbol = "@" + quoted(f"{name}.{len(self.generated)}")
            self.generated[key] = symbol
            written = symbol
            self.pending.append(lambda: write(written))
        return symbol


TABLES = (
    "naja_trace_table",
    "naja_locations",
    "naja_location_functions",
    "naja_location_strings",
    "naja_cells",
    "naja_coverage",
    "naja_coverage_size",
)


def quoted(name: str) -> str:
    """A symbol as LLVM text has it."""
    if _PLAIN.match(name):
        return name
    return '"' + name.replace("\\", "\\5C").replace('"', "\\22") + '"'


def function_symbol(function: ir.Function) -> str:
    return "@" + quoted(function.exported or own_symbol(function.symbol))


def static_symbol(static: ir.StaticObject) -> str:
    return "@" + quoted(own_symbol(static.symbol))


def own_symbol(symbol: str) -> str:
    """The name in the object file: always with a dot, which no name in assembly or of LLVM has."""
    return symbol if "." in symbol else symbol + ".0"


def returned_type(function: ir.Function) -> str:
    """What a function's code returns: its value, its exception, or the pair of them."""
    if function.is_coroutine:
        return "ptr"
    return (
        raising_type(value_type(function.result))
        if function.may_raise
        else value_type(function.result)
    )


def raising_type(value: str) -> str:
    return "ptr" if value == "void" else f"{{ {value}, ptr }}"
