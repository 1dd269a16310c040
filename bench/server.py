"""A guest or process that answers on a device of a namespace: what the network benchmarks measure.

Promises: `wait_ready` returns once it has answered an ICMP echo, and knows its link address;
`load` is the measurement, the same for every kind of server, and fails rather than return a number
when answers were lost or damaged.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
from dataclasses import dataclass

from bench import toolchain
from bench.network import Namespace
from bench.toolchain import Unavailable

HOST_ADDRESS, GUEST_ADDRESS, PREFIX = "10.77.0.1", "10.77.0.2", 24
GUEST_CIDR = f"{GUEST_ADDRESS}/{PREFIX}"
GUEST_MAC = "02:00:00:00:00:01"
TAP = "tap0"
READY_SECONDS = 20
PAYLOAD = 56  # of an echo request, as `ping` has it
LOAD_SECONDS = 60  # the longest that one load may take


@dataclass
class Server:
    """A started server. device: the client's device that leads to it."""

    space: Namespace
    process: subprocess.Popen[bytes]
    device: str = TAP
    mac: str = ""

    def wait_ready(self) -> Server:
        """Raises Unavailable when it does not answer in time, with the end of what it printed."""
        deadline = time.monotonic() + READY_SECONDS
        while not self._pinged():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise Unavailable(f"no answer from {GUEST_ADDRESS}; it said: {self.said()}")
        found = json.loads(self.space.output("ip", "-j", "neigh", "show", "dev", self.device))
        self.mac = next(entry["lladdr"] for entry in found if entry["dst"] == GUEST_ADDRESS)
        return self

    def _pinged(self) -> bool:
        """Whether it answers within a second or so; ping gives up when nobody has that address."""
        with contextlib.suppress(Unavailable):
            self.space.output("ping", "-q", "-c", "1", "-w", "1", "-i", "0.2", GUEST_ADDRESS)
            return True
        return False

    def said(self) -> str:
        """The end of what the server has printed so far."""
        assert self.process.stdout is not None
        descriptor = self.process.stdout.fileno()
        os.set_blocking(descriptor, False)
        try:
            return os.read(descriptor, 65536).decode(errors="replace")[-800:].strip()
        except BlockingIOError:
            return ""

    def load(self, protocol: str, count: int, in_flight: int, core: int | None = None) -> float:
        """Echoes a second with so many in flight, asked from `core` or any; one in flight is what
        a flood of pings is. Raises Unavailable on damage or loss over 1 %."""
        words = [str(toolchain.native_tool("echo_load.c")), self.device, GUEST_ADDRESS, self.mac]
        words += [protocol, str(count), str(in_flight), str(PAYLOAD), str(LOAD_SECONDS)]
        placed = [] if core is None else ["taskset", "-c", str(core)]
        result = json.loads(self.space.output(*placed, *words))
        if result["corrupt"] or result["lost"] * 100 > count:
            raise Unavailable(f"{protocol} echo: {result}")
        return float(result["answers"]) / float(result["seconds"])


def on_tap(space: Namespace, *command: str) -> Server:
    """Start a server on a new TAP device of `space`, and wait for its first answer."""
    space.tap(TAP, f"{HOST_ADDRESS}/{PREFIX}")
    return Server(space, space.start(*command)).wait_ready()


def swap_loop() -> list[str]:
    """The command of the C loop that only swaps headers."""
    return [str(toolchain.native_tool("tap_echo.c")), TAP, GUEST_ADDRESS, GUEST_MAC]
