"""The wire between two sockets, turned by hand: the clock is ours, and nothing is waited for."""

from __future__ import annotations

import os
import select
import socket
from collections.abc import Iterator, Sequence
from typing import cast

import pytest

from naja.vmm import wire as wire_module
from naja.vmm.faults import Faults
from naja.vmm.watch import Trace, Watcher
from naja.vmm.wire import Wire

FRAMES = [bytes(12) + b"\x08\x00" + n.to_bytes(2, "big") * 30 for n in range(200)]


class Notes:
    """Everything that is seen."""

    def __init__(self) -> None:
        self.seen: list[tuple[bytes, bool, str]] = []

    def see(self, frame: bytes, outward: bool, note: str) -> None:
        self.seen.append((frame, outward, note))


class Bench:
    """A wire, a socket at each end, and a clock."""

    def __init__(self, faults: Faults, watchers: Sequence[Watcher], packets: bool = True) -> None:
        self.network, real = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.real = real
        self.wire = Wire(real.fileno(), faults, watchers, packets)
        self.guest = socket.socket(fileno=os.dup(self.wire.guest))
        for end in (self.network, self.guest):
            end.setblocking(False)
        self.now = 0.0

    def wait(self, seconds: float | None) -> tuple[list[int], bool]:
        """What is ready now; without anything, time jumps to what is waited for."""
        ready, going_on = self.wire._wait(0.0)
        if not ready and seconds is not None:
            self.now += seconds
        return ready, going_on

    def turn(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.wire.turn(lambda: self.now, self.wait)

    def close(self) -> None:
        self.wire.close()
        for end in (self.network, self.real, self.guest):
            end.close()


@pytest.fixture
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made = Bench(getattr(request, "param", Faults(seed=1)), [])
    yield made
    made.close()


def received(end: socket.socket) -> list[bytes]:
    frames = []
    while select.select([end], [], [], 0)[0]:
        frames.append(end.recv(2048))
    return frames


def carried(faults: Faults, watchers: Sequence[Watcher] = ()) -> list[bytes]:
    """What arrives of FRAMES, sent by the guest fifty at a time."""
    bench, frames = Bench(faults, watchers), []
    for start in range(0, len(FRAMES), 50):
        for frame in FRAMES[start : start + 50]:
            bench.guest.send(frame)
        bench.turn(120)
        frames += received(bench.network)
    bench.close()
    return frames


@pytest.mark.parametrize("packets", [True, False])
def test_frames_go_both_ways_in_order(packets: bool) -> None:
    bench = Bench(Faults(seed=1), [], packets)
    for frame in FRAMES[:20]:
        bench.guest.send(frame)
        bench.network.send(frame[::-1])
    bench.turn(2)
    assert received(bench.network) == FRAMES[:20]
    assert received(bench.guest) == [frame[::-1] for frame in FRAMES[:20]]
    bench.close()


def test_a_seed_loses_the_same_frames_again() -> None:
    first, again = (carried(Faults(loss=0.2, seed=7)) for _ in range(2))
    assert first == again
    assert 100 < len(first) < 190
    assert carried(Faults(loss=0.2, seed=8)) != first


def test_doubled_and_late_frames() -> None:
    assert carried(Faults(dup=1.0, seed=1)) == [frame for frame in FRAMES for _ in range(2)]
    frames = carried(Faults(reorder=0.2, seed=1))
    assert frames != FRAMES
    assert sorted(frames) == FRAMES


@pytest.mark.parametrize("bench", [Faults(delay=0.5, seed=1)], indirect=True)
def test_a_delayed_frame_arrives_when_its_time_has_come(bench: Bench) -> None:
    bench.network.send(FRAMES[0])
    bench.turn()
    assert received(bench.guest) == []
    bench.turn()  # time jumps to it
    assert bench.now == pytest.approx(0.5)
    bench.turn()
    assert received(bench.guest) == FRAMES[:1]


@pytest.mark.parametrize("bench", [Faults(delay=1.0, seed=1)], indirect=True)
def test_what_is_under_way_is_bounded(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire_module, "FRAMES_UNDER_WAY", 10)
    for frame in FRAMES[:25]:
        bench.guest.send(frame)
    for _ in range(3):
        ready, _ = bench.wire._wait(0.0)
        bench.wire.turn(lambda: 0.0, lambda _: (ready, True))  # noqa: B023 (called at once)
    assert len(bench.wire._out._under_way) == 10
    bench.turn(10)
    assert received(bench.network) == FRAMES[:25]


def test_an_end_that_is_full_gets_the_rest_later(bench: Bench) -> None:
    sent = 0
    for frame in FRAMES * 20:
        try:
            bench.guest.send(frame)
        except BlockingIOError:
            break
        sent += 1
        bench.turn()
    assert bench.wire._out.waits_for_room
    frames: list[bytes] = []
    while len(frames) < sent:
        frames += received(bench.network)
        bench.turn()
    assert frames == (FRAMES * 20)[:sent]


def test_a_network_that_has_gone_ends_its_direction(bench: Bench) -> None:
    bench.network.close()
    bench.guest.send(FRAMES[0])
    bench.turn(3)
    assert not bench.wire._in.reads
    assert bench.wire._out.due is None


def test_watchers_see_what_the_guest_sees() -> None:
    notes = Notes()
    bench = Bench(Faults(loss=0.3, dup=0.3, seed=4), [notes])
    for frame in FRAMES[:50]:
        bench.guest.send(frame)
        bench.network.send(frame)
    bench.turn(3)
    out = [frame for frame, outward, _ in notes.seen if outward]
    came = [frame for frame, outward, note in notes.seen if not outward and note != "lost"]
    assert out == FRAMES[:50]
    assert came == received(bench.guest)
    assert {note for _, _, note in notes.seen} == {"", "lost", "twice"}
    bench.close()


def test_the_last_frames_are_carried_before_it_closes() -> None:
    bench = Bench(Faults(delay=30.0, seed=1), [])
    bench.wire.start()
    bench.guest.send(FRAMES[0])
    bench.guest.send(FRAMES[1])
    bench.wire.close()
    assert received(bench.network) == FRAMES[:2]
    for end in (bench.network, bench.real, bench.guest):
        end.close()


def test_a_thread_carries_frames() -> None:
    bench = Bench(Faults(seed=1), [])
    bench.wire.start()
    bench.network.send(FRAMES[0])
    bench.guest.setblocking(True)
    bench.guest.settimeout(10)
    assert bench.guest.recv(2048) == FRAMES[0]
    bench.close()


def test_lines_tell_time_direction_and_fate() -> None:
    lines: list[str] = []
    trace = Trace(lines.append, iter((5.0, 5.25, 17.5)).__next__)
    trace.see(bytes(12) + b"\x08\x06", outward=True, note="")
    trace.see(bytes(12) + b"\x08\x06", outward=False, note="lost")
    assert lines == [
        " 0.250000 out ARP cut short, 14 bytes",
        "12.500000 in  ARP cut short, 14 bytes (lost)",
    ]


class Refusing:
    """A socket whose buffer only root may make larger than the system's bound."""

    def __init__(self) -> None:
        self.options: list[tuple[int, int, int]] = []

    def setsockopt(self, level: int, option: int, value: int) -> None:
        if option == wire_module.SO_SNDBUFFORCE:
            raise PermissionError
        self.options.append((level, option, value))


def test_without_root_the_guests_end_is_as_deep_as_the_system_allows() -> None:
    end = Refusing()
    wire_module._deepen(cast(socket.socket, end))
    assert end.options == [(socket.SOL_SOCKET, socket.SO_SNDBUF, wire_module.ROOM)]
