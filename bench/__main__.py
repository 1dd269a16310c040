"""All benchmarks, one table: `python -m bench` or `make bench`. See bench/README.md."""

import sys

from bench import (
    boot,
    build_time,
    dns,
    echo,
    harness,
    hello_spt,
    hello_virtio,
    idle,
    memory,
    sizes,
    soak,
)

MODULES = (sizes, hello_spt, hello_virtio, memory, build_time, dns, echo, boot, idle, soak)

if __name__ == "__main__":
    sys.exit(harness.main([measure for module in MODULES for measure in module.MEASURES]))
