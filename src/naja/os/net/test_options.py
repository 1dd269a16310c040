"""Every option of a Kconfig is a constant of the options.py beside it, with the same default."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/Kconfig"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_kconfig_and_options_agree(folder):
    text = (folder / "Kconfig").read_text()
    entries = re.findall(r"config (\w+)\n.*?default (\d+).*?help\n\s+\S", text, re.DOTALL)
    declared = {name.removeprefix(folder.name.upper() + "_"): int(value) for name, value in entries}
    module = importlib.import_module(f"naja.os.net.{folder.name}.options")
    constants = {name: value for name, value in vars(module).items() if name.isupper()}
    assert declared == constants
