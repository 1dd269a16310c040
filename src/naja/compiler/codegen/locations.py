"""Source locations that an image knows at run time: the frames of a traceback.

`naja_locations` is a table of {u32 file, u32 function, u32 line, u32 column}; file and function are
offsets into `naja_location_strings`, zero-terminated. A traceback is a list of indices into the
table. File names are relative to the program's folder or to an import root, so that an image holds
no path of the machine that built it.
"""

from __future__ import annotations

import os
import sys

from naja.compiler.ir.model import Location


class PathNames:
    """Shortens the paths of source files. root: the program's folder."""

    def __init__(self, root: str) -> None:
        roots = {os.path.realpath(entry or ".") for entry in sys.path}
        self.roots = [os.path.realpath(root)]
        self.roots += sorted((r for r in roots if os.path.isdir(r)), key=len, reverse=True)
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
    """Numbers the locations in the order of first use."""

    def __init__(self, paths: PathNames) -> None:
        self.paths = paths
        self.rows: dict[tuple[int, int, int, int], int] = {}
        self.strings = bytearray()
        self.offsets: dict[str, int] = {}

    def number(self, loc: Location, function: str) -> int:
        """The location id of a place in a function."""
        file = self._string(self.paths.short(loc.file))
        row = (file, self._string(function), loc.line, loc.column)
        return self.rows.setdefault(row, len(self.rows))

    def _string(self, text: str) -> int:
        offset = self.offsets.get(text)
        if offset is None:
            offset = self.offsets[text] = len(self.strings)
            self.strings += text.encode() + b"\0"
        return offset
