"""
What happens to a registration whose prospect somebody else has.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.companies import COMMON_FREE_MAIL
from leadflow.core.several import text_set

__all__ = ["ConflictPolicy", "ConflictReach", "OnConflict"]


class OnConflict(StrEnum):
    """
    What happens to a registration that conflicts with what somebody else has.

    `ALLOW` registers it without a word to the partner, `WARN` registers it with a warning, `REFUSE` does not register
    it.
    """

    ALLOW = "allow"
    WARN = "warn"
    REFUSE = "refuse"


class ConflictReach(StrEnum):
    """
    Where conflicts are looked for: in the campaign of the registration, or anywhere.
    """

    CAMPAIGN = "campaign"
    ANYWHERE = "anywhere"


@checked
@frozen(kw_only=True)
class ConflictPolicy:
    """
    How conflicts of registrations are handled.

    Attributes:
        then: What happens to a registration with a conflict.
        within: Where conflicts are looked for. Without a campaign, those are leads without one.
        free_mail: Domains of mail providers, whose customers are not one company;
            `leadflow.adapters.free_mail.free_mail_domains` has ten thousand more than the default.
    """

    then: OnConflict = OnConflict.WARN
    within: ConflictReach = ConflictReach.CAMPAIGN
    free_mail: frozenset[str] = field(default=COMMON_FREE_MAIL, converter=text_set, repr=False)
