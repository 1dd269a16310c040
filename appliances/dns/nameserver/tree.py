"""The names of all zones as one tree, with their record sets. Build time only.

`Tree(zones)` holds a `Domain` for every name that owns records, for every name above one (RFC 4592
section 2.2.2: they exist too, empty) and for every name that rdata mentions: replies may compress
against any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from naja.lang import BuildError
from nameserver.zonefile import NS, SOA, Name, NameField, Rdata, Zone, show


@dataclass(eq=False)
class RecordSet:
    """The records of one owner, type and zone, in the order of the zone file."""

    zone: Authority
    type: int
    records: list[tuple[int, Rdata]] = field(default_factory=list)  # ttl, rdata

    def names(self) -> Iterator[Name]:
        """The last name in each record's rdata: the host that the record points at."""
        for _, rdata in self.records:
            yield [part.name for part in rdata if isinstance(part, NameField)][-1]


@dataclass(eq=False)
class Domain:
    """A name. It exists if it or a name below it owns records."""

    name: Name
    parent: Domain | None
    exists: bool = False
    sets: list[RecordSet] = field(default_factory=list)
    authority: Authority | None = None

    def find(self, zone: Authority, kind: int) -> RecordSet | None:
        """The record set of that type in that zone."""
        for records in self.sets:
            if records.zone is zone and records.type == kind:
                return records
        return None

    def upward(self) -> Iterator[Domain]:
        """This name, its parent, and so on up to the root."""
        domain: Domain | None = self
        while domain is not None:
            yield domain
            domain = domain.parent

    def wire(self) -> bytes:
        """The name in wire format, uncompressed."""
        return b"".join(bytes([len(label)]) + label for label in self.name) + b"\0"


@dataclass(eq=False)
class Authority:
    """A zone: its apex and the record sets that replies refer to again and again."""

    apex: Domain
    file: str
    negative: RecordSet | None = None  # the SOA with the TTL of a negative answer

    def nameservers(self) -> RecordSet | None:
        """The NS records at the apex."""
        return self.apex.find(self, NS)

    def delegation(self, domain: Domain) -> Domain | None:
        """The highest zone cut at or above `domain`, below the apex."""
        cut = None
        for candidate in domain.upward():
            if candidate is self.apex:
                break
            if candidate.find(self, NS):
                cut = candidate
        return cut


class Tree:
    """All names of all zones."""

    def __init__(self, zones: list[Zone]) -> None:
        self.domains: dict[Name, Domain] = {(): Domain((), None)}
        for zone in zones:
            self._add_zone(zone)

    def domain(self, name: Name) -> Domain:
        """The node of that name, made with its ancestors if there is none."""
        domain = self.domains.get(name)
        if domain is None:
            domain = self.domains[name] = Domain(name, self.domain(name[1:]))
        return domain

    def wildcard_below(self, domain: Domain) -> Domain | None:
        """The child named `*`, if it exists."""
        child = self.domains.get((b"*", *domain.name))
        return child if child is not None and child.exists else None

    def zone_of(self, domain: Domain) -> Authority | None:
        """The innermost zone that `domain` lies in."""
        for candidate in domain.upward():
            if candidate.authority is not None:
                return candidate.authority
        return None

    def parent_zone(self, zone: Authority) -> Authority | None:
        """The zone that `zone` is, or would be, delegated from."""
        parent = zone.apex.parent
        return self.zone_of(parent) if parent is not None else None

    def _add_zone(self, zone: Zone) -> None:
        apex = self.domain(zone.apex)
        if apex.authority is not None:
            first = apex.authority.file
            name = show(zone.apex)
            raise BuildError(f"the zone {name} is already defined by {first}", zone.file)
        authority = apex.authority = Authority(apex, zone.file)
        for record in zone.records:
            owner = self.domain(record.owner)
            records = owner.find(authority, record.type)
            if records is None:
                records = RecordSet(authority, record.type)
                owner.sets.append(records)
            records.records.append((record.ttl, record.rdata))
            for domain in owner.upward():
                domain.exists = True
            for part in record.rdata:
                if isinstance(part, NameField):
                    self.domain(part.name)
        authority.negative = self._negative(authority)

    def _negative(self, authority: Authority) -> RecordSet:
        """The SOA as negative answers carry it: TTL at most its MINIMUM (RFC 2308 section 5)."""
        start_of_authority = authority.apex.find(authority, SOA)
        assert start_of_authority is not None
        ttl, rdata = start_of_authority.records[0]
        numbers = rdata[-1]
        assert isinstance(numbers, bytes)
        minimum = int.from_bytes(numbers[-4:], "big")
        return RecordSet(authority, SOA, [(min(ttl, minimum), rdata)])
