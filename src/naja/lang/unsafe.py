"""Raw memory and the machine: pointers, port I/O, system calls, inline assembly, object layout.

Only `naja.runtime`, `naja.platform` and device drivers may import this module. In an image the
compiler replaces each name by a few instructions; nothing here is checked there. Under CPython
`Ptr` works on the process's own memory for elements that are numbers, the pure arithmetic gives the
same results, and what has no meaning outside an image raises RuntimeError.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Callable
from typing import Any, Generic, NoReturn, TypeVar, cast, get_args, overload

from naja.lang.integers import i8, i16, i32, i64, u8, u16, u32, u64

T = TypeVar("T")
U = TypeVar("U")
F = TypeVar("F", bound=Callable[..., Any])

_MASK = (1 << 64) - 1
_ELEMENTS: dict[object, Any] = {
    bool: ctypes.c_bool, int: ctypes.c_int64, float: ctypes.c_double,
    u8: ctypes.c_uint8, u16: ctypes.c_uint16, u32: ctypes.c_uint32, u64: ctypes.c_uint64,
    i8: ctypes.c_int8, i16: ctypes.c_int16, i32: ctypes.c_int32, i64: ctypes.c_int64,
}  # fmt: skip

module_asm_texts: list[tuple[str, str]] = []
"""(module name, text) of every `module_asm` call, in order; read by the compiler."""


def _image_only() -> NoReturn:
    raise RuntimeError("this operation exists only in an image")


class Ptr(Generic[T]):
    """The address of elements of type T. `Ptr[u8](address)` makes one; 0 is the null pointer."""

    __slots__ = ("__orig_class__", "_element", "address")
    address: int

    def __init__(self, address: int) -> None:
        self.address = address

    def _storage(self) -> Any:
        if not hasattr(self, "_element"):
            if not hasattr(self, "__orig_class__"):
                raise RuntimeError("write Ptr[T](address), with the type of the elements")
            self._element = get_args(self.__orig_class__)[0]
        if self._element not in _ELEMENTS:
            raise RuntimeError(f"under CPython a Ptr cannot hold {self._element!r}")
        return _ELEMENTS[self._element]

    def _at(self, address: int) -> Ptr[T]:
        self._storage()
        return _pointer(self._element, address)

    def __getitem__(self, index: int) -> T:
        storage = self._storage()
        value = storage.from_address(self.address + index * ctypes.sizeof(storage)).value
        return cast(T, self._element(value))

    def __setitem__(self, index: int, value: T) -> None:
        storage = self._storage()
        storage.from_address(self.address + index * ctypes.sizeof(storage)).value = value

    def __add__(self, count: int) -> Ptr[T]:
        return self._at(self.address + count * ctypes.sizeof(self._storage()))

    @overload
    def __sub__(self, other: int) -> Ptr[T]: ...
    @overload
    def __sub__(self, other: Ptr[T]) -> int: ...
    def __sub__(self, other: int | Ptr[T]) -> Ptr[T] | int:
        size = ctypes.sizeof(self._storage())
        if isinstance(other, Ptr):
            return (self.address - other.address) // size
        return self._at(self.address - other * size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ptr) and self.address == other.address

    def __hash__(self) -> int:
        return hash(self.address)

    def __int__(self) -> int:
        return self.address

    def cast(self, element: type[U]) -> Ptr[U]:
        """The same address, for elements of another type."""
        return _pointer(element, self.address)


def _pointer(element: Any, address: int) -> Ptr[Any]:
    pointer: Ptr[Any] = Ptr(address)
    pointer._element = element
    return pointer


Count = int
"""The annotation of a field of a library class that is the number of elements of something in
memory, hence never negative and below 2**32 - 1: an int that takes four bytes."""


def unchecked(function: F) -> F:
    """Integer + - * and << by constants in this function wrap instead of raising OverflowError."""
    function.__dict__["__naja_unchecked__"] = True
    return function


# ---- memory --------------------------------------------------------------------------------------


def volatile_load(pointer: Ptr[T]) -> T:
    """pointer[0], read exactly once."""
    return pointer[0]


def volatile_store(pointer: Ptr[T], value: T) -> None:
    """pointer[0] = value, written exactly once."""
    pointer[0] = value


def memcpy(target: Ptr[Any], source: Ptr[Any], size: int) -> None:
    """Copy `size` bytes between regions that do not overlap."""
    ctypes.memmove(target.address, source.address, size)


def memmove(target: Ptr[Any], source: Ptr[Any], size: int) -> None:
    """Copy `size` bytes; the regions may overlap."""
    ctypes.memmove(target.address, source.address, size)


def memset(target: Ptr[Any], byte: int, size: int) -> None:
    """Set `size` bytes to `byte`."""
    ctypes.memset(target.address, byte, size)


def memcmp(left: Ptr[Any], right: Ptr[Any], size: int) -> int:
    """Negative, zero or positive, as the first differing byte is less, absent or greater."""
    one = ctypes.string_at(left.address, size)
    two = ctypes.string_at(right.address, size)
    return (one > two) - (one < two)


def overwritten(pointer: Ptr[Any], count: int) -> None:
    """Tell the collector that so many elements are about to be overwritten by one of the above."""


def unlikely(condition: bool) -> bool:
    """The condition, which is hardly ever true."""
    return condition


def fill(pointer: Ptr[T], index: int, value: T) -> None:
    """pointer[index] = value, where nothing was stored since that memory was allocated."""
    pointer[index] = value


def same(one: T, two: T) -> bool:
    """Whether containers take two items for the same."""
    return one is two or one == two


def total_order(element: type[Any]) -> bool:
    """Whether `<` of such values is the compiler's own, and puts any of them in one order."""
    return element in (int, bool, str, bytes)


