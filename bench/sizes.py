"""Image sizes: whole files, as they would be shipped; for scale, what the others ship."""

from __future__ import annotations

import sys

from bench import harness, linux_guest, naja_side
from bench.harness import Bar, Options, Row, at_most
from bench.hello_spt import c_hello

KILOBYTE = 1024


def image_size(program: str, target: str, bar: Bar | None) -> Row:
    """One image's row."""
    size = naja_side.image(program, target).stat().st_size / KILOBYTE
    return Row(f"{target}: {program} image", "KiB", [size], bar=bar)


def hello(_options: Options) -> list[Row]:
    """Both hello images, and the C library's."""
    theirs = c_hello().stat().st_size / KILOBYTE
    ours = image_size("hello", "spt", at_most(4))
    return [
        Row(ours.what, ours.unit, ours.ours, bar=ours.bar, note=f"musl hello: {theirs:.1f} KiB"),
        image_size("hello", "virtio", at_most(10)),
    ]


def dns(_options: Options) -> list[Row]:
    """The appliance with its zone of twenty records."""
    return [image_size("dns", "virtio", at_most(64)), image_size("dns", "spt", at_most(64))]


def web(_options: Options) -> list[Row]:
    """The appliance with its small site."""
    return [image_size("web", "virtio", at_most(128)), image_size("web", "spt", None)]


def linux(_options: Options) -> list[Row]:
    """What the minimal Linux guest of the other rows takes, without any server."""
    size = linux_guest.guest().size() / KILOBYTE
    return [Row("for scale: Linux kernel and root", "KiB", [], against=harness.figure(size))]


MEASURES = [
    ("hello images", hello),
    ("DNS images", dns),
    ("web images", web),
    ("Linux guest", linux),
]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
