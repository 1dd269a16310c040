"""What an image is: the same bytes from every folder, small, of one target, without traces."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, naja, need

HELLO = ROOT / "examples" / "hello"
PROGRAM = Path(__file__).parent / "language" / "records.py"
LARGEST_HELLO = {"spt": 620, "virtio": 3_300}


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_size_of_hello(target: str, tmp_path: Path) -> None:
    need(target)
    done = naja("build", HELLO, "--target", target, "-o", tmp_path / "hello")
    assert done.status == 0, done.stderr
    assert (tmp_path / "hello").stat().st_size <= LARGEST_HELLO[target]


def test_a_program_that_does_nothing(tmp_path: Path) -> None:
    need("spt")
    program = tmp_path / "nothing.py"
    program.write_text('if __name__ == "__main__":\n    pass\n')
    done = naja("run", "--target", "spt", program)
    assert (done.status, done.stdout, done.stderr) == (0, "", "")


def test_long_chains(tmp_path: Path) -> None:
    """What CPython takes is not too deep for the compiler: elif after elif, term after term, and
    functions that call one another."""
    need("spt")
    branches = "".join(f"    elif n == {i}:\n        return {2 * i}\n" for i in range(1, 1000))
    calls = "".join(f"def f{i}(n: int) -> int:\n    return f{i + 1}(n) + 1\n" for i in range(800))
    program = tmp_path / "chains.py"
    program.write_text(
        f"def f(n: int) -> int:\n    if n == 0:\n        return 1\n{branches}    return 3\n"
        f"def g(n: int) -> int:\n    return {' + '.join(['n'] * 800)}\n"
        f"{calls}def f800(n: int) -> int:\n    return n\n"
        'if __name__ == "__main__":\n    print(f(900), g(2), f0(1))\n'
    )
    done = naja("run", "--target", "spt", program)
    assert (done.status, done.stdout, done.stderr) == (0, "1800 1600 801\n", "")


def build(folder: Path, target: str, seed: str) -> bytes:
    """Build a copy of the program in a folder, without the cache of other builds."""
    folder.mkdir(parents=True)
    shutil.copy(PROGRAM, folder / "main.py")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONHASHSEED": seed,
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    words = [sys.executable, "-m", "naja.cli.main", "build", "main.py", "--target", target]
    subprocess.run([*words, "-o", "image"], cwd=folder, env=environment, check=True, timeout=120)
    return (folder / "image").read_bytes()


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_reproducible(target: str, tmp_path: Path) -> None:
    need(target)
    one = build(tmp_path / "one", target, "1")
    two = build(tmp_path / "somewhere" / "else" / "two", target, "2")
    assert one == two
    for trace in (str(tmp_path), str(ROOT), os.path.expanduser("~"), sys.prefix, "somewhere"):
        assert trace.encode() not in one


def test_images_of_another_target(tmp_path: Path) -> None:
    need("spt")
    image = tmp_path / "hello.spt"
    assert naja("build", HELLO, "-o", image).status == 0
    done = naja("run", "--target", "virtio", image)
    assert done.status == 2
    assert done.stderr == (
        f"naja: {image.name} is an image for spt, not for virtio: run it with --target spt\n"
    )


@pytest.mark.parametrize("kept", [0, 3, 60, 500, 0.5, 0.99])
def test_truncated_images(kept: float, tmp_path: Path) -> None:
    need("spt")
    image = tmp_path / "hello.spt"
    assert naja("build", HELLO, "-o", image).status == 0
    data = image.read_bytes()
    size = int(kept * len(data)) if isinstance(kept, float) else kept
    image.write_bytes(data[:size])
    done = naja("run", image)
    assert done.status == 2
    assert done.stdout == ""
    assert done.stderr.startswith("naja: ")
    assert done.stderr.count("\n") == 1


def test_emitted_stages_are_reproducible(tmp_path: Path) -> None:
    for stage in ("ir", "llvm"):
        texts = {naja("build", PROGRAM, "--emit", stage).stdout for _ in range(2)}
        assert len(texts) == 1
        assert len(texts.pop()) > 1000


def test_a_program_is_a_file_or_a_folder(tmp_path: Path) -> None:
    need("spt")
    package = tmp_path / "program" / "parts"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("from parts.inner import value\n\n__all__ = ['value']\n")
    (package / "inner.py").write_text(
        "from . import deep\n\n\ndef value() -> int:\n    return deep.N\n"
    )
    (package / "deep.py").write_text("N = 42\n")
    (tmp_path / "program" / "main.py").write_text(
        "import parts\n\nif __name__ == '__main__':\n    print(parts.value())\n"
    )
    for program in (tmp_path / "program", tmp_path / "program" / "main.py"):
        done = naja("run", "--target", "spt", program)
        assert (done.stdout, done.status) == ("42\n", 0), done.stderr
