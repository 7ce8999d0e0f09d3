"""
The default wording in several languages: each says everything, and people get theirs or the nearest.
"""

from __future__ import annotations

from string import Formatter

import pytest
from attrs import evolve, fields
from tests.core.builders import NOW, a_contact, a_lead, a_partner, a_user

from leadflow.core.leads import Activity
from leadflow.core.notifications import Briefing, LinkAction, Mail, Message, MessageKind, Occasion, ReadyExport, render
from leadflow.core.notifications.occasions import languages_of
from leadflow.core.notifications.policy import MailPolicy
from leadflow.core.notifications.wordings import LANGUAGES, Words, words_in
from leadflow.core.programme import Programme
from leadflow.core.schema import STANDARD_SCHEMA, Fields, Schema

ENGLISH = LANGUAGES["en"]


def placeholders(text: str) -> set[str]:
    """
    Return what is filled into *text*.
    """
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def mail_in(*languages: str, kind: MessageKind = MessageKind.NEW_LEAD, schema: Schema = STANDARD_SCHEMA) -> Mail:
    """
    Return a mail to somebody who, and whose partner and supplier, have these languages, in this order.
    """
    person, partner, programme = (*languages, "", "", "")[:3]
    message = Message(
        key="0" * 32, supplier_id="acme", lead_id="lead-1", seq=2, kind=kind, recipient_id="u", created_at=NOW
    )
    contact = a_contact("ann")
    if kind is MessageKind.EXPORT_READY:
        export = ReadyExport(id="1", recipient=contact, name="leads.csv", link="https://x.example/1")
        message = evolve(message, lead_id=None, export=export)
    lead = evolve(
        a_lead(email="jo@x.se", city="Uppsala", notes="Call"),
        history=tuple(Activity(at=NOW, kind="visit", title=f"Visit {n}") for n in range(12)),
    )
    about = Briefing(
        message=message,
        person=evolve(a_user("u"), language=person),
        letterhead=Programme(
            supplier_id="acme", name="Acme", mail=MailPolicy(language=programme), schema=schema
        ).letterhead,
        lead=None if message.export else lead,
        partner=a_partner(name="Team", language=partner),
        occasion=Occasion(
            buttons={one.value: "https://x.example/t" for one in LinkAction},
            assigned_by="Ann",
            reason="R",
            comment="C",
            unsubscribe="https://x.example/u",
        ),
    )
    return render(about)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=list(LANGUAGES))
class TestEveryLanguage:
    def test_it_says_everything_that_english_says(self, words: Words) -> None:
        """
        Each kind of message, each button and each standard field, with the same things filled in.
        """
        for mine, theirs in ((words.subjects, ENGLISH.subjects), (words.intros, ENGLISH.intros)):
            assert set(mine) == set(MessageKind)
            assert {kind: placeholders(text) for kind, text in mine.items()} == {
                kind: placeholders(text) for kind, text in theirs.items()
            }
        assert set(words.actions) == set(LinkAction)
        assert set(words.answers) == set(ENGLISH.answers)
        assert placeholders(words.more) == {"count"}
        assert set(words.fields) == {name for name, one in STANDARD_SCHEMA.leads.items() if not one.record}

    def test_no_text_is_blank_or_unclosed(self, words: Words) -> None:
        """
        No text of a wording is blank, unclosed or contains a line break.
        """
        said = [getattr(words, one.name) for one in fields(Words)]
        flat = [text for one in said for text in ([one] if isinstance(one, str) else one.values())]

        assert all(text.strip() == text and text and "\n" not in text for text in flat)

    @pytest.mark.parametrize("kind", MessageKind)
    def test_every_kind_is_written_in_it(self, words: Words, kind: MessageKind) -> None:
        """
        Subject, text and HTML, whose language is named for screen readers.
        """
        mail = mail_in(words.language, kind=kind)

        assert mail.subject.startswith(words.subjects[kind].partition("{")[0].strip())
        assert f'<html lang="{words.language}">' in mail.html
        assert words.unsubscribe in mail.text
        # What was taken back is the partner's no more, an export is about no lead, and a digest lists its own.
        shown = kind not in (
            MessageKind.EXPORT_READY,
            MessageKind.LEAD_RECALLED,
            MessageKind.DIGEST,
            MessageKind.NEW_LEADS,
            MessageKind.LEADS_UPDATED_BY_SUPPLIER,
        )
        assert (f"{words.fields['city']}:" in mail.text) is shown
        assert (words.more.format(count=2) in mail.text) is shown


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (("de", "fr", "es"), "de"),
        (("", "fr", "es"), "fr"),
        (("", "", "es"), "es"),
        (("", "", ""), "en"),
        (("de-AT", "fr"), "de"),
        (("DE", ""), "de"),
        (("sv", "fr"), "fr"),
        (("sv", "", "no"), "en"),
    ],
)
def test_a_person_gets_the_nearest_language(languages: tuple[str, ...], expected: str) -> None:
    """
    Their own, else their partner's, else the programme's, else English; a country's form falls back to the language.
    """
    assert words_in(*languages).language == expected
    assert f'<html lang="{expected}">' in mail_in(*languages).html


def test_the_suppliers_own_people_do_not_read_the_partners_language() -> None:
    """
    Theirs, else the programme's.
    """
    partner = a_partner(language="de")

    assert languages_of(a_user("u"), partner, "fr") == ("de", "fr")
    assert languages_of(a_contact("c"), partner, "fr") == ("fr",)
    assert languages_of(evolve(a_contact("c"), language="es"), partner, "fr") == ("es", "fr")


def test_a_label_of_the_hosts_own_stands_in_every_language() -> None:
    """
    Labels are translated where they are the library's.
    """
    labelled = [evolve(one, label="Where") if name == "city" else one for name, one in STANDARD_SCHEMA.leads.items()]
    own = Fields(labelled)

    assert "Ort: " in mail_in("de").text
    assert "Where: " in mail_in("de", schema=evolve(STANDARD_SCHEMA, leads=own)).text
