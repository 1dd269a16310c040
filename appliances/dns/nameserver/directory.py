"""The frozen data of the server: what the build lays out and the image only reads.

One block of bytes, numbers in network byte order, references as offsets into the block:

    slots   a hash table with linear probing: u32 node each, 0 when empty; a power of two of them
    node    u32 hash of the name, u32 menu of the name itself, u32 of names below it that have no
            node, the same two in class ANY, u8 length of the name, the name in lower case
    menu    u16 query type, u32 answer, …; the last has type 0 and is for every other type
    answer  u16 room that it needs behind the question, u16 flags (QR, AA, TC, RCODE),
            u16 ANCOUNT, u16 NSCOUNT, u16 ARCOUNT without OPT, u32 body, u16 length of the body,
            u8 number of fixups, u16 fixups: places in the body of pointers to which the end of
            the question must be added. An answer that does not fit is followed by a smaller one;
            the last needs 0.

All of it is bytes so that a large zone is frozen as fast as a small one and holds no pointers.
"""

from __future__ import annotations

from dataclasses import dataclass

SLOT_SIZE = 4

NODE_MENUS = 4
NODE_NAME = 20
MENU_SIZE = 4
CLASS_ANY_MENUS = 8

CHOICE_SIZE = 6
CHOICE_ANSWER = 2

ANSWER_FLAGS = 2
ANSWER_COUNTS = 6
ANSWER_BODY = 10
ANSWER_LENGTH = 14
ANSWER_FIXUP_COUNT = 16
ANSWER_SIZE = 17
FIXUP_SIZE = 2


@dataclass(frozen=True, slots=True)
class Directory:
    """All zones of a server. most_labels: of any name that has a node, without the root's."""

    data: bytes
    slot_count: int
    most_labels: int
    zone_count: int
    name_count: int


HASH_SEED = 0x811C9DC5
HASH_FACTOR = 0x01000193
HASH_MASK = 0xFFFFFFFF


def name_hash(name: bytes) -> int:
    """FNV-1a over a lower-case name in wire format."""
    value = HASH_SEED
    for byte in name:
        value = (value ^ byte) * HASH_FACTOR & HASH_MASK
    return value
