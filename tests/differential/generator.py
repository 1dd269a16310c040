"""Random typed programs: functions over ints, floats, texts, lists, dicts, records and optionals.

Every program ends (loops are counted, recursion is bounded), keeps its ints small, and prints as it
goes, so whatever differs from CPython shows. What may raise does so inside a `try` or leaves its
function, which the main block reports.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.differential import idioms
from tests.differential.expressions import ANNOTATIONS, Expressions

TYPES = ["int", "int", "float", "bool", "str", "ints", "texts", "counts", "pair", "maybe", "record"]
TYPES += list(idioms.NOTES)
PATTERNS = {
    "int": ["0 | 1", "255", "int({0}) if {0} > 5"],
    "pair": ["({0}, 'a')", "(0, {0})", "[{0}, *{1}]"],
    "ints": ["[]", "[{0}, {1}, *_]", "[{0}]", "[*{0}, 3]"],
    "record": ["Special()", "Record(number=0)", "Record({0}, 'a')", "Special(label={0})"],
    "maybe": ["None", "int({0})", "0 | 2"],
}
HEAD = '''"""A generated program."""

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cmp_to_key, partial, reduce
from itertools import accumulate, chain


@dataclass
class Record:
    number: int
    label: str = "none"

    def bumped(self, by: int) -> "Record":
        return Record((self.number + by) % 1000, self.label)


@dataclass
class Special(Record):
    def bumped(self, by: int) -> "Record":
        return Special((self.number * 2 + by) % 1000, self.label + "!")


class Refused(ValueError):
    pass


def small(number: int) -> int:
    return number % 1000 if number >= 0 else -(-number % 1000)


def scaled(number: float) -> float:
    return number if -1e6 < number < 1e6 else number / abs(number) if number == number else 0.0
'''


def in_order(value: str, kind: str) -> str:
    """What is printed of a value: sets of text have an order of their own in each run."""
    return f"sorted({value})" if kind == "names" else value


class Program(Expressions):
    """Writes the functions of one program."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.lines: list[str] = []
        self.depth = 0
        self.loops = 0
        self.made = 0

    def text(self, functions: int = 4) -> str:
        """The program, with that many functions."""
        self.lines = [HEAD + idioms.HELPERS]
        for number in range(functions):
            self.function(f"f{number}")
        self.lines += ['\nif __name__ == "__main__":']
        for name, parameters, kind in list(self.functions):
            for _ in range(2):
                self.call_from_main(name, parameters, kind)
        return "\n".join(self.lines) + "\n"

    def call_from_main(self, name: str, parameters: list[str], kind: str) -> None:
        self.names = {}
        arguments = ", ".join(self.literal(kind) for kind in parameters)
        self.lines += [
            "    try:",
            f'        print("{name}", {in_order(f"{name}({arguments})", kind)})',
            "    except Exception as error:",
            f'        print("{name} left by", type(error).__name__, error)',
        ]

    def function(self, name: str) -> None:
        parameters = [self.random.choice(TYPES) for _ in range(self.random.randint(0, 3))]
        result = self.random.choice(TYPES)
        self.names = {f"p{i}": kind for i, kind in enumerate(parameters)}
        self.constants = set()
        listed = ", ".join(f"{n}: {ANNOTATIONS[k]}" for n, k in self.names.items())
        self.lines.append(f"\n\ndef {name}({listed}) -> {ANNOTATIONS[result]}:")
        self.result, self.depth, self.loops = result, 1, 0
        for _ in range(self.random.randint(3, 7)):
            self.statement()
        self.write(f"return {self.expression(result)}")
        self.functions.append((name, parameters, result))

    def write(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def fresh(self) -> str:
        self.made += 1
        return f"v{self.made}"

    # ---- statements ------------------------------------------------------------------------------

    def statement(self) -> None:
        simple: list[Callable[[], None]] = [
            self.assignment, self.assignment, self.printing, self.change, self.augmented,
        ]  # fmt: skip
        nested: list[Callable[[], None]] = [
            self.branch, self.counted_loop, self.loop, self.attempt, self.matching, self.narrowing,
            self.managed, self.closing,
        ]  # fmt: skip
        deep = self.depth > 3
        self.random.choice(simple if deep or self.random.random() < 0.6 else nested)()

    def block(self, most: int = 3) -> None:
        """Statements one level deeper; what they define is unknown behind them."""
        known = dict(self.names)
        self.depth += 1
        for _ in range(self.random.randint(1, most)):
            self.statement()
        self.depth -= 1
        self.names = known

    def assignment(self) -> None:
        kind = self.random.choice(TYPES)
        old = [n for n in self.of_kind(kind) if n not in self.constants]
        value = self.expression(kind)
        if old and self.random.random() < 0.5:
            self.write(f"{self.random.choice(old)} = {value}")
            return
        name = self.fresh()
        noted = (
            kind in ("maybe", "record", "mixed")
            or self.random.random() < 0.2
            or value in ("[]", "{}")
        )
        self.write(f"{name}: {ANNOTATIONS[kind]} = {value}" if noted else f"{name} = {value}")
        self.names[name] = kind

    def augmented(self) -> None:
        kind = self.random.choice(["int", "float", "str"])
        names = [n for n in self.of_kind(kind) if n not in self.constants]
        if not names:
            return self.assignment()
        name = self.random.choice(names)
        operator = "+" if kind == "str" else self.random.choice("+-")
        self.write(f"{name} {operator}= {self.expression(kind)}")
        if kind == "str":
            return self.write(f"{name} = {name}[-20:]")
        return self.write(f"{name} = {'small' if kind == 'int' else 'scaled'}({name})")

    def printing(self) -> None:
        kinds = [self.random.choice(TYPES) for _ in range(self.random.randint(1, 3))]
        shown = [in_order(self.expression(kind), kind) for kind in kinds]
        self.write(f"print({', '.join(shown)})")

    def change(self) -> None:
        """A mutation of a list, a dict or a record."""
        kind = self.random.choice(["ints", "texts", "counts", "record", *idioms.CHANGES])
        names = self.of_kind(kind)
        if not names:
            return self.assignment()
        name, number = self.random.choice(names), self.expression("int")
        if kind in idioms.CHANGES:
            way = self.random.choice(idioms.CHANGES[kind])
            return self.write(way.format(name=name, number=number))
        ways = {
            "ints": [
                f"{name}.append({number})",
                f"{name}.insert({number}, {self.expression('int')})",
                f"{name}.sort(key=lambda n: (-n, n))",
                f"{name}.reverse()",
                f"{name}[{number}] = {self.expression('int')}",
                f"del {name}[{number}:]",
                f"{name}.extend({self.expression('ints')}[:5])",
                f"print({name}.pop())",
            ],
            "texts": [
                f"{name}.append({self.expression('str')})",
                f"{name}.sort()",
                f"{name}.remove({self.expression('str')})",
                f"{name}[{number}] += {self.expression('str')}",
            ],
            "counts": [
                f"{name}[{self.expression('str')}] = {number}",
                f"{name}.pop({self.expression('str')}, None)",
                f"del {name}[{self.expression('str')}]",
                f"{name}.update({self.expression('counts')})",
                f"{name}[{self.expression('str')}] += 1",
            ],
            "record": [
                f"{name}.number = small({number})",
                f"{name}.label = {self.expression('str')}[:9]",
            ],
        }
        return self.write(self.random.choice(ways[kind]))

    def branch(self) -> None:
        self.write(f"if {self.expression('bool')}:")
        self.block()
        if self.random.random() < 0.3:
            self.write(f"elif {self.expression('bool')}:")
            self.block()
        if self.random.random() < 0.5:
            self.write("else:")
            self.block()

    def counted_loop(self) -> None:
        name = self.fresh()
        self.write(f"{name} = {self.random.randint(1, 4)}")
        self.write(f"while {name} > 0:")
        known = dict(self.names)
        self.names[name] = "int"
        self.constants.add(name)
        self.depth += 1
        self.write(f"{name} -= 1")
        self.depth -= 1
        self.loop_body()
        self.names = known

    def loop(self) -> None:
        name = self.fresh()
        source, kind = self.random.choice(
            [
                (f"range({self.random.randint(0, 5)})", "int"),
                (f"{self.expression('ints')}[:6]", "int"),
                (f"sorted({self.expression('counts')})", "str"),
                (f"list({self.expression('texts')})[:4]", "str"),
                (self.expression("str"), "str"),
            ]
        )
        self.write(f"for {name} in {source}:")
        known = dict(self.names)
        self.names[name] = kind
        self.loop_body()
        self.names = known
        if self.random.random() < 0.2:
            self.write("else:")
            self.block(1)

    def loop_body(self) -> None:
        self.loops += 1
        self.block()
        if self.random.random() < 0.4:
            self.depth += 1
            self.write(f"if {self.expression('bool')}:")
            self.write("    " + self.random.choice(["break", "continue"]))
            self.depth -= 1
        self.loops -= 1

    def attempt(self) -> None:
        self.write("try:")
        self.block()
        if self.random.random() < 0.3:
            self.depth += 1
            self.write(f"raise Refused({self.expression('str')})")
            self.depth -= 1
        caught = self.random.choice(
            ["ValueError", "(IndexError, KeyError)", "Refused", "LookupError", "Exception"]
        )
        self.write(f"except {caught} as error:")
        self.depth += 1
        self.write("print(type(error).__name__, error)")
        self.depth -= 1
        self.block(2)
        if self.random.random() < 0.3:
            self.write("finally:")
            self.block(1)

    def managed(self) -> None:
        """with, which leaves a KeyError inside."""
        self.write(f"with Guard({self.expression('str')}) as name:")
        self.depth += 1
        self.write("print(name)")
        self.depth -= 1
        self.block()

    def closing(self) -> None:
        """A function inside, which reads what is around it."""
        name, kind = self.fresh(), self.random.choice(["int", "str", "ints", "vector"])
        known = dict(self.names)
        self.write(f"def {name}(n: int) -> {ANNOTATIONS[kind]}:")
        self.depth += 1
        self.names["n"] = "int"
        self.write(f"return {self.expression(kind)}")
        self.depth -= 1
        self.names = known
        self.write(f"print({name}({self.expression('int')}), {name}({self.expression('int')}))")

    def matching(self) -> None:
        kind = self.random.choice(list(PATTERNS))
        self.write(f"match {self.expression(kind)}:")
        first, second = self.fresh(), self.fresh()
        self.depth += 1
        for pattern in self.random.sample(PATTERNS[kind], 2):
            self.write(f"case {pattern.format(first, second)}:")
            self.block(1)
        self.write("case _:")
        self.block(2)
        self.depth -= 1

    def narrowing(self) -> None:
        names = self.of_kind("maybe")
        if not names:
            return self.assignment()
        name = self.random.choice(names)
        self.write(f"if {name} is not None:")
        self.depth += 1
        self.write(f"print({name} + {self.random.randint(0, 9)})")
        self.depth -= 1
        self.block(2)
        self.write("else:")
        return self.block(2)
