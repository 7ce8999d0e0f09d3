"""
Conflicts on the supplier's desk, and what partners learn of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import NOW, SCHEMA, a_lead
from tests.services.builders import HOST, PROGRAMME, Office, a_partner_admin, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.changes import Changes, Put
from leadflow.core.companies import CompanyEvidence, CompanyRecord
from leadflow.core.conflicts import ConflictAnswer, ConflictPolicy, ConflictReach, OnConflict, Ruling
from leadflow.core.facts import ConflictRuled, FieldChange, RegistrationSubmitted, ValuesChanged
from leadflow.core.handling import Refusal
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import DistributionStatus, Lead, LeadKind, RegistrationStatus
from leadflow.core.registration import Registration
from leadflow.core.timeline import LeadChange
from leadflow.errors import AlreadyExists, InvalidInput, NotAllowed, NotFound
from leadflow.ports import HeldLeadReader, UnitOfWork
from leadflow.services import ConflictDesk, Setting
from leadflow.services.conflicts.finding import conflict_of
from leadflow.testing import changes_of

ACME = CompanyRecord(name="Acme GmbH", email="ann@acme.de")
EMEA = SupplierParty(id="eva", roles=(SUPPLIER_ADMIN,), groups=("emea",))


def acme(lead_id: str, partner_id: str | None = "south", **given: Any) -> Lead:
    """
    Return a lead of the company Acme at a partner.
    """
    said = given.pop("said", {"email": f"{lead_id}@acme.de", "company": "Acme"})
    pending = DistributionStatus.PENDING if partner_id else DistributionStatus.UNASSIGNED
    return evolve(a_lead(lead_id, **said), **{"partner_id": partner_id, "status": pending, **given})


def holding(*leads: Lead, store: MemoryStore | SqlStore | None = None, **policy: Any) -> Office:
    """
    Return an office whose store has *leads*.
    """
    programme = evolve(PROGRAMME, conflicts=ConflictPolicy(**policy))
    office = an_office(programme=programme, store=MemoryStore() if store is None else store)
    with office.store.open_unit("acme", SCHEMA) as unit:
        unit.commit(changes_of(*leads))
    return office


def received(*leads: tuple[str, str], store: MemoryStore | SqlStore | None = None) -> Office:
    """
    Return an office that has received leads of the company Acme, each with its id and its partner.
    """
    office = holding(store=store)
    for lead_id, partner_id in leads:
        draft = read_draft(SCHEMA, {"email": f"{lead_id}@acme.de", "company": "Acme"}, partner=partner_id)
        assert isinstance(office.desk.receive(draft, lead_id=lead_id), Distribution)
    return office


def request(office: Office, lead_id: str, partner_id: str = "north", **said: Any) -> Lead:
    """
    Put a private lead into the store that its partner has submitted for registration.
    """
    said = said or {"email": f"{lead_id}@acme.de", "company": "Acme"}
    private = evolve(a_lead(lead_id, **said), kind=LeadKind.PRIVATE, partner_id=partner_id)
    change = (
        changes_of(private)
        .leads[0]
        .then(RegistrationSubmitted(registration_id=f"r-{lead_id}"), at=NOW, actor=HOST_ACTOR)
    )
    registration = Registration(
        id=f"r-{lead_id}",
        lead_id=lead_id,
        partner_id=partner_id,
        person_id="anna",
        seq=change.after.seq,
        submitted_at=NOW,
        modified_at=NOW,
    )
    with office.store.open_unit("acme", SCHEMA) as unit:
        unit.commit(Changes(leads=(change,), puts=(Put(registration, before=None),)))
    return change.after


HOST_ACTOR = changes_of(a_lead()).events[0].actor


def answer(
    office: Office, company: CompanyRecord = ACME, *, partner_id: str | None = "north", **given: Any
) -> ConflictAnswer:
    """
    Return what *north* is told when it registers a company.
    """
    setting: Setting = given.pop("setting", office.setting)
    with setting.unit() as unit:
        return conflict_of(setting, unit, company, campaign_id=None, partner_id=partner_id, **given)


def test_answer_is_the_same_for_one_conflict_and_for_many(store: MemoryStore | SqlStore) -> None:
    """
    One lead, two and fifty, by address or by company, at a partner, at none or requested, give one answer.
    """
    one = answer(holding(acme("first"), store=store))
    office = holding(acme("first"), acme("second"))
    many = holding(*(acme(f"lead-{number}") for number in range(50)))
    same_address = holding(acme("ann", said={"email": "ann@acme.de", "company": "Apex"}))
    unplaced = holding(acme("first", None))
    requested = holding()
    request(requested, "asked", "south")

    answers = [answer(each) for each in (office, many, same_address, unplaced, requested)]

    assert one.exists
    assert answers == [one] * 5
    assert [repr(each) for each in answers] == [repr(one)] * 5


@pytest.mark.parametrize(
    "lead",
    [
        acme("own", "north"),
        acme("gone", active=False),
        acme("declined", status=DistributionStatus.REJECTED),
        acme("secret", kind=LeadKind.PRIVATE),
        acme("free", kind=LeadKind.REGISTERED, registration=RegistrationStatus.EXPIRED),
        acme("apex", said={"email": "eve@apex.de", "company": "Apex"}),
        acme("fair", campaign_id="fair"),
    ],
    ids=lambda lead: lead.id,
)
def test_what_nobody_else_has_is_no_conflict(lead: Lead, store: MemoryStore | SqlStore) -> None:
    """
    A partner's own leads, private ones, and what is gone, declined, free again or of another campaign do not conflict.
    """
    assert answer(holding(lead, store=store)) == ConflictAnswer()


def test_conflicts_are_found_anywhere_if_the_policy_says_so() -> None:
    """
    The reach of the policy says whether leads of other campaigns conflict.
    """
    assert answer(holding(acme("fair", campaign_id="fair"), within=ConflictReach.ANYWHERE)).exists


def test_policy_refuses_or_says_nothing() -> None:
    """
    A conflict is refused or passed over as the policy says.
    """
    assert answer(holding(acme("first"), then=OnConflict.REFUSE)).refused
    assert answer(holding(acme("first"), then=OnConflict.ALLOW)) == ConflictAnswer()


def test_company_that_the_supplier_serves_is_ineligible() -> None:
    """
    What the port calls the supplier's own is refused, and what it is asked is what the registration says.
    """
    office, asked = holding(), list[CompanyRecord]()

    def is_ours(company: CompanyRecord, /) -> bool:
        asked.append(company)
        return company.name == "Acme GmbH"

    setting = evolve(office.setting, is_ours=is_ours)

    assert answer(office, setting=setting).refused
    assert answer(office, CompanyRecord(name="Apex"), setting=setting) == ConflictAnswer()
    assert asked == [ACME, CompanyRecord(name="Apex")]


def test_lead_is_no_conflict_with_itself() -> None:
    """
    A request of the supplier's own that is submitted again does not conflict with itself.
    """
    office = holding(acme("mine", "south"))

    assert answer(office, partner_id=None).exists
    assert answer(office, partner_id=None, lead_id="mine") == ConflictAnswer()


def test_first_candidates_that_do_not_match_hide_nothing() -> None:
    """
    A conflict is found behind many leads that only share a key, such as those of other parts of the group.
    """
    parts = [
        acme(f"part-{number:03}", said={"email": f"{number}@acme.de", "company": "Acme Energy"}) for number in range(90)
    ]

    assert answer(holding(*parts)) == ConflictAnswer()
    assert answer(holding(*parts, acme("whole"))).exists


def test_store_without_an_index_gives_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A store that cannot be asked by keys is read whole.
    """
    office = holding(acme("first"), acme("own", "north"))
    plain = Plain(office.store)
    setting = evolve(office.setting, open_unit=plain.open_unit)
    with setting.unit() as unit:
        assert not isinstance(unit.leads, HeldLeadReader)

    assert answer(office, setting=setting) == answer(office)
    assert answer(office, CompanyRecord(name="Apex"), setting=setting) == ConflictAnswer()


