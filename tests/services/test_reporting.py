"""
The desk for reports: what happened to leads, to whoever may know it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import chain
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, codes
from tests.services.builders import HOST, Office, a_partner_admin, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import Party, SupplierParty
from leadflow.core.criteria import any_of, where
from leadflow.core.facts import Channel
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import ReviewReason
from leadflow.core.routing import AssignByRules, RoutingModule, Rule
from leadflow.core.schema import Schema
from leadflow.core.views import ActivityQuery, AuditEntry, AuditQuery, LeadQuery, NamedPeriod, Period
from leadflow.errors import ConfigurationError, InvalidInput, NotAllowed, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services import ReportDesk, RoutingDesk


@pytest.fixture
def office(local_store: MemoryStore | SqlStore) -> Office:
    """
    An office over a store that lists events.
    """
    return an_office(store=local_store)


def filled(office: Office) -> tuple[str, str]:
    """
    Return two leads: one that south rejects and that is transferred to north a day later, one that south accepts.
    """
    first, second = (received(office, f"{name}@x.de") for name in ("ann", "bo"))
    office.clock.advance(timedelta(hours=1))
    assert office.at("south").reject(first, reason="no_capacity", comment="voll").ok
    assert office.at("south").accept(second).ok
    office.clock.advance(timedelta(days=1))
    assert office.desk.edit(second, {"city": "Ulm"}).ok
    assert office.desk.transfer(first, partner_id="north").ok
    return first, second


def received(office: Office, email: str) -> str:
    """
    Receive a lead for the partner *south*, and return its id.
    """
    done = office.desk.receive(read_draft(SCHEMA, {"email": email, "city": "Bonn"}, partner="south"))
    assert isinstance(done, Distribution)
    return done.lead.id


def reports(office: Office, party: Party = HOST) -> ReportDesk:
    """
    Return the desk for *party*.
    """
    return ReportDesk(office.setting, party)


def told(entries: Iterator[AuditEntry] | tuple[AuditEntry, ...]) -> list[tuple[str, str, object, object]]:
    """
    Return event, field, and both sides of each entry.
    """
    return [(one.event, one.field, one.before, one.after) for one in entries]


class TestActivity:
    def test_it_counts_by_event_partner_and_day(self, office: Office) -> None:
        """
        The tables say the same as the totals; days without events are there, and what there was none of is not.
        """
        filled(office)
        today = office.clock().date()

        report = reports(office).activity()

        assert report.period == Period(today - timedelta(days=6), today)
        counts = dict(report.by_event)
        assert (counts["received"], counts["accepted"], counts["rejected"], counts["values_changed"]) == (3, 1, 1, 1)
        assert "file_attached" not in counts
        assert report.total == sum(counts.values()) == sum(report.by_partner.values()) == sum(report.by_day.values())
        assert list(report.by_day) == [today - timedelta(days=ago) for ago in range(6, -1, -1)]
        assert report.partner_names == {"south": "Globex GmbH", "north": "Nordlys AS"}
        by_event, by_partner, by_day = report.tables()
        assert by_event.to_rows()[0].keys() == {"event", "count"}
        assert ("north", "Nordlys AS", report.by_partner["north"]) in by_partner.rows
        assert list(by_day.texts())[-1] == [str(today), str(report.by_day[today])]

    def test_it_counts_what_was_asked_for(self, office: Office) -> None:
        """
        By event type, partner and period; deactivated leads count.
        """
        first, _ = filled(office)
        desk = reports(office)

        assert not office.desk.lead(first).active
        assert desk.activity(ActivityQuery(events=["rejected"])).by_event == {"rejected": 1}
        assert desk.activity(ActivityQuery(events=["accepted"], partner_id="north")).total == 0
        assert desk.activity(ActivityQuery(period=NamedPeriod.LAST_YEAR)).total == 0
        yesterday = office.clock().date() - timedelta(days=1)
        assert desk.activity(ActivityQuery(period=Period(yesterday, yesterday), events=["values_changed"])).total == 0

    def test_partners_and_groups_count_theirs(self, office: Office) -> None:
        """
        A partner's user gets what happened at their partner, a supplier's user of no group with partners nothing.
        """
        filled(office)

        at_north = reports(office, a_partner_admin("north")).activity()
        nowhere = reports(office, SupplierParty(id="eva", groups=["gold"])).activity()

        assert set(at_north.by_partner) == {"north"}
        assert "rejected" not in at_north.by_event
        assert (nowhere.total, dict(nowhere.by_event), set(nowhere.by_day.values())) == (0, {}, {0})

    def test_unknown_event_type_is_refused_with_the_near_one(self, office: Office) -> None:
        """
        All of them at once.
        """
        with pytest.raises(InvalidInput) as caught:
            reports(office).activity(ActivityQuery(events=["acepted", "sold"]))

        assert codes(caught.value.problems) == [("event_type_unknown", "ActivityQuery.events")] * 2
        assert "did you mean 'accepted'" in caught.value.problems[0].message


class TestAudit:
    def test_each_change_of_a_field_is_an_entry(self, office: Office) -> None:
        """
        The latest first, with both sides, who did it and by which way.
        """
        first, second = filled(office)

        entries = reports(office).audit(AuditQuery(lead_id=second)).entries

        assert told(entries) == [
            ("values_changed", "city", "Bonn", "Ulm"),
            ("accepted", "status", "pending", "accepted"),
            ("assigned", "status", "unassigned", "pending"),
            ("assigned", "partner_id", None, "south"),
            ("received", "status", None, "unassigned"),
        ]
        assert (entries[1].actor.id, entries[1].actor.channel) == ("anna", Channel.PORTAL)
        assert first not in {one.lead_id for one in entries}

    def test_log_of_all_leads_is_the_logs_of_each(self, office: Office) -> None:
        """
        Whatever the page size, nothing is there twice or missing.
        """
        filled(office)
        desk = reports(office)
        each = [desk.audit(AuditQuery(lead_id=lead.id)).entries for lead in office.leads()]

        for most in (1, 2, 100):
            query = AuditQuery(most=most)
            found = list(page := desk.audit(query))
            while page.has_more:
                page = desk.audit(evolve(query, after=page.after))
                found += page
            assert Counter(map(repr, found)) == Counter(map(repr, chain(*each)))
            assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)

    @pytest.mark.parametrize("of_one", [False, True])
    def test_filters(self, office: Office, of_one: bool) -> None:
        """
        By field, event, person, channel, partner and day, over one lead as over all.
        """
        first, second = filled(office)
        desk, today = reports(office), office.clock().date()

        def found(query: AuditQuery, lead_id: str = second) -> list[tuple[str, str, object, object]]:
            return told(desk.audit(evolve(query, lead_id=lead_id if of_one else None)).entries)

        assert found(AuditQuery(field="city")) == [("values_changed", "city", "Bonn", "Ulm")]
        assert found(AuditQuery(events=["accepted"])) == [("accepted", "status", "pending", "accepted")]
        assert found(AuditQuery(events=["rejected"]), first)[0][2:] == ("pending", "rejected")
        assert {one[0] for one in found(AuditQuery(actor_id="anna"))} <= {"accepted", "rejected"}
        assert found(AuditQuery(channel=Channel.IMPORT)) == []
        assert found(AuditQuery(partner_id="east")) == []
        assert found(AuditQuery(period=Period(today, today), field="city")) != []
        assert found(AuditQuery(period=NamedPeriod.LAST_YEAR)) == []
        assert found(AuditQuery(field="city", events=["accepted"])) == []

    def test_partner_learns_nothing_of_others(self, office: Office) -> None:
        """
        They get what changed while the lead was theirs, and not where it had been before.
        """
        first, second = filled(office)
        moved = office.desk.lead(first).superseded_by
        assert moved is not None

        mine = reports(office, a_partner_admin("north")).audit()

        assert {one.lead_id for one in mine} == {moved}
        assert {one.before for one in mine if one.event == "assigned"} == {None}
        for lead_id in (first, second, "nobody"):
            with pytest.raises(NotFound):
                reports(office, a_partner_admin("north")).audit(AuditQuery(lead_id=lead_id))

    def test_cursors_are_for_their_query(self, office: Office) -> None:
        """
        Another query's cursor, or a damaged one, is refused.
        """
        _, second = filled(office)
        desk = reports(office)
        after = desk.audit(AuditQuery(most=1)).after
        of_one = desk.audit(AuditQuery(lead_id=second, most=1)).after
        assert after
        assert of_one

        for query in (AuditQuery(field="city", after=after), AuditQuery(after=of_one), AuditQuery(after="x" + after)):
            with pytest.raises(InvalidInput) as caught:
                desk.audit(query)
            assert codes(caught.value.problems) == [("cursor_foreign", "after")]

    @pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
    def test_period_ends_with_the_calendar(self, office: Office, zone: str) -> None:
        """
        A zone whose clocks show no such day does not stop a report.
        """
        programme = evolve(office.setting.programme, zone=ZoneInfo(zone))
        desk = ReportDesk(evolve(office.setting, programme=programme), HOST)

        for period in (Period(date.max, date.max), Period(date.min, date.min)):
            assert desk.activity(ActivityQuery(period=period)).total == 0
            assert desk.audit(AuditQuery(period=period)).entries == ()

    def test_unknown_field_is_told(self, office: Office) -> None:
        """
        A field that is not declared is refused with the near one.
        """
        with pytest.raises(InvalidInput, match="'city'") as caught:
            reports(office).audit(AuditQuery(field="citty"))

        assert codes(caught.value.problems) == [("field_unknown", "field")]

    def test_values_are_in_no_repr(self, office: Office) -> None:
        """
        Both sides of a change may be personal.
        """
        _, second = filled(office)

        assert "Ulm" not in repr(reports(office).audit(AuditQuery(lead_id=second)))


class TestSummary:
    def test_groups_say_how_their_leads_do(self, office: Office) -> None:
        """
        A lead that moved on counts where it was rejected, and a lead that waits by how long it does.
        """
        filled(office)
        office.clock.advance(timedelta(days=3))
        received(office, "cy@x.de")
        office.clock.advance(timedelta(hours=2))

        summary = reports(office).summary()

        south, north = summary.rows
        assert (south.group, south.leads, south.acceptance_rate) == (("Globex GmbH",), 3, 0.5)
        assert (south.median_hours, south.p90_hours, dict(south.reasons)) == (1.0, 1.0, {"no_capacity": 1})
        assert {name: count for name, count in south.open_by_age.items() if count} == {"open_up_to_1_day": 1}
        assert (north.group, north.leads, north.acceptance_rate, north.median_hours) == (("Nordlys AS",), 1, None, None)
        assert {name: count for name, count in north.open_by_age.items() if count} == {"open_up_to_7_days": 1}
        assert summary.total.leads == 4
        groups, reasons = summary.tables()
        assert groups.to_rows()[0]["accepted"] == 1
        assert reasons.rows == (("Globex GmbH", "no_capacity", 1),)

    def test_each_gets_a_summary_of_what_they_see(self, office: Office) -> None:
        """
        A partner's user learns nothing of other partners, nor where a lead was before.
        """
        filled(office)

        mine = reports(office, a_partner_admin("north")).summary(["partner_id", "source"])

        assert [row.group for row in mine.rows] == [("north", "manual")]
        assert mine.total.leads == 1
        assert reports(office, SupplierParty(id="eva", groups=["gold"])).summary().total.leads == 0

    def test_query_narrows_it(self, office: Office) -> None:
        """
        As it narrows a list.
        """
        filled(office)

        summary = reports(office).summary(["stage"], LeadQuery(statuses=["accepted"], most=1))

        assert (summary.by, summary.total.leads, summary.total.acceptance_rate) == (("stage",), 1, 1.0)

    @pytest.mark.parametrize("by", [[], ["email"], ["source", "source"], ["partner_id", "source", "stage", "kind"]])
    def test_other_groupings_are_refused(self, office: Office, by: list[str]) -> None:
        """
        Before anything is read.
        """
        with pytest.raises(InvalidInput) as caught:
            reports(office).summary(by)

        assert {code for code, _ in codes(caught.value.problems)} == {"group_refused"}


class TestScorecards:
    def test_partners_stand_side_by_side(self, office: Office) -> None:
        """
        With the figures of the summary, what they opened, and where their leads are.
        """
        filled(office)
        office.at("north").open(office.desk.leads(LeadQuery(partner_ids=["north"])).rows[0].id)

        cards = reports(office).scorecards()

        south, north = cards.rows
        assert (south.partner_id, south.partner_name, south.figures.leads) == ("south", "Globex GmbH", 2)
        assert (south.figures.acceptance_rate, south.opened_rate, dict(south.by_stage)) == (0.5, 0.0, {"open": 2})
        assert (north.opened_rate, north.won, north.lost, north.win_rate) == (1.0, 0, 0, None)
        assert (cards.total.partner_id, cards.total.figures.leads) == (None, 3)
        partners, stages, reasons = cards.tables()
        assert partners.to_rows()[0]["acceptance_rate"] == 0.5
        assert (stages.rows[0], reasons.rows) == (
            ("south", "Globex GmbH", "open", 2),
            (("south", "Globex GmbH", "no_capacity", 1),),
        )

    def test_a_partner_sees_its_own(self, office: Office) -> None:
        """
        And learns nothing of others.
        """
        filled(office)

        cards = reports(office, a_partner_admin("north")).scorecards()

        assert [one.partner_id for one in cards.rows] == ["north"]
        assert cards.total.figures.leads == 1


class TestModuleReport:
    def test_steps_and_rules_say_what_they_did(self, office: Office) -> None:
        """
        Each step has the leads that came to it, and each rule those for which it decided, none included.
        """
        rules = (
            Rule(criteria=any_of(where("country", "equals", "DE")), partners=["south"], name="Germany"),
            Rule(criteria=any_of(where("country", "equals", "NO")), partners=["north"], name="Norway"),
        )
        admin = RoutingDesk(office.setting, HOST)
        admin.publish(RoutingModule(name="emea", steps=[AssignByRules(rules=rules, required=True)]))
        for number, country in enumerate(["DE", "DE", "FR"]):
            said = {"email": f"ann{number}@x.example", "country": country}
            office.desk.receive(read_draft(SCHEMA, said), module="emea")

        report = reports(office).module("emea")

        assert (report.leads, report.routed, dict(report.by_partner)) == (3, 2, {"south": 2})
        (step,) = report.steps
        assert (step.leads, step.after, [one.leads for one in step.rules]) == (3, 1.0, [2, 0])
        assert [(number, rule.name) for number, rule in report.never_held] == [(1, "Norway")]
        assert dict(report.reviews) == {ReviewReason.STEP_EMPTY: 1}
        admin.publish(RoutingModule(name="emea", steps=[]))
        assert dict(reports(office).module("emea").other_versions) == {report.version: 3}
        assert [table.name for table in report.tables()] == ["steps", "rules", "partners", "reviews"]

    def test_only_who_administers_routing_gets_it(self, office: Office) -> None:
        """
        A module is the supplier's own affair.
        """
        with pytest.raises(NotAllowed):
            reports(office, a_partner_admin("north")).module("emea")


def test_reports_are_pictures_in_notebooks(office: Office) -> None:
    """
    Each report shows itself as charts.
    """
    filled(office)
    desk = reports(office)
    for report in (desk.activity(), desk.summary(), desk.scorecards()):
        assert report._repr_html_().count("<svg") == len(report.charts()) >= 2


def test_store_without_lists_of_events_is_told() -> None:
    """
    The message names the port.
    """
    office = an_office()

    @contextmanager
    def plain(supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        with office.store.open_unit(supplier_id, schema) as unit:
            yield cast("UnitOfWork", SimpleNamespace(timeline=SimpleNamespace(of=unit.timeline.of)))

    office.open_unit = plain
    with pytest.raises(ConfigurationError, match=r"lists no events.*leadflow\.ports\.EventLister"):
        reports(office).activity()
