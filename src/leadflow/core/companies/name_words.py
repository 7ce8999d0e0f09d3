"""
The words of a company's name, as they are compared: without spelling, abbreviations written out.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import combining, normalize

from leadflow.core.companies.latin_letters import folded

__all__ = ["ALIASES", "words_of"]

_SIGNS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "oe", "ə": "a"}
)
_ASIDE: Final = re.compile(
    r"[(\[][^)\]]*\b(?:office|branch|niederlassung|filiale|standort|sucursal|succursale|agence|vestiging|filial)\b[^)\]]*[)\]]"
    r"|[(\[](?:hq|head ?office|headquarters|publ|haftungsbeschränkt)\b[^)\]]*[)\]]"
    r"|,?\s(?:zweig)?niederlassung\s.*$|\sfiliale\s.*$|,?\sbranch(?: office)?\s*$|,\s*the\s*$"
    r"|\b(?:inh\.|inhaber|prop\.|c/o)\s.*$|^m/s\.?\s|\s[-–|]\s*(?:head ?office|hq)\s*$",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"[(\[]\s*\d{4,}[\d\s-]*[a-z]?\s*[)\]]", re.IGNORECASE)
"""
The number of a company in a register, as it is written behind a name.
"""

_PARTNERS: Final = re.compile(
    r"\s(?:&|e)\s*c\.?(?=\s+s|\s*$)|\sdi\s[\w'. ]{3,60}\s(?:&|e)\s*c\.?(?=\s|$)", re.IGNORECASE
)
"""
The partners of an Italian company: ``di Rossi Mario & C.``
"""

_AND: Final = re.compile(r"\s['’]?n['’]\s|\s['’]n\s", re.IGNORECASE)
"""
And, as in Fish 'n' Chips.
"""

_ENDING: Final = re.compile(r"(?<=\w)\.(?:com|net|org|de|io|co|eu|ai|fr|nl|ch|at)\b", re.IGNORECASE)
_ALONE: Final = re.compile(r"(?<![^\W_])([^\W\d_])-(?=[^\W\d_])")
"""
A letter that a dash joins to a word, as in E-Bike, which is also written EBike.
"""

_BETWEEN_WORDS: Final = re.compile(r"(?<=[^\W\d_]{2})\.(?=[^\W\d_]{2})")
_MARKS: Final = re.compile(r"[.'’`´\"“”„]+")
_WORD: Final = re.compile(r"[^\W_]+")
_JOINING: Final = frozenset({"and", "und", "et", "y", "e", "og", "och", "en", "ve", "con"})
_BETWEEN: Final = frozenset({"i", "и", "і", "та", "και"})
ALIASES: Final = {
    "flli": "fratelli",
    "bros": "brothers",
    "hnos": "hermanos",
    "gebroders": "gebruder",
    "shri": "sri",
    "shree": "sri",
    "shre": "sri",
    "nig": "nigeria",
    "zn": "zoon",
    "companhia": "cia",
    "compania": "cia",
    "compagnia": "cia",
    "elec": "electric",
    "comercio": "commerce",
    "com": "commerce",
    "industria": "industries",
    "eng": "engineering",
    "engg": "engineering",
    "hldgs": "holding",
    "hldg": "holding",
    "holdings": "holding",
    "grp": "group",
    "equip": "equipment",
    "dev": "development",
    "constr": "construction",
    "transp": "transport",
    "serv": "services",
    "mktg": "marketing",
    "mach": "machinery",
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
    "pharma": "pharmaceuticals",
    "pharm": "pharmaceuticals",
    "pharmaceutical": "pharmaceuticals",
    "telecom": "telecommunications",
    "telecomm": "telecommunications",
    "telecoms": "telecommunications",
    "telecommunication": "telecommunications",
    "ent": "enterprises",
    "enterprise": "enterprises",
    "environ": "environmental",
    "distr": "distribution",
    "distrib": "distribution",
    "chem": "chemical",
    "chemicals": "chemical",
    "comm": "communications",
    "comms": "communications",
    "communication": "communications",
    "agri": "agricultural",
    "electr": "electric",
    "electrical": "electric",
    "refrig": "refrigeration",
    "mech": "mechanical",
    "ltg": "lighting",
    "whse": "warehouse",
    "prop": "properties",
    "props": "properties",
    "property": "properties",
    "investment": "investments",
    "ins": "insurance",
    "science": "sciences",
    "supplies": "supply",
    "acad": "academy",
    "maschb": "maschinenbau",
    "masch": "maschinen",
    "colour": "color",
    "colours": "color",
    "harbour": "harbor",
    "labour": "labor",
    "neighbour": "neighbor",
    "flavour": "flavor",
    "flavours": "flavors",
    "armour": "armor",
    "favour": "favor",
    "honour": "honor",
    "theatre": "theater",
    "fibre": "fiber",
    "metre": "meter",
    "grey": "gray",
    "jewellery": "jewelry",
    "jewellers": "jewelers",
    "aluminium": "aluminum",
    "tyre": "tire",
    "tyres": "tires",
    "catalogue": "catalog",
    "programme": "program",
    "plough": "plow",
    "defence": "defense",
    "licence": "license",
    "doctor": "dr",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}


def words_of(name: str) -> tuple[str, ...]:
    """
    Return the words of *name*, legal forms among them.
    """
    name = _ALONE.sub(r"\1", _AND.sub(" ", name))
    told = _PARTNERS.sub(" ", _ASIDE.sub(" ", _NUMBERED.sub(" ", normalize("NFKC", name))))
    plain = _MARKS.sub("", _BETWEEN_WORDS.sub(" ", _ENDING.sub("", told)).casefold().translate(_SIGNS))
    bare = "".join(sign for sign in normalize("NFKD", plain) if not combining(sign))
    found = [ALIASES.get(word, word) for word in _WORD.findall(folded(bare))]
    inner = [word for at, word in enumerate(found) if not (word in _BETWEEN and 0 < at < len(found) - 1)]
    return tuple(
        _joined([word for at, word in enumerate(inner) if word not in _JOINING or (at == 0 and len(word) == 1)])
    )


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
