"""A file of frames that tcpdump and Wireshark read: the classic pcap format, with nanoseconds.

Each frame is written at once, so that the file is whole however the run ends.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

MAGIC_NANOSECONDS = 0xA1B23C4D
ETHERNET = 1
LONGEST = 1 << 18
SECOND = 1_000_000_000


class Pcap:
    """An open capture. Raises OSError with the file's name when it cannot be made."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
        self._path = path
        self._size = 0
        self._write(struct.pack("<IHHiIII", MAGIC_NANOSECONDS, 2, 4, 0, 0, LONGEST, ETHERNET))

    def add(self, frame: bytes, time_ns: int) -> None:
        """Write a frame with its time (of the epoch). Raises OSError."""
        seconds, rest = divmod(time_ns, SECOND)
        header = struct.pack("<IIII", seconds & 0xFFFF_FFFF, rest, len(frame), len(frame))
        self._write(header + frame)

    def _write(self, record: bytes) -> None:
        """All of it, or none of it and OSError."""
        done = 0
        try:
            while done < len(record):
                done += os.write(self._fd, record[done:])
        except OSError as error:
            self._take_back()
            error.filename = str(self._path)
            raise
        self._size += done

    def _take_back(self) -> None:
        """A part of a record is cut off, where the file is one that can be cut."""
        try:
            os.ftruncate(self._fd, self._size)
        except OSError:
            return

    def close(self) -> None:
        """Nothing is left to write."""
        os.close(self._fd)
