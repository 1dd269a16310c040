"""`sys`: arguments, standard streams, exit.

A name that is read at run time is a function `_get_NAME` here: reading `sys.argv` calls
`_get_argv`.
"""

from __future__ import annotations

from naja.platform import contract
from naja.runtime import boot, codecs, print
from naja.runtime.input import STANDARD

maxsize = (1 << 63) - 1
byteorder = "little"


class BinaryOutput:
    """sys.stdout.buffer and sys.stderr.buffer"""

    to_error: bool

    def __init__(self, to_error: bool) -> None:
        self.to_error = to_error

    def write(self, data: bytes | bytearray | memoryview) -> int:
        if self.to_error:
            contract.console_error(bytes(data))
        else:
            contract.console_write(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


class TextOutput:
    """sys.stdout and sys.stderr: UTF-8, written at once."""

    to_error: bool
    buffer: BinaryOutput

    def __init__(self, to_error: bool) -> None:
        self.to_error = to_error
        self.buffer = BinaryOutput(to_error)

    def write(self, text: str) -> int:
        print.write(text, self.to_error)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False


class BinaryInput:
    """sys.stdin.buffer"""

    def read(self, size: int = -1) -> bytes:
        return STANDARD.read(size)

    def readline(self) -> bytes:
        return STANDARD.line()

    def __iter__(self) -> BinaryInput:
        return self

    def __next__(self) -> bytes:
        line = STANDARD.line()
        if len(line) == 0:
            raise StopIteration
        return line


class TextInput:
    """sys.stdin: lines of UTF-8. Line ends stay as they are."""

    buffer: BinaryInput

    def __init__(self) -> None:
        self.buffer = BinaryInput()

    def read(self) -> str:
        return STANDARD.read(-1).decode()

    def readline(self) -> str:
        return STANDARD.line().decode()

    def readlines(self) -> list[str]:
        lines: list[str] = []
        for line in self:
            lines.append(line)
        return lines

    def __iter__(self) -> TextInput:
        return self

    def __next__(self) -> str:
        line = STANDARD.line()
        if len(line) == 0:
            raise StopIteration
        return line.decode()


stdin = TextInput()
stdout = TextOutput(False)
stderr = TextOutput(True)


def _get_argv() -> list[str]:
    return boot.arguments()


def exit(code: int | str | None = None) -> None:
    """Raise SystemExit."""
    raise SystemExit(code)


def getdefaultencoding() -> str:
    """Always UTF-8."""
    return codecs.NAMES[codecs.UTF8]
