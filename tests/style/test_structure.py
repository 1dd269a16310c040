"""The structure of the tree, read from imports and syntax: layers, wings, unsafe code, habits."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "naja"
INSIDE = ("lang", "runtime", "platform", "os", "stdlib")
"""The parts inside an image, lowest first."""
BUILD = ("compiler", "image")
HOST = ("vmm", "daemon", "cli")
CONTRACT = "naja.platform.contract"
UNSAFE_ALLOWED = ("lang", "runtime", "platform")
MARKS = re.compile(
    "#.*\\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "HA" + "CK"]) + ")\\b(?!.*#\\d+)"
)
HELPERS = ("conftest.py", "testing.py", "testbed.py")


def sources() -> list[Path]:
    """Every module that is no test."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.name.startswith("test_") and path.name not in HELPERS
    ]


def part(path: Path) -> str:
    inside = path.relative_to(SOURCE).parts
    return inside[0] if len(inside) > 1 else ""


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports from naja."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("naja"):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("naja"):
                    yield node.lineno, alias.name


def wrong_imports(allowed: object) -> list[str]:
    """Imports that `allowed(part, path, name)` refuses, as file:line."""
    assert callable(allowed)
    return [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sources()
        for line, name in imports(path)
        if not allowed(part(path), path, name)
    ]


def test_layers_inside_an_image_import_only_downwards() -> None:
    def allowed(own: str, path: Path, name: str) -> bool:
        other = name.split(".")[1] if "." in name else ""
        if own not in INSIDE or other not in INSIDE or name.startswith(CONTRACT):
            return True
        if own == "platform" and other == "runtime":
            return True
        return INSIDE.index(other) <= INSIDE.index(own)

    assert wrong_imports(allowed) == []


def test_nothing_inside_an_image_imports_the_wings_outside() -> None:
    def allowed(own: str, path: Path, name: str) -> bool:
        other = name.split(".")[1] if "." in name else ""
        return own not in INSIDE or other not in BUILD + HOST

    assert wrong_imports(allowed) == []


def test_the_compiler_does_not_import_the_host() -> None:
    def allowed(own: str, path: Path, name: str) -> bool:
        other = name.split(".")[1] if "." in name else ""
        return own not in BUILD or other not in HOST

    assert wrong_imports(allowed) == []


def test_only_runtime_platform_and_drivers_are_unsafe() -> None:
    def allowed(own: str, path: Path, name: str) -> bool:
        if not name.startswith("naja.lang.unsafe"):
            return True
        return own in UNSAFE_ALLOWED or own in BUILD

    assert wrong_imports(allowed) == []


def test_assembly_stands_in_platform_and_the_code_generator_only() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sources()
        if re.search(r"\bmodule_asm\(", path.read_text()) and part(path) not in ("platform", "lang")
    ]
    assert [f for f in found if "/compiler/" not in f] == []


def test_no_c_in_the_product() -> None:
    assert [p for p in SOURCE.rglob("*") if p.suffix in (".c", ".h", ".cc", ".cpp", ".rs")] == []


def test_the_contract_is_small() -> None:
    lines = (SOURCE / "platform" / "contract.py").read_text().splitlines()
    assert len(lines) < 350


@pytest.mark.parametrize("folder", ["src", "appliances", "examples", "bench", "tests", "tools"])
def test_no_promises_without_an_issue_and_no_blanket_excepts(folder: str) -> None:
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text()
        for number, line in enumerate(text.splitlines(), 1):
            if MARKS.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
        # tests/integration/newer holds what this Python may not know
        for node in ast.walk(ast.parse(text)) if path.parent.name != "newer" else ():
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: bare except")
    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.name != "__init__.py" and not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    assert silent == []
