"""
The policy for registrations: who approves them, and for how long they protect a company.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, assert_never

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused, whole
from leadflow.core.criteria import CheckedCriteria, Criteria, EvaluationTime, check_criteria, holds
from leadflow.core.partners import SupplierContact
from leadflow.core.problems import errors_in
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects
from leadflow.errors import InvalidInput

__all__ = ["Approval", "RegistrationPolicy", "approval_criteria", "approved_at_once"]

_LONGEST: Final = 3_650


class Approval(StrEnum):
    """
    What approves registrations.

    Attributes:
        NONE: Nothing has to: each is approved at once.
        PERSON: A person of the supplier.
        CRITERIA: Criteria about the lead; where they do not hold, a person.
    """

    NONE = "none"
    PERSON = "person"
    CRITERIA = "criteria"


def _contacts(given: Iterable[SupplierContact]) -> tuple[SupplierContact, ...]:
    return tuple(given)


_days = whole(1, _LONGEST)
_days_or_none = whole(1, _LONGEST, optional=True)


@checked
@frozen(kw_only=True)
class RegistrationPolicy:
    """
    Who approves registrations, who hears of them, and for how long they protect a company.

    Attributes:
        approval: What approves them.
        criteria: For which leads they are approved at once under `Approval.CRITERIA`; None elsewhere.
        recipients: The supplier's people who are mailed about what is submitted.
        protection_days: For how many days the company is protected, from the approval on; None for no end.
        reminder_days: So many days before the end the partner is reminded, unless that has passed already; None never
            reminds.
        extension_days: By how many days an extension moves the end, unless it says otherwise.
        extensions: How often the partner may extend a protection; the supplier always may.

    Raises:
        InvalidInput: `Approval.CRITERIA` without criteria, or criteria without it (``approval_unclear``), or a number
            out of its range.
    """

    approval: Approval = Approval.NONE
    criteria: Criteria | None = field(default=None, repr=False)
    recipients: tuple[SupplierContact, ...] = field(default=(), converter=_contacts)
    protection_days: int | None = field(default=90, validator=_days_or_none)
    reminder_days: int | None = field(default=14, validator=_days_or_none)
    extension_days: int = field(default=90, validator=_days)
    extensions: int = field(default=1, validator=whole(0, 100))

    @criteria.validator
    def _clear(self, attribute: Attribute[Any], value: Criteria | None) -> None:
        if (value is not None) is not (self.approval is Approval.CRITERIA):
            raise refused(
                "approval_unclear", self, attribute, "go with the approval 'criteria'; give both, or neither of them"
            )

    def end_of(self, now: datetime) -> datetime | None:
        """
        Return the end of a protection that begins *now*, exclusive; None for no end.
        """
        return None if self.protection_days is None else now + timedelta(days=self.protection_days)

    def reminder_of(self, end: datetime | None, now: datetime) -> datetime | None:
        """
        Return when the partner is reminded of an *end*, in UTC, after *now*; None if it is not.
        """
        if end is None or self.reminder_days is None:
            return None
        at = end - timedelta(days=self.reminder_days)
        return at if at > now else None


@lru_cache(maxsize=64)
def approval_criteria(policy: RegistrationPolicy, schema: Schema) -> CheckedCriteria | None:
    """
    Make the criteria of *policy* ready; None if it has none.

    Raises:
        InvalidInput: They do not fit the fields of the schema, with every problem.
    """
    if policy.criteria is None:
        return None
    criteria, problems = check_criteria(policy.criteria, schema)
    wrong = tuple(one.at("registrations.criteria") for one in errors_in(problems))
    if wrong:
        raise InvalidInput(wrong)
    return criteria


def approved_at_once(policy: RegistrationPolicy, schema: Schema, subjects: Subjects, moment: EvaluationTime) -> bool:
    """
    Return whether nobody has to approve the registration of a lead.
    """
    match policy.approval:
        case Approval.NONE:
            return True
        case Approval.PERSON:
            return False
        case Approval.CRITERIA:
            criteria = approval_criteria(policy, schema)
            return criteria is not None and holds(criteria, subjects, moment)
        case _:
            assert_never(policy.approval)
