"""
Words of dates in eight languages: months, days of the week, and what comes between.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.text import text_key

__all__ = ["MONTHS", "in_english"]

MONTHS: Final[dict[str, str]] = {
    "Jan": "january januar jänner januari janvier enero gennaio janeiro jan ene gen janv",
    "Feb": "february februar feber februari février fevrier febrero febbraio fevereiro feb febr févr fevr fév fev",
    "Mar": "march märz maerz maart mars marzo março marco mar mär mrz mrt",
    "Apr": "april avril abril aprile apr avr abr",
    "May": "may mai mei mayo maggio maio mag",
    "Jun": "june juni juin junio giugno junho jun giu",
    "Jul": "july juli juillet julio luglio julho jul juil lug",
    "Aug": "august augustus août aout agosto aug aoû ago",
    "Sep": "september septembre septiembre setiembre settembre setembro sep sept set sett",
    "Oct": "october oktober octobre octubre ottobre outubro oct okt ott out",
    "Nov": "november novembre noviembre novembro nov",
    "Dec": "december dezember décembre decembre diciembre dicembre dezembro dec dez déc dic",
}
"""
The months as English abbreviates them, each with its names in English, German, French, Spanish, Italian, Dutch and
Portuguese, whole and abbreviated.
"""

_OTHERS: Final = [
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lun",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "mié",
    "jue",
    "vie",
    "sáb",
    "dom",
    "gio",
    "sab",
    "ma",
    "wo",
    "vr",
    "za",
    "zo",
    "uhr",
    "um",
    "de",
    "del",
    "den",
    "der",
    "le",
    "el",
    "il",
    "am",
    "à",
    "a",
    "las",
    "alle",
    "às",
    "om",
    "uur",
    "ore",
    "horas",
    "hs",
]
_WORDS: Final = {
    **dict.fromkeys(_OTHERS, ""),
    **{word: english for english, words in MONTHS.items() for word in words.split()},
}
_WORD: Final = re.compile(r"[^\W\d_]+\.?")
# 2026年3月25日 14時30分; a day of the week in brackets says nothing.
_JAPANESE: Final = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日\s*(?:[(（][^)）]{1,3}[)）])?\s*")
_JAPANESE_TIME: Final = re.compile(
    r"(午前|午後)?\s*(\d{1,2})(?:時(?:(\d{1,2})分(?:(\d{1,2})秒)?)?|:(\d{2})(?::(\d{2}))?)"
)
# Years are counted from the emperor's first one, 元年.
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ERA: Final = re.compile(r"(令和|平成|昭和)(\d{1,2}|元)年")
_FRENCH_TIME: Final = re.compile(r"\b(\d{1,2})\s?h\s?(\d{2})\b")
# German and Portuguese write the day with a full stop or a sign: 5. März, 1º de março, 1er mars.
_DAY: Final = re.compile(r"\b(\d{1,2})(?:\.(?=\s*[^\W\d_])|[ºª°]|er\b)")
# What English writes itself; a word of these is left as it is.
_ENGLISH: Final = frozenset(
    ["am", "pm", "mar", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "t", "z", "utc", "gmt"]
)


def in_english(text: str) -> str:
    """
    Return a date that is written out in one of the other languages as English writes it; any other text as it is.
    """
    if not any(map(str.isalpha, text)):
        return text
    text = _ERA.sub(_year, text)
    if "午" in text and not _JAPANESE.match(text):
        text = _JAPANESE_TIME.sub(_clock, text)
    if whole := _JAPANESE.match(text):
        year, month, day = map(int, whole.groups())
        text = f"{year:04}-{month:02}-{day:02} {_JAPANESE_TIME.sub(_clock, text[whole.end() :])}".strip()
    found = [text_key(word[0].rstrip(".")) for word in _WORD.finditer(text)]
    if found.count("mar") < 2 and all(word in _ENGLISH for word in found):
        return text
    text = _FRENCH_TIME.sub(r"\1:\2", text)
    if not any(word in _WORDS for word in found):
        return text
    if found[0] == "mar" and any(_WORDS.get(word) for word in found[1:]):
        # Tuesday in French, Spanish and Italian: the month comes later.
        text = _WORD.sub("", text, count=1)
    bare = " ".join(_WORD.sub(_word, _DAY.sub(r"\1 ", text)).replace("-feira", "").split())
    return bare.lstrip(" ,.")


def _word(found: re.Match[str]) -> str:
    key = text_key(found[0].rstrip("."))
    return found[0] if key in _ENGLISH else _WORDS.get(key, found[0])


def _year(found: re.Match[str]) -> str:
    return f"{_ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年"


def _clock(found: re.Match[str]) -> str:
    half, hour, *rest = found.groups()
    hours = int(hour) % 12 + 12 * (half == "午後") if half else int(hour)
    minutes, *seconds = [part for part in rest if part] or ["0"]
    return ":".join(f"{int(part):02}" for part in (hours, minutes, *seconds))
