"""A simulated world for `asyncio` programs: each host runs one, unchanged, on CPython.

    world = sim.World(seed=7)
    server = world.host("10.0.0.1", serve, name="server", serves=True)
    client = world.host("10.0.0.2", ask)
    world.link(server, client, delay=0.02, loss=0.05)
    world.run(until=60)

A program is a coroutine function without parameters. Times are seconds here. Everything follows
from the seed; what a program raises ends the run, with a note that says how to replay it.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import random
import socket
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from naja.os.entropy.pool import SeededSource
from naja.os.net.addresses import format_ipv4, parse_ipv4, prefix_mask
from naja.os.time.clock import NEVER, SECOND
from naja.sim import world as core
from naja.sim.link import Link
from naja.sim.loop import HostLoop

Program = Callable[[], Awaitable[Any]]
SEED_VARIABLE = "NAJA_SIM_SEED"
_SPIN = 1000  # nanoseconds that a round of a loop takes which has more to do at once
_LAST_ROUNDS = 1000
_ASYNCIO = os.path.dirname(asyncio.__file__)


class ProgramHost(core.Host):
    """A host with a program. result: what that returned. serves: it is not waited for."""

    def __init__(self, world: World, number: int, address: int, mtu: int, offload: bool) -> None:
        super().__init__(number, world.source, mtu, offload, 1 << 20)
        self.stack.settings.configure(address, prefix_mask(0), 0)
        self.address = address
        self.world = world
        self.source: SeededSource = world.source
        self.loop = HostLoop(self)
        self.task: asyncio.Task[Any] | None = None
        self.program: Program | None = None
        self.serves = False
        self.result: Any = None
        self.left = False

    @property
    def now(self) -> int:
        """The world's time, nanoseconds."""
        return self.world.now

    def resolve(self, name: str) -> int:
        """The address of a host of this world. Raises OSError."""
        return self.world.resolve(name)

    def start(self) -> None:
        """Begin the program."""
        if self.program is not None:
            self.task = self.loop.create_task(_running(self.program))

    def due(self) -> int:
        due = super().due()
        loop = self.loop.due()
        return min(due, loop if loop != 0 else self.now + _SPIN)

    def turn(self, now: int) -> None:
        while self.stack.poll(now):
            pass
        self.loop.turn()
        task = self.task
        if task is not None and task.done() and not self.left:
            self.left = True
            self.result = task.result()
            self.leave()
        self.stack.finish(now)

    def leave(self) -> None:
        """End what the program has left behind, as `asyncio.run` and a kernel do."""
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        for _ in range(_LAST_ROUNDS):
            if all(task.done() for task in tasks):
                break
            self.loop.turn()
        self.tcp.leave()

    def waits(self) -> str:
        """Where the program waits: its innermost line that is not one of asyncio's."""
        place = ""
        coro = None if self.task is None else self.task.get_coro()
        while inspect.iscoroutine(coro) and coro.cr_frame is not None:
            if not coro.cr_code.co_filename.startswith(_ASYNCIO):
                place = f" at {coro.cr_code.co_filename}:{coro.cr_frame.f_lineno}"
            coro = coro.cr_await
        return f"{format_ipv4(self.address)} waits{place}"

    def is_done(self) -> bool:
        """Whether nobody has to wait for it."""
        return self.serves or self.program is None or self.left


async def _running(program: Program) -> Any:
    return await program()


