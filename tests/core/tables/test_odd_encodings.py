"""
Texts in the encodings that people send.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from leadflow.core.tables import TableOptions, read_table

GERMAN = "E-Mail;Größe;Straße\na@b.de;groß;Königsallee 5\nc@d.de;älter;Bäckerweg „7“\n"
FRENCH = "Courriel,Prénom,Société\na@b.fr,Hélène,Café de l’Étoile\nc@d.fr,François,Çà et là\n"
JAPANESE = "メール,名前,会社\na@b.jp,山田太郎,株式会社テスト\nc@d.jp,鈴木花子,有限会社サンプル\n"
POLISH = "Email,Miasto\na@b.pl,Łódź\nc@d.pl,Gdańsk\n"

KNOWN = {
    "UTF-8 without a mark": (GERMAN.encode(), "utf-8", GERMAN),
    "UTF-8 with a mark": (GERMAN.encode("utf-8-sig"), "utf-8", GERMAN),
    "UTF-16 little-endian with a mark, as Excel's Unicode text": (GERMAN.encode("utf-16"), "utf-16-le", GERMAN),
    "UTF-16 big-endian with a mark": (b"\xfe\xff" + GERMAN.encode("utf-16-be"), "utf-16-be", GERMAN),
    "UTF-16 little-endian without a mark": (GERMAN.encode("utf-16-le"), "utf-16-le", GERMAN),
    "UTF-16 big-endian without a mark": (GERMAN.encode("utf-16-be"), "utf-16-be", GERMAN),
    "Japanese UTF-16 without a mark": (JAPANESE.encode("utf-16-le"), "utf-16-le", JAPANESE),
    "UTF-32 with a mark": (GERMAN.encode("utf-32"), "utf-32-le", GERMAN),
    "German from Excel on Windows": (GERMAN.encode("cp1252"), "cp1252", GERMAN),
    "French from Excel on Windows": (FRENCH.encode("cp1252"), "cp1252", FRENCH),
    "German from Excel on a Mac": (GERMAN.encode("mac_roman"), "mac_roman", GERMAN),
    "French from Excel on a Mac": (FRENCH.encode("mac_roman"), "mac_roman", FRENCH),
    "Japanese from Excel on Windows": (JAPANESE.encode("cp932"), "cp932", JAPANESE),
    "Japanese UTF-8 without a mark": (JAPANESE.encode(), "utf-8", JAPANESE),
    "ASCII, which is UTF-8": (b"a,b\n1,2\n", "utf-8", "a,b\n1,2\n"),
    "accents after a megabyte of ASCII": (
        b"a,b\n" + b"x,y\n" * 300_000 + "é,ü\n".encode("cp1252"),
        "cp1252",
        "a,b\n" + "x,y\n" * 300_000 + "é,ü\n",
    ),
}


def _cells(text: str, delimiter: str) -> list[list[str]]:
    return [line.split(delimiter) for line in text.splitlines()]


@pytest.mark.parametrize(("data", "encoding", "text"), KNOWN.values(), ids=KNOWN.keys())
def test_encoding_is_found(data: bytes, encoding: str, text: str) -> None:
    """
    The encoding is told, and every cell is as it was written.
    """
    table = read_table(BytesIO(data))

    assert table.encoding == encoding
    assert table.delimiter is not None
    cells = [list(table.headers), *(list(row.cells) for row in table.rows())]
    assert cells == _cells(text, table.delimiter)


HINTED = {
    "Latin-2, which nothing gives away": (POLISH.encode("iso8859_2"), "latin2", "iso8859-2"),
    "the Windows form of Latin-2": (POLISH.encode("cp1250"), "cp1250", "cp1250"),
    "UTF-16 said without its byte order": (POLISH.encode("utf-16-be"), "utf-16", "utf-16-be"),
    "UTF-8 said where the file has a mark": (POLISH.encode("utf-8-sig"), "UTF-8", "utf-8"),
}


@pytest.mark.parametrize(("data", "said", "encoding"), HINTED.values(), ids=HINTED.keys())
def test_hint_stands_above_all(data: bytes, said: str, encoding: str) -> None:
    """
    An encoding that a person named is taken, without a warning.
    """
    table = read_table(BytesIO(data), options=TableOptions(encoding=said))

    assert (table.encoding, table.problems) == (encoding, ())
    assert [row.cells[1] for row in table.rows()] == ["Łódź", "Gdańsk"]


def test_latin_1_means_its_windows_form() -> None:
    """
    Who says Latin-1 sends curly quotes and euro signs all the same.
    """
    table = read_table(BytesIO("a,b\n“x”,5 €\n".encode("cp1252")), options=TableOptions(encoding="latin-1"))

    assert [list(row.cells) for row in table.rows()] == [["“x”", "5 €"]]


def test_guess_is_told() -> None:
    """
    An encoding without proof comes with a warning.
    """
    table = read_table(BytesIO(GERMAN.encode("cp1252")))

    assert [problem.code for problem in table.problems] == ["encoding_guessed"]


def test_one_bad_byte_does_not_turn_the_file(outcome: Callable[..., list[str]]) -> None:
    """
    The row with the bad byte is warned about; the others keep their accents.
    """
    data = "a,b\nMüller,1\n".encode() + b"M\xfcller,2\n" + "Größe,3\n".encode()

    assert outcome(data) == [
        "! bytes_unreadable",
        "1: a|b",
        "2/2: Müller|1",
        "3/3: M\ufffdller|2 ! bytes_unreadable",
        "4/4: Größe|3",
    ]


@pytest.mark.parametrize("said", ["klingon", "base64", "rot13", "unicode_escape", "undefined", "idna", "\0", "é"])
def test_unknown_encoding_is_refused(said: str, outcome: Callable[..., list[str]]) -> None:
    """
    Names of nothing, and of codecs that are no encodings of text, are told.
    """
    assert outcome(b"a,b\n1,2\n", TableOptions(encoding=said)) == ["! encoding_unknown"]
