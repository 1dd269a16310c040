"""Zone files to the frozen directory. Build time only.

`build_directory()` finds the zone files, reads them, works out every answer that a query can get,
and lays them out. Equal answers and equal choices are stored once.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from naja.lang import BuildError
from nameserver.answer import Answer, Choice, Directory, Node, name_hash
from nameserver.encode import encode
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
    layout = _Layout(Tree(zones))
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
    return Directory(slots, len(zones), len(nodes))


def _display(file: Path) -> str:
    """The file as messages call it: relative where that is shorter."""
    relative = os.path.relpath(file)
    return min(relative, str(file), key=len)


class _Layout:
    """Nodes with their answers, each distinct one once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.known: dict[object, object] = {}

    def nodes(self) -> list[Node]:
        """A node for every name inside a zone, except names that behave as any other below their
        parent."""
        result: dict[Domain, Node] = {}
        for domain in sorted(self.tree.domains.values(), key=lambda d: (len(d.name), d.name)):
            if self.tree.zone_of(domain) is None:
                continue
            node = self._node(domain)
            above = next((result[name] for name in domain.upward() if name in result), None)
            if domain.exists or above is None or not _same(node, above):
                result[domain] = node
        return list(result.values())

    def _node(self, domain: Domain) -> Node:
        wire = domain.wire()
        return Node(
            wire,
            name_hash(wire),
            self._choice(domain, True, False),
            self._choice(domain, False, False),
            self._choice(domain, True, True),
            self._choice(domain, False, True),
        )

    def _choice(self, domain: Domain, exact: bool, any_class: bool) -> Choice:
        """The answers at a name (exact) or below it, for every query type."""
        plan = Resolver(self.tree, UNUSED_TYPE, any_class).resolve(domain, exact)
        other = self._answer(domain, exact, any_class, UNUSED_TYPE)
        types, answers = [], []
        for kind in sorted(plan.types | {ANY, DS}):
            answer = self._answer(domain, exact, any_class, kind)
            if answer is not other:
                types.append(kind)
                answers.append(answer)
        key = (tuple(types), tuple(map(id, answers)), id(other))
        return self._shared(key, Choice(types, answers, other))

    def _answer(self, domain: Domain, exact: bool, any_class: bool, kind: int) -> Answer:
        plan = Resolver(self.tree, kind, any_class).resolve(domain, exact)
        return self._shared_chain(encode(plan, domain, exact, self.tree.domains))

    def _shared_chain(self, answer: Answer) -> Answer:
        if answer.smaller is not None:
            answer.smaller = self._shared_chain(answer.smaller)
        key = (
            answer.needs,
            answer.flags,
            answer.counts,
            answer.additional,
            answer.body,
            answer.fixups,
            id(answer.smaller),
        )
        answer.body = self._shared(answer.body, answer.body)
        answer.fixups = self._shared(answer.fixups, answer.fixups)
        return self._shared(key, answer)

    def _shared(self, key: object, value: T) -> T:
        known = self.known.setdefault((type(value), key), value)
        assert isinstance(known, type(value))
        return known


def _same(one: Node, other: Node) -> bool:
    """Whether `one` answers, at its name and below, as `other` does below its own."""
    return (
        one.here is one.below is other.below
        and one.here_any_class is one.below_any_class is other.below_any_class
    )
