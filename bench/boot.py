"""From the launch of QEMU to the first answered packet: our guest against a minimal Linux guest.

The clock starts before QEMU is executed and stops at the first ICMP echo reply; requests go out
every quarter of a millisecond. The bar is about the guest as one builds it (compressed kernel,
busybox root); a second row shows the same kernel tuned for start.
"""

from __future__ import annotations

import sys

from bench import harness, linux_guest, naja_side, qemu, toolchain
from bench.harness import Options, Row, Side, at_most
from bench.network import Namespace
from bench.server import GUEST_ADDRESS, GUEST_CIDR, GUEST_MAC, HOST_ADDRESS, PREFIX, TAP

GIVE_UP_SECONDS = 10


def launch(space: Namespace, command: list[str]) -> Side:
    """One launch on the TAP device of `space`; milliseconds to its first answer."""
    tool = str(toolchain.native_tool("first_reply.c"))

    def once() -> float:
        space.neighbour(TAP, GUEST_ADDRESS, GUEST_MAC)
        words = [tool, GUEST_ADDRESS, str(GIVE_UP_SECONDS), *command]
        return int(space.output(*words)) / 1e6

    return once


def measure(options: Options) -> list[Row]:
    """Both rows."""
    image = naja_side.image("udp_echo", "virtio")
    ours = naja_side.qemu_command(image, TAP, GUEST_CIDR, GUEST_MAC)
    whole, tuned = linux_guest.guest(), linux_guest.tuned_guest()
    rows = []
    with Namespace() as space:
        space.tap(TAP, f"{HOST_ADDRESS}/{PREFIX}")
        for name, guest, bar in (
            ("Linux guest", whole, at_most(1 / 12)),
            ("Linux guest tuned for start", tuned, None),
        ):
            pairs = harness.alternate(
                launch(space, ours), launch(space, qemu.linux_command(guest)), options.runs(20)
            )
            rows.append(Row("virtio: launch to first answer", "ms", *pairs, name, bar))
    return rows


MEASURES = [("launch to first answer", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
