"""Zone files to the frozen directory. Build time only.

`build_directory()` finds the zone files, reads them, has every answer worked out that a query can
get (plan.py), and has them laid out (layout.py).
"""

from __future__ import annotations

import os
from pathlib import Path

from naja.lang import BuildError
from nameserver.directory import Directory
from nameserver.layout import lay_out
from nameserver.plan import planned
from nameserver.tree import Tree
from nameserver.zonefile import read_zone

ZONES_VARIABLE = "NAJA_DNS_ZONES"


def zone_files(folder: Path) -> list[Path]:
    """The files that NAJA_DNS_ZONES names (files or folders, separated by colons), or those in
    `folder`; sorted."""
    places = os.environ.get(ZONES_VARIABLE, "")
    paths = [Path(place) for place in places.split(os.pathsep) if place] or [folder]
    files = [
        file
        for path in paths
        for file in (sorted(path.glob("*.zone")) if path.is_dir() else [path])
    ]
    if not files:
        where = ", ".join(str(path) for path in paths)
        raise BuildError(f"no zone file; put one named *.zone there or set {ZONES_VARIABLE}", where)
    return files


def build_directory(files: list[Path]) -> Directory:
    """The directory of all zones in `files`."""
    zones = [read_zone(file.resolve(), _display(file)) for file in files]
    entries = planned(Tree(zones))
    data, slot_count = lay_out(entries)
    most_labels = max(len(entry.domain.name) for entry in entries)
    return Directory(data, slot_count, most_labels, len(zones), len(entries))


def _display(file: Path) -> str:
    """The file as messages call it: relative where that is shorter."""
    relative = os.path.relpath(file)
    return min(relative, str(file), key=len)