def buffer(data: bytes | bytearray | memoryview) -> Ptr[u8]:
    """Where its bytes lie; valid while it lives and is not resized."""
    if isinstance(data, bytes):
        return _pointer(u8, id(data) + bytes.__basicsize__ - 1)
    if len(data) == 0:
        return _pointer(u8, 0)
    return _pointer(u8, ctypes.addressof(ctypes.c_char.from_buffer(data)))


def set_view(view: memoryview, start: Ptr[u8], length: int) -> None:
    """Aim an existing memoryview at other memory, which it does not keep alive."""
    _image_only()


# ---- the machine ---------------------------------------------------------------------------------


def port_in8(port: int) -> int:
    """Read a byte from an x86 I/O port."""
    _image_only()


def port_in16(port: int) -> int:
    """Read 16 bits from an x86 I/O port."""
    _image_only()


def port_in32(port: int) -> int:
    """Read 32 bits from an x86 I/O port."""
    _image_only()


def port_out8(port: int, value: int) -> None:
    """Write a byte to an x86 I/O port."""
    _image_only()


def port_out16(port: int, value: int) -> None:
    """Write 16 bits to an x86 I/O port."""
    _image_only()


def port_out32(port: int, value: int) -> None:
    """Write 32 bits to an x86 I/O port."""
    _image_only()


def syscall(
    number: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0, e: int = 0, f: int = 0
) -> int:
    """A Linux system call: its result, or -errno."""
    _image_only()


def asm(template: str, constraints: str, *operands: int) -> int:
    """Inline assembly: LLVM's template and constraint string, AT&T dialect.

    Gives the 64-bit result, or 0 where the constraints name no output."""
    _image_only()


def module_asm(text: str) -> None:
    """Register assembly for the calling module: it is linked when any function of that module is
    reached.

    Called at module level only."""
    import sys

    module_asm_texts.append((sys._getframe(1).f_globals["__name__"], text))


def rdtsc() -> int:
    """The time stamp counter."""
    _image_only()


def pause() -> None:
    """Hint that the processor is waiting in a loop."""


def prefetch(address: int) -> None:
    """Ask the processor to bring the memory at that address near; any address will do."""


def fence() -> None:
    """Order all memory accesses before against all after."""


def stack_pointer() -> int:
    """The current stack pointer."""
    _image_only()


def save_registers(buffer: Ptr[int]) -> None:
    """Store the six callee-saved registers to buffer[0..5]."""
    _image_only()


def unreachable() -> NoReturn:
    """Tell the compiler that this point is never reached."""
    raise AssertionError("unreachable code was reached")


# ---- symbols and objects -------------------------------------------------------------------------


def symbol_address(name: str) -> int:
    """The address of a linker or assembly symbol."""
    _image_only()


def function_address(function: Callable[..., Any]) -> int:
    """The C entry of a function that takes and returns ints only and does not raise."""
    _image_only()


def object_address(instance: object) -> int:
    """Where the object lies."""
    _image_only()


def object_at(cls: type[T], address: int) -> T:
    """The object at that address, which must be one of `cls`."""
    _image_only()


def tail(instance: object) -> Ptr[u8]:
    """The inline data behind the fixed fields of a str- or bytes-like object."""
    _image_only()


