"""`naja`: the command line. Finds the verb, runs it, and turns what goes wrong into one sentence.

Exit status: the program's own under `naja run`; 0 when all went well; 2 for a mistake in the
program or in the options; 1 for what this machine lacks or refuses; 70 for a mistake of naja
itself, which is reported with the stage that it happened in and never as a traceback; 130, in
silence, after Ctrl-C. Verbs are imported when they are called, so that a short command starts
quickly.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

INTERRUPTED = 130
VERBS = {
    "new": "start a project",
    "check": "find what cannot be compiled, without building",
    "build": "compile a program into an image",
    "run": "run a program or an image",
    "inspect": "say what an image holds, and why",
}

OVERVIEW = """naja: unikernels in Python

usage: naja VERB [OPTIONS]

{verbs}

examples:
  naja new hello                        make a folder with a first program
  naja run hello                        build it and run it on the best target of this machine
  naja build hello --target virtio      compile it into an image for a virtual machine
  naja inspect build/hello.virtio       see what is in the image, and why

naja VERB --help tells more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.excepthook = _internal_error
    sys.unraisablehook = _unheard
    _open_standard_files()
    if not words or words[0] in {"-h", "--help", "help"}:
        print(OVERVIEW.format(verbs="\n".join(f"  {v:<9}{VERBS[v]}" for v in VERBS)))
        return 0
    if words[0] == "--version":
        from naja import __version__

        print(f"naja {__version__}")
        return 0
    if words[0] not in VERBS:
        print(f"naja: there is no {words[0]!r}: write {', '.join(VERBS)}", file=sys.stderr)
        return 2
    try:
        return _run_verb(*words)
    finally:
        gc.freeze()  # the interpreter need not look for garbage among syntax trees at its end


def _open_standard_files() -> None:
    """A shell may close them; a file opened later must not take their place."""
    for fd in range(3):
        try:
            os.fstat(fd)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(1, "w")  # noqa: SIM115 (open until the end)
    sys.stderr = sys.stderr or open(2, "w")  # noqa: SIM115


def _run_verb(verb: str, *words: str) -> int:
    from naja.cli.errors import FORESEEN, as_failure

    module = importlib.import_module(f"naja.cli.{verb}")
    try:
        status: int = module.main(list(words))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _drop_output()
        return 1
    except FORESEEN as error:
        failure = as_failure(error)
        if isinstance(error, OSError):
            _drop_output()
        if failure is None:
            raise
        print(failure.message, file=sys.stderr)
        return failure.status


def _drop_output() -> None:
    """What could not be written is not tried again when the interpreter ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _internal_error(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """What no part of naja foresaw."""
    if issubclass(kind, KeyboardInterrupt):
        _interrupted()
    from naja.cli.errors import INTERNAL

    message = str(error) or "no details"
    print(f"naja: internal error: {kind.__name__}: {message}", file=sys.stderr)
    if os.environ.get("NAJA_TRACEBACK"):
        sys.__excepthook__(kind, error, trace)  # type: ignore[arg-type]
    else:
        print(
            "  this is a mistake of naja, not of your program; NAJA_TRACEBACK=1 shows where",
            file=sys.stderr,
        )
    sys.stderr.flush()
    os._exit(INTERNAL)


def _unheard(unraisable: sys.UnraisableHookArgs) -> None:
    """An exception where nobody can catch it, as in the interpreter's own callbacks."""
    if unraisable.exc_type is not None and issubclass(unraisable.exc_type, KeyboardInterrupt):
        _interrupted()
    sys.__unraisablehook__(unraisable)


def _interrupted() -> NoReturn:
    """At once: LLVM may still be at work in a thread of its own."""
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    sys.exit(main())
