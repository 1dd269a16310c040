"""Addresses and names without a server for names."""

import asyncio
import socket


def told(error: OSError) -> str:
    return f"{type(error).__name__} {error.errno} {error.strerror}"


def literal() -> None:
    print(socket.getaddrinfo("127.0.0.1", 80))
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        print(socket.getaddrinfo("127.0.0.1", 80, type=kind))
    print(socket.getaddrinfo("10.1.2.3", "8080", socket.AF_INET, 0, socket.IPPROTO_TCP))
    print(socket.getaddrinfo("10.1.2.3", None, proto=socket.IPPROTO_UDP))
    print(socket.getaddrinfo(None, 7, socket.AF_INET, socket.SOCK_STREAM))
    print(socket.getaddrinfo(None, 7, socket.AF_INET, socket.SOCK_STREAM, 0, socket.AI_PASSIVE))
    print(socket.getaddrinfo("1.2.3.4", 7, 0, socket.SOCK_STREAM, 0, socket.AI_CANONNAME))
    for family, kind, proto, name, address in socket.getaddrinfo("1.2.3.4", 9, type=1):
        print(family == socket.AF_INET, kind is socket.SOCK_STREAM, proto, name, address[0])


def wrong() -> None:
    numeric = socket.AI_NUMERICHOST
    for host, port in (("localhost", 1), ("1.2.3.4.5", 1), ("", 1)):
        try:
            print(socket.getaddrinfo(host, port, socket.AF_INET, socket.SOCK_STREAM, 0, numeric))
        except socket.gaierror as error:
            print(host, told(error))
    for host, port, family, kind in (
        ("1.2.3.4", "no such service", 2, 1),
        (None, None, 2, 1),
        ("1.2.3.4", 80, 10, 1),
    ):
        try:
            print(socket.getaddrinfo(host, port, family, kind))
        except OSError as error:
            print(isinstance(error, socket.gaierror), told(error))


def helpers() -> None:
    print(socket.inet_aton("1.2.3.255"), socket.inet_ntoa(b"\x7f\0\0\1"))
    print(socket.gethostbyname("192.0.2.1"), socket.gethostbyname("localhost"))
    for text in ("300.1.1.1", "x"):
        try:
            socket.inet_aton(text)
        except OSError as error:
            print(error)
    try:
        socket.inet_ntoa(b"123")
    except OSError as error:
        print(error)


async def main() -> None:
    loop = asyncio.get_running_loop()
    print(await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
    found = await loop.getaddrinfo("localhost", 80, family=socket.AF_INET, proto=6)
    print(found[0][4])
    flags = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
    print(await loop.getnameinfo(("127.0.0.1", 8080), flags))
    server = await asyncio.start_server(serve, "localhost", 0, family=socket.AF_INET)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection("LocalHost", port)
    print(host, await reader.read())
    writer.close()
    server.close()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"found")
    writer.close()


if __name__ == "__main__":
    literal()
    wrong()
    helpers()
    asyncio.run(main())
