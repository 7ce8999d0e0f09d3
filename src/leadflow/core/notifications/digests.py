"""
Digests: one mail about many leads.
"""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

__all__ = ["MOST_LISTED", "Digest", "ListedLead"]

MOST_LISTED: Final = 50
"""
How many leads a digest lists; it says how many more there are.
"""


@frozen(kw_only=True)
class Digest:
    """
    What one mail about many leads is about.

    Attributes:
        id: Unique among the digests of its recipient: up to when it tells of changes, or the import with the partner
            and the number.
        leads: Ids of the leads, the latest change first; at most `MOST_LISTED`. Empty for an import, whose leads are
            looked up when the mail is made.
        more: How many more leads there are.
        number: Which one of its import and recipient, from 1; another one follows if more leads come after it was sent.
        import_id: The import that brought them; None for the changes of a day.
        partner_id: To whose people the import brought them; None for the changes of a day.
    """

    id: str
    leads: tuple[str, ...] = ()
    more: int = 0
    number: int = 1
    import_id: str | None = None
    partner_id: str | None = None

    @classmethod
    def of_import(cls, import_id: str, partner_id: str, number: int = 1) -> Digest:
        """
        Return the digest of the leads that an import brings to a partner.
        """
        digest_id = f"{import_id}\x1f{partner_id}\x1f{number}"
        return cls(id=digest_id, number=number, import_id=import_id, partner_id=partner_id)


@frozen(kw_only=True)
class ListedLead:
    """
    A lead in a digest, as its reader sees it.

    Attributes:
        title: Who it is, in a line.
        details: Label and text of what is said of it.
        url: Where it can be answered; empty for nowhere.
    """

    title: str = field(repr=False)
    details: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    url: str = field(default="", repr=False)
