"""Running in the background: the launcher leaves the terminal, and only its id stays behind.

The id is the process id of the launcher, so `kill ID` stops the run and cleans up. What the program
prints goes to a log whose name is told on standard error. A run that cannot start says so before
the prompt returns, with the status that it would have had in the foreground.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from naja.cli.errors import FORESEEN, MACHINE, as_failure

if TYPE_CHECKING:
    from naja.cli.run_image import Run

STARTED = b"started"


def detach(run: Run) -> int:
    """Start the run in a process of its own; 0 once it has started."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "naja"
    state.mkdir(parents=True, exist_ok=True)
    answers, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(answers)
        _run_in_background(run, state / f"{os.getpid()}.log", tell)
    os.close(tell)
    answer = _answer(answers, pid)
    if answer == STARTED:
        print(pid)
        print(f"output goes to {state / f'{pid}.log'}", file=sys.stderr)
        return 0
    status, _, message = answer.decode(errors="replace").partition(" ")
    print(message or "naja: the run ended before it began", file=sys.stderr)
    return int(status) if status.isdigit() else MACHINE


def _answer(answers: int, pid: int) -> bytes:
    """What the launcher tells. Ctrl-C ends it too, though it has left the terminal."""
    try:
        with os.fdopen(answers, "rb") as stream:
            return stream.read()
    except KeyboardInterrupt:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
        raise


def _run_in_background(run: Run, log: Path, tell: int) -> None:
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for fd, number in ((null, 0), (output, 1), (output, 2)):
        os.dup2(fd, number)

    def started() -> None:
        os.write(tell, STARTED)
        os.close(tell)

    status = MACHINE
    try:
        status = run.execute(started)
    except FORESEEN as error:
        failure = as_failure(error)
        if failure:
            print(failure.message, file=sys.stderr)
            os.write(tell, f"{failure.status} {failure.message}".encode())
            status = failure.status
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
