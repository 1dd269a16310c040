"""Object files of earlier builds, found by what they were made from.

An entry is the object behind the hash of itself: a torn or damaged file is noticed, and is as good
as none. Writing is atomic, so that builds may run side by side. Without a writable folder builds go
on, uncached. The oldest entries go when the folder grows beyond its bound.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

LIMIT_BYTES = 256 << 20
DIGEST = 32


def folder() -> Path:
    """Where the entries lie: `$XDG_CACHE_HOME/naja` or `~/.cache/naja`."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base, "naja")


def key(*parts: str) -> str:
    """The name of what is made from these texts."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()


def load(name: str) -> bytes | None:
    """The entry of that name, or None if there is none that is whole."""
    path = folder() / name
    try:
        stored = path.read_bytes()
        if hashlib.sha256(stored[DIGEST:]).digest() != stored[:DIGEST]:
            return None
        os.utime(path)
    except OSError:
        return None
    return stored[DIGEST:]


def store(name: str, data: bytes) -> None:
    """Keep an entry."""
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder(), prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            os.replace(temporary, folder() / name)
        except BaseException:  # a full disk, or Ctrl-C
            os.unlink(temporary)
            raise
        _trim()


def _trim() -> None:
    files = [entry for entry in os.scandir(folder()) if entry.is_file()]
    entries = sorted((e.stat().st_mtime, e.stat().st_size, e.path) for e in files)
    total = sum(size for _, size, _ in entries)
    for _, size, path in entries:
        if total <= LIMIT_BYTES:
            return
        os.unlink(path)
        total -= size
