"""A guest or process that answers on a device of a namespace: what the network benchmarks measure.

Promises: `wait_ready` returns once it has answered an ICMP echo, and knows its link address;
`flood` and `load` are the two measurements, the same for every kind of server, and fail rather
than return a number when answers were lost or damaged.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
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


@dataclass
class Server:
    """A started server. device: the client's device that leads to it."""

    space: Namespace
    process: subprocess.Popen[bytes]
    device: str = TAP
    mac: str = ""

    def wait_ready(self) -> Server:
        """Raises Unavailable when it does not answer in time, with the end of what it printed."""
        patience = ["-c", "1", "-w", str(READY_SECONDS), "-i", "0.2"]
        try:
            self.space.output("ping", "-q", *patience, GUEST_ADDRESS)
        except Unavailable as error:
            raise Unavailable(f"no answer from {GUEST_ADDRESS}: {self.said() or error}") from error
        found = json.loads(self.space.output("ip", "-j", "neigh", "show", "dev", self.device))
        self.mac = next(entry["lladdr"] for entry in found if entry["dst"] == GUEST_ADDRESS)
        return self

    def said(self) -> str:
        """The end of what the server has printed so far."""
        assert self.process.stdout is not None
        descriptor = self.process.stdout.fileno()
        os.set_blocking(descriptor, False)
        try:
            return os.read(descriptor, 65536).decode(errors="replace")[-800:].strip()
        except BlockingIOError:
            return ""

    def flood(self, count: int) -> float:
        """Mean round trip of `ping -f`, microseconds. Raises Unavailable on loss."""
        words = ["ping", "-f", "-q", "-c", str(count), "-s", str(PAYLOAD), GUEST_ADDRESS]
        printed = self.space.output(*words)
        if f"{count} received" not in printed:
            raise Unavailable(f"flood ping lost answers: {printed[-200:]}")
        found = re.search(r"= [\d.]+/([\d.]+)/", printed)
        pace = re.search(r"time (\d+)ms", printed)
        assert found and pace
        return max(float(found[1]) * 1000, 0.5)

    def load(self, protocol: str, count: int, in_flight: int) -> float:
        """Echoes a second with so many in flight. Raises Unavailable on damage or loss over 1 %."""
        tool = str(toolchain.native_tool("echo_load.c"))
        words = [self.device, GUEST_ADDRESS, self.mac, protocol, str(count), str(in_flight)]
        result = json.loads(self.space.output(tool, *words, str(PAYLOAD), "60"))
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
