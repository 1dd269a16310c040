"""The command line from outside: statuses, sentences, arguments, and what a run leaves behind.

Images here are a few instructions of assembly, so that these tests need no compiler.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import naja
from naja.cli.boot import boot_string
from naja.vmm.testing import link, link_virtio

SOURCE = Path(naja.__file__).parent.parent
SHOW_BOOT = """
    .globl _start
_start:
    movq 16(%rsp), %rsi
    xorl %edx, %edx
1:  cmpb $0, (%rsi,%rdx)
    je 2f
    incq %rdx
    jmp 1b
2:  movl $1, %eax
    movl $1, %edi
    syscall
    movl $231, %eax
    movl $5, %edi
    syscall
    .data
    .quad 1
"""
WAIT = """
    .globl _start
_start:
    movl $1, %eax
    movl $1, %edi
    leaq text(%rip), %rsi
    movl $6, %edx
    syscall
    movl $271, %eax
    xorl %edi, %edi
    xorl %esi, %esi
    xorl %edx, %edx
    xorl %r10d, %r10d
    syscall
    .data
text: .ascii "ready\\n"
"""
NULL = "    .globl _start\n_start: movq 0, %rax\n .data\n .quad 1\n"
MAIN_BLOCK = "if __name__ == '__main__':\n    print(1)\n"


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "naja.cli.main", *words]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCE), **more}


def run(*words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words),
        env=environment(),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["fly"], "there is no 'fly'"),
        (["build"], "required: program"),
        (["build", "absent.py"], "absent.py does not exist"),
        (["build", "."], "holds no main.py"),
        (["build", "notes.txt"], "not a Python file"),
        (["run", "main.py", "-m", "lots"], "-m lots: write a size"),
        (["run", "main.py", "-e", "KEY"], "-e KEY: write KEY=VALUE"),
        (["run", "main.py", "--target", "xen"], "invalid choice: 'xen'"),
        (["run", "short"], "short is cut short"),
        (["run", "/bin/sh"], "a Linux program, not an image"),
        (["inspect", "main.py"], "not an image"),
        (["new", "."], "a project's name"),
        (["new", "/"], "a project's name"),
    ],
)
def test_mistakes_give_a_sentence_and_status_2(
    words: list[str], sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no program")
    (tmp_path / "main.py").write_text("pass\n") if words[1:2] != ["."] else None
    (tmp_path / "short").write_bytes(b"\x7fELF\x02\x01")
    done = run(*words, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        (".", "that is a folder; name a file"),
        ("pipe", "that is no ordinary file; name one"),
        ("file/image", "file is not a folder"),
    ],
)
def test_no_image_can_be_put_there(out: str, sentence: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    (tmp_path / "main.py").write_text(MAIN_BLOCK)
    done = run("build", ".", "-o", out, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert (tmp_path / "pipe").is_fifo()


def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(MAIN_BLOCK)
    (tmp_path / "cache").touch()
    words = command("run", str(tmp_path), "--target", "spt")
    cache = environment(XDG_CACHE_HOME=str(tmp_path / "cache"))
    done = subprocess.run(words, env=cache, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"naja: {tmp_path / 'cache'} is not a folder, where `naja run` keeps images: "
        "name another folder in XDG_CACHE_HOME\n"
    )


def test_a_full_disk_is_no_mistake_of_naja(tmp_path: Path) -> None:
    image = link(WAIT, tmp_path)
    image.with_name(image.name + ".map").write_text(
        json.dumps({"bytes": image.stat().st_size, "target": "spt", "sections": [], "symbols": []})
    )
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command("inspect", str(image)),
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "naja: no space is left on the disk\n")


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(MAIN_BLOCK)
    (tmp_path / "gone").mkdir()
    text = 'cd "$1/gone"; rmdir "$1/gone"; shift; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", text, "sh", str(tmp_path), *command("build", str(tmp_path))],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "naja: the folder that you are in is gone: change to another one\n"


@pytest.mark.parametrize("verb", ["", "new", "check", "build", "run", "inspect"])
def test_help_shows_examples(verb: str) -> None:
    done = run(*verb.split(), "--help")
    assert done.returncode == 0
    assert "examples:" in done.stdout


def test_arguments_environment_and_status_pass_through_spt(tmp_path: Path) -> None:
    image = link(SHOW_BOOT, tmp_path)
    done = run("run", str(image), "-e", "A=b c", "--", "one", "t wo", "-m")
    assert (done.returncode, done.stderr) == (5, "")
    assert done.stdout == "naja.fd.stop=3 naja.env=A=b%20c -- one t%20wo -m"


def test_a_new_project_runs_on_host(tmp_path: Path) -> None:
    assert run("new", "first", folder=tmp_path).returncode == 0
    project = tomllib.loads((tmp_path / "first" / "pyproject.toml").read_text())
    assert project["tool"]["naja"]["entry"] == "main.py"
    done = run("run", "first", "--target", "host", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Hello, world!\n")
    again = run("new", "first", folder=tmp_path)
    assert (again.returncode, again.stderr) == (2, "naja: first is there already\n")


def test_host_gets_arguments_and_gives_its_status(tmp_path: Path) -> None:
    program = tmp_path / "words.py"
    program.write_text("import os, sys\nprint(sys.argv[1:], os.environ['K'])\nsys.exit(9)\n")
    done = run("run", str(program), "--target", "host", "-e", "K=v", "--", "a", "--net")
    assert (done.returncode, done.stdout) == (9, "['a', '--net'] v\n")


def test_a_crash_is_told_and_gives_a_status(tmp_path: Path) -> None:
    done = run("run", str(link(NULL, tmp_path)))
    assert done.returncode == 128 + signal.SIGSEGV
    assert "SIGSEGV" in done.stderr or "null pointer" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_and_the_guest(number: signal.Signals, tmp_path: Path) -> None:
    words = command("run", str(link(WAIT, tmp_path)))
    with subprocess.Popen(words, env=environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        assert process.stdout.read() == b""  # the guest held the other end
        assert process.wait(10) == 128 + number


def test_a_signal_ends_the_machine(tmp_path: Path) -> None:
    spin = "movb $0x21, %al\n movw $0x3f8, %dx\n outb %al, %dx\n movb $10, %al\n outb %al, %dx\n"
    words = command("run", str(link_virtio(spin + "1: hlt\n jmp 1b", tmp_path)))
    with subprocess.Popen(words, env=environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"!\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 128 + signal.SIGINT


def interrupted(words: list[str], **more: str) -> tuple[int, bytes]:
    """Ctrl-C once the command has printed a line: its status, and what it prints on stderr."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        words,
        env=environment(**more),
        stdout=pipe,
        stderr=pipe,
        # who runs the suite in the background of a shell has it ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        return process.wait(10), process.stderr.read()


