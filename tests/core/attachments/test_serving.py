"""
An attachment is served so that no browser runs it.
"""

from __future__ import annotations

import re
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.attachments import content_disposition, serving_headers


def test_headers_are_complete() -> None:
    """
    The type is ours, nothing is guessed, shown or shared.
    """
    assert serving_headers("offer.pdf", size=12) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename=\"offer.pdf\"; filename*=UTF-8''offer.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Length": "12",
    }
    assert "Content-Length" not in serving_headers("offer.pdf")


@pytest.mark.parametrize(
    ("name", "fallback", "exact"),
    [
        ("Angebot für Zoë.pdf", "Angebot fur Zoe.pdf", "Angebot%20f%C3%BCr%20Zo%C3%AB.pdf"),
        ("報告書.docx", "file.docx", "%E5%A0%B1%E5%91%8A%E6%9B%B8.docx"),
        ("100% sure.txt", "100_ sure.txt", "100%25%20sure.txt"),
        ("it's (new).txt", "it's (new).txt", "it%27s%20%28new%29.txt"),
        ("漢字", "file", "%E6%BC%A2%E5%AD%97"),
    ],
)
def test_name_has_an_ascii_and_an_exact_form(name: str, fallback: str, exact: str) -> None:
    """
    Old clients read the first, all others the second (RFC 6266, RFC 8187).
    """
    assert content_disposition(name) == f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{exact}"


def test_unknown_type_is_plain_bytes() -> None:
    """
    A name that was never accepted is served as bytes only.
    """
    assert serving_headers("page.html")["Content-Type"] == "application/octet-stream"


@given(st.text(max_size=100))
def test_no_name_can_break_a_header(name: str) -> None:
    """
    For any text the values are one line of printable ASCII with two quotes, and a parser reads the name back.
    """
    value = serving_headers(name)["Content-Disposition"]
    assert re.fullmatch(r"[ -~]+", value)
    assert value.count('"') == 2
    message = Message()
    message["Content-Disposition"] = value
    assert message.get_content_disposition() == "attachment"
    assert message.get_filename()
