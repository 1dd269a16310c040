"""DHCP messages (RFC 2131, options of RFC 2132): a received reply as a checked value, and emission.

`Reply.parse` reads what a client needs and refuses a message that is no reply to this client or
whose options do not end within it. Unknown options are skipped. Option overload (52) is not read:
the options that a client asks for here fit the options field.
"""

from __future__ import annotations

from naja.lang.wire import get_u8, get_u16, get_u32, put_u16, put_u32

CLIENT_PORT = 68
SERVER_PORT = 67

DISCOVER = 1
OFFER = 2
REQUEST = 3
ACK = 5
NAK = 6

MESSAGE_BYTES = 300

_BOOT_REQUEST = 1
_BOOT_REPLY = 2
_ETHERNET = 1
_BROADCAST_FLAG = 0x8000
_MAGIC = 0x63825363

_XID, _FLAGS, _CIADDR, _YIADDR, _CHADDR = 4, 10, 12, 16, 28
_COOKIE, _OPTIONS = 236, 240

_PAD, _END = 0, 255
_SUBNET_MASK, _ROUTER, _DNS = 1, 3, 6
_REQUESTED_ADDRESS, _LEASE_TIME, _MESSAGE_TYPE, _SERVER = 50, 51, 53, 54
_PARAMETERS, _RENEWAL_TIME, _REBINDING_TIME = 55, 58, 59


class Reply:
    """One message of a server. Times are seconds; what the server left out is 0."""

    kind: int
    address: int
    server: int
    mask: int
    gateway: int
    name_server: int
    lease_time: int
    renewal_time: int
    rebinding_time: int

    def __init__(self) -> None:
        self.kind = 0
        self.address = 0
        self.server = 0
        self.mask = 0
        self.gateway = 0
        self.name_server = 0
        self.lease_time = 0
        self.renewal_time = 0
        self.rebinding_time = 0

    def parse(self, data: memoryview, start: int, end: int, transaction: int, mac: int) -> bool:
        """Take data[start:end]; False if it is no sound reply in that transaction to that
        client."""
        if end - start <= _OPTIONS:
            return False
        if get_u8(data, start) != _BOOT_REPLY or get_u32(data, start + _COOKIE) != _MAGIC:
            return False
        chaddr = get_u16(data, start + _CHADDR) << 32 | get_u32(data, start + _CHADDR + 2)
        if get_u32(data, start + _XID) != transaction or chaddr != mac:
            return False
        self.address = get_u32(data, start + _YIADDR)
        return self._options(data, start + _OPTIONS, end) and self.kind != 0

    def _options(self, data: memoryview, position: int, end: int) -> bool:
        while position < end:
            code = get_u8(data, position)
            position += 1
            if code == _END:
                return True
            if code == _PAD:
                continue
            if position == end:
                return False
            length = get_u8(data, position)
            position += 1
            if position + length > end:
                return False
            if length == 1 and code == _MESSAGE_TYPE:
                self.kind = get_u8(data, position)
            elif length >= 4:
                self._word(code, get_u32(data, position))
            position += length
        return False

    def _word(self, code: int, value: int) -> None:
        if code == _SUBNET_MASK:
            self.mask = value
        elif code == _ROUTER:
            self.gateway = value
        elif code == _DNS:
            self.name_server = value
        elif code == _SERVER:
            self.server = value
        elif code == _LEASE_TIME:
            self.lease_time = value
        elif code == _RENEWAL_TIME:
            self.renewal_time = value
        elif code == _REBINDING_TIME:
            self.rebinding_time = value


class Question:
    """One message of the client. requested, server and address are 0 where the message has none."""

    kind: int
    transaction: int
    mac: int
    seconds: int
    address: int
    requested: int
    server: int

    def __init__(self, kind: int, transaction: int, mac: int, seconds: int) -> None:
        self.kind = kind
        self.transaction = transaction
        self.mac = mac
        self.seconds = seconds
        self.address = 0
        self.requested = 0
        self.server = 0

    def emit(self) -> memoryview:
        """The message, MESSAGE_BYTES long, which is BOOTP's least (RFC 1542, 2.1)."""
        data = bytearray(_TEMPLATE)
        put_u32(data, _XID, self.transaction)
        put_u16(data, 8, min(self.seconds, 0xFFFF))
        # who has no address yet may be unable to take a unicast (RFC 2131, 4.1)
        put_u16(data, _FLAGS, _BROADCAST_FLAG if self.address == 0 else 0)
        put_u32(data, _CIADDR, self.address)
        put_u16(data, _CHADDR, self.mac >> 32)
        put_u32(data, _CHADDR + 2, self.mac & 0xFFFFFFFF)
        data[_KIND] = self.kind
        if self.requested != 0:
            put_u16(data, _CHOICE, _REQUESTED_ADDRESS << 8 | 4)
            put_u32(data, _CHOICE + 2, self.requested)
            put_u16(data, _CHOICE + 6, _SERVER << 8 | 4)
            put_u32(data, _CHOICE + 8, self.server)
        return memoryview(data)


def _template() -> bytes:
    """All that never changes; the options of a choice are padding until one is made."""
    data = bytearray(MESSAGE_BYTES)
    data[0:3] = bytes([_BOOT_REQUEST, _ETHERNET, 6])
    put_u32(data, _COOKIE, _MAGIC)
    wanted = [_SUBNET_MASK, _ROUTER, _DNS, _RENEWAL_TIME, _REBINDING_TIME]
    options = [_MESSAGE_TYPE, 1, 0, _PARAMETERS, len(wanted), *wanted]
    data[_OPTIONS : _OPTIONS + len(options)] = bytes(options)
    data[_CHOICE + 12] = _END
    return bytes(data)


_KIND = _OPTIONS + 2
_CHOICE = _OPTIONS + 10
_TEMPLATE = _template()
