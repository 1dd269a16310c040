"""`socket.socket` as far as the loop's `sock_*` calls need it: IPv4, streams and datagrams, never
blocking. What would wait is a coroutine of the loop; there is no `recv` or `accept`."""

from __future__ import annotations

import errno
import socket as original
from socket import AddressFamily, SocketKind
from typing import TypeVar

from naja.lang import cold
from naja.os.net.addresses import UNSPECIFIED, format_ipv4
from naja.os.net.loopback.glue import is_loopback
from naja.os.net.udp import glue as udp
from naja.os.net.udp.state import Ports
from naja.platform import contract
from naja.stdlib._names import resolve
from naja.stdlib.asyncio.connections import as_exception
from naja.stdlib.asyncio.ends import Door, End, Mailbox, not_connected
from naja.stdlib.asyncio.inside import is_inside, local_ports, post
from naja.stdlib.asyncio.network import image_network
from naja.stdlib.asyncio.scheduler import Scheduler
from naja.stdlib.asyncio.servers import check_own, joined_network, route, tables_of
from naja.stdlib.asyncio.tasks import sleep

D = TypeVar("D", bytes, bytearray, memoryview)
_RETRY_SECONDS = 0.001
_KIND = 15  # the other bits of a socket's type are flags


class socket:
    """One socket: unbound, or with an end of a connection, a bound port, or a mailbox."""

    family: AddressFamily
    type: SocketKind
    proto: int
    _timeout: float | None
    _options: dict[tuple[int, int], int]
    _end: End | None
    _door: Door | None
    _mailbox: Mailbox | None
    _ports: Ports | None
    _name: tuple[str, int]
    _closed: bool

    def __init__(
        self, family: int = original.AF_INET, type: int = original.SOCK_STREAM, proto: int = 0
    ) -> None:
        if family not in (original.AF_INET, -1):
            raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
        if type & _KIND not in (original.SOCK_STREAM, original.SOCK_DGRAM):
            raise OSError(errno.ESOCKTNOSUPPORT, "Socket type not supported")
        self.family = original.AF_INET
        is_stream = type & _KIND == original.SOCK_STREAM
        self.type = original.SOCK_STREAM if is_stream else original.SOCK_DGRAM
        self.proto = proto
        self._timeout = None if type & original.SOCK_NONBLOCK == 0 else 0.0
        self._options = {}
        self._end = None
        self._door = None
        self._mailbox = None
        self._ports = None
        self._name = ("0.0.0.0", 0)
        self._closed = False

    def __enter__(self) -> socket:
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.close()

    def __repr__(self) -> str:
        state = " [closed]" if self._closed else ""
        return f"<socket.socket{state} laddr={self._name!r}>"

    # what does not wait

    def setblocking(self, flag: bool) -> None:
        """Noted; nothing here blocks."""
        self._timeout = None if flag else 0.0

    def settimeout(self, value: float | None) -> None:
        """Noted; nothing here blocks."""
        self._timeout = value

    def gettimeout(self) -> float | None:
        """What was noted."""
        return self._timeout

    def getblocking(self) -> bool:
        """Whether it was not set to be non-blocking."""
        return self._timeout != 0.0

    def setsockopt(self, level: int, optname: int, value: int) -> None:
        """Noted, without effect: the options of a host's kernel have build options instead."""
        self._check()
        self._options[(level, optname)] = value

    def getsockopt(self, level: int, optname: int) -> int:
        """What was noted, SO_TYPE, or SO_ERROR."""
        self._check()
        if level == original.SOL_SOCKET and optname == original.SO_TYPE:
            return int(self.type)
        end = self._end
        if level == original.SOL_SOCKET and optname == original.SO_ERROR:
            return 0 if end is None else end.error
        return self._options.get((level, optname), 0)

    @cold
    def bind(self, address: tuple[str, int]) -> None:
        """Take a port of the own address or of all. Raises OSError."""
        self._check()
        if self._is_bound():
            raise OSError(errno.EINVAL, "Invalid argument")
        number = UNSPECIFIED if address[0] == "" else resolve(address[0])
        check_own(number)
        if self.type == original.SOCK_STREAM:
            door = Door(number)
            door.bind(tables_of(number), address[1])
            self._door = door
            self._name = (format_ipv4(number), door.port)
        else:
            self._open_mailbox(number, address[1])
            self._name = (format_ipv4(number), self._name[1])

    def _open_mailbox(self, address: int, port: int) -> None:
        inside = is_loopback(address)
        ports = local_ports() if inside else image_network().stack.udp.ports
        mailbox = Mailbox()
        random = bytearray(4)
        contract.entropy(memoryview(random))
        self._name = ("0.0.0.0", ports.open(port, mailbox, int.from_bytes(random, "big")))
        self._mailbox = mailbox
        self._ports = ports

    def _is_bound(self) -> bool:
        return self._end is not None or self._door is not None or self._mailbox is not None

    @cold
    def listen(self, backlog: int = 128) -> None:
        """Accept connections. Raises OSError."""
        self._check()
        if self.type != original.SOCK_STREAM:
            raise OSError(errno.EOPNOTSUPP, "Operation not supported")
        if not self._is_bound():
            self.bind(("", 0))
        door = self._door
        if door is None:
            raise OSError(errno.EINVAL, "Invalid argument")
        door.backlog = max(backlog, 1)
        door.serving = True

    def getsockname(self) -> tuple[str, int]:
        """The own address and port."""
        self._check()
        return self._name

    def getpeername(self) -> tuple[str, int]:
        """The peer's. Raises OSError."""
        self._check()
        end = self._end
        if end is not None:
            return (format_ipv4(end.channel.peer), end.channel.peer_port)
        mailbox = self._mailbox
        if mailbox is None or mailbox.peer == 0:
            raise not_connected()
        return (format_ipv4(mailbox.peer), mailbox.peer_port)

    @cold
    def shutdown(self, how: int) -> None:
        """Send no more, unless how is SHUT_RD. Raises OSError."""
        end = self._connected()
        if how != original.SHUT_RD:
            end.channel.shut()
        if how != original.SHUT_WR:
            end.finished()

    def fileno(self) -> int:
        """-1 once it is closed. There are no files, so that otherwise it is 3."""
        return -1 if self._closed else 3

    @cold
    def close(self) -> None:
        """Close it; what was sent still arrives."""
        if self._closed:
            return
        self._closed = True
        end = self._end
        if end is not None:
            if len(end) != 0:
                end.channel.abort()  # as TCP does with what was never read (RFC 2525, 2.17)
            else:
                end.channel.close()
        door = self._door
        if door is not None:
            door.release()
        ports = self._ports
        if ports is not None:
            ports.close(self._name[1])

    def _check(self) -> None:
        if self._closed:
            raise OSError(errno.EBADF, "Bad file descriptor")

    def _connected(self) -> End:
        self._check()
        end = self._end
        if end is None or not end.open:
            raise not_connected()
        return end

    def _adopt(self, end: End) -> None:
        channel = end.channel
        self._end = end
        self._name = (format_ipv4(channel.own_address()), channel.local_port)

    # what waits

    async def _connect(self, scheduler: Scheduler, address: tuple[str, int]) -> None:
        self._check()
        if self.type == original.SOCK_DGRAM:
            peer = resolve(address[0])
            mailbox = await self._mailbox_towards(scheduler, peer)
            mailbox.peer = peer
            mailbox.peer_port = address[1]
            return
        if self._end is not None:
            raise OSError(errno.EISCONN, "Transport endpoint is already connected")
        port = 0
        door = self._door
        if door is not None:
            port = door.port
            door.release()
            self._door = None
        channel, start = await route(scheduler, resolve(address[0]), address[1], port)
        end = End(channel)
        self._adopt(end)
        start(end)
        while not end.open and not end.ended:
            await end.news.wait()
        if not end.open:
            self._end = None
            raise as_exception(end.error, f"Connect call failed {address!r}")

    async def _accept(self, scheduler: Scheduler) -> tuple[socket, tuple[str, int]]:
        self._check()
        door = self._door
        if door is None or not door.serving:
            raise OSError(errno.EINVAL, "Invalid argument")
        if not is_loopback(door.address):
            await joined_network(scheduler)
        while len(door.waiting) == 0:
            await door.news.wait()
            self._check()
        end = door.waiting.pop(0)
        accepted = socket()
        accepted.setblocking(False)
        accepted._adopt(end)
        return accepted, (format_ipv4(end.channel.peer), end.channel.peer_port)

    async def _recv(self, scheduler: Scheduler, most: int) -> bytes:
        if self.type == original.SOCK_DGRAM:
            return (await self._recvfrom(scheduler, most))[0]
        end = self._connected()
        while len(end) == 0:
            if end.error != 0:
                raise as_exception(end.error)
            if end.ended:
                return b""
            await end.news.wait()
            self._check()
        return end.take(most)

    async def _sendall(self, scheduler: Scheduler, data: D) -> None:
        if self.type == original.SOCK_DGRAM:
            mailbox = self._mailbox
            if mailbox is None or mailbox.peer == 0:
                raise OSError(errno.EDESTADDRREQ, "Destination address required")
            await self._post(scheduler, data, mailbox.peer, mailbox.peer_port)
            return
        end = self._connected()
        if end.error == 0:
            end.channel.write(bytes(data))
            await end.sent()
        if end.error != 0:
            raise as_exception(end.error)

    async def _recvfrom(self, scheduler: Scheduler, most: int) -> tuple[bytes, tuple[str, int]]:
        mailbox = await self._mailbox_towards(scheduler, UNSPECIFIED)
        while len(mailbox.letters) == 0:
            await mailbox.news.wait()
            self._check()
        data, source, port = mailbox.letters.pop(0)
        return data[:most], (format_ipv4(source), port)

    async def _sendto(self, scheduler: Scheduler, data: D, address: tuple[str, int]) -> int:
        to = resolve(address[0])
        await self._mailbox_towards(scheduler, to)
        await self._post(scheduler, data, to, address[1])
        return len(data)

    async def _mailbox_towards(self, scheduler: Scheduler, address: int) -> Mailbox:
        """The mailbox, which is opened at a free port if there is none; with the network if it
        takes that."""
        self._check()
        mailbox = self._mailbox
        if not is_loopback(address) and self._ports is not local_ports():
            await joined_network(scheduler)
        if mailbox is None:
            self._open_mailbox(address, 0)
            mailbox = self._mailbox
        assert mailbox is not None
        return mailbox

    async def _post(self, scheduler: Scheduler, data: D, address: int, port: int) -> None:
        if is_inside(address):
            post(scheduler, bytes(data), self._name[1], address, port)
            return
        network = image_network()
        while True:
            now = scheduler.now
            result = network.stack.udp.send(self._name[1], address, port, data, now)
            if result == udp.SENT:
                return
            if result == udp.TOO_LONG:
                raise OSError(errno.EMSGSIZE, "Message too long")
            if result == udp.NO_ROUTE:
                raise OSError(errno.ENETUNREACH, "Network is unreachable")
            await sleep(_RETRY_SECONDS)
