"""
Settings of imports: unknown campaigns, silence, limits; and what becomes of each row.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from attrs import evolve
from tests.core.builders import an_account
from tests.services.builders import EMEA, HOST, PARTNERS, Office, an_office, mapped

import leadflow.services.importing.run as importing
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.adapters.tables import write_template
from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.importing.outcomes import Outcome
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import ImportSettings, UnknownCampaigns
from leadflow.core.intake import OnDuplicate
from leadflow.core.leads import EmailStatus
from leadflow.core.partners import Campaign
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.tables import TableLimits, TableOptions
from leadflow.core.tables.workbooks import Sheet, SheetRow
from leadflow.services import ImportDesk
from leadflow.services.importing.lead_files import LeadFile

CREATE = ImportSettings(campaigns=UnknownCampaigns.CREATE)


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """
    An office on each sort of store.
    """
    store = MemoryStore() if request.param == "memory" else SqlStore("sqlite://")
    yield an_office(store=store)
    if isinstance(store, SqlStore):
        store.close()


def campaigns(office: Office) -> list[str]:
    """
    Return the names of the stored campaigns.
    """
    with office.setting.unit() as unit:
        return sorted(one.name for one in unit.records.all(Campaign))


@pytest.mark.parametrize("chunk", [1, 5_000])
def test_unknown_campaigns_are_added(office: Office, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Each name once, however it is written, and with the leads that name it.
    """
    monkeypatch.setattr(importing, "CHUNK", chunk)
    rows = ("a@x.se,Spring 2026", "b@x.se,SPRING  2026", "c@x.se,fair", "d@x.se,", "e@x.se,Autumn")
    file = office.file(*rows, header="Email,Campaign")
    mapping = file.mapping.set("Campaign", "campaign")
    before = campaigns(office)
    shown = office.imports.preview(file, mapping, CREATE)
    assert campaigns(office) == before
    report = office.imports.run(file, mapping, CREATE)
    names = {lead.values["email"]: lead.campaign_id for lead in office.leads()}

    assert (shown.counts, report.counts.imported, report.warned) == (report.counts, 5, ())
    assert campaigns(office) == sorted([*before, "Spring 2026", "Autumn"])
    assert names["a@x.se"] == names["b@x.se"] is not None
    assert names["c@x.se"] is not None
    assert names["d@x.se"] is None


def test_campaign_of_all_rows_may_be_new(office: Office) -> None:
    """
    The setting names it for the rows that name none.
    """
    file = office.file("a@x.se", header="Email")
    report = office.imports.run(file, settings=ImportSettings(campaign="Spring", campaigns=UnknownCampaigns.CREATE))

    assert report.counts.imported == 1
    assert "Spring" in campaigns(office)
    assert office.imports.run(file, settings=ImportSettings(campaign="Winter")).ok is False


def test_unknown_campaign_is_set_aside_by_default(office: Office) -> None:
    """
    Its lead comes in, with a warning.
    """
    file = office.file("a@x.se,Spring", header="Email,Campaign")
    report = office.imports.run(file, file.mapping.set("Campaign", "campaign"))

    assert [problem.code for row in report.warned for problem in row.problems] == ["campaign_unknown"]
    assert "Spring" not in campaigns(office)


def test_import_can_be_silent(office: Office) -> None:
    """
    Leads go to their partners, and nobody is mailed.
    """
    rows = ("a@x.se,SE,,", "b@x.de,DE,Nordlys AS,")
    file = office.file(*rows)
    silent = evolve(EMEA, notify=False)
    shown = office.imports.preview(file, mapped(file), silent)
    report = office.imports.run(file, mapped(file), silent)

    assert (shown.messages, report.messages, report.counts.assigned) == (0, 0, 2)
    assert office.messages() == []
    assert {lead.email_status for lead in office.leads()} == {EmailStatus.NOT_DUE}
    assert office.sound()
    loud = office.file("c@x.se,SE,,")
    assert office.imports.run(loud, mapped(loud), EMEA).messages > 0


