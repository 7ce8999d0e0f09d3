"""
Company names as they are compared: words without spelling, legal form, and what says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from attrs import frozen

from leadflow.core.companies.chinese_signs import SIMPLIFIED
from leadflow.core.companies.group_words import DIVISIONS, PLACES
from leadflow.core.companies.latin_letters import latin
from leadflow.core.companies.legal_forms import INNER, LEADING, NAMES_TOO, WRITTEN_FORMS
from leadflow.core.companies.name_words import ALIASES, words_of
from leadflow.core.companies.written_names import before_place, written_names

__all__ = ["CompanyName", "company_key", "company_names"]

_ASIAN: Final = re.compile(
    r"유한책임회사|합자회사|합명회사|[재사]단법인|농업회사법인|영농조합법인|[(（][재사]\s?[)）]|有限責任事業組合|協同組合|合[夥伙]企[業业]|个人独资企业"
    r"|株式会社|有限会社|合同会社|合名会社|合資会社|[(（](?:株|有|주|유|合)[)）]|㈱|㈲|㈜|주식회사|유한회사|유한책임회사|医療法人(?:社団|財団)?|学校法人|社会福祉法人|宗教法人|農事組合法人"
    r"|(?:一般|公益)(?:社団|財団)法人|特定非営利活動法人|NPO法人|(?:国立大学|独立行政|地方独立行政)法人|税理士法人|弁護士法人"
    r"|集团有限公司|集團有限公司|有限合伙|股份公司|集[团團](?=\s*$)|ห้างหุ้นส่วนจำกัด|หจก\.?"
    r"|股份有限公司|有限责任公司|有限責任公司|有限公司|บริษัท|จำกัด|\(มหาชน\)|ش\.?م\.?م|ذ\.?م\.?م"
)
_CITY: Final = re.compile(r"^([\u4e00-\u9fff]{2,3})[市省](?=[\u4e00-\u9fff]{2})")
"""
The city or province that a Chinese name begins with, which is also written without its last sign.
"""

_DOTTED: Final = re.compile(
    r"\s,?[\"“„'(]?((?:[^\W\d_][./]\s?)+(?:(?:de|en|por|z)\s(?:[^\W\d_][./]\s?)+)*[^\W\d_]?\.?)[\"”')]?\s*$|\s([^\W\d_](?:[./][^\W\d_])+)\s*$"
)
"""
Single letters with dots or strokes at the end of a name, which are a legal form more often than anything else.
"""

_DOTTED_FIRST: Final = re.compile(r"^((?:[^\W\d_][./]\s?)+(?:[^\W\d_]\b\.?)?)\s?(?=[^\W\d_]{2})(.*)$")
"""
Single letters with dots before a name, which may be a legal form.
"""

_PLACE_LETTERS: Final = frozenset({"usa", "us", "uk", "la", "ny", "dc", "tv", "it", "ai", "nj", "eu", "uae"})

_BEFORE: Final = frozenset(
    "the fa firma messrs spett societe preduzece poduzece przedsiebiorstwo empresa entreprise azienda impresa".split()  # noqa: SIM905
)
_SAYING_NOTHING: Final = frozenset(
    {"na", "none", "private", "privat", "privately", "selfemployed", "freelance", "freelancer", "test", "unknown"}
    | {
        "student",
        "company",
        "firma",
        "keine",
        "nil",
        "null",
        "tbd",
        "individual",
        "consultant",
        "owner",
        "retired",
        "personal",
        "myself",
        "business",
        "particulier",
        "particular",
        "privato",
    }
)
_LONGEST: Final = 400
_GENERIC: Final = (
    DIVISIONS
    | frozenset(ALIASES.values())
    | {
        "group",
        "holding",
        "foundation",
        "trucks",
        "bank",
        "media",
        "design",
        "studio",
        "software",
        "consulting",
        "campus",
    }
    | {"institute", "airlines", "solutions", "partners", "power", "water", "air", "foods", "motors", "networks", "labs"}
)
"""
What is no name by itself: the word before it belongs to the name, as in SAS Institute and NV Energy.
"""


_GROUP: Final = DIVISIONS | {"group", "holding"}
"""
Words that no place has.
"""


@frozen
class CompanyName:
    """
    A name as it is compared.

    Attributes:
        key: The words in one, in their order; empty if the name says nothing.
        words: The words.
        forms: The legal forms that were taken off.
        countries: Where there are companies of these forms; empty if that is anywhere, or there are none.
        letters: Single letters with dots at the end, which are a legal form that is not known here; empty if there are none.
        lettered: The words in one with those letters, as people write them without dots.
    """

    key: str
    words: tuple[str, ...]
    forms: tuple[str, ...]
    countries: frozenset[str]
    letters: str = ""

    @property
    def lettered(self) -> str:
        return self.key + self.letters


def company_key(name: str) -> str:
    """
    Return the form in which the names of companies are compared; empty if *name* says nothing.

    Equal for spellings with and without accents, umlauts, marks, blanks, joining words and legal form.
    """
    return company_names(name)[0].key


@lru_cache(maxsize=65_536)
def company_names(name: str) -> tuple[CompanyName, ...]:
    """
    Return *name* as it is compared, and then other names that it says the same company has or had.

    One that is followed by the place of the company is another name: ``Granit Ltd, Leeds`` is ``Granit`` as well.
    """
    name = name.strip()[:_LONGEST]
    names = [_read(one) for one in written_names(name)]
    if not names[0].key:
        names = [_read(name)]
    placed = before_place(name)
    if placed:
        head, place = _read(placed[0]), words_of(placed[1])
        if head.key and head.forms and _GROUP.isdisjoint(place) and not _read(placed[1]).forms:
            names.append(head)
    first, *others = names
    return (first, *(one for one in others if one.key and one.key != first.key))


def _read(name: str) -> CompanyName:
    asian = not name.isascii() and _ASIAN.search(name) is not None
    if not name.isascii():
        name = _CITY.sub(r"\1", _ASIAN.sub(" ", name).strip().translate(SIMPLIFIED))
    name = _DOTTED_FIRST.sub(_moved, name.strip())
    words, forms, countries = _without_forms(words_of(name))
    letters = "" if forms else _dotted(name)
    if letters:
        words = words_of(_DOTTED.sub("", name))
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    words = tuple(map(latin, words))
    key = "".join(words)
    if key in _SAYING_NOTHING:
        words, key = (), ""
    return CompanyName(key, words, (*forms, "kk") if asian else forms, countries, letters)


def _moved(found: re.Match[str]) -> str:
    """
    Write a form that stands before the name behind it.
    """
    letters = "".join(filter(str.isalpha, found[1])).casefold()
    # Two letters with dots are mostly the first names of a person.
    form = (letters,) in _LEGAL_FORMS and len(letters) > (1 if "/" in found[1] else 2)
    return f"{found[2]} {letters}" if form else found[0]


def _dotted(name: str) -> str:
    """
    Return the letters at the end of *name* that are written with dots; empty if there are none, or nothing else.
    """
    found = _DOTTED.search(name)
    letters = "".join(filter(str.isalpha, found[0])).casefold() if found else ""
    rest = words_of(name[: found.start()]) if found else ()
    alone = not any(len(word) > 1 for word in rest)
    return "" if alone or len(letters) < 2 or letters in _PLACE_LETTERS else letters


def _read_forms() -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for written in WRITTEN_FORMS:
        for countries, forms in written.items():
            there = frozenset(countries.split())
            for form in forms.split("|"):
                for words in _declined(words_of(form)):
                    both = found.get(words)
                    found[words] = there if both is None else both | there if both and there else frozenset()
    return found


def _declined(form: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """
    Return a form, and as it is written with the article of Nordic languages: ``Handelsbolaget``.
    """
    yield form
    if form and form[-1].endswith(("bolag", "skab", "selskap", "foretak")):
        yield (*form[:-1], f"{form[-1]}et")


_LEGAL_FORMS: Final = _read_forms()
"""
The countries in which there are companies of a form, by its words; empty is anywhere.
"""

_SHORT: Final = 3
_LONG: Final = 8
_ENGLISH: Final = frozenset(
    ["incorporated", "corporation", "partnership", "proprietary", "chartered", "unlimited", "establishment", "company"]
)

_OF_FORMS: Final = frozenset(
    {"public", "private", "closed", "joint", "stock", "liability", "limited", "single", "owner"}
)
"""
Words that say more of a form that follows them.
"""

_MOST_WORDS: Final = max(map(len, _LEGAL_FORMS))


def _without_forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """
    Take legal forms off the end, and those that are written first off the beginning.
    """
    forms: list[str] = []
    countries: frozenset[str] = frozenset()
    going = True
    while going and words:
        going = False
        while forms and len(words) > 1 and words[-1] in _OF_FORMS:
            words = words[:-1]
        for length in range(min(_MOST_WORDS, len(words)), 0, -1):
            there = _LEGAL_FORMS.get(words[-length:])
            if there is not None:
                forms.append(" ".join(words[-length:]))
                countries = countries & there if countries and there else countries or there
                words, going = words[:-length], True
                break
    if len(words) > 1 and words[0] == "sc" and forms:
        words = words[1:]  # Romanian companies are written with a word before the name, too
    for length in range(min(_MOST_WORDS, len(words) - 1), 1, -1):
        if words[:length] in _LEGAL_FORMS:
            forms.append(" ".join(words[:length]))
            countries = countries or _LEGAL_FORMS[words[:length]]
            words = words[length:]
            break
    words, inside = _without_inner(words)
    forms += inside
    if len(words) > 1 and _leads(words[0]) and not (len(words) == 2 and words[1] in _GENERIC | PLACES):
        forms.append(words[0])
        if words[0] in LEADING or len(words[0]) >= _LONG:
            countries = countries or _LEGAL_FORMS.get(words[:1], frozenset())
        words = words[1:]
    return words, tuple(forms), countries


def _leads(word: str) -> bool:
    """
    Return whether a form is written before the name: those that are, and longer ones that are no word of English.
    """
    known = (word,) in _LEGAL_FORMS and word not in _ENGLISH | NAMES_TOO
    return word in LEADING or (known and (len(word) >= _SHORT or not word.isascii()))


def _without_inner(words: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """
    Take a form out that stands between the name and the place of a company: ``Granit doo Novi Sad``.
    """
    inside = [word for word in words[1:-1] if word in INNER]
    kept = (word for at, word in enumerate(words) if not (0 < at < len(words) - 1 and word in INNER))
    return (tuple(kept), inside) if inside else (words, [])
