"""A build's files come into being aside and take their places together, once all are whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staged(image: Path) -> Iterator[Path]:
    """Another path for `image`. When the block ends well, what lies there and beside it moves to
    the image's folder, the image last; else nothing of it stays, and what was there before does.
    """
    with tempfile.TemporaryDirectory(dir=image.parent, prefix=".naja-") as folder:
        aside = Path(folder, image.name)
        yield aside
        for path in sorted(Path(folder).iterdir(), key=lambda path: path == aside):
            os.replace(path, image.with_name(path.name))
