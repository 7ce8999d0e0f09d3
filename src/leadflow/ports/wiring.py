"""
The clock and the source of ids.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

__all__ = ["Clock", "NewId"]

Clock = Callable[[], datetime]
"""
Gives the present moment in UTC.
"""

NewId = Callable[[], str]
"""
Gives an id that was never given before. Time-ordered ids (UUIDv7) keep indexes small and inserts fast.
"""
