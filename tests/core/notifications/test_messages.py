"""
Messages and mail: stable keys, no mark-up and no header from anything that people type.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default as strict
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import EXTRA, NOW, SCHEMA, a_lead, a_partner, a_rep, a_user, an_account
from tests.laws.strategies import examples

from leadflow.adapters.files import to_mime
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Family
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    Briefing,
    Mail,
    Message,
    MessageKind,
    choose_recipients,
    compose,
    header_text,
    message_key,
    render,
)
from leadflow.core.notifications.policy import MailPolicy, Sender
from leadflow.core.partners import Campaign, PartnerUser
from leadflow.core.programme import Programme
from leadflow.core.values import Values

CANARY = '"><img src=x onerror=1>'
TEXTUAL = [
    one
    for one in SCHEMA.leads.values()
    if not one.record and one.kind.family in (Family.TEXT, Family.CHOICE, Family.MULTI)
]
PROGRAMME = Programme(
    supplier_id="acme", name="Acme", schema=SCHEMA, mail=MailPolicy(sender=Sender(address="leads@acme.example"))
)


def mail_of(lead: Lead, *, programme: Programme = PROGRAMME, campaign: Campaign | None = None, **person: Any) -> Mail:
    """
    Return the mail about *lead*.
    """
    maja = PartnerUser(**{"id": "maja", "email": "maja@x.de", "first_name": "Maja", **person})
    message = Message(
        key="0" * 32,
        supplier_id="acme",
        lead_id=lead.id,
        seq=2,
        kind=MessageKind.NEW_LEAD,
        recipient_id="maja",
        created_at=NOW,
    )
    partner = a_partner(name=f"Nordlys {CANARY}")
    return render(
        Briefing(
            message=message, person=maja, letterhead=programme.letterhead, lead=lead, partner=partner, campaign=campaign
        )
    )


class TestKeys:
    def test_there_is_one_message_for_each_who_is_told(self) -> None:
        """
        Each recipient gets one message with a stable, unique key.
        """
        lead = a_lead()
        account = an_account(users=(a_user("a"), a_user("b", active=False)), sales_reps=(a_rep("c"),))
        decision = choose_recipients(lead, account)
        once = compose(lead, decision.included, kind=MessageKind.NEW_LEAD, now=NOW)

        assert [one.recipient_id for one in once] == ["a", "c"]
        assert len({one.key for one in once}) == 2
        assert compose(lead, decision.included, kind=MessageKind.NEW_LEAD, now=NOW) == once

    def test_a_key_stays_what_it_is_from_version_to_version(self) -> None:
        """
        Receivers know repeats by it.
        """
        assert message_key("lead-1", 2, MessageKind.NEW_LEAD, "maja") == message_key(
            "lead-1", 2, MessageKind.NEW_LEAD, "maja"
        )
        assert len(message_key("lead-1", 2, MessageKind.NEW_LEAD, "maja")) == 32

    @examples(300)
    @given(
        one=st.tuples(st.text(max_size=5), st.integers(0, 30), st.text(max_size=5)),
        other=st.tuples(st.text(max_size=5), st.integers(0, 30), st.text(max_size=5)),
    )
    def test_different_messages_have_different_keys(self, one: Any, other: Any) -> None:
        """
        Messages for another lead, event or recipient have different keys.
        """
        keys = [message_key(lead, seq, MessageKind.NEW_LEAD, person) for lead, seq, person in (one, other)]
        apart = "\x1f" not in f"{one[0]}{one[2]}{other[0]}{other[2]}"

        assert not apart or (keys[0] == keys[1]) == (one == other)


class TestMarkUp:
    @pytest.mark.parametrize("field", TEXTUAL, ids=lambda one: one.name)
    def test_no_field_becomes_mark_up(self, field: AnyField) -> None:
        """
        No value becomes markup, even if it was not read by its kind.
        """
        cell = (CANARY,) if field.kind.family is Family.MULTI else CANARY
        values = Values(SCHEMA.leads.layout_of((field.name,)), (cell,))
        mail = mail_of(evolve(a_lead(), values=values))

        assert "<img" not in mail.html
        assert "&lt;img" in mail.html
        assert CANARY in mail.text

    def test_names_around_the_lead_do_not_either(self) -> None:
        """
        Campaign, partner, supplier and labels of custom fields.
        """
        campaign = Campaign(id="c", name=CANARY)
        programme = evolve(PROGRAMME, name=CANARY)
        mail = mail_of(a_lead(company=CANARY), programme=programme, campaign=campaign)

        assert "<img" not in mail.html
        assert mail.html.count("&lt;img") >= 4
        assert "Campaign" in mail.text

    def test_braces_are_text(self) -> None:
        """
        No template is filled from a value.
        """
        mail = mail_of(a_lead(company="{subject} {0} %s {{}}"))

        assert "{subject} {0} %s {{}}" in mail.html
        assert "{subject} {0} %s {{}}" in mail.text


class TestContent:
    def test_every_field_stands_in_the_mail_with_its_label(self) -> None:
        """
        The mail has every field with its label, as text and HTML, in the order of the schema.
        """
        said = {
            field.name: value
            for field, value in zip(EXTRA, ["t", "l1\nl2", "a@x.de", "030 1", "www.x.de", 5, "0.5"], strict=False)
        }
        mail = mail_of(a_lead(**said, first_name="Ann", company="Globex"))

        assert mail.subject == "New lead from Acme: Ann, Globex"
        for text in ("First name", "Ann", "A text", "030 1", "0.5"):
            assert text in mail.text
            assert text in mail.html
        assert "l1\nl2" in mail.html
        assert re.search(r"^(.+: +)l1\n( +)l2$", mail.text, re.MULTILINE)
        assert mail.text.index("Ann") < mail.text.index("A text")

    @pytest.mark.parametrize(
        ("said", "who"),
        [
            ({"full_name": "Ann Lee", "first_name": "X"}, "Ann Lee"),
            ({"last_name": "Lee"}, "Lee"),
            ({"company": "Globex"}, "Globex"),
            ({"email": "a@x.de"}, "a@x.de"),
            ({}, "lead-1"),
        ],
    )
    def test_the_subject_names_the_lead_as_well_as_it_can(self, said: dict[str, str], who: str) -> None:
        """
        The subject has name and company, else address or id.
        """
        assert mail_of(a_lead(**said)).subject == f"New lead from Acme: {who}"

    def test_a_mail_shows_nothing_in_its_repr(self) -> None:
        """
        It is full of personal data.
        """
        mail = mail_of(a_lead(email="secret@x.de", last_name="Geheim"))

        assert "secret" not in repr(mail)
        assert "Geheim" not in repr(mail)


class TestHeaders:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Ann Lee", "Ann Lee"),
            (" a\r\nBcc: x@y.de ", "a Bcc: x@y.de"),
            ("a\x00\x85\u2028b", "a b"),
            ("a\u202eb", "a b"),
            ("=?utf-8?q?x?=", "= ?utf-8?q?x?="),
            ("=\u200e?", "= ?"),
            ("==??", "== ??"),
            ("x" * 500, "x" * 200),
            ("\ud800", ""),
        ],
    )
    def test_a_header_is_one_plain_line(self, text: str, expected: str) -> None:
        """
        No line breaks, no direction marks, no encoded words.
        """
        assert header_text(text) == expected

    @pytest.mark.parametrize(
        "name",
        [
            "=?utf-8?q?a=0aBcc:_x=40evil.test?=",
            "=?utf-8?b?YQpCY2M6IHhAZXZpbC50ZXN0?=",
            "a\r\nBcc: x@evil.test",
            "a\nBcc: x@evil.test\n\nbody",
            "a\x0bBcc: x@evil.test",
            "a\u2028Bcc: x@evil.test",
            '"a" <x@evil.test>, b',
            "a\x00b",
            "Ödegård, 山田",
        ],
    )
    def test_a_name_never_becomes_a_header(self, name: str) -> None:
        """
        No name of recipient, lead or supplier becomes a header.
        """
        programme = evolve(
            PROGRAMME, name=name, mail=MailPolicy(sender=Sender(address="leads@acme.example", name=name))
        )
        lead = evolve(a_lead(), values=Values(SCHEMA.leads.layout_of(("full_name", "company")), (name, name)))
        mail = mail_of(lead, programme=programme, first_name=name, last_name=name)
        raw = to_mime(mail).as_bytes()
        parsed = message_from_bytes(raw, policy=strict)

        assert sorted(key.lower() for key in parsed) == sorted(
            [
                "to",
                "from",
                "subject",
                "date",
                "message-id",
                "auto-submitted",
                "x-auto-response-suppress",
                "mime-version",
                "content-type",
            ]
        )
        assert [one.addr_spec for one in parsed["to"].addresses] == ["maja@x.de"]
        assert [one.addr_spec for one in parsed["from"].addresses] == ["leads@acme.example"]
        assert b"\nBcc:" not in raw.split(b"\r\n\r\n")[0]

    @examples(200)
    @given(text=st.text(max_size=60))
    def test_no_text_breaks_a_header(self, text: str) -> None:
        """
        One line of at most 200 characters, and no encoded word.
        """
        safe = header_text(text)

        assert len(safe) <= 200
        assert "=?" not in safe
        assert len(safe.splitlines()) <= 1
        assert mail_of(a_lead(), first_name=text).to_name == safe
