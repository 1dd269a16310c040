"""The minimal Linux guest with servers: nginx and a program for bulk streams, of one kernel and one
root, so that what differs from our guest on the same QEMU is the guest alone.

Promises: nginx is this machine's own, with the libraries that it loads, configured as it is beside
it (bench/web.py); the root is built once and cached.
"""

from __future__ import annotations

import contextlib
import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import linux_guest, qemu, toolchain
from bench.cpio import archive
from bench.network import Namespace
from bench.server import Server, on_tap

SITE = "srv/site"
MEMORY_KIB = 256 << 10  # more than it needs: buffers of its sockets are sized by it
APPLETS = ("sh", "mount")
USERS = b"root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n"
GROUPS = b"root:x:0:\nnogroup:x:65534:\n"

SCRIPT = b"""#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
/bin/streams &
/bin/nginx -c /srv/nginx.conf &
exec /bin/network
"""


def libraries(listed: str) -> list[str]:
    """The files that `ldd` lists, each under the name by which it is found again."""
    return re.findall(r"(/\S+) \(0x", listed)


def parents(files: Mapping[str, bytes]) -> list[str]:
    """The folders of these files, each after the one that it is in."""
    folders = {str(folder) for name in files for folder in Path(name).parents if folder.name}
    return sorted(folders)


def _root(configuration: str, page: bytes) -> Path:
    """The archive."""
    nginx = toolchain.require("nginx")
    streams = toolchain.compiled("linux_streams.c", "musl-gcc", "-O2", "-static", "-s", "-Wall")
    files = {
        "init": SCRIPT,
        "bin/busybox": linux_guest.BUSYBOX.read_bytes(),
        "bin/network": linux_guest.network_program().read_bytes(),
        "bin/streams": streams.read_bytes(),
        "bin/nginx": Path(nginx).read_bytes(),
        "srv/nginx.conf": configuration.encode(),
        f"{SITE}/index.html": page,
        "etc/passwd": USERS,
        "etc/group": GROUPS,
    }
    for path in libraries(toolchain.output(["ldd", nginx])):
        files[path.lstrip("/")] = Path(path).read_bytes()
    key = toolchain.digest(*(data for _, data in sorted(files.items())))
    stored = toolchain.cache_directory() / f"servers-{key}.cpio.gz"
    if not stored.exists():
        links = {f"bin/{applet}": "busybox" for applet in APPLETS}
        folders = [*parents(files), "dev", "proc", "sys"]
        stored.write_bytes(gzip.compress(archive(files, links, folders), 1))
    return stored


@contextlib.contextmanager
def serving(configuration: str, page: bytes) -> Iterator[Server]:
    """The guest on a TAP device; it answers ICMP, its servers soon after."""
    guest = linux_guest.LinuxGuest(linux_guest.guest().kernel, _root(configuration, page))
    with Namespace() as space:
        yield on_tap(space, *qemu.linux_command(guest, MEMORY_KIB))
