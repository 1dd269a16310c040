"""f-strings, format(), % and str.format."""

from __future__ import annotations


class _Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents

    def __format__(self, spec: str) -> str:
        if spec == "eur":
            return f"{self.cents / 100:.2f} EUR"
        return format(str(self), spec)

    def __str__(self) -> str:
        return f"{self.cents}c"

    def __repr__(self) -> str:
        return f"Money({self.cents})"


def plain_values() -> None:
    n, s, x = 3, "text", 2.5
    print(f"{n} {s} {x} {n + 1} {s.upper()} {[n, x]} {None} {True}")


def conversions() -> None:
    s = "é'"
    print(f"{s!r} {s!s} {s!a}", f"{_Money(5)} {_Money(5)!r}")


def debug_form() -> None:
    n = 3
    print(f"{n=} {n * 2=} { n = } {n=:>4} {'a'=}")


def nested_quotes() -> None:
    d = {"k": 1}
    print(f"{d['k']} {'x' if d else 'y'} {', '.join(['a', 'b'])}")


def escaped_braces() -> None:
    print(f"{{}} {{{1}}} }}{{")


def width_and_alignment() -> None:
    print(f"[{'a':5}] [{'a':>5}] [{'a':^5}] [{'a':*^5}] [{1:5}] [{1:<5}] [{True:5}]")


def sign_and_zero() -> None:
    print(f"{5:+} {-5:+} {5: } {5:05} {-5:05} {5:+05} {3.5:08.2f} {-3.5:08}")


def integer_bases() -> None:
    print(f"{255:x} {255:X} {255:#x} {255:b} {255:#b} {255:o} {255:#o} {65:c} {-255:#x} {10:08b}")


def thousands() -> None:
    print(f"{1234567:,} {1234567:_} {1234567.891:,.2f} {0xFFFFFF:_x} {123:,} {-1234:,}")


def float_precision() -> None:
    x = 3.14159
    print(f"{x:.2f} {x:.0f} {x:10.3f} {x:e} {x:.1e} {x:g} {x:.3g} {x:%} {0.256:.1%} {x:E} {1e10:g}")


def general_format_switches() -> None:
    print(f"{1e5:g} {1e6:g} {1e-4:g} {1e-5:g} {123456.0:g} {1234567.0:g} {100.0:.3g} {0.0:g}")


def alternate_float_form() -> None:
    print(f"{3.0:#g} {3.0:#.0f} {3:#x} {1.0:.0e}")


def special_floats() -> None:
    print(f"{float('inf'):8} {float('nan'):.2f} {float('-inf'):+} {-0.0:.1f} {float('inf'):08}")


def string_precision() -> None:
    print(f"[{'abcdef':.3}] [{'abcdef':8.2}] [{'ab':>4.1}]")


def nested_specification() -> None:
    width, digits = 10, 3
    print(f"[{3.14159:{width}.{digits}}] [{'x':>{width - 5}}] [{'x':{'*'}^{5}}]")


def format_builtin() -> None:
    print(format(255, "x"), format(3.5, ".2f"), format("a", ">3"), format(7), format(True))


def own_format() -> None:
    print(f"{_Money(1234):eur} [{_Money(5):>5}] {format(_Money(7), 'eur')} {_Money(9)}")


def percent_basic() -> None:
    print("%d %s %r %f %5.2f %x %o %e %c %%" % (3, "a", "b", 1.5, 2.345, 255, 8, 12345.678, "z"))


def percent_flags() -> None:
    print(
        "[%5d] [%-5d] [%05d] [%+d] [% d] [%#x] [%.3s] [%10s] [%-10s]"
        % (1, 2, 3, 4, 5, 6, "abcdef", "r", "l")
    )


def percent_single() -> None:
    print("value: %s" % 5, "%d items" % 3, "%s" % "x", "%s" % None, "%.1f%%" % 12.34)


def percent_star() -> None:
    print("[%*d] [%.*f]" % (5, 42, 2, 3.14159))


def str_format_positions() -> None:
    print("{} {}".format(1, "a"), "{1} {0}".format("a", "b"), "{0}{0}".format("x"))


def str_format_names() -> None:
    print("{name}: {value:>5}".format(name="n", value=3))


def str_format_specifications() -> None:
    print("{:>5}|{:<5}|{:^5}|{:.2f}|{:,}|{!r}".format("a", "b", "c", 1.5, 1234, "q"))


def str_format_attributes() -> None:
    print("{0.cents} {1[0]} {2[k]}".format(_Money(5), [7], {"k": 8}))


def print_separators() -> None:
    print(1, 2, 3, sep="-")
    print("a", "b", sep="")
    print("no newline", end="!\n")
    print(*[1, 2], sep=", ", end=".\n")
    print()


def print_many_types() -> None:
    print(1, 2.0, "s", b"b", True, None, [1], (2,), {"k": 3}, {4}, range(3), _Money(1))


def repr_of_floats_in_containers() -> None:
    print([0.1, 1e100, -0.0], (1.0,), {1.5: 2.5})


def alignment_of_table() -> None:
    rows = [("name", "qty", "price"), ("apple", 3, 1.5), ("kiwi", 12, 0.25)]
    for a, b, c in rows:
        print(f"{a:<8}{b:>5}{c:>8}")


def multiline_fstring() -> None:
    n = 2
    print(f"""first {n}
second {n * 2:>4}
""")


def concatenated_fstrings() -> None:
    a, b = 1, "x"
    print(f"{a}-{b}-plain")


def format_of_none_and_bool() -> None:
    print(f"{None} {True:d} {False!s:>6} {True}")


def expression_inside() -> None:
    xs = [3, 1, 2]
    print(
        f"{sorted(xs)} {max(xs):>3} {len(xs) * '*'} {xs[0] if xs else None} {(lambda n: n + 1)(4)}"
    )


def dictionary_lookup_inside() -> None:
    table = {"a": 1.5}
    print(f"{table['a']:.3f} {table.get('b', 0)}")


def zero_padding_of_strings() -> None:
    print(f"{'7':0>3} {7:03d} {'x':0<4} {'-5':0>5}")


def bad_specification() -> None:
    spec = "d"
    print(format("text", spec))


def bad_precision_for_int() -> None:
    spec = ".2d"
    print(format(5, spec))


def unknown_code() -> None:
    spec = "q"
    print(format(1.5, spec))


def scientific_forms() -> None:
    print(f"{0:e} {1e-10:.3e} {123456789:.3e} {1.5e300:.2E} {12345.678:.2g}")


def rounding_in_format() -> None:
    print(f"{2.5:.0f} {3.5:.0f} {0.125:.2f} {0.375:.2f} {1.005:.2f} {9.995:.2f} {99.5:.0f}")


def large_and_small_fixed() -> None:
    print(f"{1e20:f} {1e-7:f} {1e-7:.10f} {123456789012345678:d} {2.0**70:.0f}")


def join_of_formatted() -> None:
    print(" | ".join(f"{i}:{c}" for i, c in enumerate("abc", 1)))


def progress_bar() -> None:
    for done in (0, 3, 10):
        print(f"[{'#' * done:<10}] {done / 10:>4.0%}")
