"""
Opportunities: registered from leads, updated by either side, with their outcome on the lead.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_user, an_account, codes
from tests.services.builders import HOST, PARTNERS, PROGRAMME, Office, a_partner_admin, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PARTNER_SALES, SUPPLIER_ADMIN, PartnerParty, SupplierParty
from leadflow.core.criteria import EvaluationTime, any_of, check_criteria, where
from leadflow.core.deadlines import (
    Awaited,
    BusinessCalendar,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    opening_hours,
)
from leadflow.core.facts import NoticeSent, OpportunityUpdated, StageChanged
from leadflow.core.handling import OpportunityUpdate, Refusal
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.kinds import Money
from leadflow.core.leads import OpportunityStatus
from leadflow.core.notifications import MessageKind
from leadflow.core.opportunities import (
    Opportunity,
    OpportunityPolicy,
    OpportunityQuery,
    ToldUpdates,
    opportunity_schema,
)
from leadflow.core.programme import Programme
from leadflow.errors import AlreadyExists, InvalidInput, NotAllowed, NotFound
from leadflow.services import OpportunityDesk, OutboxRelay
from leadflow.testing import RecordingMailer, an_opportunity

BOSS = a_contact("boss")
SEK = Money(Decimal(120_000), "SEK")
TEAM = an_account("team", tier="Gold", users=(a_user("maja"),))


def an_office_with(rules: OpportunityPolicy = OpportunityPolicy(), **given: Any) -> Office:
    """
    Return an office whose lead *lead* is accepted at the partner *team*.
    """
    programme = evolve(given.pop("programme", PROGRAMME), opportunities=rules)
    office = an_office(programme=programme, partners=(*PARTNERS, TEAM), **given)
    accepted(office, "lead")
    return office


def accepted(office: Office, lead_id: str, partner_id: str = "team") -> None:
    """
    Receive a lead for a partner, and accept it.
    """
    done = office.desk.receive(read_draft(SCHEMA, {"email": f"{lead_id}@x.se"}, partner=partner_id), lead_id=lead_id)
    assert isinstance(done, Distribution)
    office.at(partner_id).accept(lead_id)


def desk(office: Office, partner_id: str | None = None) -> OpportunityDesk:
    """
    Return the desk of a program, or of a partner's administrator.
    """
    return OpportunityDesk(office.setting, HOST if partner_id is None else a_partner_admin(partner_id))


def made(done: OpportunityUpdate | Refusal) -> Opportunity:
    """
    Return the opportunity, which was not refused.
    """
    assert isinstance(done, OpportunityUpdate)
    return done.opportunity


def refused(done: OpportunityUpdate | Refusal) -> list[str]:
    """
    Return the codes of a refusal.
    """
    assert isinstance(done, Refusal)
    return [code for code, _ in codes(done.problems)]


class TestRegistering:
    def test_opportunity_is_kept_and_shown_on_the_lead(self, store: MemoryStore | SqlStore) -> None:
        """
        What was said is kept, the lead shows that one is open, and lists and criteria find it by that.
        """
        office = an_office_with(store=store)
        done = desk(office, "team").register(
            "lead", name=" Bore hammers ", amount=SEK, probability=60, close_date=date(2026, 6, 1), owner="Maja"
        )
        one = made(done)

        assert (one.name, one.stage, one.amount, one.owner) == ("Bore hammers", "prospecting", SEK, "Maja")
        assert (one.probability, one.close_date, one.partner_id) == (75, date(2026, 6, 1), "team")
        assert desk(office).opportunity(one.id) == one
        assert desk(office).of_lead("lead") == (one,)
        assert office.desk.lead("lead").opportunity is OpportunityStatus.OPEN
        open_ones, problems = check_criteria(any_of(where("opportunity", "equals", "open")), SCHEMA)
        assert problems == ()
        with office.store.open_unit("acme", SCHEMA) as unit:
            if isinstance(store, SqlStore):
                found = unit.leads.matching(open_ones, EvaluationTime(office.clock(), UTC), None, 10)  # type: ignore[attr-defined]  # an ability of this store
                assert [lead.id for lead in found] == ["lead"]
        assert office.sound()

    def test_partner_is_told_that_it_is_done(self) -> None:
        """
        The assignee or the default recipients get the mail that says so, with what the opportunity says.
        """
        office = an_office_with()
        desk(office).register("lead", name="Hammers", amount=SEK)
        mailer = RecordingMailer()
        OutboxRelay(office.setting, office.store, mailer).run_until_idle()

        (mail,) = (one for one in mailer.sent if "Registered with" in one.subject)
        assert mail.to_address == "maja@partner.example"
        assert "SEK 120000" in mail.text
        assert "Hammers" in mail.html

    @pytest.mark.parametrize(
        ("how", "code"),
        [("pending", "lead_pending"), ("rejected", "lead_rejected"), ("deactivated", "lead_deactivated")],
    )
    def test_only_accepted_leads_have_opportunities(self, how: str, code: str) -> None:
        """
        The refusal names the state of the lead.
        """
        office = an_office_with()
        office.desk.receive(read_draft(SCHEMA, {"email": "b@x.se"}, partner="team"), lead_id="other")
        if how == "rejected":
            office.at("team").reject("other")
        if how == "deactivated":
            office.desk.deactivate("other")

        assert refused(desk(office).register("other")) == [code]

    def test_all_problems_come_at_once(self) -> None:
        """
        An unknown stage and a percentage beyond a hundred are told together, with near stages.
        """
        office = an_office_with()
        done = desk(office).register("lead", stage="negotation", probability=101, name="x" * 2_000)

        assert refused(done) == ["text_too_long", "stage_unknown", "number_out_of_range"]
        assert isinstance(done, Refusal)
        assert done.problems[1].suggestions == ("negotiation",)
        assert office.desk.lead("lead").opportunity is None

    @pytest.mark.parametrize(
        ("said", "kept"), [(0, 10), (10, 10), (11, 25), (60, 75), (75, 75), (76, 90), (95, 90), (99, 90), (100, 100)]
    )
    def test_probability_is_rounded_up_but_never_to_a_hundred(self, said: int, kept: int) -> None:
        """
        A percentage that is not configured becomes the next one; only a hundred is a hundred.
        """
        assert OpportunityPolicy(probabilities=(10, 25, 50, 75, 90, 100)).rounded(said) == kept
        assert OpportunityPolicy().rounded(said) == kept

    def test_taken_id_is_refused(self) -> None:
        """
        An id names one opportunity, and nothing of the second call is written.
        """
        office = an_office_with()
        made(desk(office).register("lead", opportunity_id="sale"))
        seq = office.desk.lead("lead").seq
        with pytest.raises(AlreadyExists, match="opportunity 'sale' exists already; choose another id") as caught:
            desk(office).register("lead", opportunity_id="sale")
        assert not caught.value.retry_safe
        assert office.desk.lead("lead").seq == seq
        assert refused(desk(office).register("lead", opportunity_id=" ")) == ["id_empty"]

    def test_currency_is_a_code_that_exists(self) -> None:
        """
        An amount is stored with the code of its currency, however that was written; what is no currency is refused.
        """
        office = an_office_with()

        euros = made(desk(office).register("lead", amount=Money(5, "€")))
        plain = made(desk(office).register("lead", amount=Money(5)))

        assert (str(euros.amount), str(plain.amount)) == ("EUR 5", "5")
        assert refused(desk(office).register("lead", amount=Money(5, "xx1"))) == ["currency_unknown"]


class TestUpdating:
    def test_changes_stand_on_the_timeline(self) -> None:
        """
        Each attribute that changes is told with both sides; the same again changes nothing.
        """
        office = an_office_with()
        one = made(desk(office).register("lead", amount=SEK, probability=50))
        office.clock.advance(timedelta(days=1))
        after = made(desk(office, "team").update(one.id, stage="Negotiation", probability=80))
        again = desk(office, "team").update(one.id, stage="negotiation")

        assert (after.stage, after.probability, after.amount) == ("negotiation", 90, SEK)
        assert after.modified_at - one.modified_at == timedelta(days=1)
        assert isinstance(again, OpportunityUpdate)
        assert again.unchanged
        fact = office.events("lead")[-1].fact
        assert isinstance(fact, OpportunityUpdated)
        assert [(one.attribute, one.before, one.after) for one in fact.changes] == [
            ("stage", "prospecting", "negotiation"),
            ("probability", "50", "90"),
        ]

    def test_outcome_comes_back_on_the_lead(self) -> None:
        """
        A lead is open while one opportunity is, won if one was, else lost; an open stage opens it again.
        """
        office = an_office_with()
        first, second = (made(desk(office).register("lead")).id for _ in range(2))
        shown = []
        for sale, stage in ((first, "lost"), (second, "won"), (second, "lost"), (first, "proposal")):
            made(desk(office, "team").update(sale, stage=stage))
            shown.append(office.desk.lead("lead").opportunity)

        assert [str(one) for one in shown] == ["open", "won", "lost", "open"]
        assert made(desk(office).update(first, stage="won")).probability == 100

    @pytest.mark.parametrize(("said", "kept"), [(None, None), (60, 75)])
    def test_opportunity_that_is_open_again_is_not_certain(self, said: int | None, kept: int | None) -> None:
        """
        What was won is certain; once it is open again, its probability is what is said then, or not known.
        """
        office = an_office_with()
        one = made(desk(office).register("lead", stage="won"))
        again = made(desk(office).update(one.id, stage="proposal", probability=said))
        assert (one.probability, again.probability) == (100, kept)

    def test_lead_reaches_the_stage_that_the_programme_names(self) -> None:
        """
        Winning moves the lead to a closing stage if the programme says so; a stage that is none is refused.
        """
        rules = OpportunityPolicy(lead_stages={"won": "qualified"})
        office = an_office_with(rules)
        one = made(desk(office).register("lead"))
        desk(office).update(one.id, stage="won")

        assert office.desk.lead("lead").stage == "qualified"
        moved = [event.fact for event in office.events("lead") if isinstance(event.fact, StageChanged)]
        assert [(fact.before, fact.stage, fact.skipped) for fact in moved] == [
            ("open", "qualified", ("contacted", "nurture"))
        ]
        with pytest.raises(InvalidInput, match=r"OpportunityPolicy.lead_stages: 'sold' is not a stage"):
            Programme(supplier_id="acme", opportunities=OpportunityPolicy(lead_stages={"won": "sold"}))

    @pytest.mark.parametrize(
        ("told", "expected"),
        [("none", []), ("outcome", ["won"]), ("stage", ["proposal", "won"]), ("all", ["25", "proposal", "won"])],
    )
    def test_supplier_is_told_of_what_the_programme_says(self, told: str, expected: list[str]) -> None:
        """
        Updates of a partner are mailed to the supplier's people as configured.
        """
        office = an_office_with(OpportunityPolicy(told=ToldUpdates(told), recipients=(BOSS,)))
        one = made(desk(office, "team").register("lead"))
        updates: dict[str, dict[str, Any]] = {
            "25": {"probability": 25},
            "proposal": {"stage": "proposal"},
            "won": {"stage": "won"},
        }
        mailed = []
        for name, said in updates.items():
            done = desk(office, "team").update(one.id, **said)
            assert isinstance(done, OpportunityUpdate)
            mailed += [name for message in done.update.messages if message.recipient_id == "boss"]

        assert mailed == expected

    @pytest.mark.parametrize("tells", [False, True])
    def test_partner_is_told_of_what_the_supplier_does(self, tells: bool) -> None:
        """
        Updates of the supplier reach the partner's people if the programme says so, and are never superseded.
        """
        office = an_office_with(OpportunityPolicy(told=ToldUpdates.ALL, tells_partners=tells))
        one = made(desk(office).register("lead"))
        desk(office).update(one.id, stage="lost")
        office.desk.deactivate("lead")
        mailer = RecordingMailer()
        OutboxRelay(office.setting, office.store, mailer).run_until_idle()

        told = [mail.to_address for mail in mailer.sent if "has updated" in mail.subject]
        assert told == (["maja@partner.example"] if tells else [])

    def test_deactivated_lead_keeps_its_opportunities(self) -> None:
        """
        Nothing is updated there, and the supplier reads it still.
        """
        office = an_office_with()
        one = made(desk(office).register("lead"))
        office.desk.deactivate("lead")

        assert refused(desk(office).update(one.id, stage="won")) == ["lead_deactivated"]
        assert desk(office).opportunity(one.id) == one


class TestOnce:
    @pytest.mark.parametrize("again", [False, True])
    def test_same_key_writes_once(self, store: MemoryStore | SqlStore, again: bool) -> None:
        """
        A call that is repeated under its key gives the first result and writes nothing; without one it is a new call.
        """
        office = an_office_with(store=store)
        keys = ("form-1", "form-1") if again else (None, None)
        first, second = (desk(office).register("lead", amount=SEK, idempotency_key=key) for key in keys)

        assert len(desk(office).of_lead("lead")) == (1 if again else 2)
        assert (made(first) == made(second)) is again
        update = [desk(office).update(made(first).id, stage="won", idempotency_key="click") for _ in range(2)]
        assert made(update[0]) == made(update[1])
        with pytest.raises(InvalidInput, match="another call"):
            desk(office).update(made(first).id, stage="lost", idempotency_key="click")
        assert office.sound()


class TestSeeing:
    def test_party_sees_those_of_its_leads(self, store: MemoryStore | SqlStore) -> None:
        """
        Opportunities of leads that a party does not see look unknown, are on no page, and cannot be changed.
        """
        office = an_office_with(store=store)
        accepted(office, "other", "south")
        mine, theirs = made(desk(office).register("lead")), made(desk(office).register("other"))

        assert desk(office).opportunities().rows == (mine, theirs)
        assert desk(office, "team").opportunities().rows == (mine,)
        assert desk(office, "south").opportunities().rows == (theirs,)
        for call in ("opportunity", "update"):
            with pytest.raises(NotFound):
                getattr(desk(office, "team"), call)(theirs.id)
        with pytest.raises(NotFound):
            desk(office, "team").register("other")
        limited = SupplierParty(id="sam", groups=frozenset({"nobody's"}), roles=(SUPPLIER_ADMIN,))
        assert OpportunityDesk(office.setting, limited).opportunities().rows == ()

    def test_roles_allow_it(self) -> None:
        """
        A partner's salespeople work opportunities; who has no such role only reads.
        """
        office = an_office_with()
        sales = PartnerParty(id="ola", partner_id="team", roles=(PARTNER_SALES,))
        reader = SupplierParty(id="rob", groups=frozenset())
        one = made(OpportunityDesk(office.setting, sales).register("lead"))

        assert OpportunityDesk(office.setting, reader).opportunity(one.id) == one
        with pytest.raises(NotAllowed):
            OpportunityDesk(office.setting, reader).update(one.id, stage="won")

    def test_criteria_ask_for_opportunities(self, store: MemoryStore | SqlStore) -> None:
        """
        Their own fields and those of their partner can be asked for, in the language of all criteria.
        """
        office = an_office_with(store=store)
        accepted(office, "other", "south")
        large = made(desk(office).register("lead", amount=SEK, probability=75, close_date=date(2026, 6, 1)))
        small = made(desk(office).register("lead", amount=Money(Decimal(5), "SEK"), owner="Ola"))
        south = made(desk(office).register("other"))
        asked = {
            "amount at all": (any_of(where("amount", "is_not_empty")), [large, small]),
            "amount": (any_of(where("amount", "greater_than", "SEK 100")), [large]),
            "stage and owner": (any_of(where("owner", "equals", "ola")), [small]),
            "date": (any_of(where("close_date", "before", "2026-07-01")), [large]),
            "partner": (any_of(where("partner.tier", "equals", "gold")), [large, small]),
            "status": (any_of(where("status", "in", ["open"])), [large, small, south]),
        }
        for name, (criteria, expected) in asked.items():
            ready, problems = check_criteria(criteria, opportunity_schema(office.programme.schema))
            assert problems == (), name
            assert list(desk(office).opportunities(OpportunityQuery(criteria=ready)).rows) == expected, name
        _, problems = check_criteria(any_of(where("country", "equals", "SE")), opportunity_schema(SCHEMA))
        assert [one.code for one in problems] == ["field_unknown"]

    @pytest.mark.parametrize(
        "criteria",
        [None, any_of(where("stage", "matches", "^pro")), any_of(where("amount", "greater_than", "SEK 5"))],
        ids=["none", "an operator of Python's", "an operator of databases'"],
    )
    def test_count_is_the_length_of_the_list(self, store: MemoryStore | SqlStore, criteria: Any) -> None:
        """
        For each party, whether the store can be asked or every opportunity is looked at.
        """
        office = an_office_with(store=store)
        for number, partner_id in enumerate(("team", "north", "team")):
            accepted(office, f"lead-{number}", partner_id)
            desk(office, partner_id).register(f"lead-{number}", amount=SEK if number else None)
        for party in (None, "team", "north", "south"):
            query = OpportunityQuery(criteria=criteria, most=1)
            listed, after = list[str](), None
            while True:
                page = desk(office, party).opportunities(evolve(query, after=after))
                listed += [one.id for one in page.rows]
                if page.after is None:
                    break
                after = page.after
            assert len(set(listed)) == len(listed)
            assert desk(office, party).count(query) == len(listed)

    def test_what_an_earlier_build_has_written_is_found(self, tmp_path: Path) -> None:
        """
        An opportunity whose keys nobody has written is looked at, and is asked in the database once it is updated.
        """
        path = tmp_path / "leads.db"
        with closing(SqlStore(str(path))) as store:
            office = an_office_with(store=store)
            desk(office).register("lead", amount=SEK, opportunity_id="old")
            desk(office).register("lead", opportunity_id="new")
            with closing(sqlite3.connect(path)) as connection, connection:
                connection.execute("UPDATE leadflow_records SET keys = NULL WHERE kind = 'opportunity' AND key = 'old'")
            large = OpportunityQuery(criteria=any_of(where("amount", "greater_than", "SEK 5")))
            gold = OpportunityQuery(criteria=any_of(where("partner.tier", "equals", "gold")))
            for _ in range(2):
                assert [one.id for one in desk(office).opportunities(large).rows] == ["old"]
                assert (desk(office).count(large), desk(office).count(gold)) == (1, 2)
                desk(office).update("old", name="Updated")

    def test_pages_joined_are_the_list(self) -> None:
        """
        Pages of any size give each opportunity once, by ascending id, and the last one says that it is the last.
        """
        office = an_office_with()
        accepted(office, "other", "south")
        ids = [made(desk(office).register(("lead", "other")[n % 2])).id for n in range(7)]
        for most in (1, 3, 7):
            found, after = list[str](), None
            while True:
                page = desk(office).opportunities(OpportunityQuery(most=most, after=after))
                found += [one.id for one in page.rows]
                after = page.after
                if after is None:
                    break
            assert found == ids
        mine = desk(office).opportunities(OpportunityQuery(partner_id="south", status=OpportunityStatus.OPEN))
        assert [one.id for one in mine.rows] == ids[1::2]


class TestDeadlines:
    def test_update_of_an_opportunity_is_asked_for(self) -> None:
        """
        An open opportunity without news is asked about, an update begins the window anew, and its end ends it.
        """
        rules = DeadlineRules(
            policies=(
                DeadlinePolicy(
                    name="lead",
                    awaits=Awaited.UPDATE,
                    steps=(DeadlineStep(action=DeadlineAction.REQUEST_UPDATE, days=1),),
                ),
                DeadlinePolicy(
                    name="sale",
                    awaits=Awaited.OPPORTUNITY,
                    steps=(DeadlineStep(action=DeadlineAction.REQUEST_UPDATE, days=2),),
                ),
            ),
            calendar=BusinessCalendar(zone=UTC, week=(opening_hours("00:00-24:00"),) * 7),
        )
        office = an_office_with(programme=evolve(PROGRAMME, deadlines=rules))
        one = made(desk(office).register("lead"))
        office.clock.now = datetime(2026, 3, 4, 12, tzinfo=UTC)
        assert office.deadlines.due_actions() == ()
        made(desk(office, "team").update(one.id, stage="proposal"))
        assert office.deadlines.due_actions(datetime(2026, 3, 6, 12, tzinfo=UTC)) == ()
        office.clock.now = datetime(2026, 3, 7, 0, tzinfo=UTC)
        (action,) = office.deadlines.due_actions()
        office.deadlines.perform(action)

        fact = office.events("lead")[-1].fact
        assert isinstance(fact, NoticeSent)
        assert (action.policy, fact.kind) == ("sale", MessageKind.OPPORTUNITY_UPDATE_REQUEST)
        made(desk(office, "team").update(one.id, stage="won"))
        assert office.deadlines.due_actions(datetime(2027, 1, 1, tzinfo=UTC)) == ()


class TestRefusing:
    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"stages": ()}, "stages_unclear"),
            ({"stages": ("a", "Won")}, "stages_unclear"),
            ({"probabilities": ()}, "probabilities_unclear"),
            ({"probabilities": (100,)}, "probabilities_unclear"),
            ({"probabilities": (50, 120)}, "probabilities_unclear"),
        ],
    )
    def test_policy_that_makes_no_sense_is_refused(self, given: dict[str, Any], code: str) -> None:
        """
        There is an open stage, no stage twice, and a percentage below a hundred.
        """
        with pytest.raises(InvalidInput) as error:
            OpportunityPolicy(**given)
        assert error.value.problems[0].code == code

    def test_names_are_in_no_repr(self) -> None:
        """
        What people are called stays out of texts that are logged.
        """
        assert "Maja" not in repr(an_opportunity())
