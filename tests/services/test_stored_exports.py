"""
Exports are stored, mailed, continued after a kill, and fetched by those who may.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from tests.core.builders import a_contact, a_user, an_account
from tests.services.builders import EMEA, HOST, PROGRAMME, Failing, Office, an_office, mapped

from leadflow.adapters.attachments import FsspecAttachments, MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.mime import mime_bytes
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.adapters.tables import read_workbook
from leadflow.core.access import PARTNER_SALES, PartnerParty, SupplierParty
from leadflow.core.exports import ExportPolicy, ExportState, StoredExport
from leadflow.core.notifications import ActionLinks, LinkKey
from leadflow.core.views import LeadQuery, export_query
from leadflow.errors import InvalidInput, LinkExpired, LinkInvalid, NotFound, PortError
from leadflow.services import ExportDesk, OutboxRelay, PrivacyDesk
from leadflow.services.desks.attachments import AttachmentDesk
from leadflow.services.exports import run as export_run
from leadflow.testing import puts_of
from leadflow.testing.doubles import RecordingMailer

LENA: Final = a_contact("lena", email="lena@acme.example")
LINKS: Final = ActionLinks(
    "acme",
    (LinkKey("k1", b"s" * 32),),
    url="https://x.example/{token}",
    export_url="https://x.example/export/{token}",
)
POLICY: Final = ExportPolicy(recipients=(LENA,), domains=frozenset({"audit.example"}))


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Let three leads be a chunk, so that there are several.
    """
    monkeypatch.setattr(export_run, "_PAGES", 1)
    monkeypatch.setattr(export_run, "export_query", lambda query: evolve(export_query(query), most=3))


@pytest.fixture
def office(store: MemoryStore | SqlStore) -> Office:
    """
    An office with ten leads.
    """
    return an_office_of(store)


def an_office_of(store: MemoryStore | SqlStore, policy: ExportPolicy = POLICY) -> Office:
    """
    Return an office with ten leads, half of them at *south*.
    """
    team = an_account("team", users=(a_user("tea"),))
    office = an_office(store=store, programme=evolve(PROGRAMME, exports=policy))
    office.keep(team)
    rows = [
        f"ann{number}@granit.example,DE,{'Globex GmbH' if number % 2 else 'Nordlys AS'},=SUM(1)" for number in range(10)
    ]
    file = office.file(*rows)
    office.imports.run(file, mapped(file, City="city"), evolve(EMEA, notify=False))
    return office


def desk(office: Office, files: Any, party: Any = HOST, links: ActionLinks | None = LINKS) -> ExportDesk:
    """
    Return the desk for exports.
    """
    return ExportDesk(office.setting, party, files, links=links)


def rows_of(stream: Any) -> list[list[str]]:
    """
    Read a CSV file.
    """
    with stream:
        return list(csv.reader(io.StringIO(stream.read().decode("utf-8-sig"))))


