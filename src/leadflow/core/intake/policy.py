"""
The rules for admitting leads.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import LARGEST, whole
from leadflow.core.intake.requirements import Requirement
from leadflow.core.several import text_set

__all__ = ["DuplicateMatch", "IntakePolicy", "OnUnreadable"]


def _requirements(given: Iterable[Requirement]) -> tuple[Requirement, ...]:
    return tuple(given)


class OnUnreadable(StrEnum):
    """
    What happens to a draft that says something of an optional field that cannot be read.
    """

    SET_ASIDE = "set_aside"
    REFUSE = "refuse"


class DuplicateMatch(StrEnum):
    """
    What makes a draft a duplicate of a lead of its campaign.

    Attributes:
        KEY: The same e-mail or unique field.
        PERSON: That, or the same name of a person at the same company; see `leadflow.core.conflicts.likely_duplicate`.
    """

    KEY = "key"
    PERSON = "person"


@checked
@frozen(kw_only=True)
class IntakePolicy:
    """
    The rules for admitting leads.

    Attributes:
        required: Fields without which a distributed lead is refused, in addition to those that the schema requires.
        requirements: Further fields that are required, by a form or of leads for which criteria hold. They hold for new
            leads, for edits and for updates, which need not repeat what the lead has.
        starting_score: Of a distributed lead that brings none.
        on_unreadable: What happens to optional values that cannot be read, and to a campaign or stage that is not
            known: they are set aside with a warning and stay with the lead as they were written, or they refuse it.
        duplicates: What makes a draft a duplicate, where duplicates are not created. Rows of one file are compared with
            each other by their keys alone.
    """

    required: frozenset[str] = field(default=frozenset({"email"}), converter=text_set)
    requirements: tuple[Requirement, ...] = field(default=(), converter=_requirements)
    starting_score: int = field(default=50, validator=whole(-LARGEST, LARGEST))
    on_unreadable: OnUnreadable = OnUnreadable.SET_ASIDE
    duplicates: DuplicateMatch = DuplicateMatch.KEY
