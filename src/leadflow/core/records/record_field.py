"""
Fields of records themselves, with everything that readers need to know about them.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from attrs import field, frozen

from leadflow.core.fields import Field

__all__ = ["RecordField", "Subject"]

T = TypeVar("T")


class Subject(StrEnum):
    """
    The record that a condition is about. Company details count as the lead's.
    """

    LEAD = "lead"
    PARTNER = "partner"
    CAMPAIGN = "campaign"


@frozen
class RecordField(Field[T]):
    """
    A field that lives on the record itself, such as the status of a lead, and not among the values that people fill in.

    Attributes:
        get: Reads it from its record. None or an empty tuple means missing.
        column: The column in which stores of rows keep it as it is; empty if it has none.
        of_several: True if it is made of several leads, so that `get` reads it from the subjects of criteria: lists know it,
            and where one lead is judged it says nothing.
        beside: The record beside the lead that it is on, and the field's name there; None if it is the lead's own.
    """

    get: Callable[[Any], Any] = field(kw_only=True, eq=False, repr=False)
    column: str = field(default="", kw_only=True)
    of_several: bool = field(default=False, kw_only=True)
    beside: tuple[Subject, str] | None = field(default=None, kw_only=True)

    @property
    def record(self) -> bool:
        """
        True: it lives on the record itself.
        """
        return True

    @property
    def sortable(self) -> bool:
        """
        True if leads can be sorted by it: it has one value and belongs to the record that is sorted.
        """
        return self.beside is None and not self.of_several and super().sortable
