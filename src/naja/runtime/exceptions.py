"""The built-in exceptions, as plain classes.

An exception carries its message and the places it passed through, innermost first: location ids of
the compiler's table, the first four inside the object, more in an array. `traceback.py` adds and
prints them.
"""

from __future__ import annotations

from naja.lang import overloads, u8, u16, u32, unsafe
from naja.lang.unsafe import Ptr
from naja.runtime import casing, text


class BaseException:
    """Root of all exceptions. shown: the message is the text of an argument that was no str, or
    there was no argument.
    quoted: its repr, where that differs. context_hidden: raised `from` something, or None.
    arg_count: how many arguments are kept, and one; 0 where none are. What no part of the program
    sets takes no room."""

    traceback_length: u16
    shown: bool
    context_hidden: bool
    message: str
    traceback_rest: Ptr[u32]
    cause: BaseException | None
    context: BaseException | None
    place0: u32
    place1: u32
    place2: u32
    place3: u32
    arg_count: u8

    notes = None
    quoted = None

    def __init__(self, message: str = "") -> None:
        self.message = message

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        name = plain_name(unsafe.type_name(self))
        quoted = self.quoted
        if quoted is not None:
            return name + "(" + quoted + ")"
        if self.shown:
            return name + "(" + self.message + ")"
        return name + "(" + repr(self.message) + ")"

    def add_note(self, note: str) -> None:
        """Add a line for the report."""
        notes = self.notes
        if notes is None:
            self.notes = [note]
        else:
            notes.append(note)

    def _get_notes(self) -> list[str]:
        notes = self.notes
        if notes is None:
            name = plain_name(unsafe.type_name(self))
            raise AttributeError(f"'{name}' object has no attribute '__notes__'")
        return notes

    def _keep(self, a, b, c, d, quoted) -> None:
        """Names the fields that the compiler sets when the program reads them."""
        self.arg0 = a
        self.arg1 = b
        self.arg2 = c
        self.arg3 = d
        self.quoted = quoted


def plain_name(shown: str) -> str:
    """The name of a class without its module."""
    return shown.rpartition(".")[2]


class Exception(BaseException):
    pass


class GeneratorExit(BaseException):
    pass


class KeyboardInterrupt(BaseException):
    pass


class SystemExit(BaseException):
    """code: None and 0 mean success; a str is printed and means 1."""

    code: int | str | None

    def __init__(self, code: int | str | None = None) -> None:
        self.code = code
        self.message = "" if code is None else str(code)
        self.shown = not isinstance(code, str)


class StopIteration(Exception):
    """value: what a generator returned; its type joins what all of the program's return."""

    value = None

    def _set_value(self, value) -> None:
        self.value = value


class StopAsyncIteration(Exception):
    pass


class ArithmeticError(Exception):
    pass


class FloatingPointError(ArithmeticError):
    pass


class OverflowError(ArithmeticError):
    pass


class ZeroDivisionError(ArithmeticError):
    pass


class AssertionError(Exception):
    pass


class AttributeError(Exception):
    pass


class BufferError(Exception):
    pass


class EOFError(Exception):
    pass


class ImportError(Exception):
    pass


class ModuleNotFoundError(ImportError):
    pass


class LookupError(Exception):
    pass


class IndexError(LookupError):
    pass


class KeyError(LookupError):
    """Shows the repr of its key, as Python does."""

    def __str__(self) -> str:
        if self.shown:
            return self.message
        return casing.shown(self.message)


class MemoryError(Exception):
    pass


class NameError(Exception):
    pass


class UnboundLocalError(NameError):
    pass


class OSError(Exception):
    """errno: the number of the error. strerror: its text. Neither is there without the other."""

    errno: int | None
    strerror: str | None
    filename: str | None

    def _from_text(self, message: str = "") -> None:
        self.message = message
        self.shown = message == ""

    def _from_number(self, errno: int, strerror: str, filename: str | None = None) -> None:
        self.errno = errno
        self.strerror = strerror
        self.filename = filename
        self.message = f"[Errno {errno}] {strerror}"
        if filename is not None:
            self.message += ": " + casing.shown(filename)

    __init__ = overloads(_from_number, _from_text)

    def __repr__(self) -> str:
        if self.errno is None:
            return super().__repr__()
        name = plain_name(unsafe.type_name(self))
        return f"{name}({self.errno}, {self.strerror!r})"


EnvironmentError = OSError
IOError = OSError


class BlockingIOError(OSError):
    pass


class ChildProcessError(OSError):
    pass


class ConnectionError(OSError):
    pass


class BrokenPipeError(ConnectionError):
    pass


class ConnectionAbortedError(ConnectionError):
    pass


class ConnectionRefusedError(ConnectionError):
    pass


class ConnectionResetError(ConnectionError):
    pass


class FileExistsError(OSError):
    pass


class FileNotFoundError(OSError):
    pass


class InterruptedError(OSError):
    pass


class IsADirectoryError(OSError):
    pass


class NotADirectoryError(OSError):
    pass


class PermissionError(OSError):
    pass


class ProcessLookupError(OSError):
    pass


class TimeoutError(OSError):
    pass


class ReferenceError(Exception):
    pass


class RuntimeError(Exception):
    pass


class NotImplementedError(RuntimeError):
    pass


class RecursionError(RuntimeError):
    pass


class SyntaxError(Exception):
    pass


class SystemError(Exception):
    pass


class TypeError(Exception):
    pass


class ValueError(Exception):
    pass


class UnicodeError(ValueError):
    pass


class UnicodeDecodeError(UnicodeError):
    """start, end: the bytes at fault in `object`."""

    encoding: str
    object: bytes
    start: int
    end: int
    reason: str

    def __init__(self, encoding: str, object: bytes, start: int, end: int, reason: str) -> None:
        self.encoding = encoding
        self.object = object
        self.start = start
        self.end = end
        self.reason = reason
        if end == start + 1:
            where = f"byte 0x{casing.hex_text(object[start], 2)} in position {start}"
        else:
            where = f"bytes in position {start}-{end - 1}"
        self.message = f"'{encoding}' codec can't decode {where}: {reason}"


class UnicodeEncodeError(UnicodeError):
    """start, end: the characters at fault in `object`."""

    encoding: str
    object: str
    start: int
    end: int
    reason: str

    def __init__(self, encoding: str, object: str, start: int, end: int, reason: str) -> None:
        self.encoding = encoding
        self.object = object
        self.start = start
        self.end = end
        self.reason = reason
        if end == start + 1:
            where = f"character '{casing.escaped(text.code_at(object, start))}' in position {start}"
        else:
            where = f"characters in position {start}-{end - 1}"
        self.message = f"'{encoding}' codec can't encode {where}: {reason}"


class UnicodeTranslateError(UnicodeError):
    pass


class Warning(Exception):
    pass


class BytesWarning(Warning):
    pass


class DeprecationWarning(Warning):
    pass


class FutureWarning(Warning):
    pass


class ResourceWarning(Warning):
    pass


class RuntimeWarning(Warning):
    pass


class SyntaxWarning(Warning):
    pass


class UserWarning(Warning):
    pass
