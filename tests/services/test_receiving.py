"""
Receiving a lead that is there already, as imports have it, and what a draft says of its record.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, codes
from tests.services.builders import PROGRAMME, Office, Racing, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import Role, SupplierParty
from leadflow.core.facts import ExternalIdsChanged, FieldChange, ScoreChanged, ValuesChanged
from leadflow.core.handling import LeadUpdate
from leadflow.core.handling.subscriptions import SubscriptionRules
from leadflow.core.intake import Distribution, Draft, InvalidDraft, OnDuplicate, read_draft
from leadflow.core.leads import ExternalId
from leadflow.core.notifications import MessageKind
from leadflow.errors import StaleLead
from leadflow.services import SupplierDesk

FIRST = {"email": "Ann@X.se", "city": "Ulm"}
THERE = [OnDuplicate.SKIP, OnDuplicate.UPDATE, OnDuplicate.FILL]


def again(said: dict[str, object] | None = None, **given: Any) -> Draft:
    """
    Return a draft about the same person.
    """
    return read_draft(SCHEMA, {"email": "ann@x.se", "city": "Oslo", "company": "Granit", **(said or {})}, **given)


def there(**given: Any) -> Office:
    """
    Return an office with a lead.
    """
    office = an_office(**given)
    ids = [ExternalId("salesforce", "00Q1"), ExternalId("hubspot", "7")]
    office.desk.receive(read_draft(SCHEMA, FIRST, partner="south", external_ids=ids), lead_id="lead-a")
    return office


class TestDuplicates:
    def test_another_lead_is_made_unless_asked_otherwise(self) -> None:
        """
        Two people with one form both count.
        """
        office = there()
        assert office.desk.receive(again()).lead.id != "lead-a"

    def test_duplicate_is_skipped(self) -> None:
        """
        The lead that is there is returned and nothing is written, nor is anybody mailed.
        """
        office = there()
        mail = office.messages()
        done = office.desk.receive(again(partner="north"), on_duplicate=OnDuplicate.SKIP)

        assert isinstance(done, LeadUpdate)
        assert (done.unchanged, done.lead, office.messages()) == (True, office.desk.lead("lead-a"), mail)
        assert len(office.leads()) == 1

    def test_duplicate_is_updated(self) -> None:
        """
        Values are written over, with the score and ids in other systems; partner, stage and source stay.
        """
        office = there()
        draft = again(
            partner="north", source="crm", stage="nurture", score=90, external_ids=[ExternalId("hubspot", "8")]
        )
        office.desk.receive(draft, on_duplicate=OnDuplicate.UPDATE)

        assert [event.fact for event in office.events("lead-a")[2:]] == [
            ValuesChanged(
                (
                    FieldChange("email", "Ann@x.se", "ann@x.se"),
                    FieldChange("city", "Ulm", "Oslo"),
                    FieldChange("company", None, "Granit"),
                )
            ),
            ScoreChanged(score=90, before=50),
            ExternalIdsChanged(
                external_ids=(ExternalId("salesforce", "00Q1"), ExternalId("hubspot", "8")),
                before=(ExternalId("salesforce", "00Q1"), ExternalId("hubspot", "7")),
            ),
        ]
        lead = office.desk.lead("lead-a")
        assert (lead.partner_id, lead.source, lead.stage) == ("south", "manual", "open")
        repeated = office.desk.receive(draft, on_duplicate=OnDuplicate.UPDATE)
        assert isinstance(repeated, LeadUpdate)
        assert repeated.unchanged
        assert office.sound()

    @pytest.mark.parametrize("told", [True, False])
    def test_partner_hears_of_an_update_as_of_an_edit(self, told: bool) -> None:
        """
        If the programme says so, and the people of the partner once.
        """
        programme = evolve(PROGRAMME, subscriptions=SubscriptionRules(partners=told))
        office = there(programme=programme)
        office.desk.receive(again(), on_duplicate=OnDuplicate.UPDATE, idempotency_key="k")
        office.desk.receive(again(), on_duplicate=OnDuplicate.UPDATE, idempotency_key="k")
        kinds = [post.message.kind for post in office.posts("lead-a")]

        assert kinds.count(MessageKind.LEAD_UPDATED_BY_SUPPLIER) == (2 if told else 0)

    def test_duplicate_is_filled(self) -> None:
        """
        Only what the lead did not say is written.
        """
        office = there()
        ids = [ExternalId("hubspot", "8"), ExternalId("pipedrive", "p")]
        done = office.desk.receive(again(score=90, external_ids=ids), on_duplicate=OnDuplicate.FILL)

        lead = done.lead
        assert (lead.values["city"], lead.values["company"], lead.score) == ("Ulm", "Granit", 50)
        assert [one.id for one in lead.external_ids] == ["00Q1", "7", "p"]

    def test_duplicate_is_refused(self) -> None:
        """
        With a code and the place, and nothing is written.
        """
        office = there()
        done = office.desk.receive(again(), on_duplicate=OnDuplicate.REFUSE)

        assert isinstance(done, InvalidDraft)
        assert codes(done.problems) == [("duplicate", "email")]
        assert len(office.leads()) == 1

    @pytest.mark.parametrize("policy", [*THERE, OnDuplicate.REFUSE])
    def test_lead_without_a_duplicate_is_made(self, policy: OnDuplicate) -> None:
        """
        As without a policy: another campaign, another address, or none at all where none is required.
        """
        office = there(programme=evolve(PROGRAMME, intake=evolve(PROGRAMME.intake, required=())))
        others = [again(campaign="fair"), again({"email": "bo@x.se"}), again({"email": None})]

        assert all(isinstance(office.desk.receive(one, on_duplicate=policy), Distribution) for one in others)
        assert office.sound()

    @pytest.mark.parametrize("policy", THERE)
    def test_lead_that_is_not_seen_is_only_said_to_be_there(self, policy: OnDuplicate) -> None:
        """
        Who is limited to groups learns that one exists, and changes nothing of it.
        """
        office = there()
        limited = SupplierParty(id="ann", groups=["elsewhere"], roles=[Role(name="r", may=["receive"])])
        before = office.events("lead-a")
        done = SupplierDesk(office.setting, limited).receive(again(), on_duplicate=policy)

        assert isinstance(done, InvalidDraft)
        assert codes(done.problems) == [("duplicate", "email")]
        assert office.events("lead-a") == before

    @pytest.mark.parametrize("policy", [OnDuplicate.UPDATE, OnDuplicate.FILL])
    def test_update_is_planned_again_after_a_lost_race(self, policy: OnDuplicate) -> None:
        """
        Who has changed the lead meanwhile loses nothing.
        """
        office = there()
        store = office.store
        others = Office(store=store, clock=office.clock)
        office.open_unit = Racing(store.open_unit, frozenset({1}), lambda _: others.desk.edit("lead-a", score=7))
        done = office.desk.receive(again(), on_duplicate=policy)

        assert (done.lead.score, done.lead.values["company"]) == (7, "Granit")

    def test_id_that_is_taken_stays_taken(self) -> None:
        """
        A new lead under the id of another one is refused, whatever is done with duplicates.
        """
        office = there()
        with pytest.raises(StaleLead):
            office.desk.receive(again({"email": "bo@x.se"}), lead_id="lead-a", on_duplicate=OnDuplicate.UPDATE)

    @pytest.mark.parametrize("kind", ["memory", "sqlite"])
    def test_many_who_send_the_same_make_one_lead(self, kind: str, tmp_path: Path) -> None:
        """
        One of them makes the lead, and the others find it.
        """
        store = MemoryStore() if kind == "memory" else SqlStore(str(tmp_path / "l.db"))
        office = an_office(store=store)

        def send(number: int) -> bool:
            draft = again({"a_text": str(number)}, partner="south")
            return isinstance(office.desk.receive(draft, on_duplicate=OnDuplicate.UPDATE), Distribution)

        with ThreadPoolExecutor(4) as pool:
            made = list(pool.map(send, range(12)))

        assert (sum(made), len(office.leads())) == (1, 1)
        assert office.sound()


class TestRecord:
    @pytest.mark.parametrize(
        ("given", "at"),
        [
            ("5. März 2026 14:30", datetime(2026, 3, 5, 13, 30, tzinfo=UTC)),
            (date(2026, 3, 5), datetime(2026, 3, 4, 23, tzinfo=UTC)),
            (datetime(2026, 3, 5, 14, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 3, 5, 12, tzinfo=UTC)),
            (None, None),
            ("", None),
        ],
    )
    def test_creation_is_read_as_moments_are(self, given: Any, at: datetime | None) -> None:
        """
        Text as people write it, in the zone of the programme where it says none.
        """
        schema = evolve(SCHEMA, zone=timezone(timedelta(hours=1)))
        office = an_office()
        draft = read_draft(schema, FIRST, created_at=given, source="locator", partner_name="globex gmbh", score=70)
        lead = office.desk.receive(draft).lead

        assert (lead.created_at, lead.source, lead.partner_id, lead.score) == (at, "locator", "south", 70)

    def test_creation_that_cannot_be_read_is_set_aside(self) -> None:
        """
        It does not cost the lead; a program that gives the partner's id is not overruled by a name.
        """
        draft = read_draft(SCHEMA, FIRST, created_at="soon", partner="north", partner_name="Globex GmbH")
        assert codes(draft.problems) == [("date_unreadable", "created_at")]
        assert an_office().desk.receive(draft).lead.partner_id == "north"

    @pytest.mark.parametrize("name", ["created_at", "partner_name", "lead_score", "source"])
    def test_form_that_names_the_record_says_where_it_goes(self, name: str) -> None:
        """
        What a stranger posts cannot choose a partner or a score: the host gives these itself.
        """
        (problem,) = read_draft(SCHEMA, {**FIRST, name: "x"}).problems
        assert problem.code == "field_unknown"
        assert f"give it to read_draft as {'score' if name == 'lead_score' else name}=" in problem.message
