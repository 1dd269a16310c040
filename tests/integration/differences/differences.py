"""Where compiled code does not do what CPython does: one function a row of the table."""

import gc
import math
import sys
import time
from collections.abc import Callable, Generator, Iterator
from functools import cache
from typing import Any

LAST: int | None = 5


def forget() -> None:
    global LAST
    LAST = None


def large_integers() -> None:
    try:
        print(2**62 + 2**62)
    except OverflowError as error:
        print("OverflowError:", error)


def large_text() -> None:
    try:
        print(int("99999999999999999999"))
    except OverflowError as error:
        print("OverflowError:", error)


def negative_powers() -> None:
    exponent = -1
    try:
        print(2**exponent)
    except ValueError as error:
        print("ValueError:", error)


def sum_of_no_floats() -> None:
    none: list[float] = []
    print(sum(none))


def _length(text: str) -> int:
    return len(text)


def the_wrong_type_through_any() -> None:
    checks: list[Callable[[Any], int]] = [_length]
    try:
        print(checks[0](5))
    except TypeError as error:
        print(f"TypeError: {error}")


def changed_behind_a_test() -> None:
    if LAST is not None:
        forget()
        try:
            print(LAST)
            print(LAST + 1)
        except (AttributeError, TypeError) as error:
            print(type(error).__name__ + ":", error)


class Ring:
    def __init__(self) -> None:
        self.me: Ring | None = None


def process_time() -> None:
    before = time.process_time()
    time.sleep(0.05)
    print(time.process_time() - before < 0.05)


def what_gc_counts() -> None:
    gc.collect()
    for _ in range(10):
        ring = Ring()
        ring.me = ring
    print(gc.collect() > 0)


def program_name() -> None:
    print(sys.argv[0].endswith("differences.py"), sys.argv[0])


def nan_in_containers() -> None:
    print(math.nan in [math.nan], [math.nan] == [math.nan])


def keys_replaced_while_iterated() -> None:
    table = {1: "a", 2: "b"}
    try:
        for key in table:
            del table[key]
            table[key + 10] = "c"
        print(len(table))
    except RuntimeError as error:
        print("RuntimeError:", error)


def what_library_errors_hold() -> None:
    try:
        print(b"\xff".decode())
    except UnicodeDecodeError as error:
        try:
            print(error.args)
        except TypeError as wrong:
            print("TypeError:", wrong)


def resized_under_a_view() -> None:
    data = bytearray(b"abc")
    view = memoryview(data)
    try:
        data[1:2] = b"ZZZ"
        print(bytes(view))
    except BufferError:
        print("BufferError")


def fields_of_templates() -> None:
    template = "{0" + "[1]}" * len(sys.argv[:1])
    try:
        print(template.format([1, 2]))
    except ValueError as error:
        print("ValueError:", error)


def dropped_generators() -> None:
    def items() -> Iterator[int]:
        try:
            yield 1
        finally:
            print("closed")

    def first() -> int:
        made = items()
        return next(made)

    print(first())


def next_where_send_is_typed() -> None:
    def asking() -> Generator[int, int, None]:
        got = yield 1
        print(got)
        yield 2

    made = asking()
    next(made)
    try:
        next(made)
    except TypeError as error:
        print("TypeError:", error)


def last_digits() -> None:
    print(math.cbrt(3.3312851866394784))


CALLS: list[int] = []


@cache
def noted(x: int) -> int:
    CALLS.append(x)
    return x


noted(1)


def cached_at_import() -> None:
    print(noted(1), len(CALLS))


def text_of_functions() -> None:
    function: Callable[[], None] = forget
    print(" forget " in repr(function))


def total_of_two(a: int, b: int) -> int:
    return a + b


def stars_of_function_values() -> None:
    function: Callable[[int, int], int] = total_of_two
    items = [1, 2, 3]
    try:
        print(function(*items))
    except TypeError as error:
        print(error)


class Counted:
    def get(self) -> int:
        return 0


def class_of(n: int) -> type[Counted]:
    class Inner(Counted):
        def get(self) -> int:
            return n

    return Inner


def classes_over_variables() -> None:
    try:
        print(class_of(1)().get(), class_of(2)().get())
    except RuntimeError as error:
        print(error)


ROWS: dict[str, Callable[[], None]] = {
    "results cached at import": cached_at_import,
    "text of functions": text_of_functions,
    "stars into function values": stars_of_function_values,
    "classes over variables as values": classes_over_variables,
    "large integers": large_integers,
    "large text": large_text,
    "negative powers": negative_powers,
    "sum of no floats": sum_of_no_floats,
    "changed behind a test": changed_behind_a_test,
    "the wrong type through `Callable[[Any], …]`": the_wrong_type_through_any,
    "nan in containers": nan_in_containers,
    "keys replaced while iterated": keys_replaced_while_iterated,
    "what errors of the library hold": what_library_errors_hold,
    "resized under a view": resized_under_a_view,
    "fields of templates made at run time": fields_of_templates,
    "dropped generators": dropped_generators,
    "next() where send() is typed": next_where_send_is_typed,
    "last digits of `math`": last_digits,
    "`time.process_time`": process_time,
    "what gc counts": what_gc_counts,
    "program name": program_name,
}

if __name__ == "__main__":
    ROWS[sys.argv[1]]()
