"""`naja run`: a program or an image, on the best target of this machine or on the one that is
named.

Flow: options → target → image (built when a program was given) → network → launcher → exit
status. The devices made on the way are taken away again, however the run ends.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from naja.cli.errors import Failure
from naja.cli.options import TARGETS, Parser, parse_memory
from naja.cli.program import find_program, is_image

EXAMPLES = """
naja run hello                                on the best target of this machine
naja run main.py --target host -- one two     under CPython, with arguments
naja run appliances/dns -p 8053:53/udp        a port of this machine leads to the program's
naja run dns --net tap:tap0 --ip 10.0.0.2/24  on a TAP device, at that address
naja run build/hello.virtio -m 8M -e LANG=C   an image, with its memory and environment
naja run dns -p 8053:53/udp --pcap dns.pcap   every frame into a file for tcpdump and Wireshark
naja run web -p 8080:80 --trace net           a line on standard error for every frame
naja run web -p 8080:80 --fault loss=5%,delay=20ms+-5ms,seed=7   over a bad network
naja run dns -p 8053:53/udp -d                in the background; prints an id, kill ID ends it
"""
DEFAULT_MEMORY = "32M"


def main(words: list[str]) -> int:
    """Run it; returns the program's exit status."""
    options = _parse(words)
    path = Path(options.program)
    if options.option and is_image(path):
        raise Failure(f"--option {options.option[0]}: {path} is built already; naja build takes it")
    target = _target(options, path)
    environment = dict(_assignment(text) for text in options.env)
    if target == "host":
        from naja.cli.run_host import run_host

        return run_host(find_program(options.program), environment, options)
    image = path if is_image(path) else _built(options, target)
    from naja.cli.run_image import Run

    run = Run(image, target, environment, options)
    if options.detach:
        from naja.cli.detach import detach

        return detach(run)
    return run.execute()


def _parse(words: list[str]) -> argparse.Namespace:
    purpose = "Run a program, or an image that was built. Words behind -- are its sys.argv."
    from naja.cli.build import add_option_argument

    parser = Parser("run", purpose, EXAMPLES)
    parser.add_argument("program", help="a Python file, a folder with a main.py, or an image")
    parser.add_argument("--target", choices=TARGETS, help="(default: the best one here)")
    parser.add_argument(
        "-m", dest="memory", default=DEFAULT_MEMORY, metavar="SIZE", help="memory, such as 4M"
    )
    parser.add_argument(
        "-p",
        dest="publish",
        action="append",
        default=[],
        metavar="[ADDR:]PORT:PORT[/udp]",
        help="let a port of this machine (of 127.0.0.1) lead to one of the program's",
    )
    parser.add_argument("--net", metavar="NET", help="tap:NAME, user (default with -p) or none")
    parser.add_argument("--ip", metavar="CIDR", help="the program's address; default: by DHCP")
    parser.add_argument("--gateway", metavar="IP", help="the router, with --ip")
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        metavar="NAME=IP",
        help="an address that the program finds under that name",
    )
    parser.add_argument("--pcap", metavar="FILE", help="write every frame to a capture file")
    parser.add_argument("--trace", choices=("net",), help="print a line for every frame")
    parser.add_argument(
        "--fault",
        metavar="FAULTS",
        help="harm the frames both ways: loss, reorder, dup, corrupt (shares such as 5%%), "
        "delay (such as 20ms or 20ms+-5ms), seed (a number: the same again)",
    )
    parser.add_argument("--timeline", action="store_true", help="tell in the end what came when")
    parser.add_argument(
        "-e",
        dest="env",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="os.environ of the run; what modules read of it when they are imported is built in",
    )
    parser.add_argument("-d", dest="detach", action="store_true", help="run in the background")
    parser.add_argument(
        "--machine", choices=("microvm", "q35"), default="microvm", help="QEMU's machine"
    )
    parser.add_argument("--profile", choices=("dev", "release"), default="release")
    add_option_argument(parser)
    cut = words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:cut])
    options.arguments = words[cut + 1 :]
    options.memory = parse_memory(options.memory)
    return options


def _assignment(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise Failure(f"-e {text}: write KEY=VALUE")
    return key, value


def _target(options: argparse.Namespace, path: Path) -> str:
    if is_image(path):
        from naja.vmm.image import read_image

        return options.target or read_image(path).target
    if options.target:
        return str(options.target)
    from naja.cli.targets import best_target

    return best_target(needs_user_network=bool(options.publish) or options.net == "user")


def _built(options: argparse.Namespace, target: str) -> Path:
    """The image of a program, built among the cached ones."""
    import hashlib

    from naja.cli.build import build_image, build_options, objection_to

    program = find_program(options.program)
    settings = [*options.option, *(["runtime.TIMELINE=y"] if options.timeline else [])]
    where = f"{program.entry.resolve()} {target} {options.profile} {settings}"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "naja" / "run" / hashlib.sha256(where.encode()).hexdigest()[:16]
    out = folder / f"{program.name}.{target}"
    if objection := objection_to(folder):
        raise Failure(
            f"{objection}, where `naja run` keeps images: name another folder in XDG_CACHE_HOME"
        )
    with build_options(settings):
        build_image(program, target, options.profile, out)
    return out
