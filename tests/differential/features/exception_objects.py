"""Exceptions as objects: args, text, notes, causes, classes of one's own; what finally does."""

from __future__ import annotations

import sys
from dataclasses import dataclass


class _Plain(Exception):
    pass


class _Coded(Exception):
    def __init__(self, code: int) -> None:
        self.code = code


class _Worded(Exception):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class _Derived(_Worded):
    def __init__(self) -> None:
        super().__init__(7, "seven")


class _Both(Exception):
    def __init__(self, a: int, b: str) -> None:
        super().__init__(a, b)
        self.a, self.b = a, b


class _Shown(Exception):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __str__(self) -> str:
        return f"<{self.name}>"


@dataclass
class _Data(Exception):
    code: int
    text: str = "d"


class _Mixin:
    def describe(self) -> str:
        return f"described {type(self).__name__}"


class _Missing(KeyError, _Mixin):
    pass


class _Invalid(_Mixin, ValueError):
    def __init__(self, field: str) -> None:
        super().__init__(f"invalid {field}")
        self.field = field


def text_of_builtin() -> None:
    print(ValueError("a"), ValueError(), ValueError(3), ValueError(None), ValueError(1.5))
    print(repr(ValueError("a")), repr(ValueError()), repr(ValueError(3)), repr(ValueError(None)))


def text_of_several_arguments() -> None:
    print(ValueError("a", 2), repr(ValueError("a", 2)))
    print(
        _Plain("a", 1, None), repr(_Plain("a", 1, None)), str(_Plain((1, 2))), repr(_Plain((1, 2)))
    )


def text_of_key_error() -> None:
    print(KeyError("k"), KeyError(3), KeyError(("a", 1)), KeyError(), repr(KeyError("k")))
    print(str(KeyError("a", "b")), repr(KeyError("a", "b")))


def text_of_containers() -> None:
    print(ValueError([1, "a"]), repr(ValueError({"k": 1})), RuntimeError(b"x"))


def exception_as_argument() -> None:
    print(RuntimeError(ValueError("in")), repr(RuntimeError(ValueError("in"))))


def text_of_own_classes() -> None:
    print(_Plain(), _Plain("p"), _Coded(3), _Worded(1, "w"), _Derived(), _Both(1, "b"), _Shown("s"))
    print(
        repr(_Plain()), repr(_Plain("p")), repr(_Coded(3)), repr(_Worded(1, "w")), repr(_Derived())
    )
    print(repr(_Both(1, "b")), repr(_Shown("s")))


def dataclass_exception() -> None:
    print(_Data(3), repr(_Data(4, "e")))
    try:
        raise _Data(5)
    except _Data as error:
        print(error.code, error.text)


def args_of_builtin() -> None:
    print(ValueError("a", 2).args, ValueError().args, ValueError("v").args, KeyError(3).args)
    print(len(ValueError("a", 2).args), ValueError("a").args[0])


def args_of_own_classes() -> None:
    print(_Plain("a", 3).args, _Coded(5).args, _Worded(1, "w").args, _Both(1, "b").args)
    print(_Derived().args, _Shown("s").args)


def args_of_what_the_library_raises() -> None:
    d: dict[str, int] = {}
    try:
        print(d["missing"])
    except KeyError as error:
        print(error.args, error.args[0])
    try:
        print(1 // len(d))
    except ZeroDivisionError as error:
        print(error.args)
    try:
        int("x")
    except ValueError as error:
        print(error.args)


def args_unpacked() -> None:
    try:
        raise _Both(4, "four")
    except _Both as error:
        print(error.a, error.b, [str(a) for a in error.args])


def mixed_in_classes() -> None:
    for error in (_Missing("m"), _Invalid("f")):
        print(error.describe(), repr(error))
    try:
        raise _Missing("k")
    except KeyError as error:
        print(isinstance(error, _Mixin), isinstance(error, LookupError), error)
    try:
        raise _Invalid("name")
    except _Invalid as error:
        print(error.field, error)


def notes() -> None:
    error = ValueError("n")
    error.add_note("one")
    error.add_note("two\nlines")
    print(error.__notes__)
    try:
        print(KeyError("z").__notes__)
    except AttributeError as missing:
        print(missing)


def causes() -> None:
    try:
        try:
            int("x")
        except ValueError as error:
            raise _Plain("wrapped") from error
    except _Plain as error:
        print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)


def cause_none() -> None:
    try:
        try:
            int("x")
        except ValueError:
            raise _Plain("hidden") from None
    except _Plain as error:
        print(error.__cause__, repr(error.__context__), error.__suppress_context__)


def context_only() -> None:
    try:
        try:
            raise ValueError("first")
        except ValueError:
            raise KeyError("second")
    except KeyError as error:
        print(error.__cause__, repr(error.__context__), error.__suppress_context__)


def context_through_calls() -> None:
    def fails() -> None:
        raise KeyError("deep")

    try:
        try:
            raise ValueError("first")
        except ValueError:
            fails()
    except KeyError as error:
        print(repr(error.__context__))


def context_from_finally() -> None:
    try:
        try:
            raise ValueError("first")
        finally:
            raise KeyError("in finally")
    except KeyError as error:
        print(repr(error), repr(error.__context__))


def cause_made_by_hand() -> None:
    inner = ValueError("inner")
    outer = RuntimeError("outer")
    outer.__cause__ = inner
    print(repr(outer.__cause__), outer.__suppress_context__)


def raise_class() -> None:
    try:
        raise ValueError
    except ValueError as caught:
        print(repr(caught))


