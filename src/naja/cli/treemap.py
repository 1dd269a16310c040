"""A treemap: what takes how much, as a picture of nested rectangles (SVG).

The layout is the squarified one (Bruls, Huizing, van Wijk, 2000): rectangles of the right areas, as
square as they can be, the largest first. Two levels: groups, each with its items. Everything here
is values in, text out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, HEADER, GAP = 1200.0, 800.0, 16.0, 1.5
LETTER_WIDTH, LINE_HEIGHT = 6.2, 13.0
COLOURS = (
    "#8ecae6", "#ffb703", "#a7c957", "#e5989b", "#cdb4db", "#f4a261",
    "#84a98c", "#b5c7eb", "#e9c46a", "#d4a5a5", "#9ad1d4", "#c5b8a5",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A rectangle to be: what it is called, how large it is, and what a pointer on it shows."""

    name: str
    size: int
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """Items that belong together."""

    name: str
    items: Sequence[Item]

    @property
    def size(self) -> int:
        return sum(item.size for item in self.items)


@dataclass(frozen=True)
class Box:
    """Where a rectangle lies."""

    x: float
    y: float
    width: float
    height: float


def squarify(sizes: Sequence[int], box: Box) -> list[Box]:
    """A box for each size, which are positive and fall; together they fill `box`."""
    total = sum(sizes)
    if not total:
        return []
    scale = box.width * box.height / total
    areas = [size * scale for size in sizes]
    placed: list[Box] = []
    while areas:
        count = _row_length(areas, min(box.width, box.height))
        row, areas = areas[:count], areas[count:]
        boxes, box = _place_row(row, box)
        placed += boxes
    return placed


def _row_length(areas: Sequence[float], side: float) -> int:
    """How many of the areas to lay along `side`: as long as the worst shape gets no worse."""
    total, best = 0.0, float("inf")
    for count, area in enumerate(areas, 1):
        total += area
        largest, square = areas[0], side * side
        worst = max(square * largest / total**2, total**2 / (square * area))
        if worst > best:
            return count - 1
        best = worst
    return len(areas)


def _place_row(row: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """The boxes of one row along the shorter side, and what is left."""
    total = sum(row)
    boxes = []
    at = 0.0
    if box.width >= box.height:
        depth = total / box.height
        for area in row:
            boxes.append(Box(box.x, box.y + at, depth, area / depth))
            at += area / depth
        return boxes, Box(box.x + depth, box.y, max(box.width - depth, 0.0), box.height)
    depth = total / box.width
    for area in row:
        boxes.append(Box(box.x + at, box.y, area / depth, depth))
        at += area / depth
    return boxes, Box(box.x, box.y + depth, box.width, max(box.height - depth, 0.0))


def render(title: str, groups: Sequence[Group]) -> str:
    """The picture, as the text of an SVG file."""
    ordered = sorted((g for g in groups if g.size), key=lambda group: -group.size)
    boxes = squarify([group.size for group in ordered], Box(0, LINE_HEIGHT * 2, WIDTH, HEIGHT))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} '
        f'{HEIGHT + LINE_HEIGHT * 2:.0f}" font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="4" y="18" font-size="15">{escape(title)}</text>',
    ]
    for index, (group, box) in enumerate(zip(ordered, boxes, strict=True)):
        parts += _group(group, box, COLOURS[index % len(COLOURS)])
    return "\n".join([*parts, "</svg>"]) + "\n"


def _group(group: Group, box: Box, colour: str) -> list[str]:
    items = sorted(group.items, key=lambda item: -item.size)
    headed = box.height > 3 * HEADER and box.width > 3 * HEADER
    top = HEADER if headed else 0.0
    inner = Box(box.x + GAP, box.y + top, box.width - 2 * GAP, box.height - top - GAP)
    parts = [_rectangle(box, "#495057", f"{group.name}: {group.size} bytes")]
    if headed:
        parts.append(_label(group.name, group.size, box, "#ffffff"))
    for item, place in zip(items, squarify([item.size for item in items], inner), strict=True):
        detail = f"{item.name}: {item.size} bytes" + (f"\n{item.detail}" if item.detail else "")
        parts += [_rectangle(place, colour, detail), _label(item.name, item.size, place, "#1b1b1b")]
    return parts


def _rectangle(box: Box, colour: str, detail: str) -> str:
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'fill="{colour}" stroke="#ffffff" stroke-width="0.7">'
        f"<title>{escape(detail)}</title></rect>"
    )


def _label(name: str, size: int, box: Box, colour: str) -> str:
    """The name, cut to what the box is wide; nothing where not even that fits."""
    letters = int((box.width - 6) / LETTER_WIDTH)
    if box.height < LINE_HEIGHT or letters < 3:
        return ""
    text = f"{name} {size}"
    if len(text) > letters:
        short = _last_part(name)
        text = short if len(short) <= letters else short[: letters - 1] + "…"
    return (
        f'<text x="{box.x + 3:.1f}" y="{box.y + LINE_HEIGHT - 2:.1f}" fill="{colour}" '
        f'pointer-events="none">{escape(text)}</text>'
    )


def _last_part(name: str) -> str:
    """The file of a path, the function of a dotted name; a number says too little."""
    last = name.rpartition("/" if "/" in name else ".")[2]
    return name if last.isdigit() else last
