"""Makes `.venv` with everything that Naja needs; on Debian and Ubuntu, as root, also the system's
part.

Promises: a second run does nothing new and is quick; what cannot be installed is named, with what
does not work without it, and only what nothing works without is an error. Python packages are
those of uv.lock, checked by their hashes. Uses nothing but the standard library.

Words are optional groups of packages: `charts`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
UV = "uv==0.13.8"

# program, Debian package, what it is for
PROGRAMS = (
    ("ld.lld", "lld", "building images"),
    ("qemu-system-x86_64", "qemu-system-x86", "running them as virtual machines (virtio)"),
    ("slirp4netns", "slirp4netns", "publishing ports of sandboxed processes (spt)"),
    ("ip", "iproute2", "tests and benchmarks with network namespaces"),
    ("dig", "bind9-dnsutils", "the demonstration of the DNS server"),
    ("nsd", "nsd", "comparing the DNS server with NSD"),
    ("gdb", "gdb", "testing debug information"),
    ("curl", "curl", "testing and measuring the web server"),
    ("wrk", "wrk", "testing and measuring the web server"),
    ("h2load", "nghttp2-client", "testing the web server"),
    ("ab", "apache2-utils", "testing the web server"),
)

SCRIPT = """#!{python}
import sys

from naja.cli.main import main

sys.exit(main())
"""


def main() -> None:
    """Everything, in order."""
    if sys.version_info < OLDEST:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"setup: Python {version} is too old: 3.11 or newer is needed (make PYTHON=…)")
    missing = [row for row in PROGRAMS if not shutil.which(row[0], path=_search_path())]
    no_venv = not VENV.exists() and not _can_make_venv()
    packages = [package for _, package, _ in missing]
    packages += [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"] if no_venv else []
    if packages:
        _install(packages)
    for program, package, purpose in PROGRAMS:
        if not shutil.which(program, path=_search_path()):
            print(f"setup: {program} is missing (apt install {package}): no {purpose}")
    _make_venv()
    _install_python_packages(sys.argv[1:])
    _install_naja()
    print(f"setup: {VENV.relative_to(ROOT)}/bin/naja is ready")


def _search_path() -> str:
    return os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def _can_make_venv() -> bool:
    """Debian takes ensurepip out of python3."""
    probe = subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True)
    return probe.returncode == 0


def _install(packages: list[str]) -> None:
    """With apt, where that is allowed. One package that does not exist does not stop the others."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print(f"setup: installing {' '.join(packages)}")
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    if subprocess.run([*install, *packages], **quiet).returncode:
        for package in packages:
            subprocess.run([*install, package], **quiet)


def _make_venv() -> None:
    if (VENV / "bin" / "python").exists():
        return
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            f"setup: no virtual environment can be made: apt install python3-venv\n{done.stdout}"
        )


def _install_python_packages(groups: list[str]) -> None:
    """What uv.lock says; the lock decides, so a changed pyproject.toml wants a new lock."""
    uv = shutil.which("uv") or str(VENV / "bin" / "uv")
    if not Path(uv).exists():
        pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", UV]
        if subprocess.run(pip).returncode:
            sys.exit("setup: uv cannot be installed from the package index: is there a network?")
    command = [uv, "sync", "--frozen", "--inexact", "--no-install-project", "--all-extras"]
    command += [word for group in groups for word in ("--group", group)]
    command += ["--quiet", "--python", str(VENV / "bin" / "python")]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV)}
    environment.pop("VIRTUAL_ENV", None)
    if subprocess.run(command, cwd=ROOT, env=environment).returncode:
        sys.exit("setup: the packages of uv.lock could not be installed")


def _install_naja() -> None:
    """This tree itself: a path entry, and a script that starts without looking for entry points."""
    (site,) = (VENV / "lib").glob("python3*/site-packages")
    (site / "naja.pth").write_text(f"{ROOT / 'src'}\n")
    script = VENV / "bin" / "naja"
    script.write_text(SCRIPT.format(python=VENV / "bin" / "python"))
    script.chmod(0o755)


if __name__ == "__main__":
    main()
