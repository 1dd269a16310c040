"""Tracebacks: where an exception passed, and the report of one that nobody caught.

A location id indexes the compiler's tables: `naja_locations` has a u32 for each, function << 16 |
line; `naja_location_functions` two u32 for each function, the offsets of its file's and its own
name in `naja_location_strings`, which are UTF-8 and end with a zero byte.
"""

from __future__ import annotations

from collections.abc import Callable

from naja.lang import cold, noinline, u8, u16, u32, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.platform import contract
from naja.runtime import bytes as plain
from naja.runtime import codecs, text
from naja.runtime.exceptions import BaseException

INSIDE = 4  # places that lie inside the exception object
MOST = 64
REPEATS = 3  # how often a place that follows itself is shown


@cold
@noinline
@unchecked
def add_traceback(error: BaseException, location: int) -> None:
    """Note that the exception passed this location. Never fails: what has no room is left out."""
    length = int(error.traceback_length)
    if length == 0:
        error.place0 = u32.wrap(location)
    elif length == 1:
        error.place1 = u32.wrap(location)
    elif length == 2:
        error.place2 = u32.wrap(location)
    elif length == 3:
        error.place3 = u32.wrap(location)
    else:
        if length == MOST:
            return
        if length == INSIDE:
            try:
                error.traceback_rest = unsafe.allocate_array(u32, MOST - INSIDE)
            except MemoryError:
                return
        error.traceback_rest[length - INSIDE] = u32.wrap(location)
    error.traceback_length = u16.wrap(length + 1)


def place(error: BaseException, index: int) -> int:
    """The location id at an index, innermost first."""
    if index == 0:
        return int(error.place0)
    if index == 1:
        return int(error.place1)
    if index == 2:
        return int(error.place2)
    if index == 3:
        return int(error.place3)
    return int(error.traceback_rest[index - INSIDE])


@unchecked
def string_at(offset: int) -> str:
    """A name from the compiler's strings: a character for each byte of its UTF-8."""
    start = Ptr[u8](unsafe.symbol_address("naja_location_strings") + offset)
    size = 0
    while start[size] != 0:
        size += 1
    return text.from_latin1(start, size)


@unchecked
def described(location: int) -> str:
    """A location as a traceback shows it, a character for each byte."""
    entry = int(Ptr[u32](unsafe.symbol_address("naja_locations"))[location])
    names = Ptr[u32](unsafe.symbol_address("naja_location_functions")) + (entry >> 16) * 2
    file = string_at(int(names[0]))
    function = string_at(int(names[1]))
    return f'  File "{file}", line {entry & 0xFFFF}, in {function}\n'


@noinline
def write_error(message: str) -> None:
    """Write to standard error."""
    contract.console_error(codecs.replaced_utf8(message))


@noinline
def write_raw(line: str) -> None:
    """Write characters below 256 to standard error as they are, a byte each."""
    contract.console_error(plain.copied(unsafe.tail(line), len(line)))


@cold
def report(error: BaseException) -> None:
    """Print the traceback and the message of an uncaught exception, causes first."""
    try:
        report_one(error)
    except MemoryError:
        contract.console_error(b"MemoryError: no memory left to show the traceback\n")


def report_one(error: BaseException) -> None:
    """Print the report of one exception, and before it those of its causes."""
    from naja.runtime import group_report, groups

    cause = error.cause
    context = error.context
    if cause is not None:
        report_one(cause)
        write_raw("\nThe above exception was the direct cause of the following exception:\n\n")
    elif context is not None and not error.context_hidden:
        report_one(context)
        write_raw("\nDuring handling of the above exception, another exception occurred:\n\n")
    if isinstance(error, groups.BaseExceptionGroup):
        group_report.show(error)
        return
    if int(error.traceback_length) > 0:
        write_raw("Traceback (most recent call last):\n")
        write_places(error, write_raw)
    message = str(error)
    if len(message) > 0:
        message = ": " + message
    write_error(unsafe.type_name(error) + message + "\n")
    notes = error.notes
    if notes is not None:
        for note in notes:
            write_error(note + "\n")


def write_places(error: BaseException, write: Callable[[str], None]) -> None:
    """The places that an exception passed, outermost first, a line each."""
    index = int(error.traceback_length) - 1
    last, times = -1, 0
    while index >= 0:
        location = place(error, index)
        times = times + 1 if location == last else 1
        if times <= REPEATS:
            write(described(location))
        index -= 1
        last = location
        if times > REPEATS and (index < 0 or place(error, index) != location):
            count = times - REPEATS
            write(f"  [Previous line repeated {count} more time{'s' if count > 1 else ''}]\n")


def notes_of(error: BaseException) -> list[str]:
    """The notes, or none."""
    notes = error.notes
    return notes if notes is not None else []
