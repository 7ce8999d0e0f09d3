"""
Whose e-mail, phone or address a header speaks of, and whether it is the lead's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from attrs import evolve

from leadflow.core.fields import AnyField
from leadflow.core.importing.lexicon import Sense
from leadflow.core.importing.readings import Reading
from leadflow.core.importing.verdicts import Verdict
from leadflow.core.importing.words import word_set

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
Addresses besides the lead's own, the best first.
"""
_ANSWERS: Final = frozenset({"do_not_contact", "notes"})
# How much less likely it is that the address is meant than one of which the header says nothing more.
_LOSES: Final = {"work": 0.01, "me": 0.02, "mail": 0.02, "firm": 0.04, "home": 0.06, "bill": 0.08}


def judge_scope(reading: Reading, known: Mapping[str, AnyField], decided: Verdict | None = None) -> Verdict:
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
        return Verdict(None, 0.0, "blocked", "it is a question with yes or no as the answer", ((name, 0.2),))
    if name in ADDRESS:
        return _address(verdict, reading.scopes)
    return _other(verdict, reading.scopes)


def _plain(sense: Sense, reading: Reading, known: Mapping[str, AnyField]) -> Verdict:
    title = known[sense.name].title if sense.name in known else sense.name
    if reading.whole:
        return Verdict(sense.name, 0.86 if sense.weak else 0.95, "alias", f"it means '{title}'")
    return Verdict(sense.name, 0.8 if sense.weak else 0.91, "words", f"the words mean '{title}'")


def _no_sense(reading: Reading) -> Verdict:
    if reading.blocked:
        return Verdict(None, 0.0, "blocked", f"'{reading.blocked[0]}' means that it is about something else")
    if len({one.name for one in reading.senses}) > 1 and not reading.unknown:
        return Verdict(None, 0.0, "blocked", "the words fit more than one field")
    return Verdict(None, 0.0, "none", "no field has this header")


def _address(verdict: Verdict, scopes: Collection[str]) -> Verdict:
    if "other" in scopes:
        return blocked(verdict, "it is a second address")
    group = next((one for one in GROUPS if one in scopes), "")
    loses = max((_LOSES[scope] for scope in scopes if scope in _LOSES), default=0.0)
    return evolve(verdict, group=group, confidence=round(verdict.confidence - loses, 2))


def _other(verdict: Verdict, scopes: Collection[str]) -> Verdict:
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


def _at_home(verdict: Verdict) -> Verdict:
    if verdict.field in ("work_phone", "home_phone"):
        return evolve(verdict, field="home_phone", code="words", reason="the words mean 'Home phone'")
    if verdict.field == "mobile_phone":
        return evolve(verdict, confidence=0.78)
    return blocked(verdict, "it is private")


def blocked(verdict: Verdict, reason: str) -> Verdict:
    """
    Return a verdict that takes nothing, and offers what *verdict* would have taken.
    """
    others = ((verdict.field, 0.3),) if verdict.field else ()
    return Verdict(None, 0.0, "blocked", reason, others)
