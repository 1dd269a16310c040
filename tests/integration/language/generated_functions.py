"""Functions that module-level code makes by exec, with their source in linecache."""

import asyncio
import linecache
from collections.abc import Callable

SHAPES = {"square": "side * side", "circle": "side * side * 3.14159", "line": "0.0"}
TEMPLATE = '''
class {name}_error(Exception):
    """Too small."""


def {name}(side: float) -> float:
    if side < 0:
        raise {name}_error(f"{name} of {{side}}")
    return {formula}


def twice_{name}(sides: list[float]) -> list[float]:
    return [2 * {name}(side) for side in sides]


async def later_{name}(side: float, then: Callable[[float], float] = lambda value: value + 1) -> float:
    return then({name}(side))
'''


def made(name: str, formula: str) -> dict[str, object]:
    """The functions of a shape."""
    file = f"<shape {name}>"
    text = TEMPLATE.format(name=name, formula=formula)
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    exec(compile(text, file, "exec"), globals())
    return globals()


for shape, given in SHAPES.items():
    made(shape, given)

AREAS: list[Callable[[float], float]] = [globals()[shape] for shape in SHAPES]
twice: Callable[[list[float]], list[float]] = globals()["twice_square"]


if __name__ == "__main__":
    for area in AREAS:
        print(area(2.0), area(0.5))
    print(twice([1.0, 1.5, 2.5]))
    try:
        print(AREAS[1](-1.0))
    except Exception as error:
        print(type(error).__name__, error)
    print(twice_circle([1.0]), circle(3.0))  # noqa: F821
    print(asyncio.run(later_square(3.0)))  # noqa: F821
