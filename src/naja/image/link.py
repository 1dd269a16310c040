"""Object file → linked image, by ld.lld.

Promises: the same object gives the same bytes in any folder; nothing unreachable is kept; an image
with relocations that its entry would not apply is refused. Writes the stripped image and its
unstripped twin `.debug`, each first under a temporary name, so that a failure leaves no image
behind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from naja.compiler.errors import InternalError, ToolMissing
from naja.image.elf import strip
from naja.image.pack import pack

HERE = Path(__file__).parent
COMMON = [
    "--gc-sections",
    "--icf=all",
    "--build-id=none",
    "--no-dynamic-linker",
    "-O2",
    "-z",
    "noexecstack",
    "-z",
    "norelro",
    "--fatal-warnings",
    "--orphan-handling=place",
]
TARGETS = {
    "spt": ["-pie", "--pack-dyn-relocs=relr", "-z", "max-page-size=4096"],
    "virtio": ["-static", "-n"],
}


@dataclass(frozen=True)
class Linked:
    """What linking made. debug: the twin with symbols and line tables."""

    image: Path
    debug: Path


def link(objects: list[bytes], target: str, image: Path, packed: bool = False) -> Linked:
    """Link object files into `image`. packed: let a large one unpack itself."""
    linker = shutil.which("ld.lld")
    if linker is None:
        raise ToolMissing("naja build needs the linker ld.lld: install the package lld")
    debug = image.with_name(image.name + ".debug")
    with tempfile.TemporaryDirectory(dir=image.parent, prefix=".naja-") as folder:
        names = _write_objects(Path(folder), objects)
        script = HERE / f"{target}.ld"
        flags = [*COMMON, *TARGETS[target], "-T", str(script), "-o", "debug"]
        _run([linker, *flags, *names], folder)
        whole = Path(folder, "debug")
        small = Path(folder, "image")
        linked = whole.read_bytes()
        stripped = strip(linked)
        small.write_bytes(pack(stripped, linked) if packed else stripped)
        small.chmod(0o755)
        os.replace(whole, debug)
        os.replace(small, image)
        return Linked(image, debug)


def _write_objects(folder: Path, objects: list[bytes]) -> list[str]:
    names = [f"{index}.o" for index in range(len(objects))]
    for name, data in zip(names, objects, strict=True):
        (folder / name).write_bytes(data)
    return names


def _run(command: list[str], folder: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InternalError("link", done.stderr.strip() or f"ld.lld ended with {done.returncode}")
