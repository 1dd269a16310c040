"""A compiled program's TCP against Linux's own, in a network namespace: every order of closing,
resets, half-open connections, many connections, ECN, streams over a bad wire."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import select
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench import checked_peer
from tests.integration.test_examples import ROOT, exchanged, serving

PROGRAM = Path(__file__).parent / "linux_peer"
CHECKED = ROOT / "bench" / "guests" / "checked"
GUEST = "10.99.0.2"
ANSWER = bytes(range(251)) * 4000
NEW_NETWORK = 0x40000000
CLOSING = 11
TCP_REPAIR = 19
ECN_AGREED, ECN_SEEN = 8, 16
MANY = 400
SECONDS = 20

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces need root")


@pytest.fixture
def apart() -> Callable[[Callable[[], None]], None]:
    """Runs a function in a network namespace of its own, which ends with it."""

    def run(work: Callable[[], None]) -> None:
        errors: list[BaseException] = []

        def inside() -> None:
            try:
                if ctypes.CDLL(None, use_errno=True).unshare(NEW_NETWORK):
                    raise OSError(ctypes.get_errno(), "no network namespace")
                work()
            except BaseException as error:  # noqa: BLE001 (it is raised again)
                errors.append(error)

        thread = threading.Thread(target=inside)
        thread.start()
        thread.join()
        if errors:
            raise errors[0]

    return run


class Lines:
    """What a guest prints, a line a call."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.got = b""

    def __call__(self) -> str:
        while b"\n" not in self.got:
            ready, _, _ = select.select([self.descriptor], [], [], SECONDS)
            assert ready, f"nothing was printed after {self.got!r}"
            self.got += os.read(self.descriptor, 1 << 16)
        line, _, self.got = self.got.partition(b"\n")
        return line.decode()


@contextlib.contextmanager
def guest(image: Path, *words: str) -> Iterator[Lines]:
    """The image at GUEST; what it prints."""
    net = ["--net", "tap:njl0", "--ip", f"{GUEST}/24", "-m", "32M"]
    with serving(image, *net, *words) as process:
        assert process.stdout is not None
        yield Lines(process.stdout.fileno())


def opened(word: str, port: int = 7) -> socket.socket:
    stream = socket.create_connection((GUEST, port), SECONDS)
    if word:
        stream.sendall(word.encode() + b"\n")
    return stream


def rest(stream: socket.socket) -> bytes:
    got = bytearray()
    while part := stream.recv(1 << 16):
        got += part
    return bytes(got)


def info(stream: socket.socket) -> bytes:
    return stream.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)


def reset_on_close(stream: socket.socket) -> None:
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_every_order_of_closing(apart, images) -> None:
    image = images.image(PROGRAM, "spt", "dev")

    def work() -> None:
        with guest(image) as said:
            linux_closes_first(said)
            linux_shuts_and_is_answered(said)
            the_guest_closes_first(said)
            the_guest_shuts_and_listens_on(said)
            the_guest_resets(said)
            linux_resets(said)
            the_guest_leaves_data_unread(said)
            linux_leaves_data_unread(said)

    apart(work)


def linux_closes_first(said: Lines) -> None:
    with opened("echo") as stream:
        stream.sendall(b"data")
        assert stream.recv(4) == b"data"
    assert said() == "echo 4 well"


def linux_shuts_and_is_answered(said: Lines) -> None:
    with opened("after") as stream:
        stream.shutdown(socket.SHUT_WR)
        assert rest(stream) == ANSWER
    assert said() == "after 0 well"


def the_guest_closes_first(said: Lines) -> None:
    with opened("first") as stream:
        time.sleep(0.2)  # the window is full by now, and the FIN behind it
        assert rest(stream) == ANSWER
    assert said() == "first 0 well"


def the_guest_shuts_and_listens_on(said: Lines) -> None:
    with opened("half") as stream:
        assert rest(stream) == b"shut"
        stream.sendall(ANSWER)
    assert said() == f"half {len(ANSWER)} well"


def the_guest_resets(said: Lines) -> None:
    with opened("abort") as stream, pytest.raises(ConnectionResetError):
        stream.recv(1)
    assert said() == "abort 0 well"


def linux_resets(said: Lines) -> None:
    with opened("echo") as stream:
        stream.sendall(b"data")
        assert stream.recv(4) == b"data"
        reset_on_close(stream)
    assert said() == "echo 4 ConnectionResetError"


