"""A query in, a reply out: the part of the server that runs for every packet.

`Responder.respond` walks the question once, finds the node of its name or of the closest name
above it, and copies the prebuilt answer behind the question. It allocates nothing and raises
nothing, whatever the packet holds. Wire format: RFC 1035 section 4; EDNS: RFC 6891; extended
errors: RFC 8914.
"""

from __future__ import annotations

import struct

from naja.lang import hot, inline
from naja.lang.wire import copy_into, copy_range, get_u16, get_u32, put_u16, put_u32
from nameserver.directory import (
    ANSWER_BODY,
    ANSWER_COUNTS,
    ANSWER_FIXUP_COUNT,
    ANSWER_FLAGS,
    ANSWER_LENGTH,
    ANSWER_SIZE,
    CHOICE_ANSWER,
    CHOICE_SIZE,
    CLASS_ANY_MENUS,
    FIXUP_SIZE,
    HASH_FACTOR,
    HASH_MASK,
    HASH_SEED,
    MENU_SIZE,
    NODE_MENUS,
    NODE_NAME,
    SLOT_SIZE,
    Directory,
)

HEADER_SIZE = 12
LARGEST_NAME = 255  # bytes, with the root's
LARGEST_LABEL = 63
QUESTION_TAIL = 4  # type and class
OPT_SIZE = 11
LARGEST_REPLY = 1232  # bytes; the size that the server advertises
DEFAULT_LIMIT = 512

# Of the first word of a header: identifier, then flags.
IDENTIFIER = 0xFFFF0000
QR, RD, AD = 0x8000, 0x0100, 0x0020
OPCODE, RCODE = 0x7800, 0x000F
FORMERR, NOTIMP, REFUSED = 1, 4, 5

TYPE_OPT, TYPE_IXFR, TYPE_AXFR = 41, 251, 252
CLASS_IN, CLASS_CH, CLASS_ANY = 1, 3, 255

# In the TTL field of an OPT record: extended RCODE, version, flags.
BADVERS = 0x01000000
VERSION = 0x00FF0000
DNSSEC_OK = 0x00008000

NO_ERROR_INFO, NOT_AUTHORITATIVE, NOT_SUPPORTED = 0, 20, 21

# The OPT record of a reply, its TTL field still zero; with an extended error, its code still zero.
OPT = struct.pack("!BHHIH", 0, TYPE_OPT, LARGEST_REPLY, 0, 0)
OPT_WITH_ERROR = struct.pack("!BHHIHHHH", 0, TYPE_OPT, LARGEST_REPLY, 0, 6, 15, 2, 0)

ONE_QUESTION = 1 << 16  # QDCOUNT and ANCOUNT of a query

MALFORMED = -1


