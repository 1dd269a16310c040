"""What the stack must show, every row: `make bench-net`, or `python -m bench.net`.

Words choose rows: `http`, `http-close`, `stream`, `exchange`, `udp`, `idle-memory`, `image`,
`launch`, `memory`, or a target.
"""

import sys
from functools import partial

from bench import (
    chart,
    connections,
    echo,
    exchanges,
    harness,
    launch,
    memory,
    sizes,
    streams,
    web,
)

MEASURES: list[harness.Measure] = [
    ("http spt", web.spt),
    ("http-close spt", partial(web.spt, keep=False)),
    ("http virtio", web.virtio),
    ("http-close virtio", partial(web.virtio, keep=False)),
    ("stream spt", streams.spt),
    ("stream virtio", streams.virtio),
    ("exchange spt", exchanges.measure),
    ("udp spt", echo.udp),
    ("idle-memory spt", connections.measure),
    ("image virtio", sizes.web),
    ("launch spt", launch.measure),
    ("memory spt virtio", memory.pages),
]

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES, chart.drawn("bench-net")))
