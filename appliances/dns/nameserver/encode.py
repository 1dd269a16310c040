"""Plans to wire format, at every size that a client may allow. Build time only.

A reply is header, question, body. A body depends on the query only through the place where its
question ends, because compression pointers count from the start of the message: pointers to the
query name (C00C) are the same everywhere, all others move with the end of the question. So a body
is encoded once, with the list of pointers to move; bodies whose query name is known in full have
none to move.

Truncation (RFC 2181 section 9) depends on the room behind the question only. `encode` returns the
chain of bodies from the fullest to the smallest, each with the least room that yields it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nameserver.resolve import Entry, Plan, Section
from nameserver.tree import Domain
from nameserver.zonefile import Rdata

HEADER_SIZE = 12
OPT_SIZE = 11
QUESTION_TAIL = 4  # type and class
LARGEST_REPLY = 1232  # bytes: what passes every path unfragmented (DNS flag day 2020)
SMALLEST_LIMIT = 512  # RFC 1035 section 4.2.1
LARGEST_NAME = 255
LEAST_RECORD = 12  # bytes: a pointer, type, class, TTL, length

MOST_ROOM = LARGEST_REPLY - HEADER_SIZE - 1 - QUESTION_TAIL
LEAST_ROOM = SMALLEST_LIMIT - HEADER_SIZE - LARGEST_NAME - QUESTION_TAIL - OPT_SIZE

FLAG_AA, FLAG_TC, FLAG_QR = 0x0400, 0x0200, 0x8000
POINTER = 0xC000
CLASS_IN = 1


class _Full(Exception):
    """A record does not fit."""


@dataclass
class _Body:
    """A body under construction. Offsets count from the end of the question."""

    room: int
    data: bytearray = field(default_factory=bytearray)
    offsets: dict[Domain, int] = field(default_factory=dict)
    written: list[Domain] = field(default_factory=list)  # names with offsets in data, in order
    fixups: list[int] = field(default_factory=list)
    needs: int = 0  # the least room with which the same record sets are accepted

    def rewind(self, mark: int) -> None:
        """Forget what was written from `mark` on."""
        del self.data[mark:]
        while self.fixups and self.fixups[-1] >= mark:
            self.fixups.pop()
        while self.written and self.offsets[self.written[-1]] >= mark:
            del self.offsets[self.written.pop()]

    def name(self, domain: Domain) -> None:
        """A name, compressed against all names before it (RFC 1035 section 4.1.4)."""
        while domain.parent is not None and domain not in self.offsets:
            self.offsets[domain] = len(self.data)
            self.written.append(domain)
            self.data += bytes([len(domain.name[0])]) + domain.name[0]
            domain = domain.parent
        if domain.parent is None:
            self.data += b"\0"
        else:
            self.fixups.append(len(self.data))
            self.data += (POINTER + self.offsets[domain]).to_bytes(2, "big")

    def record(self, owner: Domain | None, kind: int, ttl: int, rdata: Rdata, tree: Names) -> None:
        """One resource record. Raises _Full when it ends behind the room."""
        if owner is None:
            self.data += (POINTER | HEADER_SIZE).to_bytes(2, "big")
        else:
            self.name(owner)
        self.data += kind.to_bytes(2, "big") + CLASS_IN.to_bytes(2, "big") + ttl.to_bytes(4, "big")
        start = len(self.data)
        self.data += b"\0\0"
        for part in rdata:
            if isinstance(part, bytes):
                self.data += part
            elif part.compressible:
                self.name(tree[part.name])
            else:
                self.data += tree[part.name].wire()
        self.data[start : start + 2] = (len(self.data) - start - 2).to_bytes(2, "big")
        if len(self.data) > self.room:
            raise _Full


Names = dict[tuple[bytes, ...], Domain]


@dataclass(frozen=True)
class Reply:
    """A reply from behind the question on, and its header fields. needs: bytes of room
    behind the question. Pointers at
    `fixups` are POINTER plus an offset, possibly negative, from the end of the question."""

    needs: int
    flags: int
    answers: int
    authority: int
    additional: int
    body: bytes
    fixups: tuple[int, ...]


def encode(plan: Plan, encloser: Domain, exact: bool, names: Names) -> list[Reply]:
    """The replies of a plan, fullest first.

    encloser: the node that the query name is (exact) or lies below. With `exact` and records in the
    answer section all pointers are final: the commonest replies are copied as they stand."""
    chain: list[Reply] = []
    room = MOST_ROOM
    while room >= 0:
        reply = _encode_within(plan, encloser, room, names)
        room = reply.needs - 1 if reply.needs > LEAST_ROOM else -1
        if chain and replace(chain[-1], needs=reply.needs) == reply:
            chain.pop()
        chain.append(reply if room >= 0 else replace(reply, needs=0))
    if exact and any(entry.section is Section.ANSWER for entry in plan.entries):
        end = HEADER_SIZE + len(encloser.wire()) + QUESTION_TAIL
        return [_final(reply, end) for reply in chain]
    return chain


def _encode_within(plan: Plan, encloser: Domain, room: int, names: Names) -> Reply:
    """What fits into `room` bytes behind the question."""
    body = _Body(room)
    for domain in encloser.upward():
        # The encloser ends the query name, which ends QUESTION_TAIL bytes before the body.
        body.offsets[domain] = -QUESTION_TAIL - len(domain.wire())
    counts = dict.fromkeys(Section, 0)
    truncated = False
    for section in Section:
        complete = True
        for entry in plan.entries:
            if entry.section is section and not truncated:
                count, complete_entry = _encode_set(body, entry, names)
                counts[section] += count
                complete = complete and complete_entry
                truncated = not complete_entry and section <= Section.AUTHORITY
        if not complete:
            # A referral without a single address would lead nowhere.
            lost_glue = section is Section.ADDITIONAL_FIRST and not counts[section]
            truncated = truncated or (lost_glue and plan.referral)
            break
    return Reply(
        needs=body.needs,
        flags=FLAG_QR | FLAG_AA * plan.authoritative | FLAG_TC * truncated | plan.rcode,
        answers=counts[Section.ANSWER],
        authority=counts[Section.AUTHORITY] + counts[Section.OPTIONAL_AUTHORITY],
        additional=sum(counts[section] for section in Section if section > 2),
        body=bytes(body.data),
        fixups=tuple(body.fixups),
    )


def _encode_set(body: _Body, entry: Entry, names: Names) -> tuple[int, bool]:
    """All records of a set or none: how many, and whether they fitted."""
    mark = len(body.data)
    try:
        if mark + LEAST_RECORD * len(entry.records.records) > body.room:
            raise _Full
        for ttl, rdata in entry.records.records:
            body.record(entry.owner, entry.records.type, ttl, rdata, names)
    except _Full:
        body.rewind(mark)
        return 0, False
    body.needs = max(body.needs, len(body.data))
    return len(entry.records.records), True


def _final(reply: Reply, question_end: int) -> Reply:
    """The reply with its pointers moved to where this question ends."""
    body = bytearray(reply.body)
    for place in reply.fixups:
        pointer = int.from_bytes(body[place : place + 2], "big") + question_end
        body[place : place + 2] = pointer.to_bytes(2, "big")
    return replace(reply, body=bytes(body), fixups=())
