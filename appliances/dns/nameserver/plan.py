"""Every answer that a query can get, for every name of the zones. Build time only.

`planned(tree)` gives an `Entry` a name: the replies to a query for it, and to one for a name below
it that has no entry of its own, by query type, in class IN and in class ANY.
"""

from __future__ import annotations

from dataclasses import dataclass

from nameserver.encode import Reply, encode
from nameserver.resolve import ANY, DS, Resolver
from nameserver.tree import Domain, Tree

UNUSED_TYPE = 65279  # the last type before the private range: stands for all without records

Chain = tuple[Reply, ...]  # the replies to one question, fullest first


@dataclass(frozen=True)
class Menu:
    """The replies at a name or below it: by query type, and to all other types."""

    by_type: tuple[tuple[int, Chain], ...]
    other: Chain


@dataclass(frozen=True)
class Entry:
    """A name, its menus (at it, below it, the same in class ANY)."""

    domain: Domain
    menus: tuple[Menu, Menu, Menu, Menu]

    def menus_below(self) -> tuple[Menu, Menu, Menu, Menu]:
        """What the menus of a name below this one are, unless something sets it apart."""
        _, below, _, below_any = self.menus
        return below, below, below_any, below_any


def planned(tree: Tree) -> list[Entry]:
    """Every name inside a zone, except names that behave as any other below their parent."""
    result: dict[Domain, Entry] = {}
    for domain in sorted(tree.domains.values(), key=lambda domain: domain.name[::-1]):
        if tree.zone_of(domain) is None:
            continue
        cases = ((True, False), (False, False), (True, True), (False, True))
        here, below, here_any, below_any = (_menu(tree, domain, *case) for case in cases)
        above = next((result[name] for name in domain.upward() if name in result), None)
        menus = (here, below, here_any, below_any)
        if domain.exists or above is None or menus != above.menus_below():
            result[domain] = Entry(domain, menus)
    return list(result.values())


def _menu(tree: Tree, domain: Domain, exact: bool, any_class: bool) -> Menu:
    """What is answered at a name (exact) or below it."""

    def replies(kind: int) -> tuple[Chain, set[int]]:
        plan = Resolver(tree, kind, any_class).resolve(domain, exact)
        return tuple(encode(plan, domain, exact, tree.domains)), plan.types

    other, types = replies(UNUSED_TYPE)
    by_type = [(kind, replies(kind)[0]) for kind in sorted(types | {ANY, DS})]
    return Menu(tuple((kind, chain) for kind, chain in by_type if chain != other), other)