class World(core.World):
    """A network of hosts with programs. It runs once."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__(seed)
        self.programs: list[ProgramHost] = []
        self._names: dict[str, int] = {}
        self._groups: dict[int, int] = {}
        self._ran = False

    @property
    def seconds(self) -> float:
        """How much time has passed."""
        return (self.now - core.START) / SECOND

    # the topology

    def host(  # type: ignore[override]
        self,
        address: str,
        program: Program | None = None,
        *,
        name: str = "",
        serves: bool = False,
        mtu: int = 1500,
        offload: bool = False,
    ) -> ProgramHost:
        """A host at that address that runs the program. serves: the world ends without it.

        Raises ValueError, and TypeError for a program that is none."""
        if program is not None and not callable(program):
            raise TypeError("a program is a coroutine function without parameters, not yet called")
        number = parse_ipv4(address)
        if number in self._names.values():
            raise ValueError(f"{address} is the address of another host")
        self._nodes += 1
        host = ProgramHost(self, self._nodes, number, mtu, offload)
        host.program = program
        host.serves = serves
        self._names[address] = number
        if name:
            self._names[name] = number
        self.hosts.append(host)
        self.programs.append(host)
        return host

    def link(
        self,
        one: core.Node,
        other: core.Node,
        *,
        delay: float = 0.001,
        jitter: float = 0.0,
        loss: float = 0.0,
        duplicate: float = 0.0,
        corrupt: float = 0.0,
        reorder: float = 0.0,
        rate: int = 0,
        queue: int = 100,
    ) -> Link:
        """A link. delay, jitter: seconds. loss and the like: probabilities. rate: bytes a second,
        0 for any; queue: frames that may wait for it. Raises ValueError, also where there is a way
        already."""
        chances = {"loss": loss, "duplicate": duplicate, "corrupt": corrupt, "reorder": reorder}
        for name, chance in chances.items():
            if not 0 <= chance <= 1:
                raise ValueError(f"{name} is a probability from 0 to 1, not {chance}")
        amounts = {"delay": delay, "jitter": jitter, "rate": rate, "queue": queue}
        for name, amount in amounts.items():
            if amount < 0:
                raise ValueError(f"{name} cannot be negative: {amount}")
        group, old = self._group(one), self._group(other)
        if group == old:
            raise ValueError("the two are connected already: networks here have no loops")
        self._groups = {n: group if g == old else g for n, g in self._groups.items()}
        link = super().link(one, other)
        link.delay = round(delay * SECOND)
        link.jitter = round(jitter * SECOND)
        link.loss, link.duplicate = loss, duplicate
        link.corrupt, link.reorder = corrupt, reorder
        link.rate, link.queue = rate, queue
        return link

    def _group(self, node: core.Node) -> int:
        return self._groups.setdefault(node.number, node.number)

    def resolve(self, name: str) -> int:
        """The address of a host. Raises OSError."""
        if name == "localhost":
            return parse_ipv4("127.0.0.1")
        if name in self._names:
            return self._names[name]
        try:
            return parse_ipv4(name)
        except ValueError:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None

    # time

    def after(self, seconds: float, function: Callable[[], None]) -> None:
        """Have the function called when so much time has passed since the start."""
        self.at(core.START + round(seconds * SECOND), function)

    def cut(self, link: Link, begin: float, end: float) -> None:
        """Have the link lose everything between the two times. Raises ValueError."""
        if begin > end:
            raise ValueError(f"a cut from {begin} to {end} ends before it begins")
        self.after(begin, lambda: setattr(link, "up", False))
        self.after(end, lambda: setattr(link, "up", True))

    def run(self, until: float = 3600.0, seconds: int = 0) -> None:  # type: ignore[override]
        """Run the programs until those that do not serve have ended, or so many seconds have
        passed. Raises what a program raises, and Stuck if nothing will happen any more."""
        if self._ran:
            raise RuntimeError("a world runs once: make another")
        self._ran = True
        state = random.getstate()
        random.seed(self.seed)
        try:
            for host in self.programs:
                host.start()
            self._play(core.START + round(until * SECOND))
        except BaseException as error:
            error.add_note(self._replay())
            raise
        finally:
            random.setstate(state)
            for host in self.programs:
                self._close(host)

    def _play(self, end: int) -> None:
        while True:
            self.turn()
            if all(host.is_done() for host in self.programs):
                return
            following = self.following()
            if following >= NEVER:
                waiting = [host.waits() for host in self.programs if not host.is_done()]
                raise core.Stuck(f"nothing will happen any more: {', '.join(waiting)}")
            if following > end:
                self.now = end
                return
            self.now = max(self.now, following)

    def _close(self, host: ProgramHost) -> None:
        if not host.left:
            host.leave()
        host.loop.close()

    def _replay(self) -> str:
        test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
        command = f"pytest {test!r}" if test else "the program"
        return (
            f"simulated with seed {self.seed}, at {self.seconds:.6f} s; "
            f"to replay: {SEED_VARIABLE}={self.seed} {command}"
        )


def seeds(count: int, first: int = 1) -> Iterable[int]:
    """Seeds to play: so many, or the one that the environment names in NAJA_SIM_SEED."""
    named = os.environ.get(SEED_VARIABLE)
    return [int(named)] if named else range(first, first + count)
