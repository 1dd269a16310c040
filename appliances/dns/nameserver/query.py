"""A query in, a reply out: the part of the server that runs for every packet.

`Responder.respond` walks the question once, finds the node of its name or of the closest name
above it, and copies the prebuilt answer behind the question. It allocates nothing and raises
nothing, whatever the packet holds. Wire format: RFC 1035 section 4; EDNS: RFC 6891; extended
errors: RFC 8914.
"""

from __future__ import annotations

from naja.lang import hot, inline
from naja.lang.wire import copy_into, copy_range, get_u16, get_u32, put_u16, put_u32
from nameserver.answer import HASH_FACTOR, HASH_MASK, HASH_SEED, Choice, Directory, Node

HEADER_SIZE = 12
LARGEST_NAME = 255  # bytes, with the root's
LARGEST_LABEL = 63
MOST_LABELS = LARGEST_NAME // 2 + 1
OPT_SIZE = 11
ERROR_INFO_SIZE = 6
LARGEST_REPLY = 1232  # bytes; the size that the server advertises
DEFAULT_LIMIT = 512

QR, RD, AD = 0x8000, 0x0100, 0x0020
OPCODE, RCODE = 0x7800, 0x000F  # masks
FORMERR, NOTIMP, REFUSED = 1, 4, 5

TYPE_OPT, TYPE_IXFR, TYPE_AXFR = 41, 251, 252
CLASS_IN, CLASS_CH, CLASS_ANY = 1, 3, 255

# In the TTL field of an OPT record: extended RCODE, version, flags.
BADVERS = 0x01000000
VERSION = 0x00FF0000
DNSSEC_OK = 0x00008000

OPTION_EXTENDED_ERROR = 15
NO_ERROR_INFO, NOT_AUTHORITATIVE, NOT_SUPPORTED = 0, 20, 21

POINTER, OFFSET = 0xC000, 0x3FFF

MALFORMED = -1


