"""The exceptions that compiled code raises by itself. Each function returns the object to raise.

The messages are CPython's. All are cold and out of line, so that a check costs a compare and a
jump. Those without parameters are made at build time: they take no memory and cannot fail.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import TypeVar

from naja.lang import cold, noinline, u16
from naja.runtime import exceptions as e

E = TypeVar("E", bound=e.BaseException)
K = TypeVar("K")


def said(operation: Callable[[], object]) -> str:
    """How the CPython that builds words this mistake: some change from version to version."""
    try:
        operation()
    except (ArithmeticError, ValueError) as error:
        return str(error)
    return ""


MEMORY = e.MemoryError("")
MEMORY.shown = True
OVERFLOW = e.OverflowError("int has 64 bits, naja.lang.bigint has no limit")
ZERO_DIVISION = e.ZeroDivisionError(said(lambda: 1 // 0))
ZERO_MODULO = e.ZeroDivisionError(said(lambda: 1 % 0))
ZERO_TRUE_DIVISION = e.ZeroDivisionError(said(lambda: 1 / 0))
FLOAT_ZERO_DIVISION = e.ZeroDivisionError(said(lambda: 1.0 / 0.0))
FLOAT_ZERO_FLOOR_DIVISION = e.ZeroDivisionError(said(lambda: 1.0 // 0.0))
FLOAT_ZERO_MODULO = e.ZeroDivisionError(said(lambda: 1.0 % 0.0))
FLOAT_ZERO_DIVMOD = e.ZeroDivisionError(said(lambda: divmod(1.0, 0.0)))
ZERO_POWER = e.ZeroDivisionError(said(lambda: 0.0**-1.0))
NEGATIVE_SHIFT = e.ValueError(said(lambda: 1 << -1))
NO_MESSAGE_ASSERTION = e.AssertionError("")
NO_MESSAGE_ASSERTION.shown = True
FIELD_OUTSIDE = e.IndexError("field outside the buffer")
FIELD_MISFIT = e.OverflowError("value does not fit its field")
READ_ONLY = e.TypeError("cannot modify read-only memory")
STOP_ITERATION = e.StopIteration("")
STOP_ITERATION.shown = True
CHANGED_SET = e.RuntimeError("Set changed size during iteration")
CHANGED_SIZE = e.RuntimeError("dictionary changed size during iteration")


def again(error: E) -> E:
    """An exception made at build time, without the traceback of its last use."""
    error.traceback_length = u16.wrap(0)
    error.cause = None
    error.context = None
    return error


@cold
@noinline
def chain(raised: e.BaseException, handled: e.BaseException) -> None:
    """An exception leaves the handler of another: that one ends the chain of its contexts."""
    last = raised
    while True:
        if last is handled:
            return
        following = last.context
        if following is None:
            break
        last = following
    walk: e.BaseException | None = handled
    while walk is not None:
        if walk is raised:
            return
        walk = walk.context
    last.context = handled


@cold
def memory() -> e.MemoryError:
    return again(MEMORY)


@cold
def overflow() -> e.OverflowError:
    return again(OVERFLOW)


@cold
def field_outside() -> e.IndexError:
    return again(FIELD_OUTSIDE)


@cold
def field_misfit() -> e.OverflowError:
    return again(FIELD_MISFIT)


@cold
def read_only() -> e.TypeError:
    return again(READ_ONLY)


@cold
def zero_division() -> e.ZeroDivisionError:
    return again(ZERO_DIVISION)


@cold
def zero_division_error(message: str) -> e.ZeroDivisionError:
    return e.ZeroDivisionError(message)


@cold
def zero_modulo() -> e.ZeroDivisionError:
    return again(ZERO_MODULO)


@cold
def zero_true_division() -> e.ZeroDivisionError:
    return again(ZERO_TRUE_DIVISION)


@cold
def float_zero_division() -> e.ZeroDivisionError:
    return again(FLOAT_ZERO_DIVISION)


@cold
def float_zero_floor_division() -> e.ZeroDivisionError:
    return again(FLOAT_ZERO_FLOOR_DIVISION)


@cold
def float_zero_modulo() -> e.ZeroDivisionError:
    return again(FLOAT_ZERO_MODULO)


@cold
def float_divmod() -> e.ZeroDivisionError:
    return again(FLOAT_ZERO_DIVMOD)


@cold
def zero_power() -> e.ZeroDivisionError:
    return again(ZERO_POWER)


@cold
def negative_shift() -> e.ValueError:
    return again(NEGATIVE_SHIFT)


@cold
def no_message_assertion() -> e.AssertionError:
    return again(NO_MESSAGE_ASSERTION)


@cold
def stop_iteration() -> e.StopIteration:
    return again(STOP_ITERATION)


@cold
def index_error(message: str) -> e.IndexError:
    return e.IndexError(message)


@cold
def value_error(message: str) -> e.ValueError:
    return e.ValueError(message)


@cold
def range_step_zero() -> e.ValueError:
    return e.ValueError("range() arg 3 must not be zero")


@cold
def wrong_unpack(expected: int, got: int) -> e.ValueError:
    if got > expected:
        return e.ValueError(f"too many values to unpack (expected {expected})")
    return e.ValueError(f"not enough values to unpack (expected {expected}, got {got})")


@cold
def no_pair(number: int, length: int) -> e.ValueError:
    text = f"dictionary update sequence element #{number} has length {length}; 2 is required"
    return e.ValueError(text)


@cold
def short_unpack(least: int, got: int) -> e.ValueError:
    return e.ValueError(f"not enough values to unpack (expected at least {least}, got {got})")


@cold
def runtime_error(message: str) -> e.RuntimeError:
    return e.RuntimeError(message)


@cold
def type_error(message: str) -> e.TypeError:
    return e.TypeError(message)


@cold
def attribute_error(message: str) -> e.AttributeError:
    return e.AttributeError(message)


@cold
def name_error(message: str) -> e.NameError:
    return e.NameError(message)


@cold
def unbound_local(message: str) -> e.UnboundLocalError:
    return e.UnboundLocalError(message)


@cold
def assertion(message: str) -> e.AssertionError:
    return e.AssertionError(message)


@cold
def overflow_error(message: str) -> e.OverflowError:
    return e.OverflowError(message)


@cold
def attribute_error_changed(path: str) -> e.AttributeError:
    """What a test established about an attribute no longer holds."""
    return e.AttributeError("'" + path + "' has changed since it was tested")


@cold
def narrow(name: str) -> e.OverflowError:
    """The value does not fit the fixed-width type of that name."""
    return e.OverflowError("value does not fit " + name)


@cold
def key_error(shown: str) -> e.KeyError:
    """A missing key; `shown` is its repr."""
    error = e.KeyError(shown)
    error.shown = True
    return error


@cold
def key_error_saying(message: str) -> e.KeyError:
    return e.KeyError(message)


@cold
def args_not_kept() -> e.TypeError:
    return e.TypeError("an exception that the library made with several arguments keeps no args")


@cold
def os_error(number: int, text: str, filename: str | None) -> e.OSError:
    """An OSError of the class that goes with its number."""
    if number in (errno.EAGAIN, errno.EALREADY, errno.EINPROGRESS):
        return e.BlockingIOError(number, text, filename)
    if number == errno.ECHILD:
        return e.ChildProcessError(number, text, filename)
    if number in (errno.EPIPE, errno.ESHUTDOWN):
        return e.BrokenPipeError(number, text, filename)
    if number == errno.ECONNABORTED:
        return e.ConnectionAbortedError(number, text, filename)
    if number == errno.ECONNREFUSED:
        return e.ConnectionRefusedError(number, text, filename)
    if number == errno.ECONNRESET:
        return e.ConnectionResetError(number, text, filename)
    if number == errno.EEXIST:
        return e.FileExistsError(number, text, filename)
    if number == errno.ENOENT:
        return e.FileNotFoundError(number, text, filename)
    if number == errno.EINTR:
        return e.InterruptedError(number, text, filename)
    if number == errno.EISDIR:
        return e.IsADirectoryError(number, text, filename)
    if number == errno.ENOTDIR:
        return e.NotADirectoryError(number, text, filename)
    if number in (errno.EACCES, errno.EPERM):
        return e.PermissionError(number, text, filename)
    if number == errno.ESRCH:
        return e.ProcessLookupError(number, text, filename)
    if number == errno.ETIMEDOUT:
        return e.TimeoutError(number, text, filename)
    return e.OSError(number, text, filename)


@cold
def missing_key(key: K) -> e.KeyError:
    """A key that is not there."""
    return e.KeyError(key)


@cold
def changed_set() -> e.RuntimeError:
    return again(CHANGED_SET)


@cold
def changed_size() -> e.RuntimeError:
    return again(CHANGED_SIZE)
