"""Checks the documentation: every relative link of every page leads to something that is there.

Prints the pages with their titles, and ends with status 1 if a link is broken.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
SKIPPED = {".venv", ".git", "build"}


def pages() -> list[Path]:
    """Every page of this tree."""
    found = ROOT.rglob("*.md")
    return sorted(p for p in found if not SKIPPED & set(p.relative_to(ROOT).parts))


def broken(page: Path) -> list[str]:
    """The links of a page that lead nowhere."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and ":" not in target]
    return [target for target in local if not (page.parent / target).exists()]


def main() -> int:
    """Print the pages and what is wrong with them."""
    status = 0
    for page in pages():
        title = page.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
        print(f"{page.relative_to(ROOT)!s:<44} {title}")
        for target in broken(page):
            print(f"  broken link: {target}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
