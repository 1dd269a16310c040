"""The map of an image: what lies where, how large, from which Python line, and why it is there.

A JSON file `IMAGE.map` beside the image, read by `naja inspect`: {"target", "bytes": size of the
image file, "sections": [{"name", "address", "bytes", "in_file"}], "symbols": [{"symbol", "name",
"kind", "section", "address", "bytes", "file", "line", "because"}], "inlined": {symbol: because} of
what is in the image only as part of others} kind: function, data, assembly, made (by the compiler).
Where blocks count their runs, "counted" has [function, file, line] of each counter.
`because` is the symbol of what first refers to it on the way from the entry, or null; following it
upward gives the whole reason (`chain`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from naja.compiler.codegen.context import own_symbol
from naja.compiler.codegen.locations import PathNames
from naja.compiler.ir import model as ir
from naja.compiler.passes.prune import Reachability
from naja.image.elf import SHF_ALLOC, SHT_NOBITS, Section, sections, symbols

SUFFIXES = (".resume", ".cleanup", ".destroy", ".noalloc", ".object", ".closure", ".raised")


def path_of(image: Path) -> Path:
    """Where the map of an image lies."""
    return image.with_name(image.name + ".map")


def write(program: ir.Program, paths: PathNames, image: Path, debug: Path) -> None:
    """Write the map of an image that was linked from this program."""
    data = debug.read_bytes()
    found = [s for s in sections(data) if s.flags & SHF_ALLOC and s.size]
    made = {
        "target": program.target,
        "bytes": image.stat().st_size,
        "sections": [_section(s) for s in found],
        **_symbols(program, paths, data),
    }
    if program.counted:
        made["counted"] = [
            [shown, paths.short(loc.file), loc.line] for shown, loc in program.counted
        ]
    path_of(image).write_text(json.dumps(made, indent=1) + "\n")


def read(image: Path) -> Any:
    """The map of an image. Raises OSError or ValueError when there is none that can be read."""
    return json.loads(path_of(image).read_text())


def chain(made: Any, symbol: str) -> list[str]:
    """Why a symbol is in the image: from it up to the entry, by name."""
    by_symbol = {s["symbol"]: s for s in made["symbols"]}
    names: list[str] = []
    current: str | None = symbol
    while current is not None and len(names) <= len(by_symbol):
        entry = by_symbol.get(current)
        names.append(entry["name"] if entry else current)
        current = entry["because"] if entry else made["inlined"].get(current)
    return names


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name,
        "address": section.address,
        "bytes": section.size,
        "in_file": section.kind != SHT_NOBITS,
    }


class _Reasons:
    """What is known of a symbol from the program."""

    def __init__(self, program: ir.Program, paths: PathNames) -> None:
        self.paths = paths
        reach = Reachability(program)
        reach.run()
        self.referrers = reach.referrers
        self.items: dict[str, ir.Function | ir.StaticObject] = {}
        for function in program.functions:
            self.items[symbol_of(function)] = function
        for static in program.statics:
            self.items[symbol_of(static)] = static

    def find(self, symbol: str) -> ir.Function | ir.StaticObject | None:
        """The thing that a symbol, or a part that LLVM split off, belongs to."""
        while symbol not in self.items:
            head, dot, tail = symbol.rpartition(".")
            if not dot or not (tail.isdigit() or "." + tail in SUFFIXES):
                return None
            symbol = head
        return self.items[symbol]

    def describe(self, symbol: str) -> dict[str, Any]:
        item = self.find(symbol)
        described: dict[str, Any] = {"name": symbol, "file": None, "line": None, "because": None}
        if item is None:
            made = symbol.startswith(("dispatch.", "naja_"))
            return {**described, "kind": "made" if made else "assembly"}
        described["because"] = self.because(item)
        if isinstance(item, ir.StaticObject):
            return {**described, "name": item.symbol, "kind": "data"}
        described.update(name=item.shown, file=self.paths.short(item.loc.file), line=item.loc.line)
        return {**described, "kind": "function"}

    def because(self, item: ir.Function | ir.StaticObject) -> str | None:
        referrer = self.referrers.get(item)
        while isinstance(referrer, ir.Layout):
            referrer = self.referrers.get(referrer)
        if isinstance(referrer, ir.Function | ir.StaticObject):
            return symbol_of(referrer)
        return None


def symbol_of(item: ir.Function | ir.StaticObject) -> str:
    """The name of a thing in the object file."""
    exported = item.exported if isinstance(item, ir.Function) else ""
    return exported or own_symbol(item.symbol)


def _symbols(program: ir.Program, paths: PathNames, data: bytes) -> dict[str, Any]:
    reasons = _Reasons(program, paths)
    names = [section.name for section in sections(data)]
    found: dict[str, dict[str, Any]] = {}
    for symbol in sorted(symbols(data), key=lambda s: (s.address, s.name)):
        if symbol.size and symbol.section < len(names):
            found[symbol.name] = {
                "symbol": symbol.name,
                **reasons.describe(symbol.name),
                "section": names[symbol.section],
                "address": symbol.address,
                "bytes": symbol.size,
            }
    inlined = {
        symbol: reasons.because(item)
        for symbol, item in reasons.items.items()
        if symbol not in found
    }
    return {"symbols": list(found.values()), "inlined": inlined}
