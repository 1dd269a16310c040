"""The queries of the DNS benchmark, and the check that two servers answer them alike.

Names are those of the appliance's example zone, so positive answers, CNAME chains, referrals,
wildcards, NODATA and NXDOMAIN all occur, in the mix that `MIX` states.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from bench.server import GUEST_ADDRESS, Server
from bench.toolchain import Unavailable

ZONE = "example.org"
# (name, type, how often in a hundred)
MIX = (
    ("@", "A", 20),
    ("@", "AAAA", 10),
    ("@", "MX", 5),
    ("@", "NS", 4),
    ("@", "SOA", 3),
    ("@", "TXT", 3),
    ("www", "A", 20),
    ("mail", "A", 10),
    ("ns1", "A", 5),
    ("ftp", "A", 3),
    ("host.wild", "TXT", 2),
    ("a.lab", "A", 2),
    ("mail", "AAAA", 5),
    ("nothing", "A", 5),
    ("no.such.name", "AAAA", 3),
)

# One process a server asks everything once and prints the answers, sections sorted, header bits
# included; it runs inside the namespace, where the server is.
ASK = """
import sys
import dns.message, dns.query
for name, kind in (line.split() for line in sys.stdin):
    query = dns.message.make_query(name, kind)
    query.flags = 0
    answer = dns.query.udp(query, sys.argv[1], timeout=2)
    parts = ["\\n".join(s.to_text() for s in part).lower() for part in answer.sections[1:]]
    print(name, kind, answer.rcode(), int(answer.flags), [sorted(p.split("\\n")) for p in parts])
"""


def absolute(name: str) -> str:
    return f"{ZONE}." if name == "@" else f"{name}.{ZONE}."


def write(path: Path) -> Path:
    """A file for dnsperf: ten thousand queries in the mix above, always the same ones."""
    weights = [weight for _, _, weight in MIX]
    chosen = random.Random(2).choices(MIX, weights, k=10_000)
    path.write_text("".join(f"{absolute(name)} {kind}\n" for name, kind, _ in chosen))
    return path


def compare(left: Server, right: Server) -> None:
    """Raises Unavailable, showing the first difference, unless both answer all of MIX alike."""
    for ours, theirs in zip(_answers(left), _answers(right), strict=True):
        if ours != theirs:
            raise Unavailable(f"the servers differ:\n    {ours}\n    {theirs}")


def _answers(server: Server) -> list[str]:
    script = "\n".join(f"{absolute(name)} {kind}" for name, kind, _ in MIX)
    command = [sys.executable, "-c", ASK, GUEST_ADDRESS]
    return server.space.output(*command, text=script).splitlines()


def wait_answering(server: Server, seconds: int = 10) -> None:
    """Wait until port 53 answers: a server answers ICMP before it has read its zones."""
    command = [sys.executable, "-c", WAIT, GUEST_ADDRESS, str(seconds)]
    server.space.output(*command)


WAIT = """
import sys, time
import dns.exception, dns.message, dns.query
query = dns.message.make_query("example.org.", "SOA")
end = time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    try:
        dns.query.udp(query, sys.argv[1], timeout=0.2)
        break
    except dns.exception.Timeout:
        pass
    except OSError:
        time.sleep(0.05)  # refused at once: nobody listens yet
else:
    sys.exit("no answer on port 53")
"""
