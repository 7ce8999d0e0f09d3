"""
In which states a registration can be handled, and what a party can do with one now.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from leadflow.core.access import Act, PartnerParty, Party, may
from leadflow.core.arguments import checked
from leadflow.core.handling.outcomes import Refusal, refusal
from leadflow.core.leads import RegistrationStatus
from leadflow.core.partners import Partner
from leadflow.core.registration import Registration, RegistrationPolicy

__all__ = [
    "RegistrationOperation",
    "is_done",
    "refuse_in_state",
    "refuse_inactive",
    "registration_act_of",
    "registration_operations_on",
]


class RegistrationOperation(StrEnum):
    """
    The operations on a registration, by the names of their methods.
    """

    APPROVE = "approve"
    RETURN_FOR_MORE = "return_for_more"
    DENY = "deny"
    WITHDRAW = "withdraw"
    EXTEND = "extend"


_WAITING: Final = (RegistrationStatus.SUBMITTED, RegistrationStatus.RETURNED)

_FROM: Final[Mapping[RegistrationOperation, tuple[RegistrationStatus, ...]]] = {
    RegistrationOperation.APPROVE: _WAITING,
    RegistrationOperation.RETURN_FOR_MORE: (RegistrationStatus.SUBMITTED,),
    RegistrationOperation.DENY: _WAITING,
    RegistrationOperation.WITHDRAW: _WAITING,
    RegistrationOperation.EXTEND: (RegistrationStatus.APPROVED,),
}

_LEADS_TO: Final[Mapping[RegistrationOperation, RegistrationStatus | None]] = {
    RegistrationOperation.APPROVE: RegistrationStatus.APPROVED,
    RegistrationOperation.RETURN_FOR_MORE: RegistrationStatus.RETURNED,
    RegistrationOperation.DENY: RegistrationStatus.DENIED,
    RegistrationOperation.WITHDRAW: RegistrationStatus.WITHDRAWN,
    RegistrationOperation.EXTEND: None,
}

_SAID: Final[Mapping[RegistrationStatus, str]] = {
    RegistrationStatus.SUBMITTED: "is submitted and not decided yet",
    RegistrationStatus.RETURNED: "was returned for more; it has to be submitted again first",
    RegistrationStatus.APPROVED: "is approved already",
    RegistrationStatus.DENIED: "was denied; the lead can be submitted anew",
    RegistrationStatus.WITHDRAWN: "was withdrawn; the lead can be submitted anew",
    RegistrationStatus.EXPIRED: "has expired",
}


def is_done(operation: RegistrationOperation, registration: Registration) -> bool:
    """
    Return whether *operation* was done before, so that it changes nothing.
    """
    return _LEADS_TO[operation] is registration.status


def refuse_in_state(
    operation: RegistrationOperation, registration: Registration, *, by_partner: bool, rules: RegistrationPolicy
) -> Refusal | None:
    """
    Refuse what the state of *registration* forbids, by its name; None if *operation* can be done, or was.
    """
    if is_done(operation, registration):
        return None
    status = registration.status
    if operation is RegistrationOperation.WITHDRAW and not by_partner and registration.partner_id is not None:
        return refusal("registration_foreign", "only the partner that registered it can withdraw it; deny it instead")
    if status not in _FROM[operation]:
        return refusal(f"registration_{status.value}", f"the registration {_SAID[status]}")
    if operation is not RegistrationOperation.EXTEND:
        return None
    if registration.protected_until is None:
        return refusal("protection_endless", "the protection has no end, so there is nothing to extend")
    if by_partner and registration.extensions >= rules.extensions:
        return refusal("extensions_used_up", "the partner has extended it as often as it may; ask the supplier")
    return None


def refuse_inactive(partner: Partner | None) -> Refusal | None:
    """
    Refuse to register for a partner that is inactive by now; None for an active one, and for the supplier's own.
    """
    if partner is None or partner.active:
        return None
    return refusal("partner_inactive", "the partner is inactive, so it registers no leads; activate it", "partner")


def registration_act_of(operation: RegistrationOperation, *, by_partner: bool) -> Act:
    """
    Return the act that *operation* takes.
    """
    theirs = operation is RegistrationOperation.WITHDRAW or (operation is RegistrationOperation.EXTEND and by_partner)
    return Act.REGISTER if theirs else Act.DECIDE_REGISTRATIONS


@checked
def registration_operations_on(
    registration: Registration,
    party: Party,
    *,
    rules: RegistrationPolicy = RegistrationPolicy(),
    partner: Partner | None = None,
) -> Mapping[RegistrationOperation, str]:
    """
    Return what *party* can do with a registration that it sees, for the buttons of a page: for each operation a code.

    Args:
        registration: As it is now.
        party: Whose page it is.
        rules: The programme's.
        partner: Whose it is; without it an inactive partner is taken as active.

    Returns:
        By operation ``possible``, ``unchanged`` if it was done before, or the code for which it is refused, such as
        ``registration_denied`` or ``not_allowed``.
    """
    by_partner = isinstance(party, PartnerParty)
    found: dict[RegistrationOperation, str] = {}
    for one in RegistrationOperation:
        refused = refuse_in_state(one, registration, by_partner=by_partner, rules=rules)
        if one is RegistrationOperation.APPROVE and not is_done(one, registration):
            refused = refused or refuse_inactive(partner)
        if not may(party, registration_act_of(one, by_partner=by_partner)):
            found[one] = "not_allowed"
        elif refused is not None:
            found[one] = refused.problems[0].code
        else:
            found[one] = "unchanged" if is_done(one, registration) else "possible"
    return found
