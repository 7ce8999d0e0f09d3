"""
Names are made safe, and stay safe.
"""

from __future__ import annotations

import time
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadflow.core.attachments import extension_of, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("offer.pdf", "offer.pdf"),
        ("Angebot für Zürich.pdf", "Angebot für Zürich.pdf"),
        ("報告書.docx", "報告書.docx"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\a.txt", "a.txt"),
        ("C:\\fakepath\\a.txt", "a.txt"),
        ("a/b\\c.txt", "c.txt"),
        ("%2e%2e%2fa.txt", "%2e%2e%2fa.txt"),
        ("a.txt\x00.exe", "a.txt.exe"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie_ x.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u2066b\u2069.txt", "ab.txt"),
        ("\u200ea\ufeff.txt", "a.txt"),
        ("a.txt. . ", "a.txt"),
        ("a.txt...", "a.txt"),
        ("  a.txt\u00a0", "a.txt"),
        ("a\tb.txt", "a b.txt"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("a.txt:stream.pdf", "a.txt_stream.pdf"),
        ("CON.txt", "_CON.txt"),
        ("con .txt", "_con .txt"),
        ("nul.tar.txt", "_nul.tar.txt"),
        ("LPT¹.txt", "_LPT¹.txt"),
        ("CONIN$.txt", "_CONIN$.txt"),
        ("console.txt", "console.txt"),
        ("COM10.txt", "COM10.txt"),
        (".txt", "file.txt"),
        (".git.txt", ".git.txt"),
        ("e\u0301.txt", "é.txt"),
        ("", None),
        (".", None),
        ("..", None),
        ("a/", None),
        (" . . ", None),
        ("\u202e\x00", None),
        ("\udcff.txt", None),
    ],
)
def test_name_is_made_safe(name: str, safe: str | None) -> None:
    """
    Any name becomes safe to show, save and serve.
    """
    assert safe_name(name) == safe


@pytest.mark.parametrize("letter", ["a", "é", "漢", "😀"])
def test_long_name_loses_the_end_of_its_stem(letter: str) -> None:
    """
    The ending is what tells the type, so it stays, and no character is cut in two.
    """
    name = safe_name(letter * 300 + ".docx")
    assert name is not None
    assert name.endswith(f"{letter}.docx")
    assert 250 < len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.PDF", "pdf"),
        ("a.tar.gz", "gz"),
        ("a", ""),
        ("a.", ""),
        (".pdf", ""),
        ("a.g\u0131f", ""),
        ("a.p df", ""),
        ("a.\uff50", ""),
    ],
)
def test_extension_is_ascii(name: str, extension: str) -> None:
    """
    A look-alike is never folded into a known ending.
    """
    assert extension_of(name) == extension


@pytest.mark.parametrize("piece", [" .", ". ", "a\u0315\u0300", "\u202e", "/", "\u0344", ".a"])
def test_endless_name_costs_little(piece: str) -> None:
    """
    A name of a million characters is dealt with at once.
    """
    started = time.process_time()
    safe_name(piece * 500_000 + ".pdf")
    assert time.process_time() - started < 0.5


@given(st.text(max_size=400))
@example("a" * 260 + ". .txt")
@example("CON")
@example("." + "a" * 300)
@example("\u0958" * 90 + ".txt")
def test_safe_name_holds_what_it_promises(name: str) -> None:
    """
    For any text: one part, no control, in NFC, short enough, and its own safe name.
    """
    safe = safe_name(name)
    if safe is None:
        return
    assert safe
    assert not set(safe) & set('/\\<>:"|?*\x00\r\n\u202e')
    assert safe == safe.strip(" ")
    assert not safe.endswith(".")
    assert len(safe.encode()) <= 255
    assert normalize("NFC", safe) == safe
    assert safe_name(safe) == safe


@given(st.text(max_size=60), st.sampled_from(["pdf", "DOCX", "jpeg"]))
def test_known_ending_survives(stem: str, ending: str) -> None:
    """
    Making a name safe never changes which type it claims.
    """
    safe = safe_name(f"{stem}.{ending}")
    if safe is not None:
        assert extension_of(safe) == ending.lower()
