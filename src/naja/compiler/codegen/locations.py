"""Source locations that an image knows at run time: the frames of a traceback.

A traceback is a list of location ids. `naja_locations` holds a u32 for each: function << 16 | line.
`naja_location_functions` holds two u32 for each function: where the names of its file and of
itself begin in `naja_location_strings`, zero-terminated. File names are relative to the program's
folder or to an import root, so that an image holds no path of the machine that built it.
"""

from __future__ import annotations

import os
import sys

from naja.compiler.errors import InternalError
from naja.compiler.ir.model import Location


class PathNames:
    """Shortens the paths of source files. root: the program's folder."""

    def __init__(self, root: str) -> None:
        roots = {os.path.realpath(entry or ".") for entry in sys.path}
        self.roots = [os.path.realpath(root)]
        self.roots += sorted((r for r in roots if os.path.isdir(r)), key=lambda r: (-len(r), r))
        self.known: dict[str, str] = {}

    def short(self, path: str) -> str:
        """The path as a traceback shows it."""
        name = self.known.get(path)
        if name is None:
            name = self.known[path] = self._shorten(path)
        return name

    def _shorten(self, path: str) -> str:
        if not os.path.isabs(path):
            return path
        real = os.path.realpath(path)
        for root in self.roots:
            if real.startswith(root.rstrip("/") + "/"):
                return real[len(root.rstrip("/")) + 1 :]
        return os.path.basename(real)


class LocationTable:
    """Numbers functions, and the lines in them, in the order of first use."""

    def __init__(self, paths: PathNames) -> None:
        self.paths = paths
        self.rows: dict[int, int] = {}
        self.functions: dict[tuple[int, int], int] = {}
        self.strings = bytearray()
        self.offsets: dict[str, int] = {}

    def number(self, loc: Location, function: str) -> int:
        """The location id of a line in a function. Lines beyond 65535 show as that."""
        names = self._string(self.paths.short(loc.file)), self._string(function)
        index = self.functions.setdefault(names, len(self.functions))
        if index > 0xFFFF:
            raise InternalError("codegen", "more than 65536 functions appear in tracebacks")
        row = index << 16 | min(loc.line, 0xFFFF)
        return self.rows.setdefault(row, len(self.rows))

    def _string(self, text: str) -> int:
        offset = self.offsets.get(text)
        if offset is None:
            offset = self.offsets[text] = len(self.strings)
            self.strings += text.encode() + b"\0"
        return offset
