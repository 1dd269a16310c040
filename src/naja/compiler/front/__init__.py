"""The front end: a program's path in, typed IR out. `compile_program` is all that the driver
needs."""

from __future__ import annotations

from naja.compiler.front.program import compile_program

__all__ = ["compile_program"]
