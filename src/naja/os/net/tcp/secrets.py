"""Numbers that an outsider cannot foresee: initial sequence numbers (RFC 6528), timestamp offsets
(RFC 7323, 5.4), SYN cookies (RFC 4987, 3.6).

All are keyed hashes of the connection's addresses, with the time where it must count. Time is an
argument; the key comes from a random source.
"""

from __future__ import annotations

from naja.lang import cold, u64
from naja.os.entropy.pool import RandomSource
from naja.os.net.tcp.siphash import SipHash
from naja.os.time.clock import SECOND

NO_COOKIE = -1
SIZES = (536, 1220, 1300, 1440, 1460, 4312, 8960, 65495)
_TICK = 4000  # RFC 9293, 3.4.1: the clock of sequence numbers counts every 4 microseconds
_PERIOD = 64 * SECOND
_PERIODS = 32
_SEQUENCE, _OFFSET, _COOKIE = 0, 1, 2
_HASH_BITS = 24


class Secrets:
    """The numbers of one interface."""

    _hash: SipHash

    def __init__(self, random: RandomSource) -> None:
        k0 = u64(random.u32()) << u64(32) | u64(random.u32())
        k1 = u64(random.u32()) << u64(32) | u64(random.u32())
        self._hash = SipHash(k0, k1)

    @cold
    def _of(self, purpose: int, peer: int, ports: int, counter: int) -> int:
        first = u64(peer) << u64(32) | u64(ports)
        second = u64(purpose) << u64(56) | u64(counter)
        return int(self._hash.of(first, second) & u64(0x7FFFFFFFFFFFFFFF))

    @cold
    def initial_sequence(self, peer: int, ports: int, now: int) -> int:
        """The first sequence number of a connection."""
        return (self._of(_SEQUENCE, peer, ports, 0) + now // _TICK) & 0xFFFFFFFF

    @cold
    def timestamp_offset(self, peer: int, ports: int) -> int:
        """What the connection's timestamps are ahead of the clock."""
        return self._of(_OFFSET, peer, ports, 0) & 0xFFFFFFFF

    @cold
    def cookie(self, peer: int, ports: int, sequence: int, size: int, now: int) -> int:
        """An initial sequence number that carries all that has to be known of a SYN.

        5 bits of time, 3 of the segment size's class, 24 of hash."""
        index = 0
        while index + 1 < len(SIZES) and SIZES[index + 1] <= size:
            index += 1
        period = now // _PERIOD
        return self._made(peer, ports, sequence, index, period)

    def _made(self, peer: int, ports: int, sequence: int, index: int, period: int) -> int:
        counter = (period << 3 | index) << 32 | sequence
        low = self._of(_COOKIE, peer, ports, counter & 0xFFFFFFFFFFFFFF) & 0xFFFFFF
        return period % _PERIODS << 27 | index << _HASH_BITS | low

    @cold
    def read_cookie(self, cookie: int, peer: int, ports: int, sequence: int, now: int) -> int:
        """The segment size that a genuine cookie of the last two minutes carries, or NO_COOKIE."""
        index = cookie >> _HASH_BITS & 7
        period = now // _PERIOD
        for candidate in (period, period - 1):
            if candidate >= 0 and self._made(peer, ports, sequence, index, candidate) == cookie:
                return SIZES[index]
        return NO_COOKIE
