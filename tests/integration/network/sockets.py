"""The loop's calls on sockets: streams and datagrams, between tasks of this program."""

import asyncio
import socket


def listening() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setblocking(False)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", 0))
    sock.listen(8)
    return sock


async def answer(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    client, address = await loop.sock_accept(sock)
    print(address == client.getpeername(), client.getsockname() == sock.getsockname())
    with client:
        while data := await loop.sock_recv(client, 100):
            await loop.sock_sendall(client, data.upper())
    print(client.fileno())


async def streams() -> None:
    loop = asyncio.get_running_loop()
    sock = listening()
    print(sock.getsockname()[0], sock.getsockname()[1] > 0)
    task = asyncio.create_task(answer(sock))
    client = socket.socket()
    client.setblocking(False)
    print(client.family == socket.AF_INET, client.type == socket.SOCK_STREAM, client.gettimeout())
    await loop.sock_connect(client, sock.getsockname())
    await loop.sock_sendall(client, b"hello")
    print(await loop.sock_recv(client, 3), await loop.sock_recv(client, 100))
    await loop.sock_sendall(client, bytearray(b"again"))
    buffer = bytearray(10)
    count = await loop.sock_recv_into(client, buffer)
    print(count, buffer)
    client.shutdown(socket.SHUT_WR)
    print(await loop.sock_recv(client, 100))
    await task
    client.close()
    sock.close()


async def much() -> None:
    """More than fits any buffer."""
    loop = asyncio.get_running_loop()
    sock = listening()

    async def send() -> None:
        client, _ = await loop.sock_accept(sock)
        await loop.sock_sendall(client, bytes(range(256)) * 5000)
        client.close()

    task = asyncio.create_task(send())
    client = socket.socket()
    client.setblocking(False)
    await loop.sock_connect(client, sock.getsockname())
    got = bytearray()
    while data := await loop.sock_recv(client, 65536):
        got += data
    print(len(got), got == bytes(range(256)) * 5000)
    await task
    client.close()
    sock.close()


def bound() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    sock.bind(("127.0.0.1", 0))
    return sock


async def datagrams() -> None:
    loop = asyncio.get_running_loop()
    one, two = bound(), bound()
    print(await loop.sock_sendto(one, b"first", two.getsockname()))
    data, address = await loop.sock_recvfrom(two, 100)
    print(data, address == one.getsockname())
    await loop.sock_sendto(two, b"second", address)
    buffer = bytearray(20)
    count, address = await loop.sock_recvfrom_into(one, buffer)
    print(buffer[:count], address == two.getsockname())
    await loop.sock_connect(one, two.getsockname())
    await loop.sock_sendall(one, b"third")
    print(one.getpeername() == two.getsockname(), await loop.sock_recv(two, 3))
    one.close()
    two.close()


async def errors() -> None:
    loop = asyncio.get_running_loop()
    sock = listening()
    port = sock.getsockname()[1]
    other = socket.socket()
    other.setblocking(False)
    try:
        other.bind(("127.0.0.1", port))
    except OSError as error:
        print(error.errno, error.strerror)
    sock.close()
    try:
        await loop.sock_connect(other, ("127.0.0.1", port))
    except ConnectionRefusedError as error:
        print(error.errno, str(error).replace(str(port), "PORT"))
    try:
        other.getpeername()
    except OSError as error:
        print(error.errno, error.strerror)
    other.close()
    other.close()
    try:
        other.getsockname()
    except OSError as error:
        print(error.errno, error.strerror)
    waiting = bound()
    try:
        await asyncio.wait_for(loop.sock_recv(waiting, 10), 0.02)
    except TimeoutError:
        print("nothing came")
    waiting.close()


async def main() -> None:
    await streams()
    await much()
    await datagrams()
    await errors()


if __name__ == "__main__":
    asyncio.run(main())
