"""
Partners, their settings, people and subscriptions, for tests.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import evolve

from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.criteria import all_of, any_of, where
from leadflow.core.handling.subscriptions import ListedChange, SubscriberState, Subscription, SubscriptionFrequency
from leadflow.core.leads import DistributionStatus, EmailStatus, ReviewReason
from leadflow.core.partners import (
    Partner,
    PartnerPause,
    PartnerPeople,
    PartnerSettings,
    PartnerUser,
    SalesRep,
    SupplierContact,
)
from leadflow.core.registration import (
    AutoRegistration,
    AutoRegistrationMode,
    ManagedRules,
    RegistrationRule,
)
from leadflow.core.settings import SettingChange, SettingName, SettingsEvent
from leadflow.core.views import KeptLists, LeadList, LeadQuery, ListColumns, SavedView, Sort
from leadflow.testing.builders import KIT_SCHEMA, NOW

__all__ = [
    "a_partner",
    "a_pause",
    "a_settings_event",
    "a_subscriber_state",
    "a_subscription",
    "some_auto_registration",
    "some_kept_lists",
    "some_managed_rules",
    "some_people",
    "some_settings",
]


def a_partner(id: str = "nordlys", name: str = "Nordlys AS") -> Partner:
    """
    Return a partner with something in every attribute.
    """
    return Partner(
        id=id,
        name=name,
        groups=("resellers", "north"),
        tier="Gold",
        territories=("NO", "Sweden"),
        specialisations=("roofs", "façades"),
        attributes=KIT_SCHEMA.partners.fill(kit_seats="12", kit_turnover="NOK 1500000.00"),
        crm_connected=True,
        embedded_apps=("maps", "Chat"),
        additional_recipients=(SupplierContact(id=f"{id}-ann", email="ann@acme.example"),),
        capacity=40,
        weight=3,
        language="nb",
        offered_roles=("sales", "manager"),
    )


def a_pause(partner_id: str = "nordlys", since: datetime | None = NOW) -> PartnerPause:
    """
    Return the pause of a partner with something in every attribute; None is one that has ended.
    """
    return PartnerPause(
        partner_id=partner_id, since=since, actor=Actor("ines", side=Side.SUPPLIER), comment="Overloaded"
    )


def a_subscription(
    person_id: str = "ann", frequency: SubscriptionFrequency = SubscriptionFrequency.DAILY
) -> Subscription:
    """
    Return a subscription with something in every attribute.
    """
    return Subscription(
        contact=SupplierContact(id=person_id, email=f"{person_id}@acme.example"),
        criteria=any_of(where("country", "equals", "SE")),
        frequency=frequency,
        groups={"north"},
        since=NOW,
    )


def a_subscriber_state(person_id: str = "ann") -> SubscriberState:
    """
    Return the state of a subscriber with something in every attribute.
    """
    late = (ListedChange(lead_id="lead-1", seq=3),)
    return SubscriberState(person_id=person_id, told_until=NOW, late=late, bounced=("ann.old@acme.example",))


def some_kept_lists(owner: str = "maja", name: str = "Hot in Norway") -> KeptLists:
    """
    Return what a person keeps of lists, with something in every attribute.
    """
    query = LeadQuery(
        which=LeadList.DISTRIBUTED,
        partner_ids=["nordlys"],
        statuses=[DistributionStatus.PENDING],
        stages=["open"],
        sources=["crm"],
        partner_groups=["resellers"],
        email_statuses=[EmailStatus.QUEUED],
        reviews=[ReviewReason.TIE],
        created_since=NOW,
        created_until=NOW,
        criteria=any_of(where("country", "equals", "NO")),
        sort=Sort("created_at", descending=False),
        columns=["company", "status"],
        most=20,
    )
    columns = ListColumns(which=LeadList.REGISTERED, columns=("company",))
    return KeptLists(owner=owner, columns=(columns,), views=(SavedView.of(name, query),))


def some_settings(partner_id: str = "nordlys", *, since: datetime = NOW) -> PartnerSettings:
    """
    Return the settings of a partner with something in every attribute.
    """
    return PartnerSettings(partner_id=partner_id, auto_accept_since=since)


def some_auto_registration(partner_id: str = "nordlys", *rules: RegistrationRule) -> AutoRegistration:
    """
    Return how a partner has leads registered, with something in every attribute.
    """
    return AutoRegistration(
        partner_id=partner_id,
        mode=AutoRegistrationMode.OWN_RULES,
        rules=rules or (_A_RULE,),
        ignored_companies=("Façades & Co. AS", "Globex"),
    )


_A_RULE: Final = RegistrationRule(
    name="Hot in Norway",
    criteria=any_of(all_of(where("country", "equals", "NO"), where("lead_score", "greater_than", 50))),
    description="Agreed in spring",
)


def some_managed_rules(*names: str) -> ManagedRules:
    """
    Return rules of a supplier, with something in every attribute.
    """
    gold = any_of(where("tier", "equals", "Gold"))
    return ManagedRules(rules=tuple(evolve(_A_RULE, name=name, partners=gold) for name in names or ("Hot", "Cold")))


def a_settings_event(partner_id: str | None = "nordlys", seq: int = 1) -> SettingsEvent:
    """
    Return a change of settings of each shape.
    """
    return SettingsEvent(
        partner_id=partner_id,
        seq=seq,
        at=NOW,
        actor=Actor("maja", Channel.PORTAL, Side.PARTNER),
        changes=(
            SettingChange(setting=SettingName.AUTO_ACCEPT, before=False, after=True),
            SettingChange(setting=SettingName.USERS, about="ola", member="email", after="ola@nordlys.example"),
            SettingChange(setting=SettingName.ROLES, about="ola", before=(), after=("sales", "manager")),
            SettingChange(setting=SettingName.OWN_RULES, about="Hot in Norway", before=_A_RULE),
        ),
    )


def some_people(partner_id: str = "nordlys") -> PartnerPeople:
    """
    Return the people of a partner with something in every attribute.
    """
    maja = PartnerUser(
        id=f"{partner_id}-maja",
        email="maja@nordlys.example",
        first_name="Maja",
        last_name="Ødegård",
        default_recipient=True,
        roles=("owner",),
    )
    return PartnerPeople(
        partner_id=partner_id,
        users=(maja,),
        sales_reps=(SalesRep(id=f"{partner_id}-ola", email="ola@nordlys.example", active=False),),
        unsubscribed=(f"{partner_id}-ola",),
        bounced=("old@nordlys.example",),
    )
