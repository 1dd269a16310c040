"""Exceptions: what is raised, caught, chained, shown, and in which order."""

from __future__ import annotations

import math


class AppError(Exception):
    """The root of the family."""


class NotFound(AppError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was not found")
        self.name = name


class Coded(AppError):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


def index_error_of_list() -> None:
    xs = [1, 2]
    print(xs[2])


def index_error_of_negative() -> None:
    xs = [1, 2]
    print(xs[-3])


def index_error_of_str() -> None:
    print("ab"[5])


def index_error_of_tuple() -> None:
    t = (1, 2)
    i = len(t)
    print(t[i])


def index_error_of_pop() -> None:
    xs: list[int] = []
    xs.pop()


def index_error_of_pop_index() -> None:
    xs = [1]
    xs.pop(4)


def index_error_of_assignment() -> None:
    xs = [1]
    xs[1] = 2


def index_error_of_range() -> None:
    print(range(3)[7])


def key_error_of_str() -> None:
    d = {"a": 1}
    print(d["b"])


def key_error_of_int() -> None:
    d = {1: 1}
    print(d[2])


def key_error_of_tuple() -> None:
    d = {(1, 2): 1}
    print(d[(2, 1)])


def key_error_of_pop() -> None:
    d = {"a": 1}
    d.pop("zz")


def key_error_of_del() -> None:
    d = {"a": 1}
    del d["b"]


def key_error_of_set_remove() -> None:
    s = {1}
    s.remove(2)


def key_error_of_popitem() -> None:
    d: dict[str, int] = {}
    d.popitem()


def value_error_of_int() -> None:
    int("12a")


def value_error_of_int_empty() -> None:
    int("")


def value_error_of_int_base() -> None:
    int("9", 8)


def value_error_of_float() -> None:
    float("1.2.3")


def value_error_of_index() -> None:
    [1, 2].index(3)


def value_error_of_remove() -> None:
    [1, 2].remove(3)


def value_error_of_str_index() -> None:
    "abc".index("z")


def value_error_of_empty_separator() -> None:
    "abc".split("")


def value_error_of_unpacking_more() -> None:
    xs = [1, 2, 3]
    a, b = xs
    print(a, b)


def value_error_of_unpacking_less() -> None:
    xs = [1]
    a, b = xs
    print(a, b)


def value_error_of_star_unpacking() -> None:
    xs = [1]
    a, b, *c = xs
    print(a, b, c)


def value_error_of_max() -> None:
    xs: list[int] = []
    print(max(xs))


def value_error_of_range_step() -> None:
    step = len("")
    print(range(1, 5, step))


def value_error_of_chr() -> None:
    print(chr(-1))


def value_error_of_sqrt() -> None:
    print(math.sqrt(-1.0))


def type_error_of_ord() -> None:
    text = "ab"
    print(ord(text))


def zero_division_of_int() -> None:
    print(1 // (len("") * 1))


def zero_division_of_modulo() -> None:
    print(1 % len(""))


def zero_division_of_true_division() -> None:
    print(1 / len(""))


def zero_division_of_float() -> None:
    print(1.5 / float(len("")))


def zero_division_of_float_floor() -> None:
    print(1.5 // float(len("")))


def zero_division_of_float_modulo() -> None:
    print(1.5 % float(len("")))


def zero_division_of_divmod() -> None:
    print(divmod(3, len("")))


def zero_division_of_power() -> None:
    print(0.0 ** -float(len("a")))


def overflow_of_float_to_int() -> None:
    print(int(float("inf")))


def value_error_of_nan_to_int() -> None:
    print(int(float("nan")))


def unicode_decode_error() -> None:
    print(b"\xff\xfe".decode())


def unicode_encode_error() -> None:
    print("é".encode("ascii"))


def negative_shift() -> None:
    n = -len("a")
    print(1 << n)


def stop_iteration() -> None:
    it = iter([1])
    next(it)
    try:
        next(it)
    except StopIteration:
        print("stopped")


def own_exception_with_field() -> None:
    try:
        raise NotFound("key")
    except NotFound as error:
        print(error, error.name, repr(error))


def caught_by_base() -> None:
    try:
        raise Coded(404, "missing")
    except AppError as error:
        print(type(error).__name__, error)


def caught_by_tuple() -> None:
    for what in (0, 1, 2):
        try:
            if what == 0:
                raise KeyError("k")
            if what == 1:
                raise IndexError("i")
            raise ValueError("v")
        except (KeyError, IndexError) as error:
            print("lookup", error)
        except ValueError as error:
            print("value", error)


def first_matching_handler() -> None:
    try:
        raise NotFound("x")
    except AppError:
        print("base first")
    except Exception:
        print("not here")


def else_clause() -> None:
    for text in ("5", "x"):
        try:
            n = int(text)
        except ValueError:
            print("bad")
        else:
            print("good", n)


def finally_runs_on_both_paths() -> None:
    for text in ("5", "x"):
        try:
            print(int(text))
        except ValueError:
            print("bad")
        finally:
            print("done")


def finally_on_return() -> None:
    def f() -> str:
        try:
            return "value"
        finally:
            print("cleaning")

    print(f())


def finally_overrides_return() -> None:
    def f() -> int:
        try:
            return 1
        finally:
            return 2

    print(f())


def finally_swallows_exception() -> None:
    def f() -> int:
        try:
            raise ValueError("lost")
        finally:
            return 3

    print(f())


def finally_sees_changed_value() -> None:
    def f() -> int:
        n = 1
        try:
            return n
        finally:
            n = 2
            print("n is", n)

    print(f())


def nested_finally_order() -> None:
    try:
        try:
            raise ValueError("inner")
        finally:
            print("first")
    except ValueError as error:
        print("caught", error)
    finally:
        print("second")


def continue_through_finally() -> None:
    for i in range(3):
        try:
            if i == 1:
                continue
            print("body", i)
        finally:
            print("finally", i)


def bare_raise() -> None:
    try:
        try:
            raise KeyError("again")
        except KeyError:
            print("seen")
            raise
    except KeyError as error:
        print("outer", error)


def exception_in_finally_replaces() -> None:
    try:
        try:
            raise ValueError("first")
        finally:
            raise KeyError("second")
    except KeyError as error:
        print(error, "|", error.__context__)


def handler_variable_is_deleted() -> None:
    error = 5
    try:
        raise ValueError("x")
    except ValueError as error:  # type: ignore[assignment]
        print("inside", error)
    try:
        print(error)
    except UnboundLocalError:
        print("gone")


def raise_class_without_call() -> None:
    try:
        raise ValueError
    except ValueError as error:
        print(repr(str(error)), repr(error))


def text_of_exceptions() -> None:
    print(str(ValueError("a")), repr(ValueError("a")), str(KeyError("k")), repr(KeyError("k")))


def exception_through_functions() -> None:
    def a(n: int) -> int:
        return b(n) + 1

    def b(n: int) -> int:
        return c(n) * 2

    def c(n: int) -> int:
        if n == 0:
            raise AppError("deep")
        return n

    print(a(3))
    try:
        a(0)
    except AppError as error:
        print(error)


def exception_in_comprehension() -> None:
    try:
        print([10 // n for n in [5, 2, 0, 1]])
    except ZeroDivisionError as error:
        print(error)


def exception_from_key_function() -> None:
    try:
        print(sorted([3, 1, 0], key=lambda n: 6 // n))
    except ZeroDivisionError as error:
        print(error)


def retry_loop() -> None:
    attempts = 0

    def flaky() -> str:
        nonlocal attempts
        attempts += 1
        if attempts < 3:
            raise OSError(f"attempt {attempts}")
        return "ok"

    while True:
        try:
            print(flaky())
            break
        except OSError as error:
            print("failed:", error)


def exception_as_value() -> None:
    errors: list[Exception] = []
    for text in ["1", "x", ""]:
        try:
            int(text)
        except ValueError as error:
            errors.append(error)
    print(len(errors), [str(e) for e in errors])


def raising_a_stored_exception() -> None:
    stored = AppError("kept")
    try:
        raise stored
    except AppError as error:
        print(error is stored)


def isinstance_of_exceptions() -> None:
    error: Exception = KeyError("x")
    print(isinstance(error, LookupError), isinstance(error, KeyError), isinstance(error, OSError))


def recursion_limit_of_own() -> None:
    def depth(n: int) -> int:
        if n > 50:
            raise RecursionError("too deep")
        return depth(n + 1)

    try:
        depth(0)
    except RecursionError as error:
        print(error)


def keyboard_interrupt_is_not_exception() -> None:
    try:
        try:
            raise KeyboardInterrupt
        except Exception:
            print("wrong")
    except BaseException as error:
        print(type(error).__name__)


def system_exit_is_caught() -> None:
    try:
        raise SystemExit(3)
    except SystemExit as error:
        print(error.code)


def os_error_fields() -> None:
    try:
        raise OSError(2, "No such file or directory")
    except OSError as error:
        print(error.errno, error.strerror, error)


def raise_from() -> None:
    try:
        try:
            int("x")
        except ValueError as error:
            raise AppError("wrapped") from error
    except AppError as error:
        print(error, "|", type(error.__cause__).__name__, error.__cause__)


def implicit_context() -> None:
    try:
        try:
            raise ValueError("first")
        except ValueError:
            raise KeyError("second")
    except KeyError as error:
        context = error.__context__
        print(type(context).__name__, context)


def assertion_in_handler() -> None:
    try:
        try:
            raise ValueError("a")
        except ValueError:
            assert False, "in handler"
    except AssertionError as error:
        print(error, type(error.__context__).__name__)


def raise_from_none() -> None:
    try:
        try:
            int("x")
        except ValueError:
            raise AppError("hidden") from None
    except AppError as error:
        print(error.__cause__ is None, error.__suppress_context__)


def args_of_exceptions() -> None:
    print(ValueError("a", 2).args, ValueError().args, str(ValueError("a", 2)))


def exception_in_constructor() -> None:
    class Positive:
        def __init__(self, n: int) -> None:
            if n < 0:
                raise ValueError(f"{n} is negative")
            self.n = n

    print(Positive(1).n)
    print(Positive(-1).n)


def not_implemented_error() -> None:
    class Base:
        def run(self) -> str:
            raise NotImplementedError("run is abstract")

    class Real(Base):
        def run(self) -> str:
            return "runs"

    for thing in (Real(), Base()):
        try:
            print(thing.run())
        except NotImplementedError as error:
            print("missing:", error)


def add_note() -> None:
    try:
        error = ValueError("x")
        error.add_note("a note")
        raise error
    except ValueError as caught:
        print(caught.__notes__)


def _caught(kinds: tuple[type[Exception], ...], number: int = 0) -> str:
    try:
        return str(10 // number if number < 5 else {}["x"])
    except kinds as error:
        return f"caught {type(error).__name__}"


_NUMERIC = (ArithmeticError, ValueError)


def classes_given_as_tuples() -> None:
    print(_caught((ZeroDivisionError,)), _caught((KeyError, ArithmeticError), 7), _caught(_NUMERIC))
    for number in (0, 9):
        try:
            print(_caught(number=number, kinds=(ValueError,)))
        except (ZeroDivisionError, KeyError) as error:
            last: Exception | None = error
            print(type(last).__name__, last)


def _either(
    number: int, kinds: type[Exception] | tuple[type[Exception], ...] = (ValueError, KeyError)
) -> str:
    def attempt() -> str:
        try:
            return str(int("x" * number))
        except kinds as error:
            return f"{error}"

    return attempt()


def classes_left_out() -> None:
    print(_either(2), _either(1, ValueError), _either(1, (KeyError, ValueError)))
    try:
        print(_either(1, KeyError))
    except ValueError as error:
        print("not", error)


class _Coded(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


class _Lost(_Coded):
    pass


class _Late(_Coded):
    pass


def the_base_of_several() -> None:
    for kind in (_Lost, _Late):
        try:
            raise kind(7)
        except (_Lost, _Late) as error:
            print(error.code, type(error).__name__)
