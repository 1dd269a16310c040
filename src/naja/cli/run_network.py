"""The network of a run: what `naja.vmm.network` planned is opened, and closed with the run.

With `--pcap`, `--trace`, `--fault` or `--timeline` a wire of the launcher's own stands between the
guest and that network, and what the network would do for the guest otherwise (unfinished checksums,
large segments) is left to the guest, so that frames are seen as they are on a cable.
"""

from __future__ import annotations

import argparse
import os
import random
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from naja.vmm.errors import UsageError
from naja.vmm.network import NetworkPlan

if TYPE_CHECKING:
    from naja.vmm.faults import Faults
    from naja.vmm.timeline import Timeline
    from naja.vmm.watch import Watcher
    from naja.vmm.wire import Wire

WITHOUT_SLIRP = "apt install slirp4netns, or use --net tap:NAME"
OPTIONS = {"pcap": "--pcap", "trace": "--trace", "fault": "--fault"}


@dataclass(frozen=True)
class Wiring:
    """What is to be seen of the frames, and what is done to them. faults None: nothing."""

    pcap: Path | None = None
    trace: bool = False
    faults: Faults | None = None
    timeline: Timeline | None = None


def wiring_option(options: argparse.Namespace) -> str:
    """The first option given that is about frames, or ""."""
    return next((word for name, word in OPTIONS.items() if getattr(options, name)), "")


def plan_wiring(
    options: argparse.Namespace, network: NetworkPlan, timeline: Timeline | None = None
) -> Wiring | None:
    """Check the options about frames; None when there are none. Raises UsageError."""
    option = wiring_option(options)
    if not option:
        return Wiring(timeline=timeline) if timeline else None
    faults = None
    if options.fault:
        from naja.vmm.faults import parse_faults

        faults = parse_faults(options.fault)
    if network.mode == "none":
        raise UsageError(f"{option} needs a network: add -p, --net user or --net tap:NAME")
    path = Path(options.pcap) if options.pcap else None
    return Wiring(path, options.trace == "net", faults, timeline)


@dataclass(frozen=True)
class Link:
    """fd: the guest's end of its network, -1: there is none, or QEMU has its own. wire: what stands
    behind it, to be started with the guest."""

    fd: int = -1
    wire: Wire | None = None


def open_link(network: NetworkPlan, target: str, wiring: Wiring | None, stack: ExitStack) -> Link:
    """Open it; `stack` closes it. Raises what opening raises."""
    if network.mode == "none":
        return Link()
    if wiring is not None:
        return _wired(network, target, wiring, stack)
    if network.mode == "tap":
        return Link(_tap(network, target, stack))
    return Link() if target == "virtio" else Link(_user(network, stack))


def _wired(network: NetworkPlan, target: str, wiring: Wiring, stack: ExitStack) -> Link:
    from naja.vmm.wire import Wire

    watchers = _watchers(wiring, stack)
    if network.mode == "tap":
        from naja.vmm.tap import open_tap

        real = open_tap(network.tap, network.address, network.gateway)
        stack.callback(os.close, real)
    else:
        real = _user(network, stack, WITHOUT_SLIRP)
    wire = Wire(real, _seeded(wiring.faults), watchers, packets=target == "spt")
    stack.callback(wire.close)
    return Link(wire.guest, wire)


def _watchers(wiring: Wiring, stack: ExitStack) -> list[Watcher]:
    from naja.vmm.pcap import Pcap
    from naja.vmm.watch import Capture, Trace

    watchers: list[Watcher] = []
    if wiring.pcap:
        capture = Capture(Pcap(wiring.pcap))
        stack.callback(capture.close)
        watchers.append(capture)
    if wiring.trace:
        watchers.append(Trace())
    if wiring.timeline:
        watchers.append(wiring.timeline)
    return watchers


def _seeded(faults: Faults | None) -> Faults:
    """A seed that nobody has chosen is told, so that the run can be had again."""
    from naja.vmm.faults import Faults
    from naja.vmm.watch import say

    if faults is None:
        return Faults(seed=0)
    if faults.seed is None:
        faults = replace(faults, seed=random.randrange(1 << 32))
        say(f"naja: --fault: add seed={faults.seed} to have the same again")
    return faults


def _tap(network: NetworkPlan, target: str, stack: ExitStack) -> int:
    from naja.vmm.tap import leave_work_to, open_tap

    fd = open_tap(network.tap, network.address, network.gateway, vnet_header=True)
    stack.callback(os.close, fd)
    if target == "spt":
        leave_work_to(fd)
    return fd


def _user(network: NetworkPlan, stack: ExitStack, remedy: str = "") -> int:
    from naja.vmm.slirp import REMEDY, UserNetwork

    user = UserNetwork(network.address, network.ports, remedy or REMEDY)
    stack.callback(user.close)
    return user.fd
