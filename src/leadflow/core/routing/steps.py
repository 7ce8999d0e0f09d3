"""
The steps of a routing module: match, choose, filter, keep.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attrs import field, frozen
from attrs.converters import optional

from leadflow.core.arguments import checked
from leadflow.core.conflicts import ConflictReach
from leadflow.core.criteria import Criteria, criteria_of
from leadflow.core.several import texts

__all__ = [
    "AssignByRules",
    "CompanyDetail",
    "Filter",
    "Keep",
    "Match",
    "Rule",
    "RuleMode",
    "SeveralIncumbents",
    "Step",
    "TieBreak",
    "title_of",
]


class TieBreak(StrEnum):
    """
    What happens when several partners are left.

    Under `REVIEW` a person chooses; under `ROUND_ROBIN` the one that has waited longest gets the lead; under
    `WEIGHTED` each gets its share by weight; under `LEAST_LOADED` the one with the fewest open leads against its
    capacity.
    """

    REVIEW = "review"
    ROUND_ROBIN = "round_robin"
    WEIGHTED = "weighted"
    LEAST_LOADED = "least_loaded"


class RuleMode(StrEnum):
    """
    Whether the first matching rule counts, or all of them.
    """

    FIRST = "first"
    ALL = "all"


class CompanyDetail(StrEnum):
    """
    What leads are compared by to find out whether they are of one company.

    Of an e-mail address that is its domain, unless a mail provider has it, and else the whole address.
    """

    COMPANY = "company"
    EMAIL = "email"
    WEBSITE = "website"
    PHONE = "phone"
    ACCOUNT = "account_id"
    PARENT = "parent_company"


class SeveralIncumbents(StrEnum):
    """
    Which partner stays where several work the lead's company.

    Under `EARLIEST` it is the one with the company's first lead, under `LATEST` the one with the last, under `MOST` the
    one with most of its leads; under `ALL` they all stay, for the next steps and the tie-break.
    """

    EARLIEST = "earliest"
    LATEST = "latest"
    MOST = "most"
    ALL = "all"


@checked
@frozen(kw_only=True)
class Match:
    """
    Selects the partners whose field contains the lead's value; either side may be a list.

    Attributes:
        lead_field: Whose value is looked for. A lead without it matches nobody, not even a partner without one.
        partner_field: Where it is looked for, compared as the lead's field compares.
        name: For explanations; made from the fields if empty.
        when: Criteria on the lead; where they do not hold the step does not apply. None applies to every lead.
        required: True sends the lead to review when nobody is kept; False skips the step then.
    """

    lead_field: str
    partner_field: str
    name: str = ""
    when: Criteria | None = field(default=None, converter=optional(criteria_of))
    required: bool = False


@checked
@frozen(kw_only=True)
class Rule:
    """
    Partners for the leads that satisfy its criteria.

    Attributes:
        criteria: On the lead and its campaign.
        partners: Ids or names; a name that two partners share is a mistake.
        name: For explanations.
    """

    criteria: Criteria = field(converter=criteria_of)
    partners: tuple[str, ...] = field(converter=texts)
    name: str = ""


def _rules(given: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class AssignByRules:
    """
    Selects the partners that its rules name.

    Attributes:
        rules: In order.
        take: Whether the first rule that holds decides, or all that hold together.
        name, when, required: As in `Match`.
    """

    rules: tuple[Rule, ...] = field(converter=_rules)
    take: RuleMode = RuleMode.FIRST
    name: str = ""
    when: Criteria | None = field(default=None, converter=optional(criteria_of))
    required: bool = False


@checked
@frozen(kw_only=True)
class Filter:
    """
    Selects the partners that satisfy its criteria.

    Attributes:
        criteria: On the partner only; a condition that names no subject asks the partner.
        name, when, required: As in `Match`.
    """

    criteria: Criteria = field(converter=criteria_of)
    name: str = ""
    when: Criteria | None = field(default=None, converter=optional(criteria_of))
    required: bool = False


def _details(given: Iterable[CompanyDetail]) -> tuple[CompanyDetail, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class Keep:
    """
    Selects the incumbent: the partner that already works the lead's company.

    That is a partner with a lead of the company that is active and not rejected. Private leads and requests do not
    count, nor do registrations whose protection has ended.

    Attributes:
        by: What companies are compared by, with the matcher that finds conflicts. A lead that says none of it matches
            nobody.
        several: Which of several incumbents stays, among those that the steps before have left.
        within: In the campaign of the lead, or anywhere.
        takes_turn: True if a lead that stays with its incumbent is a turn of the rotation; False leaves its turn to it.
        name, when, required: As in `Match`.
    """

    by: tuple[CompanyDetail, ...] = field(default=tuple(CompanyDetail), converter=_details)
    several: SeveralIncumbents = SeveralIncumbents.EARLIEST
    within: ConflictReach = ConflictReach.ANYWHERE
    takes_turn: bool = False
    name: str = ""
    when: Criteria | None = field(default=None, converter=optional(criteria_of))
    required: bool = False


Step = Match | AssignByRules | Filter | Keep


def title_of(step: Step) -> str:
    """
    Return the name of *step*, or one made from what it does.
    """
    if step.name:
        return step.name
    match step:
        case Match():
            return f"{step.lead_field} among {step.partner_field}"
        case AssignByRules():
            return "rules"
        case Filter():
            return "partner criteria"
        case Keep():
            return "incumbent"