@pytest.mark.parametrize("preview", [True, False])
def test_outcomes_say_what_becomes_of_each_row(office: Office, preview: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    In a preview and after a run, across chunks.
    """
    monkeypatch.setattr(importing, "CHUNK", 2)
    file = office.file(
        "a@x.se,SE,,", "bad,SE,,", "a@x.se,SE,,Oslo", "b@x.de,DE,Nordlys AS,", "c@x.pe,,,", "d@x.se,SE,Nobody,"
    )
    act = office.imports.preview if preview else office.imports.run
    report = act(file, mapped(file), evolve(EMEA, on_duplicate=OnDuplicate.UPDATE))

    assert [(one.row, one.outcome, one.partner_id, one.reason) for one in report.outcomes] == [
        (2, Outcome.IMPORTED, "north", report.outcomes[0].reason),
        (3, Outcome.REFUSED, None, "email_invalid"),
        (4, Outcome.UPDATED, None, ""),
        (5, Outcome.IMPORTED, "north", "named"),
        (6, Outcome.IMPORTED, report.outcomes[4].partner_id, report.outcomes[4].reason),
        (7, Outcome.REFUSED, None, "partner_unknown"),
    ]
    assert report.outcomes[-1] == report.outcomes[5]
    assert report.outcomes[1:3] == (report.outcomes[1], report.outcomes[2])


def test_outcomes_tell_duplicates(office: Office) -> None:
    """
    They have neither a partner nor a reason.
    """
    file = office.file("a@x.se,SE,,", "A@x.se,SE,,")
    report = office.imports.run(file, mapped(file), EMEA)

    assert report.outcomes[1] == (3, Outcome.DUPLICATE, None, "")


@pytest.mark.parametrize("policy", [OnDuplicate.UPDATE, OnDuplicate.FILL])
def test_columns_that_an_update_leaves_are_told(office: Office, policy: OnDuplicate) -> None:
    """
    Partner, source and the like stay as the lead has them.
    """
    file = office.file("a@x.se,Web,Ulm", header="Email,Source,City")
    mapping = file.mapping.set("Source", "source")
    report = office.imports.preview(file, mapping, ImportSettings(on_duplicate=policy))

    assert [(one.code, one.path) for one in report.problems] == [("record_columns_kept", "Source")]
    assert office.imports.preview(file, mapping).problems == ()


RECORD = "Email,City,Partner name,Status,Source,Created,Lead score,External ID"
BEFORE = "a@x.se,Ulm,Nordlys AS,open,Fair,2026-01-01,10,A1"
FIELDS = ("partner_name", "status", "source", "created_at", "lead_score", "external_id")


def _record_file(office: Office, *rows: str) -> tuple[LeadFile, ColumnMapping]:
    file = office.file(*rows, header=RECORD)
    mapping = file.mapping
    for header, field in zip(RECORD.split(",")[2:], FIELDS, strict=True):
        mapping = mapping.set(header, field)
    return file, mapping


def _told(report: ImportReport) -> list[tuple[int, str | None]]:
    return [(one.row, one.field) for row in report.warned for one in row.problems if one.code == "record_kept"]


@pytest.mark.parametrize("field", FIELDS)
def test_each_record_column_that_an_update_leaves_is_told_with_its_row(office: Office, field: str) -> None:
    """
    A preview says the same as a run. Columns that say what a stored lead has are not told; of a lead from the same file
    all are.
    """
    update = ImportSettings(on_duplicate=OnDuplicate.UPDATE)
    other = dict(zip(FIELDS, ("Globex GmbH", "qualified", "Web", "2026-02-02", "20", "B2"), strict=True))
    said = dict(zip(FIELDS, BEFORE.split(",")[2:], strict=True)) | {field: other[field]}
    again = ",".join(["a@x.se", "Köln", *said.values()])
    both, mapping = _record_file(office, BEFORE, again)
    one, _ = _record_file(office, again)
    previewed = _told(office.imports.preview(both, mapping, update))
    ran = _told(office.imports.run(both, mapping, update))
    later = [office.imports.preview(one, mapping, update), office.imports.run(one, mapping, update)]

    assert previewed == ran == [(3, one) for one in FIELDS]
    assert [_told(report) for report in later] == [[(2, field)]] * 2
    assert later[0].warned[0].problems[0].header == RECORD.split(",")[2 + FIELDS.index(field)]


def test_filling_tells_only_what_the_lead_lacks(office: Office) -> None:
    """
    It has a source, but neither a partner nor a date.
    """
    fill = ImportSettings(on_duplicate=OnDuplicate.FILL)
    file, mapping = _record_file(office, "a@x.se,Ulm,,open,Fair,,,")
    office.imports.run(file, mapping)
    file, mapping = _record_file(office, BEFORE.replace("Fair", "Web"))

    assert _told(office.imports.preview(file, mapping, fill)) == [
        (2, "partner_name"),
        (2, "created_at"),
        (2, "external_id"),
    ]


def test_source_that_nobody_knows_is_a_source(office: Office) -> None:
    """
    Sources are an open list.
    """
    file = office.file("a@x.se,The grapevine", header="Email,Source")
    report = office.imports.run(file, file.mapping.set("Source", "source"))

    assert report.warned == ()
    assert [lead.source for lead in office.leads()] == ["The grapevine"]


def test_desk_raises_the_limit_of_columns() -> None:
    """
    A file with more columns than usual is read where the desk allows it.
    """
    office = an_office()
    data = (",".join(["Email", *(f"c{at}" for at in range(600))]) + "\na@x.se\n").encode()
    wide = ImportDesk(office.setting, HOST, limits=TableLimits(max_columns=1_000))

    assert [one.code for one in office.imports.open(BytesIO(data)).table.problems] == ["too_many_columns"]
    assert wide.open(BytesIO(data)).table.problems == ()


def test_desk_wired_by_hand_reads_workbooks() -> None:
    """
    As the embedded one does, with the reader that is shipped.
    """
    stream = BytesIO()
    write_template(stream, STANDARD_SCHEMA, format="xlsx")
    table = an_office().imports.open(stream).table

    assert (table.format, table.headers[0], table.problems) == ("xlsx", "Email", ())


class _ReadsNumbers:
    """
    A reader of the host's for documents of another program.
    """

    kinds = frozenset({"numbers"})

    def __call__(self, stream: object, /, *, kind: str, options: TableOptions, limits: TableLimits) -> Sheet:
        """
        Say that a sheet has one lead.
        """
        return Sheet(name=kind, read=lambda: iter([SheetRow(1, ["Email"]), SheetRow(2, ["a@x.se"])]))


def test_reader_of_the_host_is_asked_for_its_own_kinds() -> None:
    """
    A kind that leadflow does not read is read by whoever names it.
    """
    office, data = an_office(), b"PK\x03\x04........Index/Document.iwa"
    desk = ImportDesk(office.setting, HOST, workbooks=_ReadsNumbers())

    assert [one.code for one in office.imports.open(BytesIO(data)).table.problems] == ["format_not_supported"]
    assert desk.open(BytesIO(data)).table.headers == ("Email",)


@pytest.mark.parametrize("word", ["n/a", "-", "--None--", "(not set)", "unknown", "keine", "TBD"])
@pytest.mark.parametrize("campaigns", UnknownCampaigns)
def test_stand_ins_name_no_partner_campaign_stage_or_source(word: str, campaigns: UnknownCampaigns) -> None:
    """
    The row comes in as if its cells were blank: routed, in the campaign of rows without one, and no campaign is made.
    """
    office = an_office()
    columns = {"Campaign": "campaign", "Status": "status", "Source": "source"}
    header = "Email,Country,Partner Name,Campaign,Status,Source"
    file = office.file(f"a@x.se,SE,{word},{word},{word},{word}", "b@x.se,SE,,,,", header=header)
    settings = evolve(EMEA, campaign="fair", campaigns=campaigns)
    preview = office.imports.preview(file, mapped(file, **columns), settings)
    report = office.imports.run(file, mapped(file, **columns), settings)
    said = {(lead.campaign_id, lead.stage, lead.source) for lead in office.leads()}
    with office.setting.unit() as unit:
        made = unit.records.all(Campaign)

    assert (preview.counts, list(preview.warned), list(report.refused)) == (report.counts, [], [])
    assert said == {("fair", "open", "csv_upload")}
    assert report.counts.assigned == 2
    assert [one.id for one in made] == ["fair"]


def test_partner_who_is_called_like_a_stand_in_is_found() -> None:
    """
    Names stay as they are.
    """
    office = an_office(partners=(*PARTNERS, an_account("na", name="NA")))
    file = office.file("a@x.se,SE,NA,", header="Email,Country,Partner Name,City")
    report = office.imports.run(file, mapped(file), EMEA)

    assert report.by_partner == {"na": 1}


@pytest.mark.parametrize("name", ["Fair", " FAIR "])
def test_campaign_is_made_whose_name_is_like_the_id_of_another(name: str) -> None:
    """
    Ids are exact and names are not, so a row that names the other one does not take the place of the new name.
    """
    office = an_office()
    file = office.file("a@x.se,fair", f"b@x.se,{name}", header="Email,Campaign")
    report = office.imports.run(file, mapped(file, Campaign="campaign"), CREATE)
    campaigns = {lead.values["email"]: lead.campaign_id for lead in office.leads()}

    assert list(report.warned) == []
    assert campaigns["a@x.se"] == "fair"
    assert str(campaigns["b@x.se"]).startswith("campaign-")
