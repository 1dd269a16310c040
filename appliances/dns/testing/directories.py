"""What lies in a directory."""

from __future__ import annotations

import struct

from nameserver.directory import NODE_NAME, Directory


def names_in(directory: Directory) -> list[bytes]:
    """The names that have nodes, in wire format."""
    slots = struct.unpack_from(f"!{directory.slot_count}I", directory.data)
    places = [node + NODE_NAME for node in slots if node]
    data = directory.data
    return sorted(data[place + 1 : place + 1 + data[place]] for place in places)
