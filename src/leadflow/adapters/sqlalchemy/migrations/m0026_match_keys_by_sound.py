"""
Notes all leads to be filled in again, since names are found with mistakes in spelling and by other names beside them.
"""

from __future__ import annotations

from typing import Final

from leadflow.adapters.sqlalchemy.migrations.m0024_match_keys_by_ending import MIGRATION as BY_ENDING
from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

MIGRATION: Final = Migration(
    number=26,
    name="match_keys_by_sound",
    effect=Effect.ADDITIVE,
    lift=BY_ENDING.lift,
)
"""
Until a lead is filled in, it is found by what it says.
"""
