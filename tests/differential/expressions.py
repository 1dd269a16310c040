"""Random typed expressions, for the random programs."""

from __future__ import annotations

import re
from random import Random

from tests.differential import idioms

ANNOTATIONS = {
    "int": "int",
    "float": "float",
    "bool": "bool",
    "str": "str",
    "ints": "list[int]",
    "texts": "list[str]",
    "counts": "dict[str, int]",
    "pair": "tuple[int, str]",
    "maybe": "int | None",
    "record": "Record",
    **idioms.NOTES,
}
WORDS = ["", "a", "b", "ab", "naïve", "x y", "Zed", "日本", "tail"]

FORMS = {
    "int": [
        "small(<int> + <int>)", "(<int> - <int>)", "small(<int> * <int>)", "(<int> // <int>)",
        "(<int> % <int>)", "len(<str>)", "len(<ints>)", "sum(<ints>)", "min(<int>, <int>)",
        "abs(<int>)", "max(<ints>)", "<ints>[<int>]", "<counts>[<str>]",
        "<counts>.get(<str>, <int>)", "<pair>[0]", "<record>.number",
        "<record>.bumped(<int>).number", "(<int> if <bool> else <int>)", "int(<str>)",
        "<ints>.count(<int>)", "<str>.find(<str>)", "(<int> & <int>)", "(<int> ^ <int>)",
        "<ints>.index(<int>)", "sum(n for n in <ints> if n > <int>)", "round(<float>)",
        "(-<int>)", "ord(<str>)", "(lambda n: n + 1)(<int>)", "hash(<int>)", "(~<int>)",
        "(<int> >> 2)", "len(<counts>)", "int(<bool>)", "sum(len(t) for t in <texts>)",
        "divmod(<int>, <int>)[1]",
    ],
    "float": [
        "scaled(<float> + <float>)", "scaled(<float> * <float>)", "(<float> - <float>)",
        "scaled(<float> / <float>)", "float(<int>)", "(<int> / <int>)", "abs(<float>)",
        "round(<float>, 2)", "(<float> if <bool> else <float>)", "min(<float>, <float>)",
        "float(<str>)", "scaled(<float> // <float>)", "scaled(<float> % <float>)",
        "(<int> * 0.5)",
    ],
    "bool": [
        "(<int> < <int>)", "(<int> == <int>)", "(<str> < <str>)", "(<str> in <str>)",
        "(not <bool>)", "(<bool> and <bool>)", "(<bool> or <bool>)", "(<int> in <ints>)",
        "(<str> in <counts>)", "bool(<ints>)", "(<float> <= <float>)", "(<ints> == <ints>)",
        "(<pair> < <pair>)", "(<record> == <record>)", "any(n > <int> for n in <ints>)",
        "all(<texts>)", "(<int> < <int> <= <int>)", "<str>.startswith(<str>)",
        "(<maybe> is None)", "bool(<str>)", "isinstance(<record>, Special)",
        "(<texts> != <texts>)", "(<counts> == <counts>)", "(<maybe> == <int>)", "<str>.isalpha()",
    ],
    "str": [
        "(<str> + <str>)[-20:]", "str(<int>)", "<str>.upper()", "<str>[<int>:<int>]",
        "<str>[::-1]", 'f"{<int>}:{<str>!r}"[:20]', "repr(<float>)", "(<str> * 2)[:20]",
        "<str>[<int>]", '"-".join(<texts>)[:20]', "<record>.label", "<pair>[1]", "str(<bool>)",
        "<str>.strip()", "(<str> if <bool> else <str>)", "<str>.replace(<str>, <str>)[:20]",
        "<texts>[<int>]", 'f"{<int>:>4}"', 'f"{<float>:.3f}"[:20]', "str(<ints>)[:20]",
        "repr(<pair>)[:20]", "<str>.title()", "min(<texts>)", "str(<maybe>)", 'f"{<float>:+.2e}"',
        "(<str> or <str>)", 'f"{<int>:#x}"', "chr(97 + <int> % 26)",
    ],
    "ints": [
        "[<int>, <int>]", "[n * 2 for n in <ints>][:9]", "sorted(<ints>)", "<ints>[<int>:<int>]",
        "(<ints> + <ints>)[:9]", "list(range(<int>))[:9]", "[len(t) for t in <texts>]",
        "[n for n in <ints> if n % 2 == 0]", "list(<counts>.values())", "<ints>[::-1]",
        "[a + b for a, b in zip(<ints>, <ints>)]", "sorted(set(<ints>))", "(<ints> * 2)[:9]",
        "list(map(abs, <ints>))", "[i * n for i, n in enumerate(<ints>)][:9]",
        "sorted(<ints>, key=lambda n: n % 7, reverse=True)", "[*<ints>, <int>][:9]",
    ],
    "texts": [
        "[<str>, <str>]", "<str>.split()", "sorted(<texts>)", "list(<counts>)", "<texts>[<int>:]",
        "[t.upper() for t in <texts>]", "[str(n) for n in <ints>]", "list(<str>)[:9]",
        "sorted(<texts>, key=len)", "<str>.split(<str>)[:9]",
    ],
    "counts": [
        "{<str>: <int>}", "{t: len(t) for t in <texts>}", "dict(zip(<texts>, <ints>))",
        "{**<counts>, <str>: <int>}", "{k: v + 1 for k, v in <counts>.items() if v < 500}",
    ],
    "pair": [
        "(<int>, <str>)", "(len(<str>), <str>)", "(<pair> if <bool> else <pair>)",
        "min([(<int>, <str>), <pair>])",
    ],
    "maybe": [
        "(<int> if <bool> else None)", "<counts>.get(<str>)", "None", "next(iter(<ints>), None)",
    ],
    "record": [
        "Record(<int>, <str>)", "Record(<int>)", "Special(<int>)", "<record>.bumped(<int>)",
        "(<record> if <bool> else <record>)",
    ],
}  # fmt: skip
FORMS = {kind: FORMS.get(kind, []) + idioms.FORMS.get(kind, []) for kind in ANNOTATIONS}


