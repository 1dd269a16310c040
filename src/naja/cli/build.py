"""`naja build`: a program into an image, or into the text of a stage on the way there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from naja.cli.errors import Failure
from naja.cli.options import Parser, human_size, print_json
from naja.cli.program import Program, find_program
from naja.cli.progress import progress

if TYPE_CHECKING:
    from naja.compiler.driver import BuildResult

IMAGE_TARGETS = ("spt", "virtio")
EXAMPLES = """
naja build hello                         an image for a sandboxed process: build/hello.spt
naja build hello --target virtio -o k    an image for a virtual machine, named k
naja build main.py --emit ir             what the compiler understood; llvm and asm go further
naja build hello --profile dev           quicker to build, with every check of the compiler on
"""


def main(words: list[str]) -> int:
    """Build; prints one line about the image."""
    parser = Parser("build", "Compile a program into an image.", EXAMPLES)
    parser.add_argument("program", help="a Python file, or a folder with a main.py")
    parser.add_argument("--target", choices=IMAGE_TARGETS, default="spt", help="(default: spt)")
    parser.add_argument("-o", dest="out", metavar="FILE", help="where to write the image")
    parser.add_argument("--emit", choices=("ir", "llvm", "asm"), help="print that stage instead")
    parser.add_argument(
        "--profile", choices=("dev", "release"), default="release", help="(default: release)"
    )
    parser.add_argument("--json", action="store_true", help="what was built, for scripts")
    add_option_argument(parser)
    options = parser.parse_args(words)
    program = find_program(options.program)
    with build_options(options.option):
        if options.emit:
            return _emit(program, options.target, options.profile, options.emit, options.out)
        default = Path("build", f"{program.name}.{options.target}")
        out = Path(options.out) if options.out else default
        result = build_image(program, options.target, options.profile, out)
    if options.json:
        print_json(_facts(result, options.target, options.profile))
    else:
        seconds = sum(result.seconds.values())
        print(f"{out}  {human_size(result.size)}  in {seconds:.2f} s")
    return 0


def add_option_argument(parser: Parser) -> None:
    """--option, for the verbs that build."""
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a build option of a Kconfig, such as runtime.BUMP=y",
    )


@contextmanager
def build_options(settings: list[str]) -> Iterator[None]:
    """Build options for what is built meanwhile. Raises Failure."""
    from naja.compiler.build_options import OptionError, chosen

    try:
        with chosen(settings):
            yield
    except OptionError as error:
        raise Failure(f"--option {error}") from None


def build_image(program: Program, target: str, profile: str, out: Path) -> BuildResult:
    """Build at `out`, making its folder. Raises what the compiler raises."""
    if out.is_dir():
        raise Failure(f"-o {out}: that is a folder; name a file")
    if out.exists() and not out.is_file():
        raise Failure(f"-o {out}: that is no ordinary file; name one")
    if objection := objection_to(out.absolute().parent):
        raise Failure(f"-o {out}: {objection}")
    from naja.compiler import driver

    with progress(f"building {program.name} for {target}"):
        return driver.build(program.entry, target, profile, out)


def objection_to(folder: Path) -> str:
    """Why nothing can be written in a folder, which need not be there yet; or nothing."""
    above = next(path for path in (folder, *folder.parents) if path.exists())
    if not above.is_dir():
        return f"{above} is not a folder"
    return "" if os.access(above, os.W_OK) else f"you may not write in {above}"


def _emit(program: Program, target: str, profile: str, stage: str, out: str | None) -> int:
    from naja.compiler import driver

    with progress(f"compiling {program.name}"):
        text = driver.build(program.entry, target, profile, None, stage).text
    if out:
        Path(out).write_text(text)
    else:
        sys.stdout.write(text)
    return 0


def _facts(result: BuildResult, target: str, profile: str) -> dict[str, object]:
    return {
        "image": str(result.output),
        "debug": str(result.debug),
        "map": f"{result.output}.map",
        "target": target,
        "profile": profile,
        "bytes": result.size,
        "seconds": {name: round(value, 4) for name, value in result.seconds.items()},
        "cached": result.cached,
    }
