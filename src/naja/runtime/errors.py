"""The exceptions that compiled code raises by itself. Each function returns the object to raise.

The messages are CPython's. All are cold and out of line, so that a check costs a compare and a jump.
"""

from __future__ import annotations

from naja.lang import cold
from naja.runtime import exceptions as e

MEMORY = e.MemoryError("")
"""Made at build time: when memory is short, none can be made."""


@cold
def memory() -> e.MemoryError:
    return MEMORY


@cold
def overflow() -> e.OverflowError:
    return e.OverflowError("int has 64 bits")


@cold
def narrow(name: str) -> e.OverflowError:
    """The value does not fit the fixed-width type of that name."""
    return e.OverflowError("value does not fit " + name)


@cold
def zero_division() -> e.ZeroDivisionError:
    return e.ZeroDivisionError("integer division or modulo by zero")


@cold
def zero_modulo() -> e.ZeroDivisionError:
    return e.ZeroDivisionError("integer modulo by zero")


@cold
def zero_true_division() -> e.ZeroDivisionError:
    return e.ZeroDivisionError("division by zero")


@cold
def zero_float_division() -> e.ZeroDivisionError:
    return e.ZeroDivisionError("float division by zero")


@cold
def zero_float_floor_division() -> e.ZeroDivisionError:
    return e.ZeroDivisionError("float floor division by zero")


@cold
def zero_float_modulo() -> e.ZeroDivisionError:
    return e.ZeroDivisionError("float modulo")


@cold
def zero_power() -> e.ZeroDivisionError:
    return e.ZeroDivisionError("0.0 cannot be raised to a negative power")


@cold
def negative_shift() -> e.ValueError:
    return e.ValueError("negative shift count")


@cold
def index(message: str) -> e.IndexError:
    return e.IndexError(message)


@cold
def value(message: str) -> e.ValueError:
    return e.ValueError(message)


@cold
def key(shown: str) -> e.KeyError:
    """A missing key; `shown` is its repr."""
    error = e.KeyError(shown)
    error.shown = True
    return error


@cold
def none_attribute(name: str) -> e.AttributeError:
    return e.AttributeError("'NoneType' object has no attribute '" + name + "'")


@cold
def none_value() -> e.TypeError:
    return e.TypeError("unsupported operand type: 'NoneType'")


@cold
def wrong_type(message: str) -> e.TypeError:
    return e.TypeError(message)


@cold
def unbound(name: str) -> e.UnboundLocalError:
    return e.UnboundLocalError(
        "cannot access local variable '" + name + "' where it is not associated with a value"
    )


@cold
def assertion(message: str) -> e.AssertionError:
    return e.AssertionError(message)


@cold
def stop_iteration() -> e.StopIteration:
    return e.StopIteration()


@cold
def unpack_few(expected: int, got: int) -> e.ValueError:
    return e.ValueError(f"not enough values to unpack (expected {expected}, got {got})")


@cold
def unpack_many(expected: int) -> e.ValueError:
    return e.ValueError(f"too many values to unpack (expected {expected})")
