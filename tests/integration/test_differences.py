"""The stated differences from CPython: what each side says; docs/language.md names them all."""

from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "differences" / "differences.py"
TABLE = Path(__file__).parents[2] / "docs" / "language.md"
OVERFLOW = "OverflowError: int has 64 bits, naja.lang.bigint has no limit\n"
ROWS = {
    "large integers": ("9223372036854775808\n", OVERFLOW),
    "large text": ("99999999999999999999\n", OVERFLOW),
    "negative powers": (
        "0.5\n",
        "ValueError: int ** negative int is a float: write float(x) ** n\n",
    ),
    "sum of no floats": ("0\n", "0.0\n"),
    "changed behind a test": (
        "None\nTypeError: unsupported operand type(s) for +: 'NoneType' and 'int'\n",
        "None\nAttributeError: 'LAST' has changed since it was tested\n",
    ),
    "the wrong type through `Callable[[Any], …]`": (
        "TypeError: object of type 'int' has no len()\n",
        "TypeError: cast: the object is not str\n",
    ),
    "nan in containers": ("True True\n", "False False\n"),
    "keys replaced while iterated": (
        "RuntimeError: dictionary keys changed during iteration\n",
        "2\n",
    ),
    "what errors of the library hold": (
        "('utf-8', b'\\xff', 0, 1, 'invalid start byte')\n",
        "TypeError: an exception that the library made with several arguments keeps no args\n",
    ),
    "resized under a view": ("BufferError\n", "b'abc'\n"),
    "fields of templates made at run time": (
        "2\n",
        "ValueError: attributes and indices of fields are compiled in constant templates only\n",
    ),
    "dropped generators": ("closed\n1\n", "1\n"),
    "next() where send() is typed": (
        "None\n",
        "TypeError: next() sends None, which the type of send() does not have\n",
    ),
    "last digits of `math`": ("1.4934955670235843\n", "1.4934955670235837\n"),
    "results cached at import": ("1 1\n", "1 2\n"),
    "text of functions": ("True\n", "False\n"),
    "stars into function values": (
        "total_of_two() takes 2 positional arguments but 3 were given\n",
        "function() takes 2 positional arguments but 3 were given\n",
    ),
    "classes over variables as values": (
        "1 2\n",
        "the class Inner is made a second time, with values of its own\n",
    ),
    "`time.process_time`": ("True\n", "False\n"),
    "what gc counts": ("True\n", "False\n"),
    "program name": (f"True {PROGRAM}\n", "False main.py\n"),
}


@pytest.mark.parametrize("row", ROWS)
def test_row(row: str, outcome_on) -> None:
    cpython, image = ROWS[row]
    assert outcome_on(PROGRAM, "host", arguments=[row]).stdout == cpython
    assert outcome_on(PROGRAM, "spt", arguments=[row]).stdout == image


def test_the_table_names_every_row() -> None:
    text = TABLE.read_text()
    for row in ROWS:
        assert f"| {row} |" in text
