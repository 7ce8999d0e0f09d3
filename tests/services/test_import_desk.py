"""
Importing a file: every row ends in one pile, a preview tells the same, and nothing is done twice.
"""

from __future__ import annotations

import gc
import io
from collections import Counter
from datetime import date
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_campaign, a_partner, an_account
from tests.services.builders import EMEA, HOST, PARTNERS, PROGRAMME, Office, an_office, mapped

import leadflow.services.importing.chunks as import_chunks
import leadflow.services.importing.run as importing
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.facts import Assigned, AssignedBy, Received, Routed, ValuesChanged
from leadflow.core.fields import Field
from leadflow.core.importing.planning import plan_chunk
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate, read_draft
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.kinds import DATE
from leadflow.core.loads import loads_of
from leadflow.core.programme import Programme
from leadflow.core.routing import Match, RoutingModule
from leadflow.core.switches import Switches
from leadflow.core.tables import TableOptions
from leadflow.core.timeline import LeadChange
from leadflow.services.desks.imports import ImportDesk


def run(office: Office, *rows: str, settings: ImportSettings = EMEA, **given: Any) -> ImportReport:
    """
    Import rows of e-mail, country, partner name and city; a preview of them has to tell the same.
    """
    file = office.file(*rows, **given)
    before = office.leads()
    preview = office.imports.preview(file, mapped(file), settings)
    assert office.leads() == before
    report = office.imports.run(file, mapped(file), settings)
    for name in ("import_id", "counts", "by_partner", "messages", "refused", "warned", "problems"):
        assert getattr(preview, name) == getattr(report, name), name
    return report


def refused(report: ImportReport) -> list[tuple[int, str, str]]:
    """
    Return row, code and place of every problem of the refused rows.
    """
    return [(row.number, problem.code, problem.path) for row in report.refused for problem in row.problems]


