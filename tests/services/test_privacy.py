"""
Everything about a person is told, and erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from sqlalchemy import Connection, inspect, text
from tests.services.builders import HOST, Failing, Office, an_office
from tests.services.canary import EMAIL, PHONE, SECRETS, Canary, a_canary, others
from tests.services.postgres_pages import items_of

from leadflow.adapters.attachments import FsspecAttachments, MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import Role, SupplierParty
from leadflow.core.access.acts import Act
from leadflow.core.assessment import AssessmentModel, LearningProgress, PastLeads
from leadflow.core.conflicts import Ruling, without_words
from leadflow.core.connectors import Errand, LinkedRecord, SyncLink, SyncState
from leadflow.core.deadlines import Deadline, PartnerExpiries
from leadflow.core.exports import StoredExport
from leadflow.core.facts import Actor, Deactivated, Erased
from leadflow.core.feed import FeedHead, FeedNote
from leadflow.core.handling import Refusal
from leadflow.core.handling.bulk import BulkChunk, BulkRun
from leadflow.core.handling.subscriptions import SubscriberState, Subscription
from leadflow.core.idempotency import CompletedCalls
from leadflow.core.importing.progress import ImportProgress, RefusedRows
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Membership, Partner, PartnerPause, PartnerPeople, PartnerSettings
from leadflow.core.privacy import ErasedFiles
from leadflow.core.registration import AutoRegistration, Contact, ManagedRules, Registration
from leadflow.core.routing import CurrentModule, RoutingModule
from leadflow.core.settings import SettingsEvent
from leadflow.core.stored import RECORDS
from leadflow.core.views.kept_lists import KeptLists, SavedView
from leadflow.errors import InvalidInput, NotAllowed, PortError
from leadflow.ports import ExportPosts
from leadflow.services import OutboxRelay, PrivacyDesk
from leadflow.testing import a_lead, changes_of, puts_of
from leadflow.testing.doubles import RecordingMailer


@pytest.fixture
def canary(store: MemoryStore | SqlStore, tmp_path: Path) -> Canary:
    """
    A person who left traces in each kind of store, with files in a folder.
    """
    return a_canary(store, FsspecAttachments(tmp_path / "files"))


def found(said: object) -> list[str]:
    """
    Return which secrets of the person stand in something.
    """
    if isinstance(said, bytes):
        return [one for one in SECRETS if one.casefold().encode() in said.lower()]
    return [one for one in SECRETS if one.casefold() in str(said).casefold()]


def stored(canary: Canary) -> Iterator[tuple[str, object]]:
    """
    Give all that the store keeps, by where it is.
    """
    store = canary.office.store
    if isinstance(store, MemoryStore):
        yield "memory", told_of(store)
        return
    with store._engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            yield name, [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]


def told_of(value: Any, depth: int = 0) -> str:
    """
    Return a text of all that is in a value, whatever its repr leaves out.
    """
    if depth > 12:
        return ""
    if isinstance(value, dict):
        return " ".join(told_of(one, depth + 1) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(told_of(one, depth + 1) for one in value)
    if hasattr(type(value), "__attrs_attrs__"):
        return " ".join(told_of(getattr(value, one.name, None), depth + 1) for one in type(value).__attrs_attrs__)
    if hasattr(value, "cells"):
        return told_of(value.cells, depth + 1)
    if type(value).__module__.startswith("leadflow.adapters"):
        return told_of(vars(value) if hasattr(value, "__dict__") else "", depth + 1)
    return str(value)


def test_everything_about_a_person_istold_of(canary: Canary) -> None:
    """
    Each of their secrets but the contents of files is in the JSON and on the page, with labels.
    """
    data = canary.desk.export_person(EMAIL)
    more = canary.desk.export_person(PHONE)
    told = json.loads(data.to_json())

    # Of a file the name is told; its bytes are fetched by their id.
    assert set(SECRETS) - set(found(data.to_json())) <= {"Trompetenbaum", "91527384", "915 27 384"}
    assert {"915 27 384"} <= set(found(more.to_json()))
    assert {one["id"] for one in told["leads"] if one["role"] == "person"} == set(canary.leads)
    assert [one["id"] for one in told["leads"] if one["role"] == "mentioned"] == [canary.other]
    assert found(data.to_html("de")) == found(data.to_json())
    assert "<script" not in data.to_html()
    assert not found(repr(data))


CLEARED: Final = frozenset(
    {
        Partner, PartnerPause, PartnerPeople, Membership, Campaign, RefusedRows, PastLeads, Opportunity, Subscription,
        SubscriberState, Ruling, SettingsEvent, Contact, SyncLink, KeptLists, ErasedFiles, StoredExport,
    }
)  # fmt: skip
"""
Records that can say something of a person, and that an erasure looks at.
"""

SILENT: Final = frozenset(
    {
        PartnerSettings, RoutingModule, CurrentModule, ImportProgress, CompletedCalls, AssessmentModel, LearningProgress,
        Deadline, PartnerExpiries, BulkRun, BulkChunk, AutoRegistration, ManagedRules, Registration, LinkedRecord, Errand,
        SyncState, FeedHead, FeedNote,
    }
)  # fmt: skip
"""
Records of numbers, moments, digests and ids, and rules that people write about leads and not about persons.
"""


def test_erasing_has_considered_every_class_of_records() -> None:
    """
    Who adds one says here whether it can say something of a person.
    """
    assert set(RECORDS) == CLEARED | SILENT
    assert not CLEARED & SILENT


def test_rulings_and_views_lose_the_person(canary: Canary) -> None:
    """
    What people wrote in a ruling that names them, and a view that filters by their address.
    """
    office = canary.office
    ruling = Ruling(
        id="r",
        lead_ids=(canary.leads[0], canary.bystander),
        first=canary.leads[0],
        first_at=office.clock(),
        evidence=(f"mail of {EMAIL}",),
        reason="Brombeere",
        decided_by=Actor("ann"),
        decided_at=office.clock(),
    )
    views = tuple(SavedView(name=one) for one in (f"of {EMAIL}", "mine"))
    with office.setting.unit() as unit:
        unit.commit(puts_of(ruling, KeptLists(owner="o", views=views)))
    canary.desk.erase_person(EMAIL)
    with office.setting.unit() as unit:
        after, lists = unit.records.one(Ruling, "r"), unit.records.one(KeptLists, "o")

    assert after == without_words(ruling)
    assert lists == KeptLists(owner="o", views=views[1:])


def test_reprs_say_nothing_of_the_person(canary: Canary) -> None:
    """
    Leads, events, messages, records, mail, and what desks return can be printed.
    """
    office = canary.office
    with office.setting.unit() as unit:
        kept: list[object] = [list(unit.records.all(cls)) for cls in RECORDS]
        for lead in unit.leads.page(None, 100):
            kept += [lead, unit.timeline.of(lead.id), unit.posts.of_lead(lead.id)]
        assert isinstance(unit.posts, ExportPosts)
        kept.append(unit.posts.without_lead(None, 100))
    kept += [office.desk.leads(), office.account("team"), canary.desk.export_person(EMAIL), list(office.leads())]

    assert {type(one).__name__: said for one in kept if (said := found(repr(one)))} == {}


def test_lead_of_somebody_else_is_told_by_the_mention_alone(canary: Canary) -> None:
    """
    What else the other lead says is not the person's to know.
    """
    data = canary.desk.export_person(EMAIL)
    mentioned = [one for one in data.leads if one["role"] == "mentioned"]

    assert "bea@granit.example" not in str(mentioned)


def test_erased_person_leaves_nothing(canary: Canary) -> None:
    """
    No value, no event, no message, no record and no file says anything of them, and the next export is empty.
    """
    before = others(canary)
    assert any(found(said) for _, said in stored(canary))
    canary.desk.erase_person(EMAIL)

    assert {name: said for name, kept in stored(canary) if (said := found(kept))} == {}
    assert others(canary) == before
    assert canary.desk.export_person(EMAIL).is_empty
    assert list(canary.files.stored("acme")) == []
    assert canary.office.sound()


def test_skeleton_of_the_timeline_stays(canary: Canary) -> None:
    """
    Numbers, times, actors and kinds of what happened stay, and the erasure is on the timeline.
    """
    before = {one: canary.office.events(one) for one in canary.leads}
    report = canary.desk.erase_person(EMAIL)

    assert set(report.leads) == set(canary.leads)
    for lead_id, events in before.items():
        after = canary.office.events(lead_id)
        assert [(one.seq, one.at, one.actor, type(one.fact)) for one in after[: len(events)]] == [
            (one.seq, one.at, one.actor, type(one.fact)) for one in events
        ]
        assert [one.fact for one in after[len(events) :]] == [Deactivated(reason="erased"), Erased()]
        assert after[-1].actor.id == "host"


def test_erasing_again_does_nothing(canary: Canary) -> None:
    """
    The second call reports nothing, and writes nothing.
    """
    first = canary.desk.erase_person(EMAIL)
    events = [canary.office.events(one) for one in canary.leads]
    again = canary.desk.erase_person(EMAIL)

    assert first.leads
    assert first.people == ("u-zoe", "c-zoe")
    assert first.files == 1
    assert (again.leads, again.cleared, again.people, again.records, again.files) == ((), (), (), 0, 0)
    assert [canary.office.events(one) for one in canary.leads] == events


def test_mention_is_cut_out_of_the_lead_of_somebody_else(canary: Canary) -> None:
    """
    The text loses the address alone.
    """
    report = canary.desk.erase_person(EMAIL)

    assert report.cleared == (canary.other,)
    assert canary.office.desk.lead(canary.other).values["notes"] == "knows  well"


def test_erased_lead_is_not_reactivated(canary: Canary) -> None:
    """
    A lead that says nothing comes back to no list.
    """
    canary.desk.erase_person(EMAIL)
    refused = canary.office.desk.reactivate(canary.leads[0])

    assert isinstance(refused, Refusal)
    assert refused.problems[0].code == "lead_erased"


def test_nobody_is_mailed_about_an_erased_person(canary: Canary) -> None:
    """
    What waits is cancelled, also what was to go to the person.
    """
    canary.desk.erase_person(EMAIL)
    mailer = RecordingMailer()
    OutboxRelay(canary.office.setting, canary.office.store, mailer).run_once()

    assert not [one for one in mailer.sent if found(str(one))]


@pytest.mark.parametrize("after", [False, True])
def test_erasing_that_is_broken_off_is_finished_by_the_next_call(tmp_path: Path, after: bool) -> None:
    """
    Wherever it stopped, the next call leaves nothing, and no file of an erased lead stays behind.
    """
    for number in range(1, 40):
        canary = a_canary(MemoryStore(), FsspecAttachments(tmp_path / f"{after}-{number}"))
        office = canary.office
        failing = Failing(office.store.open_unit, frozenset({number}), after)
        broken = PrivacyDesk(evolve(office.setting, open_unit=failing), HOST, canary.files)
        try:
            broken.erase_person(EMAIL)
        except PortError:
            canary.desk.erase_person(EMAIL)
            assert {name: said for name, kept in stored(canary) if (said := found(kept))} == {}
            assert list(canary.files.stored("acme")) == []
        else:
            assert number > 5
            return
    raise AssertionError("it writes more often than that")


def test_files_that_could_not_be_removed_are_removed_later(tmp_path: Path) -> None:
    """
    The leads are erased already, and the next call removes the bytes.
    """
    files = FsspecAttachments(tmp_path / "files")
    canary = a_canary(MemoryStore(), files)

    class Stuck(FsspecAttachments):
        def remove(self, supplier_id: str, key: str, /) -> None:
            raise PortError("the disk is read only")

    with pytest.raises(PortError):
        PrivacyDesk(canary.office.setting, HOST, Stuck(tmp_path / "files")).erase_person(EMAIL)
    assert len(list(files.stored("acme"))) == 1
    assert canary.desk.erase_person(EMAIL).files == 1
    assert list(files.stored("acme")) == []


def index_bytes(store: SqlStore) -> bytes:
    """
    Return the blocks of SQLite's index of pieces, as they are.
    """
    with store._engine.connect() as connection:
        return b"".join(connection.exec_driver_sql("SELECT block FROM leadflow_text_index_data").scalars())


def test_bytes_of_the_person_are_in_none_of_the_files(tmp_path: Path) -> None:
    """
    On SQLite neither the file, its log nor any page of an index has them once the call has returned, while other
    connections are open.
    """
    store = SqlStore(tmp_path / "leads.db")
    canary = a_canary(store, FsspecAttachments(tmp_path / "files"))
    before = {one.name: found(one.read_bytes()) for one in tmp_path.rglob("*") if one.is_file()}
    pieces = index_bytes(store)
    canary.desk.erase_person(EMAIL)
    after = {str(one): said for one in tmp_path.rglob("*") if one.is_file() and (said := found(one.read_bytes()))}

    assert sum(map(bool, before.values())) >= 2
    assert after == {}
    assert (tmp_path / "leads.db-wal").stat().st_size == 0
    # No other word has this piece.
    assert b"qui" in pieces
    assert b"qui" not in index_bytes(store)
    store.close()


def test_postgresql_has_no_row_and_no_index_entry_after_vacuum(postgres_url: str, tmp_path: Path) -> None:
    """
    No live row says anything of them, VACUUM leaves no dead one to any index, and no page of a table or an index has an
    item that does.
    """
    from tests.reliability.databases import empty

    empty(postgres_url)
    store = SqlStore(postgres_url)
    canary = a_canary(store, FsspecAttachments(tmp_path / "files"))
    with store._engine.connect() as connection:
        before = {name for name, item in items_of(connection) if found(item)}
    canary.desk.erase_person(EMAIL)
    told = list[str]()
    with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        driver: Any = connection.connection.driver_connection
        driver.add_notice_handler(lambda notice: told.append(notice.message_primary))
        connection.exec_driver_sql("VACUUM (ANALYZE, VERBOSE, INDEX_CLEANUP ON)")
        statistics = connection.execute(text("SELECT pg_stats::text FROM pg_stats WHERE tablename LIKE 'leadflow%'"))
        sampled = found(statistics.scalars().all())
        tables = connection.execute(
            text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'leadflow%'")
        ).scalars()
        rows = {
            name: found(connection.exec_driver_sql(f"SELECT t::text FROM {name} t").scalars().all()) for name in tables
        }
        after = {name for name, item in items_of(connection) if found(item)}
    store.close()

    vacuumed = [one for one in told if ".leadflow_" in one and "not yet removable" in one]

    assert sampled == []
    assert {name: said for name, said in rows.items() if said} == {}
    assert {"leadflow_leads", "ix_leadflow_leads_duplicate_key", "leadflow_texts"} <= before
    assert after == set()
    assert len(vacuumed) > 10
    assert [one for one in vacuumed if " 0 are dead but not yet removable" not in one] == []


def test_postgresql_keeps_separators_until_its_indexes_are_built_again(postgres_url: str) -> None:
    """
    An index of many pages keeps some values to find its way: ``VACUUM`` leaves them, ``REINDEX`` does not.
    """
    from tests.reliability.databases import empty

    empty(postgres_url)
    store = SqlStore(postgres_url)
    office, index = an_office(store=store), "ix_leadflow_leads_duplicate_key"
    emails = [f"separated-{number:04}@{'granit' * 8}.example" for number in range(400)]
    with office.setting.unit() as unit:
        unit.commit(changes_of(*(a_lead(f"lead-{at:03}", said={"email": one}) for at, one in enumerate(emails))))
    desk = PrivacyDesk(office.setting, HOST, MemoryAttachments())

    def standing(connection: Connection, email: str) -> set[str]:
        return {name for name, item in items_of(connection) if email.encode() in item}

    with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        items = [item for name, item in items_of(connection) if name == index]
        separator = next(one for one in emails if sum(one.encode() in item for item in items) > 1)
        desk.erase_person(separator)
        connection.exec_driver_sql("VACUUM (ANALYZE, INDEX_CLEANUP ON)")
        vacuumed = standing(connection, separator)
        connection.exec_driver_sql("REINDEX TABLE CONCURRENTLY leadflow_leads")
        connection.exec_driver_sql("VACUUM (INDEX_CLEANUP ON)")
        built_again = standing(connection, separator)
    store.close()

    assert (vacuumed, built_again) == ({index}, set())


def test_only_who_may_erases(canary: Canary) -> None:
    """
    The act alone is not enough for a user who is limited to partner groups; nothing is written.
    """
    setting, files = canary.office.setting, canary.files
    role = Role(name="privacy", may=[Act.ERASE])
    for party in (SupplierParty(id="ann", groups=()), SupplierParty(id="ann", groups=("gold",), roles=(role,))):
        desk = PrivacyDesk(setting, party, files)
        for call in (desk.export_person, desk.erase_person):
            with pytest.raises(NotAllowed):
                call(EMAIL)
        with pytest.raises(NotAllowed):
            desk.due_erasures()

    assert not canary.desk.export_person(EMAIL).is_empty


@pytest.mark.parametrize("contact", ["", "nobody", "a@", "12", "+", "@", "a b c"])
def test_contact_has_to_be_an_address_or_a_number(contact: str) -> None:
    """
    Anything else is refused before something is read.
    """
    canary = PrivacyDesk(an_office().setting, HOST, FsspecAttachments("memory://x"))
    for call in (canary.export_person, canary.erase_person):
        with pytest.raises(InvalidInput) as error:
            call(contact)
        assert [one.code for one in error.value.problems] == ["person_unclear"]


def test_longer_address_is_somebody_else(store: MemoryStore | SqlStore) -> None:
    """
    An address within another one is nobody's, and letter case does not matter.
    """
    from tests.services.test_privacy_policy import received

    office: Office = an_office(store=store)
    first, second = received(office, email="joann@granit.example"), received(office, email="Ann@Granit.example")
    desk = PrivacyDesk(office.setting, HOST, FsspecAttachments("memory://y"))

    assert desk.erase_person("ann@granit.EXAMPLE").leads == (second,)
    assert office.desk.lead(first).values["email"] == "joann@granit.example"
