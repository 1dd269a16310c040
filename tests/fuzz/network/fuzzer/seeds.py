"""What mutation begins with: sound inputs of every kind."""

from __future__ import annotations

from fuzzer.frames import EVERYBODY, ICMP, OWN, PEER, UDP, around, arp, udp

from naja.lang.wire import copy_into, put_u8, put_u16, put_u32

HEAD = b" HTTP/1.1\r\nHost: naja.example\r\n"
JSON = b"Content-Type: application/json\r\nContent-Length: "


def posted(path: bytes, body: bytes) -> bytes:
    """A request with a body of JSON."""
    return b"POST " + path + HEAD + JSON + b"%d" % len(body) + b"\r\n\r\n" + body


ITEM = b'{"title":"a\\u20ac","count":3,"done":true,"tags":["x","y"],"place":{"x":1.5e3,"y":-0.0}}'
REQUESTS = [
    b"GET /" + HEAD + b"\r\n",
    b"HEAD /large" + HEAD + b"\r\n",
    b"GET /large" + HEAD + b"Range: bytes=10-400\r\n\r\n",
    b"GET /" + HEAD + b'If-None-Match: "x", W/"y"\r\nAccept-Encoding: gzip, br;q=0.5\r\n\r\n',
    b"GET /items/12?q=a%20b&limit=7&exact=true" + HEAD + b"\r\n",
    posted(b"/items", ITEM),
    b"PUT /lists?factor=0.5" + HEAD + b"Content-Length: 9\r\n\r\n[1, 2, 3]",
    b"POST /echo" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nx: y\r\n\r\n",
    b"POST /echo" + HEAD + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
    b"GET /query?a=1&b=%C3%A9&c" + HEAD + b"\r\n",
    b"GET /stream/12" + HEAD + b"\r\nGET /slow/5" + HEAD + b"\r\nGET /" + HEAD + b"\r\n",
    b"GET /slow/5" + HEAD + b"\r\n" + (b"GET /stream/3" + HEAD + b"\r\n") * 30,
    (b"GET /slow/40" + HEAD + b"\r\n" + (b"GET /" + HEAD + b"\r\n") * 3) * 9,
    (b"GET /large" + HEAD + b"\r\n") * 4 + b"GET /stream/40" + HEAD + b"\r\n",
    b"GET /stream/5 HTTP/1.0\r\n\r\n",
    b"HEAD /" + HEAD + b"Accept-Encoding: deflate, gzip;q=0.001\r\nIf-Match: *\r\n\r\n",
    b"GET /large" + HEAD + b'Range: bytes=-500\r\nIf-Range: "x"\r\n\r\n',
    b"PUT /lists" + HEAD + b"Content-Type: a/json\r\nContent-Length: 14\r\n\r\n[1, 2, -3, 4] ",
    b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    b"OPTIONS *" + HEAD + b"\r\n",
    b"DELETE /items/3" + HEAD + b"Connection: close\r\n\r\n",
    b"GET http://naja.example/metrics HTTP/1.1\r\nHost: naja.example\r\n\r\n",
    b"GET /healthz" + HEAD + b"\r\n" * 2 + b"GET /none" + HEAD + b"\r\n",
]
TEXTS = [
    ITEM,
    b'{"a": "b", "bb": 1.5, "c": "\\n\\"\\\\\\/\\ud83d\\ude00", "dd": -1e-3}',
    b'[true, false, null, {"a": []}, "\xc3\xa9", 0]',
    b"  [ 1 , 2e5 ,\n3.25 ]  ",
]
RESPONSES = [
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nrest",
    b"HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\nx: a\r\n b\r\n\r\n"
    b"3;q\r\nabc\r\n0\r\ny: z\r\n\r\n",
    b"HTTP/1.0 304 Not Modified\r\n\r\n",
]
URLS = [
    b"http://user@Naja.Example:80/a/../b%20c?d=e#f",
    b"http://[2001:db8::1]:8080/x",
    b"//other/./y/..",
    b"../../z?q",
    b"?only",
]
QUESTIONS = [
    b"\x00\x01\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03www\x07example\x03org\x00\x00\x01\x00\x01",
    b"\x00\x02\x00\x00\x00\x01\x00\x00\x00\x00\x00\x01\x07example\x03org\x00\x00\xff\x00\x01"
    b"\x00\x00\x29\x04\xd0\x00\x00\x80\x00\x00\x00",
    b"\x00\x03\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x04none\x07EXAMPLE\x03org\x00\x00\x0f\x00\x01",
]
TARGETS = [
    b"/items/12?q=a%20b&limit=7",
    b"http://naja.example:80/a%C3%A9?x",
    b"a=1&b=2&&c=%e2%82%ac+x&=y",
    b"*",
]


def dhcp(kind: int) -> bytes:
    """A server's message; its transaction is filled in when it is sent."""
    made = bytearray(300)
    copy_into(made, 0, b"\x02\x01\x06\x00")
    put_u32(made, 16, OWN)
    copy_into(made, 28, b"\x02\x00\x00\x00\x00\x01")
    options = b"\x63\x82\x53\x63\x35\x01" + bytes([kind])
    options += b"\x36\x04\x0a\x00\x00\x01\x33\x04\x00\x00\x0e\x10\x01\x04\xff\xff\xff\x00"
    options += b"\x03\x04\x0a\x00\x00\xfe\x06\x04\x0a\x00\x00\x01\x3a\x04\x00\x00\x07\x08\xff"
    copy_into(made, 236, options)
    return bytes(made)


REPLIES = [dhcp(2), dhcp(5), dhcp(6)]


def echo(size: int) -> bytes:
    """An ICMP echo request."""
    made = bytearray(8 + size)
    put_u8(made, 0, 8)
    put_u32(made, 4, 0x0007_0009)
    return bytes(made)


def unreachable(code: int) -> bytes:
    """An ICMP error that quotes a segment of a connection; which one is filled in."""
    made = bytearray(36)
    put_u16(made, 0, 3 << 8 | code)
    put_u16(made, 6, 600)
    return bytes(made)


def with_options(frame: bytearray) -> bytearray:
    """The same with a record-route option in its IPv4 header."""
    option = b"\x07\x07\x04\x00\x00\x00\x00\x00"
    made = frame[:34] + option + frame[34:]
    put_u8(made, 14, 0x47)
    put_u16(made, 16, len(made) - 14)
    return made


def fragment(frame: bytearray, place: int) -> bytearray:
    """The same as a fragment."""
    put_u16(frame, 20, place)
    return frame


FRAMES = [
    bytes(frame)
    for frame in (
        arp(1, PEER, OWN),
        arp(2, PEER, OWN),
        arp(1, OWN, OWN),
        around(echo(20), ICMP, PEER, OWN),
        around(echo(1400), ICMP, PEER, OWN),
        with_options(around(echo(8), ICMP, PEER, OWN)),
        fragment(around(echo(64), ICMP, PEER, OWN), 0x2000),
        fragment(around(echo(64), ICMP, PEER, OWN), 8),
        around(unreachable(3), ICMP, PEER, OWN),
        around(unreachable(4), ICMP, PEER, OWN),
        around(udp(b"hello", 5000, 7), UDP, PEER, OWN),
        around(udp(b"hello", 5000, 7), UDP, PEER, EVERYBODY),
        around(udp(b"hello" * 200, 5000, 9), UDP, 0x08080808, OWN),
    )
]