class Responder:
    """Answers queries from a directory. `reply` holds the last reply."""

    def __init__(self, directory: Directory) -> None:
        self.slots = directory.slots
        self.mask = len(directory.slots) - 1
        self.reply = bytearray(LARGEST_REPLY)
        # Where each label of the query name starts, and the hash of the name from there on.
        self.starts = [0] * MOST_LABELS
        self.hashes = [0] * MOST_LABELS
        # The OPT record of the reply, if any, and the extended error in it.
        self.has_opt = False
        self.opt_ttl = 0
        self.error_info = NO_ERROR_INFO

    @hot
    def respond(self, query: bytes) -> int:
        """The length of the reply to `query` in `self.reply`; 0 if it deserves none."""
        if len(query) < HEADER_SIZE:
            return 0
        flags = get_u16(query, 2)
        if flags & QR:
            return 0
        self.has_opt = False
        self.error_info = NO_ERROR_INFO
        asked = (flags | QR) & ~(AD | RCODE)
        if flags & OPCODE:
            return self._finish(query, HEADER_SIZE, asked | NOTIMP, 0, 0)
        labels = self._scan_name(query)
        flags = flags & (RD | RCODE) | QR
        if labels == 0 or flags & RCODE:
            return self._finish(query, HEADER_SIZE, flags & ~RCODE | FORMERR, 0, 0)
        if get_u16(query, 4) != 1:
            return self._finish(query, HEADER_SIZE, QR | FORMERR, 0, 0)
        end = self.starts[labels - 1] + 5
        question = get_u32(query, end - 4)
        copy_range(self.reply, HEADER_SIZE, query, HEADER_SIZE, end)
        limit = self._read_opt(query, end, question >> 16)
        if limit == MALFORMED:
            return self._finish(query, HEADER_SIZE, flags | FORMERR, 0, 0)
        if self.opt_ttl & BADVERS:
            return self._finish(query, end, asked, 0, 0)
        return self._answer(query, labels, flags, question, limit)

    @inline
    def _scan_name(self, query: bytes) -> int:
        """Find the labels of the query name and hash it from its end: how
        many labels there are with the root's, or 0 if the question is malformed."""
        position, labels, size = HEADER_SIZE, 0, len(query)
        length = LARGEST_LABEL
        while length:
            if position >= size or position >= HEADER_SIZE + LARGEST_NAME:
                return 0
            length = query[position]
            if length > LARGEST_LABEL:
                return 0
            self.starts[labels] = position
            labels += 1
            position += length + 1
        if position + 4 > size:
            return 0
        value = HASH_SEED
        for label in range(labels - 1, -1, -1):
            start = self.starts[label]
            while position > start:
                position -= 1
                value = (value ^ _lower(query[position])) * HASH_FACTOR & HASH_MASK
            self.hashes[label] = value
        return labels

    @inline
    def _read_opt(self, query: bytes, end: int, kind: int) -> int:
        """Read what follows the question: the largest reply allowed, or MALFORMED."""
        self.opt_ttl = 0
        if get_u32(query, 6) == 0 and get_u16(query, 10) == 0:
            return DEFAULT_LIMIT
        return self._read_opt_record(query, end, kind)

    def _read_opt_record(self, query: bytes, end: int, kind: int) -> int:
        """One OPT record may follow (RFC 6891 section 6.1), nothing else; its options are
        ignored."""
        if get_u32(query, 6):
            # Only IXFR, which is refused, brings a record in the authority section (RFC 1995).
            return DEFAULT_LIMIT if kind == TYPE_IXFR and not get_u16(query, 6) else MALFORMED
        size = len(query)
        if get_u16(query, 10) != 1 or end + OPT_SIZE > size or query[end]:
            return MALFORMED
        if get_u16(query, end + 1) != TYPE_OPT:
            return MALFORMED
        self.has_opt = True
        ttl = get_u32(query, end + 5)
        if ttl & VERSION:
            self.opt_ttl = BADVERS
            return DEFAULT_LIMIT
        if not _options_fit(query, end + OPT_SIZE, get_u16(query, end + 9)):
            self.has_opt = False
            return MALFORMED
        self.opt_ttl = ttl & DNSSEC_OK
        limit = get_u16(query, end + 3)
        if limit < DEFAULT_LIMIT:
            return DEFAULT_LIMIT
        return limit if limit < LARGEST_REPLY else LARGEST_REPLY

    @inline
    def _answer(self, query: bytes, labels: int, flags: int, question: int, limit: int) -> int:
        """The reply to a well-formed question."""
        kind, query_class = question >> 16, question & 0xFFFF
        end = self.starts[labels - 1] + 5
        if query_class != CLASS_IN and query_class != CLASS_ANY:
            self.error_info = NOT_SUPPORTED
            if query_class != CLASS_CH:
                end = HEADER_SIZE
            return self._finish(query, end, flags | REFUSED, 0, 0)
        if TYPE_IXFR <= kind <= TYPE_AXFR:
            return self._finish(query, end, flags | NOTIMP, 0, 0)
        choice = self._find_choice(query, labels, query_class == CLASS_ANY)
        if choice is None:
            self.error_info = NOT_AUTHORITATIVE
            return self._finish(query, end, flags | REFUSED, 0, 0)
        return self._copy_answer(query, end, flags, choice, kind, limit)

    @inline
    def _find_choice(self, query: bytes, labels: int, any_class: bool) -> Choice | None:
        """The answers for the query name: its own, or those below the closest name that has a
        node."""
        end = self.starts[labels - 1] + 1
        for label in range(labels):
            node = self._find(query, self.starts[label], end, self.hashes[label])
            if node is not None:
                if label == 0:
                    return node.here_any_class if any_class else node.here
                return node.below_any_class if any_class else node.below
        return None

    @inline
    def _find(self, query: bytes, start: int, end: int, value: int) -> Node | None:
        """The node of the name at query[start:end] with that hash."""
        slot = value & self.mask
        while True:
            node = self.slots[slot]
            if node is None or (node.hash == value and _is_name(node.name, query, start, end)):
                return node
            slot = (slot + 1) & self.mask

    @inline
    def _copy_answer(
        self, query: bytes, end: int, flags: int, choice: Choice, kind: int, limit: int
    ) -> int:
        """The fullest answer of that type that fits."""
        answer = choice.other
        for index in range(len(choice.types)):
            if choice.types[index] == kind:
                answer = choice.answers[index]
                break
        room = limit - end - (OPT_SIZE if self.has_opt else 0)
        while answer.needs > room:
            smaller = answer.smaller
            assert smaller is not None
            answer = smaller
        copy_into(self.reply, end, answer.body)
        fixups = answer.fixups
        for index in range(0, len(fixups), 2):
            place = end + get_u16(fixups, index)
            offset = get_u16(self.reply, place) + end
            put_u16(self.reply, place, offset & OFFSET | POINTER)
        put_u32(self.reply, 6, answer.counts)
        length = end + len(answer.body)
        return self._finish_with(query, length, flags | answer.flags, 1, answer.additional)

    def _finish(self, query: bytes, end: int, flags: int, counts: int, additional: int) -> int:
        """A reply of no records; of no question either if it ends with the header."""
        put_u32(self.reply, 6, counts)
        return self._finish_with(query, end, flags, 1 if end > HEADER_SIZE else 0, additional)

    @inline
    def _finish_with(
        self, query: bytes, end: int, flags: int, questions: int, additional: int
    ) -> int:
        """Complete a reply that ends at `end` with its OPT record and its header."""
        put_u16(self.reply, 0, get_u16(query, 0))
        put_u32(self.reply, 2, flags << 16 | questions)
        if not self.has_opt:
            put_u16(self.reply, 10, additional)
            return end
        put_u16(self.reply, 10, additional + 1)
        return self._put_opt(end)

    @inline
    def _put_opt(self, end: int) -> int:
        """The OPT record at `end`, with the extended error if there is one."""
        put_u32(self.reply, end, TYPE_OPT << 8 | LARGEST_REPLY >> 8)
        put_u32(self.reply, end + 4, (LARGEST_REPLY & 0xFF) << 24 | self.opt_ttl >> 8)
        put_u32(self.reply, end + 7, (self.opt_ttl & 0xFFFF) << 16)
        if self.error_info == NO_ERROR_INFO:
            return end + OPT_SIZE
        put_u16(self.reply, end + 9, ERROR_INFO_SIZE)
        put_u32(self.reply, end + 11, OPTION_EXTENDED_ERROR << 16 | 2)
        put_u16(self.reply, end + 15, self.error_info)
        return end + OPT_SIZE + ERROR_INFO_SIZE


@inline
def _lower(byte: int) -> int:
    return byte + 32 if 65 <= byte <= 90 else byte


@inline
def _is_name(name: bytes, query: bytes, start: int, end: int) -> bool:
    """Whether query[start:end] is `name` in whatever case."""
    size = len(name)
    if size != end - start:
        return False
    index = 0
    while index < size and name[index] == _lower(query[start + index]):
        index += 1
    return index == size


def _options_fit(query: bytes, position: int, size: int) -> bool:
    """Whether the EDNS options lie one behind the other in `size` bytes of the query."""
    end = position + size
    if end > len(query):
        return False
    while position + 4 <= end:
        position += 4 + get_u16(query, position + 2)
    return position == end
