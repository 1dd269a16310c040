"""Watching for ints of more than 64 bits."""

from pathlib import Path

import pytest

from tests.fuzz.programs import grows_beyond

MAIN = '\n\nif __name__ == "__main__":\n'
CASES = {
    "a product": ("def f(n: int) -> int:\n    return n * n % 7\n", "    f(10**10)\n", True),
    "a variable": ("", "    n = 9\n    for _ in range(9):\n        n *= n\n    n\n", True),
    "the least": ("", "    print(-9223372036854775807 - 1)\n", False),
    "one more": ("", "    print(2**63)\n", True),
    "statements of every kind": (
        "class A:\n    def __init__(self) -> None:\n        super().__init__()\n"
        "        self.x: int = 5\n\n\ndef f(x: int) -> str:\n    match x:\n"
        "        case -1 | 2:\n            return f'{x:>3}'\n    return str(A().x)\n",
        "    print(f(2), f(9), [n for n in range(3)])\n",
        False,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_seen(name: str, tmp_path: Path) -> None:
    functions, main, expected = CASES[name]
    program = tmp_path / "program.py"
    program.write_text(functions + MAIN + main)
    assert grows_beyond(program) == expected
    assert list(tmp_path.iterdir()) == [program]
