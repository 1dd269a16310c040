"""Run inside a namespace: launches a web server on `spt` and prints the nanoseconds from before its
process is made until a connection to it stands, and until the first byte of its page is here.

    python launch_web.py IMAGE DEVICE ADDRESS MAC

What the clock sees is all that is done for one guest: vfork, limits, privileges, the filter, exec,
the guest's own start, and the handshake. What came before, once for any number of guests, it does
not: the launcher's own start, the image read, the device opened.
"""

import contextlib
import os
import signal
import socket
import sys
import time
from pathlib import Path

from naja.vmm.image import read_image
from naja.vmm.spt import Device, Tender
from naja.vmm.tap import leave_work_to, open_tap

MEMORY = 16 << 20
SECONDS = 5
REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def wait_up(device: str) -> None:
    """Until the host sends on the device: it notices only now and then that it has a reader."""
    state = Path(f"/sys/class/net/{device}/operstate")
    deadline = time.monotonic() + SECONDS
    while state.read_text() != "up\n":
        if time.monotonic() > deadline:
            sys.exit(f"{device} does not come up")
        time.sleep(0.001)


def connected(address: str, deadline: float) -> socket.socket:
    """A connection, tried again at once while it is refused."""
    while True:
        client = socket.socket()
        client.settimeout(SECONDS)
        with contextlib.suppress(ConnectionRefusedError):
            client.connect((address, 80))
            return client
        client.close()
        if time.monotonic() > deadline:
            sys.exit("the server does not listen")


def times(tender: Tender, address: str) -> tuple[int, int]:
    """Nanoseconds to the connection and to the first byte."""
    begin = time.perf_counter_ns()
    guest = tender.start()
    try:
        with connected(address, time.monotonic() + SECONDS) as client:
            listening = time.perf_counter_ns()
            client.sendall(REQUEST)
            first = client.recv(1)
            answered = time.perf_counter_ns()
    finally:
        guest.send(signal.SIGKILL)
        guest.wait()
    if not first:
        sys.exit("the server closed the connection")
    return listening - begin, answered - begin


if __name__ == "__main__":
    image, device, address, mac = sys.argv[1:]
    tap = open_tap(device, vnet_header=True)
    offload = leave_work_to(tap)
    wait_up(device)
    sink = os.open(os.devnull, os.O_RDWR)
    boot = f"naja.mac.net0={mac} naja.net0={address}"
    devices = [Device("net0", tap, offload=offload)]
    tender = Tender(read_image(Path(image)), MEMORY, boot, devices, (sink, sink, sink))
    print(*times(tender, address.partition("/")[0]))
