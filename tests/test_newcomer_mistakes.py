"""
The mistakes that newcomers make, and the message that each gets.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from inspect import signature
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from tests.core.builders import a_lead

from leadflow import (
    ActionLinks,
    BulkDesk,
    Embedded,
    InvalidInput,
    LinkKey,
    NotFound,
    OutboxRelay,
    Partner,
    PartnerPeople,
    PartnerSettings,
    PartnerUser,
    Programme,
    ProgramParty,
    RoutingModule,
    Setting,
    open_embedded,
    read_draft,
)
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.smtp import SmtpMailer
from leadflow.errors import ConfigurationError

ACME: Final = Programme(supplier_id="acme", name="Acme Ltd")
LINKS: Final = ActionLinks(supplier_id="other", keys=(LinkKey("k", b"x" * 32),), url="https://x.example/{token}")


def _setting(**given: Any) -> Setting:
    parts: dict[str, Any] = {
        "open_unit": MemoryStore().open_unit,
        "programme": ACME,
        "clock": lambda: datetime.now(UTC),  # as hosts write it
        "new_id": TimeOrderedIds(),
    }
    return Setting(**{**parts, **given})


def _naive() -> datetime:
    return datetime(2026, 1, 1)


Mistake = Callable[[Embedded], object]

MISTAKES: Final[dict[str, tuple[Mistake, type[Exception], str]]] = {
    "a wrong type": (
        lambda leadflow: leadflow.desk.receive({"email": "ann@granit.example"}),  # type: ignore[call-overload]  # the mistake
        TypeError,
        "SupplierDesk.receive(draft): takes a Draft, not a mapping; make one with read_draft(programme.schema, form). Nothing was written",
    ),
    "a module for its name": (
        lambda leadflow: leadflow.desk.receive(_draft(leadflow), module=RoutingModule(name="emea")),  # type: ignore[call-overload]  # the mistake
        TypeError,
        "SupplierDesk.receive(module): takes a text, not a RoutingModule; publish it with RoutingDesk.publish, and give its name. Nothing was written",
    ),
    "a module that is not published": (
        lambda leadflow: leadflow.desk.receive(_draft(leadflow), module="emea"),
        NotFound,
        "module 'emea': none with this name is published; publish it with RoutingDesk.publish, or correct the name. Nothing was written",
    ),
    "a partner for its id": (
        lambda leadflow: leadflow.desk.account(Partner(id="p", name="P")),  # type: ignore[arg-type]  # the mistake
        TypeError,
        "SupplierDesk.account(partner_id): takes a text, not a Partner; give its id. Nothing was written",
    ),
    "an unknown word": (
        lambda _: RoutingModule(name="emea", tie_break="roundrobin"),  # type: ignore[arg-type]  # the mistake
        InvalidInput,
        "RoutingModule.tie_break: 'roundrobin' is not a tie-break; did you mean 'round_robin'? [word_unknown]",
    ),
    "a naive moment": (
        lambda _: PartnerSettings(partner_id="p", auto_accept_since=_naive()),
        InvalidInput,
        "PartnerSettings.auto_accept_since: the datetime has no time zone; give one that has, such as datetime.now(UTC) [moment_naive]",
    ),
    "a naive clock": (
        lambda _: _setting(clock=_naive),
        InvalidInput,
        "Setting.clock: the datetime has no time zone; give one that has, such as datetime.now(UTC) [moment_naive]",
    ),
    "a naive clock for everything": (
        lambda _: open_embedded("never.db", ACME, clock=_naive),
        InvalidInput,
        "open_embedded(clock): the datetime has no time zone; give one that has, such as datetime.now(UTC) [moment_naive]",
    ),
    "a bare text for several": (
        lambda _: Partner(id="p", name="P", territories="Norway"),  # type: ignore[arg-type]  # the mistake
        TypeError,
        "Partner.territories: takes several texts, not one text; put it into a list",
    ),
    "one partner for several": (
        lambda leadflow: leadflow.desk.save_partners(Partner(id="p", name="P")),  # type: ignore[arg-type]  # the mistake
        TypeError,
        "SupplierDesk.save_partners(partners): takes several, each a Partner, not a Partner; put it into a list. Nothing was written",
    ),
    "two parts of different suppliers": (
        lambda _: OutboxRelay(_setting(), MemoryStore(), SmtpMailer("mail.example"), links=LINKS),
        ConfigurationError,
        "OutboxRelay(links): links belong to supplier 'other', the programme to 'acme'; use the same supplier_id. Nothing was written",
    ),
    "parts of different suppliers for everything": (
        lambda _: open_embedded("never.db", ACME, links=LINKS),
        ConfigurationError,
        "open_embedded(links): links belong to supplier 'other', the programme to 'acme'; use the same supplier_id. Nothing was written",
    ),
    "mail from nobody": (
        lambda _: OutboxRelay(_setting(), MemoryStore(), SmtpMailer("mail.example")),
        ConfigurationError,
        "OutboxRelay(setting): the programme of 'acme' names no sender, so mail would come from an address that belongs to nobody; set Programme(mail=MailPolicy(sender='…')). Nothing was written",
    ),
    "links to nowhere": (
        lambda _: ActionLinks("acme", (LinkKey("k", b"x" * 32),)),
        InvalidInput,
        "ActionLinks.url: is missing, so the buttons of mail would lead nowhere; set url='https://…/{token}' to where your application shows the confirmation page [text_missing]",
    ),
    "a class for an instance": (
        lambda _: open_embedded("never.db", ACME, mail=SmtpMailer),  # type: ignore[arg-type]  # the mistake
        TypeError,
        "open_embedded(mail): takes a text or a path or a Mailer, not the class SmtpMailer; give an instance: SmtpMailer(...). Nothing was written",
    ),
    "a class for a store": (
        lambda _: OutboxRelay(_setting(), MemoryStore, SmtpMailer("mail.example")),  # type: ignore[arg-type]  # the mistake
        TypeError,
        "OutboxRelay(outbox): takes an Outbox, not the class MemoryStore; give an instance: MemoryStore(...). Nothing was written",
    ),
    "leads for their ids": (
        lambda leadflow: BulkDesk(leadflow.setting, ProgramParty(name="host")).run("deactivate", [a_lead()]),  # type: ignore[arg-type, list-item]  # the mistake
        TypeError,
        "BulkDesk.run(leads): takes a text, not a Lead; give its id. Nothing was written",
    ),
    "something without the port's methods": (
        lambda _: OutboxRelay(_setting(), MemoryStore(), print),  # type: ignore[arg-type]  # the mistake
        TypeError,
        "OutboxRelay(mailer): takes a Mailer, but a function has no 'send'; give an object with every method of a Mailer. Nothing was written",
    ),
    "a store for what opens its units": (
        lambda _: _setting(open_unit=MemoryStore()),
        TypeError,
        "Setting.open_unit: takes a function, not a MemoryStore; give its open_unit",
    ),
    "a class of ids": (
        lambda _: _setting(new_id=TimeOrderedIds),
        TypeError,
        "Setting.new_id: takes a function, not the class TimeOrderedIds; give an instance: TimeOrderedIds(...)",
    ),
    "a typo in a keyword": (
        lambda _: Partner(id="p", name="P", territoris=("Norway",)),  # type: ignore[call-arg]  # the mistake
        TypeError,
        "Partner: has no parameter 'territoris'; did you mean 'territories'?",
    ),
    "a typo in a keyword of a function": (
        lambda _: open_embedded("never.db", ACME, mial="mail"),  # type: ignore[call-arg]  # the mistake
        TypeError,
        "open_embedded: has no parameter 'mial'; did you mean 'mail'? Nothing was written",
    ),
    "a keyword of another class": (
        lambda _: Programme(supplier_id="acme", sender="leads@acme.example"),  # type: ignore[call-arg]  # the mistake
        TypeError,
        f"Programme: has no parameter 'sender'; it takes {', '.join(signature(Programme).parameters)}",
    ),
    "a file opened as text": (
        lambda leadflow: leadflow.imports.open(_text_stream()),
        TypeError,
        "ImportDesk.open(source): takes a text or a path or a binary stream, such as open(path, 'rb'), not a StringIO; open the file in binary mode. Nothing was written",
    ),
    "a file that is not there": (
        lambda leadflow: leadflow.imports.open("leads.csv"),
        InvalidInput,
        "leads.csv: the file does not exist; correct the path. Nothing was written [file_missing]",
    ),
    "the lead of a refused draft": (
        lambda leadflow: leadflow.desk.receive(_draft(leadflow, email="nonsense")).lead,
        InvalidInput,
        "email: this is not an e-mail address; write it as name@example.com [email_invalid]",
    ),
}


def _draft(leadflow: Embedded, **said: str) -> Any:
    return read_draft(leadflow.programme.schema, {"email": "ann@granit.example", **said}, partner="nordlys")


def _text_stream() -> Any:
    return StringIO("Email\n")


@pytest.fixture
def leadflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Embedded]:
    """
    Everything wired up, with one partner.
    """
    monkeypatch.chdir(tmp_path)
    with open_embedded("leads.db", ACME) as opened:
        maja = PartnerUser(id="maja", email="maja@nordlys.example", first_name="Maja", default_recipient=True)
        people = [PartnerPeople(partner_id="nordlys", users=(maja,))]
        opened.desk.save_partners([Partner(id="nordlys", name="Nordlys AS")], people=people)
        yield opened


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_where_it_is_made(mistake: str, leadflow: Embedded) -> None:
    """
    The message says where, what was found and what to do; nothing is opened or written before it.
    """
    make, kind, message = MISTAKES[mistake]

    with pytest.raises(kind) as caught:
        make(leadflow)

    assert type(caught.value) is kind
    assert str(caught.value) == message
    assert re.fullmatch(r"[^:]+: .+; .+", message)
    assert "(" not in message.partition(":")[0] or message.endswith(("Nothing was written", "]"))
    assert not Path("never.db").exists()


def test_missing_extra_names_the_line_that_installs_it() -> None:
    """
    The import fails with the package, the extra and the command.
    """
    code = "import sys; sys.modules['sqlalchemy'] = None\nfrom leadflow import open_embedded"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.stderr.splitlines()[-1] == (
        "leadflow.errors.MissingExtra: SQLAlchemy is not installed; run: pip install 'leadflow[sql]'. Nothing was written"
    )


def test_forgotten_relay_is_told_by_the_explanation(leadflow: Embedded) -> None:
    """
    As long as mail waits, the lead's explanation names what sends it.
    """
    lead = leadflow.desk.receive(_draft(leadflow)).lead
    waiting = leadflow.desk.explain(lead.id).splitlines()[-1]
    leadflow.relay.run_until_idle()

    assert waiting == "Mail is waiting; run the relay to send it"
    assert waiting not in leadflow.desk.explain(lead.id)


def test_forgotten_mapping_is_told_by_the_report(leadflow: Embedded) -> None:
    """
    A column that no suggestion was found for stops the import before the first row, by name.
    """
    file = leadflow.imports.open(BytesIO(b"Email,Foo Bar Baz\nann@granit.example,abc\n"))
    report = leadflow.imports.run(file)

    assert [str(problem) for problem in report.problems] == [
        "Foo Bar Baz: the column has no field yet; choose one, or skip the column [header_unmapped]"
    ]
    assert report.counts.read == 0


def test_file_is_opened_by_its_path_and_closed(leadflow: Embedded) -> None:
    """
    A text or a Path does, and the name is the file's.
    """
    path = Path("leads.csv")
    path.write_text("Email\nann@granit.example\n", encoding="utf-8")
    for given in (path, str(path)):
        with leadflow.imports.open(given) as file:
            assert leadflow.imports.preview(file).counts.read == 1
        assert file.opened is not None
        assert file.opened.closed
