"""Network namespaces for benchmarks: all traffic stays inside what is made here.

Promises: names carry the process id of the benchmark, so runs do not meet; leaving a `Namespace`
ends the processes started in it, by their ids, and removes it with its devices, after Ctrl-C too.
Needs root, as TAP devices and namespaces do.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
from collections.abc import Iterator
from types import TracebackType

from bench import toolchain

LONGEST_S = 180

_numbers = itertools.count(1)


class Namespace:
    """A network namespace and the processes that were started in it."""

    def __init__(self) -> None:
        self.name = f"naja-bench-{os.getpid()}-{next(_numbers)}"
        self._started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Namespace:
        if os.geteuid() != 0:
            raise toolchain.Unavailable("network namespaces need root: run with sudo")
        _ip("netns", "add", self.name)
        self.ip("link", "set", "lo", "up")
        # Without IPv6 no router solicitation of the host's meets the guest under measurement.
        self.output("sysctl", "-q", "-w", "net.ipv6.conf.default.disable_ipv6=1")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in reversed(self._started):
            stop(process)
        _ip("netns", "del", self.name)

    def ip(self, *words: str) -> None:
        """Run `ip` on this namespace."""
        _ip("-n", self.name, *words)

    def command(self, *words: str) -> list[str]:
        """The command line that runs `words` inside."""
        return [toolchain.require("ip"), "netns", "exec", self.name, *words]

    def output(self, *words: str, text: str = "") -> str:
        """Run a command inside to its end, `text` on its standard input; its standard output.

        Raises Unavailable if it fails, or takes too long."""
        try:
            done = subprocess.run(
                self.command(*words),
                input=text,
                capture_output=True,
                text=True,
                check=False,
                timeout=LONGEST_S,
            )
        except subprocess.TimeoutExpired:
            late = f"{' '.join(words[:2])}: not done after {LONGEST_S} s"
            raise toolchain.Unavailable(late) from None
        if done.returncode != 0:
            said = (done.stdout + done.stderr)[-800:]
            raise toolchain.Unavailable(f"{' '.join(words[:2])}: {said}")
        return done.stdout

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a process inside, its output in a pipe; it ends with the namespace at latest."""
        process = subprocess.Popen(
            self.command(*words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._started.append(process)
        return process

    def tap(self, name: str, address: str) -> None:
        """A TAP device of one queue; `address` (CIDR) is the host's side of it."""
        self.ip("tuntap", "add", "dev", name, "mode", "tap")
        self.ip("link", "set", "dev", name, "up", "txqueuelen", "1000")
        self.ip("addr", "add", address, "dev", name)

    def neighbour(self, device: str, address: str, mac: str) -> None:
        """Fix the link address of a guest, so that no ARP retry falls into a measurement."""
        self.ip("neigh", "replace", address, "lladdr", mac, "dev", device, "nud", "permanent")


def connect(left: Namespace, left_address: str, right: Namespace, right_address: str) -> None:
    """Join two namespaces by a veth pair, `veth0` on both sides; addresses in CIDR."""
    left.ip("link", "add", "veth0", "type", "veth", "peer", "name", "veth0", "netns", right.name)
    for side, address in ((left, left_address), (right, right_address)):
        side.ip("addr", "add", address, "dev", "veth0")
        side.ip("link", "set", "dev", "veth0", "up")


@contextlib.contextmanager
def pair(left_address: str, right_address: str) -> Iterator[tuple[Namespace, Namespace]]:
    """Two joined namespaces."""
    with Namespace() as left, Namespace() as right:
        connect(left, left_address, right, right_address)
        yield left, right


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that `Namespace.start` made, with all of its own session."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None or sign == signal.SIGKILL:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=2)
    if process.stdout is not None:
        process.stdout.close()


def _ip(*words: str) -> None:
    done = subprocess.run(
        [toolchain.require("ip"), *words], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise toolchain.Unavailable(f"ip {' '.join(words)}: {done.stderr.strip()}")
