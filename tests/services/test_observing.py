"""
What happens is told to one hook and to the log, without personal data.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from attrs import define, evolve, field
from sqlalchemy import create_engine, text
from tests.adapters.earlier.reading import sqlite_database
from tests.core.builders import SCHEMA
from tests.services.attachments import Cabinet
from tests.services.attachments import text as a_file
from tests.services.builders import EMEA, PROGRAMME, Office, Racing, a_setting, an_office, mapped
from tests.services.test_attachment_scans import Scanner
from tests.services.test_links import LINKS, linked
from tests.services.test_planned import SOMETHING
from tests.services.test_relay import Post, a_lead_of, a_relay
from tests.services.test_relay_goes_on import _Unreadable

from leadflow import open_embedded
from leadflow.adapters.files import MailFolder
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.adapters.sqlalchemy.migrations import MIGRATIONS
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.attachments import Unavailable
from leadflow.core.handling import Refusal
from leadflow.core.notifications import MessageKind, Settled
from leadflow.core.notifications.policy import MailPolicy
from leadflow.core.observations import (
    ActRefused,
    CommitRetried,
    DatabaseMigrated,
    ImportFinished,
    ImportUndone,
    LeadUnreadable,
    MailRelayed,
    MessageUnreadable,
    Observation,
    RowsImported,
    ScanFailed,
    SenderMissing,
    StoreFailed,
    TemplateUnusable,
)
from leadflow.core.programme import Programme
from leadflow.core.schema import Schema
from leadflow.core.templates import Template, TemplateTranslation
from leadflow.errors import (
    AlreadyDecided,
    ConfigurationError,
    Conflict,
    LinkInvalid,
    MailDeferred,
    MailRefused,
    NotAllowed,
    PortError,
    StaleLead,
    TemplateFailed,
)
from leadflow.ports import UnitOfWork
from leadflow.services import LinkDesk, OutboxRelay, RelayResult, SupplierDesk
from leadflow.services.operations import planned
from leadflow.testing import RecordingMailer

Kind = TypeVar("Kind", bound=Observation)


@define
class Seen:
    """
    A hook that keeps what it is told.
    """

    all: list[Observation] = field(factory=list)

    def __call__(self, observation: Observation) -> None:
        """
        Keep it.
        """
        self.all.append(observation)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """
        Return what is of one kind, in order.
        """
        return [one for one in self.all if isinstance(one, kind)]


def watched(**given: object) -> tuple[Office, Seen]:
    """
    Return an office, and what its hook is told from now on.
    """
    office, seen = an_office(**given), Seen()  # type: ignore[arg-type]  # of an office
    office.observe = seen
    return office, seen


def test_a_lost_race_is_told() -> None:
    """
    Once for each try that lost, with the lead.
    """
    office, seen = watched()
    lead = a_lead_of(office)
    seen.all.clear()
    store = office.store
    office.open_unit = Racing(
        store.open_unit, frozenset({1}), lambda _: Office(store=store).at("north", "ole").reassign(lead.id, "maja")
    )
    office.at("north").accept(lead.id)

    assert seen.of(CommitRetried) == [CommitRetried(supplier_id="acme", attempt=1, what="lead", lead_id=lead.id)]


@pytest.mark.parametrize(
    ("answer", "outcome", "reason", "level"),
    [
        (None, Settled.SENT, None, logging.DEBUG),
        (MailDeferred("smtp_451"), Settled.RETRY, "smtp_451", logging.INFO),
        (MailRefused("smtp_550"), Settled.DEAD, "smtp_550", logging.WARNING),
        (OSError("maja@partner.example"), Settled.RETRY, "mailer_OSError", logging.INFO),
    ],
)
def test_every_message_is_told(
    answer: Exception | None,
    outcome: Settled,
    reason: str | None,
    level: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """
    With what happened to it, and a code for the reason; the level says how bad that is.
    """
    caplog.set_level(logging.DEBUG, "leadflow")
    office, seen = watched()
    lead = a_lead_of(office)
    office.clock.advance(timedelta(minutes=1))
    a_relay(office, Post([answer])).run_once()
    (posted,) = office.posts(lead.id)

    assert seen.of(MailRelayed) == [
        MailRelayed(
            supplier_id="acme",
            key=posted.message.key,
            lead_id=lead.id,
            kind=MessageKind.NEW_LEAD,
            outcome=outcome,
            reason=reason,
            attempt=1,
            age=timedelta(minutes=1),
        )
    ]
    assert [one.levelno for one in caplog.records if one.name == "leadflow.mail"] == [level]


def test_a_cancelled_message_is_told() -> None:
    """
    A message that no longer applies has a code for the reason.
    """
    office, seen = watched()
    office.desk.deactivate(a_lead_of(office).id)
    a_relay(office, Post()).run_once()

    assert [(one.outcome, one.reason) for one in seen.of(MailRelayed)] == [(Settled.CANCELLED, "lead_deactivated")]


def test_an_unreadable_lead_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """
    With what leadflow says about it, as its mail is put off at the level of errors.
    """
    office, seen = watched()
    lead = a_lead_of(office)
    office.open_unit = _Unreadable(office.store.open_unit, lead.id, ConfigurationError("damaged"))
    a_relay(office, Post()).run_once()
    ((relayed,), (unread,)) = seen.of(MailRelayed), seen.of(LeadUnreadable)

    assert (relayed.outcome, relayed.reason, relayed.tried) == (Settled.RETRY, "lead_unreadable", False)
    assert (unread.lead_id, unread.key, unread.error) == (lead.id, relayed.key, "ConfigurationError: damaged")
    assert {one.levelno for one in caplog.records if one.name == "leadflow.mail"} == {logging.ERROR}


def test_a_failing_store_is_told() -> None:
    """
    Where a mail cannot be prepared, and where the loop cannot claim; the text of a cause stays out.
    """
    office, seen = watched()
    lead = a_lead_of(office)
    error = PortError("maja is not there")
    error.__cause__ = OSError("maja is not there")
    office.open_unit = _Unreadable(office.store.open_unit, lead.id, error)
    a_relay(office, Post()).run_once()

    assert [one.reason for one in seen.of(MailRelayed)] == ["store_failed"]
    assert seen.of(StoreFailed) == [
        StoreFailed(supplier_id="acme", error="PortError from OSError", wait=timedelta(minutes=5))
    ]


def test_a_failing_claim_is_told() -> None:
    """
    A loop says each time how long it waits.
    """
    office, seen, stop = *watched(), Event()

    class Away:
        def claim(self, *_: object) -> tuple[()]:
            if len(seen.all) == 2:
                stop.set()
                return ()
            raise PortError("away")

    relay = a_relay(office, Post())
    relay._outbox = Away()
    relay.run(stop, pause=timedelta(milliseconds=1))

    assert [(one.error, one.wait) for one in seen.of(StoreFailed)] == [
        ("PortError", timedelta(milliseconds=1)),
        ("PortError", timedelta(milliseconds=2)),
    ]


def test_an_unreadable_message_is_told(tmp_path: Path) -> None:
    """
    By the store, which puts it off.
    """
    path, seen = str(tmp_path / "leads.db"), Seen()
    office = an_office(store=SqlStore(path, observe=seen))
    lead = a_lead_of(office)
    other = create_engine(f"sqlite:///{path}")
    with other.begin() as connection:
        connection.execute(text("UPDATE leadflow_outbox SET kind = 'of_a_newer_build'"))
    other.dispose()
    with open_embedded(path, PROGRAMME, clock=office.clock, observe=seen) as leadflow:
        leadflow.relay.run_once()
    (unread,) = seen.of(MessageUnreadable)

    assert unread.supplier_id == "acme"
    assert len(unread.key) == 32
    assert unread.error.startswith("DocumentDamaged: ")
    assert lead.id not in unread.error


class _Engine:
    """
    An engine of templates that raises what it is told.
    """

    def __init__(self, error: Exception) -> None:
        self.error = error

    def problems(self, *_: object) -> tuple[()]:
        """
        Find nothing.
        """
        return ()

    def render(self, *_: object) -> str:
        """
        Raise.
        """
        raise self.error


@pytest.mark.parametrize(
    ("engine", "error"),
    [
        (None, "the relay has no engine for templates"),
        (_Engine(TemplateFailed("maja")), "TemplateFailed at test_observing.py:"),
        (_Engine(TypeError("maja")), "TypeError at test_observing.py:"),
    ],
)
def test_a_template_that_is_not_used_is_told(
    engine: _Engine | None, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    """
    The mail goes out in the default wording, whatever the engine raises, and the log warns.
    """
    template = Template(
        name="hello", kind=MessageKind.NEW_LEAD, translations=(TemplateTranslation(subject="Hi", text="Hi", html="Hi"),)
    )
    office, seen = watched(programme=evolve(PROGRAMME, mail=MailPolicy(templates=(template,))))
    post = Post()
    a_lead_of(office)

    assert a_relay(office, post, templates=engine).run_once() == RelayResult(sent=1)
    ((unused,), (relayed,)) = seen.of(TemplateUnusable), seen.of(MailRelayed)
    assert (unused.template, unused.key, relayed.template_failed) == ("hello@1", relayed.key, True)
    assert unused.error.startswith(error)
    assert "hello@1" in caplog.text
    assert "maja" not in caplog.text


def test_an_import_tells_its_chunks_its_end_and_its_undoing() -> None:
    """
    Each chunk has its own counts, and the end those of all; a preview and a repetition tell nothing.
    """
    office, seen = watched()
    rows = ["a@x.se,SE,,", "b@x.se,SE,,", "b@x.se,SE,,", "nonsense,SE,,"]
    file = office.file(*rows)
    office.imports.preview(file, mapped(file), EMEA)
    assert seen.all == []
    report = office.imports.run(file, mapped(file), EMEA)
    office.imports.run(file, mapped(file), EMEA)
    office.imports.undo(report.import_id)
    counts = {"read": 4, "imported": 2, "updated": 0, "duplicates": 1, "refused": 1}

    assert seen.all == [
        RowsImported(supplier_id="acme", import_id=report.import_id, chunk=1, **counts),
        ImportFinished(supplier_id="acme", import_id=report.import_id, **counts),
        ImportUndone(supplier_id="acme", import_id=report.import_id, deactivated=2, gone=0, kept=0),
    ]


def test_a_refusal_by_role_is_told() -> None:
    """
    With the act, and the lead if there is one; what is not seen is no refusal.
    """
    office, seen = watched()
    lead = a_lead_of(office)
    nobody = SupplierDesk(
        office.setting, SupplierParty(id="ines", groups=(), roles=(evolve(SUPPLIER_ADMIN, may=frozenset()),))
    )
    with pytest.raises(NotAllowed):
        nobody.deactivate(lead.id)
    with pytest.raises(NotAllowed):
        nobody.save_campaigns(())

    assert seen.of(ActRefused) == [
        ActRefused(supplier_id="acme", act="deactivate", code="not_allowed", lead_id=lead.id),
        ActRefused(supplier_id="acme", act="save_partners", code="not_allowed"),
    ]


def test_a_refusal_by_state_is_told() -> None:
    """
    With the code of its first problem.
    """
    office, seen = watched()
    lead = a_lead_of(office)
    office.desk.deactivate(lead.id)
    seen.all.clear()
    done = office.desk.resend(lead.id)

    assert isinstance(done, Refusal)
    assert seen.all == [
        ActRefused(supplier_id="acme", act="resend", code=done.problems[0].code, lead_id=lead.id),
    ]


def test_a_refused_link_is_told() -> None:
    """
    A forged token, a decision that came before, and a word that is no action; the word itself is not told.
    """
    office, _, lead_id, tokens = linked()
    office.observe = seen = Seen()
    desk, nonce = LinkDesk(office.setting, LINKS), LINKS.form_nonce(tokens[0])
    office.at("team").accept(lead_id)
    with pytest.raises(AlreadyDecided):
        desk.perform(tokens[0], "reject", nonce)
    with pytest.raises(LinkInvalid):
        desk.perform("forged", "accept", nonce)
    with pytest.raises(LinkInvalid):
        desk.perform(tokens[0], "maja@partner.example", nonce)

    assert [(one.act, one.code) for one in seen.of(ActRefused)] == [
        ("reject", "already_decided"),
        ("accept", "link_invalid"),
        ("unknown", "link_invalid"),
    ]


def test_a_scanner_that_is_away_is_told() -> None:
    """
    With its class and its reason; the refused upload is told too.
    """
    seen = Seen()
    cabinet = Cabinet(scanner=Scanner(lambda _: Unavailable("gone")), observe=seen)
    cabinet.desk.attach("lead-1", a_file("hello"))

    assert seen.all == [
        ScanFailed(supplier_id="acme", lead_id="lead-1", scanner="Scanner", reason="gone"),
        ActRefused(supplier_id="acme", act="attach", code="scanner_unavailable", lead_id="lead-1"),
    ]


def test_a_lifted_database_is_told(tmp_path: Path) -> None:
    """
    Each migration that was run, in order, and nothing for a database that is new or up to date.
    """
    path, seen = str(sqlite_database(tmp_path)), Seen()
    SqlStore(path, observe=seen).close()
    lifted = seen.of(DatabaseMigrated)
    SqlStore(path, observe=seen).close()
    SqlStore(str(tmp_path / "new.db"), observe=seen).close()

    assert [(one.number, one.name) for one in lifted] == [(one.number, one.name) for one in MIGRATIONS]
    assert seen.all == lifted


def test_a_hook_that_raises_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """
    Its class and place are logged, without its text.
    """
    office = an_office()

    def observe(_: Observation) -> None:
        raise RuntimeError("maja@partner.example")

    office.observe = observe
    a_lead_of(office)

    assert a_relay(office, Post()).run_once().sent == 1
    (record,) = (one for one in caplog.records if one.name == "leadflow.hooks")
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("the function given as observe= raised RuntimeError at test_observing.py:")
    assert record.getMessage().endswith(" about a MailRelayed")
    assert record.exc_info is None


def test_a_hook_with_other_parameters_is_refused() -> None:
    """
    When the setting is made, so nothing has happened yet.
    """
    office = an_office()

    with pytest.raises(TypeError, match="observe"):
        evolve(office.setting, observe=lambda: None)  # type: ignore[arg-type, misc]  # that is the point


def test_one_hook_counts_everything(tmp_path: Path) -> None:
    """
    `open_embedded` gives it to the services and to the store.
    """
    counts = Counter[str]()
    with (
        open_embedded(
            tmp_path / "leads.db", PROGRAMME, observe=lambda one: counts.update([type(one).__name__])
        ) as leadflow,
        pytest.raises(NotAllowed),
    ):
        leadflow.supplier(SupplierParty(id="ines", groups=(), roles=())).save_campaigns(())

    assert counts == {"ActRefused": 1}


@define
class _Told:
    """
    A unit of a supplier that loses as often as it is told, and notes what is asked of it.
    """

    supplier_id: str
    losses: dict[str, int]
    said: list[str]

    def lock(self) -> None:
        """
        Note it.
        """
        self.said.append(f"{self.supplier_id} locks")

    def commit(self, _: object, /) -> None:
        """
        Lose, or write.
        """
        self.said.append(f"{self.supplier_id} commits")
        if self.losses.get(self.supplier_id, 0):
            self.losses[self.supplier_id] -= 1
            raise StaleLead("1", 2)


def test_a_lost_race_is_remembered_for_its_own_call_alone() -> None:
    """
    Units of another supplier, and later ones of the same supplier in the same thread, read without a lock.
    """
    losses, said = {"acme": 1}, list[str]()

    @contextmanager
    def open_unit(supplier_id: str, _: Schema, /) -> Iterator[UnitOfWork]:
        yield _Told(supplier_id, losses, said)  # type: ignore[misc]  # nothing else is asked of it

    acme, globex = (
        a_setting(open_unit, evolve(PROGRAMME, supplier_id=supplier_id)) for supplier_id in ("acme", "globex")
    )
    tries = 0

    def plan(_: UnitOfWork) -> tuple[None, object]:
        nonlocal tries
        tries += 1
        if tries == 2:
            planned.planned(globex, lambda _: (None, SOMETHING))
        return None, SOMETHING

    planned.planned(acme, plan)  # type: ignore[arg-type]  # nothing is written
    planned.planned(globex, lambda _: (None, SOMETHING))
    planned.planned(acme, lambda _: (None, SOMETHING))

    assert said == ["acme commits", "acme locks", "globex commits", "acme commits", "globex commits", "acme commits"]


def test_a_race_that_is_lost_for_good_leaves_nothing_behind() -> None:
    """
    After the last try, which raises, the next call of the same thread begins without a lock.
    """
    losses, said = {"acme": planned.ATTEMPTS}, list[str]()

    @contextmanager
    def open_unit(supplier_id: str, _: Schema, /) -> Iterator[UnitOfWork]:
        yield _Told(supplier_id, losses, said)  # type: ignore[misc]  # nothing else is asked of it

    acme = a_setting(open_unit)
    with pytest.raises(Conflict):
        planned.planned(acme, lambda _: (None, SOMETHING))
    said.clear()
    planned.planned(acme, lambda _: (None, SOMETHING))

    assert said == ["acme commits"]


def test_mailer_that_does_not_say_whether_it_delivers_gets_a_warning() -> None:
    """
    Mail of a programme without a sender is told of, unless it is only kept.
    """
    seen = Seen()
    office = an_office(programme=Programme(supplier_id="acme", schema=SCHEMA), observe=seen)
    OutboxRelay(office.setting, office.store, _Own())
    OutboxRelay(office.setting, office.store, RecordingMailer())
    OutboxRelay(office.setting, office.store, MailFolder("never"))

    assert seen.of(SenderMissing) == [SenderMissing(supplier_id="acme")]


class _Own:
    def send(self, _: object, /) -> None:
        raise AssertionError("nothing is sent")
