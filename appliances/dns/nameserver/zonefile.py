"""Zone files to checked records. Runs when the image is built, never inside it.

A file in the format of RFC 1035 section 5 goes in, read by dnspython; a `Zone` comes out: its apex
and its records in the order of the file, names as tuples of lower-case labels, leaf first.
Whatever cannot be served as written raises `BuildError` with one sentence that names file and
line.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.tokenizer
import dns.zonefile

from naja.lang import BuildError

Name = tuple[bytes, ...]

CNAME, SOA, NS = 5, 6, 2

# What dnspython says when it has no more to say, and what people understand.
VAGUE = ("Text input is malformed", "the record is malformed")

# Where rdata holds names (RFC 3597 section 4): `N` a name that may be compressed, `n` one that may
# not, a digit that many bytes, `t` a character string; what follows is opaque.
NAME_FIELDS = {
    "NS": "N", "CNAME": "N", "SOA": "NN", "PTR": "N", "MB": "N", "MG": "N", "MR": "N",
    "MINFO": "NN", "MX": "2N", "MD": "n", "MF": "n", "RP": "nn", "AFSDB": "2n", "RT": "2n",
    "KX": "2n", "PX": "2nn", "SRV": "6n", "NAPTR": "4tttn", "SVCB": "2n", "HTTPS": "2n", "LP": "2n",
}  # fmt: skip

# Records that ask for behaviour which this server does not have: answers at odds with them would be
# wrong, so the build refuses them.
REFUSED_TYPES = {
    "DNAME": "redirection of subtrees (RFC 6672)",
    "RRSIG": "DNSSEC", "NSEC": "DNSSEC", "NSEC3": "DNSSEC", "NSEC3PARAM": "DNSSEC",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a record or directive begins."""

    file: str
    line: int

    def error(self, reason: str) -> BuildError:
        """The error to raise about what stands here."""
        return BuildError(reason, self.file, self.line)


@dataclass(frozen=True)
class NameField:
    """A domain name inside rdata."""

    name: Name
    compressible: bool


Rdata = tuple["bytes | NameField", ...]


@dataclass(frozen=True)
class Record:
    """One resource record of class IN and where it stands."""

    owner: Name
    type: int
    ttl: int
    rdata: Rdata
    place: Place


@dataclass
class Zone:
    """What one file says: all records lie at or below `apex`."""

    file: str
    apex: Name
    records: list[Record] = field(default_factory=list)


def read_zone(path: Path, display: str) -> Zone:
    """The zone in the file `path`, called `display` in messages.

    Names are relative to the file's name without `.zone` until an $ORIGIN says otherwise; the
    owner of the SOA record is the apex. $INCLUDE is relative to the file's folder."""
    try:
        stream = path.open(encoding="utf-8")
    except OSError as error:
        raise BuildError(f"the file cannot be read: {error.strerror}", display) from None
    with stream, contextlib.chdir(path.parent):
        reader = _Reader(stream, path, display)
        records = reader.records()
    apex = _check_apex(records, reader.place())
    _check_owners(records, apex)
    return Zone(display, apex, _without_duplicates(records))


class _Tokenizer(dns.tokenizer.Tokenizer):
    """Knows the line on which the current record or directive began."""

    first_line = 1
    at_start = True

    def get(self, want_leading: bool = False, want_comment: bool = False) -> dns.tokenizer.Token:
        token = super().get(want_leading, want_comment)
        ends = token.is_eol_or_eof()
        if self.at_start and not ends:
            self.first_line = int(self.line_number)
        self.at_start = ends
        return token


class _Collector(dns.zonefile.RRsetsReaderTransaction):
    """Takes each record from dnspython's reader together with its place."""

    def __init__(self, reader: _Reader) -> None:
        manager = dns.zonefile.RRSetsReaderManager()
        super().__init__(manager, True, False)  # type: ignore[no-untyped-call]
        self.reader = reader
        self.found: list[tuple[dns.name.Name, int, dns.rdata.Rdata, Place]] = []

    def add(self, *args: Any) -> None:
        self.found.append((*args, self.reader.place()))


