"""The speed of compiled programs, as one table and one chart.

Words choose rows: `python -m bench.language c` measures against C only, `… python json` and so on.
"""

import sys

from bench import chart, harness
from bench.language.measures import MEASURES

if __name__ == "__main__":
    sys.exit(harness.main(MEASURES, chart.drawn("bench-language")))
