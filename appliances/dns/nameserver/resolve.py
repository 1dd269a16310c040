"""What to answer: the algorithm of RFC 1034 section 4.3.2 over the tree. Build time only.

A question goes in (a node of the tree, whether the query name is that node or lies below it, type,
class), a `Plan` comes out: response code, flags, and which record sets go into which section under
which owner. Wildcards follow RFC 4592, ANY follows RFC 8482 section 4.1, DS at a zone cut RFC 4035
section 3.1.4.1. Choices that the standards leave open (what joins the authority and additional
sections) are those of NSD, so that answers can be compared byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from nameserver.tree import Authority, Domain, RecordSet, Tree
from nameserver.zonefile import CNAME, NS, SOA

A, PTR, MX, AAAA, SRV, KX, DS, ANY = 1, 12, 15, 28, 33, 36, 43, 255
RT, X25, ISDN, MB, DNSKEY = 21, 19, 20, 7, 48

NOERROR, NXDOMAIN, REFUSED = 0, 3, 5

# RFC 8482: ANY is answered with one record set, of these types if there is one.
PREFERRED_FOR_ANY = frozenset({A, AAAA, SOA, MX, PTR})
LAST_FOR_ANY = frozenset({DNSKEY})


class Section(IntEnum):
    """Where a record set goes, in the order in which the reply is filled."""

    ANSWER = 0
    AUTHORITY = 1
    OPTIONAL_AUTHORITY = 2  # nameservers beside a full answer: dropped without truncation
    ADDITIONAL_FIRST = 3
    ADDITIONAL_SECOND = 4
    ADDITIONAL_OTHER = 5


ADDRESSES = ((A, Section.ADDITIONAL_FIRST), (AAAA, Section.ADDITIONAL_SECOND))
ROUTE_ADDRESSES = (*ADDRESSES, (X25, Section.ADDITIONAL_OTHER), (ISDN, Section.ADDITIONAL_OTHER))

# Which types bring the addresses of the hosts they name: does glue count, and what is wanted.
ADDITIONAL = {
    NS: (True, ADDRESSES),
    MB: (False, ADDRESSES),
    MX: (False, ADDRESSES),
    KX: (False, ADDRESSES),
    SRV: (False, ADDRESSES),
    RT: (False, ROUTE_ADDRESSES),
}


@dataclass
class Entry:
    """A record set in a reply. No owner: the query name itself, as a wildcard's expansion."""

    section: Section
    owner: Domain | None
    records: RecordSet


@dataclass
class Plan:
    """A reply before it is encoded."""

    rcode: int = NOERROR
    authoritative: bool = False
    referral: bool = False
    entries: list[Entry] = field(default_factory=list)
    types: set[int] = field(default_factory=set)  # that other questions here could ask for

    def add(self, section: Section, owner: Domain | None, records: RecordSet) -> bool:
        """Put a record set into the reply once; False if it is there in as good a section."""
        for entry in self.entries:
            if entry.records is records and entry.owner is owner:
                moved = section < entry.section
                entry.section = min(section, entry.section)
                return moved
        self.entries.append(Entry(section, owner, records))
        return True


class Resolver:
    """One question on its way to its plan."""

    def __init__(self, tree: Tree, kind: int, any_class: bool) -> None:
        self.tree, self.kind, self.any_class = tree, kind, any_class
        self.plan = Plan()
        self.zone: Authority | None = None
        self.aliases = 0

    def resolve(self, node: Domain, exact: bool) -> Plan:
        """The plan for a query name that is `node` (exact), or has it as closest encloser."""
        self._lookup(node, exact, None)
        return self.plan

    def _lookup(self, encloser: Domain, exact: bool, expanded: Domain | None) -> None:
        """Step 2 and 3. expanded: the owner of what a wildcard yields; none is the query name."""
        zone = self.tree.zone_of(encloser)
        if zone is None:
            if self.aliases == 0:
                self.plan.rcode = REFUSED
            return
        while not encloser.exists:
            exact = False
            assert encloser.parent is not None
            encloser = encloser.parent
        if exact and self.kind == DS and encloser is zone.apex:
            zone = self.tree.parent_zone(zone) or zone
        self.zone = zone
        cut = zone.delegation(encloser)
        self.plan.referral = cut is not None
        if cut is not None and not (exact and self.kind == DS and encloser is cut):
            self._refer(zone, cut)
            return
        self.plan.authoritative = not self.any_class
        if exact:
            self._answer(zone, encloser, encloser)
        elif wildcard := self.tree.wildcard_below(encloser):
            self._answer(zone, wildcard, expanded)
        else:
            self.plan.rcode = NXDOMAIN
            self._negative(zone)

    def _refer(self, zone: Authority, cut: Domain) -> None:
        """The nameservers of a delegated subtree (step 3b)."""
        self.plan.authoritative = self.aliases > 0
        records = cut.find(zone, NS)
        assert records is not None
        self._add(zone, Section.AUTHORITY, cut, records)

    def _answer(self, zone: Authority, match: Domain, owner: Domain | None) -> None:
        """Records of `match`, shown as those of `owner` (step 3a and 3c)."""
        here = [records for records in match.sets if records.zone is zone]
        self.plan.types.update(records.type for records in here)
        chosen = _one_of(here) if self.kind == ANY else match.find(zone, self.kind)
        if chosen is not None:
            self._add(zone, Section.ANSWER, owner, chosen)
            self._add_nameservers(zone)
        elif alias := match.find(zone, CNAME):
            if self._add(zone, Section.ANSWER, owner, alias):
                self._follow(alias)
        else:
            self._negative(zone)

    def _follow(self, alias: RecordSet) -> None:
        """Start again at the target of a CNAME, in whatever zone here holds it."""
        target = self.tree.domain(next(alias.names()))
        self.aliases += 1
        self._lookup(target, True, target)

    def _negative(self, zone: Authority) -> None:
        """The SOA that says for how long there is nothing (RFC 2308)."""
        if not self.any_class:
            assert zone.negative is not None
            self._add(zone, Section.AUTHORITY, zone.apex, zone.negative)

    def _add_nameservers(self, zone: Authority) -> None:
        records = zone.nameservers()
        if records and not self.any_class and self.kind not in (DNSKEY, DS, ANY):
            self._add(zone, Section.OPTIONAL_AUTHORITY, zone.apex, records)

    def _add(
        self, zone: Authority, section: Section, owner: Domain | None, records: RecordSet
    ) -> bool:
        """Add a record set and the addresses of the hosts that it names."""
        added = self.plan.add(section, owner, records)
        if records.type in ADDITIONAL:
            glue_counts, wanted = ADDITIONAL[records.type]
            for name in records.names():
                host = self.tree.domain(name)
                if glue_counts or zone.delegation(host) is None:
                    self._add_host(zone, host, wanted)
        return added

    def _add_host(
        self, zone: Authority, host: Domain, wanted: tuple[tuple[int, Section], ...]
    ) -> None:
        source = host
        if not host.exists:
            encloser = next(domain for domain in host.upward() if domain.exists or not domain.name)
            source = self.tree.wildcard_below(encloser) or host
        for kind, section in wanted:
            if records := source.find(zone, kind):
                self.plan.add(section, host, records)


def _one_of(candidates: list[RecordSet]) -> RecordSet | None:
    """The record set that answers ANY."""
    for records in candidates:
        if records.type in PREFERRED_FOR_ANY:
            return records
    ordinary = [records for records in candidates if records.type not in LAST_FOR_ANY]
    remaining = ordinary or candidates
    return remaining[-1] if remaining else None
