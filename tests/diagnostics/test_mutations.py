"""Damaged programs: each is refused with a diagnostic or compiles; none is an internal error."""

import ast
import warnings
from pathlib import Path

import pytest

from naja.compiler.errors import CompileErrors
from naja.compiler.front import compile_program
from naja.compiler.ir.verifier import verify
from tests.diagnostics.mutation import Mutator

PROGRAMS = Path(__file__).parent.parent / "integration" / "language"
QUICK = ("managers", "functions", "flow", "integers", "floats", "generics", "state", "records")
MUTATIONS = 16


@pytest.mark.parametrize("name", QUICK)
def test_no_internal_error(name: str, tmp_path: Path) -> None:
    tree = ast.parse((PROGRAMS / f"{name}.py").read_text())
    refused = 0
    for seed in range(MUTATIONS):
        path = tmp_path / f"{name}_{seed}.py"
        path.write_text(ast.unparse(Mutator(seed).mutate(tree)))
        try:
            with warnings.catch_warnings(action="ignore"):
                verify(compile_program(str(path), "spt", "dev"))
        except CompileErrors as errors:
            refused += 1
            assert all(problem.reason for problem in errors.diagnostics)
            assert all(problem.line >= 1 for problem in errors.diagnostics)
    assert refused > 0
