"""Images that may not be started are refused with a sentence; those that may get their memory."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from naja.vmm.errors import ImageError
from naja.vmm.image import parse_image, read_image
from naja.vmm.testing import link

GUEST = """
    .globl _start
_start: ud2
    .data
    .quad 1
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return link(GUEST, tmp_path_factory.mktemp("image")).read_bytes()


def test_memory_is_the_span_of_the_loaded_image(data: bytes) -> None:
    image = parse_image("guest", data)
    sized = parse_image("guest", image.with_memory(8 << 20))
    assert sized.loads[-1].end - sized.loads[0].address == 8 << 20
    assert len(sized.data) == len(data)


def test_too_little_memory_names_what_is_needed(data: bytes) -> None:
    image = parse_image("guest", data)
    with pytest.raises(ImageError, match=r"give -m \d+K or more") as caught:
        image.with_memory(4096)
    need = int(str(caught.value).split("-m ")[1].split("K")[0])
    assert image.with_memory(need << 10)


@pytest.mark.parametrize("length", [4, 40, 64, 200])
def test_a_truncated_image_is_refused(data: bytes, length: int) -> None:
    with pytest.raises(ImageError, match="cut short"):
        parse_image("guest", data[:length])


@pytest.mark.parametrize(
    ("offset", "value", "sentence"),
    [
        (0, b"#!/b", "not an image"),
        (18, b"\xb7\0", "another processor"),
        (16, b"\x02\0", "Linux program"),
        (32, struct.pack("<Q", 1 << 62), "cut short"),
    ],
)
def test_a_foreign_file_is_refused(data: bytes, offset: int, value: bytes, sentence: str) -> None:
    with pytest.raises(ImageError, match=sentence):
        parse_image("guest", data[:offset] + value + data[offset + len(value) :])


def _with_flags(data: bytes, kind: int, flags: int) -> bytes:
    image = parse_image("guest", data)
    segment = next(s for s in reversed(image.segments) if s.kind == kind)
    at = segment.position + 4
    return data[:at] + struct.pack("<I", flags) + data[at + 4 :]


@pytest.mark.parametrize(
    ("kind", "flags", "sentence"),
    [(1, 7, "writable and executable"), (1, 4, "no writable"), (0x6474E551, 7, "stack")],
)
def test_weak_protections_are_refused(data: bytes, kind: int, flags: int, sentence: str) -> None:
    with pytest.raises(ImageError, match=sentence):
        parse_image("guest", _with_flags(data, kind, flags))


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="cannot be read: No such file"):
        read_image(tmp_path / "none")
