"""
Files that are no table, under whatever name, and what each is called.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from leadflow.core.tables import TableLimits, read_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\x00" + bytes(480)


def zipped(*names: str) -> bytes:
    """
    Return an archive with empty parts.
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return stream.getvalue()


def compound(*names: str) -> bytes:
    """
    Return the beginning of an OLE file with these streams.
    """
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return OLE[:48] + bytes(4) + OLE[52:512] + entries.ljust(2048, b"\0")


REFUSED: dict[str, tuple[bytes, str, str, str]] = {
    "a web page named .xls": (
        b"\n<html><body><table><tr><td>a</td></tr></table>",
        "a.xls",
        "format_not_supported",
        "html",
    ),
    "a table of HTML alone": (b"<TABLE border=1><tr><td>a", "a.xls", "format_not_supported", "html"),
    "a web page with a mark in UTF-16": (
        "\ufeff<!DOCTYPE html><p>".encode("utf-16-le"),
        "a.csv",
        "format_not_supported",
        "html",
    ),
    "an XML spreadsheet of 2003": (
        b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "a.xls",
        "format_not_supported",
        "spreadsheetml",
    ),
    "XML": (b'\xef\xbb\xbf<?xml version="1.0"?><leads/>', "a.csv", "format_not_supported", "xml"),
    "JSON": (b'[{"email": "a@b.co"}]', "a.csv", "format_not_supported", "json"),
    "a picture named .csv": (b"\x89PNG\r\n\x1a\n\0\0", "a.csv", "format_not_supported", "image"),
    "a photograph": (b"\xff\xd8\xff\xe0JFIF", "a.xlsx", "format_not_supported", "image"),
    "a PDF named .xlsx": (b"%PDF-1.7\n", "a.xlsx", "format_not_supported", "pdf"),
    "rich text": (b"{\\rtf1\\ansi a,b}", "a.txt", "format_not_supported", "rtf"),
    "a packed CSV": (b"\x1f\x8b\x08\0\0", "a.csv", "format_not_supported", "gzip"),
    "an archive of a CSV": (zipped("leads.csv"), "a.xlsx", "format_not_supported", "zip"),
    "an empty archive": (zipped(), "a.xlsx", "format_not_supported", "zip"),
    "a Word document": (zipped("[Content_Types].xml", "word/document.xml"), "a.xlsx", "format_not_supported", "docx"),
    "a presentation": (zipped("ppt/presentation.xml"), "a.xlsx", "format_not_supported", "pptx"),
    "a binary workbook": (
        zipped("xl/workbook.bin", "xl/worksheets/sheet1.bin"),
        "a.xlsx",
        "format_not_supported",
        "xlsb",
    ),
    "a document of Numbers": (zipped("Index/Document.iwa"), "a.xlsx", "format_not_supported", "numbers"),
    "an old Word document": (compound("Root Entry", "WordDocument"), "a.xls", "format_not_supported", "doc"),
    "an encrypted xlsx, which looks like an xls": (
        compound("Root Entry", "EncryptionInfo", "EncryptedPackage"),
        "a.xlsx",
        "encrypted",
        "xlsx",
    ),
    "business cards": (b"BEGIN:VCARD\nFN:A\n", "a.csv", "format_not_supported", "vcard"),
    "a SYLK file, which begins with ID": (b"ID;PWXL;N;E\n", "a.csv", "format_not_supported", "slk"),
    "a sheet of Excel 4": (b"\x09\x04\x06\x00\0\0\x10\0", "a.xls", "format_not_supported", "xls_old"),
    "a database": (b"SQLite format 3\0" + bytes(100), "a.csv", "format_not_supported", "binary"),
    "noise": (bytes(range(1, 9)) * 100, "a.csv", "format_not_supported", "binary"),
    "an xlsx without a reader": (zipped("xl/workbook.xml"), "a.csv", "reader_missing", "xlsx"),
    "an xls without a reader": (compound("Root Entry", "Workbook"), "a.xlsx", "reader_missing", "xls"),
    "an xls of Excel 5 without a reader": (compound("Root Entry", "Book"), "a.xlsx", "reader_missing", "xls"),
}


@pytest.mark.parametrize(("data", "name", "code", "kind"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_by_content(data: bytes, name: str, code: str, kind: str) -> None:
    """
    What a file is called does not matter; the problem names a remedy, and there are no rows.
    """
    table = read_table(BytesIO(data), name=name)

    assert [(problem.code, table.format) for problem in table.problems] == [(code, kind)]
    assert list(table.rows()) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Leads.XLS",
            "this is a web page and no workbook, though its name ends in .xls; open it in a spreadsheet program, such as "
            "Excel or LibreOffice, and save it as .xlsx or CSV",
        ),
        (
            "leads.html",
            "this is a web page and no workbook; open it in a spreadsheet program, such as Excel or LibreOffice, and save "
            "it as .xlsx or CSV",
        ),
    ],
)
def test_a_web_page_under_a_wrong_name_is_told_with_the_remedy(name: str, expected: str) -> None:
    """
    Many systems export web pages that are called workbooks, so people do not know it.
    """
    table = read_table(BytesIO(b"<html><body><table><tr><td>a"), name=name)

    assert [expected] == [problem.message for problem in table.problems]


@pytest.mark.parametrize(
    ("content", "extra"), [(zipped("xl/workbook.xml"), False), (compound("Root Entry", "Workbook"), True)]
)
def test_missing_reader_names_what_helps(content: bytes, extra: bool) -> None:
    """
    Who lacks the reader of workbooks is told which it is, and of an extra only where it helps.
    """
    (problem,) = read_table(BytesIO(content)).problems

    assert "read_workbook" in problem.message
    assert ("leadflow[excel]" in problem.message) == extra


def test_json_like_headers_are_text() -> None:
    """
    A header in brackets does not make a file JSON.
    """
    table = read_table(BytesIO(b"[id],[name]\n1,2\n"))

    assert table.headers == ("[id]", "[name]")


def test_too_large_file_is_refused_before_it_is_read() -> None:
    """
    Only the size is asked.
    """
    table = read_table(BytesIO(b"a,b\n1,2\n"), limits=TableLimits(max_bytes=7))

    assert [problem.code for problem in table.problems] == ["file_too_large"]
