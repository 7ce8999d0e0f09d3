"""
Rows that were refused for something outside the file are judged again when the import is run again.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.core.builders import an_account
from tests.services.builders import EMEA, Failing, Office, an_office, mapped

import leadflow.services.importing.judging_again as judging_again
import leadflow.services.importing.run as importing
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.importing.progress import RefusedRows
from leadflow.core.importing.report import ImportReport
from leadflow.core.intake import OnDuplicate
from leadflow.errors import PortError

ROWS = (
    "a@x.de,DE,New AS,",
    "b@x.de,DE,,",
    "bad,DE,,",
    "c@x.de,DE,New AS,",
    "d@x.de,DE,Other AS,",
    "bad too,DE,New AS,",
    "e@x.de,DE,New AS,",
    "worse,DE,,",
)
NEW = an_account("new", name="New AS")


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Two rows are a chunk.
    """
    monkeypatch.setattr(importing, "CHUNK", 2)
    monkeypatch.setattr(judging_again, "CHUNK", 2)


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """
    An office on each sort of store.
    """
    if request.param == "memory":
        yield an_office()
        return
    store = SqlStore("sqlite://")
    yield an_office(store=store)
    store.close()


def run(office: Office, *, preview: bool = False) -> ImportReport:
    """
    Import the rows, or say what would happen.
    """
    file = office.file(*ROWS)
    act = office.imports.preview if preview else office.imports.run
    return act(file, mapped(file), EMEA)


def told(report: ImportReport) -> list[tuple[int, list[str]]]:
    """
    Return the numbers of the refused rows with their codes.
    """
    return [(row.number, [problem.code for problem in row.problems]) for row in report.refused]


def test_rows_come_in_once_their_partner_is_there(office: Office) -> None:
    """
    What was wrong with the row itself stays wrong, and nothing comes in twice.
    """
    first = run(office)
    office.keep(NEW)
    shown, second = run(office, preview=True), run(office)

    assert (first.counts.imported, first.counts.refused) == (1, 7)
    assert (second.counts.read, second.counts.imported, second.counts.refused) == (8, 4, 4)
    assert (shown.counts, told(shown)) == (second.counts, told(second))
    assert told(second) == [
        (4, ["email_invalid"]),
        (6, ["partner_unknown"]),
        (7, ["email_invalid"]),
        (9, ["email_invalid"]),
    ]
    assert [row.cells[0] for row in second.refused] == ["bad", "d@x.de", "bad too", "worse"]
    assert not second.repeated
    assert second.by_partner["new"] == 3
    assert sorted(str(lead.values["email"]) for lead in office.leads()) == ["a@x.de", "b@x.de", "c@x.de", "e@x.de"]


def test_nothing_is_written_where_nothing_changed(office: Office) -> None:
    """
    Running it once more says that it was done before.
    """
    run(office)
    office.keep(NEW)
    second, third = run(office), run(office)

    assert third.repeated
    assert (third.counts, told(third)) == (second.counts, told(second))
    assert len(office.leads()) == 4


@pytest.mark.parametrize("commit", [1, 2, 3])
@pytest.mark.parametrize("after", [False, True], ids=["before it is durable", "after"])
def test_breaking_off_loses_and_doubles_nothing(commit: int, after: bool) -> None:
    """
    The next run judges those that are left.
    """
    office = an_office()
    run(office)
    office.keep(NEW)
    office.open_unit = Failing(office.store.open_unit, frozenset({commit}), after)
    with pytest.raises(PortError):
        run(office)
    office.open_unit = None
    report = run(office)

    assert (report.counts.read, report.counts.imported, report.counts.refused) == (8, 4, 4)
    assert [number for number, _ in told(report)] == [4, 6, 7, 9]
    assert len(office.leads()) == 4
    assert office.sound()


def test_undone_import_begins_with_its_first_row(office: Office) -> None:
    """
    Undoing takes back what came in at either time.
    """
    first = run(office)
    office.keep(NEW)
    run(office)
    undone = office.imports.undo(first.import_id)

    assert undone.deactivated == 4
    assert run(office).counts.imported == 4
    assert OnDuplicate.SKIP is EMEA.on_duplicate


def test_blank_rows_are_counted_apart(office: Office) -> None:
    """
    They are in no pile, and the piles still add up.
    """
    file = office.file("a@x.de,DE,,", "", " , ,,", "b@x.de,DE,,")
    report = office.imports.run(file, mapped(file), EMEA)

    assert (report.counts.read, report.counts.blank) == (2, 2)


@pytest.mark.parametrize("place", [0, 5, 11])
def test_rows_that_stay_refused_are_stored_chunk_by_chunk(office: Office, place: int) -> None:
    """
    However many wait before and behind the row that is judged again, no chunk has more, and each row is told once.
    """
    lines = [f"bad {number},DE,," for number in range(11)]
    lines.insert(place, "a@x.de,DE,New AS,")

    def act() -> ImportReport:
        file = office.file(*lines)
        return office.imports.run(file, mapped(file), EMEA)

    assert act().counts.refused == 12
    office.desk.save_partners([NEW.partner])
    report, again = act(), act()

    assert (report.counts.imported, report.counts.refused) == (1, 11)
    assert [row.number for row in report.refused] == [number for number in range(2, 14) if number != place + 2]
    assert [row.number for row in again.refused] == [row.number for row in report.refused]
    assert again.repeated
    with office.setting.unit() as unit:
        stored = unit.records.all(RefusedRows)
    assert max(len(one.rows) for one in stored) <= 3
