"""A wire between a guest's network and the real one, on which frames are seen and may suffer.

Each end is a descriptor that carries one frame a read and a write: a TAP device without its header,
or a packet or datagram socket. A thread of the launcher carries the frames. Delays are times that
it waits for; what is under way is bounded, and an end that fills the wire is not read until there
is room, which is how a full queue looks to a sender.
"""

from __future__ import annotations

import heapq
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence

from naja.vmm.faults import Faults, Lane
from naja.vmm.watch import Watcher

FRAMES_UNDER_WAY = 4096
FRAMES_A_TURN = 64
LONGEST_FRAME = 1 << 16
SO_SNDBUFFORCE = 32
ROOM = 2 << 20


class Direction:
    """From one end to the other. Frames that arrive at one time keep their order."""

    def __init__(
        self, source: int, target: int, lane: Lane, outward: bool, watchers: Sequence[Watcher]
    ) -> None:
        self.source, self.target = source, target
        self.ended = False
        self.waits_for_room = False
        self._lane, self._outward, self._watchers = lane, outward, watchers
        self._under_way: list[tuple[float, int, bytes, str]] = []
        self._count = 0

    @property
    def reads(self) -> bool:
        """Whether a frame that its source has would be taken."""
        return not self.ended and len(self._under_way) < FRAMES_UNDER_WAY

    @property
    def due(self) -> float | None:
        """When its next frame arrives, None: there is none, or the target has to be waited for."""
        return self._under_way[0][0] if self._under_way and not self.waits_for_room else None

    def take(self, now: float) -> None:
        """Read what there is, up to a bound."""
        for _ in range(FRAMES_A_TURN):
            if not self.reads:
                return
            try:
                frame = os.read(self.source, LONGEST_FRAME)
            except BlockingIOError:
                return
            except OSError:
                frame = b""
            if not frame:
                self.ended = True
                return
            self._send(frame, now)

    def _send(self, frame: bytes, now: float) -> None:
        arrivals, note = self._lane.send(frame, now)
        if self._outward or not arrivals:
            self._show(frame, note)
        for arrival in arrivals:
            self._count += 1
            heapq.heappush(self._under_way, (arrival.due, self._count, arrival.frame, note))

    def give(self, now: float) -> None:
        """Deliver what is due, as far as the target takes it."""
        self.waits_for_room = False
        while self._under_way and self._under_way[0][0] <= now:
            _, _, frame, note = self._under_way[0]
            try:
                os.write(self.target, frame)
            except BlockingIOError:
                self.waits_for_room = True
                return
            except OSError:
                note = "refused"  # the other end is not up, or gone
            heapq.heappop(self._under_way)
            if not self._outward and note != "refused":
                self._show(frame, note)

    def _show(self, frame: bytes, note: str) -> None:
        for watcher in self._watchers:
            watcher.see(frame, self._outward, note)


class Carrier:
    """Carries frames between two descriptors, out from `near` and in from `far`; both stay their
    owner's."""

    def __init__(
        self, near: int, far: int, faults: Faults, watchers: Sequence[Watcher] = ()
    ) -> None:
        for fd in (near, far):
            os.set_blocking(fd, False)
        self._out = Direction(near, far, Lane(faults, "out"), True, watchers)
        self._in = Direction(far, near, Lane(faults, "in"), False, watchers)
        self._wake = os.eventfd(0, os.EFD_CLOEXEC)

    def carry(self) -> None:
        """Until it is woken."""
        while self.turn(time.monotonic, self._wait):
            pass

    def turn(
        self, clock: Callable[[], float], wait: Callable[[float | None], tuple[list[int], bool]]
    ) -> bool:
        """Wait until something can be done, and do it. False: the wire is to be closed."""
        dues = [d.due for d in (self._out, self._in) if d.due is not None]
        ready, going_on = wait(max(0.0, min(dues) - clock()) if dues else None)
        now = clock()
        for direction in (self._out, self._in):
            if direction.source in ready:
                direction.take(now)
            direction.give(now)
        return going_on

    def _wait(self, seconds: float | None) -> tuple[list[int], bool]:
        """The ends that have something, after so many seconds at most; whether to go on."""
        sources = [d.source for d in (self._out, self._in) if d.reads]
        targets = [d.target for d in (self._out, self._in) if d.waits_for_room]
        ready, _, _ = select.select([*sources, self._wake], targets, [], seconds)
        return ready, self._wake not in ready


class Wire(Carrier):
    """A wire to `real`, a descriptor that stays its owner's. guest: the descriptor of the guest's
    end. packets: that end is a packet socket, which an spt guest reads; QEMU takes datagrams."""

    def __init__(
        self, real: int, faults: Faults, watchers: Sequence[Watcher], packets: bool
    ) -> None:
        kind = socket.SOCK_SEQPACKET if packets else socket.SOCK_DGRAM
        ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
        _deepen(theirs)
        self.guest, self._ours = theirs.detach(), ours.detach()
        super().__init__(self._ours, real, faults, watchers)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to carry frames; until then they wait in the ends."""
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())  # they are the launcher's
        self.carry()

    def close(self) -> None:
        """Carry the guest's last frames to their target, undelayed, and let go of the ends."""
        os.eventfd_write(self._wake, 1)
        if self._thread is not None:
            self._thread.join()
            self._out.take(time.monotonic())
            self._out.give(float("inf"))
        for fd in (self.guest, self._ours, self._wake):
            os.close(fd)


def _deepen(end: socket.socket) -> None:
    """Room for what a guest sends in one go: it drops frames that its end does not take."""
    try:
        end.setsockopt(socket.SOL_SOCKET, SO_SNDBUFFORCE, ROOM)
    except PermissionError:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)  # as much as the system allows
