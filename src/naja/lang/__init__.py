"""What typed programs may import beyond the standard library.

Fixed-width integers, hints to the compiler, overloads, and the error that a module raises to stop a
build. All of it also runs under CPython, where the hints have no effect.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import CO_VARARGS
from typing import Any, TypeVar

from naja.lang.bigint import bigint
from naja.lang.integers import i8, i16, i32, i64, u8, u16, u32, u64

__all__ = [
    "BuildError",
    "apart",
    "bigint",
    "cold",
    "export",
    "hot",
    "i8",
    "i16",
    "i32",
    "i64",
    "inline",
    "noinline",
    "overloads",
    "repeatable",
    "u8",
    "u16",
    "u32",
    "u64",
    "warm",
]

F = TypeVar("F", bound=Callable[..., Any])


class BuildError(Exception):
    """Raised by module-level code to stop the build with a message for people.

    file, line: the input at fault (a zone file, a rule set), when there is one."""

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.file, self.line = message, file, line

    def __str__(self) -> str:
        """The message behind its place, as CPython shows it; the build shows the line too."""
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return place + self.message


def _hinted(function: F, hint: str) -> F:
    function.__dict__["__naja_hint__"] = hint
    return function


def inline(function: F) -> F:
    """Always expand calls of this function in place."""
    return _hinted(function, "inline")


def noinline(function: F) -> F:
    """Never expand calls of this function in place."""
    return _hinted(function, "noinline")


def cold(function: F) -> F:
    """Rarely called: out of line, compiled for size."""
    return _hinted(function, "cold")


def hot(function: F) -> F:
    """Often called: compiled for speed."""
    return _hinted(function, "hot")


def warm(function: F) -> F:
    """Compiled for speed in programs whose own code calls it, directly or through other warm
    functions; else for size."""
    return _hinted(function, "warm")


def apart(function: F) -> F:
    """As `warm`, but never expanded in place."""
    return _hinted(function, "apart")


def repeatable(function: F) -> F:
    """As `apart`, and two calls with the same arguments, between which nothing is written, may
    become one: what the function itself writes is but a note of its result, which nothing that is
    expanded in place relies on. Of no effect where it leads to the program's own code."""
    return _hinted(function, "repeatable")


def export(symbol: str) -> Callable[[F], F]:
    """Give a function of ints that does not raise the C calling convention and that symbol."""

    def decorate(function: F) -> F:
        function.__dict__["__naja_export__"] = symbol
        return function

    return decorate


class overloads:
    """Several functions under one name: compiled code takes the first whose parameters accept the
    arguments.

    Under CPython the first whose number of parameters fits is called. Works in modules and in
    classes."""

    def __init__(self, *functions: Callable[..., Any]) -> None:
        self.functions = functions

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        for function in self.functions:
            code = function.__code__
            required = code.co_argcount - len(function.__defaults__ or ())
            count = len(arguments) + len(named)
            if required <= count and (count <= code.co_argcount or code.co_flags & CO_VARARGS):
                return function(*arguments, **named)
        raise TypeError("no overload takes these arguments")

    def __get__(self, instance: object, owner: type | None = None) -> Callable[..., Any]:
        if instance is None:
            return self
        return lambda *arguments, **named: self(instance, *arguments, **named)
