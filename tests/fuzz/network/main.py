"""A fuzzer of everything from Ethernet to HTTP, in the image that it tests.

    main.py SEED EXECUTIONS

An execution is a frame that a stack with a web server takes, with all that follows from it, or an
input of one of its parsers. Built with `--option compiler.COVERAGE=y` it goes by what code ran. It
ends with status 1 at the first exception, wrong answer or leak, printing what led there: standard
error has the exception, standard output the record, which `python -m tests.fuzz.network.replay`
lives through again under CPython. Every million executions it says how much memory lives.
"""

import gc
import sys
import traceback

from fuzzer.chance import Chance
from fuzzer.generator import Generator
from fuzzer.session import Session

from naja.lang import coverage, memory

LENGTHS = (40, 200, 200, 1000)
REPORT = 1_000_000
FLAT_BYTES = 1 << 20


class Report:
    """What is said on the way. least: bytes alive beside the corpus, when there were fewest."""

    def __init__(self) -> None:
        self.least = 1 << 60
        self.next = REPORT

    def tell(self, done: int, generator: Generator, seen: bytearray) -> bool:
        """One line: executions, blocks that ran, inputs kept, bytes alive. False if these grow."""
        gc.collect()
        live = memory.statistics().live_bytes
        beside = live - generator.held_bytes()
        blocks = len(seen) - seen.count(0)
        print(f"executions {done} blocks {blocks} kept {generator.kept()} live {live}", flush=True)
        while self.next <= done:
            self.next += REPORT
        self.least = min(self.least, beside)
        return beside <= self.least + FLAT_BYTES


def live(generator: Generator, chance: Chance, seen: bytearray, length: int) -> bool:
    """One session; False if it found something, which is then told."""
    session = Session(generator, chance, seen)
    try:
        session.run(length)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is a finding
        traceback.print_exception(error)
        print(session.record(), end="", flush=True)
        return False
    return True


def explore(seed: int, executions: int) -> int:
    """The exit status."""
    chance = Chance(seed)
    generator = Generator(chance)
    seen = bytearray(len(coverage.counters()))
    report = Report()
    done = 0
    while done < executions:
        length = min(LENGTHS[chance.below(len(LENGTHS))], executions - done)
        if not live(generator, chance, seen, length):
            return 1
        done += length
        if (done >= report.next or done == executions) and not report.tell(done, generator, seen):
            print("memory grows", file=sys.stderr)
            return 1
    print("seen " + seen.hex())
    return 0


if __name__ == "__main__":
    sys.exit(explore(int(sys.argv[1]), int(sys.argv[2])))