def test_the_collector_of_the_process_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Whether cycles are looked for is the host's choice, also where it is made while rows are planned.
    """
    office, seen = an_office(), []
    file = office.file("a@x.de,SE,,")

    def switching(*given: Any, **named: Any) -> Any:
        seen.append(gc.isenabled())
        gc.disable()
        return plan_chunk(*given, **named)

    monkeypatch.setattr(import_chunks, "plan_chunk", switching)
    try:
        office.imports.run(file, mapped(file), EMEA)
        seen.append(gc.isenabled())
    finally:
        gc.enable()
    assert seen == [True, False]


@pytest.mark.parametrize("on_duplicate", OnDuplicate)
def test_loads_are_those_of_the_leads(on_duplicate: OnDuplicate) -> None:
    """
    Whatever rows name, and in whatever stage they come: what an import says of loads is what counting its leads gives.
    """
    office = an_office()
    stages = office.programme.stages
    rows = [
        f"a{number}@b.example,{country},{partner},{stage}"
        for number, (country, partner, stage) in enumerate(
            product(["Norway", "Narnia"], ["", "north", "south"], ["", stages.open[-1], *stages.closing])
        )
    ]
    file = office.file(*rows, *rows[:2], header="Email,Country,Partner Name,Status")
    report = office.imports.run(file, mapped(file, Status="status"), evolve(EMEA, on_duplicate=on_duplicate))

    assert report.counts.imported >= len(rows)
    with office.setting.unit() as unit:
        loads = unit.loads.since(0).by_partner
    assert loads == loads_of(office.leads(), stages.closing)
    assert loads


def test_a_database_makes_no_lead_twice() -> None:
    """
    However many tables its rows go to; most it does not make at all.
    """
    made: list[str] = []
    begin = LeadChange.begin

    def counting(lead_id: str, *given: Any, **named: Any) -> LeadChange:
        made.append(lead_id)
        return begin(lead_id, *given, **named)

    office = an_office(store=SqlStore("sqlite://"))
    file = office.file(*[f"a{number}@b.example,Norway,,Oslo" for number in range(300)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LeadChange, "begin", counting)
        report = office.imports.run(file, mapped(file), EMEA)

    assert report.counts.imported == 300
    counted = Counter(lead_id for lead_id in made if lead_id)
    assert set(counted) < {lead.id for lead in office.leads()}
    assert set(counted.values()) == {1}


class TestPartners:
    def test_a_named_partner_stands_and_no_module_is_asked(self) -> None:
        """
        A partner that a row names gets the lead without a module, ignoring case and blanks.
        """
        office = an_office()
        run(office, "a@x.de,SE,  GLOBEX   gmbh ,")
        facts = [event.fact for event in office.events(office.leads()[0].id)]

        assert isinstance(facts[0], Received)
        assert isinstance(facts[1], Assigned)
        assert (facts[1].partner_id, facts[1].by) == ("south", AssignedBy.NAMED)
        assert sorted(office.messages()) == ["uli", "ute"]

    def test_the_module_routes_the_rest(self) -> None:
        """
        Round robin goes on through the file.
        """
        office = an_office()
        report = run(
            office, *[f"a{number}@x.de,Germany,," for number in range(5)], "b@x.se,Schweden,,", "c@x.fr,Peru,,"
        )

        assert report.by_partner == {"south": 2, "east": 3, "north": 1}
        assert (report.counts.assigned, report.counts.unassigned) == (6, 1)
        assert [lead.review for lead in office.leads()][-1] == "step_empty"

    def test_the_default_partner_gets_what_nobody_else_gets(self) -> None:
        """
        Without a module the default partner gets every row that names none.
        """
        office = an_office()
        report = run(office, "a@x.de,DE,,", "b@x.de,DE,nordlys as,", settings=ImportSettings(default_partner="Initech"))
        fact = office.events(office.leads()[0].id)[1].fact

        assert report.by_partner == {"east": 1, "north": 1}
        assert isinstance(fact, Assigned)
        assert fact.by is AssignedBy.IMPORT_DEFAULT

    def test_without_either_leads_are_unassigned(self) -> None:
        """
        They wait for somebody.
        """
        office = an_office()
        report = run(office, "a@x.de,DE,,", settings=ImportSettings())

        assert report.counts.unassigned == 1
        assert office.messages() == []
        assert "module" in office.desk.explain(office.leads()[0].id)

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("Globex", "partner_unknown"),
            ("Idle Inc", "partner_inactive"),
            ("TWIN", "partner_ambiguous"),
            ("x", "partner_unknown"),
        ],
    )
    def test_a_partner_that_cannot_be_meant_refuses_the_row(self, name: str, code: str) -> None:
        """
        It is never silently the default.
        """
        office = an_office()
        report = run(office, f"a@x.de,DE,{name},", settings=ImportSettings(module="emea", default_partner="east"))

        assert refused(report) == [(2, code, "row 2, Partner Name")]
        assert office.leads() == []

    def test_a_near_name_is_offered(self) -> None:
        """
        An unknown name comes with similar names of the programme.
        """
        report = run(an_office(), "a@x.de,DE,Globex,")

        assert report.refused[0].problems[0].suggestions == ("Globex GmbH",)


class TestRows:
    def test_every_problem_of_a_row_comes_back_with_its_cells(self) -> None:
        """
        Named by the headers of the file; values are attributes, and no text shows them.
        """
        report = run(an_office(), "bad,DE,nobody,Oslo", ",SE,,", "ok@x.se,SE,,")

        assert refused(report) == [
            (2, "email_invalid", "row 2, Email"),
            (2, "partner_unknown", "row 2, Partner Name"),
            (3, "required_missing", "row 3, Email"),
        ]
        assert [row.cells for row in report.refused] == [("bad", "DE", "nobody", "Oslo"), ("", "SE", "", "")]
        assert [problem.value for problem in report.refused[0].problems] == ["bad", "nobody"]
        assert "bad" not in repr(report.refused[0])

    def test_what_was_cleaned_is_warned_about(self) -> None:
        """
        The lead is there all the same.
        """
        office = an_office()
        report = run(office, "Ann <a@x.se>,SE,,O\x07slo")
        codes = [problem.code for row in report.warned for problem in row.problems]

        assert sorted(codes) == ["control_characters", "email_cleaned"]
        assert dict(office.leads()[0].values) == {"email": "a@x.se", "country": "SE", "city": "Oslo"}

    def test_each_guard_that_is_removed_is_warned_about(self) -> None:
        """
        Once for each cell; names that begin with an apostrophe keep it.
        """
        office = an_office()
        report = run(office, "'a@x.se,'SE,,'s-Hertogenbosch", "b@x.se,SE,,Oslo")

        assert [(row.number, problem.code) for row in report.warned for problem in row.problems] == [
            (2, "guard_removed"),
            (2, "guard_removed"),
        ]
        assert dict(office.leads()[0].values) == {"email": "a@x.se", "country": "SE", "city": "'s-Hertogenbosch"}

    def test_blank_rows_are_not_counted(self) -> None:
        """
        Blank rows are neither read nor refused.
        """
        report = run(an_office(), "a@x.se,SE,,", ",,,", "", "b@x.se,SE,,")

        assert (report.counts.read, report.counts.imported) == (2, 2)

    def test_a_file_without_rows_is_done_at_once(self) -> None:
        """
        It is no mistake.
        """
        report = run(an_office())

        assert report.ok
        assert report.counts.read == 0

    def test_where_a_lead_came_from_stands_on_its_first_event(self) -> None:
        """
        Import and row.
        """
        office = an_office()
        report = run(office, "bad,SE,,", "b@x.se,SE,,")
        fact = office.events(office.leads()[0].id)[0].fact

        assert isinstance(fact, Received)
        assert (fact.import_id, fact.row, fact.source) == (report.import_id, 3, "csv_upload")

    def test_columns_fill_the_record(self) -> None:
        """
        Campaign, source, stage, score, ids elsewhere and the partner's id, which goes before its name.
        """
        office = an_office()
        header = "Email,Campaign,Source,Status,Lead Score,External ID,Partner ID,Partner Name,Created"
        file = office.file("a@x.se,spring  FAIR,fair,Qualified,7,00Q1;00Q2,east,Nordlys AS,2025-01-02", header=header)
        columns = dict(
            zip(
                header.split(","),
                [
                    "email",
                    "campaign",
                    "source",
                    "status",
                    "lead_score",
                    "external_id",
                    "partner_id",
                    "partner_name",
                    "created_at",
                ],
                strict=True,
            )
        )
        report = office.imports.run(file, mapped(file, **columns), EMEA)
        lead = office.leads()[0]

        assert report.counts.assigned == 1, refused(report)
        assert (lead.campaign_id, lead.source, lead.stage, lead.score) == ("fair", "fair", "qualified", 7)
        assert [one.id for one in lead.external_ids] == ["00Q1", "00Q2"]
        assert lead.partner_id == "east"
        assert str(lead.created_at) == "2025-01-02 00:00:00+00:00"

    def test_separators_alone_are_no_value(self) -> None:
        """
        A required multi-choice is still missing then.
        """
        office = an_office(
            programme=Programme(
                supplier_id="acme", schema=SCHEMA, intake=IntakePolicy(required=frozenset({"a_multi_choice"}))
            )
        )
        file = office.file("a@x.se,;", header="Email,A multi choice")
        report = office.imports.run(file, mapped(file), ImportSettings())

        assert refused(report) == [(2, "required_missing", "row 2, A multi choice")]


class TestDuplicates:
    ROWS = ("a@x.se,SE,,Oslo", "A@X.se,SE,,Bergen", "b@x.se,SE,,")

    def test_in_the_file_they_are_skipped(self) -> None:
        """
        The first row stands.
        """
        office = an_office()
        report = run(office, *self.ROWS)

        assert (report.counts.imported, report.counts.duplicates) == (2, 1)
        assert office.leads()[0].values["city"] == "Oslo"
        assert office.sound()

    def test_in_the_file_they_are_refused(self) -> None:
        """
        Handed back with the reason.
        """
        report = run(an_office(), *self.ROWS, settings=ImportSettings(module="emea", on_duplicate=OnDuplicate.REFUSE))

        assert refused(report) == [(3, "duplicate", "row 3, Email")]

    def test_in_the_file_they_update(self) -> None:
        """
        What the later row says is written over the lead, what it leaves out stays; nobody is mailed again.
        """
        office = an_office()
        rows = ("a@x.se,SE,,Oslo", "a@x.se,,,Bergen", "a@x.se,,,Bergen")
        report = run(office, *rows, settings=ImportSettings(module="emea", on_duplicate=OnDuplicate.UPDATE))
        lead = office.leads()[0]

        assert (report.counts.imported, report.counts.updated) == (1, 2)
        assert dict(lead.values) == {"email": "a@x.se", "country": "SE", "city": "Bergen"}
        assert lead.seq == 3
        assert office.messages() == ["maja"]
        assert office.sound()

    def test_in_the_file_they_are_made_again(self) -> None:
        """
        Duplicates within a file are created if the setting says so.
        """
        office = an_office()
        report = run(office, *self.ROWS, settings=ImportSettings(on_duplicate=OnDuplicate.CREATE))

        assert report.counts.imported == len(office.leads()) == 3

    @pytest.mark.parametrize("policy", [one for one in OnDuplicate if one is not OnDuplicate.FILL])
    def test_in_the_store_they_follow_the_same_policy(self, policy: OnDuplicate) -> None:
        """
        Each puts the row on its own pile.
        """
        office = an_office()
        office.desk.receive(read_draft(SCHEMA, {"email": "a@X.se", "city": "Oslo"}))
        report = run(office, "A@x.se,,,Bergen", settings=ImportSettings(on_duplicate=policy))
        piles = {
            OnDuplicate.SKIP: report.counts.duplicates,
            OnDuplicate.UPDATE: report.counts.updated,
            OnDuplicate.REFUSE: report.counts.refused,
            OnDuplicate.CREATE: report.counts.imported,
        }

        assert [one for one, count in piles.items() if count] == [policy]
        assert len(office.leads()) == (2 if policy is OnDuplicate.CREATE else 1)
        assert office.leads()[0].values["city"] == ("Bergen" if policy is OnDuplicate.UPDATE else "Oslo")

    def test_another_campaign_is_another_prospect(self) -> None:
        """
        E-mail alone is not the key of a lead.
        """
        office = an_office()
        office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}))
        report = run(office, "a@x.se,SE,,", settings=ImportSettings(campaign="Spring Fair"))

        assert report.counts.imported == 1
        assert office.leads()[1].campaign_id == "fair"

    def test_a_row_without_an_email_is_nobodys_duplicate(self) -> None:
        """
        A row without an e-mail is never a duplicate.
        """
        office = an_office(
            programme=Programme(supplier_id="acme", schema=SCHEMA, intake=IntakePolicy(required=frozenset()))
        )

        assert run(office, ",SE,,", ",SE,,", settings=ImportSettings()).counts.imported == 2

    def test_an_update_keeps_before_and_after(self) -> None:
        """
        An update has values before and after on the timeline.
        """
        office = an_office()
        office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se", "city": "Oslo"}))
        run(office, "a@x.se,SE,,Bergen", settings=ImportSettings(on_duplicate=OnDuplicate.UPDATE))
        fact = office.events(office.leads()[0].id)[-1].fact

        assert isinstance(fact, ValuesChanged)
        assert [(one.field, one.before, one.after) for one in fact.changes] == [
            ("country", None, "SE"),
            ("city", "Oslo", "Bergen"),
        ]


class TestOnce:
    def test_running_it_again_does_nothing(self) -> None:
        """
        It tells what was done the first time.
        """
        office = an_office()
        first = run(office, "a@x.se,SE,,", "bad,SE,,", "b@x.se,SE,,")
        leads = office.leads()
        file = office.file("a@x.se,SE,,", "bad,SE,,", "b@x.se,SE,,")
        again = office.imports.run(file, mapped(file), EMEA)

        assert again.repeated
        assert (again.import_id, again.counts, again.by_partner) == (first.import_id, first.counts, first.by_partner)
        assert again.refused == first.refused
        assert office.leads() == leads
        assert office.messages() == ["maja", "maja"]

    def test_other_settings_are_another_import(self) -> None:
        """
        Its rows are duplicates then.
        """
        office = an_office()
        first = run(office, "a@x.se,SE,,")
        second = run(office, "a@x.se,SE,,", settings=ImportSettings())

        assert first.import_id != second.import_id
        assert second.counts.duplicates == 1

    def test_another_reading_of_the_same_bytes_is_another_import(self) -> None:
        """
        A wrong encoding or header row is mended by importing again.
        """
        office = an_office()
        rows = ("a@x.se,SE,,", "b@x.se,SE,,")
        first = office.file(*rows, options=TableOptions(encoding="cp1252"))
        second = office.file(*rows, options=TableOptions(encoding="utf-8"))
        ids = {office.imports.preview(file, mapped(file), EMEA).import_id for file in (first, second)}

        assert first.digest == second.digest
        assert len(ids) == 2

    def test_the_hosts_import_id_stands(self) -> None:
        """
        The host's import id is used instead of a made one; other bytes under it are refused.
        """
        office = an_office()
        settings = ImportSettings(import_id="monday")
        assert run(office, "a@x.se,SE,,", settings=settings).import_id == "monday"
        file, other = office.file("a@x.se,SE,,"), office.file("z@x.se,SE,,")

        assert office.imports.run(file, mapped(file), settings).repeated
        assert office.imports.run(other, mapped(other), settings).problems[0].code == "import_id_taken"

    def test_progress_is_told_after_each_chunk(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        It counts up to the end.
        """
        monkeypatch.setattr(importing, "CHUNK", 2)
        office = an_office()
        file = office.file(*[f"a{number}@x.se,SE,," for number in range(5)])
        told: list[tuple[int, int]] = []
        report = office.imports.run(
            file, mapped(file), EMEA, on_progress=lambda one: told.append((one.last_row, one.counts.read))
        )

        assert told == [(3, 2), (5, 4), (6, 5)]
        assert report.counts.read == 5