class Expressions:
    """Expressions over the names in scope."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names: dict[str, str] = {}
        """Name in scope -> kind."""
        self.constants: set[str] = set()
        """Names that nothing may assign to: counters of loops."""
        self.functions: list[tuple[str, list[str], str]] = []
        """Name, kinds of the parameters, kind of the result."""

    def of_kind(self, kind: str) -> list[str]:
        return [name for name, its in self.names.items() if its == kind]

    def expression(self, kind: str, depth: int = 0) -> str:
        names, chance = self.of_kind(kind), self.random.random()
        if names and chance < 0.35 + depth * 0.2:
            return self.random.choice(names)
        if depth > 1 or chance > 0.9:
            return self.literal(kind)
        if depth == 0 and chance < 0.45:
            called = [f for f in self.functions if f[2] == kind]
            if called:
                name, parameters, _ = self.random.choice(called)
                return f"{name}({', '.join(self.expression(p, 1) for p in parameters)})"
        form = self.random.choice(FORMS[kind])
        return self.filled(form, depth + 1)

    def filled(self, form: str, depth: int) -> str:
        """A form with each `<kind>` replaced by an expression of that kind."""

        def inner(found: re.Match[str]) -> str:
            text = self.expression(found[1], depth)
            nests = form.startswith("f") and any(mark in text for mark in "\"'{}")
            return self.literal(found[1]) if nests else text

        return re.sub(r"<(\w+)>", inner, form)

    def literal(self, kind: str) -> str:
        """A constant; of a collection, a small one."""
        pick = self.random
        if kind == "int":
            return str(pick.choice([0, 1, 2, 3, 7, 10, 64, 255, 999, -1, -5]))
        if kind == "float":
            return repr(pick.choice([0.0, 0.5, 1.0, -2.25, 3.14159, 1e10, 1e-7, -0.0]))
        if kind == "str":
            return repr(pick.choice(WORDS))
        if kind == "bool":
            return pick.choice(["True", "False"])
        if kind in ("ints", "texts"):
            inner = "int" if kind == "ints" else "str"
            return f"[{', '.join(self.literal(inner) for _ in range(pick.randint(1, 4)))}]"
        if kind == "counts":
            pairs = [
                f"{self.literal('str')}: {self.literal('int')}" for _ in range(pick.randint(1, 3))
            ]
            return "{" + ", ".join(pairs) + "}"
        if kind == "pair":
            return f"({self.literal('int')}, {self.literal('str')})"
        if kind in idioms.LITERALS:
            return pick.choice(idioms.LITERALS[kind])
        if kind == "maybe":
            return pick.choice(["None", self.literal("int")])
        return f"Record({self.literal('int')}, {self.literal('str')})"
