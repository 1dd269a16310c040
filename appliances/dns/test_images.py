"""The compiled server, on each target, replies exactly as its source does under CPython."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
from nameserver.directory import Directory
from nameserver.query import Responder
from testing import images, queries

ASKED_OF_EACH_NAME = 700  # of the questions that differ in name, type and class only
MUTATED = 500


def questions(directory: Directory) -> list[bytes]:
    """Something of every group."""
    chance = random.Random(1034)
    packets = chance.sample(queries.names_types_and_classes(directory), ASKED_OF_EACH_NAME)
    packets += [packet for name in queries.LARGE for packet in queries.truncated(name)[::23]]
    packets += queries.case_and_flags() + queries.longest_names() + queries.other_classes()
    packets += queries.edns() + queries.malformed_and_unsupported()
    return packets + queries.mutated(directory, MUTATED, seed=1)


@pytest.mark.parametrize("target", ["spt", "virtio"])
def test_image_replies_as_its_source(
    target: str, zones: list[Path], directory: Directory, responder: Responder, tmp_path: Path
) -> None:
    if missing := images.missing_tools(target):
        pytest.skip(f"{target} needs {' and '.join(missing)}")
    image = tmp_path / f"dns.{target}"
    images.build(target, zones, image)
    with images.serving(image, "4M") as client:
        for number, packet in enumerate(questions(directory)):
            packet = struct.pack("!H", number & 0xFFFF) + packet[2:]
            expected = bytes(responder.reply[: responder.respond(packet)])
            client.send(packet)
            if expected:
                assert client.recv(2048) == expected, packet.hex()
