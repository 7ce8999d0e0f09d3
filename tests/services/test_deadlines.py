"""
Deadlines of leads: what is due, what is done about it, and that it is done once.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_user, an_account
from tests.services.builders import EMEA, HOST, PARTNERS, PROGRAMME, Failing, Office, an_office, mapped

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.criteria import any_of, where
from leadflow.core.deadlines import (
    Awaited,
    BusinessCalendar,
    Deadline,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    PausePolicy,
    opening_hours,
)
from leadflow.core.facts import Deactivated, DeadlineMoved, DeadlinePassed, NoticeSent, StepResult
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.notifications import MessageKind
from leadflow.core.switches import Switches
from leadflow.errors import InvalidInput, NotAllowed, PortError
from leadflow.services import ActionOutcome, DeadlineDesk, OutboxRelay, SettingsDesk
from leadflow.testing import RecordingMailer

OFFICE_HOURS = BusinessCalendar(zone=UTC, week=((opening_hours("09:00-17:00"),) * 5) + ((), ()))
BOSS = a_contact("boss")
ANSWER = DeadlinePolicy(
    name="answer",
    steps=(
        DeadlineStep(action=DeadlineAction.REMIND, after=timedelta(hours=4)),
        DeadlineStep(action=DeadlineAction.REMIND, days=1),
        DeadlineStep(action=DeadlineAction.REROUTE, days=2),
        DeadlineStep(action=DeadlineAction.ESCALATE, days=3),
    ),
)
UPDATE = DeadlinePolicy(
    name="update",
    awaits=Awaited.UPDATE,
    steps=(
        DeadlineStep(action=DeadlineAction.REQUEST_UPDATE, days=3),
        DeadlineStep(action=DeadlineAction.ESCALATE, days=6),
    ),
)
RULES = DeadlineRules(policies=(ANSWER, UPDATE), calendar=OFFICE_HOURS, managers=(BOSS,))

# The clock of the tests begins on Monday 2 March 2026 at 9:30.
MONDAY_0930 = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MONDAY_1330 = datetime(2026, 3, 2, 13, 30, tzinfo=UTC)
TUESDAY_17 = datetime(2026, 3, 3, 17, tzinfo=UTC)
WEDNESDAY_17 = datetime(2026, 3, 4, 17, tzinfo=UTC)
THURSDAY_17 = datetime(2026, 3, 5, 17, tzinfo=UTC)


def an_office_with(rules: DeadlineRules = RULES, **given: Any) -> Office:
    """
    Return an office whose programme has deadlines.
    """
    office = an_office(programme=evolve(PROGRAMME, deadlines=rules), **given)
    office.clock.now = MONDAY_0930
    return office


def received(office: Office, *, country: str = "DE", lead_id: str = "lead", **named: Any) -> Lead:
    """
    Receive a lead, routed by the module unless a partner is named.
    """
    draft = read_draft(SCHEMA, {"email": f"{lead_id}@x.se", "country": country}, **named)
    done = office.desk.receive(draft, module=None if named else "emea", lead_id=lead_id)
    assert isinstance(done, Distribution)
    return done.lead


def at(office: Office, moment: datetime) -> list[tuple[str, str, int]]:
    """
    Move the clock, do what is due, and return lead, action and outcome of each.
    """
    office.clock.now = moment
    done = [office.deadlines.perform(action) for action in office.deadlines.due_actions()]
    return [(one.action.lead_id, f"{one.action.action}: {one.outcome}", one.action.step) for one in done]


def facts_of(office: Office, lead_id: str, cls: type) -> list[Any]:
    """
    Return the facts of a class on the timeline of a lead.
    """
    return [event.fact for event in office.events(lead_id) if isinstance(event.fact, cls)]


class TestLadder:
    def test_steps_follow_each_other(self, store: MemoryStore | SqlStore) -> None:
        """
        A pending lead is reminded of twice, then goes on to the next partner that matches, which begins anew.
        """
        office = an_office_with(store=store)
        lead = received(office)
        first = lead.partner_id

        assert at(office, MONDAY_1330 - timedelta(microseconds=1)) == []
        assert at(office, MONDAY_1330) == [("lead", "remind: done", 1)]
        assert at(office, TUESDAY_17) == [("lead", "remind: done", 2)]
        assert [fact.kind for fact in facts_of(office, "lead", NoticeSent)] == [MessageKind.PENDING_REMINDER] * 2
        assert at(office, WEDNESDAY_17) == [("lead", "reroute: done", 3)]

        before, after = office.leads() if office.leads()[0].id == "lead" else reversed(office.leads())
        assert (before.active, before.superseded_by) == (False, after.id)
        assert facts_of(office, "lead", Deactivated) == [Deactivated(reason="rerouted")]
        assert {first, after.partner_id} == {"south", "east"}
        assert (after.status, after.duplicated_from) == (DistributionStatus.PENDING, "lead")
        begun = office.deadlines.deadline(after.id)
        assert begun is not None
        assert begun.due_at == datetime(2026, 3, 5, 13, tzinfo=UTC)
        assert office.sound()

    def test_managers_are_told_last(self) -> None:
        """
        A lead that no other partner matches stays, the timeline says why, and the last step tells the managers.
        """
        office = an_office_with()
        lead = received(office, country="SE")
        at(office, MONDAY_1330)
        at(office, TUESDAY_17)

        assert at(office, WEDNESDAY_17) == [("lead", "reroute: kept", 3)]
        assert office.desk.lead("lead").partner_id == lead.partner_id == "north"
        assert [fact.result for fact in facts_of(office, "lead", DeadlinePassed)][-1] == StepResult.NO_PARTNER
        assert at(office, THURSDAY_17) == [("lead", "escalate: done", 4)]
        mailer = RecordingMailer()
        OutboxRelay(office.setting, office.store, mailer).run_until_idle()
        told = [(mail.to_address, mail.subject) for mail in mailer.sent if mail.to_address == BOSS.email]
        assert told == [(BOSS.email, "A deadline of Nordlys AS has passed: lead@x.se")]
        assert at(office, THURSDAY_17 + timedelta(days=30)) == []

    def test_request_for_an_update(self) -> None:
        """
        An accepted lead without news is asked about, by the assignee's or the default recipients' mail.
        """
        office = an_office_with()
        received(office, country="SE")
        office.at("north").accept("lead")

        assert at(office, THURSDAY_17) == [("lead", "request_update: done", 1)]
        assert [fact.kind for fact in facts_of(office, "lead", NoticeSent)] == [MessageKind.UPDATE_REQUEST]

    def test_a_week_of_downtime_sends_one_mail(self) -> None:
        """
        Of several steps that passed while nobody looked, the latest is done, and the timeline says how many are left
        out.
        """
        office = an_office_with()
        received(office, country="SE")

        assert at(office, datetime(2026, 3, 12, 12, tzinfo=UTC)) == [("lead", "escalate: done", 4)]
        (passed,) = facts_of(office, "lead", DeadlinePassed)
        assert (passed.step, passed.passed_over, passed.due_at) == (4, 3, THURSDAY_17)
        assert len(facts_of(office, "lead", NoticeSent)) == 1
        assert at(office, datetime(2026, 3, 30, 12, tzinfo=UTC)) == []

    def test_module_that_is_gone_keeps_the_lead(self) -> None:
        """
        Where no module can choose another partner, the lead stays and the timeline says so.
        """
        office = an_office_with()
        received(office, partner="south")
        at(office, MONDAY_1330)
        at(office, TUESDAY_17)

        assert at(office, WEDNESDAY_17) == [("lead", "reroute: kept", 3)]
        assert facts_of(office, "lead", DeadlinePassed)[-1].result == StepResult.NO_MODULE

    def test_pause_of_the_distribution_keeps_the_lead(self) -> None:
        """
        While no lead is given to partners the lead stays, and the timeline says so.
        """
        office = an_office_with()
        lead = received(office, country="SE")
        at(office, MONDAY_1330)
        at(office, TUESDAY_17)
        office.programme = evolve(office.programme, switches=Switches(paused=True))

        assert at(office, WEDNESDAY_17) == [("lead", "reroute: kept", 3)]
        assert facts_of(office, "lead", DeadlinePassed)[-1].result == StepResult.NO_DISTRIBUTION
        assert office.desk.lead("lead").partner_id == lead.partner_id

    def test_lead_that_a_duplicate_continues_stays(self) -> None:
        """
        It went to another partner already, so no second lead of one prospect goes on.
        """
        office = an_office_with()
        office.programme = evolve(office.programme, module="emea")
        received(office, partner="south")
        office.desk.duplicate("lead", partner_id="north")
        north = office.desk.lead("lead").superseded_by or ""
        assert {(lead, done) for lead, done, _ in at(office, WEDNESDAY_17)} == {
            ("lead", "reroute: kept"),
            (north, "reroute: done"),
        }
        assert facts_of(office, "lead", DeadlinePassed)[-1].result == StepResult.CONTINUED
        assert (office.desk.lead("lead").active, office.desk.lead("lead").superseded_by) == (True, north)
        assert sorted(lead.partner_id or "" for lead in office.leads()) == ["east", "north", "south"]

    def test_lead_goes_on_only_so_often_and_never_back(self) -> None:
        """
        A lead that went on as often as it may stays, and none comes back to a partner that let it pass.
        """
        partners = tuple(an_account(one, territories=("DE",), users=(a_user(one),)) for one in ("a", "b", "c", "d"))
        rules = evolve(RULES, policies=(evolve(ANSWER, steps=ANSWER.steps[2:]),), most_hops=2)
        office = an_office_with(rules, partners=(*partners, an_account("idle", active=False)))
        received(office)

        outcomes, day = [], datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        for _ in range(30):
            day += timedelta(days=1)
            outcomes += [what for _, what, _ in at(office, day) if what.startswith("reroute")]
        assert outcomes == ["reroute: done", "reroute: done", "reroute: kept"]
        assert len({lead.partner_id for lead in office.leads()}) == 3
        (last,) = (lead for lead in office.leads() if lead.active)
        assert facts_of(office, last.id, DeadlinePassed)[0].result == StepResult.HOP_LIMIT


class TestResetting:
    def test_an_answer_ends_it(self) -> None:
        """
        Whoever accepts or rejects is reminded of nothing any more.
        """
        office = an_office_with(evolve(RULES, policies=(ANSWER,)))
        received(office, country="SE", lead_id="taken")
        received(office, country="SE", lead_id="left")
        office.at("north").accept("taken")
        office.at("north").reject("left")

        assert at(office, THURSDAY_17) == []
        for lead_id in ("taken", "left"):
            deadline = office.deadlines.deadline(lead_id)
            assert deadline is not None
            assert deadline.ended

    @pytest.mark.parametrize("how", ["reassign", "edit", "resend", "remind"])
    def test_what_resets_no_answer(self, how: str) -> None:
        """
        A colleague, an edit of the supplier and more mail leave the deadline as it is.
        """
        office = an_office_with()
        received(office)
        partner_id = office.desk.lead("lead").partner_id or ""
        before = office.deadlines.deadline("lead")
        office.clock.advance(timedelta(hours=1))
        if how == "reassign":
            office.keep(an_account(partner_id, territories=("DE",), users=(a_user("ute"), a_user("uli"))))
            assert office.at(partner_id).reassign("lead", "uli").ok
        elif how == "edit":
            assert office.desk.edit("lead", {"city": "Kiel"}).ok
        elif how == "resend":
            assert office.desk.resend("lead").ok
        else:
            assert office.desk.remind("lead").ok

        assert office.deadlines.deadline("lead") == before

    def test_what_resets_an_update(self) -> None:
        """
        A stage begins the window anew, whoever sets it; an edit of the supplier does not; a closing stage ends it.
        """
        office = an_office_with()
        received(office, country="SE")
        office.at("north").accept("lead")
        first = office.deadlines.deadline("lead")
        office.clock.advance(timedelta(days=1))
        office.desk.edit("lead", {"city": "Kiel"})
        assert office.deadlines.deadline("lead") == first

        office.at("north").set_stage("lead", "contacted")
        second = office.deadlines.deadline("lead")
        assert first is not None
        assert second is not None
        assert second.began_at - first.began_at == timedelta(days=1)
        office.at("north").set_stage("lead", "qualified")
        third = office.deadlines.deadline("lead")
        assert third is not None
        assert third.ended
        office.at("north").set_stage("lead", "nurture")
        fourth = office.deadlines.deadline("lead")
        assert fourth is not None
        assert fourth.runs

    def test_deactivated_lead_waits_for_nothing_until_it_is_back(self) -> None:
        """
        Deactivating ends the deadline, reactivating begins one anew.
        """
        office = an_office_with()
        received(office, country="SE")
        office.desk.deactivate("lead")
        assert at(office, THURSDAY_17) == []

        office.desk.reactivate("lead")
        deadline = office.deadlines.deadline("lead")
        assert deadline is not None
        assert (deadline.runs, deadline.began_at) == (True, THURSDAY_17)

    def test_running_deadline_keeps_its_rule(self) -> None:
        """
        What a programme says later holds for leads that come later.
        """
        office = an_office_with()
        received(office, country="SE")
        later = DeadlinePolicy(name="answer", steps=(DeadlineStep(action=DeadlineAction.ESCALATE, days=9),))
        office.programme = evolve(PROGRAMME, deadlines=evolve(RULES, policies=(later,)))
        received(office, country="SE", lead_id="other")

        assert at(office, MONDAY_1330) == [("lead", "remind: done", 1)]
        assert at(office, datetime(2026, 3, 13, 17, tzinfo=UTC)) == [
            ("lead", "escalate: done", 4),
            ("other", "escalate: done", 1),
        ]


class TestChoosingLeads:
    def test_partners_with_a_crm_are_left_alone_unless_asked(self) -> None:
        """
        Policies without criteria are for partners without a CRM connection.
        """
        crm = an_account("crm", users=(a_user("cam"),), crm_connected=True)
        asked = evolve(ANSWER, name="all", criteria=any_of(where("country", "equals", "DE")))
        for policies, expected in (((ANSWER,), 0), ((ANSWER, asked), 1)):
            office = an_office_with(evolve(RULES, policies=policies), partners=(*PARTNERS, crm))
            received(office, partner="crm")
            assert len(at(office, MONDAY_1330)) == expected

    def test_imported_leads_have_deadlines(self, store: MemoryStore | SqlStore) -> None:
        """
        Every way in begins a deadline.
        """
        office = an_office_with(store=store)
        file = office.file(*(f"{n}@x.se,SE,," for n in range(7)), "eight@x.se,JP,,")
        with file:
            office.imports.run(file, mapped(file), settings=EMEA)

        assert len(office.deadlines.due_actions(MONDAY_1330)) == 7
        assert len(office.deadlines.due_actions(MONDAY_1330, most=3)) == 3
        assert {what for _, what, _ in at(office, MONDAY_1330)} == {"remind: done"}

    def test_leads_that_are_there_begin_when_asked(self) -> None:
        """
        Policies that are added later leave leads alone until they are begun, and then none is late at once.
        """
        office = an_office()
        received(office, country="SE")
        received(office, country="SE", lead_id="taken")
        office.at("north").accept("taken")
        office.clock.advance(timedelta(days=365))
        office.programme = evolve(PROGRAMME, deadlines=RULES)

        assert office.deadlines.due_actions() == ()
        assert office.deadlines.begin_open() == 2
        assert office.deadlines.begin_open() == 0
        assert office.deadlines.due_actions() == ()
        assert len(office.deadlines.due_actions(office.clock() + timedelta(days=7))) == 2

    def test_leads_that_came_while_nothing_was_awaited(self) -> None:
        """
        What a process without deadlines did to a lead is found out when its deadline is due.
        """
        office = an_office_with(evolve(RULES, policies=(ANSWER,)))
        received(office, country="SE")
        with_rules, office.programme = office.programme, PROGRAMME
        office.at("north").accept("lead")
        office.programme = with_rules

        assert at(office, MONDAY_1330) == [("lead", "remind: superseded", 1)]
        assert facts_of(office, "lead", DeadlinePassed) == []
        assert at(office, THURSDAY_17) == []


class TestOnce:
    def test_twice_does_nothing_twice(self, store: MemoryStore | SqlStore) -> None:
        """
        An action that was performed is not performed again, also once a later step is due.
        """
        office = an_office_with(store=store)
        received(office, country="SE")
        office.clock.now = MONDAY_1330
        (action,) = office.deadlines.due_actions()
        assert office.deadlines.perform(action).outcome is ActionOutcome.DONE
        seq = office.desk.lead("lead").seq

        assert office.deadlines.perform(action).outcome is ActionOutcome.ALREADY_DONE
        office.clock.now = WEDNESDAY_17
        assert office.deadlines.perform(action).outcome is ActionOutcome.ALREADY_DONE
        assert office.desk.lead("lead").seq == seq
        assert action.key == f"lead/{action.since}/answer/1"

    def test_racing_desks_do_each_action_once(self, store: MemoryStore | SqlStore) -> None:
        """
        Of several that perform the same actions at once, one does each; the others find it done.
        """
        office = an_office_with(store=store)
        for number in range(6):
            received(office, country="SE", lead_id=f"lead-{number}")
        office.clock.now = MONDAY_1330
        actions, start = office.deadlines.due_actions(), Barrier(4)
        desks = [DeadlineDesk(office.setting, HOST) for _ in range(4)]

        def perform(desk: DeadlineDesk) -> list[ActionOutcome]:
            start.wait()
            return [desk.perform(action).outcome for action in actions]

        with ThreadPoolExecutor(4) as pool:
            outcomes = [outcome for one in pool.map(perform, desks) for outcome in one]
        assert sorted(outcomes) == sorted([ActionOutcome.DONE] * 6 + [ActionOutcome.ALREADY_DONE] * 18)
        for number in range(6):
            assert len(facts_of(office, f"lead-{number}", NoticeSent)) == 1
        assert office.sound()

    @pytest.mark.parametrize("after", [False, True])
    def test_broken_commit_is_safe_to_repeat(self, after: bool) -> None:
        """
        An action whose commit broke, before or after it was durable, is done once when it is called again.
        """
        office = an_office_with()
        received(office, country="SE")
        office.clock.now = MONDAY_1330
        (action,) = office.deadlines.due_actions()
        office.open_unit = Failing(office.store.open_unit, frozenset({1}), after)
        with pytest.raises(PortError):
            office.deadlines.perform(action)

        office.deadlines.perform(action)
        assert len(facts_of(office, "lead", NoticeSent)) == 1
        assert office.deadlines.perform(action).outcome is ActionOutcome.ALREADY_DONE

    def test_action_before_its_time_waits(self) -> None:
        """
        What was planned for a later moment than the clock says is not done yet.
        """
        office = an_office_with()
        received(office, country="SE")
        (action,) = office.deadlines.due_actions(MONDAY_1330)

        assert office.deadlines.perform(action).outcome is ActionOutcome.NOT_DUE
        assert facts_of(office, "lead", DeadlinePassed) == []

    def test_run_counts_what_came_of_it(self) -> None:
        """
        A run plans and performs, and says how many came to what.
        """
        office = an_office_with()
        received(office, country="SE")
        received(office, country="SE", lead_id="other")
        office.clock.now = MONDAY_1330

        assert office.deadlines.run(most=1).outcomes == {ActionOutcome.DONE: 1}
        assert office.deadlines.run().outcomes == {ActionOutcome.DONE: 1}
        assert office.deadlines.run().outcomes == {}


class TestCalendars:
    def test_partner_has_its_own_calendar(self) -> None:
        """
        The working time is the partner's, else the supplier's.
        """
        nights = BusinessCalendar(zone=UTC, week=(opening_hours("20:00-24:00"),) * 7)
        office = an_office_with(evolve(RULES, calendars={"north": nights}))
        received(office, country="SE")
        received(office, partner="south", lead_id="other")
        deadline, other = office.deadlines.deadline("lead"), office.deadlines.deadline("other")

        assert deadline is not None
        assert other is not None
        assert deadline.due_at == datetime(2026, 3, 3, tzinfo=UTC)
        assert other.due_at == MONDAY_1330

    def test_calendar_that_ends_is_found(self) -> None:
        """
        A step beyond what is known of the calendar is due to be counted again: each day, until somebody knows more.
        """
        short = evolve(OFFICE_HOURS, known_until=date(2026, 3, 2))
        office = an_office_with(evolve(RULES, calendar=short))
        received(office, country="SE")
        assert at(office, MONDAY_1330) == [("lead", "remind: done", 1)]

        tuesday = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
        assert at(office, tuesday) == [("lead", "recount: calendar_ends", 2)]
        assert at(office, tuesday + timedelta(hours=1)) == []
        office.programme = evolve(PROGRAMME, deadlines=RULES)
        assert at(office, tuesday + timedelta(days=1)) == [("lead", "recount: recounted", 2)]
        (moved,) = facts_of(office, "lead", DeadlineMoved)
        assert (moved.before, moved.due_at) == (None, TUESDAY_17)

    def test_calendars_that_end_too_early_are_named(self) -> None:
        """
        Whoever sets up a policy learns which calendar does not reach which step, before any lead waits in vain.
        """
        short = evolve(OFFICE_HOURS, known_until=date(2026, 3, 4))
        office = an_office_with(evolve(RULES, calendars={"north": short}))
        problems = office.deadlines.check()

        assert [(one.code, one.path, one.severity.value) for one in problems] == [
            ("calendar_ends", "deadlines.policies[0].steps[3]", "warning"),
            ("calendar_ends", "deadlines.policies[1].steps[0]", "warning"),
        ]
        assert all("'north'" in one.message for one in problems)
        assert an_office_with().deadlines.check() == ()

    def test_recounting_moves_later_and_earlier_only_if_asked(self) -> None:
        """
        New holidays move what is ahead, with before and after on the timeline; nothing moves by itself.
        """
        office = an_office_with()
        received(office, country="SE")
        closed = evolve(OFFICE_HOURS, closed=frozenset({date(2026, 3, 2), date(2026, 3, 3)}))
        office.programme = evolve(PROGRAMME, deadlines=evolve(RULES, calendar=closed))
        before = office.deadlines.deadline("lead")
        assert before is not None
        assert before.due_at == MONDAY_1330

        moved = office.deadlines.recount("lead")
        assert moved is not None
        assert moved.due_at == datetime(2026, 3, 4, 13, tzinfo=UTC)
        assert facts_of(office, "lead", DeadlineMoved) == [
            DeadlineMoved(policy="answer", due_at=moved.due_at, before=MONDAY_1330)
        ]
        office.programme = evolve(PROGRAMME, deadlines=RULES)
        assert office.deadlines.recount("lead") == moved
        again = office.deadlines.recount("lead", earlier=True)
        assert again is not None
        assert again.due_at == MONDAY_1330
        assert again.steps == before.steps


class TestPausing:
    def test_partner_is_paused_after_so_many_expiries(self) -> None:
        """
        The last of so many deadlines that expire pauses the partner, in the same commit; saving it ends no pause.
        """
        rules = evolve(RULES, policies=(evolve(ANSWER, steps=ANSWER.steps[3:]),), pause=PausePolicy(expiries=2))
        office = an_office_with(rules)
        for number in range(3):
            received(office, country="SE", lead_id=f"lead-{number}")
        office.clock.now = THURSDAY_17
        first, second, third = (office.deadlines.perform(one) for one in office.deadlines.due_actions())

        assert (first.paused, second.paused, third.paused) == (None, "north", None)
        office.desk.save_partners([office.account("north").partner])
        pause = office.desk.pause_of("north")
        assert pause is not None
        assert pause.paused
        (latest, *_) = SettingsDesk(office.setting, HOST).timeline("north")
        assert [(one.setting.value, one.after) for one in latest.changes] == [("paused", True)]
        assert office.account("north").partner.active
        assert received(office, country="SE", lead_id="later").partner_id is None

    def test_old_expiries_are_forgotten(self) -> None:
        """
        Expiries that lie further apart pause nobody.
        """
        rules = evolve(RULES, policies=(evolve(ANSWER, steps=ANSWER.steps[3:]),), pause=PausePolicy(expiries=2))
        office = an_office_with(rules)
        for number in range(3):
            received(office, country="SE", lead_id=f"lead-{number}")
            assert len(at(office, office.clock() + timedelta(days=40))) == 1

        assert office.desk.pause_of("north") is None


class TestRefusing:
    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"policies": (ANSWER,)}, "calendar_missing"),
            ({"policies": (ANSWER, ANSWER), "calendar": OFFICE_HOURS, "managers": (BOSS,)}, "name_taken"),
            ({"policies": (ANSWER,), "calendar": OFFICE_HOURS}, "managers_missing"),
        ],
    )
    def test_rules_that_cannot_be_kept_are_refused(self, given: dict[str, Any], code: str) -> None:
        """
        Rules without a calendar, with two policies of a name or without managers are refused when they are made.
        """
        with pytest.raises(InvalidInput) as error:
            DeadlineRules(**given)
        assert error.value.problems[0].code == code

    @pytest.mark.parametrize(
        ("steps", "awaits", "code"),
        [
            ((), Awaited.ANSWER, "steps_missing"),
            (tuple(evolve(ANSWER.steps[1], days=one) for one in range(1, 22)), Awaited.ANSWER, "steps_too_many"),
            (UPDATE.steps, Awaited.ANSWER, "action_not_here"),
            (ANSWER.steps, Awaited.UPDATE, "action_not_here"),
            (tuple(reversed(ANSWER.steps)), Awaited.ANSWER, "steps_out_of_order"),
        ],
    )
    def test_ladders_that_make_no_sense_are_refused(
        self, steps: tuple[DeadlineStep, ...], awaits: Awaited, code: str
    ) -> None:
        """
        A ladder has steps, in order, of actions that fit what is awaited.
        """
        with pytest.raises(InvalidInput) as error:
            DeadlinePolicy(name="x", awaits=awaits, steps=steps)
        assert error.value.problems[0].code == code

    @pytest.mark.parametrize("window", [{}, {"days": 1, "after": timedelta(hours=1)}, {"after": timedelta(seconds=90)}])
    def test_windows_say_one_thing(self, window: dict[str, Any]) -> None:
        """
        A step has one window, in days or in whole minutes.
        """
        with pytest.raises(InvalidInput) as error:
            DeadlineStep(action=DeadlineAction.REMIND, **window)
        assert error.value.problems[0].code == "window_unclear"

    def test_criteria_are_checked_with_the_schema(self) -> None:
        """
        A field that nobody declared is refused when the programme is made.
        """
        policy = evolve(ANSWER, criteria=any_of(where("contry", "equals", "DE")))
        with pytest.raises(InvalidInput) as error:
            evolve(PROGRAMME, deadlines=evolve(RULES, policies=(policy,)))
        assert error.value.problems[0].path.startswith("deadlines.policies[0].criteria")

    @pytest.mark.parametrize("most", [0, -1, 100_001])
    def test_number_of_actions_has_bounds(self, most: int) -> None:
        """
        A number that is none is refused by name, on every store alike.
        """
        office = an_office_with()
        for call in (office.deadlines.due_actions, office.deadlines.run):
            with pytest.raises(InvalidInput) as error:
                call(most=most)
            assert error.value.problems[0].path == "most"

    def test_people_with_a_limit_run_no_deadlines(self) -> None:
        """
        Deadlines are about all leads, so whoever is limited to groups sees none of them.
        """
        office = an_office_with()
        received(office, country="SE")
        limited = SupplierParty(id="sam", groups=frozenset({"gold"}), roles=(SUPPLIER_ADMIN,))
        for call in ("due_actions", "run", "begin_open"):
            with pytest.raises(NotAllowed):
                getattr(DeadlineDesk(office.setting, limited), call)()

    def test_deadline_survives_unread_members(self) -> None:
        """
        The deadline that a lead had is readable after it ended.
        """
        office = an_office_with()
        received(office, country="SE")
        office.at("north").accept("lead")

        assert isinstance(office.deadlines.deadline("lead"), Deadline)
