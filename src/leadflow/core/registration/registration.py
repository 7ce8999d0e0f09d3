"""
A registration: the request of a partner to work a lead that it has found.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import whole
from leadflow.core.deadlines import DueAction
from leadflow.core.leads import RegistrationStatus
from leadflow.core.unknown import KeepsUnknown

__all__ = ["END", "PROTECTION", "REMIND", "Registration", "RegistrationQuery", "due_protections_at"]

PROTECTION: Final = "protection"
"""
What the policy of these actions is called.
"""

REMIND: Final = "remind_protection"
"""
What is due before a protection ends.
"""

END: Final = "end_protection"
"""
What is due when a protection ends.
"""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@frozen(kw_only=True)
class Registration(KeepsUnknown):
    """
    The request of a partner, or of a salesperson of the supplier, to work a lead that it has found.

    It says nothing of the prospect: what was said is on the lead.

    Attributes:
        id: Unique among the supplier's registrations.
        lead_id: The lead, which is private until this is approved.
        partner_id: Whose lead it is; None for the supplier's own.
        person_id: Who registered it.
        campaign_id: Of the lead; None if it names none.
        status: How far it has come.
        seq: Number of the event of the lead that submitted it last: what the lead said then is what was given.
        submitted_at: When that was, in UTC.
        modified_at: When something last happened to it, in UTC.
        decided_at: When it was approved or denied, in UTC; None if it was neither.
        protected_until: Until when its company is protected, exclusive, in UTC; None if it is not approved or there is
            no end.
        remind_at: When the partner is reminded of that end, in UTC; None if it is not, or was.
        extensions: How often the partner has extended the protection.
        rules: Names of the rules that registered it; empty if a person or a program did.
    """

    id: str
    lead_id: str
    partner_id: str | None = None
    person_id: str
    campaign_id: str | None = None
    status: RegistrationStatus = RegistrationStatus.SUBMITTED
    seq: int
    submitted_at: datetime
    modified_at: datetime
    decided_at: datetime | None = None
    protected_until: datetime | None = None
    remind_at: datetime | None = None
    extensions: int = 0
    rules: tuple[str, ...] = ()

    def protects(self, now: datetime) -> bool:
        """
        Return whether the company of its lead is protected at *now*.
        """
        approved = self.status is RegistrationStatus.APPROVED
        return approved and (self.protected_until is None or now < self.protected_until)

    @property
    def due(self) -> tuple[datetime, str] | None:
        """
        When a reminder or the end of the protection is due, and all that `due_protections_at` has to know, for stores;
        None once nothing is ahead.
        """
        if self.status is not RegistrationStatus.APPROVED or self.protected_until is None:
            return None
        ends = (self.protected_until - _EPOCH) // _MICROSECOND
        return self.remind_at or self.protected_until, f"{self.seq} {ends} {self.lead_id}"


def due_protections_at(found: Iterable[tuple[str, datetime, str]], now: datetime) -> tuple[DueAction, ...]:
    """
    Return what is due of protections at *now*: the reminder, or the end.

    Args:
        found: Of each registration its id, when its next step is due, and what `Registration.due` gave the store.
        now: In UTC, at or after each of these moments.
    """
    return tuple(_due(registration_id, due_at, told, now) for registration_id, due_at, told in found)


def _due(registration_id: str, due_at: datetime, told: str, now: datetime) -> DueAction:
    seq, ends, lead_id = told.split(" ", 2)
    end = _EPOCH + int(ends) * _MICROSECOND
    over = now >= end
    return DueAction(
        lead_id=lead_id,
        policy=PROTECTION,
        since=int(seq),
        step=2 if over else 1,
        action=END if over else REMIND,
        due_at=end if over else due_at,
        passed_over=int(over and due_at < end),
        registration_id=registration_id,
    )


def _statuses(given: Iterable[RegistrationStatus | str]) -> frozenset[RegistrationStatus]:
    return frozenset(map(RegistrationStatus, given))


@checked
@frozen(kw_only=True)
class RegistrationQuery:
    """
    Which registrations are listed, by ascending id; ids sort by time where the host's do.

    Attributes:
        statuses: In one of these; empty is any.
        partner_id: Of this partner; None for all that the party sees.
        after: Begin after the registration with this id; None for the first page.
        most: How many at most, from 1 to 1,000.
    """

    statuses: frozenset[RegistrationStatus] = field(default=frozenset(), converter=_statuses)
    partner_id: str | None = None
    after: str | None = None
    most: int = field(default=100, validator=whole(1, 1_000))

    def holds(self, one: Registration) -> bool:
        """
        Return whether *one* is asked for.
        """
        return (not self.statuses or one.status in self.statuses) and self.partner_id in (None, one.partner_id)
