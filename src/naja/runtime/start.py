"""From the platform's entry to the program and out again."""

from __future__ import annotations

from naja.lang import noinline, unsafe
from naja.platform import contract
from naja.runtime import collector, options, timeline, traceback
from naja.runtime.exceptions import BaseException, SystemExit


def program() -> None:
    """Stands for the program's entry; the compiler puts that in its place."""


def run() -> None:
    """Run the program in a frame that the collector scans."""
    if not options.BUMP:
        collector.set_stack_base(unsafe.stack_pointer())
    timeline.begin()
    run_program()


@noinline
def run_program() -> None:
    """Run the program, report what it lets escape, end the machine."""
    status = 0
    try:
        program()
    except SystemExit as stop:
        status = exit_status(stop)
    except BaseException as error:
        traceback.report(error)
        status = 1
    timeline.tell()
    contract.exit(status)


def exit_status(stop: SystemExit) -> int:
    """The status that a SystemExit asks for; a text is printed and means 1."""
    code = stop.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    traceback.write_error(code + "\n")
    return 1
