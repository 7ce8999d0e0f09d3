"""
Queries for lists of leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from attrs import Attribute, evolve, field, frozen

from leadflow.core.arguments import checked, taken_as
from leadflow.core.bounds import after_begin, refused, whole
from leadflow.core.criteria import (
    AskedCriteria,
    CheckedCriteria,
    EvaluationTime,
    asked_criteria,
    checked_before,
    holds,
    ready_criteria,
)
from leadflow.core.leads import DistributionStatus, EmailStatus, Lead, LeadKind, ReviewReason
from leadflow.core.records import RecordField
from leadflow.core.schema import Schema
from leadflow.core.several import text_set, texts
from leadflow.core.subjects import Subjects
from leadflow.core.taking import LookupText
from leadflow.core.views.free_text import LONGEST_TEXT, MOST_WORDS, search_words, words_match

__all__ = ["DEFAULT_COLUMNS", "MOST_ROWS", "LeadList", "LeadQuery", "Sort"]

DEFAULT_COLUMNS: Final = (
    "email",
    "partner_name",
    "created_at",
    "modified_at",
    "status",
    "email_status",
    "status_changed_at",
    "source",
)
"""
The columns of a list for which nobody chose others.
"""

MOST_ROWS: Final = 1_000
"""
The most rows of a page.
"""


class LeadList(StrEnum):
    """
    The lists that leads are on. A deactivated lead is on the last one alone, which only the supplier's side has.
    """

    ALL = "all"
    DISTRIBUTED = "distributed"
    REGISTERED = "registered"
    DEACTIVATED = "deactivated"

    def holds(self, lead: Lead) -> bool:
        """
        Return whether *lead* is on the list of a caller who sees all leads.
        """
        return lead.active is self.active and lead.kind in self.kinds

    @property
    def active(self) -> bool:
        """
        Whether its leads are active.
        """
        return _LISTED[self][0]

    @property
    def kinds(self) -> frozenset[LeadKind]:
        """
        Of which kinds its leads are.
        """
        return _LISTED[self][1]


_LISTED: Final[Mapping[LeadList, tuple[bool, frozenset[LeadKind]]]] = {
    LeadList.ALL: (True, frozenset(LeadKind)),
    LeadList.DISTRIBUTED: (True, frozenset({LeadKind.DISTRIBUTED})),
    LeadList.REGISTERED: (True, frozenset({LeadKind.REGISTERED})),
    LeadList.DEACTIVATED: (False, frozenset(LeadKind)),
}
"""
Whether the leads of a list are active, and of which kinds they are.
"""


@checked
@frozen
class Sort:
    """
    The order of a list. Leads that say nothing come last, in either direction.

    Attributes:
        column: A field of the lead itself with one value.
        descending: True for the largest, or latest, first.
    """

    column: str = "modified_at"
    descending: bool = True


_SEVERAL: Final = taken_as(frozenset[LookupText])


def _statuses(given: Iterable[str]) -> frozenset[DistributionStatus]:
    return frozenset(map(DistributionStatus, given))


def _email_statuses(given: Iterable[str]) -> frozenset[EmailStatus]:
    return frozenset(map(EmailStatus, given))


def _reviews(given: Iterable[str]) -> frozenset[ReviewReason]:
    return frozenset(map(ReviewReason, given))


def _short(instance: object, attribute: Attribute[Any], text: str) -> None:
    if len(text) > LONGEST_TEXT or len(search_words(text)) > MOST_WORDS:
        message = f"a text must have at most {LONGEST_TEXT} characters and {MOST_WORDS} words; shorten it"
        raise refused("text_too_long", instance, attribute, message)


def _some(instance: object, attribute: Attribute[Any], columns: tuple[str, ...]) -> None:
    if not columns:
        raise refused("columns_missing", instance, attribute, "there is no column; name at least one")


@checked
@frozen(kw_only=True)
class LeadQuery:
    """
    Which leads a list shows, in which order, and with which columns. An empty filter, or None, is
    not asked.

    Attributes:
        which: The list.
        partner_ids: At one of these partners.
        partner_groups: At a partner in one of these groups, as it is in them now.
        statuses: In one of these distribution statuses.
        stages: In one of these stages.
        sources: From one of these sources, compared character by character.
        email_statuses: With one of these e-mail statuses.
        reviews: Waiting for one of these reasons.
        created_since: Created at this moment or later.
        created_until: Created before this moment.
        partner_activity_since, partner_activity_until: On which somebody of the lead's partner last acted at this moment or
            later; before this moment.
        partner_last_active_since, partner_last_active_until: At a partner of which somebody last acted on any lead at this
            moment or later; before this moment. Leads that are private do not count.
        campaign_activity: Whether the lead's history has an entry of its campaign.
        campaign_activity_since, campaign_activity_until: Of which the last such entry is of this moment or later; before
            this moment.
        embedded_apps: At a partner that has one of these apps, compared character by character.
        crm_connected: At a partner with a CRM connection, or without one.
        crm_linked: Whether the partner's side has linked the lead to a record in its CRM.
        text: Of which each word occurs in a name, the company, an address or a phone, in whole or as a piece; letter
            case and accents do not count. At most 200 characters and 10 words.
        criteria: For which these hold, with the partner and the campaign that the lead names; a group or a condition
            alone is the whole of them. The desk checks them against the schema.
        sort: The order. Leads that sort alike stay in one order of the store's.
        columns: Fields of leads, at least one, in the order in which rows have them.
        after: `LeadPage.after` of the page before; None for the first page.
        most: How many rows a page has, from 1 to 1,000.

    Raises:
        InvalidInput: A page of this size is not possible (``number_out_of_range``), the text is too long
            (``text_too_long``), there is no column (``columns_missing``), or the leads are to be created until a moment
            that is before the first one (``period_reversed``).
    """

    which: LeadList = field(default=LeadList.ALL, converter=LeadList)
    partner_ids: frozenset[str] = field(default=frozenset(), converter=text_set, metadata=_SEVERAL)
    partner_groups: frozenset[str] = field(default=frozenset(), converter=text_set, metadata=_SEVERAL)
    statuses: frozenset[DistributionStatus] = field(default=frozenset(), converter=_statuses)
    stages: frozenset[str] = field(default=frozenset(), converter=text_set, metadata=_SEVERAL)
    sources: frozenset[str] = field(default=frozenset(), converter=text_set, metadata=_SEVERAL)
    email_statuses: frozenset[EmailStatus] = field(default=frozenset(), converter=_email_statuses)
    reviews: frozenset[ReviewReason] = field(default=frozenset(), converter=_reviews)
    created_since: datetime | None = None
    created_until: datetime | None = field(default=None, validator=after_begin("created_since"))
    partner_activity_since: datetime | None = None
    partner_activity_until: datetime | None = field(default=None, validator=after_begin("partner_activity_since"))
    partner_last_active_since: datetime | None = None
    partner_last_active_until: datetime | None = field(default=None, validator=after_begin("partner_last_active_since"))
    campaign_activity: bool | None = None
    campaign_activity_since: datetime | None = None
    campaign_activity_until: datetime | None = field(default=None, validator=after_begin("campaign_activity_since"))
    embedded_apps: frozenset[str] = field(default=frozenset(), converter=text_set, metadata=_SEVERAL)
    crm_connected: bool | None = None
    crm_linked: bool | None = None
    text: str = field(default="", repr=False, validator=_short, metadata=taken_as(LookupText))
    criteria: AskedCriteria | None = field(default=None, converter=asked_criteria, repr=False)
    sort: Sort = Sort()
    columns: tuple[str, ...] = field(default=DEFAULT_COLUMNS, converter=texts, validator=_some)
    after: str | None = field(default=None, repr=False, metadata=taken_as(LookupText | None))
    most: int = field(default=50, validator=whole(1, MOST_ROWS))

    def checked(self, schema: Schema) -> LeadQuery:
        """
        Return the query with criteria that stores can judge; itself if they are checked already.

        Raises:
            InvalidInput: The criteria do not fit the schema, with every problem.
        """
        ready = ready_criteria(self.criteria, schema, "LeadQuery.criteria")
        return self if ready is self.criteria else evolve(self, criteria=ready)

    @property
    def checked_criteria(self) -> CheckedCriteria | None:
        """
        The criteria, for stores; None if nothing is asked.

        Raises:
            TypeError: They were not checked.
        """
        return checked_before(self.criteria, "LeadQuery.checked(schema)")

    @property
    def asks_several(self) -> bool:
        """
        Whether it asks for, or shows, what is made of several leads, so that whoever answers it has to look at all of them.
        """
        if self.partner_last_active_since is not None or self.partner_last_active_until is not None:
            return True
        groups = self.criteria.groups if isinstance(self.criteria, CheckedCriteria) else ()
        asked = (one.field for group in groups for one in group)
        return "partner_last_active_at" in self.columns or any(
            isinstance(one, RecordField) and one.of_several for one in asked
        )

    def holds(self, subjects: Subjects, moment: EvaluationTime) -> bool:
        """
        Return whether the lead of *subjects* matches the filters, regardless of who sees it.
        """
        lead = subjects.lead
        if lead is None or not self.which.holds(lead):
            return False
        created_at = lead.created_at or lead.received_at
        return (
            (not self.partner_ids or lead.partner_id in self.partner_ids)
            and (not self.statuses or lead.status in self.statuses)
            and (not self.stages or lead.stage in self.stages)
            and (not self.sources or lead.source in self.sources)
            and (not self.email_statuses or lead.email_status in self.email_statuses)
            and (not self.reviews or lead.review in self.reviews)
            and (not self.partner_groups or _in_groups(subjects, self.partner_groups))
            and _in_range(created_at, self.created_since, self.created_until)
            and self._advanced_hold(lead, subjects)
            and (not (words := search_words(self.text)) or words_match(words, lead.values))
            and ((criteria := self.checked_criteria) is None or holds(criteria, subjects, moment))
        )

    def _advanced_hold(self, lead: Lead, subjects: Subjects) -> bool:
        partner = subjects.partner
        campaign_at, seen_at = lead.campaign_activity_at, subjects.partner_last_active_at
        return (
            _in_range(lead.partner_activity_at, self.partner_activity_since, self.partner_activity_until)
            and _in_range(seen_at, self.partner_last_active_since, self.partner_last_active_until)
            and _in_range(campaign_at, self.campaign_activity_since, self.campaign_activity_until)
            and (self.campaign_activity is None or self.campaign_activity is (campaign_at is not None))
            and (self.crm_linked is None or self.crm_linked is bool(lead.crm_system))
            and (self.crm_connected is None or (partner is not None and partner.crm_connected is self.crm_connected))
            and (
                not self.embedded_apps
                or (partner is not None and not self.embedded_apps.isdisjoint(partner.embedded_apps))
            )
        )


def _in_range(at: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    """
    Return whether a moment lies in a range, if one is asked for; what is missing lies in none.
    """
    if since is None and until is None:
        return True
    return at is not None and (since is None or since <= at) and (until is None or at < until)


def _in_groups(subjects: Subjects, groups: frozenset[str]) -> bool:
    return subjects.partner is not None and not groups.isdisjoint(subjects.partner.groups)
