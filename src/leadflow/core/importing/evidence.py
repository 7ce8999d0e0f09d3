"""
What the values under a header look like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from leadflow.core.kinds.countries import country_code
from leadflow.core.text import text_key

__all__ = ["contradicts", "share"]

Look = Callable[[str], bool]

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?:tel:)?[+(]?\d[\d\s().\-/–]{4,}\d(?:\s*(?:x|ext\.?|#|dw)\s*\d+)?", re.IGNORECASE)
_DATE: Final = re.compile(r"(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{1,2}\.? [^\W\d]{3,10}\.?,? \d{2,4})(?:[ T,].*)?")
_NUMBER: Final = re.compile(r"[-+]?\d[\d.,' ]*%?")
_HEX: Final = re.compile(r"(?=.*\d)[0-9a-f]{8,}(?:-[0-9a-f]{2,})*", re.IGNORECASE)
_YES_NO: Final = frozenset(
    ["yes", "no", "y", "n", "true", "false", "t", "f", "1", "0", "ja", "nein", "j", "oui", "non", "si", "sí", "sì", "verdadero", "falso", "vero", "sim", "não", "nao", "nee", "waar", "onwaar", "wahr", "falsch", "vrai", "faux", "はい", "いいえ", "x", "on", "off"]
)
_SALUTATIONS: Final = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "mister", "madam", "sir", "herr", "frau", "fr", "hr", "hrn", "m", "mme", "mlle", "monsieur", "madame", "mademoiselle", "sr", "sra", "srta", "señor", "señora", "señorita", "sig", "sig.ra", "sigra", "signor", "signora", "signorina", "dott", "dottoressa", "dhr", "mevr", "mw", "mevrouw", "meneer", "de", "heer", "senhor", "senhora", "dr", "dr.", "prof", "prof.", "様", "さん", "氏", "殿", "dra", "doctor", "professor", "dna"]
)
_DEGREES: Final = frozenset(["dr", "prof", "phd", "mba", "msc", "dipl", "ing", "mag", "dott", "drs", "ir", "bsc", "ma", "ba"])
_COMPANY: Final = frozenset(
    ["inc", "llc", "ltd", "gmbh", "ag", "kg", "ohg", "ug", "se", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "corp", "corporation", "company", "co", "plc", "pty", "ab", "as", "oy", "aps", "kk", "limited", "group", "holding", "gruppe", "groupe", "solutions", "systems", "technologies", "consulting", "partners", "services", "industries", "labs", "lda", "ltda", "eireli", "sl", "slu", "vof", "株式会社", "有限会社", "合同会社"]
)
_STATUSES: Final = frozenset(
    ["new", "open", "contacted", "working", "qualified", "unqualified", "nurture", "nurturing", "converted", "recycled", "pending", "accepted", "rejected", "assigned", "unassigned", "closed", "in", "process", "dead", "won", "lost", "attempted", "connected", "inactive", "active", "neu", "offen", "kontaktiert", "qualifiziert", "nouveau", "ouvert", "contacté", "qualifié", "nuevo", "abierto", "contactado", "calificado", "cualificado", "nuovo", "aperto", "contattato", "qualificato", "nieuw", "gecontacteerd", "gekwalificeerd", "novo", "aberto", "convertido", "convertito", "converti", "konvertiert", "en", "proceso", "asignado", "assegnato", "zugewiesen", "attribué", "toegewezen", "atribuído", "reciclado", "recyclé", "perdido", "perso"]
)
_CONSENT: Final = frozenset(["subscribed", "unsubscribed", "cleaned", "bounced", "complained", "unconfirmed", "nonsubscribed"])
_REGIONS: Final = frozenset(
    ["al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky", "la", "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy", "dc", "ab", "bc", "mb", "nb", "nl", "ns", "on", "pe", "qc", "sk", "nsw", "qld", "vic", "tas", "sp", "rj", "mg", "rs", "pr", "ba"]
) | frozenset(
    text_key(name)
    for name in ["alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida", "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland", "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana", "nebraska", "nevada", "new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota", "ohio", "oklahoma", "oregon", "pennsylvania", "rhode island", "south carolina", "south dakota", "tennessee", "texas", "utah", "vermont", "virginia", "washington", "west virginia", "wisconsin", "wyoming", "ontario", "quebec", "québec", "british columbia", "alberta", "manitoba", "new south wales", "queensland", "victoria", "west yorkshire", "greater london", "surrey", "kent", "essex", "hampshire", "bayern", "bavaria", "hessen", "sachsen", "berlin", "hamburg", "bremen", "brandenburg", "thüringen", "saarland", "niedersachsen", "baden-württemberg", "nordrhein-westfalen", "nrw", "rheinland-pfalz", "schleswig-holstein", "sachsen-anhalt", "mecklenburg-vorpommern", "wien", "tirol", "salzburg", "steiermark", "kärnten", "oberösterreich", "zürich", "aargau", "genève", "vaud", "île-de-france", "ile-de-france", "bretagne", "normandie", "occitanie", "provence", "grand est", "hauts-de-france", "madrid", "cataluña", "catalunya", "barcelona", "andalucía", "valencia", "galicia", "sevilla", "vizcaya", "zaragoza", "málaga", "jalisco", "nuevo león", "cdmx", "estado de méxico", "puebla", "buenos aires", "antioquia", "cundinamarca", "lombardia", "lazio", "toscana", "veneto", "piemonte", "sicilia", "campania", "emilia-romagna", "milano", "roma", "torino", "noord-holland", "zuid-holland", "utrecht", "noord-brabant", "gelderland", "são paulo", "rio de janeiro", "minas gerais", "paraná", "bahia", "santa catarina", "rio grande do sul", "lisboa", "porto", "braga", "東京都", "大阪府", "京都府", "北海道", "神奈川県", "愛知県", "福岡県", "千葉県", "埼玉県", "兵庫県"]
)


def _words(value: str) -> list[str]:
    return [word.strip(".,") for word in text_key(value).split()]


def _is_phone(value: str) -> bool:
    return bool(_PHONE.fullmatch(value)) and not _DATE.fullmatch(value)


def _is_name(value: str) -> bool:
    words = value.replace(",", " ").split()
    return (
        2 <= len(words) <= 5 and not any(one.isdigit() for one in value) and "@" not in value and not _is_company(value)
    )


def _is_company(value: str) -> bool:
    return not _COMPANY.isdisjoint(_words(value))


def _is_salutation(value: str) -> bool:
    words = _words(value)
    return bool(words) and len(words) < 4 and _SALUTATIONS.issuperset(words)


def _is_status(value: str) -> bool:
    words = _words(value.replace("-", " "))
    return bool(words) and any(word in _STATUSES for word in words) and not any(one.isdigit() for one in value)


LOOKS: Final[dict[str, Look]] = {
    "address": lambda value: bool(_EMAIL.search(value)),
    "url": lambda value: bool(_URL.fullmatch(value)),
    "person": lambda value: "linkedin.com/in/" in value.lower() or "linkedin.com/pub/" in value.lower(),
    "phone": _is_phone,
    "date": lambda value: bool(_DATE.fullmatch(value)),
    "number": lambda value: bool(_NUMBER.fullmatch(value)),
    "yes_no": lambda value: text_key(value) in _YES_NO,
    "salutation": _is_salutation,
    "degree": lambda value: bool(_words(value)) and _DEGREES.issuperset(_words(value)),
    "name": _is_name,
    "company": _is_company,
    "status": _is_status,
    "consent": lambda value: text_key(value) in _CONSENT,
    "region": lambda value: text_key(value) in _REGIONS,
    "country": lambda value: country_code(value) is not None,
}


def share(look: str, values: Sequence[str]) -> float:
    """
    Return how many of *values* look like *look*, between 0 and 1; 0 if there are none.
    """
    filled = [value.strip() for value in values if value.strip()][:50]
    return sum(LOOKS[look](value) for value in filled) / len(filled) if filled else 0.0


def _digits(value: str) -> int:
    return sum(one.isdigit() for one in value)


_PLAIN_WORDS: Final = (
    ["first_name", "last_name", "full_name", "salutation", "title", "department", "company", "industry", "city", "state", "language"]
)

_FITS: Final[dict[str, Look]] = {
    "email": lambda value: "@" in value,
    "linkedin_url": lambda value: "/company/" not in value.lower() and "@" not in value and not _is_phone(value),
    "website": lambda value: "." in value and "@" not in value and not _is_phone(value) and " " not in value,
    "employee_count": lambda value: _digits(value) > 0 and not LOOKS["date"](value) and "@" not in value,
    "annual_revenue": lambda value: _digits(value) > 0 and not LOOKS["date"](value) and "@" not in value,
    "sic_code": lambda value: _digits(value) > 1 and not LOOKS["date"](value),
    "naics_code": lambda value: _digits(value) > 1 and not LOOKS["date"](value),
    "lead_score": lambda value: bool(_NUMBER.fullmatch(value)),
    "created_at": lambda value: _digits(value) >= 4 and "@" not in value,
    "do_not_contact": lambda value: text_key(value) in _YES_NO,
    "postal_code": lambda value: len(value) <= 14 and "@" not in value and not LOOKS["date"](value),
    "country": lambda value: not _digits(value) and "@" not in value and text_key(value) not in _YES_NO - {"no", "si"},
    "partner_name": lambda value: "@" not in value and text_key(value) not in _YES_NO and not LOOKS["date"](value),
    "address1": lambda value: "@" not in value and text_key(value) not in _YES_NO - {"1"} and "://" not in value,
    "source": lambda value: "@" not in value and text_key(value) not in _YES_NO and not LOOKS["date"](value),
    "campaign": lambda value: "@" not in value and text_key(value) not in _YES_NO and not LOOKS["date"](value),
    "notes": lambda value: text_key(value) not in _YES_NO,
    "status": lambda value: "@" not in value and not LOOKS["date"](value),
    **dict.fromkeys(
        ("work_phone", "mobile_phone", "home_phone", "fax"),
        lambda value: _digits(value) >= 4 and "@" not in value and not LOOKS["date"](value),
    ),
    **dict.fromkeys(
        _PLAIN_WORDS,
        lambda value: (
            not _EMAIL.search(value)
            and "://" not in value
            and not _NUMBER.fullmatch(value)
            and not _HEX.fullmatch(value)
            and not LOOKS["date"](value)
        ),
    ),
}


def contradicts(field: str, values: Sequence[str]) -> bool:
    """
    Say whether *values* cannot be those of the standard field *field*: more than half of them do not fit.
    """
    fits = _FITS.get(field)
    filled = [value.strip() for value in values if value.strip()][:50]
    if fits is None or not filled:
        return False
    return sum(map(fits, filled)) * 2 < len(filled)
