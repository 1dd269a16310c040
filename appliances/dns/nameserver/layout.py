"""Entries to the bytes that the image holds, as `directory` describes them. Build time only.

Equal answers, equal menus and bodies that another begins with are stored once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from nameserver.directory import SLOT_SIZE, name_hash
from nameserver.plan import Chain, Entry, Menu


def lay_out(entries: list[Entry]) -> tuple[bytes, int]:
    """The data of a directory, and its number of slots: at least half of them are empty."""
    slot_count = 4
    while slot_count < 2 * len(entries):
        slot_count *= 2
    layout = _Layout(slot_count * SLOT_SIZE)
    layout.place_bodies({reply.body for chain in _chains(entries) for reply in chain})
    slots = [0] * slot_count
    for entry in entries:
        number = name_hash(entry.domain.wire()) & (slot_count - 1)
        while slots[number]:
            number = (number + 1) & (slot_count - 1)
        slots[number] = layout.node(entry)
    layout.data[: slot_count * SLOT_SIZE] = struct.pack(f"!{slot_count}I", *slots)
    return bytes(layout.data), slot_count


def _chains(entries: list[Entry]) -> Iterator[Chain]:
    for entry in entries:
        for menu in entry.menus:
            yield menu.other
            for _, chain in menu.by_type:
                yield chain


class _Layout:
    """The data so far."""

    def __init__(self, reserved: int) -> None:
        self.data = bytearray(reserved)
        self.places: dict[object, int] = {}

    def place_bodies(self, bodies: set[bytes]) -> None:
        longer = b""
        for body in sorted(bodies, reverse=True):
            if longer.startswith(body):
                self.places[body] = self.places[longer]
            else:
                self.places[body] = self._append(body)
                longer = body

    def node(self, entry: Entry) -> int:
        wire = entry.domain.wire()
        menus = [self._menu(menu) for menu in entry.menus]
        head = struct.pack("!5IB", name_hash(wire), *menus, len(wire))
        return self._append(head + wire)

    def _menu(self, menu: Menu) -> int:
        if menu not in self.places:
            choices = [*menu.by_type, (0, menu.other)]
            packed = [struct.pack("!HI", kind, self._chain(chain)) for kind, chain in choices]
            self.places[menu] = self._append(b"".join(packed))
        return self.places[menu]

    def _chain(self, chain: Chain) -> int:
        if chain not in self.places:
            packed = bytearray()
            for reply in chain:
                size, fixups = len(reply.body), reply.fixups
                packed += struct.pack("!3H", reply.needs, reply.flags, reply.answers)
                packed += struct.pack("!2H", reply.authority, reply.additional)
                packed += struct.pack("!IHB", self.places[reply.body], size, len(fixups))
                packed += struct.pack(f"!{len(fixups)}H", *fixups)
            self.places[chain] = self._append(packed)
        return self.places[chain]

    def _append(self, part: bytes | bytearray) -> int:
        place = len(self.data)
        self.data += part
        return place
