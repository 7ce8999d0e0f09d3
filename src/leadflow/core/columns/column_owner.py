"""
Whose e-mail, phone or address a header names, and whether it is the lead's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from attrs import evolve

from leadflow.core.columns.header_words import HeaderReading
from leadflow.core.columns.lexicon import Sense
from leadflow.core.columns.verdicts import ColumnVerdict
from leadflow.core.columns.word_set import word_set
from leadflow.core.fields import AnyField

__all__ = ["ADDRESS", "GROUPS", "blocked", "judge_scope"]

ADDRESS: Final = frozenset({"address1", "address2", "city", "state", "postal_code", "country"})
"""
The fields of an address.
"""
_FIRM: Final = word_set("company website industry employee_count annual_revenue sic_code naics_code linkedin_url") - {
    "linkedin_url"
}
GROUPS: Final = ("mail", "firm", "home", "bill")
"""
Addresses other than the lead's own, the best first.
"""
_ANSWERS: Final = frozenset({"do_not_contact", "notes"})
# How much less likely it is that the address is meant than one of which the header says nothing more.
_LOSES: Final = {"work": 0.01, "me": 0.02, "mail": 0.02, "firm": 0.04, "home": 0.06, "bill": 0.08}


def judge_scope(
    reading: HeaderReading, known: Mapping[str, AnyField], decided: ColumnVerdict | None = None
) -> ColumnVerdict:
    """
    Return what a header means by its words alone; *decided* is what a rule has made of an ambiguous word in it.
    """
    sense = reading.sense
    if sense is None:
        return _no_sense(reading)
    verdict = decided or _plain(sense, reading, known)
    name = verdict.field
    if name is None:
        return verdict
    if reading.question and name not in _ANSWERS:
        return ColumnVerdict(None, 0.0, "blocked", "it is a question with yes or no as the answer", ((name, 0.2),))
    if name in ADDRESS:
        return _address(verdict, reading.scopes)
    return _other(verdict, reading.scopes)


def _plain(sense: Sense, reading: HeaderReading, known: Mapping[str, AnyField]) -> ColumnVerdict:
    title = known[sense.name].title if sense.name in known else sense.name
    if reading.whole:
        return ColumnVerdict(sense.name, 0.86 if sense.weak else 0.95, "alias", f"it means '{title}'")
    return ColumnVerdict(sense.name, 0.8 if sense.weak else 0.91, "words", f"the words mean '{title}'")


def _no_sense(reading: HeaderReading) -> ColumnVerdict:
    if reading.blocked:
        return ColumnVerdict(None, 0.0, "blocked", f"'{reading.blocked[0]}' means that it is about something else")
    if len({one.name for one in reading.senses}) > 1 and not reading.unknown:
        return ColumnVerdict(None, 0.0, "blocked", "the words fit more than one field")
    return ColumnVerdict(None, 0.0, "none", "no field has this header")


def _address(verdict: ColumnVerdict, scopes: Collection[str]) -> ColumnVerdict:
    if "other" in scopes:
        return blocked(verdict, "it is a second address")
    group = next((one for one in GROUPS if one in scopes), "")
    loses = max((_LOSES[scope] for scope in scopes if scope in _LOSES), default=0.0)
    return evolve(verdict, group=group, confidence=round(verdict.confidence - loses, 2))


def _other(verdict: ColumnVerdict, scopes: Collection[str]) -> ColumnVerdict:
    name = verdict.field
    if "other" in scopes:
        return blocked(verdict, "it is an additional one")
    if "bill" in scopes or "mail" in scopes:
        return blocked(verdict, "it is for bills or letters")
    if "home" in scopes:
        return _at_home(verdict)
    if "firm" in scopes and name not in _FIRM:
        return blocked(verdict, "it is the company's, not the person's")
    return verdict


def _at_home(verdict: ColumnVerdict) -> ColumnVerdict:
    if verdict.field in ("work_phone", "home_phone"):
        return evolve(verdict, field="home_phone", code="words", reason="the words mean 'Home phone'")
    if verdict.field == "mobile_phone":
        return evolve(verdict, confidence=0.78)
    return blocked(verdict, "it is private")


def blocked(verdict: ColumnVerdict, reason: str) -> ColumnVerdict:
    """
    Return a verdict that takes nothing, and offers what *verdict* would have taken.
    """
    others = ((verdict.field, 0.3),) if verdict.field else ()
    return ColumnVerdict(None, 0.0, "blocked", reason, others)
