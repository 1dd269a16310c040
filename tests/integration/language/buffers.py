"""bytes, bytearray, memoryview."""

GREETING = b"hello world"


def constants() -> None:
    print(
        GREETING,
        len(GREETING),
        GREETING[0],
        GREETING[-1],
        GREETING[2:5],
        GREETING[::-1],
        GREETING[::3],
    )
    print(
        b"",
        b"\x00\x01\xff",
        b"quote'",
        b'"',
        b"\\",
        b"\t\n\r",
        bytes(3),
        bytes([65, 66]),
        bytes("hé", "utf-8"),
    )
    print(
        GREETING == b"hello world",
        GREETING < b"help",
        GREETING + b"!",
        b"ab" * 2,
        104 in GREETING,
        b"lo" in GREETING,
    )
    print(list(b"abc"), bytes(range(5)), bytes(b"x"), hash(GREETING) == hash(bytes(GREETING)))
    for byte in b"hey":
        print(byte, end=" ")
    print(bool(b""), bool(b"x"))


def methods() -> None:
    print(
        GREETING.find(b"o"),
        GREETING.find(b"zz"),
        GREETING.rfind(b"o"),
        GREETING.count(b"l"),
        GREETING.index(b"w"),
    )
    print(
        GREETING.startswith(b"he"),
        GREETING.endswith(b"ld"),
        GREETING.replace(b"l", b"L"),
        GREETING.split(b" "),
    )
    print(
        b"a,b,c".split(b","),
        b",".join([b"x", b"y"]),
        b" pad ".strip(),
        GREETING.upper(),
        b"AbC".lower(),
    )
    print(GREETING.hex(), bytes.fromhex("00ff 10"), GREETING.decode(), GREETING.partition(b" "))
    print(b"12".isdigit(), b"x".ljust(3, b"."))
    for action in ("find", "hex"):
        try:
            if action == "find":
                GREETING.index(b"?")
            else:
                bytes.fromhex("zz")
        except ValueError as error:
            print(error)


def errors() -> None:
    try:
        print(GREETING[int("99")])
    except IndexError as error:
        print(error)
    try:
        bytes([256])
    except ValueError as error:
        print(error)
    try:
        bytes(int("-1"))
    except ValueError as error:
        print(error)


def growing() -> None:
    data = bytearray()
    data.append(65)
    data.extend(b"BCD")
    data += b"EF"
    data[0] = 97
    data[1:3] = b"--+"
    print(
        data,
        len(data),
        data[0],
        data[1:4],
        bytes(data),
        data == bytearray(b"a--+DEF"),
        data.find(b"D"),
    )
    del data[0]
    data.insert(1, 33)
    print(data, data.pop(), data, data.hex())
    data.reverse()
    print(data, 33 in data, bytearray(3), bytearray(b"xyz"), bytearray([1, 2]))
    del data[1:3]
    data.clear()
    print(data, bool(data))
    try:
        data.append(256)
    except ValueError as error:
        print(error)
    try:
        data[3] = 1
    except IndexError as error:
        print(error)


def views() -> None:
    data = bytearray(b"0123456789")
    view = memoryview(data)
    part = view[2:6]
    print(len(view), view[3], bytes(part), part.tobytes(), part.readonly, list(part), view.nbytes)
    part[0] = 120
    part[1:3] = b"yz"
    print(data, bytes(view[4:]), part == b"xyz5", bytes(view[-3:]))
    frozen = memoryview(b"const")
    print(frozen.readonly, frozen[0], bytes(frozen))
    try:
        frozen[0] = 1
    except TypeError as error:
        print(error)
    try:
        view[0:2] = b"abc"
    except ValueError as error:
        print(error)
    try:
        print(view[int("50")])
    except IndexError as error:
        print(error)
    for byte in part:
        print(byte, end=" ")
    print()


if __name__ == "__main__":
    constants()
    methods()
    errors()
    growing()
    views()
