"""The speed of compiled programs, as one table and one chart.

Words choose rows: `python -m bench.language c` measures against C only, `… python json` and so on.
"""

import sys

from bench import harness
from bench.language import chart
from bench.language.measures import MEASURES


def _draw(rows: list[harness.Row]) -> None:
    for path in chart.draw(rows):
        print(f"chart: {path}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(harness.main(MEASURES, _draw))
