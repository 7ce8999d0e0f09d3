"""
An import that is watched, stopped, gone on with and taken back, and the report of it.
"""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from unittest.mock import Mock

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA
from tests.services.builders import EMEA, Office, an_office, mapped

import leadflow.services.importing.run as importing
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import Deactivated
from leadflow.core.importing import packed_refused_rows
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.seen_keys import SeenKeys
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate, read_draft
from leadflow.core.problems import errors_in
from leadflow.errors import Conflict, NotFound
from leadflow.services.importing.undoing import Kept, WhyKept

ROWS = [f"a{number}@x.de,DE,," for number in range(10)]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Three rows are a chunk, so that a small file has several.
    """
    monkeypatch.setattr(importing, "CHUNK", 3)


def run(office: Office, *rows: str, settings: ImportSettings = EMEA, header: str | None = None) -> ImportReport:
    """
    Import rows of e-mail, country, partner name and city, or of other columns.
    """
    file = office.file(*rows, header=header) if header else office.file(*rows)
    return office.imports.run(file, mapped(file), settings)


class TestCancelling:
    def test_a_cancelled_import_stops_between_chunks_and_goes_on_later(self) -> None:
        """
        Nothing is doubled, and the report says what was done so far.
        """
        office = an_office()
        file = office.file(*ROWS)
        answers = iter([False, False, True])
        report = office.imports.run(file, mapped(file), EMEA, cancelled=lambda: next(answers))
        rest = office.imports.run(file, mapped(file), EMEA)

        assert (report.cancelled, report.counts.read) == (True, 6)
        assert (rest.cancelled, rest.counts.imported, len(office.leads())) == (False, 10, 10)

    def test_a_preview_can_be_cancelled_too(self) -> None:
        """
        Before its first row as well.
        """
        office = an_office()
        file = office.file(*ROWS)
        report = office.imports.preview(file, mapped(file), EMEA, cancelled=lambda: True)

        assert (report.cancelled, report.counts.read) == (True, 0)

    def test_iterating_does_the_import_chunk_by_chunk(self) -> None:
        """
        Iterating imports one chunk at a time with an estimate of the rows, and stopping stops the import.
        """
        office = an_office()
        file = office.file(*ROWS)
        work = office.imports.iterate(file, mapped(file), EMEA)
        steps = iter(work)
        first = next(steps).counts.read
        told = work.report

        assert (work.total, first) == (10, 3)
        assert (told.cancelled, told.counts.imported, len(office.leads())) == (True, 3, 3)
        assert [step.counts.read for step in work] == [6, 9, 10]
        assert (work.report.cancelled, len(office.leads())) == (False, 10)


class TestUndoing:
    def test_what_nobody_touched_is_deactivated(self) -> None:
        """
        Undoing deactivates unchanged leads with an event, and has no further effect the second time.
        """
        office = an_office()
        report = run(office, *ROWS)
        undone = office.imports.undo(report.import_id)
        again = office.imports.undo(report.import_id)

        assert (undone.deactivated, undone.gone, undone.kept) == (10, 0, ())
        assert (again.deactivated, again.gone) == (0, 10)
        assert not any(lead.active for lead in office.leads())
        assert isinstance(office.events(office.leads()[0].id)[-1].fact, Deactivated)
        assert office.sound()

    def test_what_was_touched_or_only_updated_stays_and_is_told(self) -> None:
        """
        Other leads are not looked at.
        """
        office = an_office()
        before = run(office, "old@x.de,DE,,", settings=ImportSettings(import_id="before"))
        office.clock.advance(timedelta(hours=1))
        settings = ImportSettings(module="emea", on_duplicate=OnDuplicate.UPDATE)
        report = run(office, "old@x.de,DE,,Oslo", "a@x.de,DE,,", "b@x.de,DE,,", settings=settings)
        office.clock.advance(timedelta(hours=1))
        old, touched, _ = sorted(lead.id for lead in office.leads())
        run(office, "a@x.de,DE,,Bergen", settings=settings)
        undone = office.imports.undo(report.import_id)

        assert undone.deactivated == 1
        assert undone.kept == (Kept(old, WhyKept.UPDATED), Kept(touched, WhyKept.TOUCHED))
        assert office.imports.undo(before.import_id).kept == (Kept(old, WhyKept.TOUCHED),)

    def test_an_import_that_never_was_cannot_be_undone(self) -> None:
        """
        Nothing is written.
        """
        with pytest.raises(NotFound):
            an_office().imports.undo("nothing")


NAMED = ImportSettings(module="emea", import_id="monday")


class TestUsedIds:
    """
    What an import id stands for.
    """

    @pytest.mark.parametrize("chunks", [1, 99], ids=["broken off", "finished"])
    @pytest.mark.parametrize("preview", [True, False])
    def test_another_file_under_a_used_id_is_refused(self, chunks: int, preview: bool) -> None:
        """
        A broken-off or finished import is never continued with another file, mapping or other settings.
        """
        office = an_office()
        file = office.file(*ROWS)
        for _ in zip(range(chunks), office.imports.iterate(file, mapped(file), NAMED), strict=False):
            pass
        before = office.leads()
        other = office.file(*[f"b{row}" for row in ROWS])
        for opened, mapping, settings in (
            (other, mapped(other), NAMED),
            (file, mapped(file).fill("industry", "Retail"), NAMED),
            (file, mapped(file), evolve(NAMED, on_duplicate=OnDuplicate.UPDATE)),
        ):
            act = office.imports.preview if preview else office.imports.run
            report = act(opened, mapping, settings)

            assert [(one.code, one.path) for one in errors_in(report.problems)] == [("import_id_taken", "import_id")]
            assert (report.counts.read, report.repeated) == (0, False)
            assert office.leads() == before

    def test_the_same_file_under_its_id_is_finished(self) -> None:
        """
        With the id that the host gives as with the id that is made.
        """
        office = an_office()
        file = office.file(*ROWS)
        next(iter(office.imports.iterate(file, mapped(file), NAMED)))
        report = office.imports.run(file, mapped(file), NAMED)

        assert (report.counts.imported, len(office.leads()), report.repeated) == (10, 10, False)
        assert office.imports.run(file, mapped(file), NAMED).repeated

    @pytest.mark.parametrize("settings", [EMEA, NAMED], ids=["made", "given"])
    def test_an_undone_import_can_run_again(self, settings: ImportSettings) -> None:
        """
        From its first row, with its refused rows, and it can be undone again.
        """
        office = an_office()
        rows = ["bad,DE,,", *ROWS]
        first = run(office, *rows, settings=settings)
        office.imports.undo(first.import_id)
        again = run(office, *rows, settings=settings)
        active = [lead for lead in office.leads() if lead.active]

        assert (again.import_id, again.repeated, again.counts) == (first.import_id, False, first.counts)
        assert ([row.number for row in again.refused], len(active)) == ([2], 10)
        assert run(office, *rows, settings=settings).repeated
        assert office.imports.undo(first.import_id).deactivated == 10
        assert run(office, *rows, settings=settings).counts == first.counts

    def test_a_broken_off_import_that_was_undone_begins_with_its_first_row(self) -> None:
        """
        The leads that it had brought come in once more.
        """
        office = an_office()
        file = office.file(*ROWS)
        next(iter(office.imports.iterate(file, mapped(file), NAMED)))
        office.imports.undo("monday")
        report = office.imports.run(file, mapped(file), NAMED)

        assert report.counts.imported == sum(lead.active for lead in office.leads()) == 10

    def test_an_import_that_is_undone_while_it_runs_stops(self) -> None:
        """
        With a conflict and without another row; running it again begins anew.
        """
        office = an_office()
        file = office.file(*ROWS)
        work = iter(office.imports.iterate(file, mapped(file), NAMED))
        next(work)
        office.imports.undo("monday")
        with pytest.raises(Conflict):
            next(work)

        assert not any(lead.active for lead in office.leads())
        assert office.imports.run(file, mapped(file), NAMED).counts.imported == 10

    def test_two_files_that_begin_under_one_id_are_not_mixed(self) -> None:
        """
        The one that writes its first chunk later stops with a conflict.
        """
        office = an_office()
        file, other = office.file(*ROWS), office.file(*[f"b{row}" for row in ROWS])
        slow = iter(office.imports.iterate(other, mapped(other), NAMED))
        office.imports.run(file, mapped(file), NAMED)
        with pytest.raises(Conflict):
            next(slow)

        assert len(office.leads()) == 10

    def test_what_an_earlier_version_began_is_finished_only_by_the_id_made_of_it(self) -> None:
        """
        Nothing says what stands under an id that a host gave.
        """
        office = an_office()
        file = office.file(*ROWS)
        for settings in (EMEA, NAMED):
            next(iter(office.imports.iterate(file, mapped(file), settings)))
            import_id = settings.import_id or office.imports.preview(file, mapped(file), settings).import_id
            with office.store.open_unit("acme", SCHEMA) as unit:
                progress = unit.records.one(ImportProgress, import_id)
                assert progress is not None
                unit.commit(Changes(puts=(Put(evolve(progress, digest=""), before=progress),)))

        assert office.imports.run(file, mapped(file), NAMED).problems[0].code == "import_id_taken"
        assert office.imports.run(file, mapped(file), EMEA).counts.read == 10


class TestReports:
    def test_every_problem_stands_in_a_table(self) -> None:
        """
        The table of problems has row, line, header, field, code, severity, value and message.
        """
        report = run(an_office(), "bad,DE,nobody,", "Ann <a@x.de>,DE,,")
        table = list(report.problem_table())

        assert [(line["row"], line["header"], line["field"], line["code"], line["value"]) for line in table] == [
            (2, "Email", "email", "email_invalid", "bad"),
            (2, "Partner Name", "partner_name", "partner_unknown", "nobody"),
            (3, "Email", "email", "email_cleaned", "Ann <a@x.de>"),
        ]

    def test_a_report_is_shown_without_values(self) -> None:
        """
        A report is shown as a line, as JSON and as escaped tables, always without values.
        """
        report = run(an_office(), "bad<b>,DE,<i>nobody</i>,", "a@x.de,DE,,")
        shown = report._repr_html_()

        assert str(report) == "imported: 2 read, 1 imported, 1 assigned, 1 refused"
        assert json.loads(json.dumps(report.to_dict()))["counts"]["refused"] == 1
        assert "bad" not in json.dumps(report.to_dict()) + shown
        assert "<i>" not in shown
        assert "email_invalid" in shown

    def test_what_cannot_be_imported_says_so(self) -> None:
        """
        A report of an import that cannot start says so in one line, with the codes of why.
        """
        office = an_office()

        assert (
            str(office.imports.run(office.file("x", header="Quux")))
            == "not imported: header_unmapped, required_unmapped"
        )

    def test_a_mapping_is_remembered_once_leads_came_of_it(self) -> None:
        """
        A mapping is remembered after an import and not after a preview.
        """
        office = an_office()
        file = office.file(*ROWS)

        assert office.imports.preview(file, mapped(file), EMEA).remembered == {}
        assert office.imports.run(file, mapped(file), EMEA).remembered["email"] == "email"

    def test_refused_rows_are_packed_and_can_be_looked_up(self) -> None:
        """
        Packed rows can be read by index from both ends, by slice and as a whole.
        """
        report = run(an_office(), *[f"bad{number},DE,," for number in range(1_203)])
        rows = list(report.refused)

        assert [row.number for row in rows] == list(range(2, 1_205))
        assert [report.refused[at] for at in (0, 499, 500, 1_202, -1)] == [rows[at] for at in (0, 499, 500, 1_202, -1)]
        assert list(report.refused[498:1_100:300]) == rows[498:1_100:300]
        assert rows[700].cells[0] == "bad700"
        with pytest.raises(IndexError):
            report.refused[1_203]

    def test_refused_rows_are_unpacked_once_by_whoever_reads_them_in_order(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Reading rows by index, or by a slice, unpacks each block once and not for each row.
        """
        report = run(an_office(), *[f"bad{number},DE,," for number in range(1_203)])
        unpack = Mock(wraps=packed_refused_rows._unpack)
        monkeypatch.setattr(packed_refused_rows, "_unpack", unpack)

        assert [report.refused[at].number for at in range(1_203)] == list(range(2, 1_205))
        assert len(report.refused[:900]) == 900
        assert unpack.call_count == 4

    def test_a_report_stays_as_it_was(self) -> None:
        """
        A report does not change when the import refuses more rows later.
        """
        office = an_office()
        file = office.file(*[f"bad{number},DE,," for number in range(9)])
        work = office.imports.iterate(file, mapped(file), EMEA, preview=True)
        reports = [work.report for _ in work]

        assert [len(report.refused) for report in reports] == [3, 6, 9]

    def test_keys_that_were_seen_are_known_again(self) -> None:
        """
        Exactly the keys that were seen are found again.
        """
        seen = SeenKeys()
        seen.update(["a", "b\ud800"])

        assert seen.among(["a", "b\ud800", "c", None]) == ["a", "b\ud800"]


