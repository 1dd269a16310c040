"""Zones and servers that the tests of this appliance share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from nameserver.build import build_directory
from nameserver.directory import Directory
from nameserver.query import Responder
from testing import nsd

ZONES = Path(__file__).parent / "testing" / "zones"

# Record sets too large for one reply, a line a record: the pattern and how many.
LARGE_SETS = (
    ("bigglue NS ns{0}.bigglue", 40),
    ("ns{0}.bigglue A 192.0.2.{0}", 40),
    ("ns{0}.bigglue AAAA 2001:db8::{0}", 40),
    ("manymx MX {0} mail{0}.manyhosts", 40),
    ("somemx MX {0} mail{0}.manyhosts", 12),
    ("mail{0}.manyhosts A 192.0.2.{0}", 40),
    ("addresses A 192.0.2.{0}", 24),
    ("toomany A 192.0.2.{0}", 100),
)


@pytest.fixture(scope="session")
def zones(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The zone files of the tests."""
    folder = tmp_path_factory.mktemp("zones")
    large = "\n".join(
        pattern.format(number) for pattern, count in LARGE_SETS for number in range(1, count + 1)
    )
    for file in ZONES.glob("*.zone"):
        text = file.read_text()
        (folder / file.name).write_text(
            f"{text}\n{large}\n" if file.stem == "example.org" else text
        )
    return sorted(folder.glob("*.zone"))


@pytest.fixture(scope="session")
def directory(zones: list[Path]) -> Directory:
    """The test zones, laid out."""
    return build_directory(zones)


@pytest.fixture
def responder(directory: Directory) -> Responder:
    """A server of the test zones."""
    return Responder(directory)


@pytest.fixture(scope="session")
def oracle(zones: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[nsd.Nsd]:
    """NSD with the test zones."""
    if nsd.executable() is None:
        pytest.skip("NSD is not installed (Debian package nsd)")
    with nsd.serving(zones, tmp_path_factory.mktemp("nsd")) as server:
        yield server
