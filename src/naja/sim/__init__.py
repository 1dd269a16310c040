"""Networks in virtual time, for programs of one's own: see README.md."""

from naja.sim.link import Link
from naja.sim.programs import ProgramHost, World, seeds
from naja.sim.world import Stuck, Switch

__all__ = ["Link", "ProgramHost", "Stuck", "Switch", "World", "seeds"]