class TestWholeFiles:
    @pytest.mark.parametrize(
        ("clear", "expected"), [("25/03/2026", "2026-04-03"), ("03/25/2026", "2026-03-04")], ids=["day", "month"]
    )
    def test_one_clear_date_decides_the_order_of_its_column(self, clear: str, expected: str) -> None:
        """
        Wherever it stands; the order is remembered.
        """
        office = an_office()
        rows = ["a@x.de,03/04/2026", *(f"b{number}@x.de,05/05/2026" for number in range(9)), f"c@x.de,{clear}"]
        file = office.file(*rows, header="Email,When")
        mapping = mapped(file).set("When", "a_date")
        report = office.imports.run(file, mapping)

        assert report.counts.imported == 11
        assert str(office.leads()[0].values["a_date"]) == expected
        assert report.remembered["when"] == ("a_date;day_first" if clear[0] == "2" else "a_date;month_first")

    def test_a_column_of_both_sorts_sets_aside_what_could_be_either(self) -> None:
        """
        A column with both date orders keeps ambiguous dates as written, with one warning for the column.
        """
        office = an_office()
        file = office.file("a@x.de,03/04/2026", "b@x.de,25/03/2026", "c@x.de,03/25/2026", header="Email,When")
        report = office.imports.run(file, mapped(file).set("When", "a_date"))

        assert [problem.code for problem in report.problems] == ["date_order_mixed"]
        assert [problem.code for row in report.warned for problem in row.problems] == ["date_ambiguous"]
        assert report.counts.imported == 3

    def test_full_names_are_split_where_no_column_says_their_parts(self) -> None:
        """
        The full name stays besides.
        """
        office = an_office()
        report = run(office, "a@x.de,Dr. Ann van der Berg", "b@x.de,", header="Email,Full Name")
        values = [dict(lead.values) for lead in office.leads()]

        assert [problem.code for problem in report.problems] == ["full_name_split"]
        assert report.ok
        assert values == [
            {
                "email": "a@x.de",
                "full_name": "Dr. Ann van der Berg",
                "salutation": "Dr.",
                "first_name": "Ann",
                "last_name": "van der Berg",
            },
            {"email": "b@x.de"},
        ]

    def test_full_names_beside_their_parts_are_left_alone(self) -> None:
        """
        Full names are not split if the file has a column for one of their parts.
        """
        office = an_office()
        run(office, "a@x.de,Ann Lee,Annie", header="Email,Full Name,First Name")

        assert dict(office.leads()[0].values) == {"email": "a@x.de", "full_name": "Ann Lee", "first_name": "Annie"}

    @pytest.mark.parametrize("cell", ["a@x.de; b@x.de", "a@x.de / Bo <b@x.de>", '"a@x.de, b@x.de"', "a@x.de b@x.de"])
    def test_of_several_addresses_the_first_is_taken_and_it_is_told(self, cell: str) -> None:
        """
        The row is imported all the same.
        """
        office = an_office()
        report = run(office, f"{cell},DE,,")

        assert [lead.values["email"] for lead in office.leads()] == ["a@x.de"]
        assert [problem.code for row in report.warned for problem in row.problems] == ["emails_several"]

    def test_a_warning_about_a_row_does_not_refuse_it(self) -> None:
        """
        Bytes that are no text leave a mark and a warning.
        """
        office = an_office()
        content = b"Email,City\n" + b"".join(b"a%d@x.de,M\xc3\xbcnchen\n" % number for number in range(200))
        file = office.imports.open(BytesIO(content.replace(b"a7@x.de,M\xc3", b"a7@x.de,M\xff", 1)))
        report = office.imports.run(file, mapped(file))

        assert (report.counts.imported, report.counts.refused) == (200, 0)
        assert [(row.number, row.problems[0].code) for row in report.warned] == [(9, "bytes_unreadable")]

    def test_filling_writes_only_what_the_lead_did_not_say(self) -> None:
        """
        What it said stays.
        """
        office = an_office()
        run(office, "a@x.de,,,Oslo")
        report = run(office, "a@x.de,DE,,Bergen", settings=ImportSettings(on_duplicate=OnDuplicate.FILL))
        values = office.leads()[0].values

        assert report.counts.updated == 1
        assert (values["city"], values["country"]) == ("Oslo", "DE")


def test_a_lead_of_another_way_is_not_undone() -> None:
    """
    Undoing an import does not touch other leads, even if they arrived during the import.
    """
    office = an_office()
    report = run(office, *ROWS)
    office.desk.receive(read_draft(SCHEMA, {"email": "z@x.de"}))

    assert office.imports.undo(report.import_id).deactivated == 10
    assert [lead.values["email"] for lead in office.leads() if lead.active] == ["z@x.de"]
