"""
Wrong arguments end in exceptions that name the parameter, never in one of Python's own from inside the library.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy
import pytest
from attrs import evolve
from tests.core.builders import a_lead

from leadflow import (
    CHOICE,
    PARTNER_ADMIN,
    Activity,
    AttachmentDesk,
    Campaign,
    Embedded,
    ExternalId,
    Field,
    ImportSettings,
    InvalidInput,
    MailPolicy,
    Money,
    NotFound,
    OutboxRelay,
    Partner,
    PartnerDirectory,
    PartnerParty,
    PartnerPeople,
    PartnerUser,
    Programme,
    ProgramParty,
    RegistrationDesk,
    RejectionPolicy,
    RejectionReason,
    RoutingModule,
    Setting,
    SupplierDesk,
    SupplierParty,
    Switches,
    TableOptions,
    Template,
    TemplateTranslation,
    Upload,
    Wire,
    all_of,
    any_of,
    check_criteria,
    open_embedded,
    read_draft,
    where,
)
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.smtp import SmtpMailer
from leadflow.adapters.tables import write_csv
from leadflow.errors import ConfigurationError


class _Size(IntEnum):
    FIVE = 5


ACME: Final = Programme(supplier_id="acme", name="Acme Ltd", module="emea")
NORDLYS: Final = Partner(id="nordlys", name="Nordlys AS")
EMEA: Final = RoutingModule(name="emea", steps=(), default_partner="nordlys", tie_break="round_robin")  # type: ignore[arg-type]  # a word is taken


@pytest.fixture
def leadflow(tmp_path: Path) -> Iterator[Embedded]:
    """
    Everything wired up, with two partners and a module of two versions.
    """
    with open_embedded(tmp_path / "leads.db", ACME) as opened:
        opened.desk.save_partners([NORDLYS, Partner(id="granit", name="Granit GmbH")])
        opened.routing.publish(EMEA)
        opened.routing.publish(evolve(EMEA, default_partner="granit"))
        yield opened


def _draft(leadflow: Embedded, **said: Any) -> Any:
    return read_draft(leadflow.programme.schema, {"email": "ann@granit.example"}, **said)


ENGLISH: Final = TemplateTranslation(language="en", subject="s", text="t", html="t")


def _template(**given: Any) -> Template:
    return Template(**{"name": "note", "kind": "new_lead", "translations": [ENGLISH], **given})


def _once(*things: Any) -> Iterator[Any]:
    yield from things


Call = Callable[[Embedded], object]

SEVERAL: Final[dict[str, tuple[Call, str]]] = {
    "a mapping for partners": (
        lambda leadflow: leadflow.desk.save_partners({"nordlys": NORDLYS}),  # type: ignore[dict-item]  # as is refused
        "SupplierDesk.save_partners(partners): takes several, each a Partner, not a mapping; give a list of its keys or of its values. Nothing was written",
    ),
    "a mapping for people": (
        lambda leadflow: leadflow.desk.save_partners(people={"nordlys": PartnerPeople(partner_id="nordlys")}),  # type: ignore[dict-item]  # as is refused
        "SupplierDesk.save_partners(people): takes several, each a PartnerPeople, not a mapping; give a list of its keys or of its values. Nothing was written",
    ),
    "a mapping for several texts": (
        lambda _: Partner(id="p", name="P", territories={"Norway": True}),  # type: ignore[arg-type]  # as is refused
        "Partner.territories: takes several texts, not a mapping; give a list of its keys or of its values",
    ),
    "an iterator of other things": (
        lambda leadflow: leadflow.desk.save_partners(_once(NORDLYS, "granit")),
        "SupplierDesk.save_partners(partners): takes a Partner, not a text; give a Partner",
    ),
    "an iterator of other campaigns": (
        lambda leadflow: leadflow.desk.save_campaigns(_once(NORDLYS)),
        "SupplierDesk.save_campaigns(campaigns): takes a Campaign, not a Partner; give a Campaign",
    ),
    "values of a mapping": (
        lambda leadflow: leadflow.desk.save_campaigns({"c": "spring"}.values()),  # type: ignore[arg-type]  # as is refused
        "SupplierDesk.save_campaigns(campaigns): takes a Campaign, not a text; give a Campaign. Nothing was written",
    ),
    "an iterator of ids for leads": (
        lambda leadflow: leadflow.routing.simulate(EMEA, leads=_once("l1")),
        "RoutingDesk.simulate(leads): takes a Lead, not a text; give a Lead",
    ),
    "tuples for external ids": (
        lambda leadflow: leadflow.desk.edit("l1", external_ids=_once(("crm", "7"))),
        "SupplierDesk.edit(external_ids): takes an ExternalId, not a tuple; give an ExternalId",
    ),
}


@pytest.mark.parametrize("mistake", SEVERAL)
def test_several_refuse_other_things(mistake: str, leadflow: Embedded) -> None:
    """
    What is not several, and what is several of something else, is a TypeError that names the parameter.
    """
    call, message = SEVERAL[mistake]

    with pytest.raises(TypeError) as caught:
        call(leadflow)

    assert str(caught.value).startswith(message)
    assert type(caught.value) is TypeError


def test_iterator_is_taken_whole(leadflow: Embedded) -> None:
    """
    Checking what can be read only once leaves nothing of it out.
    """
    leadflow.desk.save_partners(
        _once(Partner(id="a", name="A"), Partner(id="b", name="B")), people=_once(PartnerPeople(partner_id="b"))
    )
    leadflow.desk.save_campaigns(_once(Campaign(id="c", name="Spring"), Campaign(id="d", name="Fall")))
    simulation = leadflow.routing.simulate(EMEA, leads=_once(a_lead("l1"), a_lead("l2")))
    stream = BytesIO()
    write_csv(stream, _once(["one", "two"], ["three", "four"]))

    with leadflow.setting.unit() as unit:
        assert {"a", "b"} <= {one.id for one in unit.records.all(Partner)}
        assert [one.id for one in unit.records.all(Campaign)] == ["c", "d"]
        assert unit.records.one(PartnerPeople, "b") is not None
    assert simulation.leads == 2
    assert len(stream.getvalue().splitlines()) == 2


NAMED: Final[dict[str, tuple[Call, str]]] = {
    "a module like another": (
        lambda leadflow: leadflow.desk.receive(_draft(leadflow), module="emae"),
        "module 'emae': none with this name is published; did you mean 'emea'? Nothing was written",
    ),
    "a module like none": (
        lambda leadflow: leadflow.desk.receive(_draft(leadflow), module="x"),
        "module 'x': none with this name is published; use 'emea', or publish it with RoutingDesk.publish. Nothing was written",
    ),
    "an empty module": (
        lambda leadflow: leadflow.desk.receive(_draft(leadflow), module=""),
        "module '': none with this name is published; use 'emea', or publish it with RoutingDesk.publish. Nothing was written",
    ),
    "an unknown version": (
        lambda leadflow: leadflow.routing.roll_back("emea", 9),
        "module 'emea': has no version 9; use a version from 1 to 2. Nothing was written",
    ),
    "a version of a module like another": (
        lambda leadflow: leadflow.routing.roll_back("emae", 1),
        "module 'emae': none with this name is published; did you mean 'emea'? Nothing was written",
    ),
    "a partner like another": (
        lambda leadflow: leadflow.desk.account("nordlis"),
        "partner 'nordlis': not found; did you mean 'nordlys'? Nothing was written",
    ),
    "the name of a partner for its id": (
        lambda leadflow: leadflow.desk.account("Granit GmbH"),
        "partner 'Granit GmbH': not found; did you mean 'granit'? Nothing was written",
    ),
    "an empty partner": (
        lambda leadflow: leadflow.desk.account(""),
        "partner '': not found; correct the id. Nothing was written",
    ),
}


@pytest.mark.parametrize("mistake", NAMED)
def test_unknown_name_is_told_with_near_ones(mistake: str, leadflow: Embedded) -> None:
    """
    A name or version that is not there is told with those that are; an empty name is one that nothing has.
    """
    call, message = NAMED[mistake]

    with pytest.raises(NotFound) as caught:
        call(leadflow)

    assert str(caught.value) == message
    assert caught.value.suggestions == tuple(re.findall("did you mean '([^']+)'", message))


def test_unknown_version_is_told_where_a_lead_is_routed_again(leadflow: Embedded) -> None:
    """
    A lead that waits is not routed by a version that was never published.
    """
    leadflow.routing.publish(RoutingModule(name="nobody"))
    lead = leadflow.desk.receive(_draft(leadflow), module="nobody").lead

    with pytest.raises(NotFound, match="module 'nobody': has no version 3; use version 1, its only one"):
        leadflow.desk.route_again(lead.id, module="nobody", version=3)


EMPTY: Final[dict[str, tuple[Call, str]]] = {
    "lead_id": (lambda leadflow: leadflow.desk.receive(_draft(leadflow), lead_id=""), "id_empty"),
    "partner_name": (lambda leadflow: leadflow.desk.receive(_draft(leadflow, partner="")), "partner_unknown"),
    "campaign": (lambda leadflow: leadflow.desk.receive(_draft(leadflow, campaign="")), "campaign_unknown"),
    "stage": (lambda leadflow: leadflow.desk.receive(_draft(leadflow, stage="")), "stage_unknown"),
    "assignee_id": (
        lambda leadflow: leadflow.desk.receive(_draft(leadflow, partner="nordlys", assignee_id="")),
        "id_empty",
    ),
    "reason": (lambda leadflow: leadflow.desk.deactivate(_received(leadflow), reason=""), "id_empty"),
    "external_ids[0].system": (
        lambda leadflow: leadflow.desk.edit(_received(leadflow), external_ids=[ExternalId("", "7")]),
        "text_missing",
    ),
    "external_ids[0].id": (
        lambda leadflow: leadflow.desk.receive(_draft(leadflow, external_ids=[ExternalId("crm", "")])),
        "id_empty",
    ),
    "external_ids[1]": (
        lambda leadflow: leadflow.desk.edit(_received(leadflow), external_ids=2 * [ExternalId("crm", "7")]),
        "id_repeated",
    ),
    "import_id": (lambda leadflow: _imported(leadflow, ImportSettings(import_id="")), "id_empty"),
    "module": (lambda leadflow: _imported(leadflow, ImportSettings(module="")), "module_unknown"),
    "default_partner": (lambda leadflow: _imported(leadflow, ImportSettings(default_partner="")), "partner_unknown"),
}


def _received(leadflow: Embedded) -> str:
    return leadflow.desk.receive(_draft(leadflow)).lead.id


def _imported(leadflow: Embedded, settings: ImportSettings) -> Any:
    return leadflow.imports.run(leadflow.imports.open(BytesIO(b"Email\nann@granit.example\n")), settings=settings)


@pytest.mark.parametrize("place", EMPTY)
def test_empty_name_does_not_count_as_omitted(place: str, leadflow: Embedded) -> None:
    """
    An empty text for an optional name, and an id that says nothing or is given twice, is refused with its place.
    """
    call, code = EMPTY[place]
    found: Any = call(leadflow)

    assert [(one.path, one.code) for one in found.problems] == [(place, code)]


def test_empty_default_partner_of_a_module_is_unknown(leadflow: Embedded) -> None:
    """
    It is not a module without a default partner.
    """
    problems = leadflow.routing.check(RoutingModule(name="m", default_partner=""))

    assert [(one.path, one.code) for one in problems] == [("default_partner", "partner_unknown")]


INVALID: Final[dict[str, tuple[Call, str]]] = {
    "one partner twice": (
        lambda leadflow: leadflow.desk.save_partners([NORDLYS, NORDLYS]),
        "partners: two of them have the id 'nordlys'; give each once [id_repeated]",
    ),
    "people of one partner twice": (
        lambda leadflow: leadflow.desk.save_partners(people=2 * [PartnerPeople(partner_id="nordlys")]),
        "people: two of them have the id 'nordlys'; give each once [id_repeated]",
    ),
    "one campaign twice": (
        lambda leadflow: leadflow.desk.save_campaigns(2 * [Campaign(id="c", name="C")]),
        "campaigns: two of them have the id 'c'; give each once [id_repeated]",
    ),
    "a negative sample": (
        lambda leadflow: leadflow.routing.lint(EMEA, sample=-1),
        "RoutingDesk.lint(sample): is -1, but must be from 0 to 2,147,483,647; use a number in this range [number_out_of_range]",
    ),
    "a number of a thousand digits": (
        lambda leadflow: leadflow.routing.lint(EMEA, sample=10**5_000),
        "RoutingDesk.lint(sample): is too large to be written here, but must be from 0 to 2,147,483,647; use a number in this range [number_out_of_range]",
    ),
    "a negative age of files": (
        lambda leadflow: leadflow.attachments.orphans(older_than=timedelta(seconds=-1)),
        "AttachmentDesk.orphans(older_than): is -1 days and 86399 s, but must be from 0 s to a year; use a time in this range [number_out_of_range]",
    ),
    "an age of files beyond the calendar": (
        lambda leadflow: leadflow.attachments.collect_orphans(older_than=timedelta.max),
        "AttachmentDesk.orphans(older_than): is 999,999,999 days and 86399 s, but must be from 0 s to a year; use a time in this range [number_out_of_range]",
    ),
    "a negative number of messages": (
        lambda leadflow: leadflow.relay.run_once(most=-1),
        "OutboxRelay.run_once(most): is -1, but must be from 0 to 9,223,372,036,854,775,807; use a number in this range [number_out_of_range]",
    ),
    "a row before the first": (
        lambda _: TableOptions(header_row=-1),
        "TableOptions.header_row: is -1, but must be from 0 to 2,147,483,647; use a number in this range [number_out_of_range]",
    ),
    "a port that is none": (
        lambda _: SmtpMailer("mail.example", port=0),
        "SmtpMailer(port): is 0, but must be from 1 to 65,535; use a number in this range [number_out_of_range]",
    ),
    "a time that never ends": (
        lambda _: SmtpMailer("mail.example", timeout=math.nan),
        "SmtpMailer(timeout): is nan s, but must be more than 0 s and at most a year; use a time in this range [number_out_of_range]",
    ),
    "a login from an empty variable": (
        lambda _: SmtpMailer("mail.example", username="", password=""),
        "SmtpMailer(username): is empty; set it, or leave it out [text_missing]",
    ),
    "criteria about nobody": (
        lambda _: check_criteria(where("city", "equals", "Oslo"), ACME.schema, subjects=[]),
        "check_criteria(subjects): there is no subject; name at least one [subjects_missing]",
    ),
    "a choice without a name": (
        lambda _: Field("size", CHOICE, choices=["", "large"]),
        "Choice.name: is empty; set it [text_missing]",
    ),
    "a template without a name": (
        lambda _: _template(name=""),
        "Template.name: the id is empty; give one [id_empty]",
    ),
    "a version that counts down": (
        lambda _: _template(version=-1),
        "Template.version: is -1, but must be from 1 to 2,147,483,647; use a number in this range [number_out_of_range]",
    ),
    "a translation into no language": (
        lambda _: TemplateTranslation(language="", subject="s", text="t", html="t"),
        "TemplateTranslation.language: is empty; set it [text_missing]",
    ),
    "two translations into one language": (
        lambda _: _template(translations=[ENGLISH, evolve(ENGLISH, language="EN")]),
        "Template.translations: two translations of the template 'note' are in one language; leave one out [translation_repeated]",
    ),
    "two templates of one version": (
        lambda _: MailPolicy(templates=[_template(), _template()]),
        "MailPolicy.templates: two templates are 'note@1', as messages remember them; raise the version of one, or rename it [template_repeated]",
    ),
    "no host": (lambda _: SmtpMailer(" "), "SmtpMailer(host): is empty; set it [text_missing]"),
    "one partner twice in a directory": (
        lambda _: PartnerDirectory.of([NORDLYS, NORDLYS]),
        "PartnerDirectory.partners: has two with the id 'nordlys'; give each once [id_repeated]",
    ),
    "two reasons of one code": (
        lambda _: RejectionPolicy(reasons=[RejectionReason("a", "A"), RejectionReason("a", "B")]),
        "RejectionPolicy.reasons: has two reasons with the code 'a'; give each once [id_repeated]",
    ),
    "an amount in words": (
        lambda _: Money("many", "EUR"),
        "Money.amount: the amount is not a number; write it as 1234.5 [number_unreadable]",
    ),
    "a language in words": (
        lambda _: MailPolicy(language="klingon"),
        "MailPolicy.language: 'klingon' is not the tag of a language; write it as en or pt-BR [language_unreadable]",
    ),
    "a language of a partner in words": (
        lambda leadflow: leadflow.desk.save_partners([evolve(NORDLYS, language="klingon")]),
        "Partner.language: 'klingon' is not the tag of a language; write it as en or pt-BR [language_unreadable]",
    ),
    "an activity elsewhere": (
        lambda _: Activity(at=datetime.fromisoformat("2026-01-01T00:00+01:00"), kind="visit", title="Fair"),
        "Activity.at: the datetime is not in UTC; convert it with astimezone(UTC) [moment_not_utc]",
    ),
    "a naive activity": (
        lambda _: Activity(at=datetime(2026, 1, 1), kind="visit", title="Fair"),
        "Activity.at: the datetime has no time zone; give one that has, such as datetime.now(UTC) [moment_naive]",
    ),
}


@pytest.mark.parametrize("mistake", INVALID)
def test_wrong_value_is_told_with_its_parameter(mistake: str, leadflow: Embedded) -> None:
    """
    A value that means nothing is an InvalidInput with a code and a place, and nothing is written.
    """
    call, message = INVALID[mistake]

    with pytest.raises(InvalidInput) as caught:
        call(leadflow)

    assert str(caught.value) == message


def test_address_without_mail_is_a_warning(leadflow: Embedded) -> None:
    """
    People of other systems come in with addresses that cannot be mailed, and whoever saves them reads which.
    """
    people = PartnerPeople(partner_id="nordlys", users=[PartnerUser(id="maja", email="nobody")])
    found = leadflow.desk.save_partners(people=[people])

    assert [str(one) for one in found] == ["maja: no mail can be sent to this address; correct it [email_invalid]"]


def test_list_within_itself_is_no_value(leadflow: Embedded) -> None:
    """
    What contains itself is refused as what is nested too deep, and not by a RecursionError.
    """
    endless: list[Any] = []
    endless.append(endless)
    lead_id = _received(leadflow)

    with pytest.raises(TypeError, match=r"Condition\.value: takes a list, not lists within lists; give one list"):
        where("country", "in", endless)
    refused: Any = leadflow.desk.edit(lead_id, {"company": endless}, idempotency_key="key")
    assert [one.path for one in refused.problems] == ["company"]
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Wire(ACME.schema).loads(RoutingModule, "[" * 100_000)


@pytest.mark.parametrize("again", ["a", "A", " a "])
def test_two_choices_of_one_name_are_refused(again: str) -> None:
    """
    One of them would never be found, in whatever letter case it is written.
    """
    with pytest.raises(
        InvalidInput, match=r"Field.choices: two choices of 'size' are read as 'a'; give each once \[choice_repeated"
    ):
        Field("size", CHOICE, choices=("a", "b", again))


@pytest.mark.parametrize(("system", "id_"), [(None, "7"), ("crm", 7), ("crm", None)])
def test_external_id_takes_texts_only(system: Any, id_: Any) -> None:
    """
    An id of another type is refused where it is made.
    """
    with pytest.raises(TypeError, match=r"ExternalId\.(system|id): takes a text, not "):
        ExternalId(system, id_)


async def _later(*_: object) -> Any:
    return datetime.now(UTC)


def _step_by_step(*_: object) -> Iterator[Any]:
    yield datetime.now(UTC)


class _Later:
    async def __call__(self, *_: object) -> Any:
        """
        Do it later.
        """


@pytest.mark.parametrize("call", [_later, _step_by_step, _Later(), _Later().__call__, partial(_later)])
@pytest.mark.parametrize("parameter", ["clock", "new_id", "observe", "open_unit"])
def test_function_that_does_not_run_when_called_is_refused(parameter: str, call: Any) -> None:
    """
    An async function or a generator is found when the part is made.
    """
    with pytest.raises(TypeError, match=rf"Setting\.{parameter}: .* is async or has yield"):
        _setting(**{parameter: call})


@pytest.mark.parametrize(
    ("parameter", "given", "wanted"),
    [
        (
            "clock",
            datetime,
            r"not the class datetime; give one that returns a datetime with a time zone, such as lambda",
        ),
        ("new_id", str, "not the class str; give one that returns a text"),
    ],
)
def test_class_of_what_a_function_returns_is_refused(parameter: str, given: Any, wanted: str) -> None:
    """
    The class is no function that makes such a value.
    """
    with pytest.raises(TypeError, match=rf"Setting\.{parameter}: takes a function, {wanted}"):
        _setting(**{parameter: given})


NEW_IDS: Final[dict[str, tuple[Callable[[], Any], type[Exception], str]]] = {
    "not a text": (uuid4, TypeError, "Setting.new_id: returned a UUID; return a text, such as str(uuid4())"),
    "empty": (lambda: " ", InvalidInput, "Setting.new_id: the id is empty; give one"),
    "the same again": (
        lambda: "id",
        ConfigurationError,
        "Setting.new_id: returned the same id twice; return a new one for each call, such as TimeOrderedIds() does",
    ),
}


@pytest.mark.parametrize("mistake", NEW_IDS)
def test_wrong_new_ids_are_told(mistake: str) -> None:
    """
    What gives ids is checked with each id, so that a second lead is not taken for the first.
    """
    new_id, kind, message = NEW_IDS[mistake]
    ids = _setting(new_id=new_id).new_id

    with pytest.raises(kind) as caught:
        [ids() for _ in range(2)]

    assert str(caught.value).startswith(message)


RETURNS: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "no assessment": (
        {"assess": lambda _: 5, "programme": Programme(supplier_id="acme", switches=Switches(assessment=True))},
        "Setting.assess: returned a whole number; return an Assessment. Nothing was written",
    ),
    "no answer whether it is ours": (
        {"is_ours": lambda _: None},
        "Setting.is_ours: returned None; return True or False. Nothing was written",
    ),
    "a text for whether it is ours": (
        {"is_ours": lambda _: "no"},
        "Setting.is_ours: returned a text; return True or False. Nothing was written",
    ),
    "no unit": (
        {"open_unit": lambda _, __: None},
        "Setting.open_unit: returned None; return a unit of work. Nothing was written",
    ),
}


@pytest.mark.parametrize("mistake", RETURNS)
def test_wrong_returns_of_functions_are_told(mistake: str) -> None:
    """
    What the host's function gave is not taken for a yes or a no, and no error comes from deep inside.
    """
    parts, message = RETURNS[mistake]

    with pytest.raises(TypeError) as caught:
        _work(_setting(**parts))

    assert str(caught.value) == message


def _work(setting: Setting) -> None:
    desk, schema = SupplierDesk(setting, ProgramParty(name="host")), setting.programme.schema
    desk.receive(read_draft(schema, {"email": "ann@granit.example"}))
    desk.save_partners([NORDLYS])
    maja = PartnerParty(id="maja", partner_id="nordlys", roles=[PARTNER_ADMIN])
    draft = read_draft(schema, {"email": "bo@granit.example", "last_name": "Berg", "company": "Granit AB"})
    RegistrationDesk(setting, maja).register(draft)


def _setting(**given: Any) -> Setting:
    parts: dict[str, Any] = {
        "open_unit": MemoryStore().open_unit,
        "programme": evolve(ACME, module=None),
        "clock": lambda: datetime.now(UTC),  # as hosts write it
        "new_id": TimeOrderedIds(),
    }
    return Setting(**{**parts, **given})


def test_values_by_place_are_told_with_their_names(leadflow: Embedded) -> None:
    """
    Who leaves out the names of parameters reads which they are.
    """
    with pytest.raises(TypeError) as caught:
        Partner("nordlys", "Nordlys AS")  # type: ignore[call-arg]  # as is refused
    with pytest.raises(TypeError) as also:
        leadflow.desk.save_partners([NORDLYS], [])  # type: ignore[call-arg]  # as is refused

    assert str(caught.value) == (
        "Partner: takes its arguments by their names; write them, such as id=..., name=..., active=..."
    )
    assert str(also.value) == (
        "SupplierDesk.save_partners: takes 1 positional argument, not 2; name the others, such as people=.... Nothing was written"
    )


@pytest.mark.parametrize("call", [_later, _step_by_step, _Later(), partial(_later)])
def test_port_of_one_function_refuses_what_does_not_run(call: Any, tmp_path: Path) -> None:
    """
    Else every company would be the supplier's own: a coroutine counts as true.
    """
    with pytest.raises(TypeError, match=r"open_embedded\(is_ours\): .* is async or has yield"):
        open_embedded(tmp_path / "leads.db", ACME, is_ours=call)


@pytest.mark.parametrize("given", [lambda: True, lambda *, company: True, {"granit"}])
def test_port_of_one_function_refuses_what_takes_other_arguments(given: Any, tmp_path: Path) -> None:
    """
    A function of no argument and a collection are told when the part is made.
    """
    with pytest.raises(TypeError, match=r"open_embedded\(is_ours\): takes a function"):
        open_embedded(tmp_path / "leads.db", ACME, is_ours=given)


class _MailerInSteps:
    def send(self, mail: object) -> Iterator[object]:
        """
        Send nothing unless somebody reads on.
        """
        yield mail


class _LaterMailer:
    async def send(self, mail: object) -> None:
        """
        Send nothing unless somebody awaits.
        """


@pytest.mark.parametrize("mailer", [_MailerInSteps(), _LaterMailer()])
def test_mailer_that_does_not_run_when_called_is_refused(mailer: Any, tmp_path: Path) -> None:
    """
    A method with yield or async would send nothing, and every mail would count as sent.
    """
    with pytest.raises(TypeError, match=r"open_embedded\(mail\): 'send' of a _\w+ is async or has yield"):
        open_embedded(tmp_path / "leads.db", ACME, mail=mailer)


@pytest.mark.parametrize("content", ["Email\nann@granit.example\n", "ann@granit.example," * 1_000])
def test_content_of_a_file_for_its_path_is_not_repeated(content: str, leadflow: Embedded) -> None:
    """
    The message says how to give content, and shows nothing of it.
    """
    with pytest.raises(InvalidInput, match=r"^source: this is not a path; .*io\.BytesIO") as caught:
        leadflow.imports.open(content)

    assert "granit" not in str(caught.value)


ADVICE: Final[dict[str, tuple[Callable[[Embedded], object], str]]] = {
    "conditions in a list": (
        lambda _: all_of([where("country", "equals", "NO")]),  # type: ignore[arg-type]  # as is refused
        "all_of(conditions): are given one by one, not in a collection; put a * before it",
    ),
    "None for no groups": (
        lambda _: SupplierParty(id="ann", groups=None),  # type: ignore[arg-type]  # as is refused
        "SupplierParty.groups: takes several texts, not None; give an empty list for none",
    ),
    "bytes for a file": (
        lambda leadflow: leadflow.imports.open(b"Email\n"),  # type: ignore[arg-type]  # as is refused
        "ImportDesk.open(source): takes a text or a path or a binary stream, such as open(path, 'rb'), not bytes; "
        "give io.BytesIO(...) of them. Nothing was written",
    ),
    "a programme for its schema": (
        lambda _: read_draft(ACME, {"email": "ann@granit.example"}),  # type: ignore[arg-type]  # as is refused
        "read_draft(schema): takes a Schema, not a Programme; give its schema",
    ),
    "everything for its setting": (
        lambda leadflow: SupplierDesk(leadflow, ProgramParty(name="host")),  # type: ignore[arg-type]  # as is refused
        "SupplierDesk(setting): takes a Setting, not an Embedded; give its setting. Nothing was written",
    ),
    "a folder for a store of files": (
        lambda leadflow: AttachmentDesk(leadflow.setting, ProgramParty(name="host"), "files"),  # type: ignore[arg-type]  # as is refused
        "AttachmentDesk(store): takes an AttachmentStore, but a text has no 'open', 'put', 'remove' or 'stored'; "
        "make one with FsspecAttachments(folder). Nothing was written",
    ),
    "a UUID for an id": (
        lambda leadflow: leadflow.desk.lead(uuid4()),  # type: ignore[arg-type]  # as is refused
        "SupplierDesk.lead(lead_id): takes a text, not a UUID; give str(...) of it. Nothing was written",
    ),
    "a number for an id": (
        lambda _: Partner(id=5, name="Nordlys AS"),  # type: ignore[arg-type]  # as is refused
        "Partner.id: takes a text, not a whole number; give str(...) of it",
    ),
    "bytes for several texts": (
        lambda _: Partner(id="nordlys", name="Nordlys AS", groups=b"emea"),  # type: ignore[arg-type]  # as is refused
        "Partner.groups: takes several texts, not bytes; give a list of these",
    ),
    "a path for a name": (
        lambda _: Partner(id="nordlys", name=Path("nordlys")),  # type: ignore[arg-type]  # as is refused
        f"Partner.name: takes a text, not a {type(Path()).__name__}; give str(...) of it",
    ),
    "a store for its units": (
        lambda _: _setting(open_unit=MemoryStore),
        "Setting.open_unit: takes a function, not the class MemoryStore; give the open_unit of an instance",
    ),
    "a document for its class": (
        lambda _: Wire(ACME.schema).loads("{}", RoutingModule),  # type: ignore[arg-type]  # as is refused
        "form_of(cls): takes a class, such as Lead, not a text; give a class",
    ),
    "a class of Python for a kind": (
        lambda _: Field("size", int),  # type: ignore[arg-type]  # as is refused
        "Field.kind: takes a FieldKind, such as TEXT or INTEGER, not the class int; give a FieldKind",
    ),
    "bytes for a file to attach": (
        lambda _: Upload(name="offer.pdf", stream=b"%PDF"),  # type: ignore[arg-type]  # as is refused
        "Upload.stream: takes a binary stream, such as open(path, 'rb'), not bytes; give io.BytesIO(...) of them",
    ),
    "a whole number of another package": (
        lambda _: Partner(id="nordlys", name="Nordlys AS", capacity=_Counted()),  # type: ignore[arg-type]  # as is refused
        "Partner.capacity: takes a whole number, not a _Counted; give int(...) of it",
    ),
}


class _Counted:
    def __index__(self) -> int:
        return 3


@pytest.mark.parametrize("mistake", ADVICE)
def test_message_says_how_to_give_what_is_meant(mistake: str, leadflow: Embedded) -> None:
    """
    Where it is clear what was meant, the message says how that is given.
    """
    make, message = ADVICE[mistake]

    with pytest.raises(TypeError) as caught:
        make(leadflow)

    assert str(caught.value) == message


@pytest.mark.parametrize("host", ["smtp://mail.example", "ann@mail.example", "mail example"])
def test_what_is_no_host_is_refused(host: str) -> None:
    """
    The relay would find it out mail by mail.
    """
    with pytest.raises(InvalidInput, match=r"SmtpMailer\(host\): is not a host; .*host_malformed"):
        SmtpMailer(host)


@pytest.mark.parametrize("one", [where("country", "equals", "NO"), all_of(), any_of()])
def test_criteria_are_neither_true_nor_false(one: object) -> None:
    """
    With Python's ``and`` or ``not`` a condition would be dropped, and leads go where nobody wants them.
    """
    with pytest.raises(TypeError, match=r"\w+: is neither true nor false; combine criteria with all_of or any_of"):
        assert not (one and where("company", "equals", "Granit"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (numpy.int64(5), 5),
        (numpy.float32(5.5), 5.5),
        (numpy.array(["NO", "SE"]), ("NO", "SE")),
        (numpy.float64(5.5), 5.5),
        (_Size.FIVE, 5),
    ],
)
def test_conditions_keep_values_as_python_s_own(given: object, kept: object) -> None:
    """
    A scalar of a data frame or a word of an enumeration is compared as the value that it stands for.
    """
    value = where("employee_count", "equals", given).value

    assert (value, type(value)) == (kept, type(kept))


def test_a_generator_is_no_mailer() -> None:
    """
    Generators have a method `send` of their own, which takes no mail.
    """
    store = MemoryStore()
    nothing = (one for one in list[int]())
    setting = Setting(
        open_unit=store.open_unit, programme=ACME, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds()
    )

    with pytest.raises(TypeError, match=r"OutboxRelay\(mailer\): takes a Mailer, not a generator; give a Mailer"):
        OutboxRelay(setting, store, nothing)  # type: ignore[arg-type]  # as is refused
