"""
The desk for conflicts and duplicates, of the supplier.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from leadflow.core.access import ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.bounds import check_whole
from leadflow.core.conflicts import DuplicatePair, Ruling
from leadflow.core.facts import Channel
from leadflow.core.handling import LeadMerge, MergeRule, Refusal
from leadflow.core.page import Page
from leadflow.services.conflicts.duplicates import SimilarLead, likely_duplicates_of, similar_leads
from leadflow.services.conflicts.ruling import make_ruling, ruling_of, rulings_about
from leadflow.services.handling.merging import merge_two
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting

__all__ = ["ConflictDesk"]


@checked
class ConflictDesk:
    """
    Shows leads of one prospect side by side, rules who was first, and merges duplicates; for the supplier's people and
    programs.

    A party sees the leads that it sees on `leadflow.SupplierDesk`, and the requests of partners for registration.
    Ruling and merging need the act ``resolve``, take an idempotency key as the methods of that desk do, return a
    `Refusal` that says what is wrong, and raise `Conflict` when others wrote first twelve times in a row.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*.

        Args:
            setting: What services work with.
            party: Who calls; named in the events of everything done here.
            channel: The way they came by; if omitted, the portal for a person and the API for a program.
        """
        self._caller = calling(setting, party, channel)

    def similar(self, lead_id: str) -> tuple[SimilarLead, ...]:
        """
        Return the leads and requests of the same person or company, in any campaign and at any partner, the earliest
        first.

        Args:
            lead_id: A lead, or the lead of a request (`Registration.lead_id`).

        Raises:
            NotFound: There is no such lead, or the party does not see it.
        """
        return similar_leads(self._caller, lead_id)

    def rule(
        self,
        lead_ids: Iterable[str],
        *,
        first: str,
        first_at: datetime,
        reason: str,
        evidence: Iterable[str] = (),
        ruling_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Ruling | Refusal:
        """
        Record who was first with a prospect, and tell it on the timelines of the leads; nothing else of them changes.

        The partners read on their lead whether it was the first, and nothing of the others.

        Args:
            lead_ids: The leads and requests that it is about, 2 to 100.
            first: The one of them that was the first.
            first_at: Since when it was; not in the future.
            reason: Why it is decided so, up to 2,000 characters.
            evidence: What shows that, one piece each, up to 2,000 characters.
            ruling_id: If omitted, a new id.
            idempotency_key: See the class.

        Raises:
            InvalidInput: *first_at* has no time zone (``moment_naive``). Nothing was written.
            NotFound: There is no such lead, or the party does not see it. Nothing was written.
            AlreadyExists: Another ruling has this id. Nothing was written.
        """
        return make_ruling(
            self._caller,
            tuple(lead_ids),
            first=first,
            first_at=first_at,
            evidence=tuple(evidence),
            reason=reason,
            ruling_id=ruling_id,
            idempotency_key=idempotency_key,
        )

    def ruling(self, ruling_id: str) -> Ruling:
        """
        Return a ruling.

        Raises:
            NotFound: There is no such ruling, or the party sees none of its leads.
        """
        return ruling_of(self._caller, ruling_id)

    def rulings(self, lead_id: str) -> tuple[Ruling, ...]:
        """
        Return the rulings about a lead, the earliest first.

        Raises:
            NotFound: There is no such lead, or the party does not see it.
        """
        return rulings_about(self._caller, lead_id)

    def likely_duplicates(self, after: str | None = None, *, most: int = 100) -> Page[DuplicatePair]:
        """
        Return a page of pairs of leads that are likely one prospect twice: of one campaign, with the same address, or
        the same person at the same company.

        At most 1,000 leads are looked at for a page, each beside up to 200 others of its person and of its company.

        Args:
            after: What the page before told; None for the first page.
            most: About how many pairs, from 1 to 1,000.

        Raises:
            InvalidInput: *most* is out of its range.
        """
        check_whole(most, "most", 1, 1_000)
        return likely_duplicates_of(self._caller, after, most)

    def merge(
        self,
        lead_id: str,
        other_id: str,
        *,
        rule: MergeRule = MergeRule.KEEP,
        take: Iterable[str] = (),
        idempotency_key: str | None = None,
    ) -> LeadMerge | Refusal:
        """
        Merge a lead into another one, which keeps its partner, campaign, stage, score and statuses.

        The lead that stays gets what only the other says, its files, its history, its ids in other systems and its
        opportunities. The other is deactivated and names the lead that continues it, its waiting mail is cancelled,
        and links of its mail and its records in other systems are those of the one that stays. It cannot be undone.
        Refused where something would be lost: for leads that are not active, private or rejected, and where the other
        is registered, at another partner, of another campaign, or accepted while the one that stays is not.

        Args:
            lead_id: The lead that stays.
            other_id: The lead that is merged into it.
            rule: Whose values stay where both say something.
            take: Names of fields whose values are the other's, whatever the rule says; what the other does not say stays.
            idempotency_key: See the class.

        Raises:
            NotFound: There is no such lead, or the party does not see it. Nothing was written.
        """
        return merge_two(
            self._caller, lead_id, other_id, rule=rule, take=frozenset(take), idempotency_key=idempotency_key
        )
