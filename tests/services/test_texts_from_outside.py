"""
Ids and texts that come from outside: what no store can hold is unknown or cleaned, and lengths end.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve, fields, has
from tests.core.builders import SCHEMA, a_contact, a_user, an_account
from tests.services.builders import HOST, MODULE, Office, an_office
from tests.stores import an_empty_store

import leadflow
from leadflow.core.criteria import where
from leadflow.core.handling import Refusal
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, InvalidDraft, read_draft
from leadflow.core.kinds import KINDS, TEXT, ReadOptions
from leadflow.core.kinds.unfit import Unfit
from leadflow.core.leads import Activity, ExternalId
from leadflow.core.lengths import LONGEST_ID, LONGEST_NAME
from leadflow.core.notifications import ActionLinks, DeliveryKind, LinkKey
from leadflow.core.partners import Campaign
from leadflow.core.problems import Problem, Severity, Unreadable
from leadflow.core.views import LeadQuery
from leadflow.errors import InvalidInput, LinkUnusable, NotAllowed, NotFound
from leadflow.services import DeliveryDesk, LinkDesk, PeopleDesk
from leadflow.testing import NOW

LINKS: Final = ActionLinks(
    "acme",
    (LinkKey("k", b"k" * 32),),
    url="https://x.example/a/{token}",
    unsubscribe_url="https://x.example/u/{token}",
)
IDS: Final = frozenset({"token", "key", "name"})
STRANGE: Final = {"NUL": "a\x00b", "lone surrogate": "a\ud800", "long": "x" * 5_000}


def codes(problems: Iterable[Problem]) -> list[str]:
    """
    Return the codes of problems.
    """
    return [one.code for one in problems]


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """
    Desks over each store.
    """
    with an_empty_store(request.param, tmp_path, request) as store:
        yield an_office(store=store)


def _calls(office: Office, lead_id: str) -> Iterator[tuple[str, Callable[[str], object]]]:
    """
    Return every public method of a desk that takes an id, as a function of one of its ids.
    """
    desks: dict[str, object] = {
        "supplier": office.desk,
        "partner": office.at("north"),
        "routing": office.routing,
        "people": PeopleDesk(office.setting, HOST),
        "deliveries": DeliveryDesk(office.setting, HOST),
        "links": LinkDesk(office.setting, LINKS),
        "imports": office.imports,
    }
    usual: dict[str, object] = {
        "lead_id": lead_id,
        "assignee_id": "maja",
        "person_id": "maja",
        "partner_id": "north",
        "import_id": "i",
        "key": "k",
        "kind": DeliveryKind.HARD_BOUNCE,
        "at": NOW,
        "token": "t",
        "action": "accept",
        "form_nonce": "n",
        "user": a_user("new"),
        "name": "emea",
        "version": 1,
        "module": "emea",
    }
    for desk_name, desk in desks.items():
        for name, method in inspect.getmembers(desk, inspect.ismethod):
            parameters = list(inspect.signature(method).parameters.values())
            needed = [one.name for one in parameters if one.default is inspect.Parameter.empty]
            if name.startswith("_") or not usual.keys() >= set(needed):
                continue
            for one in parameters:
                if one.name in IDS or one.name.endswith("_id"):
                    given = {name: usual[name] for name in needed}
                    yield f"{desk_name}.{name}({one.name})", partial(_call, method, given, one.name)


def _call(method: Callable[..., object], given: dict[str, object], name: str, text: str) -> object:
    return method(**{**given, name: text})


@pytest.mark.parametrize("what", STRANGE)
def test_an_id_that_no_store_can_hold_is_an_unknown_id(office: Office, what: str) -> None:
    """
    Every public method that takes an id answers as for any id that nobody has.
    """
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="north"))
    assert isinstance(done, Distribution)
    asked = 0
    for name, call in _calls(office, done.lead.id):
        try:
            answer = call(STRANGE[what])
        except (NotFound, LinkUnusable):
            asked += 1
            continue
        except NotAllowed:
            # Default recipients are the partner's own affair, whatever the id.
            assert name.startswith("people.set_default_recipient("), name
            continue
        assert isinstance(answer, Refusal) or answer is False or answer == (), name
        asked += 1

    assert asked >= 25


@pytest.mark.parametrize("what", STRANGE)
def test_what_no_store_can_hold_is_not_taken_as_a_new_id(office: Office, what: str) -> None:
    """
    Of leads, partners, people, campaigns, modules and imports; values that are made by a program refuse some at once.
    """
    wrong, draft = STRANGE[what], read_draft(SCHEMA, {"email": "a@x.se"})
    code = "id_too_long" if what == "long" else "id_unusable"
    refused = office.desk.receive(draft, lead_id=wrong)
    assert isinstance(refused, InvalidDraft)
    assert codes(refused.problems) == [code]
    named = evolve(draft, submission=evolve(draft.submission, external_ids=(ExternalId("crm", wrong),)))
    refused = office.desk.receive(named)
    assert isinstance(refused, InvalidDraft)
    assert codes(refused.problems) == [code]
    for save in (
        lambda: office.desk.save_partners([evolve(an_account(wrong).partner, name="P")]),
        lambda: office.desk.save_partners([an_account("p", additional_recipients=(a_contact(wrong),)).partner]),
        lambda: office.desk.save_partners(people=[an_account("north", users=(a_user(wrong),)).people]),
        lambda: office.desk.save_campaigns([Campaign(id=wrong, name="C")]),
        lambda: office.routing.publish(evolve(MODULE, name=wrong)),
    ):
        with pytest.raises(InvalidInput) as caught:
            save()
        assert codes(caught.value.problems)[0] in (code, "text_not_storable")
    if what != "lone surrogate":
        person = PeopleDesk(office.setting, HOST).add_user("north", a_user(wrong))
        assert isinstance(person, Refusal)
        assert codes(person.problems)[0] == code
        report = office.imports.run(office.file("a@x.de,DE,,"), settings=ImportSettings(import_id=wrong))
        assert codes(report.problems) == [code]


def test_texts_are_cleaned_where_they_come_in(office: Office) -> None:
    """
    Names, sources, systems, histories and values lose NUL, lone surrogates and control characters.
    """
    dirty, torn = "a\x00b\x07c", "a\x00b\ud800c"
    office.desk.save_partners([evolve(an_account("p").partner, name=dirty, groups=(dirty,))])
    office.desk.save_campaigns([Campaign(id="c", name=dirty)])
    PeopleDesk(office.setting, HOST).add_user("p", evolve(a_user("u"), first_name=dirty))
    done = office.desk.receive(
        read_draft(
            SCHEMA,
            {"email": "a@x.se", "first_name": torn, "notes": torn},
            partner="p",
            source=dirty,
            external_ids=(ExternalId(dirty, "1"),),
            history=(Activity(at=NOW, kind=dirty, title=dirty),),
        )
    )
    assert isinstance(done, Distribution)
    lead, account = office.desk.lead(done.lead.id), office.account("p")

    assert (account.partner.name, account.partner.groups) == ("abc", ("abc",))
    assert account.people.users[0].first_name == "abc"
    assert (lead.source, lead.external_ids[0].system) == ("abc", "abc")
    assert (lead.history[0].kind, lead.history[0].title) == ("abc", "abc")
    assert (lead.values.get(SCHEMA.leads["first_name"]), lead.values.get(SCHEMA.leads["notes"])) == ("abc", "abc")


def test_a_list_is_asked_for_what_no_store_can_hold(office: Office) -> None:
    """
    Filters and criteria with NUL or a lone surrogate find nothing, and fail nowhere; partners and stages are unknown.
    """
    office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="north"))
    nul, torn = STRANGE["NUL"], STRANGE["lone surrogate"]
    for query in (
        *(LeadQuery(sources=[text]) for text in (nul, torn)),
        LeadQuery(criteria=where("city", "equals", nul)),
    ):
        assert office.desk.leads(query).rows == ()
        assert office.desk.count(query) == 0
    for text in (nul, torn):
        with pytest.raises(NotFound):
            office.desk.leads(LeadQuery(partner_ids=[text]))
        with pytest.raises(InvalidInput, match="stage_unknown"):
            office.desk.count(LeadQuery(sources=[text, "manual"], stages=[text]))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_value_ends_at_the_length_of_its_kind(kind: Any) -> None:
    """
    One character more is a problem with a code, whatever the text.
    """
    with pytest.raises(Unreadable) as caught:
        kind.read("1" * (kind.longest + 1), ReadOptions())

    assert caught.value.code == "value_too_long"


def test_values_and_names_that_are_too_long_are_told(office: Office) -> None:
    """
    In a form, in a file and in what a supplier saves; a name of the longest length is taken.
    """
    long = "x" * 1_001
    assert codes(read_draft(SCHEMA, {"email": "a@x.se", "first_name": long}).problems) == ["value_too_long"]
    report = office.imports.run(office.file(f"a@x.de,DE,,{long * 30}", "b@x.de,DE,,Oslo"))
    assert [codes(row.problems) for row in report.warned] == [["value_too_long"]]
    assert sorted(len(str(one)) for lead in office.leads() for one in lead.values.cells if isinstance(one, Unfit)) == [
        20_000
    ]
    with pytest.raises(InvalidInput) as caught:
        office.desk.save_partners([evolve(an_account("p").partner, name="x" * (LONGEST_NAME + 1))])
    assert [(one.code, one.path) for one in caught.value.problems] == [("text_too_long", "Partner.name")]
    office.desk.save_partners([evolve(an_account("y" * LONGEST_ID).partner, name="x" * LONGEST_NAME)])
    refused = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, source="x" * (LONGEST_NAME + 1)))
    assert isinstance(refused, InvalidDraft)
    assert [(one.code, one.path) for one in refused.problems] == [("text_too_long", "source")]


PERSONAL: Final = frozenset(
    [
        *("email", "first_name", "last_name", "address", "addresses", "bounced", "comment", "cells", "values", "said"),
        *(
            "subject",
            "text",
            "html",
            "title",
            "original_name",
            "detail",
            "body",
            "secret",
            "token",
            "token_id",
            "nonce",
        ),
    ]
)
"""
Members that say something about a person, or are a secret.
"""


HARMLESS: Final = {("AssessmentModel", "subject"): "says leads or opportunities"}
"""
Members that are called as if they said something, and why they do not.
"""


def _public_classes() -> list[type]:
    return [one for name in leadflow.__all__ if isinstance(one := getattr(leadflow, name), type) and has(one)]


@pytest.mark.parametrize("cls", _public_classes(), ids=lambda cls: cls.__name__)
def test_no_repr_shows_what_is_personal(cls: type) -> None:
    """
    Every member of a public class that holds a person's data or a secret is left out of its repr, or hides it itself.
    """
    shown = [
        one.name
        for one in fields(cls)
        if one.name in PERSONAL
        and (cls.__name__, one.name) not in HARMLESS
        and one.repr is True
        and str(one.type).removesuffix(" | None") in ("str", "bytes")
    ]

    assert shown == []


def test_no_repr_of_what_desks_return_shows_a_person() -> None:
    """
    Drafts, results, leads, events, lists, accounts, reports and messages with a canary in every value.
    """
    canary = "Kanarienvogel"
    user = evolve(a_user("u"), email=f"{canary}@x.se", first_name=canary, last_name=canary)
    office = an_office()
    office.desk.save_partners(
        [an_account("p", additional_recipients=(evolve(a_contact("c"), first_name=canary),)).partner]
    )
    people = PeopleDesk(office.setting, HOST).add_user("p", user)
    said: dict[str, Any] = {name: canary for name, one in SCHEMA.leads.items() if one.kind is TEXT and not one.record}
    draft = read_draft(SCHEMA, {"email": f"{canary}@x.se", **said, "no_such": canary, "seats": canary}, partner="p")
    good = evolve(draft, problems=())
    done = office.desk.receive(good)
    assert isinstance(done, Distribution)
    rejected = office.at("p").reject(done.lead.id, comment=canary)
    report = office.imports.run(office.file(f"{canary},DE,,{canary}", f"{canary}@y.se,DE,,{canary}"))
    results = (
        [draft, good, done, rejected, people, report, *report.refused, office.desk.leads(), office.desk.account("p")],
        [*office.desk.timeline(done.lead.id), *office.desk.messages(done.lead.id), *office.leads()],
        [office.desk.receive(draft), *draft.problems],
    )

    assert [type(one).__name__ for some in results for one in some if canary.lower() in repr(one).lower()] == []


@pytest.mark.parametrize("dirty", ["An\x00n", "An\ud800n", "\u200bAnn"], ids=["NUL", "surrogate", "zero width"])
def test_form_warns_about_what_was_cleaned(dirty: str) -> None:
    """
    A value of a form that lost invisible characters is told as one of a file is, and refuses nothing.
    """
    draft = read_draft(SCHEMA, {"email": "a@x.se", "first_name": dirty, "last_name": " Berg "})

    assert [(one.code, one.path) for one in draft.problems] == [("control_characters", "first_name")]
    assert draft.problems[0].severity is Severity.WARNING
    assert draft.values["first_name"] == "Ann"
    assert SCHEMA.leads.fill(first_name=dirty)["first_name"] == "Ann"