class Plain:
    """
    A store whose reader of leads has none of the optional abilities.
    """

    def __init__(self, store: MemoryStore | SqlStore) -> None:
        self._store = store

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Any, /) -> Iterator[Any]:
        """
        Open a unit.
        """
        with self._store.open_unit(supplier_id, schema) as unit:
            yield _PlainUnit(unit)


class _PlainUnit:
    def __init__(self, unit: UnitOfWork) -> None:
        self.leads = _PlainLeads(unit)
        self.loads = unit.loads


class _PlainLeads:
    def __init__(self, unit: UnitOfWork) -> None:
        self.page: Callable[[str | None, int], tuple[Lead, ...]] = unit.leads.page


class TestSimilar:
    """
    Similar leads and requests stand side by side.
    """

    def test_leads_and_requests_of_the_company_are_listed(self, store: MemoryStore | SqlStore) -> None:
        """
        Leads in any campaign and requests of partners are listed with their evidence, private leads and others are not.
        """
        office = holding(
            acme("first", received_at=NOW - timedelta(days=1)),
            acme("fair", "east", campaign_id="fair"),
            acme("secret", "east", kind=LeadKind.PRIVATE),
            acme("apex", said={"email": "eve@apex.de", "company": "Apex"}),
            store=store,
        )
        asked = request(office, "asked")
        desk = ConflictDesk(office.setting, HOST)

        rows = desk.similar("asked")

        assert [(one.lead.id, one.evidence) for one in rows] == [
            ("first", CompanyEvidence.DOMAIN),
            ("fair", CompanyEvidence.DOMAIN),
        ]
        assert [one.lead.id for one in desk.similar("first")] == ["asked", "fair"]
        found = desk.similar("first")[0]
        assert found.request is not None
        assert found.request.id == asked.registration_id
        assert found.lead.values == asked.values

    def test_request_shows_what_was_given_with_it(self) -> None:
        """
        What the partner wrote on its private lead since is not shown, and not compared.
        """
        office = holding(acme("first"))
        asked = request(office, "asked")
        said = SCHEMA.leads.fill(city="Oslo", email="other@apex.de")
        later = LeadChange(asked).then(
            ValuesChanged(tuple(FieldChange(name, asked.values.get(name), said[name]) for name in said)),
            at=NOW,
            actor=HOST_ACTOR,
            fields=SCHEMA.leads,
        )
        with office.store.open_unit("acme", SCHEMA) as unit:
            unit.commit(Changes(leads=(later,)))

        (row,) = ConflictDesk(office.setting, HOST).similar("first")

        assert row.lead.values == asked.values
        assert row.lead.history == ()
        assert row.lead.attachments == ()

    def test_private_lead_looks_unknown(self) -> None:
        """
        A private lead that nobody has submitted is not found, as one that does not exist.
        """
        office = holding(acme("secret", kind=LeadKind.PRIVATE))

        for lead_id in ("secret", "nobody"):
            with pytest.raises(NotFound):
                ConflictDesk(office.setting, HOST).similar(lead_id)

    def test_who_is_limited_to_groups_sees_those_alone(self) -> None:
        """
        A supplier's user who is limited to groups sees leads and requests of their partners alone.
        """
        office = holding(acme("first"), acme("second", "east"))
        request(office, "asked")
        office.desk.save_partners([evolve(office.desk.account("south").partner, groups=("emea",))])
        desk = ConflictDesk(office.setting, EMEA)

        assert desk.similar("first") == ()
        with pytest.raises(NotFound):
            desk.similar("asked")


