"""What comes next: a frame for the stack, time that passes, or an input for a parser.

Most of what it sends is what a true peer would send, spoilt in one or two places and then sealed
with right checksums, so that it gets far. What has led to code or counts that nobody had seen is
kept, and changed further.
"""

from __future__ import annotations

from fuzzer import seeds
from fuzzer.chance import Chance
from fuzzer.direct import KINDS
from fuzzer.frames import ICMP, OWN, PAYLOAD, PEER, UDP, around, arp, repair, udp
from fuzzer.mutation import mutated
from fuzzer.peer import ACK, ASKED, CLOSED, FIN, INVITED, OPEN, PSH, RST, SYN, WORD, Flow, Peer

from naja.lang import hot
from naja.lang.wire import get_u16, put_u16, put_u32

MILLISECOND = 1_000_000
MOST_KEPT = 1500
LARGEST_SEGMENT = 1400
TIMES = (1, 40, 45, 200, 1000, 3000, 70_000, 3_600_000)
OFFSETS = (1, -1, 2, 100, -100, 1460, 5000, 70_000, -70_000, 1 << 20, 1 << 31)


class Corpus:
    """Inputs of one kind. kept: how many were added to the seeds."""

    inputs: list[bytes]
    kept: int
    _seeds: int

    def __init__(self, inputs: list[bytes]) -> None:
        self.inputs = list(inputs)
        self.kept = 0
        self._seeds = len(inputs)

    def keep(self, data: bytes, chance: Chance) -> None:
        """One more, in the place of another when there are too many."""
        self.kept += 1
        if len(self.inputs) < MOST_KEPT:
            self.inputs.append(data)
        else:
            self.inputs[self._seeds + chance.below(MOST_KEPT - self._seeds)] = data

    def some(self, chance: Chance) -> bytes:
        """One of them; of the newest more often."""
        count = len(self.inputs)
        if chance.one_in(3):
            return self.inputs[count - 1 - chance.below(min(count, 20))]
        return self.inputs[chance.below(count)]

    def spoilt(self, chance: Chance) -> bytes:
        """One of them, changed."""
        return mutated(self.some(chance), self.inputs, chance)