IMPORTING = "import time\nprint('ready', flush=True)\ntime.sleep(30)\n"
UNHEARD = """
class Last:
    def __del__(self):
        print("ready", flush=True)
        time.sleep(30)

import time
Last()
time.sleep(30)
"""


@pytest.mark.parametrize("program", [IMPORTING, UNHEARD])
def test_an_interrupted_build_is_silent_and_leaves_nothing(program: str, tmp_path: Path) -> None:
    path = tmp_path / "main.py"
    path.write_text(program + MAIN_BLOCK)
    words = command("build", str(path), "-o", str(tmp_path / "image"))
    # CPython's own cache of what it has imported is none of ours
    assert interrupted(words, PYTHONDONTWRITEBYTECODE="1") == (130, b"")
    assert [p.name for p in tmp_path.iterdir()] == ["main.py"]


def test_llvm_does_not_hold_up_an_interrupt(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(MAIN_BLOCK)
    long = "print('ready', flush=True) or hashlib.pbkdf2_hmac('sha256', b'', b'', 10**8)"
    start = (
        "import hashlib, sys\n"
        "from naja.cli.main import main\n"
        "from naja.compiler.codegen import optimize\n"
        f"optimize.optimised = lambda *_: {long}\n"
        f"sys.exit(main(['build', {str(tmp_path)!r}, '-o', {str(tmp_path / 'image')!r}]))\n"
    )
    words = [sys.executable, "-c", start]
    assert interrupted(words, XDG_CACHE_HOME=str(tmp_path / "cache")) == (130, b"")
    assert not (tmp_path / "image").exists()


def test_an_interrupt_reaches_what_has_left_the_terminal(tmp_path: Path) -> None:
    start = (
        "import sys\n"
        "from naja.cli.main import main\n"
        "from naja.vmm.slirp import UserNetwork\n"
        "UserNetwork._arguments = lambda self: ['sleep', '30']\n"
        f"sys.exit(main(['run', {str(link(WAIT, tmp_path))!r}, '-d', '--net', 'user']))\n"
    )
    words = [sys.executable, "-c", start]
    with subprocess.Popen(words, env=environment(XDG_STATE_HOME=str(tmp_path))) as process:
        while not (logs := list(tmp_path.glob("naja/*.log"))):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    assert not Path("/proc", logs[0].stem).exists()


def test_detached_gives_an_id_that_can_be_killed(tmp_path: Path) -> None:
    image = link(WAIT, tmp_path)
    state = environment(XDG_STATE_HOME=str(tmp_path))
    words = command("run", str(image), "-d")
    done = subprocess.run(words, env=state, capture_output=True, text=True, timeout=30, check=True)
    pid = int(done.stdout)
    watch = os.pidfd_open(pid)
    os.kill(pid, signal.SIGTERM)
    assert _ended(watch)
    assert (tmp_path / "naja" / f"{pid}.log").read_text() == "ready\n"


def test_detached_tells_why_it_cannot_start(tmp_path: Path) -> None:
    image = link(WAIT, tmp_path)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
        done = run("run", str(image), "-d", "-p", f"{port}:53/udp")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"udp port {port} of 127.0.0.1 cannot be published" in done.stderr


def _ended(watch: int) -> bool:
    import select

    poll = select.poll()
    poll.register(watch, select.POLLIN)
    return bool(poll.poll(10_000))


def test_an_image_is_not_run_on_another_target(tmp_path: Path) -> None:
    done = run("run", str(link(WAIT, tmp_path)), "--target", "virtio")
    assert done.returncode == 2
    assert "is an image for spt, not for virtio: run it with --target spt" in done.stderr


def test_options_of_a_build_do_not_pass_for_those_of_an_image(tmp_path: Path) -> None:
    image = link(WAIT, tmp_path)
    done = run("run", str(image), "--option", "http.BODY_BYTES=10")
    said = f"naja: --option http.BODY_BYTES=10: {image} is built already; naja build takes it\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.parametrize("fd", [0, 1, 2])
def test_a_closed_standard_file_does_no_harm(fd: int, tmp_path: Path) -> None:
    words = command("run", str(link(SHOW_BOOT, tmp_path)))
    done = subprocess.run(
        ["sh", "-c", f'exec {fd}>&-; exec "$@"', "sh", *words],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (5, "")


def test_missing_programs_are_named(tmp_path: Path) -> None:
    image = link_virtio("hlt", tmp_path)
    done = subprocess.run(
        command("run", str(image)),
        env=environment(PATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "qemu-system-x86_64 is not installed: apt install qemu-system-x86" in done.stderr


def test_inspect_gives_json_and_reasons(tmp_path: Path) -> None:
    image = link(WAIT, tmp_path)
    symbols = [
        _symbol("main", "p.main", 80, None),
        _symbol("show", "p.show", 40, "main"),
        _symbol("text", "p.text", 6, "show"),
    ]
    sections = [{"name": ".text", "address": 64, "bytes": 126, "in_file": True}]
    size = image.stat().st_size
    made = {"target": "spt", "bytes": size, "sections": sections, "symbols": symbols}
    image.with_name(image.name + ".map").write_text(json.dumps({**made, "inlined": {}}))
    whole = json.loads(run("inspect", str(image), "--json").stdout)
    assert whole["symbols"][2]["why"] == ["p.show", "p.main"]
    table = run("inspect", str(image), "--top", "1").stdout
    assert "p.main" in table and "2 more" in table and "46" in table
    reasons = run("inspect", str(image), "--why", "text").stdout
    assert reasons.splitlines()[1:] == ["  because of p.show", "  because of p.main"]
    picture = tmp_path / "map.svg"
    assert run("inspect", str(image), "--treemap", str(picture)).returncode == 0
    assert "p.main 80" in picture.read_text()


def _symbol(symbol: str, name: str, size: int, because: str | None) -> dict[str, object]:
    return {
        "symbol": symbol,
        "name": name,
        "kind": "function",
        "section": ".text",
        "address": 64,
        "bytes": size,
        "file": "main.py",
        "line": 3,
        "because": because,
    }


def test_inspect_refuses_a_map_of_another_image(tmp_path: Path) -> None:
    image = link(WAIT, tmp_path)
    image.with_name(image.name + ".map").write_text('{"bytes": 1}')
    done = run("inspect", str(image))
    assert (done.returncode, done.stdout) == (2, "")
    assert "is of another image: build the image again" in done.stderr


def test_the_boot_string_hides_what_would_be_taken_for_something_else() -> None:
    words = ["", "naja.net0=10.0.0.2/24"]
    arguments = ["-- ", "virtio_mmio.device=1", "é%"]
    assert boot_string(words, {"A": "1=2"}, arguments) == (
        "naja.net0=10.0.0.2/24 naja.env=A=1=2 -- --%20 virtio_mmio.device%3D1 %C3%A9%25"
    )
