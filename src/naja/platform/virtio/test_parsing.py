"""What comes from outside as text or tables: device words, dates, memory maps, console input."""

import ctypes
import datetime
import struct

import pytest

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import DeviceError
from naja.platform.virtio import console_input, mmio, paging, start_info, wall_clock


def _text(line: str) -> Ptr[u8]:
    data = line.encode() + b"\0"
    KEPT.append(data)
    return unsafe.buffer(data)


KEPT: list[bytes] = []


@pytest.mark.parametrize("end", ["", " ", " virtio_mmio.device=1@2:3"])
def test_a_device_word(end: str) -> None:
    assert mmio.parse(_text("512@0xfeb00e00:12" + end)) == (0xFEB0_0E00, 12)
    assert mmio.parse(_text("4K@4273995776:5" + end)) == (0xFEC0_0000, 5)


@pytest.mark.parametrize(
    "text",
    ["", "512", "512@", "@:", "512@0xfeb00e00", "512:1@2", "512@0xfeb00e01:1", "512@0xfeb00e00:24",
     "512@0xfeb00e00:-1", "512@zz:1", "512@-4:1", "512@0xfeb00e00:1x", "512 @0xfeb00e00:1",
     "512@0xffffffffffffffffffff:1", "512@0xfeb00e00:99999999999999999999", "512@0xFEB00E00:1"],
)  # fmt: skip
def test_a_bad_device_word_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "ram_end", 0x40_0000)
    with pytest.raises(DeviceError):
        mmio.parse(_text(text))


def test_a_device_in_ram_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "ram_end", 0x1000_0000)
    with pytest.raises(DeviceError):
        mmio.parse(_text("512@0xffff000:1"))


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("", ""),
        ("naja.x=1 -- word", "naja.x=1 -- word"),
        ("a virtio_mmio.device=1@2:3 virtio_mmio.device=4@5:6", "a"),
        ("virtio_mmio.device=1@2:3", ""),
        ("virtio_mmio.device=1@2:3 -- word", "virtio_mmio.device=1@2:3 -- word"),
        ("a virtio_mmio.device", "a virtio_mmio.device"),
    ],
)
def test_device_words_are_taken_from_the_end_of_the_boot_string(line: str, left: str) -> None:
    assert line[: mmio.program_length(_text(line), len(line))] == left


def test_devices_are_found_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(mmio, "MmioTransport", lambda address, pin: found.append((address, pin)))
    line = "x virtio_mmio.device=512@0xfeb00e00:12 virtio_mmio.device=512@0xfeb00c00:11"
    assert len(mmio.find(_text(line), len(line))) == 2
    assert found == [(0xFEB0_0E00, 12), (0xFEB0_0C00, 11)]


@pytest.mark.parametrize(
    "moment",
    ["2000-01-01T00:00:00", "2024-02-29T23:59:59", "2026-11-21T09:30:01", "2099-12-31T12:00:00",
     "2028-03-01T00:00:00"],
)  # fmt: skip
def test_the_date_of_the_cmos_clock(moment: str) -> None:
    date = datetime.datetime.fromisoformat(moment + "+00:00")
    fields = [date.second, date.minute, date.hour, date.day, date.month, date.year - 2000]
    assert wall_clock.to_nanoseconds(fields) == int(date.timestamp()) * 1_000_000_000


def test_the_launcher_tells_the_time() -> None:
    assert wall_clock.at_boot("naja.net0=dhcp naja.wall=1234567890 -- x", 77) == 1234567890


class Machine:
    """Start info and memory map, as a monitor leaves them."""

    def __init__(self, regions: list[tuple[int, int, int]], version: int = 1) -> None:
        table = b"".join(
            struct.pack("<QQII", start, size, kind, 0) for start, size, kind in regions
        )
        self._map = ctypes.create_string_buffer(table + b"\0")
        self._info = ctypes.create_string_buffer(
            struct.pack("<IIIIQQQQI", start_info.MAGIC, version, 0, 0, 0, 0x2_0000, 0,
                        ctypes.addressof(self._map), len(regions)))  # fmt: skip
        self.info = ctypes.addressof(self._info)


def test_the_region_around_the_image_is_the_ram() -> None:
    regions = [(0, 0x9_FC00, 1), (0xF_0000, 0x1_0000, 2), (0x10_0000, 0x2E_0000, 1)]
    assert start_info.ram_end(Machine(regions).info, 0x12_0000) == 0x3E_0000


@pytest.mark.parametrize(
    "machine",
    [Machine([]), Machine([(0x10_0000, 0x30_0000, 2)]), Machine([(0x10_0000, 0x30_0000, 1)], 0)],
)
def test_without_a_region_there_is_a_mebibyte(machine: Machine) -> None:
    assert start_info.ram_end(machine.info, 0x12_0000) == 0x22_0000


def test_ram_counts_up_to_4_gib() -> None:
    assert start_info.ram_end(Machine([(0x10_0000, 1 << 40, 1)]).info, 0x12_0000) == 1 << 32


@pytest.mark.parametrize(("behind", "left"), [(2, [0, 0, 0, 5]), (1, [7, 0, 9, 5])])
def test_ram_where_firmware_worked_is_cleared(behind: int, left: list[int]) -> None:
    words = (ctypes.c_int64 * 4)(7, 0, 9, 5)
    start = ctypes.addressof(words)
    machine = Machine([(start - 8, 32, 1), (start + 24, 0x1000, behind)])
    start_info.clear_workspace(machine.info, start, start + 24)
    assert list(words) == left


def test_the_boot_string_must_lie_below_1_mib() -> None:
    machine = Machine([])
    assert start_info.string_address(machine.info) == 0x2_0000
    for address in (0, 0xFFF, 0x10_0000, -1):
        struct.pack_into("<q", machine._info, start_info.COMMAND_LINE, address)
        assert start_info.string_address(machine.info) == 0


@pytest.mark.parametrize(
    ("line", "data", "ended"),
    [
        (b"ab", b"ab", False),
        (b"a\x04", b"a", True),
        (b"a\x10\x04b\x10\x10c", b"a\x04b\x10c", False),
        (b"\x10a\x04", b"a", True),
    ],
)
def test_console_input(
    line: bytes, data: bytes, ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console_input, "state", console_input.OPEN)
    assert bytes(byte for byte in line if console_input.accept(byte)) == data
    assert (console_input.state == console_input.ENDED) == ended
