"""An interpreter of one operation a line, for random testing: `name<TAB>operand<TAB>operand…`.

Operands that are text come as hexadecimal UTF-8. Each line gives one line of output: the result's
repr, or the error's text.
"""

import sys


def text(operand: str) -> str:
    return bytes.fromhex(operand).decode()


def on_text(name: str, s: str, t: str, u: str, i: int, j: int) -> str:
    if name == "find":
        return repr(
            (
                s.find(t),
                s.find(t, i),
                s.find(t, i, j),
                s.rfind(t),
                s.rfind(t, i, j),
                s.count(t),
                s.count(t, i, j),
            )
        )
    if name == "split":
        return repr(
            (s.split(), s.split(None, j), s.rsplit(None, j), s.splitlines(), s.splitlines(True))
        )
    if name == "separate":
        return repr((s.split(t), s.split(t, i), s.rsplit(t, i), s.partition(t), s.rpartition(t)))
    if name == "replace":
        return repr((s.replace(t, u), s.replace(t, u, i), s.removeprefix(t), s.removesuffix(t)))
    if name == "strip":
        return repr((s.strip(), s.lstrip(), s.rstrip(), s.strip(t), s.lstrip(t), s.rstrip(t)))
    if name == "slice":
        return repr((s[i:j], s[:i], s[j:], s[::-1], s[i:j:2], s[j:i:-3], s[::i] if i != 0 else ""))
    if name == "item":
        return repr(s[i])
    if name == "case":
        return repr((s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()))
    if name == "class":
        return repr(
            (
                s.isalpha(),
                s.isdigit(),
                s.isalnum(),
                s.isspace(),
                s.isupper(),
                s.islower(),
                s.isdecimal(),
                s.isnumeric(),
                s.isascii(),
                s.isprintable(),
            )
        )
    if name == "pad":
        return repr(
            (
                s.center(i),
                s.ljust(i, "é"),
                s.rjust(j, "日"),
                s.zfill(i),
                f"{s:>10}",
                f"{s:^7}",
                f"{s:*<5.3}",
            )
        )
    if name == "compare":
        return repr(
            (
                s == t,
                s != t,
                s < t,
                s <= t,
                s > t,
                s >= t,
                t in s,
                s.startswith(t),
                s.endswith(t),
                s.startswith(t, i, j),
                s.endswith(t, i, j),
            )
        )
    if name == "join":
        return repr(
            (s.join([t, u, t]), s.join([]), s + t + u, s * (i % 4), f"{s}{t}{u}{i}{j}", t.join(s))
        )
    if name == "encode":
        return repr(
            (
                s.encode(),
                s.encode("latin-1", "replace"),
                s.encode("ascii", "ignore"),
                ascii(s),
                len(s),
                s.encode("utf-8").decode("ascii", "replace"),
            )
        )
    if name == "strict":
        return repr(s.encode("ascii"))
    if name == "int":
        return repr(int(s))
    if name == "float":
        return repr(float(s))
    return "?"


def on_bytes(name: str, s: bytes, t: bytes, i: int, j: int) -> str:
    if name == "bfind":
        return repr(
            (
                s.find(t),
                s.find(t, i),
                s.rfind(t, i, j),
                s.count(t),
                t in s,
                s.startswith(t),
                s.endswith(t),
            )
        )
    if name == "bsplit":
        return repr((s.split(), s.split(t), s.split(t, i), s.splitlines(), s.partition(t)))
    if name == "bmake":
        return repr(
            (
                s + t,
                s * (i % 4),
                s.replace(t, b"-+"),
                s.strip(),
                s.strip(t),
                s.upper(),
                s.lower(),
                s.hex(),
                s[i:j],
                s[::-1],
                s[j:i:-2],
            )
        )
    if name == "bdecode":
        return repr(
            (
                s.decode("utf-8", "replace"),
                s.decode("utf-8", "ignore"),
                s.decode("latin-1"),
                s.decode("ascii", "replace"),
            )
        )
    if name == "bstrict":
        return repr(s.decode())
    if name == "bcompare":
        return repr(
            (s == t, s < t, s <= t, s > t, bytearray(s) == t, memoryview(s) == t, list(s), sum(s))
        )
    return "?"


