"""A virtqueue against a device in memory: what it offers, gives back, and refuses to believe."""

import ctypes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naja.lang import u16, u32
from naja.platform.contract import DeviceError
from naja.platform.virtio.virtqueue import NO_INTERRUPT, NO_NOTIFY, Virtqueue

SIZE, BUFFER = 4, 64


class Device:
    """The other side: reads the available ring, writes the used ring."""

    def __init__(self, queue: Virtqueue) -> None:
        self.queue = queue
        self.seen = 0
        self.done = 0

    def offered(self) -> list[int]:
        ids = []
        while self.seen != self.queue.available[1]:
            ids.append(int(self.queue.available[2 + self.seen % SIZE]))
            self.seen = (self.seen + 1) & 0xFFFF
        return ids

    def use(self, index: int, length: int) -> None:
        words = self.queue.used.cast(u32)
        words[1 + 2 * (self.done % SIZE)] = u32(index)
        words[2 + 2 * (self.done % SIZE)] = u32(length)
        self.done = (self.done + 1) & 0xFFFF
        self.queue.used[1] = u16(self.done)


@pytest.fixture
def queue() -> Virtqueue:
    return Virtqueue(3, SIZE, BUFFER, True)


def test_descriptors_name_the_buffers(queue: Virtqueue) -> None:
    for index in range(SIZE):
        assert queue.descriptors[2 * index] == queue.buffer(0).address + index * BUFFER
        assert queue.descriptors[2 * index + 1] == BUFFER | 2 << 32
    assert Virtqueue(3, SIZE, BUFFER, False).descriptors[1] == BUFFER


def test_rings_are_aligned_and_apart(queue: Virtqueue) -> None:
    assert queue.descriptors.address % 16 == 0
    assert queue.available.address - queue.descriptors.address == 16 * SIZE
    assert queue.used.address % 4 == 0
    assert queue.used.address - queue.available.address >= 6 + 2 * SIZE


def test_a_buffer_goes_to_the_device_and_back(queue: Virtqueue) -> None:
    device = Device(queue)
    queue.offer(2)
    assert device.offered() == [2]
    assert queue.take() == -1
    device.use(2, 33)
    assert queue.has_used()
    assert queue.take() == 2
    assert queue.used_length == 33
    assert queue.take() == -1


def test_indices_wrap_after_65536_buffers(queue: Virtqueue) -> None:
    device = Device(queue)
    queue._next_offer = queue._next_used = device.seen = device.done = 0xFFFE
    queue.available[1] = queue.used[1] = u16(0xFFFE)
    for turn in range(6):
        queue.offer(turn % SIZE)
        assert device.offered() == [turn % SIZE]
        device.use(turn % SIZE, turn)
        assert queue.take() == turn % SIZE
        assert queue.used_length == turn


def test_a_length_for_the_device_to_read() -> None:
    queue = Virtqueue(3, SIZE, BUFFER, False)
    queue.set_length(1, 20)
    assert queue.descriptors[3] == 20
    assert queue.descriptors[2] == queue.buffer(1).address


@pytest.mark.parametrize("index", [SIZE, 0xFFFF_FFFF, 1])
def test_a_buffer_that_was_not_offered_is_an_error(queue: Virtqueue, index: int) -> None:
    queue.offer(0)
    Device(queue).use(index, 0)
    with pytest.raises(DeviceError, match="not given"):
        queue.take()


def test_the_same_buffer_twice_is_an_error(queue: Virtqueue) -> None:
    device = Device(queue)
    queue.offer(0)
    device.use(0, 1)
    device.use(0, 1)
    assert queue.take() == 0
    with pytest.raises(DeviceError, match="not given"):
        queue.take()


def test_an_index_that_runs_ahead_is_an_error(queue: Virtqueue) -> None:
    queue.offer(0)
    queue.used[1] = u16(SIZE + 1)
    with pytest.raises(DeviceError, match="not given"):
        queue.take()


def test_a_length_beyond_the_buffer_is_an_error(queue: Virtqueue) -> None:
    queue.offer(0)
    Device(queue).use(0, BUFFER + 1)
    with pytest.raises(DeviceError, match="beyond"):
        queue.take()