def same_object_again() -> None:
    kept = ValueError("kept")
    for _ in range(2):
        try:
            raise kept
        except ValueError as error:
            print(error is kept, error.__context__)


def reraise() -> None:
    try:
        try:
            raise ValueError("v")
        except ValueError as error:
            print("seen", error)
            raise
    except ValueError as error:
        print("again", error, error.__context__)


def reraise_by_name() -> None:
    try:
        try:
            raise ValueError("v")
        except ValueError as error:
            raise error
    except ValueError as error:
        print(error, error.__context__)


def finally_on_every_way() -> None:
    def run(way: str) -> str:
        for _ in range(2):
            try:
                if way == "return":
                    return "returned"
                if way == "break":
                    break
                if way == "continue":
                    continue
                if way == "raise":
                    raise ValueError("raised")
            finally:
                print("finally", way)
        return "fell out"

    for way in ("return", "break", "continue", "raise", "pass"):
        try:
            print(run(way))
        except ValueError as error:
            print(error)


def finally_overrides() -> None:
    def run(n: int) -> int:
        while True:
            try:
                if n == 0:
                    return 1
                raise ValueError("lost")
            finally:
                if n < 2:
                    return 2
                break
        return 3

    print(run(0), run(1), run(2))


def nested_finally() -> None:
    try:
        try:
            try:
                raise ValueError("v")
            finally:
                print("inner")
        finally:
            print("outer")
    except ValueError as error:
        print(error)


def else_and_finally() -> None:
    for text in ("1", "x"):
        try:
            n = int(text)
        except ValueError:
            print("bad")
        else:
            print("good", n)
        finally:
            print("done")


def error_in_else() -> None:
    try:
        try:
            pass
        except ValueError:
            print("not here")
        else:
            raise ValueError("from else")
    except ValueError as error:
        print(error)


def handler_order() -> None:
    for error in (KeyError("k"), IndexError("i"), ValueError("v"), OSError("o")):
        try:
            raise error
        except KeyError:
            print("key")
        except LookupError:
            print("lookup")
        except (ValueError, TypeError) as caught:
            print("value or type", caught)
        except Exception as caught:
            print("other", repr(caught))


def assertions() -> None:
    for n in range(3):
        try:
            assert n > 0
            assert n > 1, f"{n} is small"
            assert n > 2, (n, "pair")
        except AssertionError as error:
            print(repr(error), str(error))


def os_errors() -> None:
    plain = OSError("text")
    print(plain, repr(plain), plain.strerror)
    full = OSError(5, "Input/output error")
    print(full, repr(full), full.errno, full.strerror)
    named = OSError(5, "Input/output error", "file.txt")
    print(named, named.filename)


def os_error_classes() -> None:
    for number in (2, 13, 17, 32, 104, 111, 110, 5):
        error = OSError(number, "text")
        print(type(error).__name__, error)
    try:
        raise OSError(2, "No such file")
    except FileNotFoundError as error:
        print(repr(error))


def system_exit() -> None:
    for code in (SystemExit(), SystemExit(3), SystemExit("text")):
        try:
            raise code
        except SystemExit as stop:
            print(stop.code, repr(stop), str(stop))


def stop_iteration_value() -> None:
    print(StopIteration(3).value, repr(StopIteration("x")), StopIteration().value)


def unicode_errors() -> None:
    try:
        b"\xff".decode()
    except UnicodeDecodeError as error:
        print(error, error.start, error.reason)


def exceptions_in_tables() -> None:
    errors: list[Exception] = [ValueError("a"), KeyError("b"), _Coded(1)]
    for error in errors:
        print(type(error).__name__, error)


def exceptions_as_results() -> None:
    def attempt(text: str) -> int | Exception:
        try:
            return int(text)
        except ValueError as error:
            return error

    for text in ("1", "x"):
        result = attempt(text)
        if isinstance(result, Exception):
            print("failed", result)
        else:
            print(result)


def name_unbound_after_handler() -> None:
    error = "kept"
    try:
        raise ValueError("v")
    except ValueError as problem:
        error = str(problem)
    print(error)
    try:
        print(problem)
    except NameError as missing:
        print(missing)


def in_loops() -> None:
    total = 0
    for text in ["1", "x", "3", ""]:
        try:
            total += int(text)
        except ValueError:
            continue
        print("added", text)
    print(total)


def in_comprehension() -> None:
    def number(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            return -1

    print([number(t) for t in ("1", "x", "2")])


def deep_raise() -> None:
    def down(n: int) -> int:
        if n == 0:
            raise _Coded(42)
        return down(n - 1) + 1

    try:
        down(50)
    except _Coded as error:
        print(error.code)


def not_implemented() -> None:
    try:
        raise NotImplementedError
    except NotImplementedError as error:
        print(repr(error), isinstance(error, RuntimeError))


def empty_and_missing_arguments() -> None:
    made: list[Exception] = [ValueError(), ValueError(""), KeyError(), KeyError(""), OSError()]
    made += [StopIteration(), AssertionError(""), TypeError("x"), KeyError("x")]
    for error in made:
        print("[" + str(error) + "]", repr(error))


def empty_key() -> None:
    table = {"a": 1}
    try:
        print(table[""])
    except KeyError as error:
        print(error, repr(error))


def arguments_of_exits() -> None:
    for code in (3, None):
        try:
            sys.exit(code)
        except SystemExit as stop:
            print(stop.code, stop.args)
    try:
        sys.exit("bye")
    except SystemExit as stop:
        print(stop.code, stop.args)
    for made in (SystemExit(), SystemExit(None), SystemExit(4), SystemExit("t")):
        print(made.args, made.code)
