"""Compression, and images that unpack themselves."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from naja.image import lz
from naja.image.pack import pack

repetitive = st.lists(st.sampled_from([b"a", b"bc", b"\0" * 20, b"naja", bytes(range(40))])).map(
    b"".join
)


@given(data=st.one_of(st.binary(), repetitive))
def test_what_is_compressed_comes_back(data: bytes) -> None:
    assert lz.decompress(lz.compress(data)) == data


def test_long_runs_and_far_matches() -> None:
    noise = random.Random(1).randbytes(70000)
    data = b"\0" * 5000 + noise[:1000] + noise + b"\0" * 300 + noise[-600:]
    block = lz.compress(data)
    assert lz.decompress(block) == data
    assert len(block) < 72000


def test_small_images_stay(tmp_path: Path) -> None:
    assert pack(b"\x7fELF" + bytes(1000), b"") == b"\x7fELF" + bytes(1000)
