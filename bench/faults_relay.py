"""Run inside a namespace: carries frames between two TAP devices as `naja run --fault` does between
a guest and one, so that Linux meets Linux on the same bad wire.

    python -m bench.faults_relay FAULTS NEAR FAR

Makes both devices, and says so.
"""

import sys

from naja.vmm.faults import parse_faults
from naja.vmm.tap import open_tap
from naja.vmm.wire import Carrier

if __name__ == "__main__":
    faults, near, far = sys.argv[1:]
    carrier = Carrier(open_tap(near), open_tap(far), parse_faults(faults))
    print("carrying", flush=True)
    carrier.carry()
