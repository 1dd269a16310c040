"""An operating system's kernel in miniature: tasks of six kinds, of priorities, sending packets."""

from __future__ import annotations

import sys
import time

IDLE = 1
WORKER = 2
HANDLER_A = 3
HANDLER_B = 4
DEVICE_A = 5
DEVICE_B = 6
TASKS = 7

KIND_DEVICE = 0
KIND_WORK = 1
BUFFER = 4


class Packet:
    """A message: to or from the task `identity`, in a list by `link`."""

    def __init__(self, link: Packet | None, identity: int, kind: int) -> None:
        self.link = link
        self.identity = identity
        self.kind = kind
        self.datum = 0
        self.data = [0] * BUFFER

    def append_to(self, queue: Packet | None) -> Packet:
        """The queue with this at its end."""
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    """What runs; subclasses say what it does. holding, waiting, pending: its state."""

    def __init__(
        self, scheduler: Scheduler, identity: int, priority: int, queue: Packet | None
    ) -> None:
        self.scheduler = scheduler
        self.identity = identity
        self.priority = priority
        self.queue = queue
        self.link = scheduler.first
        self.pending = queue is not None
        self.waiting = True
        self.holding = False
        scheduler.first = self
        scheduler.table[identity] = self

    def work(self, packet: Packet | None) -> Task | None:
        """Do something, perhaps with a packet; the task that should run next."""
        raise NotImplementedError

    def step(self) -> Task | None:
        """Run once, with a packet if the task was woken by one."""
        packet: Packet | None = None
        if self.waiting and self.pending and not self.holding:
            packet = self.queue
            assert packet is not None
            self.queue = packet.link
            self.waiting = False
            self.pending = self.queue is not None
        return self.work(packet)

    def is_held(self) -> bool:
        """Whether the scheduler passes over it."""
        return self.holding or (not self.pending and self.waiting)

    def accept(self, packet: Packet, sender: Task) -> Task:
        """Take a packet; the one of both that should run."""
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > sender.priority:
                return self
        else:
            packet.append_to(self.queue)
        return sender


class Scheduler:
    """All tasks, by priority and by number."""

    def __init__(self) -> None:
        self.first: Task | None = None
        self.current: Task | None = None
        self.table: list[Task | None] = [None] * TASKS
        self.holds = 0
        self.queued = 0

    def run(self) -> None:
        """Until nothing is left to run."""
        task = self.first
        while task is not None:
            self.current = task
            task = task.link if task.is_held() else task.step()

    def send(self, packet: Packet) -> Task | None:
        """Queue the packet at the task that it names; the task that runs next."""
        receiver = self.table[packet.identity]
        sender = self.current
        if receiver is None or sender is None:
            return receiver
        self.queued += 1
        packet.link = None
        packet.identity = sender.identity
        return receiver.accept(packet, sender)

    def release(self, identity: int) -> Task | None:
        """Let a task go on; the task that runs next."""
        task = self.table[identity]
        sender = self.current
        if task is None or sender is None:
            return task
        task.holding = False
        return task if task.priority > sender.priority else sender

    def hold(self) -> Task | None:
        """Hold the running task; the next one."""
        self.holds += 1
        task = self.current
        assert task is not None
        task.holding = True
        return task.link

    def wait(self) -> Task | None:
        """Let the running task wait for a packet."""
        task = self.current
        assert task is not None
        task.waiting = True
        return task


class Idle(Task):
    """Wakes one of the devices each time, chosen by a shift register."""

    def __init__(self, scheduler: Scheduler, priority: int, count: int) -> None:
        super().__init__(scheduler, IDLE, priority, None)
        self.waiting = False
        self.control = 1
        self.count = count

    def work(self, packet: Packet | None) -> Task | None:
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.scheduler.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.scheduler.release(DEVICE_B)


class Worker(Task):
    """Fills packets with letters and sends them to the handlers in turn."""

    def __init__(self, scheduler: Scheduler, priority: int, queue: Packet | None) -> None:
        super().__init__(scheduler, WORKER, priority, queue)
        self.destination = HANDLER_A
        self.letter = 0

    def work(self, packet: Packet | None) -> Task | None:
        if packet is None:
            return self.scheduler.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.identity = self.destination
        packet.datum = 0
        for index in range(BUFFER):
            self.letter += 1
            if self.letter > 26:
                self.letter = 1
            packet.data[index] = ord("A") + self.letter - 1
        return self.scheduler.send(packet)


class Handler(Task):
    """Passes letters of work packets on to its device, each in a device packet."""

    def __init__(
        self, scheduler: Scheduler, identity: int, priority: int, queue: Packet | None
    ) -> None:
        super().__init__(scheduler, identity, priority, queue)
        self.works: Packet | None = None
        self.devices: Packet | None = None

    def work(self, packet: Packet | None) -> Task | None:
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.works = packet.append_to(self.works)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.works
        if work is not None:
            if work.datum >= BUFFER:
                self.works = work.link
                return self.scheduler.send(work)
            device = self.devices
            if device is not None:
                self.devices = device.link
                device.datum = work.data[work.datum]
                work.datum += 1
                return self.scheduler.send(device)
        return self.scheduler.wait()


class Device(Task):
    """Holds for a while with each packet, then sends it back."""

    def __init__(self, scheduler: Scheduler, identity: int, priority: int) -> None:
        super().__init__(scheduler, identity, priority, None)
        self.pending_packet: Packet | None = None

    def work(self, packet: Packet | None) -> Task | None:
        if packet is None:
            done = self.pending_packet
            if done is None:
                return self.scheduler.wait()
            self.pending_packet = None
            return self.scheduler.send(done)
        self.pending_packet = packet
        return self.scheduler.hold()


def queue_of(count: int, identity: int, kind: int) -> Packet | None:
    """So many packets in a list."""
    queue: Packet | None = None
    for _ in range(count):
        queue = Packet(queue, identity, kind)
    return queue


def simulate(count: int) -> tuple[int, int]:
    """Packets queued and tasks held in one run of the system."""
    scheduler = Scheduler()
    Idle(scheduler, 0, count)
    Worker(scheduler, 1000, queue_of(2, WORKER, KIND_WORK))
    Handler(scheduler, HANDLER_A, 2000, queue_of(3, DEVICE_A, KIND_DEVICE))
    Handler(scheduler, HANDLER_B, 3000, queue_of(3, DEVICE_B, KIND_DEVICE))
    Device(scheduler, DEVICE_A, 4000)
    Device(scheduler, DEVICE_B, 5000)
    scheduler.run()
    return scheduler.queued, scheduler.holds


def main() -> None:
    """As many runs as asked for."""
    runs = int(sys.argv[1])
    start = time.perf_counter()
    queued = holds = 0
    for _ in range(runs):
        more_queued, more_holds = simulate(10000)
        queued += more_queued
        holds += more_holds
    print(queued, holds)
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
