"""
Judges columns of a file without headers by what is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leadflow.core.columns.value_looks import share
from leadflow.core.columns.verdicts import ColumnVerdict

__all__ = ["by_values_alone"]

_BY_LOOK: Final = (
    ("address", 0.8, "email", "e-mail addresses"),
    ("person", 0.8, "linkedin_url", "LinkedIn profiles of people"),
    ("phone", 0.8, "work_phone", "phone numbers"),
    ("url", 0.8, "website", "web addresses"),
    ("salutation", 0.8, "salutation", "salutations"),
    ("country", 0.8, "country", "countries"),
    ("company", 0.6, "company", "names of companies"),
    ("name", 0.9, "full_name", "names of people"),
)


def by_values_alone(values: Sequence[str]) -> ColumnVerdict:
    """
    Return what a column without a header is, if its values leave no doubt.
    """
    for look, least, field, what in _BY_LOOK:
        if share(look, values) >= least:
            return ColumnVerdict(field, 0.8, "samples", f"its values are {what}")
    return ColumnVerdict(None, 0.0, "none", "the column has no header, and its values may be anything")