def view(start: Ptr[u8], length: int, readonly: bool = False) -> memoryview:
    """A memoryview of memory that nothing owns."""
    _image_only()


def allocate_object(cls: type[T], tail_bytes: int = 0) -> T:
    """A new object: header set, fields and tail zero, `__init__` not called. Raises MemoryError."""
    _image_only()


def allocate_array(element: type[T], count: int) -> Ptr[T]:
    """`count` zero elements in a block of their own, kept alive by any pointer to it. Raises
    MemoryError.
    """
    _image_only()


def copied_object(instance: T) -> T:
    """A new object of that very class with the same fields."""
    _image_only()


def copy_fields_deeply(instance: object, memo: object) -> None:
    """Put copies in the place of what the fields hold."""
    _image_only()


def shallow_copied(value: T) -> T:
    """`copy.copy`, by the type of the value."""
    _image_only()


def deep_copied(value: T, memo: object) -> T:
    """`copy.deepcopy`, by the type of the value."""
    _image_only()


def is_atomic(element: type[Any]) -> bool:
    """Whether values of that type are their own copies."""
    _image_only()


def keep_objects(value: object, memo: object) -> None:
    """Let a memo keep the objects that a value refers to."""
    _image_only()


def type_id(instance: object) -> int:
    """The type id in the object's header."""
    _image_only()


def type_name(instance: object) -> str:
    """The name of the object's class as a traceback shows it: with its module, unless built in."""
    _image_only()


def type_id_of(cls: type[Any]) -> int:
    """The type id of objects of exactly `cls`."""
    _image_only()


def trace_word(type_identifier: int) -> int:
    """How the collector finds the pointers in objects of that type id."""
    _image_only()


def size_of(element: type[Any]) -> int:
    """Bytes that a field or an array element of that type takes."""
    if element not in _ELEMENTS:
        _image_only()
    return ctypes.sizeof(_ELEMENTS[element])


# ---- arithmetic ----------------------------------------------------------------------------------


def _signed(value: int) -> int:
    value &= _MASK
    return value - (1 << 64) if value >> 63 else value


def wrapping_add(a: int, b: int) -> int:
    """a + b in 64-bit two's complement."""
    return _signed(a + b)


def wrapping_sub(a: int, b: int) -> int:
    """a - b in 64-bit two's complement."""
    return _signed(a - b)


def wrapping_mul(a: int, b: int) -> int:
    """a * b in 64-bit two's complement."""
    return _signed(a * b)


def logical_shift_right(a: int, count: int) -> int:
    """The 64 bits of a, shifted right by 0 to 63, zeros coming in."""
    return _signed((a & _MASK) >> count)


def multiply_high(a: u64, b: u64) -> u64:
    """The upper 64 bits of the 128-bit product."""
    return u64(int.__index__(a).__mul__(int.__index__(b)) >> 64)


def count_leading_zeros(value: int) -> int:
    """Zero bits above the highest set one; 64 for 0."""
    return 64 - (int.__index__(value) & _MASK).bit_length()


def count_trailing_zeros(value: int) -> int:
    """Zero bits below the lowest set one; 64 for 0."""
    bits = int.__index__(value) & _MASK
    return (bits & -bits).bit_length() - 1 if bits else 64


def population_count(value: int) -> int:
    """Set bits among the 64."""
    return (int.__index__(value) & _MASK).bit_count()


def byte_swap16(value: int) -> int:
    """The low 16 bits with their bytes reversed."""
    return int.from_bytes((value & 0xFFFF).to_bytes(2, "little"), "big")


def byte_swap32(value: int) -> int:
    """The low 32 bits with their bytes reversed."""
    return int.from_bytes((value & 0xFFFF_FFFF).to_bytes(4, "little"), "big")


def byte_swap64(value: int) -> int:
    """The 64 bits with their bytes reversed, as a signed number."""
    return _signed(int.from_bytes((value & _MASK).to_bytes(8, "little"), "big"))


def float_bits(value: float) -> u64:
    """The IEEE 754 binary64 representation."""
    return u64(int.from_bytes(struct.pack("<d", value), "little"))


def float_from_bits(bits: u64) -> float:
    """The float with that representation."""
    return float(struct.unpack("<d", int.__index__(bits).to_bytes(8, "little"))[0])


def sqrt(value: float) -> float:
    """The square root of a number that is not negative."""
    return math.sqrt(value)


def copysign(value: float, sign: float) -> float:
    """`value` with the sign of `sign`."""
    return math.copysign(value, sign)
