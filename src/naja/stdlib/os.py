"""`os`: the environment and random bytes. There is no file system and no other process."""

from __future__ import annotations

from naja.lang import overloads
from naja.platform import contract
from naja.runtime import boot

linesep = "\n"


def _get_environ() -> dict[str, str]:
    return boot.environment()


def _getenv(key: str) -> str | None:
    return boot.environment().get(key)


def _getenv_or(key: str, default: str) -> str:
    return boot.environment().get(key, default)


getenv = overloads(_getenv, _getenv_or)


def urandom(size: int) -> bytes:
    """Random bytes. Raises OSError when the platform has no source."""
    if size < 0:
        raise ValueError("negative argument not allowed")
    data = bytearray(size)
    contract.entropy(memoryview(data))
    return bytes(data)


def _exit(status: int) -> None:
    """End at once, without reports."""
    contract.exit(status & 0xFF)
