"""Build options from the command line: the constants of `options.py` beside each Kconfig.

`os.net.arp.ENTRIES=16` is the constant ENTRIES of `naja.os.net.arp.options`. The compiler folds
these constants, so a build sets them before it begins and puts them back behind it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

BOOLEANS = {"y": True, "n": False}


class OptionError(ValueError):
    """The message says what is wrong with which setting."""


@contextmanager
def chosen(settings: Sequence[str]) -> Iterator[None]:
    """Have the options set as the texts say. Raises OptionError."""
    parsed = [_parse(text) for text in settings]
    before = [(module, name, getattr(module, name)) for module, name, _ in parsed]
    for module, name, value in parsed:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def _parse(text: str) -> tuple[ModuleType, str, int]:
    path, equals, value = text.partition("=")
    package, _, name = path.rpartition(".")
    if not equals or not package:
        raise OptionError(f"{text}: write PACKAGE.NAME=VALUE, such as runtime.POOL_KIB=512")
    try:
        module = importlib.import_module(f"naja.{package}.options")
    except ModuleNotFoundError:
        raise OptionError(f"{text}: no part of naja with options is called {package}") from None
    names = sorted(n for n in vars(module) if n.isupper())
    if name not in names:
        raise OptionError(f"{text}: the options of {package} are {', '.join(names)}")
    if isinstance(getattr(module, name), bool):
        if value not in BOOLEANS:
            raise OptionError(f"{text}: write y or n")
        return module, name, BOOLEANS[value]
    if not value.isascii() or not value.isdigit():
        raise OptionError(f"{text}: write a number")
    return module, name, int(value)
