"""Which file a PROGRAM on the command line means, and what it is called.

PROGRAM is a Python file, a folder with a main.py, a folder whose pyproject.toml names the entry
under [tool.naja], or that pyproject.toml itself. `naja run` and `naja inspect` take an image as
well.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from naja.cli.errors import Failure


@dataclass(frozen=True)
class Program:
    """entry: the file with the program's main. name: what its image is called."""

    entry: Path
    name: str


def is_image(path: Path) -> bool:
    """Whether the file is something built rather than a program."""
    if not path.is_file() or path.suffix == ".py":
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def find_program(text: str) -> Program:
    """The program that the user means. Raises Failure."""
    path = Path(text)
    if path.is_dir():
        return _in_folder(path)
    if path.name == "pyproject.toml" and path.is_file():
        return _in_folder(path.parent)
    if not path.exists():
        raise Failure(f"{text} does not exist")
    if path.suffix != ".py":
        raise Failure(f"{text} is not a Python file, nor a folder with a main.py")
    name = path.resolve().parent.name if path.name == "main.py" else path.stem
    return Program(path, name)


def _in_folder(folder: Path) -> Program:
    name = folder.resolve().name
    project = folder / "pyproject.toml"
    if project.is_file():
        entry = _named_entry(project)
        if entry:
            path = folder / entry
            if not path.is_file():
                raise Failure(f"{project}: [tool.naja] names {entry}, which does not exist")
            return Program(path, name)
    path = folder / "main.py"
    if not path.is_file():
        raise Failure(
            f"{folder} holds no main.py, and no pyproject.toml with an entry under [tool.naja]"
        )
    return Program(path, name)


def _named_entry(project: Path) -> str:
    import tomllib

    try:
        with project.open("rb") as stream:
            settings = tomllib.load(stream).get("tool", {}).get("naja", {})
    except tomllib.TOMLDecodeError as error:
        raise Failure(f"{project}: {error}") from None
    entry = settings.get("entry", "")
    if not isinstance(entry, str):
        raise Failure(f"{project}: entry under [tool.naja] must be the name of a file")
    return entry
