"""Writes the initial root of a Linux guest: an archive in the kernel's "newc" format.

Source: Linux, Documentation/driver-api/early-userspace/buffer-format.rst.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

DIRECTORY, PROGRAM, LINK, CHARACTER = 0o040755, 0o100755, 0o120777, 0o020600


def archive(
    programs: Mapping[str, bytes], links: Mapping[str, str], directories: Sequence[str]
) -> bytes:
    """The archive of these directories, programs and symbolic links, and /dev/console."""
    members = [_member(name, DIRECTORY, b"") for name in directories]
    members.append(_member("dev/console", CHARACTER, b"", (5, 1)))
    members += [_member(name, PROGRAM, data) for name, data in programs.items()]
    members += [_member(name, LINK, target.encode()) for name, target in links.items()]
    return b"".join(members) + _member("TRAILER!!!", 0, b"")


def _member(name: str, mode: int, data: bytes, device: tuple[int, int] = (0, 0)) -> bytes:
    fields = [0, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(name) + 1, 0]
    head = b"070701" + b"".join(b"%08X" % field for field in fields) + name.encode() + b"\0"
    return _padded(head) + _padded(data)


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)