def test_the_device_is_told_once_and_only_when_it_waits(queue: Virtqueue) -> None:
    doorbell = ctypes.c_uint16(0)
    queue.doorbell = ctypes.addressof(doorbell)

    def rings() -> bool:
        doorbell.value = 0
        queue.notify()
        return doorbell.value == 3

    assert not rings()
    queue.offer(0)
    assert rings()
    assert not rings()
    queue.used[0] = u16(NO_NOTIFY)
    queue.offer(1)
    assert not rings()


def test_interrupts_are_asked_for_while_listening(queue: Virtqueue) -> None:
    queue.ignore()
    assert queue.available[0] == NO_INTERRUPT
    assert not queue.listen()
    assert queue.available[0] == 0
    queue.offer(0)
    Device(queue).use(0, 1)
    assert queue.listen()


def test_with_an_event_index_the_device_names_what_it_waits_for(queue: Virtqueue) -> None:
    """Virtio 1.2, 2.7.10: avail_event follows the used ring."""
    doorbell = ctypes.c_uint16(0)
    queue.doorbell = ctypes.addressof(doorbell)
    queue.event_index = True
    queue.used[0] = u16(NO_NOTIFY)  # says nothing now
    event = queue.used + (2 + 4 * SIZE)

    def rings(offers: int) -> bool:
        doorbell.value = 0
        for _ in range(offers):
            queue.offer(0)
        queue.notify()
        return doorbell.value == 3

    assert not rings(0)
    assert rings(1)  # index 0 was waited for
    assert not rings(3)
    event[0] = u16(5)
    assert not rings(1)
    assert rings(1)
    event[0] = u16(7)
    assert rings(3)
    assert not rings(SIZE)


@pytest.mark.parametrize("event", [0, 1, 0x7FFF, 0xFFFE, 0xFFFF])
def test_the_event_index_wraps(queue: Virtqueue, event: int) -> None:
    doorbell = ctypes.c_uint16(0)
    queue.doorbell = ctypes.addressof(doorbell)
    queue.event_index = True
    (queue.used + (2 + 4 * SIZE))[0] = u16(event)
    queue._next_offer = queue._notified = (event - 1) & 0xFFFF
    rung = []
    for _ in range(4):
        doorbell.value = 0
        queue.offer(0)
        queue.notify()
        rung.append(doorbell.value == 3)
    assert rung == [False, True, False, False]


def test_with_an_event_index_the_driver_names_what_it_waits_for(queue: Virtqueue) -> None:
    """Virtio 1.2, 2.7.7: used_event follows the available ring."""
    device = Device(queue)
    queue.event_index = True
    event = queue.available + (2 + SIZE)

    def interrupts(before: int) -> bool:
        """What a device does that has used buffers from that index on."""
        return (device.done - int(event[0]) - 1) & 0xFFFF < (device.done - before) & 0xFFFF

    queue._next_used = device.done = 0xFFFE
    queue.used[1] = u16(0xFFFE)
    for _ in range(5):
        assert not queue.listen()
        queue.offer(0)
        device.use(0, 1)
        assert interrupts(device.done - 1)
        assert queue.take() == 0
        queue.ignore()
        for _ in range(3):
            queue.offer(1)
            device.use(1, 1)
            assert not interrupts(device.done - 1)
            assert queue.take() == 1
    assert queue.available[0] == 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_device_makes_the_driver_hand_out_a_buffer_twice(data: st.DataObject) -> None:
    queue = Virtqueue(3, SIZE, BUFFER, True)
    lent: set[int] = set()
    ring = queue.used.cast(u32)
    for _ in range(data.draw(st.integers(1, 30))):
        free = sorted(set(range(SIZE)) - lent)
        if free and data.draw(st.booleans()):
            queue.offer(free[0])
            lent.add(free[0])
        word = data.draw(st.integers(0, 2 * SIZE))
        value = data.draw(st.sampled_from([*range(SIZE + 1), BUFFER, BUFFER + 1, 1 << 31]))
        ring[1 + word % (2 * SIZE)] = u32(value)
        queue.used[1] = u16((queue._next_used + data.draw(st.integers(0, SIZE + 1))) & 0xFFFF)
        try:
            index = queue.take()
        except DeviceError:
            return
        if index >= 0:
            assert index in lent
            assert queue.used_length <= BUFFER
            lent.remove(index)
