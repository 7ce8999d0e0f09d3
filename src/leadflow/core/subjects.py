"""
The records that criteria compare: a lead with its partner and campaign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, assert_never

from attrs import frozen

from leadflow.core.fields import AnyField
from leadflow.core.kinds import Key
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.records import RecordField, Subject
from leadflow.core.values import Value

__all__ = ["Said", "Subjects", "look_anew", "reader", "record_reader"]

Said = tuple[Value, Key | None]
"""
A value as it was written, and its key; both None where nothing is said.
"""


class _Keyed:
    """
    What subjects keep beside their fields: it is not compared, and not pickled.
    """

    __slots__ = ("lead_keys",)

    lead_keys: Mapping[str, Key | None]


@frozen(init=False)
class Subjects(_Keyed):
    """
    What criteria look at.

    Attributes:
        lead: None judges a partner or a campaign alone; every question about a lead is then unknown.
        partner: The partner of the lead, or the candidate; None if there is none.
        campaign: The campaign of the lead; None if it has none.
        partner_last_active_at: When somebody of the partner last acted on any lead; only lists know it, and None is also
            that nobody has.
        lead_keys: The keys of the lead at hand, for compiled criteria. One that is not among them, or all of them where
            this was unpickled, is asked for with `make_lead_keys`.
    """

    lead: Lead | None
    partner: Partner | None
    campaign: Campaign | None
    partner_last_active_at: datetime | None

    def __init__(
        self,
        lead: Lead | None = None,
        partner: Partner | None = None,
        campaign: Campaign | None = None,
        *,
        partner_last_active_at: datetime | None = None,
    ) -> None:
        _put_lead(self, lead)
        _put_partner(self, partner)
        _put_campaign(self, campaign)
        _put_last_active(self, partner_last_active_at)
        # Found from here at once, not by way of the lead and its values: each of them is a place in memory of its own.
        _put_lead_keys(self, _NO_KEYS if lead is None else lead.values.keys_made)

    def make_lead_keys(self, names: tuple[str, ...]) -> Mapping[str, Key | None]:
        """
        Make the keys of *names* that the lead has not made yet, and return all it has; all None without a lead.
        """
        keys = dict.fromkeys(names) if self.lead is None else self.lead.values.make_keys(names)
        _put_lead_keys(self, keys)
        return keys


_NO_KEYS: Final[Mapping[str, Key | None]] = {}

# Each is frozen once it is made; these are how it is made, faster than object.__setattr__.
_put_lead, _put_partner, _put_campaign = (vars(Subjects)[name].__set__ for name in ("lead", "partner", "campaign"))
_put_last_active = vars(Subjects)["partner_last_active_at"].__set__
_put_lead_keys = vars(_Keyed)["lead_keys"].__set__


def look_anew(subjects: Subjects) -> None:
    """
    Forget the cached keys, because the stand-in lead now has other values.
    """
    assert subjects.lead is not None
    _put_lead_keys(subjects, subjects.lead.values.keys_made)


def reader(subject: Subject, field: AnyField) -> Callable[[Subjects], Said]:
    """
    Return what reads *field* of *subject*; it is made once for a condition and asked for every lead.
    """
    if not isinstance(field, RecordField):
        return _values_reader(subject, field.name)
    key = field.kind.key
    record = record_reader(subject, field)

    def read(subjects: Subjects) -> Said:
        value = record(subjects)
        return (None, None) if value is None or value == () else (value, key(value))

    return read


def _values_reader(subject: Subject, name: str) -> Callable[[Subjects], Said]:
    def read_lead(subjects: Subjects) -> Said:
        lead = subjects.lead
        return (None, None) if lead is None else lead.values.said(name)

    def read_other(subjects: Subjects) -> Said:
        other = subjects.partner if subject is Subject.PARTNER else subjects.campaign
        return (None, None) if other is None else other.attributes.said(name)

    return read_lead if subject is Subject.LEAD else read_other


def record_reader(subject: Subject, field: RecordField[Any]) -> Callable[[Subjects], Value]:
    """
    Return what reads *field* of the record itself, without its key; None, or an empty tuple, says nothing.
    """
    get = field.get
    if field.of_several:
        return get
    match field.beside[0] if field.beside else subject:
        case Subject.LEAD:
            return lambda subjects: None if subjects.lead is None else get(subjects.lead)
        case Subject.PARTNER:
            return lambda subjects: None if subjects.partner is None else get(subjects.partner)
        case Subject.CAMPAIGN:
            return lambda subjects: None if subjects.campaign is None else get(subjects.campaign)
        case never:
            assert_never(never)
