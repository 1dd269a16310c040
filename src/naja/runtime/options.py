"""Build options of the runtime; see Kconfig for what each means."""

BUMP = False
POOL = False
POOL_KIB = 1024
STRESS = 0
HEADROOM = 25
TIMELINE = False
