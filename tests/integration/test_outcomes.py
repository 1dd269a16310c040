"""How a program ends and what surrounds it: exit status, tracebacks, arguments, environment,
standard files."""

import re
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).parent / "outcomes"
WAYS = {
    "zero": 0,
    "none": 0,
    "status": 42,
    "large": 255,
    "text": 1,
    "system-exit": 3,
    "finish": 0,
    "error": 1,
    "silent": 1,
    "deep": 1,
    "method": 1,
    "index": 1,
    "key": 1,
    "chained": 1,
    "cleanup": 1,
    "assert": 1,
    "unicode": 1,
    "lambda": 1,
    "repeated": 1,
    "recursion-error": 1,
    "keyboard": 1,
    "group": 1,
    "group-with-causes": 1,
    "generator": 1,
    "printed": 1,
    "manager": 1,
}
ON_VIRTIO = ("none", "status", "large", "text", "deep", "unicode")
CASES = [(way, "spt") for way in WAYS] + [(way, "virtio") for way in ON_VIRTIO]
LINE = re.compile(r'  File "(?:.*/)?([^/"]+)", line (\d+), in (\S+)')
MARGIN = re.compile(r"((?:  )+[|+] )?(.*)")


def told(stderr: str) -> list[str]:
    """What CPython and an image both tell: each frame's file, line and function, and the error's
    own lines.

    CPython adds the source text of a line and marks below it; an image holds no source text.
    """
    lines = []
    for line in stderr.splitlines():
        margin, inner = MARGIN.match(line).groups()  # type: ignore[union-attr]
        frame = LINE.match(inner)
        if frame:
            lines.append(f"{margin}{frame[1]}:{frame[2]} {frame[3]}")
        elif (line and not inner.startswith("    ")) or (not margin and "+--" in inner):
            lines.append(line)
    return lines


@pytest.mark.parametrize(("way", "target"), CASES)
def test_ending(way: str, target: str, outcome_on) -> None:
    program = PROGRAMS / "ending.py"
    expected = outcome_on(program, "host", arguments=[way])
    found = outcome_on(program, target, arguments=[way], profile="release")
    assert found.stdout == expected.stdout
    assert told(found.stderr) == told(expected.stderr)
    assert found.status == expected.status == WAYS[way]


def test_traceback_text(outcome_on) -> None:
    found = outcome_on(PROGRAMS / "ending.py", "spt", arguments=["deep"], profile="release")
    assert found.stderr == (
        "Traceback (most recent call last):\n"
        '  File "ending.py", line 139, in <module>\n'
        '  File "ending.py", line 112, in end\n'
        '  File "ending.py", line 24, in deep\n'
        '  File "ending.py", line 24, in deep\n'
        '  File "ending.py", line 24, in deep\n'
        '  File "ending.py", line 23, in deep\n'
        "Broken: at the bottom\n"
    )


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_surroundings(target: str, outcome_on) -> None:
    options = {
        "arguments": ["one", "two words", "-x", "naïve", "", "--", "a=b&c", "%41", "naja.env=x"],
        "environment": ["GREETING=good morning, ☀ 100%"],
        "stdin": "first line\n\nthird – line ☕\n\x04\x10 control\nno end".encode(),
    }
    expected = outcome_on(PROGRAMS / "surroundings.py", "host", **options)
    found = outcome_on(PROGRAMS / "surroundings.py", target, **options)
    assert expected.status == 0, expected.stderr
    assert found.stdout == expected.stdout
    assert found.stderr == expected.stderr
    assert found.status == 0


def test_input_that_ends_at_once(outcome_on) -> None:
    for stdin in (b"", b"\n", b"x" * 70_000 + b"\ny"):
        expected = outcome_on(PROGRAMS / "surroundings.py", "host", stdin=stdin)
        found = outcome_on(PROGRAMS / "surroundings.py", "spt", stdin=stdin)
        assert found == expected
