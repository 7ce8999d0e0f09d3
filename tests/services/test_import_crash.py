"""
An import that breaks off or meets others: nothing is lost, nothing is doubled, nobody is mailed twice.
"""

from __future__ import annotations

from collections import Counter

import pytest
from tests.core.builders import SCHEMA, a_partner
from tests.services.builders import EMEA, PARTNERS, Failing, Office, Racing, an_office, mapped

import leadflow.services.importing.run as importing
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate, read_draft
from leadflow.errors import Conflict, PortError

ROWS = (
    "a@x.de,DE,,",
    "b@x.de,DE,,",
    "bad,DE,,",
    "A@x.de,DE,,Oslo",
    "c@x.se,SE,,",
    "d@x.de,DE,nobody,",
    "e@x.de,DE,,",
    "f@x.pe,PE,,",
    "g@x.de,DE,Nordlys AS,",
    "h@x.de,DE,,",
)
COMMITS = 5  # four chunks of three rows, and the end


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Three rows are a chunk, so that a small file has several.
    """
    monkeypatch.setattr(importing, "CHUNK", 3)


def run(office: Office, settings: ImportSettings = EMEA) -> ImportReport:
    """
    Import the rows.
    """
    file = office.file(*ROWS)
    return office.imports.run(file, mapped(file), settings)


def content(office: Office) -> list[tuple[object, ...]]:
    """
    Return what is stored of each lead but its id, and who is mailed.
    """
    leads = [(dict(one.values), one.partner_id, one.review, one.seq) for one in office.leads()]
    told = Counter(office.messages())
    return [*sorted(leads, key=str), tuple(sorted(told.items()))]


@pytest.mark.parametrize("policy", [OnDuplicate.SKIP, OnDuplicate.UPDATE, OnDuplicate.REFUSE])
@pytest.mark.parametrize("after", [False, True], ids=["before it is durable", "after"])
@pytest.mark.parametrize("number", range(1, COMMITS + 1))
def test_an_import_that_broke_off_is_finished(number: int, after: bool, policy: OnDuplicate) -> None:
    """
    An interrupted import is completed by running it again.
    """
    settings = ImportSettings(module="emea", on_duplicate=policy)
    whole, broken = an_office(), an_office()
    expected = run(whole, settings)
    broken.open_unit = Failing(broken.store.open_unit, frozenset({number}), after)

    with pytest.raises(PortError):
        run(broken, settings)
    finished = run(broken, settings)

    assert content(broken) == content(whole)
    assert (finished.counts, finished.by_partner, finished.messages) == (
        expected.counts,
        expected.by_partner,
        expected.messages,
    )
    assert finished.refused == expected.refused
    assert broken.sound()


def test_an_import_that_breaks_off_every_time_is_finished_at_last() -> None:
    """
    Each try brings it one chunk further.
    """
    office = an_office()
    for _ in range(COMMITS - 1):
        office.open_unit = Failing(office.store.open_unit, frozenset({2}), after=False)
        with pytest.raises(PortError):
            run(office)
    office.open_unit = None
    run(office)
    whole = an_office()
    run(whole)

    assert content(office) == content(whole)


@pytest.mark.parametrize("number", range(1, COMMITS + 1))
def test_two_that_run_the_same_import_end_with_each_row_once(number: int) -> None:
    """
    The other one runs to its end just before a commit of the first, which goes on from there.
    """
    whole = an_office()
    expected = run(whole)
    office = an_office()
    other = Office(store=office.store, ids=office.ids)
    reports: list[ImportReport] = []
    office.open_unit = Racing(office.store.open_unit, frozenset({number}), lambda _: reports.append(run(other)))
    report = run(office)

    assert content(office) == content(whole)
    assert report.counts == reports[0].counts == expected.counts
    assert report.refused == expected.refused
    assert office.sound()


@pytest.mark.parametrize("policy", [OnDuplicate.SKIP, OnDuplicate.UPDATE, OnDuplicate.REFUSE])
@pytest.mark.parametrize("number", range(1, COMMITS))
def test_two_imports_of_the_same_rows_make_each_lead_once(number: int, policy: OnDuplicate) -> None:
    """
    They have ids of their own; whoever comes later finds the leads of the other.
    """
    office = an_office()
    other = Office(store=office.store, ids=office.ids)
    mine = ImportSettings(module="emea", on_duplicate=policy, import_id="mine")
    theirs = ImportSettings(module="emea", on_duplicate=policy, import_id="theirs")
    reports: list[ImportReport] = []
    office.open_unit = Racing(office.store.open_unit, frozenset({number}), lambda _: reports.append(run(other, theirs)))
    report = run(office, mine)
    counts = report.counts + reports[0].counts

    assert counts.imported == len(office.leads()) == 7
    assert counts.read == 2 * len(ROWS) == counts.imported + counts.updated + counts.duplicates + counts.refused
    assert office.sound()


def test_turns_that_others_took_meanwhile_are_planned_around() -> None:
    """
    Nobody gets two turns in a row because two planned at once.
    """
    office = an_office()
    other = Office(store=office.store, ids=office.ids)

    def receive(number: int) -> None:
        other.desk.receive(read_draft(SCHEMA, {"email": f"z{number}@x.de", "country": "DE"}), module="emea")

    office.open_unit = Racing(office.store.open_unit, frozenset({1, 3}), receive)
    run(office)
    routed = [lead.partner_id for lead in office.leads() if lead.routed_by and lead.partner_id != "north"]

    assert len(routed) == 6
    assert abs(routed.count("south") - routed.count("east")) <= 1
    assert office.sound()


def test_who_always_loses_is_told_and_can_go_on() -> None:
    """
    After a bounded number of tries; what was written before stays.
    """
    office = an_office()
    other = Office(store=office.store, ids=office.ids)

    def receive(number: int) -> None:
        other.desk.receive(read_draft(SCHEMA, {"email": f"z{number}@x.de", "country": "DE"}), module="emea")

    office.open_unit = Racing(office.store.open_unit, frozenset(range(2, 1000)), receive)
    with pytest.raises(Conflict):
        run(office)
    office.open_unit = None
    report = run(office)

    assert report.counts.imported == 7
    assert office.sound()


def test_a_partner_that_leaves_between_chunks_gets_nothing_more() -> None:
    """
    Every chunk reads the partners anew.
    """
    office = an_office()
    other = Office(store=office.store, ids=office.ids)
    gone = [a_partner("south", name="Globex GmbH", active=False)]
    office.open_unit = Racing(
        office.store.open_unit,
        frozenset({2}),
        lambda _: other.desk.save_partners([*gone, *(one.partner for one in PARTNERS[2:3])]),
    )
    file = office.file(*[f"a{number}@x.de,DE,," for number in range(12)])
    report = office.imports.run(file, mapped(file), EMEA)

    assert report.by_partner["south"] <= 4
    assert report.counts.imported == 12
