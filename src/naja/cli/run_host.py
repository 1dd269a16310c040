"""`naja run --target host`: the program under CPython, in place of this process."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import naja
from naja.cli.boot import boot_string
from naja.cli.errors import Failure
from naja.cli.program import Program
from naja.cli.run_network import wiring_option


def run_host(program: Program, environment: Mapping[str, str], options: argparse.Namespace) -> int:
    """Execute CPython; returns only by raising."""
    from naja.vmm.network import plan_network

    launch = time.monotonic_ns()
    if options.publish:
        raise Failure("-p: on host the program opens the ports of this machine itself")
    if options.detach:
        raise Failure("-d: on host, let the shell run the program in the background")
    if option := wiring_option(options):
        raise Failure(
            f"{option}: on host the frames are this machine's: use tcpdump (and tc netem) there"
        )
    if options.host:
        raise Failure("--host: on host names are this machine's: use its /etc/hosts")
    plan = plan_network(options.net, options.ip, options.gateway, [])
    if plan.mode == "user":
        raise Failure("--net user: on host the program uses the network of this machine")
    source = str(Path(naja.__file__).parent.parent)
    paths = [source, os.environ.get("PYTHONPATH", "")]
    inherited = {**os.environ, **environment, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    if plan.mode == "tap":
        from naja.vmm.tap import open_tap

        fd = open_tap(plan.tap, plan.address, plan.gateway)
        os.set_inheritable(fd, True)
        words = [f"naja.fd.net0={fd}", f"naja.mac.net0={plan.mac}", plan.boot_option()]
        inherited["NAJA_BOOT"] = boot_string(words, {}, [])
    sys.stdout.flush()
    timed = ["-m", "naja.cli.timed_host", str(launch)] if options.timeline else []
    words = [sys.executable, *timed, str(program.entry), *options.arguments]
    os.execve(sys.executable, words, inherited)