class TestRefusedAtOnce:
    """
    What is wrong with the whole is told before the first row, and nothing is written.
    """

    def told(self, office: Office, file: Any, mapping: Any, settings: ImportSettings) -> set[str]:
        """
        Return the codes of what a run and its preview say; both leave the store alone.
        """
        preview = office.imports.preview(file, mapping, settings)
        report = office.imports.run(file, mapping, settings)
        assert office.leads() == []
        assert not report.ok
        assert preview.problems == report.problems
        assert report.counts.read == 0
        return {problem.code for problem in report.problems}

    @pytest.mark.parametrize(
        ("settings", "code"),
        [
            (ImportSettings(module="emae"), "module_unknown"),
            (ImportSettings(default_partner="Globex"), "partner_unknown"),
            (ImportSettings(default_partner="Idle Inc"), "partner_inactive"),
            (ImportSettings(default_partner="twin"), "partner_ambiguous"),
            (ImportSettings(campaign="Sprung Fair"), "campaign_unknown"),
        ],
    )
    def test_settings_that_name_nobody(self, settings: ImportSettings, code: str) -> None:
        """
        Module, default partner and campaign.
        """
        office = an_office()
        file = office.file("a@x.se,SE,,")

        assert self.told(office, file, mapped(file), settings) == {code}

    def test_a_campaign_is_named_as_loosely_as_in_a_row(self) -> None:
        """
        Case and blanks do not count.
        """
        office = an_office()
        file = office.file("a@x.se,SE,,")

        assert office.imports.run(file, mapped(file), ImportSettings(campaign=" spring FAIR ")).counts.imported == 1

    @pytest.mark.parametrize(
        ("header", "code"),
        [
            ("Email,Country, email ,City", "header_duplicated"),
            ("Email,Country,,City", "header_blank"),
            ("Email,Country,Quux,City", "header_unmapped"),
            ("Country,City,Company", "required_unmapped"),
        ],
    )
    def test_headers_and_mapping(self, header: str, code: str) -> None:
        """
        Duplicated, blank, undecided, and a required field without a column.
        """
        office = an_office()
        file = office.file("x,y,z,w", header=header)
        mapping = file.mapping.set(0, "email") if code == "header_duplicated" else file.mapping
        found = self.told(office, file, mapping, ImportSettings())

        assert code in found

    @pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff", b"<html><table></table></html>", b"PK\x03\x04"])
    def test_a_file_that_is_no_table(self, content: bytes) -> None:
        """
        Empty, binary, a web page, and half of a workbook.
        """
        office = an_office()
        file = office.imports.open(io.BytesIO(content))

        assert self.told(office, file, file.mapping, ImportSettings())

    def test_a_constant_that_cannot_be_read(self) -> None:
        """
        It would refuse every row, so it is told once.
        """
        office = an_office()
        file = office.file("SE", header="Country")

        assert "email_invalid" in self.told(office, file, file.mapping.fill("email", "bad"), ImportSettings())

    def test_a_module_that_no_longer_fits(self) -> None:
        """
        A partner of one of its rules is gone by now.
        """
        office = an_office(partners=(*PARTNERS, an_account("gone", name="Gone")))
        office.routing.publish(RoutingModule(name="old", default_partner="Gone"))
        office.desk.save_partners([a_partner("gone", name="Renamed")])
        file = office.file("a@x.se,SE,,")

        assert self.told(office, file, mapped(file), ImportSettings(module="old")) == {"partner_unknown"}

    def test_a_module_for_another_schema(self) -> None:
        """
        Its fields are checked against those of today.
        """
        office = an_office()
        office.routing.publish(RoutingModule(name="custom", steps=(Match(lead_field="a_text", partner_field="tier"),)))
        other = Office(store=office.store, programme=Programme(supplier_id="acme"))
        file = other.file("a@x.se,SE,,")

        assert self.told(other, file, mapped(file), ImportSettings(module="custom")) == {"field_unknown"}

    def test_distribution_that_is_switched_off_refuses_by_name(self) -> None:
        """
        Every row says so.
        """
        office = an_office(
            programme=Programme(supplier_id="acme", schema=SCHEMA, switches=Switches(distribution=False))
        )
        file = office.file("a@x.se,SE,,")
        report = office.imports.run(file, mapped(file), EMEA)

        assert refused(report) == [(2, "distribution_switched_off", "row 2")]

    def test_a_constant_fills_every_row(self) -> None:
        """
        A constant fills every row, also in a field of the record.
        """
        office = an_office(campaigns=(a_campaign(),))
        file = office.file("a@x.se", header="Email")
        report = office.imports.run(file, file.mapping.fill("country", "SE").fill("campaign", "fair"), EMEA)

        assert report.counts.assigned == 1
        assert office.leads()[0].campaign_id == "fair"
        assert isinstance(office.events(office.leads()[0].id)[1].fact, Routed)


@pytest.mark.parametrize("text", ["46086", "46086.0", "1772668800"])
def test_bare_numbers_in_a_column_of_dates_are_told(text: str) -> None:
    """
    Among other dates, in text files as in cells that a workbook does not format; each row says so.
    """
    schema = SCHEMA.extend(Field("since", DATE))
    office = Office(programme=evolve(PROGRAMME, schema=schema, module=None))
    desk = ImportDesk(office.setting, HOST)
    file = desk.open(io.BytesIO(f"Email,Since\nann@granit.example,2026-03-05\nbo@fjell.example,{text}\n".encode()))

    report = desk.run(file, file.mapping)

    with office.store.open_unit(PROGRAMME.supplier_id, schema) as unit:
        assert {lead.values["since"] for lead in unit.leads.page(None, 10)} == {date(2026, 3, 5)}
    assert [(row.number, [problem.code for problem in row.problems]) for row in report.warned] == [
        (3, ["date_counted"])
    ]
