"""
The leads that lists are tried with, what is asked of them, and what a list of them has to have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import evolve

from leadflow.core.access import ProgramParty, Scope, scope_of
from leadflow.core.criteria import EvaluationTime, any_of, check_criteria, where
from leadflow.core.leads import DistributionStatus, EmailStatus, ExternalId, Lead, LeadKind, ReviewReason
from leadflow.core.records import RecordField, Subject
from leadflow.core.subjects import Subjects, record_reader
from leadflow.core.views import LeadList, LeadPage, LeadQuery, LeadRow, SortKey, last_acts
from leadflow.ports import LeadLister, OpenUnit, UnitOfWork
from leadflow.testing.builders import KIT_SCHEMA, NOW, SAID, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.contracts.parties import PARTNERS
from leadflow.testing.contracts.store import committed
from leadflow.testing.record_builders import a_campaign

__all__ = [
    "CAMPAIGN",
    "CRITERIA",
    "EVERYBODY",
    "MOMENT",
    "PARTNERS_BY_ID",
    "QUERIES",
    "ids_of",
    "in_order",
    "lead_lister",
    "page_of",
    "shown",
    "stored",
    "told",
    "wanted_ids",
    "whole_list",
]

NO_ACTS: Final[Mapping[str, datetime]] = {}
MOMENT: Final = EvaluationTime(NOW, UTC)
PARTNERS_BY_ID: Final = {one.id: one for one in PARTNERS}
CAMPAIGN: Final = a_campaign("fair")
EVERYBODY: Final = scope_of(ProgramParty(name="kit"))
CRITERIA, _ = check_criteria(
    any_of(where("kit_integer", "greater_than", 5), where("tier", "equals", "gold", subject=Subject.PARTNER)),
    KIT_SCHEMA,
)
_ACTIVITY, _ = check_criteria(
    any_of(
        where("partner_last_active_at", "before", (NOW - timedelta(hours=1)).isoformat()),
        where("crm_system", "equals", "northcrm"),
        where("embedded_apps", "contains_any", ["chat"]),
    ),
    KIT_SCHEMA,
)

QUERIES: Final = {
    "a list": LeadQuery(which=LeadList.REGISTERED),
    "deactivated": LeadQuery(which=LeadList.DEACTIVATED),
    "a partner": LeadQuery(partner_ids=["north"]),
    "partners": LeadQuery(partner_ids=["north", "gone", "nobody"]),
    "an unknown partner": LeadQuery(partner_ids=["nobody"]),
    "what no text can be": LeadQuery(partner_ids=["north\x00", "\ud800"], sources=["\x00"]),
    "a status": LeadQuery(statuses=["pending"]),
    "statuses": LeadQuery(statuses=["pending", "unassigned"]),
    "a stage": LeadQuery(stages=["contacted"]),
    "stages": LeadQuery(stages=["contacted", "open"]),
    "a source": LeadQuery(sources=["crm"]),
    "a group": LeadQuery(partner_groups=["gold"]),
    "groups and a partner": LeadQuery(partner_groups=["emea", "gold"], partner_ids=["north"]),
    "a group that no partner is in": LeadQuery(partner_groups=["nobody", "\x00"]),
    "an e-mail status": LeadQuery(email_statuses=["queued"]),
    "e-mail statuses": LeadQuery(email_statuses=["queued", "not_due", "sent"]),
    "a review": LeadQuery(reviews=["tie"]),
    "reviews": LeadQuery(reviews=["tie", "paused"], statuses=["unassigned"]),
    "sources": LeadQuery(sources=["crm", "manual", "CRM"]),
    "created since": LeadQuery(created_since=NOW - timedelta(days=1)),
    "created until": LeadQuery(created_until=NOW - timedelta(days=1)),
    "criteria": LeadQuery(criteria=CRITERIA),
    "a piece of a text": LeadQuery(text="rani"),
    "a short piece": LeadQuery(text="ÄP"),
    "pieces": LeadQuery(text="granit 3@exam"),
    "a text and more": LeadQuery(text="example", statuses=["pending"], partner_ids=["north"]),
    "signs that stand for others": LeadQuery(text="gr_nit%"),
    "other signs that do": LeadQuery(text="gr?nit*["),
    "what nobody says": LeadQuery(text="nowhere"),
    "activity of the partner since": LeadQuery(partner_activity_since=NOW - timedelta(days=1)),
    "activity of the partner until": LeadQuery(partner_activity_until=NOW - timedelta(days=1)),
    "a partner that was active since": LeadQuery(partner_last_active_since=NOW),
    "a partner that was active until": LeadQuery(partner_last_active_until=NOW, statuses=["pending"]),
    "activity of the campaign": LeadQuery(campaign_activity=True),
    "no activity of the campaign": LeadQuery(campaign_activity=False),
    "activity of the campaign in a range": LeadQuery(
        campaign_activity_since=NOW - timedelta(days=1), campaign_activity_until=NOW
    ),
    "an app": LeadQuery(embedded_apps=["maps"]),
    "apps and a group": LeadQuery(embedded_apps=["maps", "Chat", "none"], partner_groups=["emea"]),
    "an app that no partner has": LeadQuery(embedded_apps=["MAPS", "\x00"]),
    "a CRM connection": LeadQuery(crm_connected=True),
    "no CRM connection": LeadQuery(crm_connected=False),
    "a link to a CRM": LeadQuery(crm_linked=True),
    "no link to a CRM": LeadQuery(crm_linked=False, crm_connected=True),
    "criteria on what partners did": LeadQuery(criteria=_ACTIVITY),
    "several things": LeadQuery(
        which=LeadList.DISTRIBUTED, statuses=["pending"], sources=["crm"], partner_ids=["north", "south"]
    ),
}


def stored(open_unit: OpenUnit) -> list[Lead]:
    """
    Commit partners, a campaign, and leads of which many sort alike; return the leads.
    """
    places = (*PARTNERS_BY_ID, "gone", None)
    some = [_lead(number, places[number % len(places)]) for number in range(48)]
    beside = puts_of(*PARTNERS, CAMPAIGN).puts
    committed(open_unit, evolve(changes_of(*some), puts=beside))
    return some


def _lead(number: int, place: str | None) -> Lead:
    """
    Return a lead that differs from others in everything that lists filter, sort and show.
    """
    said = dict(list(SAID.items())[number % 5 :: 2]) if number % 3 else {}
    numbers = {"kit_integer": str(number % 4 * 5), "kit_money": f"EUR {number % 3}"} if number % 4 else {}
    company = {"company": ("Granit AB", "granit ab", "Äpfel", "x" * 300)[number % 4]} if number % 5 else {}
    alike = a_lead(f"lead-{number:03}", said={"email": f"{number % 7}@example.com", **said, **numbers, **company})
    status = DistributionStatus.PENDING if place and number % 3 else DistributionStatus.UNASSIGNED
    status = DistributionStatus.ACCEPTED if place and number % 5 == 4 else status
    return evolve(
        alike,
        kind=tuple(LeadKind)[number % 8 // 3],
        source=("crm", "manual", "CRM")[number % 3],
        campaign_id="fair" if number % 2 else None,
        partner_id=place,
        assignee_id=("maja", "ola", None)[number % 3] if place else None,
        status=status,
        stage=("open", "contacted")[number % 2],
        email_status=tuple(EmailStatus)[number % 3],
        active=number % 9 > 0,
        score=number % 4,
        review=ReviewReason.TIE if number % 5 == 0 else None,
        import_id="import-1" if number % 2 else None,
        external_ids=(ExternalId("salesforce", f"00Q{number}"), ExternalId("hubspot", "7")) if number % 4 == 0 else (),
        created_at=NOW - timedelta(days=number % 3) if number % 4 else None,
        status_changed_at=NOW + timedelta(microseconds=number % 3) if number % 2 else None,
        routed_by="emea" if number % 6 == 0 else None,
        partner_activity_at=_acted_at(number) if place and number % 4 in (1, 2) else None,
        campaign_activity_at=NOW - timedelta(days=number % 3) if number % 4 == 3 else None,
        crm_system=("northcrm", "southcrm")[number % 2] if place and number % 5 < 2 else None,
    )


def _acted_at(number: int) -> datetime:
    # Those that are private are the latest, and do not count for the partner.
    private = tuple(LeadKind)[number % 8 // 3] is LeadKind.PRIVATE
    return NOW + timedelta(days=1) if private else NOW - timedelta(days=number % 7, hours=number % 5)


def wanted_ids(leads: Sequence[Lead], scope: Scope, query: LeadQuery) -> list[str]:
    """
    Return the ids of the leads that are on a list, if these are all that the store has.
    """
    acts = last_acts(leads)
    return sorted(
        one.id
        for one in leads
        if scope.sees(one, PARTNERS_BY_ID.get(one.partner_id or "")) and query.holds(_beside(one, acts), MOMENT)
    )


def _beside(lead: Lead, acts: Mapping[str, datetime]) -> Subjects:
    return Subjects(
        lead,
        PARTNERS_BY_ID.get(lead.partner_id or ""),
        CAMPAIGN if lead.campaign_id else None,
        partner_last_active_at=acts.get(lead.partner_id or ""),
    )


def told(lead: Lead, columns: Sequence[str]) -> tuple[object, ...]:
    """
    Return what a list shows of a lead in these columns, in their order.
    """
    return tuple(shown(lead, column) for column in columns)


def shown(lead: Lead, column: str, acts: Mapping[str, datetime] = NO_ACTS) -> object:
    """
    Return what a list shows of a lead in a column; None if the field is blank.
    """
    field = KIT_SCHEMA.leads[column]
    if not isinstance(field, RecordField):
        return lead.values.get(column)
    value = record_reader(Subject.LEAD, field)(_beside(lead, acts))
    return None if value == () else value


def in_order(keys: Sequence[SortKey | None], *, descending: bool) -> list[SortKey | None]:
    """
    Return sort keys in the order of a list: blanks come last in both directions.
    """
    said = sorted((key for key in keys if key is not None), reverse=descending)
    return [*said, *(None for key in keys if key is None)]


def whole_list(open_unit: OpenUnit, scope: Scope, query: LeadQuery) -> list[LeadRow]:
    """
    Return a whole list, read in pages.
    """
    rows: list[LeadRow] = []
    while True:
        page = page_of(open_unit, scope, query)
        rows += page.rows
        if page.after is None:
            return rows
        assert len(page.rows) == query.most
        assert len(rows) < 1_000, "the list never ends"
        query = evolve(query, after=page.after)


def page_of(open_unit: OpenUnit, scope: Scope, query: LeadQuery) -> LeadPage:
    """
    Return one page of a list, as a unit of its own reads it.
    """
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return lead_lister(unit).list_page(scope, query, MOMENT)


def ids_of(rows: Sequence[LeadRow]) -> list[str]:
    """
    Return the ids of the leads in rows, in their order.
    """
    return [row.id for row in rows]


def lead_lister(unit: UnitOfWork) -> LeadLister:
    """
    Return the unit's leads as what they have to be here.
    """
    assert isinstance(unit.leads, LeadLister), "the leads of this store cannot be listed"
    return unit.leads
