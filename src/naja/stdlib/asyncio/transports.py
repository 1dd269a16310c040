"""What a program sends with: the datagram transport, as an interface and its way of taking
arguments.

`sendto` takes bytes fastest. A text address is parsed once as long as the same one is used.
"""

from __future__ import annotations

from naja.lang import hot, overloads
from naja.os.net.addresses import format_ipv4, parse_ipv4


class BaseTransport:
    """A transport of any kind."""

    def close(self) -> None:
        """Close; the protocol's connection_lost is called soon."""
        raise NotImplementedError

    def is_closing(self) -> bool:
        """Whether it is closed or about to be."""
        raise NotImplementedError


class AddressBook:
    """The last address as a number and as text: most datagrams go to where the last one came
    from."""

    _number: int
    _text: str

    def __init__(self) -> None:
        self._number = 0
        self._text = "0.0.0.0"

    @hot
    def text(self, number: int) -> str:
        """The dotted quad of an address."""
        if number != self._number:
            self._text = format_ipv4(number)
            self._number = number
        return self._text

    @hot
    def number(self, text: str) -> int:
        """The address of a dotted quad. Raises ValueError."""
        if text == self._text:
            return self._number
        number = parse_ipv4(text)
        self._number = number
        self._text = text
        return number


class DatagramTransport(BaseTransport):
    """Sends datagrams. remote: where to, if the endpoint is connected."""

    _book: AddressBook
    _remote: tuple[str, int] | None
    _local: tuple[str, int]

    def __init__(self, local: tuple[str, int], remote: tuple[str, int] | None) -> None:
        self._book = AddressBook()
        self._local = local
        self._remote = remote

    def _send(self, data: bytes, address: int, port: int) -> None:
        raise NotImplementedError

    def _refuse(self, error: OSError) -> None:
        raise NotImplementedError

    @hot
    def _send_bytes_to(self, data: bytes, addr: tuple[str, int]) -> None:
        if self._remote is not None and addr != self._remote:
            raise ValueError("Invalid address: it must be None or the remote address")
        try:
            address = self._book.number(addr[0])
        except ValueError:
            self._refuse(OSError(-2, "Name or service not known"))
            return
        self._send(data, address, addr[1])

    def _send_bytes(self, data: bytes, addr: tuple[str, int] | None = None) -> None:
        target = self._remote if addr is None else addr
        if target is None:
            self._refuse(OSError(89, "Destination address required"))
        else:
            self._send_bytes_to(data, target)

    def _send_buffer(
        self, data: bytearray | memoryview, addr: tuple[str, int] | None = None
    ) -> None:
        self._send_bytes(bytes(data), addr)

    sendto = overloads(_send_bytes_to, _send_bytes, _send_buffer)

    def get_extra_info(self, name: str) -> tuple[str, int] | None:
        """`sockname` and `peername` are known."""
        if name == "sockname":
            return self._local
        if name == "peername":
            return self._remote
        return None

    def abort(self) -> None:
        """Close at once."""
        self.close()
