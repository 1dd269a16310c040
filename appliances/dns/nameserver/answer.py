"""The frozen data of the server: what the build lays out and the image only reads.

`Directory` is a hash table from lower-case names in wire format to `Node`s; a node holds, for the
name itself and for names below it that have no node of their own, a `Choice` of answers by query
type; an `Answer` is a reply in wire format from behind the question on, with its header fields.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Answer:
    """A reply body.

    needs: bytes of room behind the question that this body asks for. flags: header flags with QR,
    AA, TC and RCODE. counts: ANCOUNT << 16 | NSCOUNT. additional: ARCOUNT without OPT. fixups:
    16-bit places in the body of pointers to which the end of the question must be added. smaller:
    the reply to fall back on with less room; None only if needs is 0."""

    needs: int
    flags: int
    counts: int
    additional: int
    body: bytes
    fixups: bytes
    smaller: Answer | None


@dataclass(slots=True)
class Choice:
    """Answers by query type: types[i] has answers[i], every other type has `other`."""

    types: list[int]
    answers: list[Answer]
    other: Answer


@dataclass(slots=True)
class Node:
    """A name and what is answered at and below it, in class IN and in class ANY."""

    name: bytes
    hash: int
    here: Choice
    below: Choice
    here_any_class: Choice
    below_any_class: Choice


@dataclass(slots=True)
class Directory:
    """Open addressing with linear probing; the number of slots is a power of two, half of them or
    more empty."""

    slots: list[Node | None]
    zone_count: int
    name_count: int


HASH_SEED = 0x811C9DC5
HASH_FACTOR = 0x01000193
HASH_MASK = 0xFFFFFFFF


def name_hash(name: bytes) -> int:
    """FNV-1a over a lower-case name from its last byte to its first, so that the hashes of all its
    parents come out on the way."""
    value = HASH_SEED
    for byte in reversed(name):
        value = (value ^ byte) * HASH_FACTOR & HASH_MASK
    return value
