"""
Makes the documents of `test_same_leads` with LibreOffice: ``python -m tests.adapters.tables.make_documents``.

One sheet for each locale, with days and amounts as people there see them, saved as ODS, XLSX and XLS, and each sheet as
CSV with what is shown.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

__all__ = ["LOCALES", "Locale"]


class Locale(NamedTuple):
    """
    How days and money are shown somewhere.

    Attributes:
        day: Such as ``d.m.y``; two letters are two digits, four of the year.
        sign: Of the money, in front or behind; the code where the sign alone is of several countries.
    """

    name: str
    day: str
    sign: str
    currency: str
    front: bool = False


_TABLE: Final = """
en-US m/d/y $ USD front
en-GB dd/mm/y £ GBP front
en-IE dd/mm/y € EUR front
en-AU dd/mm/y AUD AUD front
en-CA y-mm-dd CAD CAD front
en-IN dd/mm/y ₹ INR front
de-DE dd.mm.y € EUR behind
de-AT dd.mm.y € EUR front
de-CH dd.mm.y CHF CHF front
fr-FR dd/mm/y € EUR behind
fr-BE dd/mm/y € EUR behind
fr-CH dd.mm.y CHF CHF behind
fr-CA y-mm-dd CAD CAD behind
nl-NL dd-mm-y € EUR front
nl-BE d/mm/y € EUR front
it-IT dd/mm/y € EUR behind
it-CH dd.mm.y CHF CHF front
es-ES dd/mm/y € EUR behind
es-MX dd/mm/y MXN MXN front
pt-PT dd/mm/y € EUR behind
pt-BR dd/mm/y R$ BRL front
sv-SE y-mm-dd SEK SEK behind
nb-NO dd.mm.y NOK NOK front
da-DK dd-mm-y DKK DKK behind
fi-FI d.m.y € EUR behind
pl-PL y-mm-dd zł PLN behind
cs-CZ d.m.y Kč CZK behind
sk-SK d.m.y € EUR behind
hu-HU y-mm-dd Ft HUF behind
ro-RO dd.mm.y RON RON behind
el-GR dd/mm/y € EUR behind
tr-TR dd.mm.y ₺ TRY front
ja-JP y/mm/dd ¥ JPY front
zh-CN y/mm/dd CNY CNY front
"""
LOCALES: Final = tuple(
    Locale(name, day, sign, currency, place == "front")
    for name, day, sign, currency, place in (line.split() for line in _TABLE.strip().splitlines())
)
"""
Where people see days and money otherwise than elsewhere.
"""

_ROWS: Final = (
    ("ann@granit.example", "2026-03-25", "1234567.5", "850000", "1067"),
    ("bo@fjell.example", "2025-12-31", "850000", "1234", "301"),
    ("cy@birke.example", "1999-05-04", "3000.25", "12", "99999"),
    ("di@olmo.example", "2026-01-13", "12.5", "1000000", "7"),
)
_HEADERS: Final = ("Email", "Since", "Budget", "Employees", "Postal code")
_SPACES: Final = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
    )
)
_PARTS: Final = {
    "dd": '<number:day number:style="long"/>',
    "d": "<number:day/>",
    "mm": '<number:month number:style="long"/>',
    "m": "<number:month/>",
    "y": '<number:year number:style="long"/>',
}
_AS_SHOWN: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"


def _styles(at: int, locale: Locale) -> str:
    language, country = locale.name.split("-")
    where = f'number:language="{language}" number:country="{country}"'
    mark = next(char for char in locale.day if not char.isalpha())
    day = f"<number:text>{mark}</number:text>".join(_PARTS[part] for part in locale.day.split(mark))
    number = '<number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
    sign = f'<number:currency-symbol number:language="{language}" number:country="{country}">{escape(locale.sign)}</number:currency-symbol>'
    blank = "<number:text> </number:text>"
    money = f"{sign}{blank}{number}" if locale.front else f"{number}{blank}{sign}"
    whole = '<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>'
    return (
        f'<number:date-style style:name="ND{at}" {where}>{day}</number:date-style>'
        f'<number:currency-style style:name="NM{at}" {where}>{money}</number:currency-style>'
        f'<number:number-style style:name="NW{at}" {where}>{whole}</number:number-style>'
        + "".join(
            f'<style:style style:name="{kind}{at}" style:family="table-cell" style:data-style-name="N{kind}{at}"/>'
            for kind in "DMW"
        )
    )


def _sheet(at: int, locale: Locale) -> str:
    def text(value: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    rows = "".join(
        "<table:table-row>"
        + text(email)
        + f'<table:table-cell table:style-name="D{at}" office:value-type="date" office:date-value="{day}"/>'
        + f'<table:table-cell table:style-name="M{at}" office:value-type="currency" office:currency="{locale.currency}" office:value="{money}"/>'
        + f'<table:table-cell table:style-name="W{at}" office:value-type="float" office:value="{whole}"/>'
        + f'<table:table-cell table:style-name="code" office:value-type="float" office:value="{code}"/>'
        + "</table:table-row>"
        for email, day, money, whole, code in _ROWS
    )
    head = "".join(map(text, _HEADERS))
    return f'<table:table table:name="{locale.name}"><table:table-row>{head}</table:table-row>{rows}</table:table>'


def _document() -> str:
    styles = "".join(_styles(at, locale) for at, locale in enumerate(LOCALES))
    sheets = "".join(_sheet(at, locale) for at, locale in enumerate(LOCALES))
    code = (
        '<number:number-style style:name="Ncode"><number:number number:decimal-places="0" number:min-integer-digits="5"/>'
        '</number:number-style><style:style style:name="code" style:family="table-cell" style:data-style-name="Ncode"/>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:automatic-styles>{code}{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document>"
    )


def main() -> None:
    """
    Write the documents beside this file.
    """
    target = Path(__file__).parent / "documents"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "leads.fods"
        source.write_text(_document(), encoding="utf-8")
        for kind in ("ods", "xlsx", "xls", _AS_SHOWN):
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
            subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True)


if __name__ == "__main__":
    main()
