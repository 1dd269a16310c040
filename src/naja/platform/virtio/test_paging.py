"""Which rights a page has, and where devices are mapped."""

import ctypes

import pytest

from naja.lang import unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import DeviceError
from naja.platform.virtio import paging
from naja.platform.virtio.paging import LARGE, NO_EXECUTE, PAGE, PRESENT, UNCACHED, WRITE

LAYOUT = {
    "__text_start": 0x10_0000,
    "__text_end": 0x10_2345,
    "__rodata_end": 0x10_5001,
    "__trap_stack_guard": 0x10_B000,
    "__stack_guard": 0x10_E000,
}
TABLES = 6


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> int:
    """Page tables in memory of this process."""
    memory = ctypes.create_string_buffer((TABLES + 1) * PAGE)
    start = (ctypes.addressof(memory) + PAGE - 1) & -PAGE
    layout = {**LAYOUT, "__page_tables": start, "__page_tables_end": start + TABLES * PAGE}
    layout["keep alive"] = memory  # type: ignore[assignment]
    monkeypatch.setattr(unsafe, "symbol_address", layout.__getitem__)
    monkeypatch.setattr(paging, "next_device_table", 0)
    Ptr[int](start)[0] = start + PAGE | WRITE | PRESENT
    Ptr[int](start + PAGE)[0] = start + 2 * PAGE | WRITE | PRESENT
    return start


@pytest.mark.parametrize(
    ("page", "rights"),
    [
        (0, 0),
        (0x1000, PRESENT | NO_EXECUTE),
        (0xF_F000, PRESENT | NO_EXECUTE),
        (0x10_0000, PRESENT),
        (0x10_2000, PRESENT),
        (0x10_3000, PRESENT | NO_EXECUTE),
        (0x10_5000, PRESENT | NO_EXECUTE),
        (0x10_6000, PRESENT | WRITE | NO_EXECUTE),
        (0x10_B000, 0),
        (0x10_D000, PRESENT | WRITE | NO_EXECUTE),
        (0x10_E000, 0),
        (0x10_F000, PRESENT | WRITE | NO_EXECUTE),
    ],
)
def test_rights_of_a_page(tables: int, page: int, rights: int) -> None:
    assert paging._rights(page) == rights


def _entry(tables: int, address: int) -> int:
    level3 = Ptr[int](tables)[address >> 39 & 511] & paging.ADDRESS
    level2 = Ptr[int](level3)[address >> 30 & 511] & paging.ADDRESS
    return Ptr[int](level2)[address >> 21 & 511]


@pytest.mark.parametrize("address", [0xFEE0_0000, 0xFEB0_0E00, 0x38_0000_4000, 0x80_0000_0000])
def test_registers_of_a_device_are_mapped_uncached(tables: int, address: int) -> None:
    paging.map_device(address)
    paging.map_device(address + 8)
    large_page = address & -paging.LARGE_PAGE
    rights = LARGE | UNCACHED | WRITE | PRESENT | NO_EXECUTE
    assert _entry(tables, address) == large_page | rights


def test_devices_share_tables(tables: int) -> None:
    for address in (0xFEE0_0000, 0xFEC0_0000, 0xFEB0_0000):
        paging.map_device(address)
    assert paging.next_device_table == tables + 4 * PAGE


def test_devices_too_far_apart_are_refused(tables: int) -> None:
    paging.map_device(0x80_0000_0000)
    paging.map_device(0x3 << 30)
    with pytest.raises(DeviceError):
        paging.map_device(0x2 << 30)
