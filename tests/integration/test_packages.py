"""Programs of several modules say the same under CPython and as an image.

`shopping`: a package with re-exports, `__all__`, relative and circular imports, imports inside
functions, `TYPE_CHECKING`, definitions by condition, and a module whose state of every shape is
changed at run time; `sys.exit(main())`.
"""

from pathlib import Path

PACKAGES = Path(__file__).parent / "packages"


def test_shopping(same_as_host) -> None:
    outcome = same_as_host(PACKAGES / "shopping" / "main.py", "spt")
    assert outcome.status == 3
    assert outcome.stdout.count("\n") == 10