class _Reader(dns.zonefile.Reader):
    """dnspython's reader with places that people can find."""

    def __init__(self, stream: Any, path: Path, display: str) -> None:
        self.path, self.display = path, display
        self.collector = _Collector(self)
        # The reader drops records outside its zone without a word; with the root as its zone it
        # drops none, and _check_owners can name the line.
        super().__init__(
            dns.tokenizer.Tokenizer(stream, display),
            dns.rdataclass.IN,
            self.collector,
            allow_include=True,
        )

    @property
    def tok(self) -> _Tokenizer:
        return self._tokenizer

    @tok.setter
    def tok(self, tokenizer: dns.tokenizer.Tokenizer) -> None:
        """Also the tokenizers that $INCLUDE brings know their lines."""
        if not isinstance(tokenizer, _Tokenizer):
            tokenizer = _Tokenizer(tokenizer.file, tokenizer.filename)
        self._tokenizer = tokenizer

    def place(self) -> Place:
        """The file and line of the current record or directive."""
        return Place(self.tok.filename, self.tok.first_line)

    def records(self) -> list[Record]:
        """All records of the file. Raises BuildError."""
        try:
            self.current_origin = self.last_name = dns.name.from_text(self.path.stem)
            self.read()
        except (dns.exception.DNSException, ValueError) as error:
            # dnspython prefixes some errors with its own idea of the line.
            reason = str(error).removeprefix("{}:{}: ".format(*self.tok.where()))
            raise self.place().error(reason.rstrip(".").replace(*VAGUE)) from None
        except OSError as error:
            reason = f"{error.filename} cannot be included: {error.strerror}"
            raise self.place().error(reason) from None
        return [_record(*entry) for entry in self.collector.found]


def _record(owner: dns.name.Name, ttl: int, rdata: dns.rdata.Rdata, place: Place) -> Record:
    kind = dns.rdatatype.to_text(rdata.rdtype)
    if kind in REFUSED_TYPES:
        raise place.error(
            f"{kind} records need {REFUSED_TYPES[kind]}, which this server does not have: remove it"
        )
    wire = rdata.to_wire()
    assert wire is not None
    return Record(_labels(owner.to_wire()), int(rdata.rdtype), ttl, _fields(kind, wire), place)


def _labels(wire: bytes | None) -> Name:
    assert wire is not None
    return _read_name(wire, 0)[0]


def _read_name(wire: bytes, position: int) -> tuple[Name, int]:
    """The name at `position`, lower-case, and the position behind it."""
    labels = []
    while length := wire[position]:
        labels.append(wire[position + 1 : position + 1 + length].lower())
        position += 1 + length
    return tuple(labels), position + 1


def _fields(kind: str, wire: bytes) -> Rdata:
    """Rdata split into its names and the bytes between them."""
    fields: list[bytes | NameField] = []
    position = opaque = 0
    for step in NAME_FIELDS.get(kind, ""):
        if step == "t":
            position += 1 + wire[position]
        elif step.isdigit():
            position += int(step)
        else:
            fields.append(wire[opaque:position])
            name, position = _read_name(wire, position)
            fields.append(NameField(name, step == "N"))
            opaque = position
    fields.append(wire[opaque:])
    return tuple(part for part in fields if part)


def _check_apex(records: list[Record], end: Place) -> Name:
    """The owner of the one SOA record; it must have NS records too."""
    authorities = [record for record in records if record.type == SOA]
    if not authorities:
        raise end.error("the zone has no SOA record")
    if len(authorities) > 1:
        raise authorities[1].place.error("a second SOA record")
    apex = authorities[0].owner
    if not any(record.type == NS and record.owner == apex for record in records):
        raise authorities[0].place.error(f"{show(apex)} has an SOA record but no NS record")
    return apex


def _check_owners(records: Iterable[Record], apex: Name) -> None:
    """Every owner lies in the zone, and a CNAME stands alone (RFC 2181 section 10.1)."""
    others: dict[Name, Record] = {}
    for record in records:
        owner = record.owner
        if apex and owner[-len(apex) :] != apex:
            raise record.place.error(f"{show(owner)} is outside the zone {show(apex)}")
        other = others.setdefault(owner, record)
        if (record.type == CNAME) != (other.type == CNAME):
            raise record.place.error(f"{show(owner)} has a CNAME and other records")
        if record.type == CNAME and record.rdata != other.rdata:
            raise record.place.error(f"{show(owner)} has two CNAME records")


def _without_duplicates(records: list[Record]) -> list[Record]:
    """A record stated twice counts once (RFC 2181 section 5)."""
    unique: dict[tuple[Name, int, Rdata], Record] = {}
    for record in records:
        unique.setdefault((record.owner, record.type, record.rdata), record)
    return list(unique.values())


def show(name: Name) -> str:
    """A name as zone files write it."""
    return dns.name.Name([*name, b""]).to_text()
