"""DNS answers a second: our appliance on `spt` over TAP against NSD running natively behind a veth.

Both serve the same zone file; `dnsperf` asks from a namespace, with the same queries and settings,
on the same cores. Before any number counts, both have to give the same answer to every query.
"""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import dns_queries, harness, naja_side, toolchain
from bench.harness import Options, Row, at_least
from bench.network import Namespace, connect
from bench.server import GUEST_ADDRESS, GUEST_CIDR, HOST_ADDRESS, PREFIX, TAP, Server, on_tap

SECONDS = 3
IN_FLIGHT = 100  # dnsperf's own default

# rrl-ratelimit 0: Debian's build limits answers to 200 a second otherwise.
NSD = """
server:
  ip-address: {address}
  server-count: {servers}
  username: ""
  zonesdir: "{zones}"
  database: ""
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  xfrdir: "{folder}"
  zonelistfile: "{folder}/zone.list"
  logfile: "{folder}/nsd.log"
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
remote-control:
  control-enable: no
"""


@contextlib.contextmanager
def nsd(servers: int = 1) -> Iterator[Server]:
    """NSD in a namespace of its own; the server as its client sees it."""
    with tempfile.TemporaryDirectory() as name, Namespace() as client, Namespace() as home:
        connect(client, f"{HOST_ADDRESS}/{PREFIX}", home, GUEST_CIDR)
        folder = Path(name)
        text = NSD.format(
            address=GUEST_ADDRESS, zones=naja_side.ZONES, folder=folder, servers=servers
        )
        for zone in sorted(naja_side.ZONES.glob("*.zone")):
            text += f'zone:\n  name: "{zone.stem}"\n  zonefile: "{zone.name}"\n'
        configuration = folder / "nsd.conf"
        configuration.write_text(text)
        process = home.start(toolchain.require("nsd"), "-d", "-c", str(configuration))
        server = Server(client, process, "veth0").wait_ready()
        dns_queries.wait_answering(server)
        yield server


@contextlib.contextmanager
def appliance(target: str) -> Iterator[Server]:
    """Our DNS appliance on a TAP device."""
    image = naja_side.image("dns", target)
    with Namespace() as space:
        server = on_tap(space, *naja_side.run_command(image, target, TAP, GUEST_CIDR))
        dns_queries.wait_answering(server)
        yield server


def queries_a_second(server: Server, file: Path, seconds: int) -> float:
    """One run of dnsperf. Raises Unavailable when more than one answer in a hundred is missing."""
    words = ["-s", GUEST_ADDRESS, "-d", str(file), "-l", str(seconds), "-q", str(IN_FLIGHT)]
    printed = server.space.output(toolchain.require("dnsperf"), *words)
    completed = re.search(r"Queries completed:\s+(\d+) \(([\d.]+)%\)", printed)
    rate = re.search(r"Queries per second:\s+([\d.]+)", printed)
    if not completed or not rate or float(completed[2]) < 99:
        raise toolchain.Unavailable(f"dnsperf: {printed[-800:]}")
    return float(rate[1])


def measure(options: Options) -> list[Row]:
    """The row with the bar, and NSD with one server a core."""
    seconds = 1 if options.quick else SECONDS
    rows = []
    with tempfile.TemporaryDirectory() as folder, appliance("spt") as ours:
        file = dns_queries.write(Path(folder) / "queries")
        for servers, bar in ((1, at_least(1.0)), (2, None)):
            with nsd(servers) as theirs:
                dns_queries.compare(ours, theirs)
                pairs = harness.alternate(
                    lambda: queries_a_second(ours, file, seconds),
                    lambda theirs=theirs: queries_a_second(theirs, file, seconds),  # type: ignore[misc]
                    options.runs(10),
                )
            name = "NSD" if servers == 1 else f"NSD, {servers} servers"
            rows.append(Row("spt: DNS queries", "1/s", *pairs, name, bar))
    return rows


def virtio(options: Options) -> list[Row]:
    """The machine on TCG, for the record: nothing in the table bounds it."""
    with tempfile.TemporaryDirectory() as folder, appliance("virtio") as ours:
        file = dns_queries.write(Path(folder) / "queries")
        rates = harness.repeat(lambda: queries_a_second(ours, file, SECONDS), options.runs(10))
    return [Row("virtio: DNS queries", "1/s", rates)]


MEASURES = [("DNS on spt against NSD", measure), ("DNS on virtio", virtio)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
