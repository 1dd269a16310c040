"""A world in which everything is checked after every turn of every host."""

from __future__ import annotations

from naja.sim.world import Host, World
from tests.sim.invariants import check
from tests.sim.observer import Observer


class CheckedWorld(World):
    """Raises AssertionError where an invariant does not hold."""

    observer: Observer

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.observer = Observer()

    def look(self, host: Host) -> None:
        check(host.tcp)
        for frame in host.device.outbox:
            self.observer.see(frame, host.device.mtu)
