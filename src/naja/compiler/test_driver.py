"""The driver: stages, cache, what a failed build leaves behind. Programs are built by hand."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from naja.compiler import cache, driver
from naja.compiler import types as t
from naja.compiler.codegen.testing import Builder, number, program
from naja.compiler.errors import InternalError
from naja.compiler.ir import model as ir
from naja.image import mapfile

Make = Callable[[], ir.Program]


def answer(value: int) -> ir.Program:
    """Exits with `value`, by way of a function that is not inlined."""
    inner = Builder("p.inner", [], t.INT, inline="never")
    template = f"movq $${value}, $0"
    inner.ret(inner.intrinsic("asm", t.INT, template=template, constraints="=r"))
    b = Builder("p.start", [], t.INT)
    b.ret(b.call(inner.function))
    unused = Builder("unused", [], t.INT)
    unused.ret(number(1))
    return program(b.function, inner.function, unused.function)


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "naja"


def build(made: ir.Program, folder: Path, emit: str = "") -> driver.BuildResult:
    folder.mkdir(exist_ok=True)
    main = folder / "main.py"
    return driver.finish(made, main, "release", folder / "image", emit, driver.BuildResult())


def test_second_build_comes_from_the_cache(tmp_path: Path, cached: Path) -> None:
    first, second = build(answer(3), tmp_path / "a"), build(answer(3), tmp_path / "b")
    assert not first.cached and second.cached
    assert first.output is not None and second.output is not None
    assert first.output.read_bytes() == second.output.read_bytes()
    assert subprocess.run([first.output], check=False).returncode == 3


def test_damaged_cache_entry_is_rebuilt(tmp_path: Path, cached: Path) -> None:
    build(answer(3), tmp_path / "a")
    (entry,) = cached.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    again = build(answer(3), tmp_path / "b")
    assert not again.cached
    assert again.output is not None
    assert subprocess.run([again.output], check=False).returncode == 3
    assert cache.load(entry.name) is not None


def test_failed_build_leaves_the_old_image(tmp_path: Path, cached: Path) -> None:
    build(answer(3), tmp_path)
    before = (tmp_path / "image").read_bytes()
    broken = answer(4)
    broken.functions[1].blocks[0].instrs[0].name = "nonsense"  # type: ignore[attr-defined]
    with pytest.raises(InternalError, match="codegen"):
        build(broken, tmp_path)
    assert (tmp_path / "image").read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".naja-")]


def test_no_image_without_its_map(tmp_path: Path, cached: Path) -> None:
    build(answer(3), tmp_path)
    before = (tmp_path / "image").read_bytes()
    (tmp_path / "image.map").unlink()
    (tmp_path / "image.map").mkdir()
    with pytest.raises(OSError, match=r"image\.map"):
        build(answer(4), tmp_path)
    assert (tmp_path / "image").read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".naja-")]


def test_the_cache_bounds_its_files(
    tmp_path: Path, cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cached / "run").mkdir(parents=True)
    os.utime(cached / "run", (0, 0))
    monkeypatch.setattr(cache, "LIMIT_BYTES", 100)
    cache.store("old", bytes(10))
    os.utime(cached / "old", (1, 1))
    cache.store("new", bytes(60))
    assert {p.name for p in cached.iterdir()} == {"run", "new"}


def test_a_full_disk_leaves_nothing_in_the_cache(
    cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*paths: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    cache.store("entry", bytes(10))
    assert list(cached.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "part"), [("ir", "def p.inner() -> int:"), ("llvm", "@p.inner("), ("asm", "p.inner:")]
)
def test_emitted_text(tmp_path: Path, cached: Path, kind: str, part: str) -> None:
    result = build(answer(3), tmp_path, kind)
    assert part in result.text
    assert "unused" not in result.text
    assert result.output is None and not (tmp_path / "image").exists()


def test_map_says_why(tmp_path: Path, cached: Path) -> None:
    result = build(answer(3), tmp_path)
    assert result.output is not None
    made = mapfile.read(result.output)
    inner = next(s for s in made["symbols"] if s["symbol"] == "p.inner")
    assert (inner["kind"], inner["file"], inner["section"]) == ("function", "program.py", ".text")
    assert mapfile.chain(made, "p.inner") == ["p.inner", "p.start"]
    assert str(tmp_path) not in json.dumps(made)


def test_one_container_under_two_types(tmp_path: Path) -> None:
    program = tmp_path / "twins.py"
    program.write_text(
        "numbers: list[int] = [1]\n"
        "things: list[list[object]] = [numbers]\n"
        'if __name__ == "__main__":\n'
        '    things[0].append("x")\n'
        "    print(numbers)\n"
    )
    (found,) = driver.check(program)
    assert "is used as list[int] (numbers) and list[object]" in found.reason
    assert found.remedy == "annotate all variables and attributes that hold it alike"
    assert (Path(found.file).name, found.line) == ("twins.py", 3)
