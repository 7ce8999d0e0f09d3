"""
Words of dates in some twenty languages: months, days of the week, and what comes between.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.text import text_key

__all__ = ["MONTHS", "in_english"]

MONTHS: Final[dict[str, str]] = {
    "Jan": "january januar jänner januari janvier enero gennaio janeiro stycznia jan ene gen janv sty"
    " leden ledna tammikuu tammikuuta tammi január januára ianuarie ian ocak gener janvāris jaanuar января янв led oca",
    "Feb": "february februar feber februari février fevrier febrero febbraio fevereiro lutego feb febr févr fevr fév fev lut"
    " únor února helmikuu helmikuuta helmi február februára februarie şubat febrer februāris veebruar февраля фев úno şub",
    "Mar": "march märz maerz maart mars marts marzo março marco marca mar mär mrz mrt"
    " březen března maaliskuu maaliskuuta maalis március márc marec martie mart març märts марта мар bře",
    "Apr": "april avril abril aprile kwietnia apr avr abr kwi"
    " duben dubna huhtikuu huhtikuuta huhti április ápr apríl apríla aprilie nisan aprīlis aprill апреля апр dub nis",
    "May": "may mai mei maj maja mayo maggio maio mag"
    " květen května toukokuu toukokuuta touko május máj mája mayıs maig maijs мая май kvě",
    "Jun": "june juni juin junio giugno junho czerwca jun giu cze"
    " červen června kesäkuu kesäkuuta kesä június jún júna iunie iun haziran juny junij jūnijs juuni июня июн čvn haz",
    "Jul": "july juli juillet julio luglio julho lipca jul juil juill lug lip"
    " červenec července heinäkuu heinäkuuta heinä július júl júla iulie iul temmuz juliol julij jūlijs juuli июля июл čvc tem",
    "Aug": "august augusti augustus août aout agosto sierpnia aug aoû ago sie"
    " srpen srpna elokuu elokuuta elo augusztus augusta ağustos agost avgust augusts августа авг srp ağu",
    "Sep": "september septembre septiembre setiembre settembre setembro września sep sept set sett wrz"
    " září syyskuu syyskuuta syys szeptember szept septembra septembrie eylül setembre septembris сентября сен zář eyl",
    "Oct": "october oktober octobre octubre ottobre outubro października oct okt ott out paź"
    " říjen října lokakuu lokakuuta loka október októbra octombrie ekim oktobris oktoober октября окт říj eki",
    "Nov": "november novembre noviembre novembro listopada nov lis"
    " listopad listopadu marraskuu marraskuuta marras novembra noiembrie noi kasım novembris ноября ноя kas",
    "Dec": "december dezember décembre decembre diciembre dicembre dezembro desember grudnia dec dez déc dic des gru"
    " prosinec prosince joulukuu joulukuuta joulu decembra decembrie aralık desembre decembris detsember декабря дек pro ara",
}
"""
The months as English abbreviates them, each with its names in English, German, French, Spanish, Italian, Dutch,
Portuguese, Swedish, Danish, Norwegian and Polish, whole and abbreviated; then in Czech, Finnish, Hungarian, Slovak,
Romanian, Turkish, Catalan, Slovene, Latvian, Estonian and Russian, as they are written beside a day. Croatian is left
out: its ``listopad`` is October, and that of Poles and Czechs November.
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
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
    "mandag",
    "tirsdag",
    "lørdag",
    "søndag",
    "kl",
    "poniedziałek",
    "wtorek",
    "środa",
    "czwartek",
    "piątek",
    "sobota",
    "niedziela",
    "hs",
    "h",
    *"pondělí úterý středa čtvrtek pátek neděle po út st čt pá ne".split(),  # noqa: SIM905  # a list would be a line each
    *"maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai ti ke to pe la su klo".split(),  # noqa: SIM905
    *"hétfő kedd szerda csütörtök péntek szombat vasárnap".split(),  # noqa: SIM905
    *"pondelok utorok streda štvrtok piatok nedeľa".split(),  # noqa: SIM905
    *"luni marți marţi miercuri joi vineri sâmbătă duminică ora".split(),  # noqa: SIM905
    *"г года gada року".split(),  # noqa: SIM905
    *"pazartesi salı çarşamba perşembe cuma cumartesi pazar".split(),  # noqa: SIM905
]
_WORDS: Final = {
    **dict.fromkeys(_OTHERS, ""),
    **{word: english for english, words in MONTHS.items() for word in words.split()},
}
_WORD: Final = re.compile(r"[^\W\d_]+\.?")
# 2026年3月25日 14時30分; a day of the week in brackets says nothing.
_JAPANESE: Final = re.compile(
    r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日\s*(?:[日月火水木金土]曜日?|[(（][^)）]{1,3}[)）])?\s*"
)
_JAPANESE_TIME: Final = re.compile(
    r"(午前|午後)?\s*(\d{1,2})(?:時(?:(\d{1,2})分(?:(\d{1,2})秒)?)?|:(\d{2})(?::(\d{2}))?)"
)
# Years are counted from the emperor's first one, 元年.
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ERA: Final = re.compile(r"(令和|平成|昭和)(\d{1,2}|元)年")
_FRENCH_TIME: Final = re.compile(r"\b(\d{1,2})\s?h\s?(\d{2})(?:\s?min(?:\s?(\d{2})\s?s)?)?\b")
# Before the letters are taken for words: 12:30 a. m.
_HALF: Final = re.compile(r"(?<=\d)\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
# Danish and Finnish write 8.24.40, behind words such as kl., klo and om too, and French the universal time as TU.
_DOTTED_TIME: Final = re.compile(
    r"(?<=\d{4})([\s,]+(?:(?:klo?|om|um|alle|ore|à|às)\.?\s*)?\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?!\d)"
)
_UNIVERSAL: Final = re.compile(r"(?<=\d)\s+TU\b")
# German and Portuguese write the day with a full stop or a sign: 5. März, 1º de março, 1er mars.
_DAY: Final = re.compile(r"\b(\d{1,2})(?:\.?[ºª°]|\.(?=\s*[^\W\d_])|er\b)")
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
    text = _UNIVERSAL.sub(" UTC", _HALF.sub(r" \1m", _ERA.sub(_year, text)))
    if "午" in text and not _JAPANESE.match(text):
        text = _JAPANESE_TIME.sub(_clock, text)
    if whole := _JAPANESE.match(text):
        year, month, day = map(int, whole.groups())
        text = f"{year:04}-{month:02}-{day:02} {_JAPANESE_TIME.sub(_clock, text[whole.end() :])}".strip()
    text = _DOTTED_TIME.sub(_joined, _FRENCH_TIME.sub(_joined, text))
    found = [text_key(word[0].rstrip(".")) for word in _WORD.finditer(text)]
    if found.count("mar") < 2 and all(word in _ENGLISH for word in found):
        return text
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


def _joined(found: re.Match[str]) -> str:
    return ":".join(part for part in found.groups() if part)


def _clock(found: re.Match[str]) -> str:
    half, hour, *rest = found.groups()
    hours = int(hour) % 12 + 12 * (half == "午後") if half else int(hour)
    minutes, *seconds = [part for part in rest if part] or ["0"]
    return ":".join(f"{int(part):02}" for part in (hours, minutes, *seconds))
