"""Zone files to the frozen directory. Build time only.

`build_directory()` finds the zone files, reads them, works out every answer that a query can get,
and lays them out. Equal answers and equal choices are stored once.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from naja.lang import BuildError, u16, u32
from nameserver.answer import Answer, Choice, Directory, Node, name_hash
from nameserver.encode import Reply, encode
from nameserver.resolve import ANY, DS, Resolver
from nameserver.tree import Domain, Tree
from nameserver.zonefile import read_zone

UNUSED_TYPE = 65279  # the last type before the private range: stands for all types without records
ZONES_VARIABLE = "NAJA_DNS_ZONES"

T = TypeVar("T")


def zone_files(folder: Path) -> list[Path]:
    """The files that NAJA_DNS_ZONES names (files or folders, separated by colons), or those in
    `folder`; sorted."""
    places = os.environ.get(ZONES_VARIABLE, "")
    paths = [Path(place) for place in places.split(os.pathsep) if place] or [folder]
    files = [
        file
        for path in paths
        for file in (sorted(path.glob("*.zone")) if path.is_dir() else [path])
    ]
    if not files:
        where = ", ".join(str(path) for path in paths)
        raise BuildError(
            f"{where}: no zone file; put one named *.zone there or set {ZONES_VARIABLE}", where
        )
    return files


def build_directory(files: list[Path]) -> Directory:
    """The directory of all zones in `files`."""
    zones = [read_zone(file.resolve(), _display(file)) for file in files]
    tree = Tree(zones)
    layout = _Layout(_planned(tree))
    nodes = layout.nodes()
    size = 4
    while size < 2 * len(nodes):
        size *= 2
    slots: list[Node | None] = [None] * size
    for node in nodes:
        index = node.hash & (size - 1)
        while slots[index] is not None:
            index = (index + 1) & (size - 1)
        slots[index] = node
    return Directory(tuple(slots), layout.bodies, len(zones), len(nodes))


def _display(file: Path) -> str:
    """The file as messages call it: relative where that is shorter."""
    relative = os.path.relpath(file)
    return min(relative, str(file), key=len)


Chain = tuple[Reply, ...]  # the replies to one question, fullest first


@dataclass(frozen=True)
class _Menu:
    """The replies at a name or below it: by query type, and to all other types."""

    by_type: tuple[tuple[int, Chain], ...]
    other: Chain


@dataclass(frozen=True)
class _Entry:
    """A name, its menus (at it, below it, the same in class ANY)."""

    domain: Domain
    menus: tuple[_Menu, _Menu, _Menu, _Menu]

    def menus_below(self) -> tuple[_Menu, _Menu, _Menu, _Menu]:
        """What the menus of a name below this one are, unless something sets it apart."""
        _, below, _, below_any = self.menus
        return below, below, below_any, below_any


def _planned(tree: Tree) -> list[_Entry]:
    """Every name inside a zone, except names that behave as any other below their parent."""
    result: dict[Domain, _Entry] = {}
    for domain in sorted(tree.domains.values(), key=lambda domain: domain.name[::-1]):
        if tree.zone_of(domain) is None:
            continue
        cases = ((True, False), (False, False), (True, True), (False, True))
        here, below, here_any, below_any = (_menu(tree, domain, *case) for case in cases)
        above = next((result[name] for name in domain.upward() if name in result), None)
        menus = (here, below, here_any, below_any)
        if domain.exists or above is None or menus != above.menus_below():
            result[domain] = _Entry(domain, menus)
    return list(result.values())


def _menu(tree: Tree, domain: Domain, exact: bool, any_class: bool) -> _Menu:
    """What is answered at a name (exact) or below it."""

    def replies(kind: int) -> tuple[Chain, set[int]]:
        plan = Resolver(tree, kind, any_class).resolve(domain, exact)
        return tuple(encode(plan, domain, exact, tree.domains)), plan.types

    other, types = replies(UNUSED_TYPE)
    by_type = [(kind, replies(kind)[0]) for kind in sorted(types | {ANY, DS})]
    return _Menu(tuple((kind, chain) for kind, chain in by_type if chain != other), other)


class _Layout:
    """Entries as nodes, each distinct part once."""

    def __init__(self, entries: list[_Entry]) -> None:
        self.entries = entries
        self.known: dict[object, object] = {}
        self.starts: dict[bytes, int] = {}
        self.bodies = self._place_bodies()

    def _place_bodies(self) -> bytes:
        """All bodies one behind the other; one that another begins with lies in that one."""
        bodies = {
            reply.body
            for entry in self.entries
            for menu in entry.menus
            for chain in [menu.other, *(chain for _, chain in menu.by_type)]
            for reply in chain
        }
        placed = bytearray()
        longer = b""
        for body in sorted(bodies, reverse=True):
            if longer.startswith(body):
                self.starts[body] = self.starts[longer]
            else:
                self.starts[body] = len(placed)
                placed += body
                longer = body
        return bytes(placed)

    def nodes(self) -> list[Node]:
        return [self._node(entry) for entry in self.entries]

    def _node(self, entry: _Entry) -> Node:
        wire = entry.domain.wire()
        return Node(u32(name_hash(wire)), wire, *map(self._choices, entry.menus))

    def _choices(self, menu: _Menu) -> Choice:
        choice = None
        for kind, chain in [*menu.by_type, (0, menu.other)][::-1]:
            answer = self._answer(chain)
            key = (Choice, kind, id(answer), id(choice))
            choice = self._shared(key, Choice(u16(kind), answer, choice))
        assert choice is not None
        return choice

    def _answer(self, chain: Chain) -> Answer:
        smaller = None
        for reply in reversed(chain):
            fixups = b"".join(place.to_bytes(2, "big") for place in reply.fixups)
            answer = Answer(
                flags=u16(reply.flags),
                needs=u16(reply.needs),
                answers=u16(reply.answers),
                size=u16(len(reply.body)),
                others=u32(reply.authority << 16 | reply.additional),
                start=u32(self.starts[reply.body]),
                fixups=self._shared(fixups, fixups),
                smaller=smaller,
            )
            smaller = self._shared((Answer, reply, id(smaller)), answer)
        assert smaller is not None
        return smaller

    def _shared(self, key: object, value: T) -> T:
        """The first value that came with this key."""
        known = self.known.setdefault(key, value)
        assert isinstance(known, type(value))
        return known
