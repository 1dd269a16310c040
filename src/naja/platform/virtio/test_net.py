"""The network driver against a device in memory: frames both ways, full queues, bad devices."""

import ctypes
from typing import Any

import pytest

from naja.lang import u16, u32, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import DeviceError
from naja.platform.virtio import net
from naja.platform.virtio.net import FRAME_BYTES, HEADER_BYTES, VirtioNetworkDevice
from naja.platform.virtio.options import NET_QUEUE_SIZE
from naja.platform.virtio.transport import VERSION_1, Transport
from naja.platform.virtio.virtqueue import Virtqueue

NOT_RUNG = 0xFFFF
MAC = bytes([2, 0, 0x5E, 0x10, 0, 1])


class Card(Transport):
    """A network card: registers as attributes, queues worked on demand."""

    def __init__(self, offered: int, mtu: int = 9000) -> None:
        super().__init__(net.NETWORK)
        self.offered = offered
        self.accepted = 0
        self.state = 0
        self.config = MAC + bytes(4) + mtu.to_bytes(2, "little")
        self.queues: dict[int, Virtqueue] = {}
        self.doorbells = [ctypes.c_uint16(NOT_RUNG), ctypes.c_uint16(NOT_RUNG)]
        self.done = [0, 0]

    def status(self) -> int:
        return self.state

    def set_status(self, status: int) -> None:
        self.state = status

    def features(self, word: int) -> int:
        return self.offered >> 32 * word & 0xFFFF_FFFF

    def set_features(self, word: int, bits: int) -> None:
        self.accepted |= bits << 32 * word

    def config8(self, offset: int) -> int:
        return self.config[offset]

    def connect(self, number: int, queue: Virtqueue) -> None:
        self.queues[number] = queue
        queue.doorbell = ctypes.addressof(self.doorbells[number])

    def notified(self) -> list[int]:
        """The queues whose doorbell rang since the last call."""
        rung = [bell.value for bell in self.doorbells if bell.value != NOT_RUNG]
        for bell in self.doorbells:
            bell.value = NOT_RUNG
        return rung

    def acknowledge(self) -> None:
        """Nothing to do."""

    def _use(self, number: int, index: int, length: int) -> None:
        words = self.queues[number].used.cast(u32)
        words[1 + 2 * (self.done[number] % NET_QUEUE_SIZE)] = u32(index)
        words[2 + 2 * (self.done[number] % NET_QUEUE_SIZE)] = u32(length)
        self.done[number] += 1
        self.queues[number].used[1] = u16(self.done[number])

    def deliver(self, frame: bytes) -> None:
        """Put a frame into the next receive buffer."""
        queue = self.queues[net.RECEIVE]
        index = int(queue.available[2 + self.done[0] % NET_QUEUE_SIZE])
        for offset, byte in enumerate(bytes(HEADER_BYTES) + frame):
            queue.buffer(index)[offset] = byte  # type: ignore[assignment]
        self._use(net.RECEIVE, index, HEADER_BYTES + len(frame))

    def collect(self) -> bytes:
        """Take the next frame that was transmitted."""
        queue = self.queues[net.TRANSMIT]
        index = int(queue.available[2 + self.done[1] % NET_QUEUE_SIZE])
        length = queue.descriptors[2 * index + 1] & 0xFFFF_FFFF
        data = bytes(queue.buffer(index)[offset] for offset in range(length))
        self._use(net.TRANSMIT, index, 0)
        return data


@pytest.fixture(autouse=True)
def views(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Ptr[Any], int]]:
    """Where the driver aimed its views."""
    aimed: list[tuple[Ptr[Any], int]] = []
    monkeypatch.setattr(unsafe, "set_view", lambda view, start, n: aimed.append((start, n)))
    return aimed


@pytest.fixture
def card() -> Card:
    return Card(VERSION_1 | net.FEATURE_MAC | net.FEATURE_MTU)


def _bytes(view: tuple[Ptr[Any], int]) -> bytes:
    return bytes(view[0][index] for index in range(view[1]))


def test_start(card: Card) -> None:
    device = VirtioNetworkDevice(card)
    assert device.address == MAC
    assert device.mtu == 1500
    assert card.state == 15
    assert card.accepted == VERSION_1 | net.FEATURE_MAC | net.FEATURE_MTU
    assert card.queues[net.RECEIVE].available[1] == NET_QUEUE_SIZE
    assert card.notified() == [net.RECEIVE]


def test_a_smaller_mtu_of_the_device_counts() -> None:
    assert VirtioNetworkDevice(Card(VERSION_1 | net.FEATURE_MAC | net.FEATURE_MTU, 576)).mtu == 576


@pytest.mark.parametrize("offered", [net.FEATURE_MAC, VERSION_1])
def test_a_device_without_what_is_needed(offered: int) -> None:
    with pytest.raises(DeviceError):
        VirtioNetworkDevice(Card(offered))


def test_receive(card: Card, views: list[tuple[Ptr[Any], int]]) -> None:
    device = VirtioNetworkDevice(card)
    assert device.receive() is None
    card.deliver(b"first frame")
    card.deliver(b"second")
    assert device.receive() is not None
    assert _bytes(views[-1]) == b"first frame"
    assert device.receive() is not None
    assert _bytes(views[-1]) == b"second"
    assert card.queues[net.RECEIVE].available[1] == NET_QUEUE_SIZE + 1
    assert device.receive() is None
    assert card.queues[net.RECEIVE].available[1] == NET_QUEUE_SIZE + 2
    assert card.notified() == [net.RECEIVE]


def test_receive_goes_on_for_longer_than_the_queue(
    card: Card, views: list[tuple[Ptr[Any], int]]
) -> None:
    device = VirtioNetworkDevice(card)
    for number in range(3 * NET_QUEUE_SIZE):
        card.deliver(number.to_bytes(2, "big"))
        assert device.receive() is not None
        assert _bytes(views[-1]) == number.to_bytes(2, "big")


def test_a_frame_shorter_than_its_header_is_an_error(card: Card) -> None:
    device = VirtioNetworkDevice(card)
    card._use(net.RECEIVE, 0, HEADER_BYTES - 1)
    with pytest.raises(DeviceError, match="header"):
        device.receive()


def test_transmit(card: Card, views: list[tuple[Ptr[Any], int]]) -> None:
    device = VirtioNetworkDevice(card)
    card.notified()
    assert device.transmit_buffer() is device.transmit_buffer()
    start, room = views[-1]
    assert room == FRAME_BYTES
    for offset, byte in enumerate(b"hello"):
        start[offset] = byte
    device.transmit(5)
    assert card.notified() == []
    device.flush()
    assert card.notified() == [net.TRANSMIT]
    assert card.collect() == bytes(HEADER_BYTES) + b"hello"


def test_transmit_waits_for_the_device_when_all_buffers_are_there(card: Card) -> None:
    device = VirtioNetworkDevice(card)
    for _ in range(NET_QUEUE_SIZE):
        assert device.transmit_buffer() is not None
        device.transmit(60)
    assert device.transmit_buffer() is None
    assert not device.listen()
    assert card.queues[net.TRANSMIT].available[0] == 0
    card.collect()
    assert device.listen()
    device.ignore()
    assert card.queues[net.TRANSMIT].available[0] == 1
    assert device.transmit_buffer() is not None


@pytest.mark.parametrize("length", [0, FRAME_BYTES + 1])
def test_a_frame_of_no_possible_length_is_refused(card: Card, length: int) -> None:
    device = VirtioNetworkDevice(card)
    device.transmit_buffer()
    with pytest.raises(DeviceError, match="fit"):
        device.transmit(length)
