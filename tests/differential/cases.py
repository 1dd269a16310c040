"""Many small programs in one image: the cases of a feature, and the program that runs them all.

A feature is a module of `features/`. Each of its public functions is a case: it takes nothing and
prints. The program made here calls them in turn, each behind a line with its name, and shows the
exception that leaves one; so one run under CPython and one of the image give the output of each.
"""

import ast
import re
from pathlib import Path

FEATURES = Path(__file__).parent / "features"
MARK = "=== "

PROGRAM = '''"""The cases of one feature, in turn."""

from collections.abc import Callable

import {feature}


def _run(name: str, case: Callable[[], None]) -> None:
    print("{mark}" + name)
    try:
        case()
    except Exception as error:
        print("left by", type(error).__name__ + ":", error)


if __name__ == "__main__":
{calls}
'''


def features() -> list[str]:
    """The names of all features."""
    return sorted(p.stem for p in FEATURES.glob("*.py") if p.stem != "__init__")


def cases_of(feature: str) -> list[str]:
    """The names of a feature's cases, read off its text."""
    tree = ast.parse((FEATURES / f"{feature}.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [f.name for f in functions if not f.name.startswith("_") and not _is_helper(f)]


def _is_helper(function: ast.FunctionDef) -> bool:
    """A case takes nothing, gives nothing and has no decorator."""
    given = function.args
    takes = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    gives = ast.unparse(function.returns) if function.returns else ""
    return any(takes) or bool(function.decorator_list) or gives != "None"


def write_program(feature: str, folder: Path) -> Path:
    """Write the feature and the program that runs its cases into a folder."""
    (folder / f"{feature}.py").write_text((FEATURES / f"{feature}.py").read_text())
    calls = [f'    _run("{name}", {feature}.{name})' for name in cases_of(feature)]
    program = folder / "main.py"
    program.write_text(PROGRAM.format(feature=feature, mark=MARK, calls="\n".join(calls)))
    return program


def sections(output: str) -> dict[str, str]:
    """What each case printed."""
    parts = re.split(rf"^{MARK}(\w+)\n", output, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
