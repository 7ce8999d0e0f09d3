"""
A partner's private lead is registered with the supplier, and what becomes of that.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import field, frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import DistributionStatus, LeadKind, RegistrationStatus

__all__ = [
    "STEPS",
    "Distributed",
    "ProtectionEnded",
    "ProtectionExtended",
    "Registered",
    "RegistrationDenied",
    "RegistrationReturned",
    "RegistrationSubmitted",
    "RegistrationWithdrawn",
]


@frozen(kw_only=True)
class RegistrationSubmitted:
    """
    The lead was submitted for registration; it stays private until that is approved.

    Attributes:
        registration_id: Of the registration.
        rules: Names of the rules that did it; empty if a person or a program did.
    """

    registration_id: str
    rules: tuple[str, ...] = ()


@frozen(kw_only=True)
class RegistrationReturned:
    """
    The supplier wants to know more before it decides.

    Attributes:
        registration_id: Of the registration.
        comment: What is missing, as the supplier's person wrote it; None if nothing was said.
    """

    registration_id: str
    comment: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class Registered:
    """
    The registration was approved: the lead is shared with the supplier from now on, and accepted.

    Attributes:
        registration_id: Of the registration.
        automatic: True if the programme approves without a person.
        protected_until: Until when the company is protected, exclusive, in UTC; None for no end.
    """

    registration_id: str
    automatic: bool = False
    protected_until: datetime | None = None


@frozen(kw_only=True)
class RegistrationDenied:
    """
    The supplier declined the registration; the lead stays private.

    Attributes:
        registration_id: Of the registration.
        reason: A code of the supplier's; None if none was given.
        comment: What the supplier's person wrote; None if nothing.
    """

    registration_id: str
    reason: str | None = None
    comment: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class RegistrationWithdrawn:
    """
    The partner took the registration back before it was decided; the lead stays private.

    Attributes:
        registration_id: Of the registration.
    """

    registration_id: str


@frozen(kw_only=True)
class ProtectionExtended:
    """
    The company is protected for longer.

    Attributes:
        registration_id: Of the registration.
        until: The new end, exclusive, in UTC.
        before: The end that it had; None if it had none.
    """

    registration_id: str
    until: datetime
    before: datetime | None = None


@frozen(kw_only=True)
class ProtectionEnded:
    """
    The time for which the company was protected is over; nothing else changed.

    Attributes:
        registration_id: Of the registration.
    """

    registration_id: str


@frozen
class Distributed:
    """
    A registered lead became a distributed one, because the supplier gave it to another person of the partner.
    """


def _submitted(_: Members, __: Happening, fact: RegistrationSubmitted, ___: Declared) -> Members:
    return {"registration": RegistrationStatus.SUBMITTED, "registration_id": fact.registration_id}


def _returned(_: Members, __: Happening, ___: RegistrationReturned, ____: Declared) -> Members:
    return {"registration": RegistrationStatus.RETURNED}


def _registered(_: Members, event: Happening, fact: Registered, __: Declared) -> Members:
    return {
        "kind": LeadKind.REGISTERED,
        "registration": RegistrationStatus.APPROVED,
        "registration_id": fact.registration_id,
        "registered": event.seq,
        "status": DistributionStatus.ACCEPTED,
        "status_changed_at": event.at,
        "accepted_at": event.at,
        "decision": event.seq,
        "review": None,
    }


def _denied(_: Members, __: Happening, ___: RegistrationDenied, ____: Declared) -> Members:
    return {"registration": RegistrationStatus.DENIED}


def _withdrawn(_: Members, __: Happening, ___: RegistrationWithdrawn, ____: Declared) -> Members:
    return {"registration": RegistrationStatus.WITHDRAWN}


def _extended(_: Members, __: Happening, ___: ProtectionExtended, ____: Declared) -> Members:
    return {}


def _ended(_: Members, __: Happening, ___: ProtectionEnded, ____: Declared) -> Members:
    return {"registration": RegistrationStatus.EXPIRED}


def _distributed(_: Members, __: Happening, ___: Distributed, ____: Declared) -> Members:
    return {"kind": LeadKind.DISTRIBUTED}


STEPS: Final[Steps] = {
    RegistrationSubmitted: _submitted,
    RegistrationReturned: _returned,
    Registered: _registered,
    RegistrationDenied: _denied,
    RegistrationWithdrawn: _withdrawn,
    ProtectionExtended: _extended,
    ProtectionEnded: _ended,
    Distributed: _distributed,
}
