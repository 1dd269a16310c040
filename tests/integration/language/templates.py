"""`%` formatting and str.format: constant templates, and templates made at run time."""

from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: float
    name: str


def percent_template(n: int) -> str:
    return ["%s-%d|%5.2f", "%(a)s %(b)05d", "%%%x"][n]


def format_template(n: int) -> str:
    return [
        "{}-{:>5}|{!r}",
        "{0}{1}{0}",
        "{a:^{w}} {b}",
        "{} {0}",
        "{x}",
        "{9}",
        "}",
        "{",
        "{a!x}",
    ][n]


def numbers_and_text() -> None:
    print("%d %s %r %a" % (1, "é", "é", "é"))
    print(
        "%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%.4d|%8.3d|%-8.3d|%08.3d"
        % (1, 2, -3, 4, 5, 255, 255, 255, 8, 8, 42, 42, 42, 42)
    )
    print(
        "%f|%.2f|%10.3f|%-10.1f|%e|%E|%g|%G|%#g|%+.1f|%010.2f|%.0f|%#.0f"
        % (1.5, 2.345, 3.14159, 2.0, 12345.678, 0.00012, 1e10, 1e-10, 1.0, 2.25, -3.14159, 2.5, 3.0)
    )
    print("%s %s %s %s" % (None, True, [1, 2], {"a": (1, 2.5)}))


def widths() -> None:
    print("%c%c %5c|%-3c|" % (65, "B", "x", 0x20AC))
    print("%10s|%-10s|%.2s|%5.1s|%010s" % ("abc", "abc", "abc", "abc", "abc"))
    print("%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, -8, 1, 2.55))
    print("%d%%" % 50)
    print("%d" % 3.99, "%i" % -3.99, "%u" % 7, "%d" % True, "%s" % 5, "%f" % 3, "%x" % True)


def mappings() -> None:
    d = {"a": 1, "b": 2}
    print("%(a)d and %(b)05d %(a)s" % d)
    print("%(p)s" % {"p": "q"})
    p = Point(1, 2.5, "n")
    print("%s" % p, "%r" % (p,))


def floats_and_bytes() -> None:
    print("%f %F %010f %e" % (float("inf"), float("nan"), float("-inf"), float("nan")))
    x = 7
    msg = "a%sb" % x
    msg += "%s" % msg
    print(msg)
    print("%s" % [1])
    print(b"%d %s %5x|%c%c %a %r %b" % (3, b"xy", 255, 65, b"B", "é", "x", bytearray(b"zz")))


def errors_of_percent() -> None:
    for n in range(3):
        try:
            t = percent_template(n)
            if n == 0:
                print(t % ("x", 5, 2.555))
                print(t % ("x", 5.9, 2))
            elif n == 1:
                print(t % {"a": 1, "b": 2})
            else:
                print(t % 255)
                print(t % "x")
        except TypeError as e:
            print("TypeError", e)
    for bad in ["%d %d", "%q", "%", "%(a)s", "no", "%c", "%s%s%s"]:
        try:
            print(bad % ("s",))
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


def format_fields() -> None:
    p = Point(1, 2.5, "n")
    print("{} {} {}".format(1, "a", 2.5), "{0}{1}{0}".format("a", 1), "{a}{b:>5}".format(a=1, b=2))
    print("{0.x} {0.name!r} {1[0]} {1[1]:.2f} {2[k]}".format(p, (1, 2.5), {"k": "v"}))
    print("{:{}} {:>{w}.{p}f}".format("x", 5, 3.14159, w=8, p=2))
    print("{{}} {:,} {:_x} {:e} {:%}".format(1234567, 65535, 12345.678, 0.5))
    print("{a} {b[0]}".format_map({"a": [1], "b": [2]}))
    print("{!r:>6}|{!a}".format("é", "é"), f"{'é'!a}")


def errors_of_format() -> None:
    for n in range(9):
        try:
            print(format_template(n).format("x", 1, "q", a="abc", b=None, w=7))
        except (ValueError, IndexError, KeyError) as e:
            print(type(e).__name__, e)


def built_at_run_time() -> None:
    print("{:d}|{:5}|{}".format(True, True, True))
    print("-".join("%02x" % b for b in b"abc"))
    sep = "{:<" + str(5) + "}|"
    print(sep.format("ab"), sep.format(3))
    try:
        print(sep.format([1]))
    except TypeError as e:
        print(e)


def main() -> None:
    numbers_and_text()
    widths()
    mappings()
    floats_and_bytes()
    errors_of_percent()
    format_fields()
    errors_of_format()
    built_at_run_time()


if __name__ == "__main__":
    main()
