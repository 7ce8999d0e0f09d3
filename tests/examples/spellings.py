"""
The page of spellings, made of the code: ``python -m tests.examples.spellings > docs/reference/spellings.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import (
    BOOLEAN,
    CHOICE,
    CODE,
    COUNTRY,
    DATE,
    DATETIME,
    DECIMAL,
    EMAIL,
    ID,
    INTEGER,
    KINDS,
    LONG_TEXT,
    MONEY,
    MULTI_CHOICE,
    PHONE,
    STATE,
    TEXT,
    URL,
    Choice,
)
from leadflow.core.kinds.amounts import MAGNITUDES, PEOPLE
from leadflow.core.kinds.choices import NO, YES
from leadflow.core.kinds.currencies import SIGNS
from leadflow.core.kinds.date_words import MONTHS
from leadflow.core.kinds.stand_ins import STAND_INS

__all__ = ["EXAMPLES", "page"]

_SIZE: Final = CHOICE, (Choice("s", "Small"), Choice("l", "Large"))

EXAMPLES: Final[Mapping[AnyField, tuple[str, ...]]] = {
    Field("text", TEXT): ("Granit AB", "two\nlines", "'+1 more", "n/a"),
    Field("long_text", LONG_TEXT): ("two\nlines", "gra\u00adnit"),
    Field("email", EMAIL): ("Ann@Granit.Example", "Ann Berg <ann@granit.example>", "mailto:ann@granit.example"),
    Field("phone", PHONE): (
        "+49 30 1234567",
        "tel:+49301234567",
        "p:+49301234567",
        "491512345678.0",
        "4.91512345678E+11",
        "Mobil: 0170 1234567",
    ),
    Field("url", URL): ("https://granit.example", "granit.example", "n/a"),
    Field("code", CODE): ("01067", '="01067"', "69001.0", "z:01067", "SW1A 1AA"),
    Field("id", ID): ("A-1001", "1234567.0", "l:1234567"),
    Field("integer", INTEGER): (
        "1,200",
        "1.200",
        "1 200",
        "12.0",
        "10k",
        "51-200",
        "1,000+",
        "<10",
        "50 employees",
        "between 10 and 19",
    ),
    Field("decimal", DECIMAL): ("1,234.5", "1.234,5", "12,5", "1,234", "−3", "2.5M", "12%"),
    Field("money", MONEY): (
        "1200",
        "€ 1.500,-",
        "1.234,50 EUR",
        "$2.5M",
        "R$ 100",
        "(1,200) EUR",
        "3 Mio. €",
        "350 TEUR",
        "₹ 5 lakh",
        "500:- SEK",
        "1.234 €",
    ),
    Field("boolean", BOOLEAN): ("yes", "nein", "✓", "0"),
    Field("date", DATE): (
        "2026-03-05",
        "5.3.2026",
        "25/03/2026",
        "5. März 2026",
        "2026年3月5日",
        "99-01-31",
        "20260305",
    ),
    Field("datetime", DATETIME): ("2026-03-05", "2026-03-05T14:30+01:00", "5 mars 2026 à 14h30", "Mar 5, 2026 2:30 PM"),
    Field("choice", CHOICE, choices=_SIZE[1]): ("Large", "l"),
    Field("multi_choice", MULTI_CHOICE): ("ERP; shop", "n/a"),
    Field("country", COUNTRY): ("DE", "Deutschland", "NA", "n/a"),
    Field("state", STATE): ("California", "ND", "n/a"),
}
"""
Texts that each kind reads.
"""

_HEAD: Final = """\
# Spellings

How people and programs write values, and what each kind reads.
This page is generated from the code.

Every text is cleaned first:

- Control characters, zero-width blanks, soft hyphens and marks of direction are removed.
- No-break blanks become blanks.
- The guards `="01067"` and `'+49` are taken off; other kinds than text also lose the apostrophe of `'Yes`.

In a file, each removal and each lower bound of a range is a warning.
What an optional field cannot read is set aside: the lead keeps what was written.
"""

_COLUMNS: Final = """
## What the column decides

| text | question | what decides |
|---|---|---|
| `03/04/2026` | day or month first | other dates of the column, such as `25/03/2026`; `date_order` |
| `26-04-05` | where the year is | the part with the fewest different numbers in the column; `date_order` |
| `1.234`, `1,234` | thousands or decimals | other numbers of the column, such as `12,5`; then those of other columns, if they agree; `decimal_mark` |

An amount of money has no three decimals, so `1.234 €` is a thousand unless its column shows otherwise.
In a whole number, three digits after a mark are always a thousand.
A moment without an offset is in the programme's zone, and a day given for a moment is the beginning of that day there.
"""


def page() -> str:
    """
    Return the whole page.
    """
    return "\n".join([_HEAD, *_examples(), _COLUMNS, *_words(), ""])


def _examples() -> list[str]:
    lines = ["## Examples", "", "| kind | text | value |", "|---|---|---|"]
    lines += [
        f"| {field.kind.name} | {_code(text)} | {_read(field, text)} |"
        for field, some in EXAMPLES.items()
        for text in some
    ]
    return lines


def _read(field: AnyField, text: str) -> str:
    value = field.read(text)
    return "absent" if value is None else _code(field.kind.write(value))


def _words() -> list[str]:
    absent = [kind.name for kind in KINDS.values() if kind not in (TEXT, LONG_TEXT, ID, EMAIL)]
    currencies = [f"{_code(sign)} {code}" for sign, code in SIGNS.items()]
    return [
        "## Words",
        "",
        "Case does not count.",
        "",
        *_list(f"Absent ({', '.join(absent)}, and fields with `stand_ins=True`)", map(_code, sorted(STAND_INS))),
        *_list("Yes", map(_code, sorted(YES))),
        *_list("No", map(_code, sorted(NO))),
        *_list("Months", (f"{month}: {words}" for month, words in MONTHS.items())),
        *_list("Magnitudes after the figures", (f"{_code(word)} × {times:,}" for word, times in MAGNITUDES.items())),
        *_list("Words after the figures that change nothing", map(_code, sorted(PEOPLE))),
        *_list("Currencies, besides the codes of ISO 4217", currencies),
    ]


def _list(title: str, words: Iterable[str]) -> list[str]:
    return [f"- **{title}**: {'; '.join(words)}."]


def _code(text: str) -> str:
    shown = text.replace("\n", "↵").replace("\u00ad", "[soft hyphen]").replace("|", "\\|")
    return f"`{shown}`"


if __name__ == "__main__":
    print(page(), end="")