def the_guest_leaves_data_unread(said: Lines) -> None:
    with opened("unread") as stream:
        time.sleep(0.1)
        stream.sendall(b"never read")
        with pytest.raises(ConnectionResetError):
            stream.recv(1)
    assert said().startswith("unread 0 ")


def linux_leaves_data_unread(said: Lines) -> None:
    with opened("echo") as stream:
        stream.sendall(b"data")
        time.sleep(0.2)
    assert said() == "echo 4 ConnectionResetError"


def test_both_close_at_once(apart, images) -> None:
    image = images.image(PROGRAM, "spt", "dev")

    def work() -> None:
        with guest(image, "--fault", "delay=400ms") as said, opened("half") as stream:
            time.sleep(0.6)  # the guest has shut, and that is under way
            stream.shutdown(socket.SHUT_WR)
            time.sleep(0.5)
            assert info(stream)[0] == CLOSING
            assert rest(stream) == b"shut"
            assert said() == "half 0 well"

    apart(work)


def test_a_half_open_connection_is_reset_by_who_has_begun_anew(apart, images) -> None:
    image = images.image(PROGRAM, "spt", "dev")

    def work() -> None:
        with guest(image):
            stream = opened("echo")
            time.sleep(0.1)
        with guest(image), stream:
            stream.sendall(b"are you there?")
            with pytest.raises(ConnectionResetError):
                stream.recv(1)

    apart(work)


def test_a_half_open_connection_is_found_by_the_guest(apart, images) -> None:
    image = images.image(PROGRAM, "spt", "dev")

    def work() -> None:
        with guest(image, "--fault", "delay=100ms") as said:
            stream = opened("echo\nx")
            try:
                stream.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            except OSError:
                pytest.skip("this kernel cannot forget a connection")
            stream.close()  # without a word
            assert said() == "echo 2 ConnectionResetError"

    apart(work)


def test_a_closed_port_refuses(apart, images) -> None:
    image = images.image(PROGRAM, "spt", "dev")

    def work() -> None:
        with guest(image), pytest.raises(ConnectionRefusedError):
            opened("", 8)

    apart(work)


def test_many_connections_at_a_time(apart, images) -> None:
    image = images.image(PROGRAM, "spt", "dev")

    def work() -> None:
        with guest(image) as said:
            streams = [opened("echo") for _ in range(MANY)]
            for number, stream in enumerate(streams):
                stream.sendall(b"%d " % number * 300)
            for number, stream in enumerate(streams):
                expected = b"%d " % number * 300
                assert stream.recv(len(expected), socket.MSG_WAITALL) == expected
            random.Random(1).shuffle(streams)
            for number, stream in enumerate(streams):
                if number % 3 == 0:
                    reset_on_close(stream)
                stream.close()
            ends = [said().split()[2] for _ in range(MANY)]
            assert ends.count("ConnectionResetError") == (MANY + 2) // 3
            assert exchanged(7, b"echo\nstill here", host=GUEST) == b"still here"

    apart(work)


def test_congestion_is_marked_if_linux_wants_it(apart, images) -> None:
    image = images.image(PROGRAM, "spt", "dev")

    def work() -> None:
        with guest(image):
            for wanted in (True, False):
                Path("/proc/sys/net/ipv4/tcp_ecn").write_text("1" if wanted else "0")
                with opened("after") as stream:
                    stream.shutdown(socket.SHUT_WR)
                    assert rest(stream) == ANSWER
                    seen = info(stream)[5] & (ECN_AGREED | ECN_SEEN)
                    assert seen == (ECN_AGREED | ECN_SEEN if wanted else 0)

    apart(work)


@pytest.mark.parametrize(
    "faults",
    [
        "loss=10%,delay=2ms",
        "reorder=20%,delay=3ms",
        "dup=20%,delay=1ms",
        "corrupt=3%,delay=1ms",
        "loss=3%,reorder=5%,dup=3%,corrupt=1%,delay=5ms±3ms",
        "delay=100ms",
    ],
)
def test_streams_over_a_bad_wire_are_the_same_at_both_ends(faults, apart, images) -> None:
    image = images.image(CHECKED, "spt", "release")

    def work() -> None:
        with guest(image, "--fault", f"{faults},seed=7"):
            for direction in ("in", "out"):
                results = checked_peer.ask_all(GUEST, direction, 400_000, 4)
                assert len(results) == 4
                assert all(result["gap"] < 10 for result in results)

    apart(work)
