"""
Likely duplicates are listed and merged.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import NOW, SCHEMA, a_lead
from tests.services.builders import HOST, PARTNERS, PROGRAMME, Office, an_office
from tests.services.test_deadlines import RULES
from tests.services.test_links import LINKS, TEAM, tokens_of

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.companies import CompanyEvidence
from leadflow.core.deadlines import Deadline
from leadflow.core.facts import Deactivated, Merged, MergedInto
from leadflow.core.handling import LeadMerge, MergeRule, Refusal
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Activity, DistributionStatus, ExternalId, Lead, LeadKind, RegistrationStatus
from leadflow.errors import InvalidInput, LeadInactive, NotFound
from leadflow.services import AttachmentDesk, ConflictDesk, LinkDesk, OpportunityDesk, Upload
from leadflow.testing import changes_of

SAID = {"email": "ann@x.se", "first_name": "Ann", "last_name": "Berg", "company": "Acme GmbH"}


def received(office: Office, lead_id: str, partner: str | None = "south", **given: Any) -> Lead:
    """
    Receive a lead.
    """
    said = {**SAID, **given.pop("said", {})}
    draft = read_draft(SCHEMA, {name: one for name, one in said.items() if one}, partner=partner, **given)
    done = office.desk.receive(draft, lead_id=lead_id)
    assert isinstance(done, Distribution)
    return done.lead


def desk_of(office: Office) -> ConflictDesk:
    """
    Return the desk for conflicts, for a program.
    """
    return ConflictDesk(office.setting, HOST)


def merged(office: Office, lead_id: str = "a", other_id: str = "b", **given: Any) -> LeadMerge:
    """
    Merge two leads.
    """
    done = desk_of(office).merge(lead_id, other_id, **given)
    assert isinstance(done, LeadMerge), done
    return done


class TestMerging:
    """
    One lead stays, and has what only the other said.
    """

    def test_other_lead_is_continued_by_the_one_that_stays(self, store: MemoryStore | SqlStore) -> None:
        """
        Both timelines tell the merge; the other lead is deactivated and names the one that stays.
        """
        office = an_office(store=store)
        received(office, "a")
        received(office, "b", said={"city": "Oslo"})

        done = merged(office)

        assert done.lead == office.desk.lead("a")
        assert done.lead.values["city"] == "Oslo"
        assert office.events("a")[-2].fact == Merged(lead_id="b")
        assert [one.fact for one in office.events("b")[-2:]] == [MergedInto(lead_id="a"), Deactivated(reason="merged")]
        other = office.desk.lead("b")
        assert (other.active, other.superseded_by) == (False, "a")
        assert office.sound()

    @pytest.mark.parametrize(
        ("given", "city", "company"),
        [
            ({}, "Oslo", "Acme GmbH"),
            ({"rule": MergeRule.REPLACE}, "Lund", "Acme"),
            ({"rule": MergeRule.LATEST}, "Lund", "Acme"),
            ({"take": ["company"]}, "Oslo", "Acme"),
            ({"rule": "replace", "take": ["city"]}, "Lund", "Acme"),
        ],
        ids=["keep", "replace", "latest", "by hand", "both"],
    )
    def test_values_stay_by_rule_or_by_hand(self, given: dict[str, Any], city: str, company: str) -> None:
        """
        Where both say something, the rule decides, and for the fields that are named the other lead does.
        """
        office = an_office()
        received(office, "a", said={"city": "Oslo"})
        office.clock.advance(timedelta(hours=1))
        received(office, "b", said={"city": "Lund", "company": "Acme", "title": "CEO"})
        done = merged(office, **given)

        said = done.lead.values
        assert (said["city"], said["company"], said["title"]) == (city, company, "CEO")
        assert office.sound()

    def test_history_and_ids_of_both_are_kept(self, store: MemoryStore | SqlStore) -> None:
        """
        What the prospect did before is merged by time, and what both say stands once; ids of other systems are joined.
        """
        office = an_office(store=store)
        early, middle, late = (Activity(at=NOW - timedelta(days=n), kind="call", title=str(n)) for n in (3, 2, 1))
        received(office, "a", history=[middle], external_ids=[ExternalId("crm", "1")])
        received(office, "b", history=[early, middle, late], external_ids=[ExternalId("crm", "2")])

        merged(office)

        lead = office.desk.lead("a")
        assert lead.history == (early, middle, late)
        assert lead.external_ids == (ExternalId("crm", "1"), ExternalId("crm", "2"))
        assert office.desk.lead("b").history == (early, middle, late)
        assert office.sound()

    def test_files_of_both_are_kept(self) -> None:
        """
        The lead that stays has the files of both, those with the same bytes once, and the bytes stay with it.
        """
        office, files = an_office(), MemoryAttachments()
        received(office, "a")
        received(office, "b")
        desk = AttachmentDesk(office.setting, HOST, files)
        for lead_id, words in (("a", "same"), ("b", "same"), ("b", "more")):
            desk.attach(lead_id, Upload(stream=io.BytesIO(words.encode()), name=f"{words}.txt"))

        merged(office)

        assert [one.name for one in office.desk.lead("a").attachments] == ["same.txt", "more.txt"]
        assert [one.name for one in office.desk.lead("b").attachments] == ["same.txt", "more.txt"]
        desk.collect_orphans(older_than=timedelta())
        with desk.open("a", office.desk.lead("a").attachments[1].id) as stream:
            assert stream.read() == b"more"

    def test_opportunities_are_worked_on_with_the_lead_that_stays(self, store: MemoryStore | SqlStore) -> None:
        """
        Opportunities of the other lead are those of the one that stays, which shows what came of all of them.
        """
        office = an_office(store=store)
        sales = OpportunityDesk(office.setting, HOST)
        for lead_id, amount in (("a", "lost"), ("b", "won")):
            received(office, lead_id)
            office.at("south").accept(lead_id)
            sales.register(lead_id, opportunity_id=f"o-{lead_id}", stage=amount)

        merged(office)

        assert [one.id for one in sales.of_lead("a")] == ["o-a", "o-b"]
        assert sales.of_lead("b") == ()
        assert office.desk.lead("a").opportunity is not None
        assert office.desk.lead("a").opportunity.value == "won"  # type: ignore[union-attr]  # it was looked at
        assert sales.update("o-b", stage="lost").ok
        assert office.desk.lead("a").opportunity.value == "lost"  # type: ignore[union-attr]  # it was looked at
        assert office.sound()

    def test_deadline_of_the_other_lead_ends(self) -> None:
        """
        Nothing is due any more of a lead that was merged away.
        """
        office = an_office(programme=evolve(PROGRAMME, deadlines=RULES))
        received(office, "a")
        received(office, "b")
        merged(office)
        with office.store.open_unit("acme", SCHEMA) as unit:
            ended = unit.records.one(Deadline, "b")

        assert ended is not None
        assert ended.ended

    def test_links_of_the_other_lead_lead_to_the_one_that_stays(self) -> None:
        """
        Whoever presses a button of mail about the merged lead answers for the one that stays.
        """
        office = an_office(partners=(*PARTNERS, TEAM))
        received(office, "a", "team")
        received(office, "b", "team", said={"email": "ann.berg@x.se"})
        tokens, links = tokens_of(office), LinkDesk(office.setting, LINKS)
        about_b = next(one for one in tokens if links.preview(one).lead.id == "b")
        merged(office)

        preview = links.preview(about_b)
        assert preview.lead.id == "a"
        assert links.perform(about_b, "accept", preview.nonce).lead.id == "a"
        assert office.desk.lead("a").status is DistributionStatus.ACCEPTED
        assert office.desk.lead("b").status is DistributionStatus.PENDING

    def test_links_follow_several_merges_and_end_where_the_last_lead_is_gone(self) -> None:
        """
        A lead that was merged into one that was merged itself leads to the last one; if that is gone, the link is dead.
        """
        office = an_office(partners=(*PARTNERS, TEAM))
        for lead_id in ("a", "b", "c"):
            received(office, lead_id, "team", said={"email": f"{lead_id}@x.se"})
        tokens, links = tokens_of(office), LinkDesk(office.setting, LINKS)
        about_c = next(one for one in tokens if links.preview(one).lead.id == "c")
        merged(office, "b", "c")
        merged(office, "a", "b")

        assert links.preview(about_c).lead.id == "a"
        office.desk.deactivate("a")
        with pytest.raises(LeadInactive):
            links.preview(about_c)

    def test_merged_lead_is_not_brought_back(self) -> None:
        """
        A merge is final: the other lead cannot be reactivated, merged again or received as a duplicate of itself.
        """
        office = an_office()
        received(office, "a")
        received(office, "b")
        merged(office)

        for done in (office.desk.reactivate("b"), desk_of(office).merge("a", "b"), desk_of(office).merge("b", "a")):
            assert isinstance(done, Refusal)
        assert office.desk.reactivate("b").problems[0].code == "lead_superseded"  # type: ignore[union-attr]  # as seen

    def test_lead_without_a_partner_is_merged_into_one_that_has_one(self) -> None:
        """
        A lead that waits can be merged into one that a partner has, and not the other way round.
        """
        office = an_office()
        received(office, "a")
        received(office, "b", None)

        assert isinstance(desk_of(office).merge("b", "a"), Refusal)
        assert merged(office).lead.partner_id == "south"
        assert office.sound()

    @pytest.mark.parametrize(
        ("of_lead", "of_other", "code"),
        [
            ({}, {"active": False}, "lead_deactivated"),
            ({"active": False}, {}, "lead_deactivated"),
            ({"status": DistributionStatus.REJECTED}, {}, "lead_rejected"),
            ({}, {"status": DistributionStatus.REJECTED}, "lead_rejected"),
            ({}, {"partner_id": "east"}, "partners_differ"),
            ({"partner_id": None}, {}, "partners_differ"),
            ({}, {"campaign_id": "fair"}, "campaigns_differ"),
            ({"campaign_id": "expo"}, {"campaign_id": "fair"}, "campaigns_differ"),
            ({}, {"status": DistributionStatus.ACCEPTED}, "lead_accepted"),
            (
                {"status": DistributionStatus.ACCEPTED},
                {
                    "kind": LeadKind.REGISTERED,
                    "status": DistributionStatus.ACCEPTED,
                    "registration": RegistrationStatus.APPROVED,
                    "registration_id": "r",
                },
                "lead_registered",
            ),
        ],
    )
    def test_merge_that_would_lose_something_is_refused(
        self, of_lead: dict[str, Any], of_other: dict[str, Any], code: str
    ) -> None:
        """
        States in which something would be lost or taken from a partner are refused by name, and nothing is written.
        """
        office = an_office()
        usual = {"partner_id": "south", "status": DistributionStatus.PENDING}
        leads = [evolve(_plain(lead_id), **{**usual, **given}) for lead_id, given in (("a", of_lead), ("b", of_other))]
        with office.store.open_unit("acme", SCHEMA) as unit:
            unit.commit(changes_of(*leads))

        done = desk_of(office).merge("a", "b")

        assert isinstance(done, Refusal)
        assert done.problems[0].code == code
        assert [len(office.events(lead.id)) for lead in leads] == [1, 1]

    def test_lead_itself_unknown_fields_and_unseen_leads_are_told(self) -> None:
        """
        A lead is not merged into itself, a field has to be declared, and a lead that is not seen looks unknown.
        """
        office = an_office()
        received(office, "a")
        received(office, "b", "north")
        done = desk_of(office).merge("a", "a")
        assert isinstance(done, Refusal)
        assert done.problems[0].code == "lead_same"
        received(office, "c")
        wrong = desk_of(office).merge("a", "c", take=["ciyt"])
        assert isinstance(wrong, Refusal)
        assert (wrong.problems[0].code, wrong.problems[0].suggestions[0]) == ("field_unknown", "city")
        with pytest.raises(NotFound):
            desk_of(office).merge("a", "nobody")
        office.desk.save_partners([evolve(office.desk.account("south").partner, groups=("emea",))])
        limited = ConflictDesk(office.setting, SupplierParty(id="eva", roles=(SUPPLIER_ADMIN,), groups=("emea",)))
        with pytest.raises(NotFound):
            limited.merge("a", "b")


def _plain(lead_id: str) -> Lead:
    return a_lead(lead_id, **SAID)


class TestLikelyDuplicates:
    """
    Pairs of leads that are likely one prospect are listed in pages.
    """

    def test_pairs_of_one_campaign_are_listed(self, store: MemoryStore | SqlStore) -> None:
        """
        One address, or one person at one company, is a pair; colleagues, other campaigns and what left the lists are
        not.
        """
        office = an_office(store=store)
        received(office, "a")
        received(office, "b")
        received(office, "c", "east", said={"email": "a.berg@gmail.com"})
        received(office, "colleague", said={"email": "bo@x.se", "first_name": "Bo"})
        received(office, "fair", campaign="fair")
        received(office, "gone")
        office.desk.deactivate("gone")
        received(office, "declined")
        office.at("south").reject("declined")

        page = desk_of(office).likely_duplicates()

        pairs = [(one.lead.id, one.other.id, one.evidence) for one in page.rows]
        assert pairs == [
            ("a", "b", CompanyEvidence.EMAIL),
            ("a", "c", CompanyEvidence.NAME),
            ("b", "c", CompanyEvidence.NAME),
        ]
        assert page.after is None

    def test_pages_joined_are_the_list(self) -> None:
        """
        With pages of any length, every pair is listed once; the lead that came first is named first.
        """
        office = an_office()
        for number in (9, 5, 1, 7, 3):
            received(
                office, f"lead-{number}", said={"email": f"{number % 2}{number > 4}@x.se", "first_name": str(number)}
            )
            office.clock.advance(timedelta(hours=1))
        whole = desk_of(office).likely_duplicates().rows
        assert whole
        assert all(one.lead.received_at < one.other.received_at for one in whole)

        joined, after = list[Any](), None
        while True:
            page = desk_of(office).likely_duplicates(after, most=1)
            joined += page.rows
            after = page.after
            if after is None:
                break

        assert tuple(joined) == whole

    def test_only_leads_in_the_scope_are_compared(self) -> None:
        """
        Who is limited to groups sees pairs of leads of their partners alone, and private leads are in no pair.
        """
        office = an_office()
        received(office, "a")
        received(office, "b", "east")
        with office.store.open_unit("acme", SCHEMA) as unit:
            unit.commit(changes_of(evolve(_plain("secret"), kind=LeadKind.PRIVATE, partner_id="south")))
        office.desk.save_partners([evolve(office.desk.account("south").partner, groups=("emea",))])
        limited = ConflictDesk(office.setting, SupplierParty(id="eva", roles=(SUPPLIER_ADMIN,), groups=("emea",)))

        assert limited.likely_duplicates().rows == ()
        assert len(desk_of(office).likely_duplicates().rows) == 1
        with pytest.raises(InvalidInput):
            limited.likely_duplicates(most=0)
