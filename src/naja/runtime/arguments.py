"""Calls whose arguments only the run tells: what `*items` and `**named` give to parameters."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import cold
from naja.runtime import exceptions as e

T = TypeVar("T")


@cold
def too_many(function: str, least: int, most: int, given: int, named: int) -> e.TypeError:
    """More positional arguments than parameters; `named` of the keyword-only ones are given."""
    takes = f"from {least} to {most}" if least != most else str(most)
    plural = "s" if least != most or most != 1 else ""
    count = str(given)
    if named > 0:
        count += f" positional argument{'s' if given != 1 else ''}"
        count += f" (and {named} keyword-only argument{'s' if named != 1 else ''})"
    verb = "was" if given == 1 and named == 0 else "were"
    text = f"{function}() takes {takes} positional argument{plural} but {count} {verb} given"
    return e.TypeError(text)


@cold
def missing(function: str, names: tuple[str, ...], kind: str, given: dict[str, T]) -> e.TypeError:
    """Parameters without an argument: those of `names` that the dict does not give either."""
    lacking = [f"'{name}'" for name in names if name not in given]
    shown = lacking[-1]
    if len(lacking) == 2:
        shown = f"{lacking[0]} and {lacking[1]}"
    elif len(lacking) > 2:
        shown = f"{', '.join(lacking[:-1])}, and {lacking[-1]}"
    plural = "s" if len(lacking) != 1 else ""
    text = f"{function}() missing {len(lacking)} required {kind} argument{plural}: {shown}"
    return e.TypeError(text)


def refuse_unknown(given: dict[str, T], names: tuple[str, ...], function: str) -> None:
    """Every key of `**given` has to be the name of a parameter."""
    for name in given:
        if name not in names:
            raise e.TypeError(f"{function}() got an unexpected keyword argument '{name}'")


def without(given: dict[str, T], names: tuple[str, ...]) -> dict[str, T]:
    """What **named takes of `**given`: all but the parameters that have names of their own."""
    result: dict[str, T] = {}
    for name, value in given.items():
        if name not in names:
            result[name] = value
    return result


def merge(given: dict[str, T], more: dict[str, T], function: str) -> None:
    """Add the entries of a second `**`, none of which may be there already."""
    for name, value in more.items():
        if name in given:
            raise repeated(function, name)
        given[name] = value


@cold
def repeated(function: str, name: str) -> e.TypeError:
    """The same keyword twice."""
    return e.TypeError(f"{function}() got multiple values for keyword argument '{name}'")


def several(items: list[T], function: str, kind: str) -> None:
    """max(*items) and min(*items) need two arguments."""
    if len(items) == 0:
        raise e.TypeError(f"{function} expected at least 1 argument, got 0")
    if len(items) == 1:
        raise e.TypeError(f"'{kind}' object is not iterable")
