"""Builds the DNS appliance, boots it on spt and on virtio, and asks it with a real client.

Prints for each target the answer, the size of the image and a timeline of the boot. Ends with
status 0 when every target that this machine can run has answered.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAJA = [sys.executable, "-m", "naja.cli.main"]
PROGRAM = ROOT / "appliances" / "dns"
NAME = "www.example.org"
PATIENCE_S = 20.0
RETRY_S = 0.01

sys.path.insert(0, str(ROOT / "src"))
os.environ["PYTHONPATH"] = str(ROOT / "src")

from naja.cli.options import human_size  # noqa: E402  (this file also runs uninstalled)
from naja.cli.targets import has_spt, has_virtio  # noqa: E402


@dataclass
class Boot:
    """Milliseconds from the start of `naja run`: to its first line, and to its first answer."""

    first_line: float = 0.0
    first_answer: float = 0.0


def main() -> int:
    """One section for each target."""
    runnable = {
        "spt": has_spt() and shutil.which("slirp4netns") is not None,
        "virtio": has_virtio(),
    }
    if not shutil.which("ld.lld"):
        print("demo: ld.lld is missing (apt install lld): nothing can be built", file=sys.stderr)
        return 1
    done = [show(target) for target in runnable if runnable[target]]
    for target in runnable:
        if not runnable[target]:
            print(f"\n== {target}: not on this machine (make setup says what is missing)")
    return 0 if done and all(done) else 1


def show(target: str) -> bool:
    """Build, boot, ask; whether there was an answer."""
    print(f"\n== {target}")
    image = ROOT / "build" / f"dns.{target}"
    began = time.monotonic()
    words = [*NAJA, "build", str(PROGRAM), "--target", target, "-o", str(image)]
    if subprocess.run(words, stdout=subprocess.DEVNULL).returncode:
        return False
    seconds = time.monotonic() - began
    print(f"built {image.relative_to(ROOT)}: {human_size(image.stat().st_size)}, {seconds:.2f} s")
    port = free_port()
    boot = Boot()
    with running(image, port, boot):
        if boot.first_answer:
            print(answer(port))
    if not boot.first_answer:
        print(f"demo: no answer on {target}", file=sys.stderr)
        return False
    print("boot, from the start of `naja run`:")
    for what, at in (("first line", boot.first_line), ("first answer", boot.first_answer)):
        print(f"  {at:8.1f} ms  {'#' * max(1, round(at / 4))} {what}")
    return True


@contextmanager
def running(image: Path, port: int, boot: Boot) -> Iterator[None]:
    """The appliance, answering on that port of this machine while the block runs."""
    words = [*NAJA, "run", str(image), "-p", f"{port}:53/udp", "-m", "8M"]
    began = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        print(process.stdout.readline().rstrip())
        boot.first_line = (time.monotonic() - began) * 1000
        if ask(port, process):
            boot.first_answer = (time.monotonic() - began) * 1000
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def ask(port: int, process: subprocess.Popen[str]) -> bool:
    """Send one question until it is answered, or the server has ended."""
    labels = b"".join(bytes([len(part)]) + part.encode() for part in NAME.split("."))
    query = struct.pack("!6H", 1, 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", 1, 1)
    deadline = time.monotonic() + PATIENCE_S
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.connect(("127.0.0.1", port))
        while time.monotonic() < deadline and process.poll() is None:
            try:
                client.send(query)
                client.settimeout(RETRY_S)
                return len(client.recv(2048)) > len(query)
            except (TimeoutError, ConnectionRefusedError):
                continue
    return False


def answer(port: int) -> str:
    """What a real client says, or that there is none."""
    if not shutil.which("dig"):
        return "(dig is not installed: apt install bind9-dnsutils)"
    words = ["dig", "@127.0.0.1", "-p", str(port), NAME, "A", "+noall", "+answer", "+comments"]
    done = subprocess.run([*words, "+tries=1", "+time=3"], capture_output=True, text=True)
    return done.stdout.strip()


def free_port() -> int:
    """A UDP port that nobody uses now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
