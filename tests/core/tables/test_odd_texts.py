"""
Delimited texts with oddities, each with what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from leadflow.core.tables import TableOptions, read_table

ODD: dict[str, tuple[bytes, list[str]]] = {
    "a semicolon file whose notes hold more commas than semicolons": (
        b"id;note\n1;a, b, c, d\n2;e, f, g, h\n3;i, j\n",
        ["1: id|note", "2/2: 1|a, b, c, d", "3/3: 2|e, f, g, h", "4/4: 3|i, j"],
    ),
    "a semicolon file with decimal commas": (b"a;b;c\n1,5;2,5;3,5\n", ["1: a|b|c", "2/2: 1,5|2,5|3,5"]),
    "tabs": (b"a\tb\n1\t2,3\n", ["1: a|b", "2/2: 1|2,3"]),
    "pipes": (b"a|b|c\n1|2|3\n", ["1: a|b|c", "2/2: 1|2|3"]),
    "one column only": (b"Email\na@b.co\nc@d.co\n", ["1: Email", "2/2: a@b.co", "3/3: c@d.co"]),
    "a line that names the delimiter, which is no row": (
        b"sep=;\r\na;b\r\n1;2\r\n",
        ["1: a|b", "2/3: 1|2"],
    ),
    "a marked and quoted line that names a tab": (b'\xef\xbb\xbf"sep=\t"\na\tb\n1\t2\n', ["1: a|b", "2/3: 1|2"]),
    "a mark before a quoted header": (b'\xef\xbb\xbf"a","b"\n1,2\n', ["1: a|b", "2/2: 1|2"]),
    "two marks": ("\ufeff\ufeffa,b\n1,2\n".encode(), ["1: a|b", "2/2: 1|2"]),
    "CRLF": (b"a,b\r\n1,2\r\n", ["1: a|b", "2/2: 1|2"]),
    "CR alone, as old Macs": (b"a,b\r1,2\r3,4\r", ["1: a|b", "2/2: 1|2", "3/3: 3|4"]),
    "mixed line ends": (b"a,b\r\n1,2\n3,4\r5,6", ["1: a|b", "2/2: 1|2", "3/3: 3|4", "4/4: 5|6"]),
    "an end of file as DOS writes it": (b"a,b\r\n1,2\r\n\x1a", ["1: a|b", "2/2: 1|2"]),
    "a file that is filled up with NUL": (b"a,b\n1,2\n3,4\0\0\0", ["1: a|b", "2/2: 1|2", "3/3: 3|4"]),
    "a blank line before the end of file of DOS is no footer": (
        b"a,b,c\r\n1,2,3\r\n4,5,6\r\n\r\n\x1a\0\0",
        ["1: a|b|c", "2/2: 1|2|3", "3/3: 4|5|6"],
    ),
    "a footer before the end of file of DOS": (
        b"a,b,c\r\n1,2,3\r\n4,5,6\r\n\r\nTotal: 2\r\n\x1a",
        ["! footer_skipped", "1: a|b|c", "2/2: 1|2|3", "3/3: 4|5|6"],
    ),
    "no end after the last line": (b"a,b\n1,2", ["1: a|b", "2/2: 1|2"]),
    "form feed, NEL and line separator within cells": (
        "a,b\n1\x0c2,3\x854\n5\u20286,7\x1c8\n".encode(),
        ["1: a|b", "2/2: 1\x0c2|3\x854", "3/3: 5\u20286|7\x1c8"],
    ),
    "line breaks in quotes": (
        b'a,b\n"1\n2\r\n3",4\n5,6\n',
        ["1: a|b", "2/2: 1\n2\r\n3|4", "3/5: 5|6"],
    ),
    "quotes doubled within quotes": (b'a,b\n"5"" pipe",2\n', ["1: a|b", '2/2: 5" pipe|2']),
    "each line quoted as a whole, as Excel saves what it did not cut": (
        b'"a,b,c"\r\n"1,""x, y"",3"\r\n"4,5,"\r\n',
        ["! line_quoted", "1: a|b|c", "2/2: 1|x, y|3", "3/3: 4|5|"],
    ),
    "whole lines in quotes with semicolons, blank lines and line breaks within": (
        b'"a;b;c"\n\n"1;""two\nlines"";3"\n"4;5;6"\n',
        ["! line_quoted", "1: a|b|c", "3/3: 1|two\nlines|3", "4/5: 4|5|6"],
    ),
    "whole lines in quotes with tabs, and a last one that is not closed": (
        b'"a\tb\tc"\n"1\t2\t3"\n"4\t5\t6"\n"7\t8',
        ["! line_quoted", "1: a|b|c", "2/2: 1|2|3", "3/3: 4|5|6", '4/4: "7|8| ! file_broken'],
    ),
    "whole lines in quotes, one of which is never closed": (
        b'"a,b,c"\n"1,2,3"\n"4,5,""6""\n"7,8,9"\n',
        ["! line_quoted", "1: a|b|c", "2/2: 1|2|3", '3/3: "4|5|""6"" ! quote_unclosed', "4/4: 7|8|9"],
    ),
    "whole lines in quotes below a line that names the delimiter": (
        b'sep=;\n"a;b;c"\n"1;2,5;3"\n"4;5;6"\n',
        ["! line_quoted", "1: a|b|c", "2/3: 1|2,5|3", "3/4: 4|5|6"],
    ),
    "a list of one column whose values alone are quoted": (
        b'tags\n"sun,wind,heat"\n"sun,wind,heat"\n"sea,wind,heat"\n',
        ["1: tags", "2/2: sun,wind,heat", "3/3: sun,wind,heat", "4/4: sea,wind,heat"],
    ),
    "a short row whose only cell is a text with commas": (
        b'a,b,c\n1,2,3\n"Berg, Ek, Sten"\n4,5,6\n',
        ["1: a|b|c", "2/2: 1|2|3", "3/3: Berg, Ek, Sten||", "4/4: 4|5|6"],
    ),
    "whole lines in quotes below a header without any": (
        b'a,b,c\n"1,2,3"\n"4,5,6"\n"7,8,9"\n',
        ["! line_quoted", "1: a|b|c", "2/2: 1|2|3", "3/3: 4|5|6", "4/4: 7|8|9"],
    ),
    "whole lines in quotes with a footer": (
        b'"a,b,c"\n"1,2,3"\n"4,5,6"\n\nTotal: 2\n',
        ["! line_quoted", "! footer_skipped", "1: a|b|c", "2/2: 1|2|3", "3/3: 4|5|6"],
    ),
    "single lines quoted as a whole, since they have quotes": (
        b'a,b,c\n1,2,3\n"4,""x, y"",6"\n',
        ["1: a|b|c", "2/2: 1|2|3", "3/3: 4|x, y|6 ! line_quoted"],
    ),
    "whole lines in quotes that hold nothing": (b'","\n","\n', ["! header_like_data", "1: ,", "2/2: ,"]),
    "one quoted column of names with commas": (
        b'"Name"\n"Berg, Ann"\n"Doe, Joe"\n',
        ["1: Name", "2/2: Berg, Ann", "3/3: Doe, Joe"],
    ),
    "one quoted column whose header has a comma": (
        b'"Name, Title"\n"Berg, CEO"\n"Doe, CTO"\n',
        ["1: Name, Title", "2/2: Berg, CEO", "3/3: Doe, CTO"],
    ),
    "one quoted column of addresses": (
        b'"Address"\n"1 High St, Leeds, UK"\n"2 Low St, Leeds, UK"\n',
        ["1: Address", "2/2: 1 High St, Leeds, UK", "3/3: 2 Low St, Leeds, UK"],
    ),
    "one quoted column of amounts": (b'"Umsatz"\n"1,5"\n"2,5"\n', ["1: Umsatz", "2/2: 1,5", "3/3: 2,5"]),
    "a quote in a cell without quotes": (b'a,b\n5" pipe,2\n', ["1: a|b", '2/2: 5" pipe|2']),
    "quotes within quotes that were not doubled": (
        b'a,b\n"5" pipe",2\n3,4\n',
        ["1: a|b", '2/2: 5 pipe"|2 ! quote_misplaced', "3/3: 3|4"],
    ),
    "a quote never closed costs its own row": (
        b'a,b\n1,2\n"3,4\n5,6\n7,8\n',
        ["1: a|b", "2/2: 1|2", '3/3: "3|4 ! quote_unclosed', "4/4: 5|6", "5/5: 7|8"],
    ),
    "two quotes never closed, which close each other": (
        b'a,b\n1,"2\n3,4\n5,"6\n7,8\n',
        ["1: a|b", '2/2: 1|"2 ! quote_unclosed', "3/3: 3|4", '4/4: 5|"6 ! quote_unclosed', "5/5: 7|8"],
    ),
    "a quote never closed before quoted rows": (
        b'a,b\n"1,2\n"3","4"\n"5","6"\n',
        ["1: a|b", '2/2: "1|2 ! quote_unclosed', "3/3: 3|4", "4/4: 5|6"],
    ),
    "a quote never closed whose rest makes no row": (
        b'a,b,c\n1,2,"x\nand y\nand z',
        ["1: a|b|c", '2/2: 1|2|"x ! file_broken'],
    ),
    "a quote never closed in the last cell of the file": (
        b'a,b\n1,2\n3,"\n',
        ["1: a|b", "2/2: 1|2", '3/3: 3|" ! quote_unclosed'],
    ),
    "a file that ends within quotes": (
        b'a,b\n1,2\n3,"',
        ["1: a|b", "2/2: 1|2", '3/3: 3|" ! file_broken'],
    ),
    "a file that ends within a row, which has fewer cells than all others": (
        b"a,b,c\n1,2,3\n4,5",
        ["1: a|b|c", "2/2: 1|2|3", "3/3: 4|5| ! file_broken"],
    ),
    "a last row as short as another one": (
        b"a,b,c\n1,2\n1,2,3\n4,5",
        ["1: a|b|c", "2/2: 1|2|", "3/3: 1|2|3", "4/4: 4|5|"],
    ),
    "a quote never closed in the header": (b'a,"b\n1,2\n3,4\n', ["! quote_unclosed"]),
    "blanks between delimiters and quotes": (
        b'a, b, c\n1, "x, y", 3\n2, "z", 4\n',
        ["1: a| b| c", "2/2: 1|x, y|3", "3/3: 2|z|4"],
    ),
    "NUL in cells": (b"a,b\n1\0,2\n\0,\0\n", ["1: a|b", "2/2: 1\0|2", "3/3: \0|\0"]),
    "short rows are filled up": (b"a,b,c\n1\n1,2\n", ["1: a|b|c", "2/2: 1||", "3/3: 1|2|"]),
    "empty cells beyond the headers are forgiven": (b"a,b\n1,2,,\n3,4, ,\n", ["1: a|b", "2/2: 1|2", "3/3: 3|4"]),
    "text beyond the headers means shifted columns": (
        b"a,b\n1,2\nAcme, Inc.,4\n5,6\n7,8\n",
        ["1: a|b", "2/2: 1|2", "3/3: Acme| Inc. ! row_shifted", "4/4: 5|6", "5/5: 7|8"],
    ),
    "a delimiter at the end of every line but no header above": (b"a,b,\n1,2,\n", ["1: a|b", "2/2: 1|2"]),
    "a last column with data and no header stays": (b"a,b,\n1,2,3\n", ["1: a|b|", "2/2: 1|2|3"]),
    "most rows one cell longer than the header": (b"a,b\n1,2,3\n4,5,6\n", ["1: a|b|", "2/2: 1|2|3", "3/3: 4|5|6"]),
    "blank lines count in the numbers": (
        b"\n\na,b\n\n1,2\n,\n \t,\n3,4\n",
        ["3: a|b", "5/5: 1|2", "8/8: 3|4"],
    ),
    "three lines of notes above the header, as LinkedIn": (
        b'Notes:\n"When exporting, some ""fields"" are left out"\n\nFirst Name,Last Name,Email\nA,B,a@b.co\n',
        ["4: First Name|Last Name|Email", "5/5: A|B|a@b.co"],
    ),
    "a title padded with delimiters": (b"Leads 2024,,\n,,\na,b,c\n1,2,3\n", ["3: a|b|c", "4/4: 1|2|3"]),
    "several tables in one file, as Zoom": (
        b"Attendee Report\nReport Generated:,03/03/2024\nTopic,Webinar,Start,Duration,Registered,Cancelled\nT,1,2,3,4,5\n"
        b"Attendee Details\nAttended,User,First,Last,Email,Time,Join,Leave\n" + b"Yes,u,f,l,a@b.co,1,2,3\n" * 9,
        [
            "6: Attended|User|First|Last|Email|Time|Join|Leave",
            *(f"{at}/{at}: Yes|u|f|l|a@b.co|1|2|3" for at in range(7, 16)),
        ],
    ),
    "the footer of a report, as Salesforce": (
        b'"a","b","c"\n"1","2","3"\n\n\n"Untitled report"\n"Confidential, do not distribute"\n\n"Acme"\n',
        ["! footer_skipped", "1: a|b|c", "2/2: 1|2|3"],
    ),
    "a footer padded with delimiters": (
        b"a,b,c\n1,2,3\n,,\nTotal: 1,,\n",
        ["! footer_skipped", "1: a|b|c", "2/2: 1|2|3"],
    ),
    "a last cell with a blank line and text is no footer": (
        b'a,b,c\n1,2,"x\n\ny"\n',
        ["1: a|b|c", "2/2: 1|2|x\n\ny"],
    ),
    "a last row of one cell without a blank line is no footer": (
        b"a,b,c\n1,2,3\n4\n",
        ["1: a|b|c", "2/2: 1|2|3", "3/3: 4||"],
    ),
    "headers and nothing else": (b"a,b\n", ["1: a|b"]),
    "data without headers": (b"a@b.co,1\nc@d.co,2\n", ["! header_like_data", "1: a@b.co|1", "2/2: c@d.co|2"]),
    "thousands of empty rows at the end": (b"a,b\n1,2\n" + b",\n" * 5000, ["1: a|b", "2/2: 1|2"]),
    "headers with tags and line breaks": (
        b'"What <b>state</b>\nare you in?",b\n1,2\n',
        ["1: What <b>state</b>\nare you in?|b", "2/3: 1|2"],
    ),
    "an empty file": (b"", ["! file_empty"]),
    "a mark and nothing else": (b"\xef\xbb\xbf", ["! no_header"]),
    "blank lines only": (b"\n\r\n  \n,,\n", ["! no_header"]),
}


@pytest.mark.parametrize(("data", "expected"), ODD.values(), ids=ODD.keys())
def test_odd_text(data: bytes, expected: list[str], outcome: Callable[..., list[str]]) -> None:
    """
    Every oddity has one outcome, and what is wrong is told where it is.
    """
    assert outcome(data) == expected


HINTED: dict[str, tuple[bytes, TableOptions, list[str]]] = {
    "a delimiter that nobody would guess": (b"a~b\n1~2\n", TableOptions(delimiter="~"), ["1: a|b", "2/2: 1|2"]),
    "a delimiter against the evidence": (b"a,b;c\n1,2;3\n", TableOptions(delimiter=";"), ["1: a,b|c", "2/2: 1,2|3"]),
    "the row of the headers": (b"x,y\n1,2\na,b\n3,4\n", TableOptions(header_row=3), ["3: a|b", "4/4: 3|4"]),
    "a row of headers far below": (
        b"x,y\n" * 2000 + b"a,b\n3,4\n",
        TableOptions(header_row=2001),
        ["2001: a|b", "2002/2002: 3|4"],
    ),
    "a row of headers that is not there": (b"a,b\n", TableOptions(header_row=9), ["! no_header"]),
    "a row of headers that is blank": (b"a,b\n\n1,2\n", TableOptions(header_row=2), ["! no_header"]),
    "row zero": (b"a,b\n", TableOptions(header_row=0), ["! header_missing", "0: |", "1/1: a|b"]),
    "a delimiter of two characters": (b"a,b\n", TableOptions(delimiter="||"), ["! delimiter_unknown"]),
    "a quote as delimiter": (b"a,b\n", TableOptions(delimiter='"'), ["! delimiter_unknown"]),
    "nothing as delimiter": (b"a,b\n", TableOptions(delimiter=""), ["! delimiter_unknown"]),
}


@pytest.mark.parametrize(("data", "options", "expected"), HINTED.values(), ids=HINTED.keys())
def test_hinted_text(
    data: bytes, options: TableOptions, expected: list[str], outcome: Callable[..., list[str]]
) -> None:
    """
    What a person says stands above what is found out.
    """
    assert outcome(data, options) == expected


@pytest.mark.parametrize(
    ("header", "first", "later", "delimiter"),
    [
        ("Name, first;Notes", "Ann, x;one", "Bo;two", ";"),
        ("Amount, net;Count", "12,5;2", "12;2", ";"),
        ("Name; role,Notes", "Ann; x,one", "Bo,two", ","),
        ("Name,Notes", "Ann,one; two", "Bo,three", ","),
    ],
)
def test_the_delimiter_is_that_of_the_whole_file(header: str, first: str, later: str, delimiter: str) -> None:
    """
    Four hundred rows with another mark in a cell do not outweigh the thousands below them.
    """
    text = "\n".join([header, *[first] * 400, *[later] * 4_000, ""])

    assert read_table(BytesIO(text.encode())).delimiter == delimiter
