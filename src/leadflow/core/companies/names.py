"""
Company names as they are compared: words without spelling, legal form, and what says nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

from attrs import frozen

from leadflow.core.companies.group_words import DIVISIONS
from leadflow.core.companies.latin_letters import latin
from leadflow.core.companies.legal_forms import LEADING, LEGAL_FORMS, folded

__all__ = ["CompanyName", "company_key", "company_name"]

_SIGNS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "oe"}
)
_ASIDE: Final = re.compile(
    r"[(\[][^)\]]*\b(?:office|branch|niederlassung|filiale|standort|sucursal|succursale|agence|vestiging|filial)\b[^)\]]*[)\]]"
    r"|[(\[](?:formerly|ex|fka|f\.k\.a\.|hq|head ?office|headquarters|publ|haftungsbeschränkt)\b[^)\]]*[)\]]"
    r"|,?\s(?:zweig)?niederlassung\s.*$|\sfiliale\s.*$|,?\sbranch(?: office)?\s*$|,\s*the\s*$"
    r"|\b(?:inh\.|inhaber|prop\.|c/o|formerly|dba|d/b/a|t/a)\s.*$|^m/s\.?\s|\s[-–|]\s*(?:head ?office|hq)\s*$",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(r"(?<=\w)\.(?:com|net|org|de|io|co|eu|ai|fr|nl|ch|at)\b", re.IGNORECASE)
_MARKS: Final = re.compile(r"[.'’`´\"“”„]+")
_WORD: Final = re.compile(r"[^\W_]+")
_ASIAN: Final = re.compile(
    r"株式会社|有限会社|合同会社|合名会社|合資会社|[(（](?:株|有|주)[)）]|㈱|㈲|㈜|주식회사|유한회사"
    r"|股份有限公司|有限责任公司|有限責任公司|有限公司|บริษัท|จำกัด|\(มหาชน\)|ش\.?م\.?م|ذ\.?م\.?م"
)
_JOINING: Final = frozenset({"and", "und", "et", "y", "e", "og", "och", "en", "ve", "con"})
_BETWEEN: Final = frozenset({"i", "и", "і", "та", "και"})
_BEFORE: Final = frozenset({"the", "fa", "firma", "messrs", "spett"})
_ALIASES: Final = {
    "flli": "fratelli",
    "bros": "brothers",
    "hnos": "hermanos",
    "ets": "etablissements",
    "ditta": "firma",
    "gebr": "gebruder",
    "mfg": "manufacturing",
    "mfr": "manufacturing",
    "intl": "international",
    "internat": "international",
    "sankt": "st",
    "saint": "st",
    "ste": "societe",
    "natl": "national",
    "govt": "government",
    "assn": "association",
    "assoc": "association",
    "associates": "association",
    "hosp": "hospital",
    "mt": "mount",
    "ft": "fort",
    "ing": "ingenieur",
    "mgmt": "management",
    "svc": "services",
    "service": "services",
    "sys": "systems",
    "system": "systems",
    "solution": "solutions",
    "product": "products",
    "prods": "products",
    "ind": "industries",
    "inds": "industries",
    "industry": "industries",
    "lab": "laboratories",
    "labs": "laboratories",
    "laboratory": "laboratories",
    "ctr": "center",
    "centre": "center",
    "bldg": "building",
    "technologies": "technology",
    "fasteners": "fastener",
    "univ": "university",
    "inst": "institute",
    "dept": "department",
    "tech": "technology",
    "svcs": "services",
}
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
        "particulier",
        "particular",
        "privato",
    }
)
_LONGEST: Final = 400
_GENERIC: Final = (
    DIVISIONS
    | frozenset(_ALIASES.values())
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


@frozen
class CompanyName:
    """
    A name as it is compared.

    Attributes:
        key: The words in one, in their order; empty if the name says nothing.
        words: The words.
        forms: The legal forms that were taken off.
        countries: Where there are companies of these forms; empty if that is anywhere, or there are none.
    """

    key: str
    words: tuple[str, ...]
    forms: tuple[str, ...]
    countries: frozenset[str]


def company_key(name: str) -> str:
    """
    Return the form in which the names of companies are compared; empty if *name* says nothing.

    Equal for spellings with and without accents, umlauts, marks, blanks, joining words and legal form.
    """
    return company_name(name).key


@lru_cache(maxsize=65_536)
def company_name(name: str) -> CompanyName:
    """
    Return *name* as it is compared.
    """
    asian = _ASIAN.search(name) is not None
    words = _words(_ASIAN.sub(" ", name[:_LONGEST]))
    words, forms, countries = _without_forms(words)
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    words = tuple(map(latin, words))
    key = "".join(words)
    if key in _SAYING_NOTHING:
        words, key = (), ""
    return CompanyName(key, words, (*forms, "kk") if asian else forms, countries)


def _words(name: str) -> tuple[str, ...]:
    plain = _MARKS.sub("", _ENDING.sub("", _ASIDE.sub(" ", normalize("NFKC", name))).casefold().translate(_SIGNS))
    bare = "".join(sign for sign in normalize("NFKD", plain) if not combining(sign))
    found = [_ALIASES.get(word, word) for word in _WORD.findall(folded(bare))]
    inner = [word for at, word in enumerate(found) if not (word in _BETWEEN and 0 < at < len(found) - 1)]
    return tuple(_joined([word for word in inner if word not in _JOINING]))


def _joined(words: list[str]) -> list[str]:
    """
    Join letters that are alone: ``a b c print`` is ``abc print``.
    """
    made: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            made.append(run)
            run = ""
        made.append(word)
    return [*made, run] if run else made


_MOST_WORDS: Final = max(map(len, LEGAL_FORMS))


def _without_forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """
    Take legal forms off the end, and those that are written first off the beginning.
    """
    forms: list[str] = []
    countries: frozenset[str] = frozenset()
    going = True
    while going and words:
        going = False
        for length in range(min(_MOST_WORDS, len(words)), 0, -1):
            there = LEGAL_FORMS.get(words[-length:])
            if there is not None:
                forms.append(" ".join(words[-length:]))
                countries = countries & there if countries and there else countries or there
                words, going = words[:-length], True
                break
    if len(words) > 1 and words[0] == "sc" and forms:
        words = words[1:]  # Romanian companies are written with a word before the name, too
    if len(words) > 1 and words[0] in LEADING and not (len(words) == 2 and words[1] in _GENERIC):
        forms.append(words[0])
        countries = countries or LEGAL_FORMS.get(words[:1], frozenset())
        words = words[1:]
    return words, tuple(forms), countries
