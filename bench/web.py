"""HTTP requests a second and their latency: our web server on `spt` over TAP against nginx running
natively behind a veth; and on `virtio` against nginx in a minimal Linux guest on the same QEMU.

Both serve the same page of 256 bytes; `wrk` asks from a namespace with one thread and 64
connections, on the same cores. nginx runs as it serves fastest here: from its cache of open files,
without sendfile, logging nothing, no limit of requests a connection.
"""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import harness, linux_servers, naja_side, toolchain
from bench.harness import Bar, Options, Row, at_least, at_most
from bench.network import Namespace, connect
from bench.server import GUEST_ADDRESS, GUEST_CIDR, HOST_ADDRESS, PREFIX, TAP, Server, on_tap

SECONDS = 3
CONNECTIONS = 64
PAGE = b"x" * 255 + b"\n"
START_S = 10
TIMES = {"us": 1e-3, "ms": 1.0, "s": 1e3}

NGINX = """
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  sendfile off;
  keepalive_requests 1000000000;
  open_file_cache max=16;
  types {{ text/html html; }}
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 80 backlog=4096; root {folder}/site; index index.html; }}
}}
"""


def wait_answering(server: Server, seconds: float = START_S) -> None:
    """Until the page is there. Raises Unavailable."""
    deadline = time.monotonic() + seconds
    curl = [toolchain.require("curl"), "-s", "--max-time", "1", f"http://{GUEST_ADDRESS}/"]
    while True:
        with contextlib.suppress(toolchain.Unavailable):
            if server.space.output(*curl).encode() == PAGE:
                return
        if time.monotonic() > deadline:
            raise toolchain.Unavailable(f"the web server does not answer: {server.said()}")
        time.sleep(0.05)


@contextlib.contextmanager
def nginx(workers: int = 1) -> Iterator[Server]:
    """nginx in a namespace of its own; the server as its client sees it."""
    with tempfile.TemporaryDirectory() as name, Namespace() as client, Namespace() as home:
        connect(client, f"{HOST_ADDRESS}/{PREFIX}", home, GUEST_CIDR)
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "site").mkdir()
        (folder / "site" / "index.html").write_bytes(PAGE)
        configuration = folder / "nginx.conf"
        configuration.write_text(NGINX.format(workers=workers, folder=folder))
        process = home.start(toolchain.require("nginx"), "-c", str(configuration))
        server = Server(client, process, "veth0").wait_ready()
        wait_answering(server)
        yield server


@contextlib.contextmanager
def guest_nginx() -> Iterator[Server]:
    """nginx in the Linux guest."""
    with linux_servers.serving(NGINX.format(workers=1, folder="/srv"), PAGE) as server:
        wait_answering(server)
        yield server


@contextlib.contextmanager
def appliance(target: str) -> Iterator[Server]:
    """Our server on a TAP device."""
    image = naja_side.image("page", target)
    with Namespace() as space:
        server = on_tap(space, *naja_side.run_command(image, target, TAP, GUEST_CIDR))
        wait_answering(server)
        yield server


def load(server: Server, seconds: int, keep: bool) -> tuple[float, float]:
    """One run of wrk: requests a second, and the latency that 99 of 100 stay below, ms."""
    words = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency"]
    if not keep:
        words += ["-H", "Connection: close"]
    printed = server.space.output(toolchain.require("wrk"), *words, f"http://{GUEST_ADDRESS}/")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s)", printed)
    if not rate or not tail or "Socket errors" in printed or "Non-2xx" in printed:
        raise toolchain.Unavailable(f"wrk: {printed[-800:]}")
    return float(rate[1]), float(tail[1]) * TIMES[tail[2]]


@dataclass(frozen=True)
class Contest:
    """Who is compared with whom, by what kind of requests, on what bars. keep: many requests a
    connection."""

    target: str
    against: str
    keep: bool
    rate: Bar | None = None
    tail: Bar | None = None
    runs: int = 8


def compare(ours: Server, theirs: Server, contest: Contest, options: Options) -> list[Row]:
    """Requests a second and the latency's tail."""
    seconds = 1 if options.quick else SECONDS
    tails: tuple[list[float], list[float]] = ([], [])

    def side(server: Server, into: list[float]) -> float:
        rate, tail = load(server, seconds, contest.keep)
        into.append(tail)
        return rate

    pairs = harness.alternate(
        lambda: side(ours, tails[0]), lambda: side(theirs, tails[1]), options.runs(contest.runs)
    )
    kind = "keep-alive" if contest.keep else "a connection a request"
    target, name = contest.target, contest.against
    return [
        Row(f"{target}: HTTP, {kind}", "1/s", *pairs, name, contest.rate),
        Row(f"{target}: its p99, {kind}", "ms", tails[0][1:], tails[1][1:], name, contest.tail),
    ]


def spt(options: Options, keep: bool = True) -> list[Row]:
    """Against one worker, as we have one."""
    contest = Contest("spt", "nginx", keep, at_least(1.3 if keep else 1.2), at_most(1.0))
    with appliance("spt") as ours, nginx() as theirs:
        return compare(ours, theirs, contest, options)


def two_workers(options: Options) -> list[Row]:
    """For scale: nginx with a worker a core, which the client needs too."""
    with appliance("spt") as ours, nginx(2) as theirs:
        return compare(ours, theirs, Contest("spt", "nginx, 2 workers", True), options)


def virtio(options: Options, keep: bool = True) -> list[Row]:
    """The same in two machines on TCG."""
    contest = Contest("virtio", "nginx in Linux", keep, at_least(4), runs=6)
    with appliance("virtio") as ours, guest_nginx() as theirs:
        return compare(ours, theirs, contest, options)


MEASURES: list[harness.Measure] = [
    ("http spt", spt),
    ("http-close spt", partial(spt, keep=False)),
    ("http virtio", virtio),
    ("http-close virtio", partial(virtio, keep=False)),
    ("http-two-workers spt", two_workers),
]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