class TestRuling:
    """
    A ruling says who was first.
    """

    def test_ruling_is_recorded_and_told(self, store: MemoryStore | SqlStore) -> None:
        """
        The record has who, when, evidence, reason and by whom; the timelines tell whether their lead was the first.
        """
        office = received(("first", "south"), ("second", "east"), store=store)
        request(office, "asked")
        desk = ConflictDesk(office.setting, HOST)

        done = desk.rule(
            ["first", "second", "asked"],
            first="asked",
            first_at=NOW - timedelta(days=3),
            evidence=["offer 17"],
            reason="Maja called first",
        )

        assert isinstance(done, Ruling)
        assert (done.first, done.first_at, done.evidence) == ("asked", NOW - timedelta(days=3), ("offer 17",))
        assert (done.decided_by.id, done.decided_at) == ("host", office.clock())
        assert desk.ruling(done.id) == done
        assert desk.rulings("first") == desk.rulings("asked") == (done,)
        told = {one: office.events(one)[-1].fact for one in done.lead_ids}
        assert told == {one: ConflictRuled(ruling_id=done.id, first=one == "asked") for one in done.lead_ids}

    def test_partner_reads_nothing_of_the_others(self) -> None:
        """
        The timeline of a partner says whether its lead was the first, and has no id of another lead and no reason.
        """
        office = received(("first", "south"), ("second", "east"))
        ConflictDesk(office.setting, HOST).rule(
            ["first", "second"], first="second", first_at=NOW, reason="Maja called first"
        )

        (fact,) = [one.fact for one in office.at("south").timeline("first") if isinstance(one.fact, ConflictRuled)]

        assert fact.first is False
        assert "second" not in str(fact)
        assert "Maja" not in str(fact)
        assert "another lead was the first" in "\n".join(
            one.text for one in office.at("south").detail("first", language="en").events
        )

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"lead_ids": ["first"]}, "leads_missing"),
            ({"lead_ids": ["first", "first"]}, "lead_repeated"),
            ({"first": "other"}, "first_unknown"),
            ({"first_at": NOW + timedelta(days=999)}, "moment_ahead"),
            ({"reason": "  "}, "reason_missing"),
            ({"reason": "x" * 2_001}, "text_too_long"),
            ({"evidence": ["x" * 2_001]}, "text_too_long"),
            ({"ruling_id": ""}, "id_empty"),
        ],
    )
    def test_ruling_that_says_too_little_is_refused(self, given: dict[str, Any], code: str) -> None:
        """
        What is missing or cannot be is refused by name, and nothing is written.
        """
        office = holding(acme("first"), acme("second", "east"))
        usual = {"lead_ids": ["first", "second"], "first": "first", "first_at": NOW, "reason": "Called first"}

        done = ConflictDesk(office.setting, HOST).rule(**{**usual, **given})

        assert isinstance(done, Refusal)
        assert done.problems[0].code == code
        assert len(office.events("first")) == 1

    def test_id_of_another_ruling_is_refused(self) -> None:
        """
        An id is given once, and the ruling that has it stays as it is.
        """
        office = holding(acme("first"), acme("second", "east"), acme("third", "west"))
        desk = ConflictDesk(office.setting, HOST)
        made = desk.rule(["first", "second"], first="first", first_at=NOW, reason="Called first", ruling_id="r1")

        with pytest.raises(AlreadyExists, match="ruling 'r1' exists already"):
            desk.rule(["first", "third"], first="third", first_at=NOW, reason="Wrote first", ruling_id="r1")
        assert desk.ruling("r1") == made

    def test_naive_moment_and_unknown_lead_are_told(self) -> None:
        """
        A moment without a zone, a lead that is not seen and a ruling that nobody made are errors.
        """
        desk = ConflictDesk(holding(acme("first"), acme("secret", kind=LeadKind.PRIVATE)).setting, HOST)

        with pytest.raises(InvalidInput, match="moment_naive"):
            desk.rule(["first", "x"], first="first", first_at=NOW.replace(tzinfo=None), reason="Called first")
        for lead_id in ("secret", "nobody"):
            with pytest.raises(NotFound):
                desk.rule(["first", lead_id], first="first", first_at=NOW, reason="Called first")
        with pytest.raises(NotFound):
            desk.ruling("nobody")

    def test_ruling_needs_the_act(self) -> None:
        """
        Who may not resolve conflicts reads them and rules none.
        """
        office = holding(acme("first"), acme("second", "east"))
        reader = ConflictDesk(office.setting, SupplierParty(id="rita", groups=()))

        assert len(reader.similar("first")) == 1
        with pytest.raises(NotAllowed):
            reader.rule(["first", "second"], first="first", first_at=NOW, reason="Called first")

    def test_desk_is_not_for_partners(self) -> None:
        """
        No partner can open the desk.
        """
        with pytest.raises(TypeError):
            ConflictDesk(holding().setting, a_partner_admin("south"))  # type: ignore[arg-type]  # what is tried
