"""
All settings of a partner in one value.
"""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from leadflow.core.access import Party
from leadflow.core.partners import Account, PartnerPause, PartnerUser, SalesRep, SupplierContact
from leadflow.core.registration import AutoRegistration, AutoRegistrationMode, RegistrationRule
from leadflow.core.settings.names import SettingName, may_change, may_read

__all__ = ["AllSettings"]


@frozen(kw_only=True)
class AllSettings:
    """
    The settings of a partner, those of its administrators and those of the supplier.

    What the reader is not shown is empty, and not among *shown*.

    Attributes:
        partner_id: Whose.
        users, sales_reps: The partner's people, in the order in which they were added.
        auto_accept_since: Leads that arrive from then on (inclusive, UTC) are accepted at once; None if none are.
        auto_registration: Whose rules register private leads.
        own_rules: The partner's own, by name; kept while they are not in force.
        ignored_companies: Companies whose leads no rule registers, as they were written.
        additional_recipients: Whom the supplier has mailed as well.
        managed_rules: The supplier's rules that are for this partner, by name.
        paused_since: Since when routing passes the partner over, in UTC; None if it does not.
        offered_roles: Names of the roles that the partner's administrators may give to users.
        shown: What the reader is shown.
        changeable: What the reader may change.
    """

    partner_id: str
    users: tuple[PartnerUser, ...] = ()
    sales_reps: tuple[SalesRep, ...] = ()
    auto_accept_since: datetime | None = None
    auto_registration: AutoRegistrationMode = AutoRegistrationMode.OFF
    own_rules: tuple[RegistrationRule, ...] = ()
    ignored_companies: tuple[str, ...] = field(default=(), repr=False)
    additional_recipients: tuple[SupplierContact, ...] = ()
    managed_rules: tuple[RegistrationRule, ...] = ()
    paused_since: datetime | None = None
    offered_roles: tuple[str, ...] = ()
    shown: frozenset[SettingName] = frozenset()
    changeable: frozenset[SettingName] = frozenset()

    @classmethod
    def of(
        cls,
        account: Account,
        settings: AutoRegistration,
        managed: tuple[RegistrationRule, ...],
        reader: Party,
        *,
        pause: PartnerPause | None = None,
    ) -> AllSettings:
        """
        Put the settings of a partner together for a *reader* who sees the partner.

        Args:
            account: The partner, its people and its settings.
            settings: How it has leads registered.
            managed: The supplier's rules that are for it.
            reader: Who is shown them.
            pause: Of the partner; None if it never was paused.
        """
        shown = frozenset(one for one in SettingName if may_read(reader, one))
        rules = SettingName.OWN_RULES in shown
        return cls(
            partner_id=account.partner.id,
            users=account.people.users,
            sales_reps=account.people.sales_reps,
            auto_accept_since=account.settings.auto_accept_since,
            auto_registration=settings.mode,
            own_rules=settings.rules if rules else (),
            ignored_companies=settings.ignored_companies if SettingName.IGNORED_COMPANIES in shown else (),
            additional_recipients=account.partner.additional_recipients,
            managed_rules=managed,
            paused_since=pause.since if pause is not None else None,
            offered_roles=account.partner.offered_roles,
            shown=shown,
            changeable=frozenset(one for one in SettingName if may_change(reader, one)),
        )

    @property
    def default_users(self) -> tuple[PartnerUser, ...]:
        """
        The active users who are mailed about leads without an assignee.
        """
        return tuple(one for one in self.users if one.active and one.default_recipient)

    @property
    def default_sales_reps(self) -> tuple[SalesRep, ...]:
        """
        The active sales reps who are mailed about leads without an assignee.
        """
        return tuple(one for one in self.sales_reps if one.active and one.default_recipient)
