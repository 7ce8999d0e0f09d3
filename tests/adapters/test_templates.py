"""
Templates that suppliers write: escaped, bounded, and checked before they are saved.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from typing import Final

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_lead, a_user, an_account
from tests.services.builders import PARTNERS, PROGRAMME, an_office

from leadflow.adapters.template_tags import TemplateTags
from leadflow.adapters.templates import MiniJinjaTemplates, TemplateLimits
from leadflow.core.intake import read_draft
from leadflow.core.notifications.policy import MailPolicy
from leadflow.core.observations import MailRelayed, Observation
from leadflow.core.templates import MessageKind, Template, TemplateTranslation, traits_of
from leadflow.errors import InvalidInput, TemplateFailed
from leadflow.ports import TemplateEngine
from leadflow.services import OutboxRelay
from leadflow.services.mail.templates import check_template, preview_template
from leadflow.testing import RecordingMailer, TemplateEngineContract

ENGINE: Final = MiniJinjaTemplates()
VALUES: Final = {
    "lead": {"email": "a@x.de", "notes": "<b>'\"&" * 20, "city": ""},
    "details": [{"label": "L", "value": "<v>"}] * 8,
    "supplier": {"name": "A"},
}
FUZZED: Final = 100_000 if os.environ.get("LEADFLOW_SOAK") else 10_000
PIECES: Final = [
    *("{{ ", "}}", "{% ", "%}", "{#", "#}", "for x in details", "endfor", "if lead.notes", "endif", "else", "lead"),
    *("lead.notes", "|", "upper", "safe", "'", '"', "~", "*", "x" * 50, "<b>", "set a = lead", "loop.index", "(", ")"),
    *("[0]", "range(100)", "for i in range(100)", "9" * 30, "\\", "\x00", "é", " is defined", "not ", "in "),
]


def fuzzed(dice: random.Random) -> str:
    """
    Return a template that somebody might try.
    """
    text = "".join(dice.choice(PIECES) for _ in range(dice.randrange(1, 40)))
    if dice.random() < 0.3:
        depth = dice.randrange(1, 5)
        text = "{% for x in details %}" * depth + text.replace("{%", "") + "{{ lead.notes }}" + "{% endfor %}" * depth
    return text


def test_every_fuzzed_template_ends_soon() -> None:
    """
    Within 100 ms, with output or a template problem; measured as the time of this thread.
    """
    dice, slowest, made = random.Random(7), 0.0, 0
    for _ in range(FUZZED):
        source, before = fuzzed(dice), time.thread_time()
        with suppress(TemplateFailed):
            made += len(ENGINE.render(source, VALUES, True)) >= 0
        slowest = max(slowest, time.thread_time() - before)

    assert slowest < 0.1
    assert made > FUZZED / 10


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ lead.emial }}", "template_variable_unknown"),
        ("{{ leed.email }}", "template_variable_unknown"),
        ("{{ lead.notes|safe }}", "template_not_allowed"),
        ("{% autoescape false %}{{ lead.notes }}{% endautoescape %}", "template_not_allowed"),
        ("{{ 'a' ~ 'b' }}", "template_not_allowed"),
        ("{{ '}}' ~ lead.notes }}", "template_not_allowed"),
        ("{{ lead.notes.upper() }}", "template_not_allowed"),
        ("{{ range(10) }}", "template_not_allowed"),
        ("{% include 'x' %}", "template_not_allowed"),
        ("{% set a %}{{ lead }}{% endset %}", "template_not_allowed"),
        ("{% for x in details %}", "template_unreadable"),
        ("{{ lead.notes", "template_unreadable"),
        ("x" * 65_537, "template_too_large"),
        ("{{ details }}", "template_unreadable"),
        ("{{ (lead, lead) }}", "template_not_allowed"),
        ("{{ [lead] }}", "template_not_allowed"),
        ("{% set a = lead, lead %}", "template_not_allowed"),
        ("{% for a in lead, lead %}{% endfor %}", "template_not_allowed"),
        ("{{ 'a'(1) }}", "template_not_allowed"),
    ],
)
def test_what_is_wrong_is_said_before_it_is_saved(source: str, code: str) -> None:
    """
    Checking a template finds each type of mistake with its code.
    """
    assert {one.code for one in ENGINE.problems(source, VALUES, True)} == {code}


SMALL: Final = TemplateLimits(
    source=1_000,
    output=200,
    steps=100,
    repeated=2_000,
    filtered=300,
    value=100,
    values=300,
    items=5,
    tokens=20,
    text=10,
    brackets=3,
    blocks=3,
    branches=3,
    variables=3,
)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("x" * 1_001, "template_too_large"),
        ("\u00e9" * 501, "template_too_large"),
        ("x" * 201, "template_too_much"),
        ("{{ lead.notes }}" * 4, "template_too_much"),
        ("{% for a in details %}{% for b in details %}{% endfor %}{% endfor %}" * 3, "template_too_much"),
        ("{% for a in details %}" + "x" * 900 + "{% endfor %}", "template_too_much"),
        ("{% for a in details %}{% if a.label in 'L' %}y{% endif %}{% endfor %}", "template_too_much"),
        ("{% if lead.notes|upper|lower == 1 %}{% endif %}" * 2, "template_too_much"),
        ("{% if lead.notes|e|upper|e|upper %}{% endif %}", "template_too_much"),
        ("{{ " + "not " * 20 + "lead }}", "template_not_allowed"),
        ("{{ 'abcdefghijk' }}", "template_not_allowed"),
        ("{{ abcdefghijk }}", "template_not_allowed"),
        ("{{ ((((lead)))) }}", "template_not_allowed"),
        ("{{ lead[lead[lead[lead[0]]]] }}", "template_not_allowed"),
        ("{% if lead %}" * 4 + "{% endif %}" * 4, "template_not_allowed"),
        ("{% if lead %}" + "{% elif lead %}" * 4 + "{% endif %}", "template_not_allowed"),
        ("{% set a = 1 %}" * 4, "template_not_allowed"),
        ("{% with a = 1, b = 1, c = 1, d = 1 %}{% endwith %}", "template_not_allowed"),
    ],
)
def test_every_limit_ends_a_template_that_goes_beyond_it(source: str, code: str) -> None:
    """
    When it is checked as when it is rendered, with the same code.
    """
    engine = MiniJinjaTemplates(SMALL)

    with pytest.raises(TemplateFailed, match=code):
        engine.render(source, VALUES, True)
    assert {one.code for one in engine.problems(source, VALUES, True)} == {code}


def test_a_template_sees_values_within_the_limits() -> None:
    """
    A long text is cut, a long list ends, and what is beyond the sum is left out.
    """
    engine = MiniJinjaTemplates(evolve(SMALL, output=2_000, steps=2_000))
    values = {"a": "x" * 150, "b": list("abcdefgh"), "c": "y" * 100, "d": ["z" * 90] * 3}

    assert engine.render("{{ a }}", values, False) == "x" * 99 + "\u2026"
    assert engine.render("{% for one in b %}{{ one }}{% endfor %}", values, False) == "abcde"
    assert len(engine.render("{{ a }}{{ c }}{% for one in d %}{{ one }}{% endfor %}", values, False)) <= 300


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("a\nb {{ 'x }} \n c", "template_unreadable", "line 2"),
        ('{{ "x\\" }}', "template_not_allowed", "line 1"),
        ("{{ a }}\n\n{{ b\n -}} {# {{ #}\n{% if x", "template_unreadable", "line 5"),
        ("{{ a %}", "template_not_allowed", "line 1"),
        ("{# a }}", "template_unreadable", "line 1"),
    ],
)
def test_what_is_not_closed_is_found_with_its_line(source: str, code: str, line: str) -> None:
    """
    A text, a tag or a comment; the source is read once, from the first character to the last.
    """
    (problem,) = TemplateTags(source, TemplateLimits()).problems

    assert (problem.code, problem.path) == (code, line)


def test_only_the_first_unknown_variables_are_told() -> None:
    """
    Since near names are looked for, which takes long for thousands.
    """
    source = "".join(f"{{{{ unknown{at} }}}}" for at in range(50))

    assert len(ENGINE.problems(source, VALUES, True)) == 20


def test_a_misspelt_variable_comes_with_the_near_ones() -> None:
    """
    A misspelled variable has a place and similar names.
    """
    (problem,) = ENGINE.problems("{{ lead.emial }}", VALUES, True)

    assert (problem.path, problem.suggestions[0]) == ("lead.emial", "lead.email")


def test_values_are_escaped_in_html_only() -> None:
    """
    Through loops, conditions and filters as well.
    """
    source = "{% for one in details %}{% if one.value %}{{ one.value|upper }}{% endif %}{% endfor %}"

    assert "<" not in ENGINE.render(source, VALUES, True)
    assert "<V>" in ENGINE.render(source, VALUES, False)


def a_template(**given: object) -> Template:
    """
    Return a template in two languages.
    """
    translations = (
        TemplateTranslation(
            language="en", subject="Hi {{ recipient.name }}", text="{{ lead.company }}", html="<p>{{ lead.title }}"
        ),
        TemplateTranslation(language="de", subject="Hallo", text="Neu: {{ lead.company }}", html="<p>{{ lead.title }}"),
    )
    return Template(**{"name": "ours", "kind": MessageKind.NEW_LEAD, "translations": translations, **given})  # type: ignore[arg-type]  # as named


def test_a_template_is_previewed_with_a_sample_or_a_lead() -> None:
    """
    A preview uses a sample or a lead, in any language, and returns mistakes instead if there are any.
    """
    assert preview_template(a_template(), PROGRAMME, ENGINE).text == "Prospect Ltd"
    assert preview_template(a_template(), PROGRAMME, ENGINE, language="de-AT").subject == "Hallo"
    assert preview_template(a_template(), PROGRAMME, ENGINE, lead=a_lead(company="<Acme>")).html.startswith(
        "<p>&lt;Acme"
    )
    wrong = evolve(a_template(), translations=(TemplateTranslation(subject="{{ x }}", text="", html="{% x %}"),))
    with pytest.raises(InvalidInput):
        preview_template(wrong, PROGRAMME, ENGINE)
    places = [(one.code, one.path) for one in check_template(wrong, PROGRAMME, ENGINE)]

    assert places == [("template_variable_unknown", "en subject.x"), ("template_not_allowed", "en html.line 1")]


@pytest.mark.parametrize(
    ("templates", "subject"),
    [
        ((a_template(),), "Hi"),
        ((a_template(groups=("gold",)),), "New lead from Acme Ltd: a@x.se"),
        ((a_template(groups=("gold",)), a_template(name="all", kind=MessageKind.UPDATE_REQUEST)), "New lead from"),
        (
            (a_template(translations=(TemplateTranslation(subject="{{ x|nope }}", text="", html=""),)),),
            "New lead from Acme Ltd: a@x.se",
        ),
    ],
)
def test_the_first_template_that_fits_is_sent(templates: tuple[Template, ...], subject: str) -> None:
    """
    The first template for kind and group is used, else or on failure the default.
    """
    office = an_office(programme=evolve(PROGRAMME, mail=MailPolicy(templates=templates)))
    office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="north"))
    mailer, seen = RecordingMailer(), list[Observation]()
    office.observe = seen.append
    relay = OutboxRelay(office.setting, office.store, mailer, templates=ENGINE)
    relay.run_until_idle()

    assert mailer.sent[0].subject.startswith(subject)
    assert mailer.sent[0].text.strip() != ""
    (relayed,) = (one for one in seen if isinstance(one, MailRelayed))
    assert relayed.template_failed is ("nope" in templates[0].translations[0].subject)


EVERYTHING: Final = (
    "{{ kind }}|{{ supplier.name }}|{{ partner.name }}|{{ recipient.name }}|{{ campaign.name }}|{{ lead.title }}|"
    "{% for one in details %}{{ one.label }}{{ one.value }}{% endfor %}|"
    "{% for one in history %}{{ one.date }} {{ one.title }}{% endfor %}|{{ assigned_by }}|{{ buttons.accept }}|"
    "{{ rejection.reason }}|{{ update_days }}|{{ export.name }} {{ export.link }}|{{ unsubscribe }}"
)


@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_is_previewed_with_everything_that_can_be_shown(kind: MessageKind) -> None:
    """
    What a kind has not is empty, and never a mistake: one template can serve several kinds.
    """
    template = a_template(
        kind=kind, translations=(TemplateTranslation(subject="{{ kind }}", text=EVERYTHING, html=EVERYTHING),)
    )
    mail = preview_template(template, PROGRAMME, ENGINE)
    said = dict(enumerate(mail.text.split("|")))
    export = kind is MessageKind.EXPORT_READY

    assert check_template(template, PROGRAMME, ENGINE) == ()
    assert (mail.subject, said[0], said[1], said[11]) == (kind.value, kind.value, "Acme Ltd", "7")
    assert said[12].strip() == ("leads.csv https://leads.example/export" if export else "")
    assert said[5] == ("Jo Prospect, Prospect Ltd" if traits_of(kind).about_lead else "")
    assert said[7] == ("2026-01-01 Attended a webinar" if traits_of(kind).about_lead else "")


@pytest.mark.parametrize("kind", [MessageKind.DIGEST, MessageKind.NEW_LEADS, MessageKind.LEADS_UPDATED_BY_SUPPLIER])
def test_mail_about_many_leads_is_previewed_with_one(kind: MessageKind) -> None:
    """
    A template of a digest is previewed with a lead that it lists.
    """
    shown = "{% for one in leads %}{{ one.title }} {{ one.url }}{% endfor %}"
    template = a_template(kind=kind, translations=(TemplateTranslation(subject="x", text=shown, html=shown),))

    assert check_template(template, PROGRAMME, ENGINE) == ()
    assert preview_template(template, PROGRAMME, ENGINE).text == "Jo Prospect, Prospect Ltd https://leads.example/lead"


@pytest.mark.parametrize(
    ("person", "partner", "programme", "expected"),
    [
        ("de", "en", "en", "Hallo"),
        ("", "de-AT", "en", "Hallo"),
        ("", "", "de", "Hallo"),
        ("fr", "de", "en", "Hallo"),
        ("en", "de", "de", "Hi u"),
        ("fr", "", "es", "Hi u"),
    ],
)
def test_the_wording_in_the_nearest_language_is_sent(person: str, partner: str, programme: str, expected: str) -> None:
    """
    The person's, else the partner's, else the programme's, else the first.
    """
    user = evolve(a_user("u"), first_name="u", language=person)
    office = an_office(
        partners=(*PARTNERS, an_account("team", users=(user,), language=partner)),
        programme=evolve(PROGRAMME, mail=MailPolicy(language=programme, templates=(a_template(),))),
    )
    office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="team"))
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, templates=ENGINE).run_until_idle()

    assert [mail.subject for mail in mailer.sent] == [expected]


def test_a_template_says_something_in_one_language_at_least() -> None:
    """
    Otherwise there would be nothing to fall back to.
    """
    with pytest.raises(InvalidInput, match=r"Template.translations: .*add one"):
        a_template(translations=())


class TestContract(TemplateEngineContract):
    """
    The engine that is shipped.
    """

    @pytest.fixture
    def engine(self) -> TemplateEngine:
        """
        The engine.
        """
        return ENGINE
