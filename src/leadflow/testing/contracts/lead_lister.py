"""
What a store that lists leads must do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, Final

import pytest
from attrs import evolve

from leadflow.core.access import ProgramParty, Scope, SupplierParty, scope_of
from leadflow.core.criteria import EvaluationTime, any_of, check_criteria, where
from leadflow.core.facts import Accepted, FieldChange, ValuesChanged
from leadflow.core.leads import DistributionStatus, EmailStatus, ExternalId, Lead, LeadKind, ReviewReason
from leadflow.core.records import RecordField, Subject
from leadflow.core.subjects import Subjects, record_reader
from leadflow.core.views import (
    LeadList,
    LeadPage,
    LeadQuery,
    LeadRow,
    Position,
    Sort,
    SortKey,
    last_acts,
    sort_key,
    write_cursor,
)
from leadflow.errors import InvalidInput
from leadflow.ports import LeadLister, OpenUnit, UnitOfWork
from leadflow.testing.builders import KIT_SCHEMA, NOW, SAID, SUPPLIER, a_lead, change_to, changes_of, puts_of
from leadflow.testing.contracts.parties import PARTIES, PARTNERS
from leadflow.testing.contracts.store import StoreContract, committed
from leadflow.testing.record_builders import a_campaign

__all__ = ["LeadListerContract", "lead_lister"]

_NO_ACTS: Final[Mapping[str, datetime]] = {}
_MOMENT: Final = EvaluationTime(NOW, UTC)
_PARTNERS: Final = {one.id: one for one in PARTNERS}
_CAMPAIGN: Final = a_campaign("fair")
_EVERYBODY: Final = scope_of(ProgramParty(name="kit"))
_SORTABLE: Final = tuple(name for name, one in KIT_SCHEMA.leads.items() if one.sortable and name != "assignee_id")
_SHOWN: Final = tuple(name for name in KIT_SCHEMA.leads if name != "assignee_id")
_COUNTED: Final = ("status", "stage", "source", "email_status", "kind", "partner_id", "review", "campaign_id")
_CRITERIA, _ = check_criteria(
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

_QUERIES: Final = {
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
    "criteria": LeadQuery(criteria=_CRITERIA),
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


class LeadListerContract(StoreContract):
    """
    What the `LeadReader` of a store must do that is a `LeadLister` too.
    """

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(PARTIES))
    def test_somebodys_list_has_what_they_may_open(self, open_unit: OpenUnit, who: str) -> None:
        """
        A lead is on the list of a party exactly if they may open it.
        """
        leads, scope = _stored(open_unit), scope_of(PARTIES[who])

        for which in LeadList:
            query = LeadQuery(which=which)
            assert sorted(_ids(_list(open_unit, scope, query))) == _wanted(leads, scope, query)

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("who", sorted(PARTIES))
    def test_count_is_the_length_of_the_list(self, open_unit: OpenUnit, who: str) -> None:
        """
        For every caller, only leads on the list are counted.
        """
        leads, scope = _stored(open_unit), scope_of(PARTIES[who])

        for query in _QUERIES.values():
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                assert lead_lister(unit).count(scope, query, _MOMENT) == len(_wanted(leads, scope, query))

    @pytest.mark.usefixtures("kept_partners")
    def test_list_has_what_is_asked_for(self, open_unit: OpenUnit) -> None:
        """
        All filters hold of each lead on a list, and each of which they hold is on it.
        """
        leads, limited = _stored(open_unit), scope_of(SupplierParty(id="ann", groups=["emea"]))

        for scope, (name, asked) in product((_EVERYBODY, limited), _QUERIES.items()):
            found = sorted(_ids(_list(open_unit, scope, asked)))
            assert found == _wanted(leads, scope, asked), name

    @pytest.mark.usefixtures("kept_partners")
    def test_leads_are_counted_by_a_column(self, open_unit: OpenUnit) -> None:
        """
        What is on the list is counted by what it says, and None for what says nothing.
        """
        leads, scope = _stored(open_unit), scope_of(PARTIES["gold_and_emea"])
        wanted = set(_wanted(leads, scope, LeadQuery()))

        for column in _COUNTED:
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                found = lead_lister(unit).count_by(scope, LeadQuery(), column, _MOMENT)
            assert dict(found) == Counter(_shown(one, column) for one in leads if one.id in wanted)

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
    def test_leads_are_sorted_by_any_column(self, open_unit: OpenUnit, descending: bool) -> None:
        """
        By what is compared, in either direction; those that say nothing come last.
        """
        leads = {one.id: one for one in _stored(open_unit)}
        wanted = _wanted(list(leads.values()), _EVERYBODY, LeadQuery())

        for column in _SORTABLE:
            found = _ids(_list(open_unit, _EVERYBODY, LeadQuery(sort=Sort(column, descending))))
            keys = [sort_key(KIT_SCHEMA.leads[column], leads[lead_id]) for lead_id in found]
            assert sorted(found) == wanted
            assert keys == _in_order(keys, descending=descending), column

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("column", ["modified_at", "status", "review", "company", "kit_integer", "kit_money"])
    def test_pages_of_a_list_joined_are_the_list(self, open_unit: OpenUnit, column: str) -> None:
        """
        Whatever the length of pages, none is short but the last, and no lead is on two of them or on none, also where
        many sort alike or say nothing.
        """
        _stored(open_unit)

        for descending in (False, True):
            query = LeadQuery(sort=Sort(column, descending))
            whole = _ids(_list(open_unit, _EVERYBODY, query))
            for most in (1, 3, 7):
                assert _ids(_list(open_unit, _EVERYBODY, evolve(query, most=most))) == whole
            assert len(whole) > 14

    @pytest.mark.usefixtures("kept_partners")
    def test_row_shows_what_the_lead_says(self, open_unit: OpenUnit) -> None:
        """
        In each column, in the order that is asked for; None where nothing is said.
        """
        leads = {one.id: one for one in _stored(open_unit)}

        acts = last_acts(leads.values())

        rows = _list(open_unit, _EVERYBODY, LeadQuery(columns=_SHOWN))

        assert all(row.columns == _SHOWN for row in rows)
        for row in rows:
            wanted = tuple(_shown(leads[row.id], column, acts) for column in _SHOWN)
            assert dict(zip(_SHOWN, row.values, strict=True)) == dict(zip(_SHOWN, wanted, strict=True))

    @pytest.mark.usefixtures("kept_partners")
    def test_hidden_values_are_absent_until_a_lead_is_disclosed(self, open_unit: OpenUnit) -> None:
        """
        In columns, in criteria that ask for a value or for its absence, in counts and in the order of the list.
        """
        leads = _stored(open_unit)
        scope = scope_of(PARTIES["partner_wide"], hidden=frozenset({"company", "kit_integer", "email"}))
        asked = [
            where("company", "is_empty"),
            where("company", "is_not_empty"),
            where("company", "equals", "granit ab"),
            where("company", "begins_with", "granit"),
            where("kit_integer", "greater_than", 5),
            where("kit_integer", "not_in", [5, 10]),
            where("kit_integer", "less_than", 10, if_missing=True),
        ]
        checked = [check_criteria(any_of(one), KIT_SCHEMA)[0] for one in asked]
        sorts = [Sort("company"), Sort("kit_integer", descending=False), Sort("last_name")]
        seen = {one.id for one in leads if scope.sees(one, _PARTNERS.get(one.partner_id or ""))}
        shown = {one.id: scope.shown(one) for one in leads if one.id in seen}

        assert {one.id for one in leads if one.id in seen and shown[one.id] != one} not in (set(), seen)
        for criteria in (None, *checked):
            for sort in sorts:
                query = LeadQuery(criteria=criteria, sort=sort, columns=("company", "last_name", "kit_integer"), most=3)
                rows = _list(open_unit, scope, query)
                assert sorted(_ids(rows)) == _wanted(list(shown.values()), scope, query)
                assert [row.values for row in rows] == [_told(shown[row.id], query.columns) for row in rows]
                keys = [sort_key(KIT_SCHEMA.leads[sort.column], shown[row.id]) for row in rows]
                assert keys == _in_order(keys, descending=sort.descending)
                with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                    assert lead_lister(unit).count(scope, query, _MOMENT) == len(rows)

    @pytest.mark.usefixtures("kept_partners")
    @pytest.mark.parametrize("text", ["granit", "example", "0@ gr", "äp"])
    def test_hidden_values_are_found_by_no_text(self, open_unit: OpenUnit, text: str) -> None:
        """
        Until a lead is disclosed; what is not hidden is found.
        """
        leads = _stored(open_unit)
        scope = scope_of(PARTIES["partner_wide"], hidden=frozenset({"company"}))
        seen = [one for one in leads if scope.sees(one, _PARTNERS.get(one.partner_id or ""))]
        query = LeadQuery(text=text)

        assert sorted(_ids(_list(open_unit, scope, query))) == _wanted([scope.shown(one) for one in seen], scope, query)

    def test_text_finds_what_a_lead_says_now(self, open_unit: OpenUnit) -> None:
        """
        A value that was changed is found at once, and the one before no more.
        """
        committed(open_unit, changes_of(a_lead("lead-1", said={"company": "Granit"}), a_lead("lead-2")))
        assert _found_by(open_unit, "granit") == ["lead-1"]
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            lead = unit.leads.get("lead-1")
        fact = ValuesChanged((FieldChange("company", "Granit", "Basalt"),))
        committed(open_unit, change_to(lead, fact))

        assert _found_by(open_unit, "granit") == []
        assert _found_by(open_unit, "basalt") == ["lead-1"]
        assert _found_by(open_unit, "sal") == ["lead-1"]

    @pytest.mark.usefixtures("kept_partners")
    def test_page_begins_after_a_lead_that_has_changed(self, open_unit: OpenUnit) -> None:
        """
        The next page continues where the page before ended, even if its last lead changed or is gone.
        """
        _stored(open_unit)
        query = LeadQuery(sort=Sort("status", descending=True), statuses=["pending", "unassigned"], most=3)
        whole = _ids(_list(open_unit, _EVERYBODY, query))
        first = _page(open_unit, _EVERYBODY, query)
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            last = unit.leads.get(first.rows[-1].id)
        committed(open_unit, change_to(last, Accepted()))

        second = _page(open_unit, _EVERYBODY, evolve(query, after=first.after))

        assert _ids(second.rows) == whole[3:6]

    @pytest.mark.usefixtures("kept_partners")
    def test_cursor_of_another_query_is_refused(self, open_unit: OpenUnit) -> None:
        """
        What was handed out for other filters or another sort is refused by name; other columns and lengths are fine.
        """
        _stored(open_unit)
        after = _page(open_unit, _EVERYBODY, LeadQuery(most=3)).after
        others = [
            LeadQuery(which=LeadList.DISTRIBUTED, after=after),
            LeadQuery(statuses=["pending"], after=after),
            LeadQuery(criteria=_CRITERIA, after=after),
            LeadQuery(text="granit", after=after),
            LeadQuery(sort=Sort("created_at"), after=after),
            LeadQuery(sort=Sort(descending=False), after=after),
        ]

        for other in others:
            assert _refused(open_unit, other) == ["cursor_foreign"]
        assert _page(open_unit, _EVERYBODY, LeadQuery(columns=["status"], most=5, after=after)).rows

    def test_damaged_cursor_is_refused(self, open_unit: OpenUnit) -> None:
        """
        What no page has handed out is refused by name, also where only what it is made of is of another type.
        """
        query = LeadQuery(sort=Sort("modified_at"))
        keys: list[Any] = [["text"], [None], [], [1, 2], [2**70], [True, False], "text", {}, [1.5], [float("nan")]]
        ties: list[Any] = [[], 2**70, "\x00", "\ud800"]
        forged = [write_cursor(query, Position(key, tie)) for key in keys for tie in ("lead-1", 1)]
        forged += [write_cursor(query, Position((1,), tie)) for tie in ties]

        for damaged in ("", "x", "é", "W10", "bnVsbA", "\ud800", "A" * 10_000, *forged):
            assert _refused(open_unit, evolve(query, after=damaged)) == ["cursor_foreign"], damaged

    def test_query_that_cannot_be_shown_is_refused(self, open_unit: OpenUnit) -> None:
        """
        A field that is not declared, or that lists do not show or sort by, is refused by name.
        """
        refused = [
            (LeadQuery(columns=["nonsense"]), "field_unknown"),
            (LeadQuery(columns=["assignee_id"]), "column_refused"),
            (LeadQuery(sort=Sort("nonsense")), "field_unknown"),
            (LeadQuery(sort=Sort("partner_name")), "sort_refused"),
            (LeadQuery(sort=Sort("kit_multi_choice")), "sort_refused"),
        ]

        for query, code in refused:
            assert _refused(open_unit, query) == [code]

    @pytest.mark.usefixtures("kept_partners")
    def test_foreign_leads_are_on_no_list(self, open_unit: OpenUnit) -> None:
        """
        Another supplier's leads are neither listed nor counted.
        """
        _stored(open_unit)

        with open_unit("globex", KIT_SCHEMA) as unit:
            asking = lead_lister(unit)
            assert asking.list_page(_EVERYBODY, LeadQuery(), _MOMENT) == LeadPage((), None)
            assert asking.count(_EVERYBODY, LeadQuery(), _MOMENT) == 0
            assert dict(asking.count_by(_EVERYBODY, LeadQuery(), "status", _MOMENT)) == {}

    @pytest.mark.usefixtures("kept_partners")
    def test_list_of_a_group_is_of_the_partners_that_are_in_it_now(self, open_unit: OpenUnit) -> None:
        """
        A partner that leaves a group takes its leads off the lists of that group, and one that enters it brings them.
        """
        leads, scope = _stored(open_unit), scope_of(PARTIES["gold"])
        before = _ids(_list(open_unit, scope, LeadQuery()))
        committed(
            open_unit, puts_of(evolve(_PARTNERS["north"], groups=()), evolve(_PARTNERS["west"], groups=("gold",)))
        )

        after = _list(open_unit, scope, LeadQuery(columns=["partner_id"]))

        assert {one.partner_id for one in leads if one.id in before} == {"north"}
        assert {row["partner_id"] for row in after} == {"west"}


def _stored(open_unit: OpenUnit) -> list[Lead]:
    """
    Commit partners, a campaign, and leads of which many sort alike; return the leads.
    """
    places = (*_PARTNERS, "gone", None)
    some = [_lead(number, places[number % len(places)]) for number in range(48)]
    beside = puts_of(*PARTNERS, _CAMPAIGN).puts
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


def _found_by(open_unit: OpenUnit, text: str) -> list[str]:
    return _ids(_list(open_unit, _EVERYBODY, LeadQuery(text=text)))


def _wanted(leads: Sequence[Lead], scope: Scope, query: LeadQuery) -> list[str]:
    """
    Return the ids of the leads that are on a list, if these are all that the store has.
    """
    acts = last_acts(leads)
    return sorted(
        one.id
        for one in leads
        if scope.sees(one, _PARTNERS.get(one.partner_id or "")) and query.holds(_beside(one, acts), _MOMENT)
    )


def _beside(lead: Lead, acts: Mapping[str, datetime]) -> Subjects:
    return Subjects(
        lead,
        _PARTNERS.get(lead.partner_id or ""),
        _CAMPAIGN if lead.campaign_id else None,
        partner_last_active_at=acts.get(lead.partner_id or ""),
    )


def _told(lead: Lead, columns: Sequence[str]) -> tuple[object, ...]:
    return tuple(_shown(lead, column) for column in columns)


def _shown(lead: Lead, column: str, acts: Mapping[str, datetime] = _NO_ACTS) -> object:
    field = KIT_SCHEMA.leads[column]
    if not isinstance(field, RecordField):
        return lead.values.get(column)
    value = record_reader(Subject.LEAD, field)(_beside(lead, acts))
    return None if value == () else value


def _in_order(keys: Sequence[SortKey | None], *, descending: bool) -> list[SortKey | None]:
    said = sorted((key for key in keys if key is not None), reverse=descending)
    return [*said, *(None for key in keys if key is None)]


def _list(open_unit: OpenUnit, scope: Scope, query: LeadQuery) -> list[LeadRow]:
    """
    Return a whole list, read in pages.
    """
    rows: list[LeadRow] = []
    while True:
        page = _page(open_unit, scope, query)
        rows += page.rows
        if page.after is None:
            return rows
        assert len(page.rows) == query.most
        assert len(rows) < 1_000, "the list never ends"
        query = evolve(query, after=page.after)


def _page(open_unit: OpenUnit, scope: Scope, query: LeadQuery) -> LeadPage:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return lead_lister(unit).list_page(scope, query, _MOMENT)


def _refused(open_unit: OpenUnit, query: LeadQuery) -> list[str]:
    """
    Return the codes for which a query is refused; none if it is answered.
    """
    try:
        _page(open_unit, _EVERYBODY, query)
    except InvalidInput as refused:
        return [one.code for one in refused.problems]
    return []


def _ids(rows: Sequence[LeadRow]) -> list[str]:
    return [row.id for row in rows]


def lead_lister(unit: UnitOfWork) -> LeadLister:
    """
    Return the unit's leads as what they have to be here.
    """
    assert isinstance(unit.leads, LeadLister), "the leads of this store cannot be listed"
    return unit.leads
