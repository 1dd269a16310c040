"""Every option of a Kconfig is a constant of the options.py beside it, with the same default."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

BOOLEANS = {"y": True, "n": False}
ROOT = Path(__file__).parents[1]
PARTS = ("os", "stdlib", "runtime", "http", "compiler")
FOLDERS = sorted(path.parent for part in PARTS for path in ROOT.glob(f"{part}/**/Kconfig"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_kconfig_and_options_agree(folder):
    text = (folder / "Kconfig").read_text()
    entries = re.findall(r"config (\w+)\n.*?default (\w+).*?help\n\s+\S", text, re.DOTALL)
    prefix = folder.name.upper() + "_"
    declared = {
        name.removeprefix(prefix): BOOLEANS[value] if value in BOOLEANS else int(value)
        for name, value in entries
    }
    package = ".".join(("naja", *folder.relative_to(ROOT).parts))
    module = importlib.import_module(f"{package}.options")
    constants = {name: value for name, value in vars(module).items() if name.isupper()}
    assert declared == constants
