"""Build options from the command line: the constants of `options.py` beside each Kconfig.

`os.net.tcp.RETRIES=9` is the constant RETRIES of `naja.os.net.tcp.options`; the Kconfig says what
it means and which values it takes. The compiler folds these constants, so a build sets them before
it begins and puts them back behind it.
"""

from __future__ import annotations

import difflib
import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

BOOLEANS = {"y": True, "n": False}
ROOT = Path(__file__).parents[1]
RANGE = re.compile(r"^config (\w+)$(?:\n[ \t]+.*)*?\n[ \t]+range (-?\d+) (-?\d+)$", re.MULTILINE)


class OptionError(ValueError):
    """The message says what is wrong with which setting."""


def _power_of_two(value: int) -> bool:
    return value & (value - 1) == 0


RULES: tuple[tuple[str, str, Callable[[int], bool], str], ...] = (
    ("platform.virtio", "NET_QUEUE_SIZE", _power_of_two, "is a power of two"),
)
ORDERED = (
    ("os.net.udp", "EPHEMERAL_FIRST", "EPHEMERAL_LAST"),
    ("os.net.dhcp", "FIRST_RETRY", "LAST_RETRY"),
)
"""Options of which the first must not be above the second."""


@contextmanager
def chosen(settings: Sequence[str]) -> Iterator[None]:
    """Have the options set as the texts say. Raises OptionError."""
    parsed = [_parse(text) for text in settings]
    before = [(module, name, getattr(module, name)) for module, name, _ in parsed]
    try:
        for module, name, value in parsed:
            setattr(module, name, value)
        _check_together(parsed)
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


@cache
def packages() -> tuple[str, ...]:
    """The parts of naja that have options, as settings name them."""
    folders = (path.parent.relative_to(ROOT) for path in ROOT.glob("**/Kconfig"))
    return tuple(sorted(".".join(folder.parts) for folder in folders))


def module_of(package: str) -> ModuleType:
    """The module that holds the options of one of `packages`."""
    return importlib.import_module(f"naja.{package}.options")


def names_in(package: str) -> list[str]:
    """The options of one of `packages`."""
    return sorted(name for name in vars(module_of(package)) if name.isupper())


@cache
def ranges(package: str) -> dict[str, tuple[int, int]]:
    """The least and the greatest value of each option that is a number."""
    folder = ROOT.joinpath(*package.split("."))
    prefix = folder.name.upper() + "_"
    found = RANGE.findall((folder / "Kconfig").read_text())
    return {name.removeprefix(prefix): (int(least), int(most)) for name, least, most in found}


def _parse(text: str) -> tuple[ModuleType, str, int]:
    path, equals, value = text.partition("=")
    package, _, name = path.rpartition(".")
    if not equals or not package:
        raise OptionError(f"{text}: write PACKAGE.NAME=VALUE, such as runtime.POOL_KIB=512")
    if package not in packages():
        raise OptionError(f"{text}: no part of naja with options is called {package}{_near(path)}")
    names = names_in(package)
    if name not in names:
        near = _near(path) or f"; they are {', '.join(names)}"
        raise OptionError(f"{text}: {name} is no option of {package}{near}")
    module = module_of(package)
    if isinstance(getattr(module, name), bool):
        if value not in BOOLEANS:
            raise OptionError(f"{text}: write y or n")
        return module, name, BOOLEANS[value]
    least, most = ranges(package)[name]
    if not re.fullmatch(r"-?[0-9]+", value) or not least <= int(value) <= most:
        raise OptionError(f"{text}: {name} is a number from {least} to {most}")
    for where, what, fits, rule in RULES:
        if (package, name) == (where, what) and not fits(int(value)):
            raise OptionError(f"{text}: {name} {rule}, from {least} to {most}")
    return module, name, int(value)


def _near(path: str) -> str:
    """The option that was probably meant, as the end of a sentence; or nothing."""
    known = [f"{package}.{name}" for package in packages() for name in names_in(package)]
    by_ending = [full for full in known if f".{full}".upper().endswith("." + path.upper())]
    by_likeness = difflib.get_close_matches(path, known, 1, 0.75)
    likely = by_ending if len(by_ending) == 1 else by_likeness
    return f"; did you mean {likely[0]}?" if likely else ""


def _check_together(parsed: list[tuple[ModuleType, str, int]]) -> None:
    touched = {(module.__name__, name) for module, name, _ in parsed}
    for package, lower, upper in ORDERED:
        module = module_of(package)
        if not touched & {(module.__name__, lower), (module.__name__, upper)}:
            continue
        least, most = getattr(module, lower), getattr(module, upper)
        if least > most:
            raise OptionError(f"{package}.{lower}={least}: it is above {package}.{upper}={most}")
