"""ExceptionGroup and except*: splitting, nesting, what leaves the clauses."""

from __future__ import annotations

from collections.abc import Iterator


def _fail(n: int = 0) -> None:
    inner = ExceptionGroup("inner", [KeyError("k"), OSError("no")])
    raise ExceptionGroup("outer", [ValueError("a"), inner])


def group_text() -> None:
    one = ExceptionGroup("one", [ValueError("v")])
    two = ExceptionGroup("two", [ValueError("v"), one])
    print(one, two, repr(one), repr(two))
    print(two.message, two.exceptions, len(two.exceptions), type(two).__name__)


def caught_by_except() -> None:
    try:
        _fail()
    except ExceptionGroup as group:
        for error in group.exceptions:
            print(repr(error))


def caught_as_exception() -> None:
    try:
        _fail()
    except Exception as error:
        print(isinstance(error, ExceptionGroup), isinstance(error, BaseExceptionGroup), error)


def base_group_is_no_exception() -> None:
    try:
        raise BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError("v")])
    except BaseException as error:
        print(isinstance(error, Exception), repr(error))


def empty_group() -> None:
    try:
        ExceptionGroup("x", list[ValueError]())
    except ValueError as error:
        print(error)


def nested_base_exception() -> None:
    try:
        ExceptionGroup("x", [KeyboardInterrupt()])
    except TypeError as error:
        print(error)


def from_a_list_of_errors() -> None:
    errors: list[Exception] = []
    for text in ("1", "x", "y"):
        try:
            int(text)
        except ValueError as error:
            errors.append(error)
    try:
        raise ExceptionGroup("some failed", errors)
    except ExceptionGroup as group:
        print(group, [str(e) for e in group.exceptions])


def star_takes_its_part() -> None:
    try:
        _fail()
    except* ValueError as group:
        print(repr(group), group.exceptions)
    except* (KeyError, OSError) as group:
        print(repr(group))


def star_leaves_the_rest() -> None:
    try:
        try:
            _fail()
        except* ValueError:
            print("value")
    except ExceptionGroup as rest:
        print(repr(rest))


def star_nothing_matches() -> None:
    try:
        try:
            _fail()
        except* TypeError:
            print("never")
    except ExceptionGroup as rest:
        print(repr(rest))


def star_else_and_finally() -> None:
    for fail in (False, True):
        try:
            if fail:
                _fail()
            print("body")
        except* Exception as group:
            print("all", len(group.exceptions))
        else:
            print("else")
        finally:
            print("finally")


def star_naked_exception() -> None:
    try:
        raise ValueError("naked")
    except* ValueError as group:
        print(repr(group), group.exceptions, group.message == "", group)


def star_naked_not_matched() -> None:
    try:
        try:
            raise ValueError("naked")
        except* TypeError:
            print("never")
    except ValueError as error:
        print(repr(error))


def star_naked_raised_again() -> None:
    try:
        try:
            raise ValueError("naked")
        except* ValueError:
            raise
    except ExceptionGroup as group:
        print(repr(group))


def star_naked_new_error() -> None:
    try:
        try:
            raise ValueError("naked")
        except* ValueError:
            raise TypeError("new")
    except TypeError as error:
        print(repr(error), repr(error.__context__))


def star_new_error_joins_the_rest() -> None:
    try:
        try:
            _fail()
        except* ValueError:
            raise TypeError("new")
    except ExceptionGroup as group:
        print(repr(group), repr(group.exceptions[0].__context__))


def star_new_error_alone() -> None:
    try:
        try:
            raise ExceptionGroup("g", [ValueError("v")])
        except* ValueError:
            raise KeyError("new")
    except KeyError as error:
        print(repr(error), repr(error.__context__))


def star_bare_raise() -> None:
    try:
        try:
            _fail()
        except* ValueError:
            raise
    except ExceptionGroup as group:
        print(repr(group))


def star_raise_the_part() -> None:
    try:
        try:
            _fail()
        except* ValueError as part:
            raise part
    except ExceptionGroup as group:
        print(repr(group))


def star_raise_from() -> None:
    try:
        try:
            _fail()
        except* ValueError as part:
            raise RuntimeError("from") from part
    except ExceptionGroup as group:
        print(repr(group), repr(group.exceptions[0].__cause__))


def star_two_clauses_raise() -> None:
    try:
        try:
            _fail()
        except* ValueError:
            raise TypeError("one")
        except* KeyError:
            raise TypeError("two")
    except ExceptionGroup as group:
        print(repr(group))


def star_nested() -> None:
    try:
        try:
            _fail()
        except* KeyError as group:
            print("inner", repr(group))
    except* OSError as group:
        print("middle", repr(group))
    except* ValueError as group:
        print("outer", repr(group))


def star_in_a_function() -> None:
    def handle(n: int) -> str:
        found = "nothing"
        try:
            if n == 0:
                _fail()
            if n == 1:
                raise TypeError("t")
        except* TypeError:
            found = "type"
        except* Exception as group:
            found = f"{len(group.exceptions)} others"
        return found

    print(handle(0), handle(1), handle(2))


def star_calls_that_raise() -> None:
    def fails() -> None:
        raise LookupError("from a call")

    try:
        try:
            _fail()
        except* ValueError:
            fails()
    except ExceptionGroup as group:
        print(repr(group))


def star_name_is_unbound_behind() -> None:
    try:
        raise ValueError("v")
    except* ValueError as group:
        print(group.exceptions)
    group = "free again"  # type: ignore[assignment]
    print(group)


def split_by_class() -> None:
    inner = ExceptionGroup("h", [ValueError("3")])
    group = ExceptionGroup("g", [ValueError("1"), TypeError("2"), inner])
    match, rest = group.split(ValueError)
    print(repr(match), repr(rest))
    match, rest = group.split((KeyError, IndexError))
    print(repr(match), rest is not None)
    match, rest = group.split(Exception)
    print(match is group, rest)


def subgroup_by_condition() -> None:
    group = ExceptionGroup("g", [ValueError("1"), ValueError("22")])
    print(repr(group.subgroup(lambda e: len(str(e)) == 2)))
    print(group.subgroup(lambda e: isinstance(e, KeyError)))


def notes_stay_with_the_parts() -> None:
    group = ExceptionGroup("g", [ValueError("1"), TypeError("2")])
    group.add_note("noted")
    match, rest = group.split(ValueError)
    if match is not None and rest is not None:
        print(match.__notes__, rest.__notes__)


class _Mine(ValueError):
    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


def own_classes() -> None:
    try:
        raise ExceptionGroup("g", [_Mine(3), _Mine(4), KeyError("k")])
    except* _Mine as group:
        for error in group.exceptions:
            if isinstance(error, _Mine):
                print(error.code, error)
    except* KeyError:
        print("key")


def in_generators() -> None:
    def items() -> Iterator[int]:
        try:
            yield 1
            _fail()
        except* ValueError:
            yield 2
        except* Exception:
            yield 3

    print(list(items()))
