"""From an address in an image to the Python function and line, by the DWARF of its unstripped twin.

The build leaves that twin as IMAGE.debug beside the image. Without it, or when it is of no use,
there is no answer: a crash report is never stopped by missing debug information.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from elftools.dwarf.compileunit import CompileUnit
    from elftools.dwarf.dwarfinfo import DWARFInfo


@dataclass(frozen=True)
class Place:
    """A line of Python. function is "" where only the line is known."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" + (f" in {self.function}" if self.function else "")


def debug_file(image: Path) -> Path:
    """Where the build puts the debug information of that image."""
    return image.with_name(image.name + ".debug")


def locate(debug: Path, address: int) -> Place | None:
    """The line whose code is at `address`, counted from the image's start as linked."""
    if not debug.exists():
        return None
    from elftools.common.exceptions import ELFError
    from elftools.elf.elffile import ELFFile

    try:
        with debug.open("rb") as stream:
            dwarf = ELFFile(stream).get_dwarf_info()
            for unit in dwarf.iter_CUs():
                place = _in_unit(dwarf, unit, address)
                if place:
                    return place
    except ELFError:
        return None
    return None


def _in_unit(dwarf: DWARFInfo, unit: CompileUnit, address: int) -> Place | None:
    program = dwarf.line_program_for_CU(unit)
    if program is None:
        return None
    before = None
    for entry in program.get_entries():
        state = entry.state
        if state is None:
            continue
        if before is not None and before.address <= address < state.address:
            name = _file_name(program, before.file)
            return Place(name, before.line, _function(unit, address))
        before = None if state.end_sequence else state
    return None


def _file_name(program: object, index: int) -> str:
    header = program.header  # type: ignore[attr-defined]
    at = index if header.version >= 5 else index - 1
    entry = header.file_entry[at]
    return _text(entry.name)


def _text(value: bytes | str) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def _function(unit: CompileUnit, address: int) -> str:
    for die in unit.iter_DIEs():
        if die.tag != "DW_TAG_subprogram" or "DW_AT_low_pc" not in die.attributes:
            continue
        low = die.attributes["DW_AT_low_pc"].value
        high = die.attributes.get("DW_AT_high_pc")
        if high is None:
            continue
        end = high.value if high.form == "DW_FORM_addr" else low + high.value
        if low <= address < end and "DW_AT_name" in die.attributes:
            return _text(die.attributes["DW_AT_name"].value)
    return ""
