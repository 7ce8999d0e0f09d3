"""
E-mail addresses: as email-validator has it, and what stands around them is taken off with a warning.
"""

from __future__ import annotations

import pytest

from leadflow.core.fields import Field
from leadflow.core.kinds import EMAIL, Adjusted, ReadOptions, is_address
from leadflow.core.kinds.emails import read_address
from leadflow.core.problems import Unreadable

ADDRESS = Field("email", EMAIL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann.Smith@ACME.Example.com", "Ann.Smith@acme.example.com"),
        ("a+b@x-y.de", "a+b@x-y.de"),
        ("o'neil@x.de", "o'neil@x.de"),
        ("jörg@exämple.de", "jörg@exämple.de"),
        ("a@b.co", "a@b.co"),
    ],
)
def test_an_address_keeps_its_local_part_and_lowers_its_domain(text: str, expected: str) -> None:
    """
    The part before the @ is the receiver's own affair.
    """
    assert read_address(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@", "@b.co", "a@b", "a b@c.de", "a@b..de", ".a@b.de", "a.@b.de", "a..b@c.de", '"a b"@c.de']
    + [
        "a@[127.0.0.1]",
        "a@localhost",
        "a@x.test",
        "a@x.invalid",
        "a@b.c0m_",
        "a@-b.de",
        "a@b-.de",
        "a@b.de\nBcc: c@d.de",
    ]
    + [f"{'a' * 65}@b.de", f"a@{'b' * 64}.de", "a@b@c.de", "a@b.de>", "a\x00@b.de", "a@ab--cd.de", "a@b.1"],
)
def test_what_no_mail_can_be_sent_to_is_refused(text: str) -> None:
    """
    Each in its own way.
    """
    assert not is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ann <ann@acme.se>",
        "mailto:ann@acme.se",
        "'ann@acme.se'",
        '"ann@acme.se"',
        "’ann@acme.se’",
        "„ann@acme.se“",
        "’ann@acme.se",
        "[ann@acme.se]",
        "(ann@acme.se)",
        "Ann Berg <'ann@acme.se'>",
        "E-Mail: ann@acme.se",
        "SMTP:ann@acme.se",
        "メール：ann@acme.se",
        "ann@acme.se/",
        "mailto:ann@acme.se?subject=x",
        "<ann@acme.se>",
        "ann@acme.se;",
        "Ann ann@acme.se",
        "ann @acme.se",
        "ann@acme.se (work)",
    ]
    + ["ann@acme.se.", "\u200bann@acme.se", "ann@acme.se\u00a0"],
)
def test_what_stands_around_an_address_is_taken_off_with_a_warning(text: str) -> None:
    """
    The value is the address alone.
    """
    read = EMAIL.read(text, ReadOptions())

    assert isinstance(read, Adjusted)
    assert (read.value, read.code) == ("ann@acme.se", "email_cleaned")
    assert ADDRESS.read(text) == "ann@acme.se"


@pytest.mark.parametrize(
    "text", ["Ann <ann@acme>", "mailto:", "<>", "a@b.de, c@d.de", "not ann@acme.se but bob@acme.se"]
)
def test_what_does_not_hold_one_address_is_refused(text: str) -> None:
    """
    A text without exactly one address is refused.
    """
    with pytest.raises(Unreadable) as caught:
        EMAIL.read(text, ReadOptions())

    assert caught.value.code == "email_invalid"
