"""outreachlint: a linter for one's own outreach messages."""

from __future__ import annotations

__version__ = "0.1.0"