class Responder:
    """Answers queries from a directory. `reply` holds the last reply."""

    def __init__(self, directory: Directory) -> None:
        self.data = directory.data
        self.mask = directory.slot_count - 1
        self.reply = bytearray(LARGEST_REPLY)
        self.most_labels = directory.most_labels
        self.labels = 0  # of the query name, without the root's
        # The OPT record of the reply, if any, and the extended error in it.
        self.has_opt = False
        self.opt_ttl = 0
        self.error_info = NO_ERROR_INFO

    @hot
    def respond(self, query: bytes) -> int:
        """The length of the reply to `query` in `self.reply`; 0 if it deserves none."""
        if len(query) < HEADER_SIZE:
            return 0
        # The first word of the header, as it came: identifier, then flags.
        head = get_u32(query, 0)
        if head & QR:
            return 0
        self.has_opt = False
        self.opt_ttl = 0
        self.error_info = NO_ERROR_INFO
        asked = (head | QR) & ~(AD | RCODE)
        if head & OPCODE:
            return self._finish(HEADER_SIZE, asked | NOTIMP, 0, 0)
        end = self._scan_question(query)
        malformed = head & RCODE
        head = head & (IDENTIFIER | RD) | QR
        if end == MALFORMED or malformed:
            return self._finish(HEADER_SIZE, head | FORMERR, 0, 0)
        counts, others = get_u32(query, 4), get_u32(query, 8)
        if counts >> 16 != 1:
            return self._finish(HEADER_SIZE, head & ~RD | FORMERR, 0, 0)
        copy_range(self.reply, HEADER_SIZE, query, HEADER_SIZE, end)
        question = get_u32(query, end - 4)
        limit = DEFAULT_LIMIT
        if counts != ONE_QUESTION or others:
            limit = self._read_opt(query, end, question >> 16, counts, others)
            if limit == MALFORMED:
                return self._finish(HEADER_SIZE, head | FORMERR, 0, 0)
            if self.opt_ttl & BADVERS:
                return self._finish(end, asked, ONE_QUESTION, 0)
        return self._answer(query, end, head, question, limit)

    @inline
    def _scan_question(self, query: bytes) -> int:
        """Count the labels of the query name; the end of the question, or MALFORMED."""
        position, labels = HEADER_SIZE, 0
        # Behind each label there must be at least the root's, the type and the class.
        last = min(len(query) - QUESTION_TAIL, HEADER_SIZE + LARGEST_NAME) - 1
        while position <= last:
            length = query[position]
            if length == 0:
                self.labels = labels
                return position + 1 + QUESTION_TAIL
            if length > LARGEST_LABEL:
                return MALFORMED
            labels += 1
            position += length + 1
        return MALFORMED

    def _read_opt(self, query: bytes, end: int, kind: int, counts: int, others: int) -> int:
        """What follows the question: one OPT record (RFC 6891 section 6.1), whose options are
        ignored. The largest reply allowed, or MALFORMED."""
        if counts != ONE_QUESTION or others >> 16:
            # Only IXFR, which is refused, brings a record in the authority section (RFC 1995).
            return DEFAULT_LIMIT if kind == TYPE_IXFR and counts == ONE_QUESTION else MALFORMED
        if others != 1 or end + OPT_SIZE > len(query):
            return MALFORMED
        # The root, the type, and the high byte of the size that the client takes.
        start = get_u32(query, end)
        if start >> 8 != TYPE_OPT:
            return MALFORMED
        ttl = get_u32(query, end + 5)
        if ttl & VERSION:
            self.has_opt = True
            self.opt_ttl = BADVERS
            return DEFAULT_LIMIT
        if not _options_fit(query, end + OPT_SIZE, get_u16(query, end + 9)):
            return MALFORMED
        self.has_opt = True
        self.opt_ttl = ttl & DNSSEC_OK
        limit = get_u16(query, end + 3)
        if limit < DEFAULT_LIMIT:
            return DEFAULT_LIMIT
        return limit if limit < LARGEST_REPLY else LARGEST_REPLY

    @inline
    def _answer(self, query: bytes, end: int, head: int, question: int, limit: int) -> int:
        """The reply to a well-formed question."""
        kind, query_class = question >> 16, question & 0xFFFF
        if query_class != CLASS_IN and query_class != CLASS_ANY:
            self.error_info = NOT_SUPPORTED
            if query_class == CLASS_CH:
                return self._finish(end, head | REFUSED, ONE_QUESTION, 0)
            return self._finish(HEADER_SIZE, head | REFUSED, 0, 0)
        if TYPE_IXFR <= kind <= TYPE_AXFR:
            return self._finish(end, head | NOTIMP, ONE_QUESTION, 0)
        menu = self._find_menu(query, end, query_class == CLASS_ANY)
        if menu == 0:
            self.error_info = NOT_AUTHORITATIVE
            return self._finish(end, head | REFUSED, ONE_QUESTION, 0)
        return self._copy_answer(end, head, menu, kind, limit)

    @inline
    def _find_menu(self, query: bytes, end: int, any_class: bool) -> int:
        """The menu of the query name, or that below the closest name that has a node; 0 if no name
        above it has one."""
        data, name_end = self.data, end - QUESTION_TAIL
        start = HEADER_SIZE
        # Names of more labels than any node has need not be looked for.
        for _ in range(self.labels - self.most_labels):
            start += query[start] + 1
        while True:
            node = self._find(query, start, name_end)
            if node:
                place = node + NODE_MENUS + (CLASS_ANY_MENUS if any_class else 0)
                return get_u32(data, place if start == HEADER_SIZE else place + MENU_SIZE)
            length = query[start]
            if length == 0:
                return 0
            start += length + 1

    def _find(self, query: bytes, start: int, end: int) -> int:
        """The node of the name at query[start:end], in whatever case, or 0."""
        data = self.data
        value = HASH_SEED
        for index in range(start, end):
            value = (value ^ _lower(query[index])) * HASH_FACTOR & HASH_MASK
        slot = value & self.mask
        while True:
            node = get_u32(data, slot * SLOT_SIZE)
            if node == 0:
                return 0
            if get_u32(data, node) == value and _is_name(data, node + NODE_NAME, query, start, end):
                return node
            slot = (slot + 1) & self.mask

    @inline
    def _copy_answer(self, end: int, head: int, menu: int, kind: int, limit: int) -> int:
        """The fullest answer of that type that fits."""
        data, reply = self.data, self.reply
        choice = get_u16(data, menu)
        while choice != kind and choice != 0:
            menu += CHOICE_SIZE
            choice = get_u16(data, menu)
        answer = get_u32(data, menu + CHOICE_ANSWER)
        room = limit - end - (OPT_SIZE if self.has_opt else 0)
        while get_u16(data, answer) > room:
            answer += ANSWER_SIZE + FIXUP_SIZE * data[answer + ANSWER_FIXUP_COUNT]
        # Flags and ANCOUNT, then the counts of the other sections, as the header has them.
        first, others = get_u32(data, answer + ANSWER_FLAGS), get_u32(data, answer + ANSWER_COUNTS)
        body = get_u32(data, answer + ANSWER_BODY)
        length = get_u16(data, answer + ANSWER_LENGTH)
        copy_range(reply, end, data, body, body + length)
        fixups = data[answer + ANSWER_FIXUP_COUNT]
        answer += ANSWER_SIZE
        for _ in range(fixups):
            place = end + get_u16(data, answer)
            put_u16(reply, place, get_u16(reply, place) + end)
            answer += FIXUP_SIZE
        counts = ONE_QUESTION | first & 0xFFFF
        return self._finish(end + length, head | first >> 16, counts, others)

    def _finish(self, end: int, head: int, counts: int, others: int) -> int:
        """Complete a reply that ends at `end` with its header and its OPT record: its length."""
        reply = self.reply
        put_u32(reply, 0, head)
        put_u32(reply, 4, counts)
        if not self.has_opt:
            put_u32(reply, 8, others)
            return end
        put_u32(reply, 8, others + 1)
        template = OPT_WITH_ERROR if self.error_info else OPT
        copy_into(reply, end, template)
        put_u32(reply, end + 5, self.opt_ttl)
        end += len(template)
        if self.error_info:
            put_u16(reply, end - 2, self.error_info)
        return end


@inline
def _lower(byte: int) -> int:
    return byte + 32 if 65 <= byte <= 90 else byte


@inline
def _is_name(data: bytes, place: int, query: bytes, start: int, end: int) -> bool:
    """Whether query[start:end] is, in whatever case, the name whose length is at data[place]."""
    if data[place] != end - start:
        return False
    place += 1
    while start < end and data[place] == _lower(query[start]):
        place += 1
        start += 1
    return start == end


def _options_fit(query: bytes, position: int, size: int) -> bool:
    """Whether the EDNS options lie one behind the other in `size` bytes of the query."""
    end = position + size
    if end > len(query):
        return False
    while position + 4 <= end:
        position += 4 + get_u16(query, position + 2)
    return position == end
