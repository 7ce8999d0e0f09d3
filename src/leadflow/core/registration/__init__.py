"""
Registration: partners share leads of their own with the supplier.
"""

from __future__ import annotations

from leadflow.core.registration.auto_deciding import (
    AutoRegistrationDecision,
    AutoRegistrationReason,
    decide_auto_registration,
    managed_for,
    rules_in_force,
)
from leadflow.core.registration.auto_explaining import (
    AutoRegistrationExplanation,
    RuleFinding,
    explain_auto_registration,
)
from leadflow.core.registration.auto_rules import (
    MOST_IGNORED,
    MOST_RULES,
    AutoRegistration,
    AutoRegistrationMode,
    ManagedRules,
    RegistrationRule,
    check_rule,
    ignoring,
    is_ignored,
    not_ignoring,
    with_rule,
    without_rule,
)
from leadflow.core.registration.contact import Contact, ContactLead, contact_id_of
from leadflow.core.registration.policy import Approval, RegistrationPolicy
from leadflow.core.registration.registration import Registration, RegistrationQuery

__all__ = [
    "MOST_IGNORED",
    "MOST_RULES",
    "Approval",
    "AutoRegistration",
    "AutoRegistrationDecision",
    "AutoRegistrationExplanation",
    "AutoRegistrationMode",
    "AutoRegistrationReason",
    "Contact",
    "ContactLead",
    "ManagedRules",
    "Registration",
    "RegistrationPolicy",
    "RegistrationQuery",
    "RegistrationRule",
    "RuleFinding",
    "check_rule",
    "contact_id_of",
    "decide_auto_registration",
    "explain_auto_registration",
    "ignoring",
    "is_ignored",
    "managed_for",
    "not_ignoring",
    "rules_in_force",
    "with_rule",
    "without_rule",
]
