"""
The lines of the log: one table, no personal data.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any, get_args

import pytest
from attrs import evolve, fields
from sqlalchemy import create_engine, text
from tests.adapters.earlier.reading import sqlite_database
from tests.core.builders import SCHEMA, a_user, an_account
from tests.services.builders import EMEA, PARTNERS, PROGRAMME, Office, Racing, an_office, mapped
from tests.services.test_attachment_scans import Scanner
from tests.services.test_observing import _Engine
from tests.services.test_relay import Post, a_relay
from tests.services.test_relay_goes_on import _Unreadable

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty, SupplierParty
from leadflow.core.attachments import Unavailable
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Lead
from leadflow.core.notifications import Mail, MessageKind, Settled
from leadflow.core.notifications.policy import MailPolicy
from leadflow.core.observations import ErrandDied, MailRelayed, Observation, SystemWaits
from leadflow.core.templates import Template, TemplateTranslation
from leadflow.errors import (
    ConfigurationError,
    LeadflowError,
    MailBlocked,
    MailDeferred,
    MailerBroken,
    MailRefused,
    NotAllowed,
    PortError,
)
from leadflow.ports.log_lines import HOOK_RAISED, LINES, line_of
from leadflow.services import AttachmentDesk, OutboxRelay, PeopleDesk, SupplierDesk, Upload

CANARY = "kanarienvogel"
"""
Stands in everything personal: names, addresses, phones, comments, files and the texts of exceptions.
"""

MAIL = MailRelayed(
    supplier_id="acme",
    key="k",
    lead_id=None,
    kind=MessageKind.NEW_LEAD,
    outcome=Settled.SENT,
    reason=None,
    attempt=1,
    age=timedelta(0),
)


def test_every_observation_has_a_line() -> None:
    """
    The table is closed: no observation is without one, and nothing else has one.
    """
    assert set(LINES) == set(get_args(Observation))


@pytest.mark.parametrize("outcome", Settled)
def test_every_outcome_of_mail_has_a_line(outcome: Settled) -> None:
    """
    Each outcome has its own line of the table.
    """
    assert line_of(evolve(MAIL, outcome=outcome)) in LINES[MailRelayed]
    assert len({line_of(evolve(MAIL, outcome=one)) for one in Settled}) == len(Settled)


@pytest.mark.parametrize("kind", LINES, ids=lambda kind: kind.__name__)
def test_a_line_names_fields_of_its_observation(kind: type[Any]) -> None:
    """
    So that it can be formatted, and so that nothing else can come in.
    """
    names = {one.name for one in fields(kind)}
    for line in LINES[kind]:
        used = _Names()
        assert line.text % used
        assert used.asked <= names
        assert line.logger.startswith("leadflow.")


class _Names(dict[str, int]):
    """
    Gives a number for every name, and notes the names.
    """

    def __init__(self) -> None:
        self.asked = set[str]()

    def __getitem__(self, name: str) -> int:
        self.asked.add(name)
        return 1


class _Records(logging.Handler):
    """
    Keeps all records of all loggers.
    """

    def __init__(self) -> None:
        super().__init__(0)
        self.kept: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """
        Keep it.
        """
        self.kept.append(record)


@pytest.fixture
def records() -> Iterator[list[logging.LogRecord]]:
    """
    What leadflow logs at any level.
    """
    logger, handler = logging.getLogger("leadflow"), _Records()
    level = logger.level
    # Not 0, which would ask the logger above.
    logger.setLevel(1)
    logger.addHandler(handler)
    yield handler.kept
    logger.removeHandler(handler)
    logger.setLevel(level)


def _said(record: logging.LogRecord) -> str:
    """
    Return everything that a handler could write of a record.
    """
    whole = {name: value for name, value in vars(record).items() if name not in ("pathname", "filename", "module")}
    return logging.Formatter().format(record) + repr(whole)


def test_a_whole_flow_logs_nothing_personal(tmp_path: Path, records: list[logging.LogRecord]) -> None:
    """
    Whatever happens to leads, files and mail, no name, address, phone, comment or text of an exception is in a record.

    The hook raises all the while, and every line of the table is written.
    """
    SqlStore(str(sqlite_database(tmp_path)), observe=_raise).close()
    path = str(tmp_path / "leads.db")
    office = _office(path)
    lead = _received(office)
    _imported(office)
    _worked(office, lead)
    _refused(office, lead)
    _attached(office, lead)
    _mailed(office)
    _unreadable(office, path)
    _exchanged(office)
    expected = {line.text for lines in LINES.values() for line in lines}

    assert {one.msg for one in records} == expected | {HOOK_RAISED.text}
    assert [_said(one) for one in records if CANARY in _said(one).casefold()] == []
    assert all(one.name.startswith("leadflow.") and one.exc_info is None for one in records)


def _raise(_: Observation) -> None:
    raise RuntimeError(CANARY)


def _office(path: str) -> Office:
    users = tuple(a_user(one, email=f"{CANARY}.{one}@partner.example") for one in ("maja", "ole"))
    north = an_account("north", name=f"{CANARY} AS", territories=("SE",), users=users)
    office = an_office(store=SqlStore(path, observe=_raise), partners=(north, *PARTNERS[1:]))
    office.observe = _raise
    return office


def _received(office: Office) -> Lead:
    values = {
        "email": f"{CANARY}@x.se",
        "first_name": CANARY,
        "last_name": CANARY,
        "company": CANARY,
        "country": "SE",
        "a_phone": "+46 70 123 45 67",
    }
    done = office.desk.receive(read_draft(SCHEMA, values, partner="north"))
    assert isinstance(done, Distribution)
    return done.lead


def _imported(office: Office) -> None:
    rows = [f"{CANARY}.{number}@x.se,SE,,{CANARY}" for number in range(3)]
    file = office.file(*rows, f"{CANARY} no address,SE,,")
    report = office.imports.run(file, mapped(file), EMEA)
    office.imports.undo(report.import_id)


def _worked(office: Office, lead: Lead) -> None:
    """
    Somebody loses a race, and the supplier's people hear of a rejection.
    """
    plain = office.store.open_unit
    other = Office(store=office.store, clock=office.clock, ids=office.ids)
    office.open_unit = Racing(plain, frozenset({1}), lambda _: other.at("north", CANARY).reassign(lead.id, "ole"))
    office.at("north", CANARY).reject(lead.id, comment=CANARY)
    office.open_unit = None


def _refused(office: Office, lead: Lead) -> None:
    office.at("north", CANARY).accept(lead.id)
    with pytest.raises(NotAllowed):
        SupplierDesk(office.setting, SupplierParty(id=CANARY, groups=(), roles=())).save_campaigns(())
    with pytest.raises(LeadflowError):
        PeopleDesk(office.setting, ProgramParty(name=CANARY)).deactivate_user("north", CANARY)


def _attached(office: Office, lead: Lead) -> None:
    def scan(_: object) -> Unavailable:
        raise RuntimeError(CANARY)

    desk = AttachmentDesk(office.setting, ProgramParty(name="host"), MemoryAttachments(), scanner=Scanner(scan))
    desk.attach(lead.id, Upload(stream=io.BytesIO(CANARY.encode()), name=f"{CANARY}.txt"))


def _mailed(office: Office) -> None:
    """
    Every outcome of mail: sent, deferred, blocked, dead, cancelled, and a mailer with a bug.
    """
    answers = [None, MailDeferred(CANARY), MailBlocked(CANARY), MailRefused(CANARY), OSError(CANARY), TypeError(CANARY)]
    for answer in answers:
        _received_again(office)
        with pytest.raises(MailerBroken) if isinstance(answer, TypeError) else _nothing():
            a_relay(office, Post([answer])).run_until_idle()
    _lost(office)
    _in_default_wording(office)
    office.desk.deactivate(_received_again(office).id)
    a_relay(office, Post()).run_until_idle()


def _lost(office: Office) -> None:
    """
    A mailer takes longer than the lease, and another relay sends the mail meanwhile.
    """

    class Slow:
        def send(self, _: Mail, /) -> None:
            office.clock.advance(timedelta(minutes=6))
            a_relay(office, Post()).run_until_idle()

    _received_again(office)
    a_relay(office, Slow()).run_once()


def _in_default_wording(office: Office) -> None:
    """
    An engine of templates has a bug.
    """
    wording = TemplateTranslation(subject=CANARY, text=CANARY, html=CANARY)
    template = Template(name="hello", kind=MessageKind.NEW_LEAD, translations=(wording,))
    office.programme = evolve(PROGRAMME, mail=MailPolicy(templates=(template,)))
    _received_again(office)
    a_relay(office, Post(), templates=_Engine(TypeError(CANARY))).run_until_idle()
    office.programme = PROGRAMME


def _nothing() -> Any:
    return pytest.MonkeyPatch.context()


def _received_again(office: Office) -> Lead:
    values = {"email": f"{CANARY}.{office.ids()}@x.se", "country": "SE"}
    done = office.desk.receive(read_draft(SCHEMA, values, partner="north"))
    assert isinstance(done, Distribution)
    return done.lead


def _unreadable(office: Office, path: str) -> None:
    """
    A lead that is damaged, a message of another build, and a store that is away.
    """
    plain = office.store.open_unit
    office.open_unit = _Unreadable(plain, _received_again(office).id, ConfigurationError("damaged"))
    a_relay(office, Post()).run_once()
    office.open_unit = None
    _received_again(office)
    _execute(path, "UPDATE leadflow_outbox SET kind = 'of_a_newer_build' WHERE state IS NULL")
    office.clock.advance(timedelta(hours=1))
    stop = Event()

    class Away:
        def claim(self, *given: Any) -> Any:
            office.store.claim(*given)
            stop.set()
            raise PortError(CANARY) from OSError(CANARY)

    OutboxRelay(office.setting, Away(), Post()).run(stop, pause=timedelta(milliseconds=1))


def _exchanged(office: Office) -> None:
    """
    Another system that waits, one that is stopped, and a lead that is not brought there; the exchange itself is tried
    elsewhere.
    """
    for blocked in (False, True):
        waits = SystemWaits(supplier_id="acme", connection="crm", code="503", blocked=blocked, seconds=30)
        office.setting.report(waits)
    died = ErrandDied(supplier_id="acme", connection="crm", lead_id="lead-1", codes="REQUIRED_FIELD_MISSING LastName")
    office.setting.report(died)


def _execute(path: str, statement: str) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        assert connection.execute(text(statement)).rowcount
    engine.dispose()
