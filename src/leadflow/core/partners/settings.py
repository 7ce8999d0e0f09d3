"""
The settings that a partner's administrators change.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled
from leadflow.core.partners.partner import Partner
from leadflow.core.problems import Problem, Severity
from leadflow.core.unknown import KeepsUnknown

__all__ = ["PartnerSettings", "switch_auto_accept"]


@checked
@frozen(kw_only=True)
class PartnerSettings(KeepsUnknown):
    """
    The settings that a partner's administrators change.

    Attributes:
        partner_id: Whose settings.
        auto_accept_since: Leads that arrive from then on (inclusive, UTC) are accepted at once and nobody is mailed;
            None: the partner decides on each.
    """

    partner_id: str = field(validator=filled)
    auto_accept_since: datetime | None = None


def switch_auto_accept(
    settings: PartnerSettings, partner: Partner, on: bool, now: datetime
) -> tuple[PartnerSettings, tuple[Problem, ...]]:
    """
    Switch auto-accept of *partner* on from *now*, or off; what is on already stays on since then.

    Returns:
        The settings, and a warning with the code ``no_crm_connection`` if it is on and the partner has none: nobody is
        mailed, so nobody would be notified of the leads.
    """
    since = (settings.auto_accept_since or now) if on else None
    warnings: tuple[Problem, ...] = ()
    if on and not partner.crm_connected:
        message = "leads are accepted without a mail, but this partner has no CRM connection that receives them; connect one, or switch auto-accept off"
        warnings = (
            Problem(
                code="no_crm_connection",
                path="auto_accept",
                message=message,
                severity=Severity.WARNING,
                value=partner.id,
            ),
        )
    return evolve(settings, auto_accept_since=since), warnings
