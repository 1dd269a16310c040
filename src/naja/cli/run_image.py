"""Runs an image on spt or virtio: its network, its launcher, the signals that stop it, its status.

Everything that is opened is closed in the end: TAP devices and the user-space network go away with
the run. SIGINT, SIGTERM and SIGHUP stop the guest, unless it wants to end by itself (stop.py); the
exit status then tells the signal, as a shell does.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from naja.cli.boot import boot_string
from naja.cli.run_network import Link, open_link, plan_wiring
from naja.vmm.image import read_image
from naja.vmm.network import check_ports_free, host_option, plan_network
from naja.vmm.stop import StopLine

if TYPE_CHECKING:
    from naja.vmm.output import Output
    from naja.vmm.timeline import Timeline

ASKED = "naja.timeline"
WITHOUT = "naja: the guest tells nothing of its own: build it with --option runtime.TIMELINE=y"
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Guest(Protocol):
    """What both launchers give."""

    def send(self, number: int) -> None: ...


class Run:
    """One run of an image. `execute` does all of it; `started` is called once the guest runs."""

    def __init__(
        self,
        image: Path,
        target: str,
        environment: Mapping[str, str],
        options: argparse.Namespace,
    ) -> None:
        self.path = image
        self.image = read_image(image)
        self.target = target
        self.environment = environment
        self.options = options
        self.network = plan_network(options.net, options.ip, options.gateway, options.publish)
        self.hosts = [host_option(text) for text in options.host]
        self.timeline = _timeline(target) if options.timeline else None
        self.wiring = plan_wiring(options, self.network, self.timeline)
        self._stopped_by = 0
        self._guest: Guest | None = None
        self._output: Output | None = None
        self._stop_line: StopLine | None = None

    def execute(self, started: Callable[[], None] = lambda: None) -> int:
        """The program's exit status. Raises what the launchers raise."""
        check_ports_free(self.network.ports)
        with ExitStack() as stack:
            self._stop_on_signals(stack)
            run = self._spt if self.target == "spt" else self._virtio
            status = run(stack, started)
            self._mark("the guest has ended")
        self._tell_times()
        return 128 + self._stopped_by if self._stopped_by else status

    def _boot(self, *options: str) -> str:
        asked = [ASKED] if self.timeline is not None else []
        return boot_string(
            [*asked, *options, self.network.boot_option(), *self.hosts],
            self.environment,
            self.options.arguments,
        )

    def _spt(self, stack: ExitStack, started: Callable[[], None]) -> int:
        from naja.vmm.spt import Device, Tender

        link = self._link(stack)
        offload = self.network.mode == "tap" and link.wire is None
        devices = [Device("net0", link.fd, offload=offload)] if link.fd >= 0 else []
        boot = self._boot(*[f"naja.mac.net0={self.network.mac}" for _ in devices])
        self._stop_line = StopLine()
        stack.callback(self._stop_line.close)
        devices.append(Device("stop", self._stop_line.guest, "stop"))
        standard = (0, self._console(stack), 2)
        tender = Tender(self.image, self.options.memory, boot, devices, standard)
        stack.callback(tender.close)
        guest = tender.start()
        self._running(guest, link)
        started()
        status = guest.wait(self._report)
        if status > 128 and not guest.traced and not self._stopped_by:
            name = signal.Signals(status - 128).name
            print(f"naja: the guest was stopped by {name}", file=sys.stderr)
        return status

    def _report(self, pid: int, number: int) -> None:
        from naja.vmm.spt_crash import report

        try:
            print(report(pid, number, self.path), file=sys.stderr)
        except OSError:
            print(f"naja: the guest was stopped by {signal.Signals(number).name}", file=sys.stderr)

    def _virtio(self, stack: ExitStack, started: Callable[[], None]) -> int:
        from naja.vmm.qemu import QemuGuest, QemuOptions

        self.image.check_machine_memory(self.options.memory)
        link = self._link(stack)
        options = QemuOptions(
            self.options.memory,
            self._boot(),
            self.network,
            link.fd,
            wired=link.wire is not None,
            machine=self.options.machine,
            output=self._console(stack),
        )
        guest = QemuGuest(self.image, options)
        self._running(guest, link)
        started()
        status = guest.wait(None if self.options.detach else 0)
        if guest.trapped_at is not None:
            self._report_place(guest.trapped_at)
        return status

    def _report_place(self, address: int) -> None:
        """The guest has said what happened, and cannot know its lines."""
        from naja.vmm.debug_lines import debug_file, locate

        place = locate(debug_file(self.path), address)
        if place is not None:
            print(f"  at {place}", file=sys.stderr)

    def _stop_on_signals(self, stack: ExitStack) -> None:
        """From before the start on: a signal may come as soon as the guest can be heard of."""

        def stop(number: int, frame: object) -> None:
            if number != signal.SIGALRM and self._stop_line and self._stop_line.ask(number):
                return
            self._stopped_by = number
            if self._guest is not None:
                self._guest.send(signal.SIGKILL if number == signal.SIGALRM else number)

        for number in (*STOPPING, signal.SIGALRM):
            before = signal.signal(number, stop)
            stack.callback(signal.signal, number, before)

    def _link(self, stack: ExitStack) -> Link:
        link = open_link(self.network, self.target, self.wiring, stack)
        if self.network.mode != "none":
            self._mark("network open")
        return link

    def _console(self, stack: ExitStack) -> int:
        """Where the guest prints: a pipe of ours when the time of its first words is wanted."""
        if self.timeline is None:
            return 1
        from naja.vmm.output import Output

        timeline = self.timeline
        self._output = Output(partial(timeline.mark, "first output"), recorded=timeline.record)
        stack.callback(self._output.close)
        return self._output.fd

    def _mark(self, name: str) -> None:
        if self.timeline is not None:
            self.timeline.mark(name)

    def _tell_times(self) -> None:
        if self.timeline is not None:
            print("naja: timeline", *self.timeline.lines(), sep="\n", file=sys.stderr)
            if not self.timeline.has_heard():
                print(WITHOUT, file=sys.stderr)

    def _running(self, guest: Guest, link: Link) -> None:
        self._guest = guest
        self._mark("guest started")
        if self._output is not None:
            self._output.start()
        if link.wire is not None:
            link.wire.start()
        if self._stopped_by:
            guest.send(signal.SIGKILL)


def _timeline(target: str) -> Timeline:
    from naja.vmm.timeline import Timeline

    return Timeline(shared=target == "spt")
