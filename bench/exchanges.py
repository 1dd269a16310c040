"""Round trips of one byte over a TCP connection: our stack on `spt` over TAP against Linux's own
behind a veth, asked by the same client.

Both sides wait for every byte, so this is the way from an idle machine to the program and back.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from bench import harness, naja_side, toolchain
from bench.harness import Options, Row, at_most
from bench.network import Namespace, connect
from bench.server import GUEST_ADDRESS, GUEST_CIDR, HOST_ADDRESS, PREFIX, TAP, Server, on_tap

PORT = 7
EXCHANGES = 20_000


@contextlib.contextmanager
def ours(memory: int = naja_side.MEMORY_KIB) -> Iterator[Server]:
    """The example that echoes, on a TAP device. memory: KiB."""
    image = naja_side.image("tcp_echo", "spt")
    with Namespace() as space:
        yield on_tap(space, *naja_side.run_command(image, "spt", TAP, GUEST_CIDR, memory))


@contextlib.contextmanager
def linux() -> Iterator[Server]:
    """A C server in a namespace of its own."""
    with Namespace() as client, Namespace() as home:
        connect(client, f"{HOST_ADDRESS}/{PREFIX}", home, GUEST_CIDR)
        process = home.start(str(toolchain.native_tool("tcp_exchange.c")), "serve", str(PORT))
        yield Server(client, process, "veth0").wait_ready()


def microseconds(server: Server, count: int) -> float:
    """The mean time of one exchange."""
    program = str(toolchain.native_tool("tcp_exchange.c"))
    printed = server.space.output(program, "ask", GUEST_ADDRESS, str(PORT), str(count))
    return float(printed) / count * 1e6


def measure(options: Options) -> list[Row]:
    """The one row."""
    count = EXCHANGES // 10 if options.quick else EXCHANGES
    with ours() as mine, linux() as theirs:
        pairs = harness.alternate(
            lambda: microseconds(mine, count), lambda: microseconds(theirs, count), options.runs(10)
        )
    return [Row("spt: one byte there and back", "µs", *pairs, "Linux", at_most(1.3))]


MEASURES = [("TCP round trips on spt", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
