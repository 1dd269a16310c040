"""`struct`: for formats that are known when a program is compiled.

The functions themselves are written by the compiler, one for each format
(`compiler.front.struct_calls`).
"""

from __future__ import annotations


class error(Exception):
    """What does not fit a format."""
