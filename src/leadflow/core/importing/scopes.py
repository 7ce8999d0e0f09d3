"""
Whose e-mail, phone or address a header speaks of, and whether it is the lead's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from attrs import evolve

from leadflow.core.fields import AnyField
from leadflow.core.importing.neighbours import Verdict
from leadflow.core.importing.readings import Reading

__all__ = ["judge_scope", "one_address"]

_ADDRESS: Final = frozenset({"address1", "address2", "city", "state", "postal_code", "country"})
_FIRM: Final = frozenset(
    ["company", "website", "industry", "employee_count", "annual_revenue", "sic_code", "naics_code", "linkedin_url"]
) - {"linkedin_url"}
_RECORD: Final = frozenset(
    ["notes", "rating", "campaign", "source", "created_at", "status", "external_id", "partner_name", "partner_id", "lead_score"]
)
# An address is taken from one group: the lead's own first, and never a street of one and a city of another.
_GROUPS: Final = ("mail", "firm", "home", "bill")
_ANSWERS: Final = frozenset({"do_not_contact"})
_FILLS: Final = frozenset({"mail", "firm"})
_LOSES: Final = {"mail": 0.02, "firm": 0.04, "home": 0.06, "bill": 0.08}


def judge_scope(
    header: str, reading: Reading, known: Mapping[str, AnyField], decided: Verdict | None = None
) -> Verdict:
    """
    Return what *header* means by its words alone; *decided* if a rule has settled the ambiguous word in it.
    """
    sense = reading.sense
    if sense is None:
        return _no_sense(reading)
    verdict = decided or _plain(reading, known)
    name = verdict.field
    if name is None:
        return verdict
    if reading.question and name not in _ANSWERS:
        return Verdict(None, 0.0, "blocked", "it asks a question that is answered with yes or no", ((name, 0.2),))
    if name in _ADDRESS:
        return _address(verdict, reading.scopes)
    return _other(verdict, reading.scopes)


def _plain(reading: Reading, known: Mapping[str, AnyField]) -> Verdict:
    sense = reading.sense
    assert sense is not None
    title = known[sense.name].title if sense.name in known else sense.name
    if reading.whole:
        return Verdict(sense.name, 0.86 if sense.weak else 0.95, "alias", f"it is another word for '{title}'")
    return Verdict(sense.name, 0.8 if sense.weak else 0.91, "words", f"its words mean '{title}'")


def _no_sense(reading: Reading) -> Verdict:
    if reading.blocked:
        return Verdict(None, 0.0, "blocked", f"'{reading.blocked[0]}' says that it is about something else")
    if len({one.name for one in reading.senses}) > 1 and not reading.unknown:
        return Verdict(None, 0.0, "blocked", "its words speak of more than one field")
    return Verdict(None, 0.0, "none", "no field is known by this header")


def _address(verdict: Verdict, scopes: Collection[str]) -> Verdict:
    if "other" in scopes:
        return _blocked(verdict, "it is a second address")
    group = next((one for one in _GROUPS if one in scopes), "")
    lower = 0.01 * bool(scopes & {"work"}) + 0.015 * bool(scopes & {"me"}) if isinstance(scopes, frozenset) else 0.0
    return evolve(verdict, group=group, confidence=verdict.confidence - _LOSES.get(group, 0.0) - lower)


def _other(verdict: Verdict, scopes: Collection[str]) -> Verdict:
    name = verdict.field
    if "other" in scopes:
        return _blocked(verdict, "it is a second one")
    if "bill" in scopes or "mail" in scopes:
        return _blocked(verdict, "it is for bills or letters")
    if "home" in scopes:
        return _at_home(verdict)
    if "firm" in scopes and name not in _FIRM:
        return _blocked(verdict, "it is the company's, not the person's")
    return verdict


def _at_home(verdict: Verdict) -> Verdict:
    if verdict.field in ("work_phone", "home_phone"):
        return evolve(verdict, field="home_phone", code="words", reason="its words mean 'Home phone'")
    if verdict.field == "mobile_phone":
        return evolve(verdict, confidence=0.78)
    return _blocked(verdict, "it is private")


def _blocked(verdict: Verdict, reason: str) -> Verdict:
    assert verdict.field is not None
    return Verdict(None, 0.0, "blocked", reason, ((verdict.field, 0.3),))


def one_address(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """
    Keep one address: the lead's own, or else the best group of columns (mailing, company, home, billing).

    Where the lead's own columns know no more than a city, a state or a country, the street of its company or of its
    letters is taken; a home or billing address never fills gaps.
    """
    own = {one.field for one in verdicts if one.field in _ADDRESS and not one.group}
    groups = {one.group for one in verdicts if one.field in _ADDRESS and one.group}
    best = next((one for one in _GROUPS if one in groups), "")
    keep = not own or (best in _FILLS and own.isdisjoint({"address1", "postal_code"}))
    return [
        _blocked(one, "it belongs to another address than the one taken")
        if one.field in _ADDRESS and one.group and not (keep and one.group == best)
        else one
        for one in verdicts
    ]