def on_numbers(name: str, a: int, b: int, x: float, y: float) -> str:
    if name == "ints":
        return repr(
            (
                a // b,
                a % b,
                divmod(a, b),
                a & b,
                a | b,
                a ^ b,
                ~a,
                -b,
                a < b,
                a == b,
                abs(b),
                a.bit_length(),
                hash(a),
                a / b,
            )
        )
    if name == "add":
        return repr((a // 2 + b // 2, a // 2 - b // 2, (a % 1000003) * (b % 1000003)))
    if name == "shift":
        return repr((a >> (b % 70), (a % 1000) << (b % 50)))
    if name == "floats":
        return repr(
            (x + y, x - y, x * y, x < y, x == y, -x, abs(y), x <= y, x != y, hash(x), str(x))
        )
    if name == "divide":
        return repr((x / y, x // y, x % y, divmod(x, y)))
    if name == "round":
        return repr((round(x, a % 12), round(x, -(a % 5)), round(x, 0)))
    if name == "whole":
        return repr((int(x), round(x), x.is_integer(), float(a), a + x, a * y, a < x))
    if name == "format":
        whole = f"{a:5} {a:x} {a:,} {a:+} {a:#b} {a:e} {a:<8}|"
        return f"{whole} {x:.3f} {x:e} {x:g} {x:10.2f} {x:%} {y:.12g} {y:,.1f} {x:^14.4}"
    return "?"


def on_containers(name: str, numbers: list[int], i: int, j: int) -> str:
    if name == "sort":
        ordered = sorted(numbers)
        by = sorted(numbers, key=lambda n: n % 10)
        down = sorted(numbers, key=lambda n: n // 10, reverse=True)
        texts = sorted([str(n) for n in numbers])
        return repr((ordered, by, down, texts, sorted(numbers, reverse=True)))
    if name == "list":
        xs = numbers.copy()
        xs[i:j] = [7, 8, 9]
        ys = numbers[j:i:-1]
        zs = numbers[::2] + xs
        del zs[i:j]
        xs.insert(i, 5)
        zs.extend(ys)
        return repr(
            (
                xs,
                ys,
                zs,
                numbers == xs,
                numbers < xs,
                sum(xs),
                7 in numbers,
                xs.index(5),
                zs.count(8),
            )
        )
    if name == "dict":
        d: dict[int, str] = {}
        for n in numbers:
            if n % 3 == 0 and n // 3 in d:
                del d[n // 3]
            elif n % 7 == 0:
                d.pop(n, "")
            d[n] = str(i)
            d[n // 2] = d.get(n // 2, "") + "x"
        e: dict[str, int] = {}
        for n in numbers:
            e[str(n % 10)] = e.get(str(n % 10), 0) + n
        return repr((d, e, len(d), list(d.items())[:3], i in d, {v: k for k, v in e.items()}))
    if name == "set":
        one = set(numbers[: len(numbers) // 2])
        two = set(numbers[len(numbers) // 2 :])
        return repr(
            (
                sorted(one | two),
                sorted(one & two),
                sorted(one - two),
                sorted(one ^ two),
                one <= two,
                one == two,
                len(one),
                i in one,
            )
        )
    if name == "bytearray":
        data = bytearray([n % 256 for n in numbers])
        data[i:j] = b"xyz"
        data.append(i % 256)
        view = memoryview(data)
        if len(view) > 0:
            view[0] = 65
        view.release()
        del data[j:]
        return repr((data, len(data), data.hex(), bytes(data)[i:j]))
    return "?"


def on_specs(name: str, spec: str, a: int, x: float, s: str) -> str:
    if name == "ispec":
        return repr(format(a, spec))
    if name == "fspec":
        return repr(format(x, spec))
    if name == "sspec":
        return repr((format(s, spec), ("{:" + spec + "}").format(s)))
    if name == "percent":
        return repr(("%" + spec + "|") % a)
    if name == "fpercent":
        return repr(("%" + spec + "|") % x)
    if name == "spercent":
        return repr(("%" + spec + "|") % s)
    return repr((x.hex(), float.fromhex(x.hex()) == x, x.as_integer_ratio()))


def run(line: str) -> str:
    part = line.rstrip("\n").split("\t")
    name = part[0]
    try:
        if name in ("ispec", "fspec", "sspec", "percent", "fpercent", "spercent", "exact"):
            return on_specs(name, text(part[1]), int(part[2]), float(part[3]), text(part[4]))
        if name in ("ints", "add", "shift", "floats", "divide", "round", "whole", "format"):
            return on_numbers(name, int(part[1]), int(part[2]), float(part[3]), float(part[4]))
        if name in ("sort", "list", "dict", "set", "bytearray"):
            return on_containers(
                name, [int(n) for n in part[1].split()], int(part[2]), int(part[3])
            )
        if name.startswith("b"):
            return on_bytes(
                name, bytes.fromhex(part[1]), bytes.fromhex(part[2]), int(part[3]), int(part[4])
            )
        return on_text(
            name, text(part[1]), text(part[2]), text(part[3]), int(part[4]), int(part[5])
        )
    except (ValueError, IndexError, KeyError, ArithmeticError, TypeError) as e:
        return f"{type(e).__name__}: {e}"


def main() -> None:
    for line in sys.stdin:
        print(run(line))


if __name__ == "__main__":
    main()
