"""
A value of each class that is stored: as little of it as there can be, and with something in every member.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from tests.core.builders import NOW, SCHEMA
from tests.wire.test_round_trips import EFFECTS, FACTS, POST_FACTS, VALUES

from leadflow.core.assessment import AssessmentModel
from leadflow.core.conflicts import ConflictReach
from leadflow.core.criteria import all_of, any_of, where
from leadflow.core.facts import Accepted, Actor, Channel
from leadflow.core.leads import (
    Activity,
    DistributionStatus,
    EmailStatus,
    ExternalId,
    Lead,
    LeadAssessment,
    LeadKind,
    OpportunityStatus,
    RegistrationStatus,
    ReviewReason,
)
from leadflow.core.notifications import MessageSent, PostEvent
from leadflow.core.partners import (
    Campaign,
    Partner,
    PartnerPeople,
    PartnerSettings,
    PartnerUser,
    SalesRep,
    SupplierContact,
)
from leadflow.core.routing import (
    AssignByRules,
    CompanyDetail,
    Filter,
    Keep,
    Match,
    RoutingModule,
    Rule,
    RuleMode,
    SeveralIncumbents,
    Step,
    TieBreak,
)
from leadflow.core.schema import Subject
from leadflow.core.timeline import LeadEvent
from leadflow.testing import an_attachment
from leadflow.wire.forms import DOCUMENTS, STEPS
from leadflow.wire.forms import EFFECTS as EFFECT_FORMS
from leadflow.wire.forms import FACTS as FACT_FORMS
from leadflow.wire.forms import POST_FACTS as POST_FACT_FORMS

__all__ = ["samples"]

_LATER: Final = NOW + timedelta(hours=1)

_LEAD: Final = Lead(
    id="l",
    supplier_id="s",
    values=SCHEMA.leads.fill(
        email="ann@x.example",
        city="Malmö",
        a_text="Straße „x“ 🎉",
        a_long_text="l\nl",
        an_email="a@x.de",
        a_phone="+49 170 1",
        a_url="https://x.example/?q=1",
        an_integer="-12",
        a_decimal="0.30000000000000004",
        a_money="EUR 1.50",
        a_boolean="no",
        a_date="2024-02-29",
        a_datetime="2026-03-01T10:00+02:00",
        a_choice="used",
        a_multi_choice="b;A",
        a_country="Schweden",
        a_state="TX",
    ),
    received_at=NOW,
    modified_at=_LATER,
    kind=LeadKind.REGISTERED,
    source="CRM",
    import_id="i",
    campaign_id="c",
    partner_id="p",
    assignee_id="u",
    assignment=7,
    decision=8,
    mail_seq=3,
    status=DistributionStatus.ACCEPTED,
    stage="nurture",
    email_status=EmailStatus.SENT,
    active=False,
    score=77,
    external_ids=(ExternalId("sf", "1"), ExternalId("hs", "2")),
    attachments=(an_attachment(),),
    history=(Activity(at=NOW, kind="visit", title="t"),),
    opportunity=OpportunityStatus.WON,
    registration=RegistrationStatus.APPROVED,
    registration_id="r",
    registered=6,
    review=ReviewReason.TIE,
    routed_by="m",
    duplicated_from="k",
    superseded_by="n",
    created_at=NOW,
    status_changed_at=_LATER,
    accepted_at=_LATER,
    rejected_at=NOW,
    deactivated_at=_LATER,
    opened_at=_LATER,
    assessment=LeadAssessment(strength=61, confidence=40, model=2),
    seq=9,
)

_PERSON: Final[dict[str, Any]] = {
    "email": "a@x.example",
    "first_name": "Ann",
    "last_name": "Lee",
    "active": False,
    "language": "de",
}

_PARTNER: Final = Partner(
    id="p",
    name="P",
    active=False,
    groups=("a", "b"),
    tier="Gold",
    territories=("SE",),
    specialisations=("x",),
    attributes=SCHEMA.partners.fill(
        p_text="t", p_seats="3", p_share="0.5", p_turnover="EUR 5", p_since="2026-01-01", p_seen="2026-03-01T10:00Z"
    ),
    crm_connected=True,
    additional_recipients=(SupplierContact(id="c", **_PERSON),),
    capacity=3,
    weight=2,
    language="fr",
)

_SETTINGS: Final = PartnerSettings(partner_id="p", auto_accept_since=NOW)

_PEOPLE: Final = PartnerPeople(
    partner_id="p",
    users=(PartnerUser(id="u", default_recipient=True, roles=("manager",), **_PERSON),),
    sales_reps=(SalesRep(id="r", default_recipient=True, **_PERSON),),
    unsubscribed=("r", "u"),
    bounced=("a@x.example",),
)

_CAMPAIGN: Final = Campaign(
    id="c",
    name="C",
    status="Open",
    type="Event",
    owner="Bo",
    starts_on=NOW.date(),
    ends_on=_LATER.date(),
    attributes=SCHEMA.campaigns.fill(c_budget="EUR 0.10"),
)

_WHEN: Final = any_of(where("city", "is_not_empty"))
_GOLD: Final = any_of(where("tier", "in", ["gold", "silver"], subject=Subject.PARTNER, if_missing=True))
_CRITERIA: Final = any_of(
    all_of(where("city", "in", ["Oslo", "Bergen"]), where("tier", "is_not_empty", subject=Subject.PARTNER)),
    where("an_integer", "greater_than", 5, if_missing=True),
)
_RULE: Final = Rule(criteria=_WHEN, partners=("p",))
_NAMED_RULE: Final = Rule(criteria=_WHEN, partners=("p", "q"), name="r")

_STEPS: Final[tuple[Step, ...]] = (
    Match(lead_field="country", partner_field="territories"),
    Match(lead_field="country", partner_field="territories", name="n", when=_WHEN, required=True),
    AssignByRules(rules=(_RULE,)),
    AssignByRules(rules=(_NAMED_RULE,), take=RuleMode.ALL, name="n", when=_WHEN, required=True),
    Filter(criteria=_GOLD),
    Filter(criteria=_GOLD, name="n", when=_WHEN, required=True),
    Keep(),
    Keep(
        by=[CompanyDetail.EMAIL, CompanyDetail.PHONE],
        several=SeveralIncumbents.MOST,
        within=ConflictReach.CAMPAIGN,
        takes_turn=True,
        name="n",
        when=_WHEN,
        required=True,
    ),
)


_EVENT: Final = LeadEvent("lead-1", 1, NOW, Actor(), Accepted())
_POST: Final = PostEvent("0" * 32, 1, NOW, Actor(), MessageSent())


def samples() -> dict[str, list[Any]]:
    """
    Return documents by the name of the form that they are samples of; facts stand in events, steps in
    modules and effects in models.
    """
    found: dict[str, list[Any]] = {}
    for value in (*VALUES, _CRITERIA, _LEAD, _PARTNER, _SETTINGS, _PEOPLE, _CAMPAIGN, _EVENT, _POST):
        found.setdefault(DOCUMENTS[type(value)].name, []).append(value)
    for fact in FACTS:
        if type(fact) in FACT_FORMS:
            event = LeadEvent("lead-1", 3, NOW, Actor("ann", Channel.CRM), fact)
            found.setdefault(FACT_FORMS[type(fact)].name, []).append(event)
    for told in POST_FACTS:
        if type(told) in POST_FACT_FORMS:
            post = PostEvent("0" * 32, 3, NOW, Actor("ann", Channel.CRM), told)
            found.setdefault(POST_FACT_FORMS[type(told)].name, []).append(post)
    for step in _STEPS:
        module = RoutingModule(name="m", steps=(step,), version=2, tie_break=TieBreak.WEIGHTED, default_partner="p")
        found.setdefault(STEPS[type(step)].name, []).append(module)
    for effects in EFFECTS:
        model = AssessmentModel(version=2, fields=(effects,))
        found.setdefault(EFFECT_FORMS[type(effects)].name, []).append(model)
    return found
