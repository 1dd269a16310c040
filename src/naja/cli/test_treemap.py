"""The treemap's rectangles have the right areas, stay inside and do not overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naja.cli.treemap import Box, Group, Item, render, squarify

BOX = Box(10, 20, 300, 200)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=40))
def test_areas_are_proportional_and_inside(sizes: list[int]) -> None:
    sizes.sort(reverse=True)
    boxes = squarify(sizes, BOX)
    scale = BOX.width * BOX.height / sum(sizes)
    for size, box in zip(sizes, boxes, strict=True):
        assert abs(box.width * box.height - size * scale) < 1e-6 * BOX.width * BOX.height
        assert box.x >= BOX.x - 1e-6 and box.x + box.width <= BOX.x + BOX.width + 1e-6
        assert box.y >= BOX.y - 1e-6 and box.y + box.height <= BOX.y + BOX.height + 1e-6


@given(st.lists(st.integers(1, 100), min_size=2, max_size=12))
def test_rectangles_do_not_overlap(sizes: list[int]) -> None:
    sizes.sort(reverse=True)
    boxes = squarify(sizes, BOX)
    for at, one in enumerate(boxes):
        for two in boxes[at + 1 :]:
            across = min(one.x + one.width, two.x + two.width) - max(one.x, two.x)
            down = min(one.y + one.height, two.y + two.height) - max(one.y, two.y)
            assert min(across, down) < 1e-6


def test_equal_sizes_become_squares() -> None:
    for box in squarify([1] * 16, Box(0, 0, 100, 100)):
        assert (round(box.width, 6), round(box.height, 6)) == (25, 25)


def test_the_picture_names_and_escapes() -> None:
    picture = render("a & b", [Group("main.py", [Item("f<T>", 90, "because"), Item("g", 10)])])
    assert "a &amp; b" in picture
    assert "f&lt;T&gt; 90" in picture
    assert picture.count("<rect") == 4
