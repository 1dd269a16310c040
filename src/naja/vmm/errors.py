"""What the launchers tell their user: errors whose message is a sentence with the next step."""

from __future__ import annotations


class LaunchError(Exception):
    """A guest, or something that it needs, cannot be started."""


class ImageError(LaunchError):
    """The image cannot be started; the message says why and what to do."""


class UsageError(LaunchError):
    """An option that cannot be followed; the message names it and what to write instead."""
