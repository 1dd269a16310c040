"""The program's arguments and environment, from the boot string of the platform contract.

Words are separated by spaces and percent-encoded. `naja.*` options come first, `naja.env=KEY=VALUE`
among them; behind `--` stand the program's arguments. An image does not know its program's path:
argv[0] is main.py.
"""

from __future__ import annotations

from naja.platform import contract
from naja.runtime import codecs, data

_arguments: list[str] = ["main.py"]
_environment: dict[str, str] = {}
_read: bool = False


def decoded(word: str) -> str:
    """A word with %XX replaced by bytes of UTF-8; a % without digits stays."""
    result = bytearray()
    source = b"" if word == "%" else word.encode()
    index = 0
    while index < len(source):
        byte = source[index]
        index += 1
        if byte == 37 and index + 1 < len(source):
            high = data.hex_digit(source[index])
            low = data.hex_digit(source[index + 1])
            if high >= 0 and low >= 0:
                byte = high << 4 | low
                index += 2
        result.append(byte)
    return codecs.decode_utf8(data.address(result), len(result), codecs.REPLACE)


def read() -> None:
    """Take the boot string apart, once."""
    global _read
    if _read:
        return
    _read = True
    behind = False
    for word in contract.command_line().split(" "):
        if len(word) == 0:
            continue
        if behind:
            _arguments.append(decoded(word))
        elif word == "--":
            behind = True
        elif word.startswith("naja.env="):
            name, _, value = decoded(word[9:]).partition("=")
            _environment[name] = value


def arguments() -> list[str]:
    """sys.argv"""
    read()
    return _arguments


def environment() -> dict[str, str]:
    """os.environ"""
    read()
    return _environment
