"""Changes to inputs: of bits, bytes, numbers and words, and of what comes behind what."""

from __future__ import annotations

from fuzzer.chance import Chance

LONGEST = 6000
SPECIAL = b'\x00\x01\x02\x7f\x80\x81\xfe\xff \t\r\n"\\%/:;=,-0195aZ~{}[]'
WORDS = [
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\r",
    b" ",
    b"\t",
    b": ",
    b":",
    b"GET ",
    b"HEAD ",
    b"POST ",
    b"PUT ",
    b"DELETE ",
    b"OPTIONS * HTTP/1.1\r\n",
    b" HTTP/1.1\r\n",
    b" HTTP/1.0\r\n",
    b" HTTP/2.0\r\n",
    b"Host: a\r\n",
    b"host:\r\n",
    b"Content-Length: ",
    b"Content-Length: 0\r\n",
    b"Content-Length: 5\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n",
    b"transfer-encoding: identity\r\n",
    b"Connection: close\r\n",
    b"Connection: keep-alive\r\n",
    b"connection: upgrade, close\r\n",
    b"Expect: 100-continue\r\n",
    b"Expect: x\r\n",
    b"Content-Type: application/json\r\n",
    b"Content-Type: text/plain; charset=x\r\n",
    b"Accept-Encoding: gzip\r\n",
    b"Accept-Encoding: gzip;q=0, identity;q=1.000\r\n",
    b"If-None-Match: *\r\n",
    b'If-None-Match: W/"a", "b"\r\n',
    b'If-Match: "x"\r\n',
    b"Range: bytes=0-9\r\n",
    b"Range: bytes=-1\r\n",
    b"Range: bytes=99999999999999999999-\r\n",
    b'If-Range: "x"\r\n',
    b"0\r\n\r\n",
    b"5\r\nhello\r\n",
    b"ffffffff\r\n",
    b"1;a=b\r\n",
    b"/items/",
    b"/items/-9223372036854775808",
    b"/items",
    b"/lists",
    b"/echo",
    b"/query?",
    b"/stream/30",
    b"/slow/20",
    b"/large",
    b"/healthz",
    b"/metrics",
    b"http://a/",
    b"q=",
    b"&",
    b"?limit=0",
    b"exact=true",
    b"%41",
    b"%",
    b"%ff%fe",
    b"%e2%82%ac",
    b"+",
    b"#",
    b'{"title": "a"}',
    b'{"title":"a","tags":["b"],"place":{"x":1.5},"weights":{"k":2e3}}',
    b'"title"',
    b'"count": 9223372036854775808',
    b'"done": true',
    b'"place": null',
    b"[1,2,3]",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b'{"a":{"a":{"a":{"a":{"a":',
    b"null",
    b"true",
    b"false",
    b"1e999",
    b"-0.0e-0",
    b"0123",
    b'"\\ud83d\\ude00"',
    b'"\\ud800"',
    b'"\\u0000"',
    b"\\",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
]


def mutated(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    """The input with one to some changes. others: what parts are taken from."""
    made = bytearray(data)
    for _ in range(1 + chance.below(1 + chance.below(6))):
        change(made, others, chance)
    if len(made) > LONGEST:
        del made[LONGEST:]
    return bytes(made)


def change(made: bytearray, others: list[bytes], chance: Chance) -> None:
    """One change."""
    deed = chance.below(10)
    size = len(made)
    if size == 0 or deed == 0:
        insert(made, chance.below(size + 1), WORDS[chance.below(len(WORDS))])
    elif deed == 1:
        overwrite(made, chance.below(size), WORDS[chance.below(len(WORDS))])
    elif deed == 2:
        place = chance.below(size)
        made[place] = made[place] ^ 1 << chance.below(8)
    elif deed == 3:
        made[chance.below(size)] = SPECIAL[chance.below(len(SPECIAL))]
    elif deed == 4:
        insert(made, chance.below(size + 1), SPECIAL[chance.below(len(SPECIAL)) :][:1])
    elif deed == 5:
        start = chance.below(size)
        del made[start : start + 1 + chance.below(1 + chance.below(20))]
    elif deed == 6:
        start = chance.below(size)
        part = bytes(made[start : start + 1 + chance.below(40)])
        for _ in range(1 + chance.below(1 + chance.below(40))):
            insert(made, start, part)
    elif deed == 7:
        splice(made, others, chance)
    elif deed == 8:
        count_up(made, chance)
    else:
        del made[chance.below(size + 1) :]


def insert(made: bytearray, place: int, part: bytes) -> None:
    """Put it in, if there is room."""
    if len(made) + len(part) <= LONGEST:
        made[place:place] = part


def overwrite(made: bytearray, place: int, part: bytes) -> None:
    """Put it in the place of as many bytes."""
    made[place : place + len(part)] = part


def splice(made: bytearray, others: list[bytes], chance: Chance) -> None:
    """Go on with the end of another input, or take a part of it in."""
    other = others[chance.below(len(others))]
    if len(other) == 0:
        return
    start = chance.below(len(other))
    place = chance.below(len(made) + 1)
    if chance.one_in(2):
        made[place:] = other[start:]
    else:
        insert(made, place, other[start : start + 1 + chance.below(60)])


def count_up(made: bytearray, chance: Chance) -> None:
    """Change a digit somewhere, or any byte by a little."""
    start = chance.below(len(made))
    for place in range(start, min(start + 40, len(made))):
        if 48 <= made[place] <= 57:
            made[place] = 48 + chance.below(10)
            return
    made[start] = (made[start] + chance.below(9) - 4) & 0xFF
