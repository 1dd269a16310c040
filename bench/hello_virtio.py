"""From the execution of QEMU to the first console line: our hello against 20 instructions.

The other side is a PVH image that prints one line and ends the machine, on the very command line
that `naja run` gives QEMU, with only the kernel exchanged.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench import harness, naja_side, toolchain
from bench.harness import Options, Row, Side, at_most
from naja.vmm.qemu import STATUS_PORT


def stub() -> Path:
    """The assembly guest."""
    flags = ("-m32", "-nostdlib", "-static", "-Wl,-Ttext=0x100000", "-Wl,--build-id=none")
    port = f"-DDEBUG_EXIT_PORT={STATUS_PORT:#x}"
    return toolchain.compiled("stub.S", "gcc", *flags, port)


def first_line(command: list[str]) -> Side:
    """Milliseconds to the first line; a debug exit of 0 ends QEMU with status 1."""
    tool = [str(toolchain.native_tool("timed.c")), "-l", "-s", "1", "1"]

    def once() -> float:
        return int(toolchain.output([*tool, *command])) / 1e6

    return once


def measure(options: Options) -> list[Row]:
    """The row."""
    image = naja_side.image("hello", "virtio")
    ours = naja_side.qemu_command(image)
    theirs = naja_side.qemu_command(stub())
    pairs = harness.alternate(first_line(ours), first_line(theirs), options.runs(40))
    return [
        Row("virtio: QEMU to first line", "ms", *pairs, "assembly stub", at_most(1.10)),
    ]


MEASURES = [("hello on virtio", measure)]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES))
