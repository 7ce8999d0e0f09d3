"""
The desk for the settings of partners, of either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadflow.core.access import Party
from leadflow.core.arguments import checked
from leadflow.core.facts import Channel
from leadflow.core.handling import Refusal
from leadflow.core.partners import SupplierContact
from leadflow.core.registration import AutoRegistrationMode, RegistrationRule
from leadflow.core.settings import AllSettings, SettingsEvent
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting
from leadflow.services.registration.auto_registering import AutoRegistrationTrial, try_auto_registration
from leadflow.services.settings.partner import (
    SettingsUpdate,
    all_settings,
    set_auto_accept,
    shown_rules_in_force,
    timeline_of_settings,
)
from leadflow.services.settings.registration_rules import (
    ManagedRulesUpdate,
    change_company,
    remove_managed_rule,
    remove_rule,
    save_managed_rule,
    save_rule,
    set_auto_registration,
    shown_managed_rules,
)
from leadflow.services.settings.supplier import offer_roles, set_additional_recipients

__all__ = ["SettingsDesk"]


@checked
class SettingsDesk:
    """
    Shows the settings of partners to both sides, and changes them: each side its own.

    A partner's administrators, who have the act ``save_settings``, change the settings of their partner; the
    supplier's people, with ``save_partners``, change additional recipients, the roles that are offered and the rules
    that the supplier manages. What nobody on the caller's side changes, or none of the caller's roles allows, is
    `NotAllowed`, and a partner that the caller does not see is `NotFound`; nothing is written then. A change that is
    already made writes nothing, so repeating a call is safe. Every change is on a timeline. `Conflict` is raised when
    others wrote first twelve times in a row.
    """

    def __init__(self, setting: Setting, party: Party, *, channel: Channel | None = None) -> None:
        """
        Open the desk for *party*; if *channel* is omitted, it is the portal for a person and the API for a program.
        """
        self._caller = calling(setting, party, channel)

    def settings(self, partner_id: str) -> AllSettings:
        """
        Return the settings of a partner, those of its administrators and those of the supplier.

        The supplier is not shown what mentions private leads: the partner's own rules and the companies it ignores.
        """
        return all_settings(self._caller, partner_id)

    def timeline(self, partner_id: str) -> Iterator[SettingsEvent]:
        """
        Yield what became of the settings of a partner, the newest first, with before and after.

        Each side is shown changes of the settings that it is shown, regardless of who made them. They are read in pages
        while they are asked for.
        """
        return timeline_of_settings(self._caller, partner_id)

    def rules_in_force(self, partner_id: str) -> tuple[RegistrationRule, ...]:
        """
        Return the rules that register the private leads of a partner, by name; empty if auto-registration is off.

        The supplier is shown its own rules only.
        """
        return shown_rules_in_force(self._caller, partner_id)

    def set_auto_accept(self, partner_id: str, on: bool) -> SettingsUpdate:
        """
        Switch auto-accept on or off, as `leadflow.PartnerDesk.set_auto_accept` does.
        """
        return set_auto_accept(self._caller, partner_id, on)

    def set_auto_registration(self, partner_id: str, mode: AutoRegistrationMode) -> SettingsUpdate:
        """
        Say whose rules register the partner's private leads that are created or updated from now on.

        Leads that are there already are not looked at before their next update.

        Returns:
            The settings, and a warning with the code ``no_rules_in_force`` if no rule is.
        """
        return set_auto_registration(self._caller, partner_id, mode)

    def save_rule(self, partner_id: str, rule: RegistrationRule) -> SettingsUpdate | Refusal:
        """
        Add one of the partner's own rules, or replace the one of its name.

        Returns:
            The settings, or why the rule cannot be used; a refusal writes nothing.
        """
        return save_rule(self._caller, partner_id, rule)

    def remove_rule(self, partner_id: str, name: str) -> SettingsUpdate | Refusal:
        """
        Remove one of the partner's own rules; what it registered stays registered.
        """
        return remove_rule(self._caller, partner_id, name)

    def ignore_company(self, partner_id: str, company: str) -> SettingsUpdate | Refusal:
        """
        Never register leads of a company automatically, however its name is spelt.

        Returns:
            The settings, or a refusal with the code ``company_says_nothing`` if this is not a company's name.
        """
        return change_company(self._caller, partner_id, company, ignored=True)

    def stop_ignoring_company(self, partner_id: str, company: str) -> SettingsUpdate | Refusal:
        """
        Let rules register leads of a company again; one that is not ignored changes nothing.
        """
        return change_company(self._caller, partner_id, company, ignored=False)

    def try_auto_registration(
        self,
        partner_id: str,
        *,
        mode: AutoRegistrationMode | None = None,
        rules: Iterable[RegistrationRule] | None = None,
    ) -> tuple[AutoRegistrationTrial, ...]:
        """
        Return what would become of each private lead of the partner if it was created now; nothing is registered.

        For the partner's administrators, who see the leads that their roles show.

        Args:
            partner_id: Whose leads.
            mode: Whose rules are tried; if omitted, those that are in force.
            rules: What is tried for the partner's own rules; if omitted, those that are saved.

        Returns:
            By ascending id, each with the rules that hold or why none does, and what the registration would lack.

        Raises:
            InvalidInput: The rules cannot be used, with every problem.
        """
        tried = None if rules is None else tuple(rules)
        return try_auto_registration(self._caller, partner_id, mode, tried)

    def set_additional_recipients(
        self, partner_id: str, recipients: Iterable[SupplierContact]
    ) -> SettingsUpdate | Refusal:
        """
        Say whom the supplier has mailed about the partner's leads besides, from now on; for the supplier's people.

        Returns:
            The settings and warnings about addresses, or a refusal if an id is somebody else's (``person_id_taken``).
        """
        return set_additional_recipients(self._caller, partner_id, tuple(recipients))

    def offer_roles(self, partner_id: str, roles: Iterable[str]) -> SettingsUpdate | Refusal:
        """
        Say which roles the partner's administrators may give to users from now on; for the supplier's people.

        Users keep the roles that they have.
        """
        return offer_roles(self._caller, partner_id, tuple(roles))

    def managed_rules(self) -> tuple[RegistrationRule, ...]:
        """
        Return all rules of the supplier, by name, for the supplier's people.
        """
        return shown_managed_rules(self._caller)

    def save_managed_rule(self, rule: RegistrationRule) -> ManagedRulesUpdate | Refusal:
        """
        Add a rule of the supplier for the partners that let it manage theirs, or replace the one of its name.

        The rule applies to all partners, or to those that its criteria on partners choose, so a user who is limited to
        partner groups may not change it.
        """
        return save_managed_rule(self._caller, rule)

    def remove_managed_rule(self, name: str) -> ManagedRulesUpdate | Refusal:
        """
        Remove a rule of the supplier; what it registered stays registered.
        """
        return remove_managed_rule(self._caller, name)
