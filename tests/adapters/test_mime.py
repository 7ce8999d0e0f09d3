"""
MIME: nothing that people type becomes a header, and what was meant is read back.
"""

from __future__ import annotations

import os
import random
from email import message_from_bytes
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.policy import compat32, default

import pytest
from attrs import evolve

from leadflow.adapters.mime import ascii_address, mime_bytes
from leadflow.core.notifications import header_text
from leadflow.errors import MailNotBuilt, MailRefused
from leadflow.testing import a_mail

FUZZED = 100_000 if os.environ.get("LEADFLOW_SOAK") else 5_000
PLANNED = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
]
PIECES = [
    *'ab ?=_"\\<>@,;:()[]é日🎉\r\n\t\x00\x0b\x0c\x1c\x85\u2028\u2029\u202e\u200b\u2066\ud800',
    "\r\nBcc: x@evil.test",
    "=?utf-8?q?a=0aBcc:_x=40evil.test?=",
    "==??utf-8?b?DQpCY2M6IHhAZXZpbC50ZXN0?=",
    "evil.test",
    "x" * 70,
]


def fuzzed(dice: random.Random) -> str:
    """
    Return a text made of what breaks heads.
    """
    return "".join(dice.choice(PIECES) for _ in range(dice.randrange(12)))


def test_the_encoded_word_that_made_a_header_line_does_not() -> None:
    """
    An encoded word creates no header line, as it did on Python 3.11.7 (CVE-2024-6923).
    """
    evil = "=?utf-8?q?a=0aBcc:_x=40evil.test?="
    raw = mime_bytes(evolve(a_mail(), to_name=evil, from_name=evil, subject=evil))

    assert message_from_bytes(raw, policy=default).keys() == PLANNED


def test_no_fuzzed_text_makes_a_header() -> None:
    """
    Names, subjects and addresses: the head holds what was planned, or the mail is refused.
    """
    dice, extra, built = random.Random(6), 0, 0
    for _ in range(FUZZED):
        mail = evolve(a_mail(), to_name=fuzzed(dice), from_name=fuzzed(dice), subject=fuzzed(dice))
        if dice.random() < 0.3:
            mail = evolve(mail, to_address=f"{fuzzed(dice)}@x.example")
        try:
            raw = mime_bytes(mail, utf8=True)
        except MailRefused:
            continue
        built += 1
        head = BytesHeaderParser(policy=compat32).parsebytes(raw)
        extra += head.keys() != PLANNED

    assert extra == 0
    assert built > FUZZED / 2


@pytest.mark.parametrize("seed", range(300))
def test_subjects_and_names_are_read_back(seed: int) -> None:
    """
    Exactly; only the newer address parser of some Pythons puts a blank between the encoded words of a long name.
    """
    dice = random.Random(seed)
    subject, name = fuzzed(dice), fuzzed(dice)
    message = message_from_bytes(mime_bytes(evolve(a_mail(), to_name=name, subject=subject)), policy=default)

    wanted = header_text(subject).encode("utf-8", "replace").decode()
    assert message["Subject"] == wanted
    (person,) = message["To"].addresses
    assert person.display_name.replace(" ", "") == header_text(name).replace(" ", "")
    assert person.addr_spec == a_mail().to_address


@pytest.mark.parametrize(
    "name",
    [
        "Vertriebsgesellschaft für Übergrößenbekleidung und Zubehör mbH",
        "Größenvergleichsübersichtsträgerhöhenüberwachungsgerätebauärzte",
        "株式会社日本産業機械製作所東京本社営業統括本部第一営業部",
        "Ä " * 60,
        "🎉" * 90,
    ],
)
def test_long_names_are_read_back(name: str) -> None:
    """
    Exactly, by whoever joins encoded words as RFC 2047 says; so does the older parser of every Python.
    """
    raw = mime_bytes(evolve(a_mail(), to_name=name, from_name=name, subject=name))
    head = message_from_bytes(raw, policy=compat32)
    shown = [str(make_header(decode_header(head[one]))) for one in ("To", "From", "Subject")]
    wanted = header_text(name)

    assert shown == [f"{wanted} <{a_mail().to_address}>", f"{wanted} <{a_mail().from_address}>", wanted]
    assert message_from_bytes(raw, policy=default)["Subject"] == wanted


@pytest.mark.parametrize("length", [10, 61, 62, 63, 75, 100, 199, 200])
def test_long_subjects_keep_their_blanks(length: int) -> None:
    """
    Plain ones are folded at blanks, others written as encoded words.
    """
    for text in ("word " * 60, "wörd " * 60, "x" * 200):
        wanted = header_text(text[:length])
        raw = mime_bytes(evolve(a_mail(), subject=text[:length]))

        assert message_from_bytes(raw, policy=default)["Subject"] == wanted
        assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_domains_go_out_as_punycode() -> None:
    """
    Domains are punycode in headers and envelope.
    """
    raw = mime_bytes(a_mail(to_address="maja@nørdlys.example"))

    assert ascii_address("maja@nørdlys.example") == "maja@xn--nrdlys-bya.example"
    assert b"<maja@xn--nrdlys-bya.example>" in raw


def test_letters_before_the_at_need_smtputf8() -> None:
    """
    A local part with other letters needs SMTPUTF8; without it, this recipient is refused.
    """
    mail = a_mail(to_address="mäja@nordlys.example")

    assert "mäja@nordlys.example".encode() in mime_bytes(mail, utf8=True)
    with pytest.raises(MailRefused, match="address_needs_smtputf8"):
        mime_bytes(mail)


@pytest.mark.parametrize(
    "address", ["", "x", "@x.de", "a b@x.de", "a@x.de\r\nBcc: b@x.de", '"a"@x.de', "a..b@x.de", "a@"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    """
    It stands in no head.
    """
    with pytest.raises(MailRefused):
        mime_bytes(a_mail(to_address=address), utf8=True)


def test_reminders_can_be_left_with_one_click() -> None:
    """
    Reminders have the two headers of RFC 8058, and a URL that breaks headers is refused.
    """
    mail = evolve(a_mail(), unsubscribe="https://x.example/u/abc")
    message = message_from_bytes(mime_bytes(mail), policy=default)

    assert message["List-Unsubscribe"] == "<https://x.example/u/abc>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with pytest.raises(MailNotBuilt):
        mime_bytes(evolve(mail, unsubscribe="https://x.example/\r\nBcc: a@x.de"))


def test_the_same_mail_is_the_same_bytes() -> None:
    """
    The same mail has the same bytes in every attempt.
    """
    message = message_from_bytes(mime_bytes(a_mail()), policy=default)

    assert mime_bytes(a_mail()) == mime_bytes(a_mail())
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert message["Date"].datetime == a_mail().date.replace(microsecond=0)


@pytest.mark.parametrize(
    "text", ["\n.\n", "From me\n", "a\r\nb\rc\n", "x" * 5000, "trailing  \n", "--=_0123\n", "=\n", ""]
)
def test_bodies_are_read_back(text: str) -> None:
    """
    Every body is read back, except for line ends.
    """
    raw = mime_bytes(evolve(a_mail(), text=text + "é"))
    body = message_from_bytes(raw, policy=default).get_body(("plain",))

    assert body is not None
    assert body.get_content().splitlines() == (text + "é").splitlines()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
