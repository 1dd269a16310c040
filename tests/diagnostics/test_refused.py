"""What the compiler refuses: the words, the place, the caret line; several problems a run."""

import ast
from pathlib import Path

import pytest

from naja.compiler.errors import CompileErrors, Diagnostic
from naja.compiler.front import compile_program
from tests.diagnostics.cases import CASES
from tests.diagnostics.cases.case import Case


def problems(path: Path) -> list[Diagnostic]:
    with pytest.raises(CompileErrors) as caught:
        compile_program(str(path), "spt", "dev")
    return caught.value.diagnostics


def marked(case: Case) -> tuple[str, int, int, int]:
    """The source without marks; line, column and end column of what they mark, counting from 1."""
    before, _, rest = case.source.partition("«")
    inside, _, after = rest.partition("»")
    line = before.count("\n") + 1
    column = len(before.rpartition("\n")[2]) + 1
    return before + inside + after, line, column, column + len(inside)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_words_and_place(case: Case, tmp_path: Path) -> None:
    source, line, column, end = marked(case)
    ast.parse(source)
    path = tmp_path / f"refused_{CASES.index(case)}.py"
    path.write_text(source)
    found = problems(path)
    assert found[0].reason == case.reason
    assert found[0].remedy == case.remedy
    assert (found[0].line, found[0].column, found[0].end_column) == (line, column, end)
    assert Path(found[0].file) == path
    assert len(found) == 1


def test_rendered(tmp_path: Path) -> None:
    path = tmp_path / "rendered.py"
    path.write_text('if __name__ == "__main__":\n    print("naïve", 1 + "x")\n')
    assert problems(path)[0].render() == (
        f"{path}:2:20: int + str is not defined\n"
        '        print("naïve", 1 + "x")\n'
        "                       ^^^^^^^\n"
        "  convert one side, or define the operator's method"
    )


def test_several_a_run(tmp_path: Path) -> None:
    path = tmp_path / "several.py"
    path.write_text(
        "def first() -> int:\n"
        "    x = 1 + 'a'\n"
        "    return x\n"
        "\n"
        "\n"
        "def second(y: int) -> None:\n"
        "    y.upper()\n"
        "    print(missing)\n"
        "\n"
        "\n"
        'if __name__ == "__main__":\n'
        "    print(first() + 1)\n"
        "    second('text')\n"
        "    second(2)\n"
    )
    assert [(d.line, d.reason) for d in problems(path)] == [
        (2, "int + str is not defined"),
        (7, "int has no attribute 'upper'"),
        (8, "the name 'missing' is not defined when the program has been imported"),
        (13, "this is str, where int is expected"),
    ]


def test_a_consequence_is_no_problem_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "consequence.py"
    path.write_text(
        'if __name__ == "__main__":\n'
        "    x = missing\n"
        "    y = x + 1\n"
        "    for n in y:\n"
        "        print(n, x)\n"
    )
    assert [d.line for d in problems(path)] == [2]


def test_only_what_is_reached_has_to_compile(tmp_path: Path) -> None:
    path = tmp_path / "reached.py"
    path.write_text(
        "def never(x):\n    yield eval(x)\n\n\nif __name__ == '__main__':\n    print(1)\n"
    )
    assert compile_program(str(path), "spt", "dev").entry.symbol == "naja_main"
