"""The name server of appliances/dns, with its zones, as one of the parsers."""

from __future__ import annotations

import sys
from pathlib import Path

APPLIANCE = Path(__file__).resolve().parents[4] / "appliances" / "dns"
sys.path.insert(0, str(APPLIANCE))

from nameserver.build import build_directory, zone_files  # noqa: E402
from nameserver.query import Responder  # noqa: E402

responder = Responder(build_directory(zone_files(APPLIANCE / "zones")))
