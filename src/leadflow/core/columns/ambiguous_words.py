"""
Rules for words with several meanings, decided by the values or by neighboring headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from leadflow.core.columns.verdicts import Beside, ColumnVerdict

__all__ = ["RULES", "decide"]

_PLACES: Final = frozenset({"address1", "address2", "city", "postal_code", "country", "state"})
_PERSONAL: Final = ("company", "email", "title", "mobile_phone", "salutation")
_NAMES: Final = frozenset({"first_name", "last_name", "full_name"})
_PHONES: Final = frozenset({"mobile_phone", "work_phone", "home_phone", "fax"})
_OF_A_PERSON: Final = _NAMES | _PHONES | {"email", "company", "department"}
_LEAD: Final = re.compile(r"(?i)(?<![^\W_])leads?(?![^\W_])|リード")
_ORGANISATION: Final = frozenset({"company", "title", "department"})


def decide(rule: str, beside: Beside) -> ColumnVerdict:
    """
    Return what the rule makes of a column.
    """
    return RULES[rule](beside)


def _by_values(field: str, what: str) -> ColumnVerdict:
    return ColumnVerdict(field, 0.9, "samples", f"its values are {what}")


def _by_neighbours(field: str, why: str, confidence: float = 0.86) -> ColumnVerdict:
    return ColumnVerdict(field, confidence, "neighbours", why)


def _ask(*fields: str) -> ColumnVerdict:
    chance = round(0.9 / max(len(fields), 1), 2)
    words = "the word has several meanings, and neither the values nor other columns decide"
    return ColumnVerdict(None, 0.0, "ambiguous", words, tuple((one, min(chance, 0.5)) for one in fields))


def _title(beside: Beside) -> ColumnVerdict:
    if beside.looks("degree", 0.9):
        return ColumnVerdict(None, 0.0, "samples", "the values are academic degrees, and there is no field for them")
    if beside.looks("salutation"):
        return _by_values("salutation", "salutations")
    if beside.looks("counted", 0.6):
        return ColumnVerdict(None, 0.0, "samples", "the values contain numbers, so they are not job titles")
    if _of_a_lead(beside):
        return _ask("title")
    if any(beside.values):
        return _by_values("title", "not salutations, so they are job titles")
    if beside.rules.count("title") > 1:
        return _twin_title(beside)
    if beside.has("salutation"):
        if beside.next_to(frozenset({"salutation"})) and beside.next_to(_NAMES):
            return _ask("title")  # academic titles come between the two
        return _ask("title") if beside.has("title") else _by_neighbours("title", "another column is the salutation")
    by_name = beside.next_to(_NAMES, "name")
    if "title" in beside.sure or (by_name and beside.has("title")):
        return _by_neighbours("salutation", "another column is the job title")
    if by_name and not beside.next_to(_ORGANISATION):
        return _ask("title", "salutation")
    return ColumnVerdict(
        "title", 0.88, "alias", "the file has no salutation before the name, so this is probably the job title"
    )


def _of_a_lead(beside: Beside) -> bool:
    """
    Return whether a header names the title of a lead, as of a sale, in a file that does not call the person so.
    """
    if not _LEAD.search(beside.headers[beside.column]):
        return False
    others = [place for place, header in enumerate(beside.headers) if _LEAD.search(header) and place != beside.column]
    return not any(beside.fields[place] in _OF_A_PERSON for place in others)


def _twin_title(beside: Beside) -> ColumnVerdict:
    if header := beside.next_to(frozenset({"first_name"})):
        return _by_neighbours("salutation", f"it is next to '{header}'")
    twins = [place for place, rule in enumerate(beside.rules) if rule == "title" and place != beside.column]
    if any(beside.fields[place + 1 : place + 2] == ["first_name"] for place in twins):
        return _by_neighbours("title", "the other column with this name comes before the first name")
    return _ask("title", "salutation")


def _state(beside: Beside) -> ColumnVerdict:
    if beside.looks("consent", 0.3):
        return ColumnVerdict(None, 0.0, "samples", "the values say who is subscribed, not the status of the lead")
    if beside.looks("region"):
        return _by_values("state", "states or regions")
    if beside.looks("status"):
        return _by_values("status", "states of work on a lead")
    word = beside.reading.phrases[0]
    if word == "status":
        return _status(beside)
    if header := beside.next_to(_PLACES):
        return _by_neighbours("state", f"it is next to '{header}'", 0.9)
    if word in ("state", "st"):
        return ColumnVerdict("state", 0.86, "alias", "it means 'State'")
    if beside.has("state"):
        return _by_neighbours("status", "another column is the state")
    return _ask("state", "status")


def _status(beside: Beside) -> ColumnVerdict:
    places = [beside.fields[place] in _PLACES for place in beside.around()]
    if len(places) == 2 and all(places) and not beside.has("state"):
        return (
            _by_neighbours("state", "it is in the middle of an address")
            if not beside.values
            else _ask("state", "status")
        )
    return ColumnVerdict("status", 0.9, "alias", "it means 'Status'")


def _name(beside: Beside) -> ColumnVerdict:
    first, last = beside.has("first_name"), beside.has("last_name")
    if beside.looks("company", 0.6) and not beside.has("company"):
        if beside.has("full_name", "first_name", "last_name"):
            return _by_values("company", "names of companies, and another column is the person's name")
        return _ask("company", "full_name")
    if first and not last:
        return _by_neighbours("last_name", "another column is the first name", 0.9)
    if last and not first:
        return _by_neighbours("first_name", "another column is the last name", 0.9)
    if beside.reading.phrases[:1] == ("nom",) and (header := beside.next_to(frozenset({"first_name"}))):
        return _by_neighbours("last_name", f"it is next to '{header}'", 0.9)
    if first and last:
        return _full_name(beside, "other columns contain its parts")
    if beside.values and not beside.looks("name"):
        return _ask("full_name", "first_name", "last_name")
    if not beside.has(*_PERSONAL):
        return _ask("full_name", "company")
    return _full_name(beside, "no other column is a part of the name")


def _full_name(beside: Beside, why: str) -> ColumnVerdict:
    if beside.values and not beside.looks("name"):
        return _ask("full_name", "company")
    return _by_neighbours("full_name", why)


def _partner(beside: Beside) -> ColumnVerdict:
    if beside.private:
        return ColumnVerdict(
            None, 0.0, "neighbours", "in an address book, this is the spouse", (("partner_name", 0.3),)
        )
    return ColumnVerdict("partner_name", 0.9, "alias", "it means 'Partner name'")


def _url(beside: Beside) -> ColumnVerdict:
    if beside.looks("person"):
        return _by_values("linkedin_url", "LinkedIn profiles of people")
    if (
        beside.reading.whole
        and beside.looks("url")
        and not any("linkedin." in value or "facebook." in value for value in beside.values)
    ):
        return _by_values("website", "web addresses")
    return _ask("website", "linkedin_url")


def _customer(beside: Beside) -> ColumnVerdict:
    if beside.looks("company", 0.3):
        return _by_values("company", "names of companies")
    if beside.has("full_name", "last_name"):
        return _by_neighbours("company", "another column is the person's name", 0.995)
    if beside.looks("name", 0.9):
        return _by_values("full_name", "names of people")
    return _ask("company", "full_name")


def _contact(beside: Beside) -> ColumnVerdict:
    found = _by_look(beside)
    if found is None and beside.looks("name", 0.6) and not beside.has("full_name", "last_name"):
        return _by_values("full_name", "names of people")
    return found or _ask("full_name", "email")


def _generic(beside: Beside) -> ColumnVerdict:
    return _by_look(beside) or ColumnVerdict(None, 0.0, "none", "the header does not describe the column")


def _by_look(beside: Beside) -> ColumnVerdict | None:
    if beside.looks("address", 0.8):
        return _by_values("email", "e-mail addresses")
    if beside.looks("person", 0.8):
        return _by_values("linkedin_url", "LinkedIn profiles of people")
    if beside.looks("phone", 0.8) and not beside.looks("number", 0.8):
        return _by_values("work_phone", "phone numbers")
    if beside.looks("url", 0.8):
        return _by_values("website", "web addresses")
    return None


def _number(beside: Beside) -> ColumnVerdict:
    return (
        _by_values("work_phone", "phone numbers") if beside.looks("phone", 0.8) else _ask("work_phone", "external_id")
    )


def _home(beside: Beside) -> ColumnVerdict:
    return _phone_of(beside, "home_phone")


def _work(beside: Beside) -> ColumnVerdict:
    return _phone_of(beside, "work_phone")


def _phone_of(beside: Beside, field: str) -> ColumnVerdict:
    if beside.looks("phone", 0.8):
        return _by_values(field, "phone numbers")
    if not beside.values and (header := beside.next_to(_PHONES)):
        return _by_neighbours(field, f"it is next to '{header}'")
    return _ask(field)


def _address(beside: Beside) -> ColumnVerdict:
    if beside.looks("address", 0.8):
        return _by_values("email", "e-mail addresses")
    return ColumnVerdict("address1", 0.85, "alias", "it means 'Address line 1'")


def _last(beside: Beside) -> ColumnVerdict:
    if any(header.strip().casefold() == "first" for header in beside.headers):
        return _by_neighbours("last_name", "another column is 'First'")
    return _ask("last_name")


def _location(beside: Beside) -> ColumnVerdict:
    return _ask("city", "address1")


def _service(beside: Beside) -> ColumnVerdict:
    if header := beside.next_to(_ORGANISATION):
        return _by_neighbours("department", f"it is next to '{header}'")
    return _ask("department")


def _department(beside: Beside) -> ColumnVerdict:
    if beside.looks("region"):
        return _by_values("state", "states or regions")
    if not beside.has("state") and (header := beside.next_to(frozenset({"city", "postal_code", "country"}))):
        return _by_neighbours("state", f"it is next to '{header}'")
    return ColumnVerdict("department", 0.9, "alias", "it means 'Department'")


RULES: Final[dict[str, Callable[[Beside], ColumnVerdict]]] = {
    "address": _address,
    "contact": _contact,
    "customer": _customer,
    "department": _department,
    "generic": _generic,
    "home": _home,
    "last": _last,
    "location": _location,
    "name": _name,
    "number": _number,
    "partner": _partner,
    "service": _service,
    "state": _state,
    "title": _title,
    "url": _url,
    "work": _work,
}
"""
The rule for each word that means several fields.
"""
