"""
Admitting a draft: everything that is wrong with it, or what it needs to become a lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import evolve, frozen

from leadflow.core.intake.drafts import Draft
from leadflow.core.partners import Campaign, Partner, Roster
from leadflow.core.problems import Problem, Severity, errors_in, near, or_list
from leadflow.core.programme import Programme
from leadflow.core.routing import check_target
from leadflow.core.text import clean_text, text_key
from leadflow.errors import ConfigurationError

__all__ = ["LONGEST_ACTIVITY", "MOST_ACTIVITIES", "Admitted", "Gate", "Refused", "find_campaign"]

MOST_ACTIVITIES: Final = 200
"""
How many activities are kept of a lead's history; the mail shows the latest few.
"""

LONGEST_ACTIVITY: Final = 500
"""
How many characters are kept of what an activity says.
"""


@frozen(kw_only=True)
class Admitted:
    """
    A draft that may become a lead.

    Attributes:
        draft: As it came, its history in order.
        partner: Whom it names; None lets the routing decide.
        campaign: Which it names; None if it names none.
        warnings: What was cleaned on the way.
    """

    draft: Draft
    partner: Partner | None = None
    campaign: Campaign | None = None
    warnings: tuple[Problem, ...] = ()


@frozen
class Refused:
    """
    A draft that cannot become a lead, with everything that is wrong with it.
    """

    problems: tuple[Problem, ...]


class Gate:
    """
    Admits or refuses drafts for one programme; made once for a batch, since rows name the same partners over and over.
    """

    def __init__(self, programme: Programme, roster: Roster, campaigns: Iterable[Campaign]) -> None:
        self._programme = programme
        self._roster = roster
        self._campaigns = tuple(campaigns)
        self._found: dict[str, tuple[Campaign | None, Problem | None]] = {}
        unknown = sorted(name for name in programme.required if name not in programme.schema.leads.layout.index)
        if unknown:
            raise ConfigurationError(
                f"the programme requires {or_list(unknown)}, which are no values that its schema declares"
            )
        self._required = (*programme.required, *(name for name, one in programme.schema.leads.items() if one.required))
        self._partners: dict[str, tuple[Partner | None, Problem | None]] = {}

    def admit(self, draft: Draft) -> Admitted | Refused:
        """
        Admit *draft*, or refuse it with all of its problems at once.
        """
        problems = [*draft.problems, *self._missing(draft)]
        if draft.history:
            draft, shortened = _with_history(draft)
            problems += shortened
        partner = campaign = None
        if draft.partner is not None:
            partner, problem = self._partner(draft.partner)
            problems += [problem] if problem else self._about_assignee(draft, partner)
        if draft.campaign is not None:
            campaign, problem = self._campaign(draft.campaign)
            problems += [problem] if problem else []
        if not self._programme.distribution:
            message = "this programme does not distribute leads; switch distribution on first"
            problems.append(Problem(code="distribution_switched_off", where="", message=message))
        if not problems:
            return Admitted(draft=draft, partner=partner, campaign=campaign)
        if errors_in(problems):
            return Refused(tuple(problems))
        return Admitted(draft=draft, partner=partner, campaign=campaign, warnings=tuple(problems))

    def _missing(self, draft: Draft) -> list[Problem]:
        """
        Name required fields that say nothing; one that said something unreadable has a problem already.
        """
        values, problems = draft.values, []
        for name in self._required:
            if values.get(name) is None and all(problem.where != name for problem in draft.problems):
                title = self._programme.schema.leads[name].title
                message = f"{title} is required and is missing"
                problems.append(Problem(code="required_missing", where=name, message=message))
        return problems

    def _partner(self, reference: str) -> tuple[Partner | None, Problem | None]:
        known = self._partners.get(reference)
        if known is None:
            partner, problem = check_target(reference, self._roster)
            problem = evolve(problem, where="partner_name") if problem else None
            known = self._partners[reference] = partner, problem
        return known

    def _about_assignee(self, draft: Draft, partner: Partner | None) -> list[Problem]:
        if draft.assignee_id is None or partner is None or any(one.id == draft.assignee_id for one in partner.people):
            return []
        message = f"'{draft.assignee_id}' is no person of partner '{partner.name}'; name one of its users or sales reps"
        return [Problem(code="assignee_unknown", where="assignee", message=message)]

    def _campaign(self, reference: str) -> tuple[Campaign | None, Problem | None]:
        known = self._found.get(reference)
        if known is None:
            known = self._found[reference] = find_campaign(reference, self._campaigns)
        return known


def _with_history(draft: Draft) -> tuple[Draft, list[Problem]]:
    """
    Put the history of a draft in order, as plain text, and keep the latest of a long one.
    """
    told = sorted(draft.history, key=lambda one: one.at)
    said = [(one, " ".join(clean_text(one.title).split())) for one in told[-MOST_ACTIVITIES:]]
    draft = evolve(draft, history=tuple(evolve(one, title=title[:LONGEST_ACTIVITY]) for one, title in said))
    problems = []
    if len(told) > MOST_ACTIVITIES:
        problems.append(_shortened(f"there are {len(told)} activities; the latest {MOST_ACTIVITIES} are kept"))
    if any(len(title) > LONGEST_ACTIVITY for _, title in said):
        problems.append(_shortened(f"an activity is told at length; {LONGEST_ACTIVITY} characters are kept"))
    return draft, problems


def _shortened(message: str) -> Problem:
    return Problem(code="history_shortened", where="history", message=message, severity=Severity.WARNING)


def find_campaign(reference: str, campaigns: Iterable[Campaign]) -> tuple[Campaign | None, Problem | None]:
    """
    Find the campaign that a person means by an id or a name; of several with one name the first by id.

    Returns:
        The campaign, or ``campaign_unknown`` with near names.
    """
    known = sorted(campaigns, key=lambda one: one.id)
    by_name = {text_key(one.name): one for one in reversed(known)}
    campaign = next((one for one in known if one.id == reference), None) or by_name.get(text_key(reference))
    if campaign is not None:
        return campaign, None
    close = near(reference, {one.name for one in known})
    hint = f"; did you mean {or_list(close)}?" if close else "; add the campaign first, or mend the name"
    message = f"no campaign is called '{reference}'{hint}"
    return None, Problem(code="campaign_unknown", where="campaign", message=message, near=close, value=reference)
