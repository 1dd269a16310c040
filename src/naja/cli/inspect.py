"""`naja inspect`: what an image holds, how large each part is, and why it is there.

Reads the map that `naja build` leaves beside the image, and shows it as tables, as JSON or as a
picture. "Why" is the chain of what refers to what, from the part up to the program's entry.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from naja.cli.errors import Failure
from naja.cli.options import Parser, human_size, print_json
from naja.cli.program import is_image

EXAMPLES = """
naja inspect build/hello.spt                  sections, and the largest functions and data
naja inspect build/hello.spt --why print      everything named so, and why it is there
naja inspect build/hello.spt --treemap a.svg  the same as a picture
naja inspect build/hello.spt --json           everything, for scripts
"""
DEFAULT_TOP = 25
NAME_WIDTH = 44


def main(words: list[str]) -> int:
    """Show the map of one image."""
    parser = Parser("inspect", "Say what an image holds, and why.", EXAMPLES)
    parser.add_argument("image", help="an image that naja build made")
    parser.add_argument("--top", type=int, default=DEFAULT_TOP, metavar="N", help="(default: 25)")
    parser.add_argument("--why", metavar="NAME", help="the reasons of the parts with that name")
    parser.add_argument("--treemap", metavar="FILE", help="write a picture (SVG)")
    parser.add_argument("--json", action="store_true", help="the whole map, for scripts")
    options = parser.parse_args(words)
    made = _read_map(Path(options.image))
    if options.json:
        print_json({**made, "symbols": [{**s, "why": _why(made, s)} for s in made["symbols"]]})
    if options.treemap:
        _write_treemap(made, Path(options.image).name, Path(options.treemap))
    if options.why:
        return _print_reasons(made, options.why)
    if not options.json and not options.treemap:
        _print_tables(made, Path(options.image), options.top)
    return 0


def _read_map(image: Path) -> Any:
    from naja.image import mapfile

    if not image.exists():
        raise Failure(f"{image} does not exist")
    if not is_image(image):
        raise Failure(f"{image} is not an image: naja build {image} makes one")
    try:
        made = mapfile.read(image)
    except FileNotFoundError:
        raise Failure(f"{mapfile.path_of(image)} is missing: build the image again") from None
    except ValueError:
        raise Failure(f"{mapfile.path_of(image)} is damaged: build the image again") from None
    if made.get("bytes") != image.stat().st_size:
        raise Failure(f"{mapfile.path_of(image)} is of another image: build the image again")
    return made


def _why(made: Any, symbol: dict[str, Any]) -> list[str]:
    from naja.image import mapfile

    return mapfile.chain(made, symbol["symbol"])[1:]


def _where(symbol: dict[str, Any]) -> str:
    return f"{symbol['file']}:{symbol['line']}" if symbol["file"] else symbol["kind"]


def _short(name: str) -> str:
    return name if len(name) <= NAME_WIDTH else name[: NAME_WIDTH - 1] + "…"


def _print_tables(made: Any, image: Path, top: int) -> None:
    print(f"{image}: {human_size(made['bytes'])}, for {made['target']}\n")
    print(f"{'section':<24}{'bytes':>9}  address")
    for section in made["sections"]:
        note = "" if section["in_file"] else "  (memory only)"
        print(f"{section['name']:<24}{section['bytes']:>9}  {section['address']:#x}{note}")
    symbols = sorted(made["symbols"], key=lambda s: (-s["bytes"], s["name"]))
    print(f"\n{'part':<{NAME_WIDTH + 1}}{'bytes':>7}  because of")
    for symbol in symbols[:top]:
        reasons = _why(made, symbol)
        because = reasons[0] if reasons else "the entry"
        print(f"{_short(symbol['name']):<{NAME_WIDTH + 1}}{symbol['bytes']:>7}  {because}")
    if len(symbols) > top:
        rest = sum(symbol["bytes"] for symbol in symbols[top:])
        print(f"{f'{len(symbols) - top} more':<{NAME_WIDTH + 1}}{rest:>7}")


def _print_reasons(made: Any, name: str) -> int:
    found = [
        symbol
        for symbol in made["symbols"]
        if name in {symbol["symbol"], symbol["name"], symbol["name"].rpartition(".")[2]}
    ]
    if not found:
        near = sorted(s["name"] for s in made["symbols"] if name.lower() in s["name"].lower())
        hint = f"; there are {', '.join(near[:5])}" if near else ""
        raise Failure(f"--why {name}: nothing in the image has that name{hint}")
    for symbol in found:
        print(f"{symbol['name']}  {symbol['bytes']} bytes  {_where(symbol)}")
        for reason in _why(made, symbol):
            print(f"  because of {reason}")
    return 0


def _write_treemap(made: Any, name: str, out: Path) -> None:
    from naja.cli.treemap import Group, Item, render

    stored = {section["name"] for section in made["sections"] if section["in_file"]}
    groups: dict[str, list[Item]] = {}
    for symbol in made["symbols"]:
        if symbol["section"] in stored:
            detail = " ← ".join(_why(made, symbol)[:6])
            item = Item(symbol["name"], symbol["bytes"], detail)
            groups.setdefault(_library(made, symbol), []).append(item)
    named = sum(item.size for items in groups.values() for item in items)
    rest = made["bytes"] - named
    if rest > 0:
        groups["the rest"] = [Item("headers, padding, constants without a name", rest)]
    title = f"{name}, {made['target']}: {made['bytes']} bytes"
    out.write_text(render(title, [Group(key, items) for key, items in groups.items()]))
    print(f"wrote {out}", file=sys.stderr)


def _library(made: Any, symbol: dict[str, Any]) -> str:
    """The folder of the code, or for data of the code that it is there for."""
    by_symbol = {s["symbol"]: s for s in made["symbols"]}
    current: str | None = symbol["symbol"]
    for _ in range(len(by_symbol)):
        if current is None:
            break
        entry = by_symbol.get(current)
        if entry and entry["file"]:
            folder = str(Path(entry["file"]).parent)
            return entry["file"] if folder == "." else folder
        current = entry["because"] if entry else made["inlined"].get(current)
    return str(symbol["kind"])
