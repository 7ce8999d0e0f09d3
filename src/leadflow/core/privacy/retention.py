"""
How long leads are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled, refused, whole
from leadflow.core.criteria import CheckedCriteria, Condition, Criteria, Group, check_criteria
from leadflow.core.leads import Lead
from leadflow.core.problems import Problem, errors_in
from leadflow.core.schema import Schema, Subject
from leadflow.errors import InvalidInput

__all__ = ["DueErasure", "RetentionCheck", "RetentionPolicy", "RetentionRule", "ready_rules"]

SINCE: Final = (
    "modified_at",
    "received_at",
    "created_at",
    "status_changed_at",
    "accepted_at",
    "rejected_at",
    "deactivated_at",
)
"""
The moments of a lead that a time can be counted from.
"""

_LONGEST: Final = 36_500


def _known(instance: object, attribute: Attribute[str], value: str) -> None:
    if value not in SINCE:
        raise refused("moment_unknown", instance, attribute, f"must be one of {', '.join(SINCE)}")


@checked
@frozen(kw_only=True)
class RetentionRule:
    """
    When leads are erased.

    Attributes:
        name: Unique among the rules; part of the key of what is due.
        days: After so many days, from 1 to 36,500.
        since: Counted from this moment of the lead; a lead without it is kept.
        criteria: Only leads for which these hold; None is all.
    """

    name: str = field(validator=filled)
    days: int = field(validator=whole(1, _LONGEST))
    since: str = field(default="modified_at", validator=_known)
    criteria: Criteria | None = None


def _rules(given: Iterable[RetentionRule]) -> tuple[RetentionRule, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class RetentionPolicy:
    """
    How long leads are kept; without rules they are kept until somebody erases them.

    Attributes:
        rules: A lead is erased by the first one that it is due by.

    Raises:
        InvalidInput: Two rules have one name (``rules_unclear``).
    """

    rules: tuple[RetentionRule, ...] = field(default=(), converter=_rules)

    @rules.validator
    def _named_once(self, attribute: Attribute[tuple[RetentionRule, ...]], value: tuple[RetentionRule, ...]) -> None:
        if len({one.name for one in value}) < len(value):
            raise refused("rules_unclear", self, attribute, "has a name twice; give each rule its own")


@frozen(kw_only=True)
class DueErasure:
    """
    A lead that is to be erased.

    Attributes:
        key: Stable: of the lead and the rule.
        lead_id: Which lead.
        rule: The name of the rule.
        since: The moment that the rule counts from, in UTC.
        due_at: When its time was over, in UTC.
    """

    key: str
    lead_id: str
    rule: str
    since: datetime
    due_at: datetime


@frozen
class RetentionCheck:
    """
    A rule whose criteria are ready; they also ask whether the time is over, to the day.
    """

    rule: RetentionRule
    criteria: CheckedCriteria

    def due(self, lead: Lead, now: datetime) -> DueErasure | None:
        """
        Return what is due of a *lead* for which the criteria hold; None if it is too young, or says nothing any more.
        """
        rule = self.rule
        since = getattr(lead, rule.since) or (lead.received_at if rule.since == "created_at" else None)
        if since is None or not (lead.values or lead.history or lead.attachments or lead.external_ids):
            return None
        due_at = since + timedelta(days=rule.days)
        if due_at > now:
            return None
        return DueErasure(key=f"{lead.id}:{rule.name}", lead_id=lead.id, rule=rule.name, since=since, due_at=due_at)


@lru_cache(maxsize=64)
def ready_rules(policy: RetentionPolicy, schema: Schema) -> tuple[RetentionCheck, ...]:
    """
    Make the criteria of the rules ready.

    Raises:
        InvalidInput: Criteria do not fit the fields of the schema, with every problem.
    """
    ready, problems = list[RetentionCheck](), list[Problem]()
    for number, rule in enumerate(policy.rules):
        criteria, found = check_criteria(_with_age(rule), schema)
        problems += [one.at(f"retention.rules[{number}].criteria") for one in errors_in(found)]
        if criteria is not None:
            ready.append(RetentionCheck(rule, criteria))
    if problems:
        raise InvalidInput(tuple(problems))
    return tuple(ready)


def _with_age(rule: RetentionRule) -> Criteria:
    """
    Return the criteria with the condition that the time is over, or is today: `RetentionCheck.due` is exact.
    """
    old = Condition(field=rule.since, operator="older_than_days", value=max(rule.days - 2, 0), subject=Subject.LEAD)
    if rule.criteria is None:
        return Criteria((Group((old,)),))
    return Criteria(tuple(Group((*group.conditions, old)) for group in rule.criteria.groups))
