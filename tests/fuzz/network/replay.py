"""Lives through a record of the network's fuzzer again, under CPython.

`naja.http` is then on the event loop of an image, as it is there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from naja.compiler.build_options import chosen
from naja.stdlib import asyncio as of_images
from tests.fuzz.network.options import settings

HERE = Path(__file__).parent


def replay(record: str) -> None:
    """Raises what the image raised. For a process of its own: it changes what asyncio is."""
    sys.modules["asyncio"] = of_images
    sys.path.insert(0, str(HERE))
    with chosen(settings()):
        from fuzzer.session import again

        again(record)


if __name__ == "__main__":
    replay(Path(sys.argv[1]).read_text())
