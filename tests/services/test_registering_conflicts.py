"""
Registering what somebody else has.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, an_account
from tests.services.builders import HOST, PROGRAMME, Office, a_partner_admin, an_office
from tests.services.test_conflicts import acme, holding
from tests.stores import emptied, sqlite_database

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.companies import CompanyRecord
from leadflow.core.conflicts import ConflictPolicy, OnConflict
from leadflow.core.handling import RegistrationUpdate
from leadflow.core.intake import InvalidDraft, read_draft
from leadflow.core.problems import Problem
from leadflow.core.registration import Approval, RegistrationPolicy
from leadflow.errors import PortError
from leadflow.services import ConflictDesk, RegistrationDesk

ANN = {"email": "ann@acme.de", "company": "Acme GmbH"}


def registered(office: Office, partner_id: str = "north", **said: Any) -> RegistrationUpdate | InvalidDraft:
    """
    Register a lead of Acme for a partner.
    """
    desk = RegistrationDesk(office.setting, a_partner_admin(partner_id))
    return desk.register(read_draft(SCHEMA, {**ANN, **said}))


def told(done: RegistrationUpdate | InvalidDraft) -> tuple[Problem, ...]:
    """
    Return what the partner is told.
    """
    return done.problems if isinstance(done, InvalidDraft) else done.warnings


@pytest.mark.parametrize("then", list(OnConflict))
def test_policy_decides_about_a_conflict(then: OnConflict, store: MemoryStore | SqlStore) -> None:
    """
    A registration of what another partner has passes, passes with a warning, or is refused without being written.
    """
    office = holding(acme("theirs"), store=store, then=then)

    done = registered(office)

    assert isinstance(done, InvalidDraft) is (then is OnConflict.REFUSE)
    assert [one.code for one in told(done)] == ([] if then is OnConflict.ALLOW else ["conflict_exists"])
    assert len(office.leads()) == (1 if then is OnConflict.REFUSE else 2)


@pytest.mark.parametrize("then", [OnConflict.WARN, OnConflict.REFUSE])
def test_partner_cannot_tell_conflicts_apart(then: OnConflict) -> None:
    """
    One, two and fifty, an address or a company, a lead or a request, at a partner or at none: the words are the same.
    """
    offices = [
        holding(acme("one"), then=then),
        holding(acme("one"), acme("two", "east"), then=then),
        holding(*(acme(f"lead-{number}") for number in range(50)), then=then),
        holding(acme("address", said={"email": "ann@acme.de"}), then=then),
        holding(acme("company", None, said={"company": "ACME"}), then=then),
        _with_request(then),
    ]

    answers = [told(registered(office)) for office in offices]

    assert len(answers[0]) == 1
    assert answers == [answers[0]] * len(offices)
    assert len({repr(one) for one in answers}) == 1


def _with_request(then: OnConflict) -> Office:
    policy = RegistrationPolicy(approval=Approval.PERSON)
    office = an_office(programme=evolve(PROGRAMME, conflicts=ConflictPolicy(then=then), registrations=policy))
    assert isinstance(registered(office, "south"), RegistrationUpdate)
    return office


def test_own_leads_and_private_ones_of_others_do_not_conflict() -> None:
    """
    A partner that has the company registers another person there, whatever others keep for themselves.
    """
    office = holding(acme("own", "north"))
    office.at("south").create(read_draft(SCHEMA, ANN))

    done = registered(office, email="bo@acme.de")

    assert isinstance(done, RegistrationUpdate)
    assert done.warnings == ()


def test_what_the_supplier_has_itself_is_no_conflict_for_its_salesperson() -> None:
    """
    A lead at no partner is the supplier's own; for a partner it is somebody else's.
    """
    office = an_office(programme=evolve(PROGRAMME, conflicts=ConflictPolicy(then=OnConflict.REFUSE)))
    office.desk.receive(read_draft(SCHEMA, {"email": "ann@granit.se", "company": "Granit"}))
    draft = read_draft(SCHEMA, {"email": "bo@granit.se", "company": "Granit"})
    lena = SupplierParty(id="lena", groups=(), roles=(SUPPLIER_ADMIN,))

    assert isinstance(RegistrationDesk(office.setting, a_partner_admin("south")).register(draft), InvalidDraft)
    assert isinstance(RegistrationDesk(office.setting, lena).register(draft), RegistrationUpdate)


def test_denied_and_withdrawn_requests_do_not_conflict() -> None:
    """
    A request conflicts while it waits, and not once it was denied or withdrawn.
    """
    office = _with_request(OnConflict.REFUSE)
    assert isinstance(registered(office), InvalidDraft)
    (lead,) = office.leads()
    assert lead.registration_id is not None
    RegistrationDesk(office.setting, a_partner_admin("south")).withdraw(lead.registration_id)

    assert isinstance(registered(office), RegistrationUpdate)


def test_company_of_the_supplier_is_ineligible() -> None:
    """
    What the supplier serves itself is refused by name, and nothing is written.
    """
    office = holding()

    def is_ours(company: CompanyRecord, /) -> bool:
        return company.name == "Acme GmbH"

    setting = evolve(office.setting, is_ours=is_ours)
    done = RegistrationDesk(setting, a_partner_admin("north")).register(read_draft(SCHEMA, ANN))

    assert isinstance(done, InvalidDraft)
    assert [one.code for one in done.problems] == ["company_ineligible"]
    assert office.leads() == []


def test_question_that_fails_registers_nothing() -> None:
    """
    What the host's function raises becomes a `PortError` that names it and quotes nothing, and nothing is written.
    """
    office = holding()

    def is_ours(company: CompanyRecord, /) -> bool:
        raise ValueError(company.name)

    desk = RegistrationDesk(evolve(office.setting, is_ours=is_ours), a_partner_admin("north"))
    with pytest.raises(PortError, match=r"Setting\.is_ours failed \(ValueError\).*This step wrote nothing$") as raised:
        desk.register(read_draft(SCHEMA, ANN))
    assert isinstance(raised.value.__cause__, ValueError)
    assert office.leads() == []


def test_supplier_sees_both_side_by_side() -> None:
    """
    Two requests for one company are each other's similar ones, and a ruling is about both.
    """
    office = _with_request(OnConflict.WARN)
    registered(office)
    desk = ConflictDesk(office.setting, HOST)
    mine, theirs = sorted(office.leads(), key=lambda one: one.partner_id or "")

    (row,) = desk.similar(mine.id)

    assert (row.lead.id, row.request is not None) == (theirs.id, True)
    assert row.lead.values == theirs.values
    assert desk.rule([mine.id, theirs.id], first=theirs.id, first_at=office.clock(), reason="Asked first").ok


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_one_of_several_registrations_at_once_passes(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """
    Where conflicts are refused, one of the partners that register a company at the same moment has it.
    """
    url = sqlite_database(tmp_path) if kind == "sqlite" else emptied(request.getfixturevalue("postgres_url"))
    store = SqlStore(url)
    office = holding(store=store, then=OnConflict.REFUSE)
    office.keep(*(an_account(f"p{number}") for number in range(6)))
    for round_ in range(5):
        start, company = Barrier(6), f"Granit {round_ + 1}00"

        def register(partner_id: str, company: str = company, start: Barrier = start, round_: int = round_) -> bool:
            start.wait()
            done = registered(office, partner_id, company=company, email=f"{partner_id}@granit-{round_}.se")
            return isinstance(done, RegistrationUpdate)

        with ThreadPoolExecutor(6) as pool:
            passed = list(pool.map(register, [f"p{number}" for number in range(6)]))
        assert passed.count(True) == 1
    store.close()
