"""The date on a virtual machine: from the launcher's boot option, or from the CMOS clock.

`naja.wall=` gives nanoseconds since 1970 at launch; without it the MC146818 is read, which knows
seconds; a machine without either believes that it started in 1970. Asked for once: the monotonic
clock goes on from there.
"""

from __future__ import annotations

from naja.lang import unsafe

INDEX, DATA = 0x70, 0x71
SECONDS, MINUTES, HOURS, DAY, MONTH, YEAR, STATUS_A, STATUS_B = 0, 2, 4, 7, 8, 9, 0xA, 0xB
UPDATING, BINARY = 0x80, 0x04
ABSENT = 0xFF
NANOSECONDS = 1_000_000_000
OPTION = "naja.wall="


def at_boot(line: str, now: int) -> int:
    """Nanoseconds since 1970 at the monotonic clock's 0. line: the boot string; now: that clock."""
    for word in line.split(" "):
        if word == "--":
            break
        if word.startswith(OPTION):
            return int(word[len(OPTION) :])
    return _read_cmos() - now


def _read_cmos() -> int:
    if _register(STATUS_B) == ABSENT:
        return 0
    while _register(STATUS_A) & UPDATING:
        unsafe.pause()
    binary = _register(STATUS_B) & BINARY != 0
    fields = [_register(index) for index in (SECONDS, MINUTES, HOURS, DAY, MONTH, YEAR)]
    if not binary:
        fields = [(field >> 4) * 10 + (field & 15) for field in fields]
    return to_nanoseconds(fields)


def _register(index: int) -> int:
    unsafe.port_out8(INDEX, index)
    return unsafe.port_in8(DATA)


def to_nanoseconds(fields: list[int]) -> int:
    """Since 1970, of [second, minute, hour, day, month, year of the century from 2000 on]."""
    second, minute, hour = fields[0], fields[1], fields[2]
    day, month, year = fields[3], fields[4], fields[5] + 2000
    if month < 3:  # count years from March, so that the leap day comes last
        month += 12
        year -= 1
    days = year * 365 + year // 4 - year // 100 + year // 400
    days += (month * 153 - 457) // 5 + day - 719_469
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * NANOSECONDS
