"""Reading what programs print, and telling sides apart."""

from __future__ import annotations

import pytest

from bench.language import sides
from bench.language.catalogue import AGAINST_C, AGAINST_PYTHON, TREES_AGAINST_C
from bench.language.sides import Outcome
from bench.toolchain import Unavailable


def test_measurements_are_told_from_what_was_computed() -> None:
    read = sides.outcome("12 words\nwith 3.5\nseconds 0.25\n")
    assert read == Outcome("12 words", {"with": 3.5, "seconds": 0.25})


def test_a_program_that_measured_nothing_is_no_side() -> None:
    with pytest.raises(Unavailable, match="no measurement in 'killed'"):
        sides.outcome("killed")


def test_a_side_that_fails_says_why() -> None:
    with pytest.raises(Unavailable, match="no such program"):
        sides.run(["sh", "-c", "echo no such program; exit 3"])


def test_sides_that_print_something_else_are_not_compared() -> None:
    texts = ["1 2", "1 3"]
    runners = [lambda words, text=text: Outcome(text) for text in texts]  # type: ignore[misc]
    with pytest.raises(Unavailable, match=r"the sides differ:\n1 2\n1 3"):
        sides.agree(runners, ())
    sides.agree(runners[:1] * 2, ())


@pytest.mark.parametrize("program", [*AGAINST_C, TREES_AGAINST_C], ids=lambda p: p.name)
def test_c_prints_what_python_prints(program: object) -> None:
    assert isinstance(program, type(TREES_AGAINST_C))
    runners = [sides.c(program), sides.cpython(program)]
    small = {"nbody": "100", "fannkuch": "5"}.get(program.name, "16")
    sides.agree(runners, ("6",) if program.name == "binary_trees" else (small,))


@pytest.mark.parametrize("program", AGAINST_PYTHON, ids=lambda p: p.name)
def test_programs_run_under_cpython(program: object) -> None:
    assert isinstance(program, type(TREES_AGAINST_C))
    assert sides.cpython(program)(("1" if program.name != "word_count" else "20",)).text
