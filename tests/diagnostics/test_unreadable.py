"""Programs that cannot even be imported, on the command line: one clear message, status 2, no
image."""

import sys
from pathlib import Path

import pytest

from tests.conftest import naja

MAIN = 'if __name__ == "__main__":\n    pass\n'
CASES = {
    "syntax": (
        b"def f(:\n    pass\n",
        "{path}:1:7: SyntaxError: invalid syntax\n    def f(:\n          ^\n  correct the syntax\n",
    ),
    "encoding": (
        b"x = '\xff'\n" + MAIN.encode(),
        "{path}:1:{column}: SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff"
        " in position 0: invalid start byte\n  save the file as UTF-8\n",
    ),
    "null byte": (
        b"x = 1\0\n" + MAIN.encode(),
        "{path}:1:1: SyntaxError: source code string cannot contain null bytes\n",
    ),
    "no main block": (
        b"print('at build time')\n",
        "{path}:1:1: the program has no main block\n    print('at build time')\n    ^\n"
        '  add `if __name__ == "__main__":` with what is to run\n',
    ),
    "empty": (b"", "{path}:1:1: the program has no main block\n"),
    "failing import": (
        b"import json\nimport not_there\n\n\n" + MAIN.encode(),
        "{path}:2:1: module-level code failed at build time: "
        "ModuleNotFoundError: No module named 'not_there'\n    import not_there\n    ^\n"
        "  correct the name, or install it for the Python that naja runs on\n",
    ),
    "failing code": (
        b"TABLE = [1, 2]\nVALUE = TABLE[7]\n\n\n" + MAIN.encode(),
        "{path}:2:1: module-level code failed at build time: IndexError: list index out of range\n",
    ),
    "exit": (
        b"import sys\nsys.exit(3)\n" + MAIN.encode(),
        "{path}:2:1: module-level code ended the build: SystemExit(3)\n    sys.exit(3)\n    ^\n",
    ),
    "memory at import": (
        b"x = [0] * 10**15\n" + MAIN.encode(),
        "{path}:1:1: module-level code failed at build time: MemoryError\n    x = [0] * 10**15\n",
    ),
    "unknown encoding": (
        b"# coding: nonsense\n" + MAIN.encode(),
        "{path}:1:1: SyntaxError: unknown encoding: nonsense\n",
    ),
    "nesting": (
        b"x = " + b"1 + " * 50_000 + b"1\n" + MAIN.encode(),
        "{path}:1:1: RecursionError: this file nests too deeply\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_message(name: str, tmp_path: Path) -> None:
    data, expected = CASES[name]
    path = tmp_path / "program.py"
    path.write_bytes(data)
    image = tmp_path / "program.spt"
    done = naja("build", path, "-o", image)
    column = 8 if sys.version_info < (3, 12) else 5  # what CPython's own parser says
    assert done.stderr.startswith(expected.format(path=path, column=column))
    assert "Traceback" not in done.stderr
    assert done.status == 2
    assert not image.exists()


def test_a_failed_build_leaves_the_older_image(tmp_path: Path) -> None:
    path, image = tmp_path / "program.py", tmp_path / "program.spt"
    path.write_text(MAIN + "    print(missing)\n")
    image.write_bytes(b"older")
    done = naja("build", path, "-o", image)
    assert done.status == 2
    assert done.stderr.startswith(f"{path}:3:11: the name 'missing' is not defined")
    assert image.read_bytes() == b"older"


def test_a_module_of_the_program_with_an_error(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("def f( -> int:\n    return 1\n")
    path = tmp_path / "main.py"
    path.write_text("import helper\n\n\n" + MAIN + "    print(helper.f())\n")
    done = naja("check", path)
    assert done.stderr.startswith(f"{tmp_path / 'helper.py'}:1:8: SyntaxError: invalid syntax\n")
    assert done.status == 2


def test_a_module_of_the_program_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_bytes(b"x = '\xff'\n")
    path = tmp_path / "main.py"
    path.write_text("import helper\n\n\n" + MAIN + "    print(helper.x)\n")
    done = naja("check", path)
    assert done.stderr.startswith(f"{tmp_path / 'helper.py'}:1:")
    assert done.stderr.endswith("\n  save the file as UTF-8\n")
    assert done.status == 2


def test_check_builds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "main.py"
    path.write_text(MAIN + "    print(1 + 2)\n")
    done = naja("check", path, cwd=tmp_path)
    assert (done.stdout, done.stderr, done.status) == ("", "", 0)
    path.write_text(MAIN + "    print(1 + 'x')\n")
    done = naja("check", path, cwd=tmp_path)
    assert done.stderr.splitlines()[0] == "main.py:3:11: int + str is not defined"
    assert done.status == 2
    assert {p.name for p in tmp_path.iterdir()} == {"main.py"}
