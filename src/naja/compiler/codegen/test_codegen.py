"""Small programs in the intermediate representation, run as processes: what the code generator promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from naja.compiler import types as t
from naja.compiler.codegen.testing import Builder, number, program, run
from naja.compiler.ir import model as ir


@pytest.fixture(params=[0, 2], ids=["O0", "O2"])
def level(request: pytest.FixtureRequest) -> int:
    value: int = request.param
    return value


def test_exit_status(tmp_path: Path, level: int) -> None:
    b = Builder("p.start", [], t.INT)
    b.ret(b.arith("add", number(40), number(2)))
    assert run(program(b.function), tmp_path, level) == (42, b"")