def expected(office: Office, query: LeadQuery = LeadQuery()) -> list[list[str]]:
    """
    Return what the desk exports at once.
    """
    return [
        [cell if cell[:1].isalnum() or not cell else _safe(cell) for cell in row] for row in office.desk.export(query)
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell[0] in "=+-@" else cell


def test_stored_export_has_what_an_export_has(office: Office) -> None:
    """
    Header and rows are those of `SupplierDesk.export`, safe in spreadsheets; progress is told chunk by chunk.
    """
    files, query = MemoryAttachments(), LeadQuery(columns=("email", "city", "partner_name"))
    told = list[int]()
    made = desk(office, files).run(query, on_progress=lambda one: told.append(one.rows))

    assert (made.state, made.rows) == (ExportState.READY, 10)
    assert told == [3, 6, 9, 10, 10]
    assert rows_of(desk(office, files).open(made.id)) == expected(office, query)
    assert [one.key for one in files.stored("acme")] == [made.key]
    assert made.size == len(desk(office, files).open(made.id).read())


def test_workbook_is_read_back(office: Office) -> None:
    """
    An export as xlsx is a workbook with the same leads.
    """
    files = MemoryAttachments()
    made = desk(office, files).run(format="xlsx")
    again = office.imports.__class__(office.setting, HOST, workbooks=read_workbook).open(
        io.BytesIO(desk(office, files).open(made.id).read()), name=made.name
    )

    assert made.name.endswith(".xlsx")
    assert len(list(again.table.rows())) == 10


@pytest.mark.parametrize("after", [False, True])
def test_export_that_was_killed_is_continued(tmp_path: Path, after: bool) -> None:
    """
    Wherever a commit failed, the same call makes the same file, with one mail and no bytes left besides.
    """
    for number in range(1, 30):
        office, files = an_office_of(MemoryStore()), FsspecAttachments(tmp_path / f"{after}{number}")
        failing = Failing(office.store.open_unit, frozenset({number}), after)
        broken = ExportDesk(evolve(office.setting, open_unit=failing), HOST, files, links=LINKS)
        try:
            broken.run(recipient="lena", export_id="e")
        except PortError:
            made = desk(office, files).run(recipient="lena", export_id="e")
            assert rows_of(desk(office, files).open("e")) == expected(office)
            assert made.rows == 10
            assert office.messages() == ["lena"]
            assert [one.key for one in files.stored("acme")] == [made.key]
        else:
            assert number > 5
            return
    raise AssertionError("it writes more often than that")


def test_two_processes_make_one_export(office: Office) -> None:
    """
    Both take turns, and the file has each lead once.
    """
    files = MemoryAttachments()
    first, second = desk(office, files).iterate(export_id="e"), desk(office, files).iterate(export_id="e")
    next(first)
    next(second)
    made = [*first, *second][-1]

    assert made.rows == 10
    assert rows_of(desk(office, files).open("e")) == expected(office)
    assert [one.key for one in files.stored("acme")] == [desk(office, files).export("e").key]


def test_export_is_mailed_once_and_attached(office: Office) -> None:
    """
    A small file is attached, and a link is there as well; a repeated call mails nobody again.
    """
    files, mailer = MemoryAttachments(), RecordingMailer()
    for _ in range(2):
        made = desk(office, files).run(recipient="LENA@acme.example", export_id="e")
    relay = OutboxRelay(office.setting, office.store, mailer, files=files, links=LINKS)
    assert relay.run_once().sent == 1
    (mail,) = mailer.sent
    (file,) = mail.files
    parsed = message_from_bytes(mime_bytes(mail), policy=SMTP)

    assert mail.to_address == "lena@acme.example"
    assert file.content == desk(office, files).open("e").read()
    assert [one.get_filename() for one in parsed.iter_attachments()] == [made.name]
    assert next(iter(parsed.iter_attachments())).get_content().splitlines()[0].endswith("Source")
    assert "https://x.example/export/" in mail.text
    body = parsed.get_body(("plain",))
    assert body is not None
    assert body.get_content().split() == mail.text.split()


def test_large_file_is_not_attached(store: MemoryStore | SqlStore) -> None:
    """
    Above the size that the programme sets there is a link alone.
    """
    office = an_office_of(store, evolve(POLICY, attach_up_to=10))
    files, mailer = MemoryAttachments(), RecordingMailer()
    desk(office, files).run(recipient="lena")
    OutboxRelay(office.setting, office.store, mailer, files=files).run_once()

    assert mailer.sent[0].files == ()
    assert "https://x.example/export/" in mailer.sent[0].text


def token_of(mailer: RecordingMailer) -> str:
    """
    Return the token of the link in the mail.
    """
    return mailer.sent[0].text.partition("https://x.example/export/")[2].split()[0].rstrip(">)")


def test_link_opens_for_its_parties_until_it_expires(office: Office) -> None:
    """
    The recipient and who made it fetch it, and nobody else; after the days of the programme nobody does.
    """
    files, mailer = MemoryAttachments(), RecordingMailer()
    desk(office, files).run(recipient="lena")
    OutboxRelay(office.setting, office.store, mailer, files=files).run_once()
    token = token_of(mailer)
    lena, ann = SupplierParty(id="lena", groups=()), SupplierParty(id="ann", groups=())

    may: tuple[Any, ...] = (HOST, lena)
    for party in may:
        assert len(rows_of(desk(office, files, party).open_link(token))) == 11
    others: tuple[Any, ...] = (ann, PartnerParty(id="lena", partner_id="team", roles=(PARTNER_SALES,)))
    for party in others:
        with pytest.raises(NotFound):
            desk(office, files, party).open_link(token)
    for wrong in ("", "x" * 60, token[:-1], f"{token}a"):
        with pytest.raises(LinkInvalid):
            desk(office, files).open_link(wrong)
    with pytest.raises(LinkInvalid):
        desk(office, files, links=None).open_link(token)
    office.clock.advance(timedelta(days=7))
    with pytest.raises(LinkExpired):
        desk(office, files).open_link(token)
    with pytest.raises(NotFound):
        desk(office, files, lena).open(mailer.sent[0].key)


def test_expired_export_is_an_orphan(office: Office) -> None:
    """
    As long as it can be fetched its bytes stay, and then they are collected.
    """
    files = MemoryAttachments()
    made = desk(office, files).run()
    attachments = AttachmentDesk(office.setting, HOST, files)
    # Storages have clocks of their own.
    office.clock.now = next(iter(files.stored("acme"))).stored_at

    with office.setting.unit() as unit:
        unit.commit(puts_of(evolve(made, expires_at=office.clock.now + timedelta(days=1))))
    assert attachments.collect_orphans(older_than=timedelta()) == 0
    office.clock.advance(timedelta(days=2))
    with pytest.raises(NotFound):
        desk(office, files).open(made.id)
    assert attachments.collect_orphans(older_than=timedelta()) == 1


def test_export_shows_what_its_maker_sees(office: Office) -> None:
    """
    A partner's user exports the leads of the partner, and fetches them no more once they see other leads.
    """
    files = MemoryAttachments()
    sales = PartnerParty(id="maja", partner_id="north", roles=(PARTNER_SALES,))
    made = desk(office, files, sales).run(LeadQuery(columns=("partner_name",)))

    assert rows_of(desk(office, files, sales).open(made.id)) == [["Partner name"], *[["Nordlys AS"]] * 5]
    others: list[Any] = [HOST, evolve(sales, id="ola"), evolve(sales, partner_id="south"), evolve(sales, roles=())]
    for other in others:
        with pytest.raises(NotFound):
            desk(office, files, other).open(made.id)


@pytest.mark.parametrize("named", ["bea", "eve@evil.example", "x@sub.audit.example", "", "lena@", "@audit.example"])
def test_only_allowed_recipients_are_mailed(office: Office, named: str) -> None:
    """
    Whoever the programme does not allow is refused before anything is written.
    """
    with pytest.raises(InvalidInput) as error:
        desk(office, MemoryAttachments()).run(recipient=named, export_id="e")

    assert error.value.problems[0].code == "recipient_not_allowed"
    with office.setting.unit() as unit:
        assert unit.records.one(StoredExport, "e") is None


def test_address_of_an_allowed_domain_is_mailed(office: Office) -> None:
    """
    In any case of letters.
    """
    files, mailer = MemoryAttachments(), RecordingMailer()
    desk(office, files).run(recipient="Ann@AUDIT.example")
    OutboxRelay(office.setting, office.store, mailer, files=files).run_once()

    assert [one.to_address for one in mailer.sent] == ["Ann@audit.example"]


def test_wrong_calls_are_refused(office: Office) -> None:
    """
    An id that stands for another call, an unknown format or field, and a mail without a way to the file.
    """
    files = MemoryAttachments()
    desk(office, files).run(export_id="e")
    office_without = an_office_of(MemoryStore(), evolve(POLICY, attach_up_to=0))
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: desk(office, files).run(LeadQuery(columns=("email",)), export_id="e"), "export_id_used"),
        (lambda: desk(office, files).run(format="pdf"), "word_unknown"),  # type: ignore[arg-type]  # what is wrong
        (lambda: desk(office_without, files, links=None).run(recipient="lena"), "export_unreachable"),
    ]
    for call, code in calls:
        with pytest.raises(InvalidInput) as error:
            call()
        assert error.value.problems[0].code == code


def test_erasing_somebody_withdraws_exports(office: Office) -> None:
    """
    The bytes of those that are ready, and of those that are being made, are gone; what waits is not mailed.
    """
    files, mailer = MemoryAttachments(), RecordingMailer()
    ready = desk(office, files).run(recipient="lena")
    running = desk(office, files).iterate(export_id="running")
    next(running)
    PrivacyDesk(office.setting, HOST, files).erase_person("ann3@granit.example")
    OutboxRelay(office.setting, office.store, mailer, files=files).run_once()
    *_, last = running

    assert list(files.stored("acme")) == []
    assert mailer.sent == []
    assert (desk(office, files).export(ready.id).state, last.state) == (ExportState.WITHDRAWN, ExportState.WITHDRAWN)
    with pytest.raises(NotFound):
        desk(office, files).open(ready.id)
