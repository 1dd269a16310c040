"""struct with constant formats, and Struct objects made at module level."""

import struct

HEADER = struct.Struct(">HBxI4s")
MIXED = struct.Struct("<bhiqBHIQfd?c")


def main() -> None:
    data = HEADER.pack(513, 7, 0xDEADBEEF, b"abcdef")
    print(data, HEADER.size, HEADER.unpack(data), struct.calcsize(">HBxI4s"))
    number, small, large, name = HEADER.unpack_from(b"__" + data + b"__", 2)
    print(number, small, large, name, HEADER.unpack_from(data + b"xx", -14))
    packed = MIXED.pack(
        -1, -300, -70000, -(1 << 40), 255, 65535, 4294967295, 1 << 40, 0.1, -2.5, True, b"z"
    )
    print(packed, MIXED.unpack(packed))
    buffer = bytearray(b"\xff" * 16)
    struct.pack_into("!HxH", buffer, 3, 1, 2)
    HEADER.pack_into(memoryview(buffer), 4, 9, 8, 7, b"q")
    print(buffer, struct.unpack_from("=3h", buffer, 1), struct.unpack("@hi", bytes(8)))
    print(
        struct.pack("<3f", 1.5, 1e-42, 3.4e38),
        struct.pack(">d", float("inf")),
        struct.pack("b", -128),
    )
    for x in [
        0.0,
        -0.0,
        1.0,
        0.1,
        1e-45,
        1.17549435e-38,
        7e-46,
        65504.0,
        -1.1e-40,
        float("inf"),
        16777217.0,
    ]:
        f = struct.pack(">f", x)
        print(
            f.hex(),
            struct.unpack(">f", f)[0],
            struct.pack("<d", x).hex(),
            struct.unpack("<f", f[::-1]),
        )
    for bad in range(8):
        try:
            if bad == 0:
                print(struct.unpack(">H", data))
            elif bad == 1:
                print(struct.unpack_from(">I", data, 10))
            elif bad == 2:
                print(struct.pack(">H", 65536 + bad))
            elif bad == 3:
                print(struct.pack("<b", bad + 200))
            elif bad == 4:
                print(struct.pack(">I", -bad))
            elif bad == 5:
                struct.pack_into(">I", buffer, 13, bad)
            elif bad == 6:
                print(struct.pack("<c", b"too long"))
            else:
                print(struct.pack("<f", 1e39))
        except (struct.error, OverflowError) as e:
            print(type(e).__name__, e)


if __name__ == "__main__":
    main()
