"""
What values look like, and whether they fit a field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from leadflow.core.columns.value_words import COMPANY, CONSENT, DEGREES, REGIONS, SALUTATIONS, STATUSES, YES_NO
from leadflow.core.columns.word_set import word_set
from leadflow.core.kinds.countries import country_code
from leadflow.core.text import text_key

__all__ = ["LOOKS", "contradicts", "is_date", "share"]

Look = Callable[[str], bool]

_MOST_VALUES: Final = 50
_MOST_TEXT: Final = 500

_EMAIL: Final = re.compile(r"[^@\s]+[@＠][^@\s]+\.[^@\s.]{2,}")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_PERSON: Final = re.compile(r"linkedin\.com/(?:in|pub)/", re.IGNORECASE)
_NETWORK: Final = re.compile(r"\b(?:linkedin|facebook|twitter|instagram|xing|youtube|tiktok)\.com\b", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?:tel:)?[+(]?\d[\d\s().\-/–]{4,}\d(?:\s*(?:x|ext\.?|#|dw)\s*\d+)?", re.IGNORECASE)
_DATE: Final = re.compile(r"(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{1,2}\.? [^\W\d]{3,10}\.?,? \d{2,4})(?:[ T,].*)?")
_NUMBER: Final = re.compile(r"[-+]?\d[\d.,' ]*%?")
_KEY: Final = re.compile(r"(?=.*\d)[0-9a-f]{8,}(?:-[0-9a-f]{2,})*", re.IGNORECASE)


def _words(value: str) -> list[str]:
    return [word.strip(".,") for word in text_key(value).split()]


def _all_in(value: str, known: frozenset[str]) -> bool:
    words = _words(value)
    return bool(words) and len(words) < 4 and known.issuperset(words)


def _digits(value: str) -> int:
    return sum(one.isdigit() for one in value)


def is_date(value: str) -> bool:
    """
    Return whether *value* looks like a date.
    """
    return bool(_DATE.fullmatch(value))


def _is_yes_or_no(value: str) -> bool:
    return text_key(value) in YES_NO


def _is_phone(value: str) -> bool:
    return bool(_PHONE.fullmatch(value)) and not is_date(value)


def _is_company(value: str) -> bool:
    # Legal forms are written with full stops and without: S.L., GmbH, B.V.
    return any(word in COMPANY or word.replace(".", "") in COMPANY for word in _words(value))


def _is_name(value: str) -> bool:
    words = value.replace(",", " ").split()
    return 2 <= len(words) <= 5 and not _digits(value) and "@" not in value and not _is_company(value)


def _is_status(value: str) -> bool:
    return not STATUSES.isdisjoint(_words(value.replace("-", " "))) and not _digits(value)


LOOKS: Final[dict[str, Look]] = {
    "address": lambda value: bool(_EMAIL.search(value)),
    "company": _is_company,
    "consent": lambda value: text_key(value) in CONSENT,
    "country": lambda value: country_code(value) is not None,
    "counted": lambda value: _digits(value) > 0,
    "degree": lambda value: _all_in(value, DEGREES),
    "name": _is_name,
    "number": lambda value: bool(_NUMBER.fullmatch(value)),
    "person": lambda value: bool(_PERSON.search(value)),
    "phone": _is_phone,
    "region": lambda value: text_key(value) in REGIONS,
    "salutation": lambda value: _all_in(value, SALUTATIONS),
    "status": _is_status,
    "url": lambda value: bool(_URL.fullmatch(value)),
}
"""
What a value can look like; ``address`` is an e-mail address, ``person`` the LinkedIn page of a person.
"""


def share(look: str, values: Sequence[str]) -> float:
    """
    Return how many of *values* look like *look*, between 0 and 1; 0 if there are none.
    """
    filled = _filled(values)
    return sum(map(LOOKS[look], filled)) / len(filled) if filled else 0.0


def _filled(values: Sequence[str]) -> list[str]:
    return [bare[:_MOST_TEXT] for value in values[:_MOST_VALUES] if (bare := value.strip())]


def _is_said(value: str) -> bool:
    """
    Neither an address nor a date nor an answer: what sources, campaigns and partners are called.
    """
    return "@" not in value and not is_date(value) and not _is_yes_or_no(value)


def _is_wording(value: str) -> bool:
    """
    Words, as in names, titles and places: no address, link, number, date or technical key.
    """
    strange = _EMAIL.search(value) or "://" in value or _NUMBER.fullmatch(value) or _KEY.fullmatch(value)
    return not strange and not is_date(value)


def _is_worded(value: str) -> bool:
    """
    Words without a figure: few people and few positions have one in their names.
    """
    return _is_wording(value) and not _digits(value)


def _is_own_site(value: str) -> bool:
    plain = "." in value and "@" not in value and " " not in value and not _is_phone(value)
    return plain and not _NETWORK.search(value)


def _is_figure(value: str) -> bool:
    return _digits(value) > 0 and "@" not in value and not is_date(value)


def _is_called(value: str) -> bool:
    return _digits(value) >= 4 and "@" not in value and not is_date(value)


_FITS: Final[dict[str, Look]] = {
    "address1": lambda value: "@" not in value and "://" not in value and (value == "1" or not _is_yes_or_no(value)),
    "country": lambda value: not _digits(value) and "@" not in value and (len(value) == 2 or not _is_yes_or_no(value)),
    "created_at": lambda value: _digits(value) >= 4 and "@" not in value,
    "do_not_contact": _is_yes_or_no,
    "email": lambda value: "@" in value or "＠" in value,
    "lead_score": lambda value: bool(_NUMBER.fullmatch(value)),
    "linkedin_url": lambda value: "/company/" not in value.lower() and "@" not in value and not _is_phone(value),
    "notes": lambda value: not _is_yes_or_no(value),
    "postal_code": lambda value: len(value) <= 14 and "@" not in value and not is_date(value),
    "status": lambda value: "@" not in value and not is_date(value),
    "website": _is_own_site,
    **dict.fromkeys(word_set("annual_revenue employee_count naics_code sic_code"), _is_figure),
    **dict.fromkeys(word_set("campaign partner_name source"), _is_said),
    **dict.fromkeys(word_set("fax home_phone mobile_phone work_phone"), _is_called),
    **dict.fromkeys(word_set("city company department industry language salutation state"), _is_wording),
    **dict.fromkeys(word_set("first_name full_name last_name title"), _is_worded),
}


def contradicts(field: str, values: Sequence[str]) -> bool:
    """
    Return whether *values* cannot be those of the standard field *field*: more than half of them do not fit.
    """
    fits = _FITS.get(field)
    filled = _filled(values)
    return fits is not None and sum(map(fits, filled)) * 2 < len(filled)
