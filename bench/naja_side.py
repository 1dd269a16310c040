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

from bench.toolchain import Unavailable, cache_directory, require
from naja.vmm import qemu
from naja.vmm.network import NetworkPlan

REPOSITORY = Path(__file__).parent.parent
SOURCES = REPOSITORY / "src"
PROGRAMS = {
    "hello": REPOSITORY / "examples" / "hello",
    "udp_echo": REPOSITORY / "examples" / "udp_echo",
    "dns": REPOSITORY / "appliances" / "dns",
    "tcp_echo": REPOSITORY / "examples" / "tcp_echo",
    "web": REPOSITORY / "appliances" / "web",
    "page": REPOSITORY / "bench" / "guests" / "page",
    "soak": REPOSITORY / "bench" / "guests" / "soak",
    "streams": REPOSITORY / "bench" / "guests" / "streams",
    "checked": REPOSITORY / "bench" / "guests" / "checked",
}
ZONES = PROGRAMS["dns"] / "zones"
HELLO_LINE = b"Hello from Naja\n"
MEMORY_KIB = 16 << 10


def naja(*words: str) -> list[str]:
    """The command line of `naja` in this tree."""
    return [sys.executable, "-m", "naja.cli.main", *words]


def environment(**more: str) -> dict[str, str]:
    """What `naja` needs to run from this tree, its modules compiled once as when installed."""
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": str(SOURCES), **more}


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


def run_command(
    built: Path, target: str, tap: str, address: str, memory: int = MEMORY_KIB
) -> list[str]:
    """`naja run` of an image on a TAP device; address in CIDR, memory in KiB."""
    options = ["--target", target, "--net", f"tap:{tap}", "--ip", address, "-m", f"{memory}K"]
    return ["env", f"PYTHONPATH={SOURCES}", *naja("run", str(built), *options)]


def qemu_command(
    built: Path, tap: str = "", address: str = "", mac: str = "", memory: int = MEMORY_KIB
) -> list[str]:
    """What `naja run --target virtio` executes, with names where it passes descriptors.

    address: CIDR; memory: KiB."""
    mode = "tap" if tap else "none"
    plan = NetworkPlan(mode, tap, address, "", mac, ())
    options = qemu.QemuOptions(memory << 10, plan.boot_option(), plan)
    names = {
        f"/dev/fd/{qemu.KERNEL_FD}": str(built),
        f"file,id=status,path=/dev/fd/{qemu.STATUS_FD}": "null,id=status",
        f"file,id=errors,path=/dev/fd/{qemu.ERROR_FD}": "null,id=errors",
        qemu.INPUT_SOURCE: "null,id=input",
        f"tap,id=net0,fd={qemu.NETWORK_FD}": f"tap,id=net0,ifname={tap},script=no,downscript=no",
    }
    words = [names.get(word, word) for word in qemu.command(options, "tcg", sandbox=True)]
    assert not any("fd=" in word or "/dev/fd" in word for word in words), words
    return [require(words[0]), *words[1:]]