class Generator:
    """passed, frame, trusted: the next step, once `next` was called."""

    passed: int
    frame: bytes
    trusted: bool
    _chance: Chance
    _requests: Corpus
    _frames: Corpus
    _replies: Corpus
    _direct: dict[str, Corpus]
    _used: Corpus
    _material: bytes

    def __init__(self, chance: Chance) -> None:
        self.passed = 0
        self.frame = b""
        self.trusted = False
        self._chance = chance
        self._requests = Corpus(seeds.REQUESTS)
        self._frames = Corpus(seeds.FRAMES)
        self._replies = Corpus(seeds.REPLIES)
        self._direct = {
            "H": Corpus(seeds.REQUESTS),
            "P": Corpus(seeds.RESPONSES),
            "J": Corpus(seeds.TEXTS),
            "Q": Corpus(seeds.TARGETS),
            "U": Corpus(seeds.URLS),
            "D": Corpus(seeds.REPLIES),
            "N": Corpus(seeds.QUESTIONS),
        }
        self._used = self._frames
        self._material = b""

    def kept(self) -> int:
        """How many inputs were worth keeping."""
        total = self._requests.kept + self._frames.kept + self._replies.kept
        for corpus in self._direct.values():
            total += corpus.kept
        return total

    def held_bytes(self) -> int:
        """What they take of memory, about."""
        total = 0
        for corpus in [self._requests, self._frames, self._replies, *self._direct.values()]:
            for data in corpus.inputs:
                total += len(data) + 40
        return total

    def found_new(self) -> None:
        """The last step has led to something that nobody had seen."""
        if len(self._material) != 0:
            self._used.keep(self._material, self._chance)
            self._material = b""

    # parsers

    def direct(self, kind: str) -> bytes:
        """An input for one of direct.KINDS."""
        corpus = self._direct[kind]
        self._used = corpus
        self._material = corpus.spoilt(self._chance)
        return self._material

    def some_kind(self) -> str:
        """One of direct.KINDS."""
        return KINDS[self._chance.below(len(KINDS))]

    # frames

    @hot
    def next(self, peer: Peer, asks: bool) -> None:
        """Make the next step. asks: the host wants an address by DHCP."""
        chance = self._chance
        self.passed = self._time()
        self.trusted = chance.one_in(4)
        deed = chance.below(32)
        if deed == 0:
            self.frame = b""
        elif asks and deed < 12:
            self._send(self._dhcp(peer))
        elif deed < 6:
            self._send(self._any_frame(peer))
        elif deed < 9 and peer.called.state != CLOSED:
            self._send(self._of_flow(peer.called))
        else:
            self._send(self._of_flow(peer.flows[chance.below(len(peer.flows))]))

    def _time(self) -> int:
        chance = self._chance
        if not chance.one_in(24):
            return chance.below(MILLISECOND)
        return TIMES[min(chance.below(len(TIMES)), chance.below(len(TIMES)))] * MILLISECOND

    @hot
    def _send(self, frame: bytearray) -> None:
        if not self._chance.one_in(64):
            repair(frame)
        self.frame = bytes(frame)

    def _any_frame(self, peer: Peer) -> bytearray:
        """Whatever else comes over a wire."""
        chance = self._chance
        if chance.one_in(12):
            return arp(2, PEER if chance.one_in(2) else PEER + 0xFD, OWN)
        self._used = self._frames
        self._material = self._frames.spoilt(chance)
        made = bytearray(self._material)
        if len(made) >= 42 + len(peer.quoted) and made[23] == ICMP and made[34] == 3:
            made[42 : 42 + len(peer.quoted)] = peer.quoted
        return made

    def _dhcp(self, peer: Peer) -> bytearray:
        self._used = self._replies
        self._material = self._replies.spoilt(self._chance)
        message = bytearray(self._material)
        if len(message) >= 8 and not self._chance.one_in(16):
            put_u32(message, 4, peer.transaction)
        destination = OWN if self._chance.one_in(2) else 0xFFFFFFFF
        return around(udp(bytes(message), 67, 68), UDP, PEER, destination)

    # segments

    @hot
    def _of_flow(self, flow: Flow) -> bytearray:
        """The next segment of that connection."""
        chance = self._chance
        if flow.state == CLOSED:
            return flow.begin(chance)
        if flow.state == ASKED:
            return self._unanswered(flow)
        if flow.state == INVITED:
            return self._answer(flow)
        if flow.at == len(flow.message):
            flow.at = 0
            flow.message = (
                self._requests.some(chance) if chance.one_in(3) else self._requests.spoilt(chance)
            )
        self._used = self._requests
        self._material = flow.message
        start = flow.at
        end = min(start + self._piece(len(flow.message) - start), len(flow.message))
        data = flow.message[start:end]
        flags = ACK | PSH
        if chance.one_in(60):
            flags |= FIN
        if chance.one_in(8):
            return self._odd(flow, data)
        made = flow.segment(flags, data, flow.usual_options())
        flow.at = end
        flow.sequence = flow.sequence + len(data) + (1 if flags & FIN != 0 else 0) & WORD
        return made

    def _piece(self, left: int) -> int:
        """How much of a message comes in one segment."""
        chance = self._chance
        if not chance.one_in(3):
            return min(left, LARGEST_SEGMENT)
        return 1 + chance.below(min(LARGEST_SEGMENT, max(1, left)))

    def _unanswered(self, flow: Flow) -> bytearray:
        """No answer to a SYN has come."""
        if self._chance.one_in(3):
            return flow.begin(self._chance)
        return self._odd(flow, b"")

    def _answer(self, flow: Flow) -> bytearray:
        """To a SYN of the host: the second step of the handshake, mostly."""
        chance = self._chance
        if chance.one_in(3):
            return self._odd(flow, b"")
        flow.state = OPEN
        flags = SYN if chance.one_in(6) else SYN | ACK
        return flow.say_hello(flags, chance)

    def _odd(self, flow: Flow, data: bytes) -> bytearray:
        """A segment that a true peer would not send, or not now; it counts for nothing here."""
        chance = self._chance
        flags = self._flags()
        options = flow.usual_options()
        if chance.one_in(3):
            options = self._options(flow)
        if chance.one_in(3):
            data = b""
        if chance.one_in(6):
            flow.window = (0, 1, 100, 65535)[chance.below(4)]
        made = flow.segment(flags, data, options)
        if chance.one_in(2):
            put_u32(made, PAYLOAD + 4, flow.sequence + self._offset() & WORD)
        if chance.one_in(2):
            put_u32(made, PAYLOAD + 8, flow.acknowledgment + self._offset() & WORD)
        if chance.one_in(12):
            put_u16(made, PAYLOAD + 12, get_u16(made, PAYLOAD + 12) ^ chance.below(1 << 16))
        if flags & RST != 0 and chance.one_in(2):
            flow.state = CLOSED
        return made

    def _flags(self) -> int:
        chance = self._chance
        kind = chance.below(12)
        if kind < 6:
            return ACK
        if kind < 8:
            return ACK | FIN
        if kind < 9:
            return RST | (ACK if chance.one_in(2) else 0)
        if kind < 10:
            return 2 | (ACK if chance.one_in(2) else 0)
        return chance.below(256)

    def _offset(self) -> int:
        return OFFSETS[self._chance.below(len(OFFSETS))]

    def _options(self, flow: Flow) -> bytes:
        """Sound, strange and malformed ones; a multiple of four bytes."""
        chance = self._chance
        made = b""
        for _ in range(chance.below(4)):
            made += self._option(flow, chance.below(8))
        made = made[:40]
        return made + bytes(-len(made) % 4)

    def _option(self, flow: Flow, kind: int) -> bytes:
        chance = self._chance
        if kind == 0:
            return b"\x01"
        if kind == 1:
            return b"\x02\x04" + chance.data(2)
        if kind == 2:
            return b"\x03\x03" + chance.data(1)
        if kind == 3:
            return b"\x04\x02"
        if kind < 6:
            return flow.usual_options()
        if kind == 6:
            block = bytearray(10)
            put_u16(block, 0, 0x050A)
            put_u32(block, 2, flow.acknowledgment + self._offset() & WORD)
            put_u32(block, 6, flow.acknowledgment + self._offset() & WORD)
            return bytes(block)
        return chance.data(chance.below(6))

    def goodbye(self, flow: Flow) -> None:
        """A reset that ends the connection."""
        self.passed = 0
        self.trusted = False
        made = flow.segment(RST | ACK, b"", b"")
        repair(made)
        self.frame = bytes(made) if flow.state == OPEN else b""
