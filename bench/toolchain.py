"""Builds what the other side needs, from sources in `comparators/` and Debian packages.

Promises: everything built lies in one cache outside the repository (`NAJA_BENCH_CACHE`, or
`~/.cache/naja-bench`), named by the hash of what it was made from, and is built once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

COMPARATORS = Path(__file__).parent / "comparators"

# tool -> Debian package; the README lists the same packages in one apt command.
PACKAGES = {
    "gcc": "gcc",
    "musl-gcc": "musl-tools",
    "ld.lld": "lld",
    "qemu-system-x86_64": "qemu-system-x86",
    "ip": "iproute2",
    "ping": "iputils-ping",
    "nsd": "nsd",
    "nginx": "nginx-light",
    "wrk": "wrk",
    "curl": "curl",
    "dnsperf": "dnsperf",
    "flex": "flex",
    "bison": "bison",
    "bc": "bc",
    "make": "make",
}


class Unavailable(Exception):
    """A comparison cannot run here; the text says what is missing and how to get it."""


def require(tool: str) -> str:
    """The full path of a tool. Raises Unavailable, naming the package that has it."""
    found = shutil.which(tool) or shutil.which(tool, path="/usr/sbin:/sbin")
    if found is None:
        raise Unavailable(f"{tool} is missing: apt-get install {PACKAGES.get(tool, tool)}")
    return found


def cache_directory() -> Path:
    """The directory of built comparators, made on first use."""
    chosen = os.environ.get("NAJA_BENCH_CACHE")
    path = Path(chosen) if chosen else Path.home() / ".cache" / "naja-bench"
    path.mkdir(parents=True, exist_ok=True)
    return path


def digest(*parts: str | bytes) -> str:
    """A short name for these inputs."""
    state = hashlib.sha256()
    for part in parts:
        state.update(part.encode() if isinstance(part, str) else part)
        state.update(b"\0")
    return state.hexdigest()[:12]


def run(command: list[str], cwd: Path | None = None) -> None:
    """Run a build command. Raises Unavailable with the end of its output when it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        tail = (done.stdout + done.stderr)[-2000:]
        raise Unavailable(f"{' '.join(command[:3])} failed with {done.returncode}:\n{tail}")


def output(command: list[str]) -> str:
    """What a measuring command prints. Raises Unavailable with its complaint when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Unavailable(f"{Path(command[0]).name}: {(done.stdout + done.stderr)[-800:].strip()}")
    return done.stdout


def compiled(source_name: str, compiler: str, *flags: str) -> Path:
    """The program built from comparators/`source_name`, built now if the cache has none."""
    source = COMPARATORS / source_name
    tool = require(compiler)
    key = digest(source.read_bytes(), compiler, *flags)
    binary = cache_directory() / f"{source.stem}-{key}"
    if not binary.exists():
        partial = binary.with_suffix(f".{os.getpid()}")
        run([tool, str(source), *flags, "-o", str(partial)])
        partial.rename(binary)
    return binary


def native_tool(source_name: str) -> Path:
    """A helper of the measurement itself: optimised, static, warnings are errors."""
    return compiled(source_name, "gcc", "-O2", "-static", "-Wall", "-Wextra", "-Werror")
