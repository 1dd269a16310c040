"""Dates as HTTP and access logs write them, without a calendar library.

A response needs the date in whole seconds (RFC 9110, 6.6.1), so its line is made once a second.
"""

from __future__ import annotations

import time

_DAYS = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = 86400
_OK = b"HTTP/1.1 200 OK\r\n"


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month, of the days since 1970."""
    # counted from March of the year 0, so that the day of the leap year is the last
    shifted = day + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    number = of_year - (153 * month + 2) // 5 + 1
    if month < 10:
        return era * 400 + year, month + 3, number
    return era * 400 + year + 1, month - 9, number


def clock(seconds: int) -> str:
    """The time of the day."""
    rest = seconds % _DAY
    return f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"


def http_date(seconds: int) -> str:
    """Seconds since 1970 as an IMF-fixdate (RFC 9110, 5.6.7)."""
    day = seconds // _DAY
    year, month, number = civil(day)
    return f"{_DAYS[day % 7]}, {number:02} {_MONTHS[month - 1]} {year:04} {clock(seconds)} GMT"


def log_date(seconds: int) -> str:
    """Seconds since 1970 as the common log format has them."""
    year, month, number = civil(seconds // _DAY)
    return f"{number:02}/{_MONTHS[month - 1]}/{year:04}:{clock(seconds)} +0000"


class Dates:
    """The present second. line: the field. ok: a status line of 200 with the field behind it."""

    second: int
    line: bytes
    ok: bytes

    def __init__(self) -> None:
        self.second = -1
        self.line = b""
        self.ok = _OK

    def refresh(self) -> None:
        """Look at the clock."""
        second = int(time.time())
        if second != self.second:
            self.second = second
            self.line = b"date: " + http_date(second).encode() + b"\r\n"
            self.ok = _OK + self.line
