"""`naja check`: what stands against compiling a program, without building it."""

from __future__ import annotations

import sys

from naja.cli.options import Parser, print_json
from naja.cli.program import find_program
from naja.cli.progress import progress

EXAMPLES = """
naja check main.py           every line that cannot be compiled, with the reason and the remedy
naja check hello --json      the same for an editor or a script
"""


def main(words: list[str]) -> int:
    """Prints the diagnostics; 2 when there are any."""
    parser = Parser("check", "Find what cannot be compiled, without building.", EXAMPLES)
    parser.add_argument("program", help="a Python file, or a folder with a main.py")
    parser.add_argument("--json", action="store_true", help="a list of diagnostics, for scripts")
    options = parser.parse_args(words)
    program = find_program(options.program)
    from naja.compiler import driver

    with progress(f"checking {program.name}"):
        diagnostics = driver.check(program.entry)
    if options.json:
        print_json([diagnostic.to_json() for diagnostic in diagnostics])
    elif diagnostics:
        print("\n\n".join(d.render() for d in diagnostics), file=sys.stderr)
    return 2 if diagnostics else 0
