"""
The fields that compiled criteria read, each at most once.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Final

from attrs import field, frozen

from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Family
from leadflow.core.schema import Subject
from leadflow.core.subjects import Subjects, reader

__all__ = ["AskedField", "KeyForm", "is_lead_key", "read_column"]

_BLANK_KEYS: Final = frozenset({Family.TEXT, Family.CHOICE, Family.MULTI})


class KeyForm(Enum):
    """
    In which form a field is compared: by its key, as it was written, or by its day in the zone.
    """

    KEY = auto()
    WRITTEN = auto()
    DAY = auto()


@frozen(cache_hash=True)
class AskedField:
    """
    A field of a subject, in the form in which it is compared.

    Attributes:
        subject: Whose field it is.
        name: Of the field.
        form: In which form it is compared.
        field: Its declaration.
    """

    subject: Subject
    name: str
    form: KeyForm
    field: AnyField = field(eq=False, repr=False)

    @property
    def keyed(self) -> bool:
        """
        True if it is read from the keys that a record keeps.
        """
        return self.form is KeyForm.KEY and not self.field.record

    @property
    def blank(self) -> bool:
        """
        True if something that is there may still say nothing: its key is empty. Else only None says nothing.
        """
        return self.form is not KeyForm.DAY and self.field.kind.family in _BLANK_KEYS


def is_lead_key(column: AskedField) -> bool:
    """
    Return whether *column* is read from the keys of a lead.
    """
    return column.subject is Subject.LEAD and column.keyed


def read_column(column: AskedField, moment: EvaluationTime) -> Callable[[Subjects], Any]:
    """
    Return what reads *column*; it gives None, or a blank key, where nothing is said.
    """
    if column.keyed:
        return _key_reader(column.subject, column.name)
    said = reader(column.subject, column.field)

    def read_key(subjects: Subjects) -> Any:
        return said(subjects)[1]

    def read_written(subjects: Subjects) -> Any:
        value, key = said(subjects)
        if value is None or key == "" or key == frozenset():
            return None
        return frozenset(value) if isinstance(value, tuple) else value

    def read_day(subjects: Subjects) -> str | None:
        value = said(subjects)[0]
        return None if value is None else moment.day(value).isoformat()

    return {KeyForm.KEY: read_key, KeyForm.WRITTEN: read_written, KeyForm.DAY: read_day}[column.form]


def _key_reader(subject: Subject, name: str) -> Callable[[Subjects], Any]:
    def read_lead(subjects: Subjects) -> Any:
        return None if subjects.lead is None else subjects.lead.values.key(name)

    def read_partner(subjects: Subjects) -> Any:
        return None if subjects.partner is None else subjects.partner.attributes.key(name)

    def read_campaign(subjects: Subjects) -> Any:
        return None if subjects.campaign is None else subjects.campaign.attributes.key(name)

    return {Subject.LEAD: read_lead, Subject.PARTNER: read_partner, Subject.CAMPAIGN: read_campaign}[subject]
