"""What the verbs share: an option parser that shows examples, sizes of memory, and JSON output."""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import Any, NoReturn

from naja.cli.errors import Failure

UNITS = {"": 1 << 20, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
TARGETS = ("host", "spt", "virtio")


class Parser(argparse.ArgumentParser):
    """Options of one verb. examples: lines shown under --help."""

    def __init__(self, verb: str, purpose: str, examples: str) -> None:
        indented = "\n".join(f"  {line}" for line in examples.strip().splitlines())
        super().__init__(
            prog=f"naja {verb}",
            description=purpose,
            epilog=f"examples:\n{indented}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """One sentence instead of the usage text."""
        raise Failure(f"{message} ({self.prog} --help tells more)")


def parse_memory(text: str) -> int:
    """Bytes of 16M, 512K, 1G or 16 (MiB). Raises Failure."""
    match = re.fullmatch(r"(\d+)([kKmMgG]?)(?:i?[bB])?", text)
    if not match or not int(match[1]):
        raise Failure(f"-m {text}: write a size such as 16M, 512K or 1G")
    size: int = int(match[1]) * UNITS[match[2].lower()]
    present = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if size > present:
        raise Failure(f"-m {text}: this machine has {present >> 20}M; give less")
    return size


def human_size(size: int) -> str:
    """Bytes for people."""
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.2f} MB"


def print_json(value: Any) -> None:
    """Write JSON on standard output."""
    import json

    json.dump(value, sys.stdout, indent=1)
    sys.stdout.write("\n")
