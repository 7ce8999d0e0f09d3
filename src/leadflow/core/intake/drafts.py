"""
Drafts: untrusted input that is to become a lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, overload

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import LARGEST, whole
from leadflow.core.fields import Field
from leadflow.core.intake.record_names import advise_record_names
from leadflow.core.intake.requirements import LeadForm
from leadflow.core.kinds import DATETIME, ReadOptions
from leadflow.core.leads import Activity, ExternalId, LeadKind
from leadflow.core.problems import Problem, Unreadable
from leadflow.core.schema import Schema
from leadflow.core.values import Columns, Values

__all__ = ["Draft", "Drafts", "Submission", "read_draft"]

_CREATED_AT: Final = Field("created_at", DATETIME)


def _external_ids(given: Iterable[ExternalId]) -> tuple[ExternalId, ...]:
    return tuple(given)


def _history(given: Iterable[Activity]) -> tuple[Activity, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True, cache_hash=True)
class Submission:
    """
    Where a draft comes from and where it is to go. Drafts of one file share a few of these.

    Attributes:
        kind, source, score, external_ids, created_at: As they will be on the lead; if omitted, a default.
        stage: A stage of the programme, in any letter case; if omitted, its first.
        campaign: Id or name; None for no campaign.
        partner: Id or name of the partner it is meant for; None lets the routing decide.
        assignee_id: The person of that partner it is meant for; None for nobody in particular.
        history: What the prospect did before, in any order.
        form: The form that it came by; None for a program's draft, which is held to the requirements of every way in.
    """

    kind: LeadKind = LeadKind.DISTRIBUTED
    source: str = "manual"
    stage: str | None = None
    score: int | None = field(default=None, validator=whole(-LARGEST, LARGEST, optional=True))
    external_ids: tuple[ExternalId, ...] = field(default=(), converter=_external_ids)
    created_at: datetime | None = None
    campaign: str | None = None
    partner: str | None = None
    assignee_id: str | None = None
    history: tuple[Activity, ...] = field(default=(), converter=_history)
    form: LeadForm | None = None


@frozen
class Draft:
    """
    Untrusted input that is to become a lead: it is admitted or refused.

    Attributes:
        values: What could be read of it.
        submission: Where it comes from, and where it is to go.
        problems: What could not be read, and warnings about what was.
    """

    values: Values
    submission: Submission = Submission()
    problems: tuple[Problem, ...] = ()


class Drafts(Sequence[Draft]):
    """
    The drafts of a chunk of a file, kept by column; one is made when somebody looks at it.

    Attributes:
        values: What could be read of each.
        submissions: Of each; those that say the same are mostly one object.
        problems: By place, of those about which there is anything to say.
    """

    __slots__ = ("problems", "submissions", "values")

    def __init__(
        self, values: Columns, submissions: Sequence[Submission], problems: Mapping[int, tuple[Problem, ...]]
    ) -> None:
        self.values = values
        self.submissions = submissions
        self.problems = problems

    @classmethod
    def of(cls, draft: Draft) -> Drafts:
        """
        Return *draft* alone.
        """
        problems = {0: draft.problems} if draft.problems else {}
        return cls(Columns.of([draft.values]), [draft.submission], problems)

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, at: int) -> Draft: ...
    @overload
    def __getitem__(self, at: slice) -> Drafts: ...
    def __getitem__(self, at: int | slice) -> Draft | Drafts:
        if isinstance(at, slice):
            places = range(*at.indices(len(self)))
            problems = {new: self.problems[old] for new, old in enumerate(places) if old in self.problems}
            return Drafts(self.values[at], self.submissions[at], problems)
        return Draft(self.values[at], self.submissions[at], self.problems.get(at, ()))


@checked
def read_draft(
    schema: Schema,
    said: Mapping[str, object],
    *,
    source: str = "manual",
    stage: str | None = None,
    campaign: str | None = None,
    partner: str | None = None,
    partner_name: str | None = None,
    assignee_id: str | None = None,
    score: int | None = None,
    created_at: datetime | date | str | None = None,
    external_ids: Iterable[ExternalId] = (),
    history: Iterable[Activity] = (),
    form: LeadForm | None = None,
) -> Draft:
    """
    Read the values of a form by field name, each by the kind of its field.

    What is on the submission is taken as it is: partner, campaign and *stage* are looked up where the draft is
    admitted.

    Args:
        schema: Declares the fields.
        said: By the names of fields, as people or programs give them.
        source: Where the lead comes from, such as ``manual``, ``locator`` or ``activity``; an open list.
        stage: A stage of the programme, in any letter case; if omitted, its first.
        campaign: Id or name; None for no campaign.
        partner: Id or name of the partner it is meant for.
        partner_name: The same from a column or form that has names, where *partner* is not given.
        assignee_id: The person of that partner it is meant for.
        score: If omitted, the programme's starting score.
        created_at: When it came to be in the system that it comes from; a text is read as people write moments, and
            without an offset it is in the zone of the schema.
        external_ids: What other systems call it.
        history: What the prospect did before.
        form: The form that it came by, whose requirements hold; None for what a program sends.

    Returns:
        A draft with everything that could be read, and a problem for each thing that could not.
    """
    values, problems = schema.leads.read(said, ReadOptions(zone=schema.zone))
    moment, unread = _read_moment(created_at, schema)
    submission = Submission(
        source=source,
        stage=stage,
        score=score,
        created_at=moment,
        campaign=campaign,
        partner=partner_name if partner is None else partner,
        assignee_id=assignee_id,
        external_ids=external_ids,
        history=history,
        form=form,
    )
    return Draft(values, submission, advise_record_names((*problems, *unread)))


def _read_moment(given: datetime | date | str | None, schema: Schema) -> tuple[datetime | None, tuple[Problem, ...]]:
    """
    Read when a lead came to be; what cannot be read is a problem, and the moment is not known.
    """
    try:
        return _CREATED_AT.take(given, ReadOptions(zone=schema.zone)), ()
    except Unreadable as error:
        return None, (error.problem("created_at", given if isinstance(given, str) else None),)
