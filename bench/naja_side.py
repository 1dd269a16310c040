"""Our side of every benchmark, through the command line and the launchers that users have.

Promises: images are built by `naja build` once a process, in the benchmark cache; guests run as
`naja run` runs them. Nothing here knows what is being measured.
"""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

from bench.toolchain import Unavailable, cache_directory

REPOSITORY = Path(__file__).parent.parent
PROGRAMS = {
    "hello": REPOSITORY / "examples" / "hello",
    "udp_echo": REPOSITORY / "examples" / "udp_echo",
    "dns": REPOSITORY / "appliances" / "dns",
}
ZONES = PROGRAMS["dns"] / "zones"
HELLO_LINE = b"Hello, world!\n"
DEBUG_EXIT_PORT = 0xF4


def naja(*words: str) -> list[str]:
    """The command line of `naja` in this tree."""
    return [sys.executable, "-m", "naja.cli.main", *words]


def environment(**more: str) -> dict[str, str]:
    """What `naja` needs from the environment to run from this tree."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), **more}


def build(program: Path, target: str, output: Path, **more: str) -> None:
    """`naja build`. Raises Unavailable with what it said."""
    command = naja("build", str(program), "--target", target, "-o", str(output))
    done = subprocess.run(
        command, env=environment(**more), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Unavailable(f"naja build {program.name}: {(done.stdout + done.stderr)[-1500:]}")


@functools.cache
def image(program: str, target: str) -> Path:
    """The image of one of PROGRAMS, built on first use. Raises Unavailable."""
    path = PROGRAMS[program]
    if not path.exists():
        raise Unavailable(f"{path.relative_to(REPOSITORY)} is not there yet")
    output = cache_directory() / f"{program}-{target}"
    build(path, target, output)
    return output


def run_command(built: Path, target: str, tap: str, address: str, memory: str = "16M") -> list[str]:
    """`naja run` of an image on a TAP device; address in CIDR."""
    options = ["--target", target, "--net", f"tap:{tap}", "--ip", address, "-m", memory]
    return naja("run", str(built), *options)


def qemu_command(
    built: Path, tap: str = "", address: str = "", mac: str = "", memory: str = "16M"
) -> list[str]:
    """The command line that `naja run --target virtio` would execute."""
    command = [
        *("qemu-system-x86_64", "-M", "microvm,acpi=off,pit=off,pic=off,rtc=off"),
        *("-nodefaults", "-no-user-config", "-accel", "tcg", "-display", "none", "-no-reboot"),
        *("-serial", "stdio", "-device", f"isa-debug-exit,iobase={DEBUG_EXIT_PORT:#x},iosize=1"),
        *("-m", memory, "-kernel", str(built)),
    ]
    if tap:
        command += ["-append", f"naja.net0={address},,{mac}"]
        command += ["-netdev", f"tap,id=net0,ifname={tap},script=no,downscript=no"]
        command += ["-device", f"virtio-net-device,netdev=net0,mac={mac}"]
    return command
