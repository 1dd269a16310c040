"""bytes, bytearray and memoryview."""


def main() -> None:
    for b in [b"", b"a", b"hello world", b"\x00\xff'\"\\\n", b"  x \t", b"a,b,,c"]:
        print(
            b,
            len(b),
            b.hex(),
            b.upper(),
            b.strip(),
            b.split(b","),
            b.split(),
            b.find(b"l"),
            b.rfind(b"o"),
        )
        print(b[1:4], b[-3:], b[::-1], b[::2], b + b"x", b * 2, b == b"a", b < b"b", b.count(b"l"))
        print(b.replace(b"l", b"LL"), b.startswith(b"he"), b.endswith(b"ld"), 108 in b, b"lo" in b)
        print(
            list(b),
            bytes(list(b)) == b,
            bytearray(b),
            b.partition(b","),
            b.join([b"1", b"2", b"3"]),
        )
        print(bytes(memoryview(b)) == b, memoryview(b) == b, len(memoryview(b)[1:3]))
        total = 0
        for x in b:
            total += x
        print(total)
    print(bytes(3), bytes([1, 2, 3]), bytes("é", "utf-8"), bytes.fromhex("00 ff10"), b"")
    a = bytearray(b"hello")
    a.append(33)
    a.extend(b" you")
    a += b"!"
    a[0] = 72
    a[1:3] = b"EL"
    print(a, len(a), a[0], a[-1], a.find(b"you"), a.pop(), a.pop(0), a)
    a.insert(1, 65)
    a.remove(65)
    del a[0]
    del a[0:2]
    print(a, a[:3], a.copy() == a, a.hex(), a.decode())
    a[1:1] = b"12345"
    a[0:4] = b""
    print(a)
    a.reverse()
    print(a, a.startswith(b"u"), a + b"z", bytearray(3), bytearray([1, 2]))
    a.clear()
    print(a, bool(a))
    m = memoryview(bytearray(b"0123456789"))
    m[0] = 65
    m[2:4] = b"xy"
    print(
        bytes(m),
        bytes(m[3:7]),
        m[-1],
        len(m),
        m[2:5][1],
        bytes(m[::2]) if False else b"",
        m.tobytes(),
        m.readonly,
        m.nbytes,
    )
    n = m[5:]
    n[0] = 90
    print(bytes(m), m.hex(), list(n), n.tolist())
    for action in range(8):
        try:
            if action == 0:
                print(b"abc"[5])
            elif action == 1:
                a.append(256)
            elif action == 2:
                memoryview(b"abc")[0] = 1
            elif action == 3:
                m[0:2] = b"abc"
            elif action == 4:
                print(bytes([300]))
            elif action == 5:
                print(bytearray(2)[2])
            elif action == 6:
                print(m[10])
            elif action == 7:
                bytearray().pop()
        except (IndexError, ValueError, TypeError) as e:
            print(type(e).__name__ if False else "error", e)
    big = bytearray()
    for i in range(5000):
        big.append(i & 255)
    print(len(big), sum(big), big[4999])


if __name__ == "__main__":
    main()
