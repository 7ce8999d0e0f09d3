"""
Makes the campaigns that rows name and nobody knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from leadflow.core.intake import Submission
from leadflow.core.kinds.stand_ins import says_nothing
from leadflow.core.lengths import about_texts
from leadflow.core.partners import Campaign, CampaignDirectory
from leadflow.core.text import clean_text, name_key

__all__ = ["new_campaigns"]

_DIGITS: Final = 16


def new_campaigns(submissions: Iterable[Submission], known: CampaignDirectory) -> tuple[Campaign, ...]:
    """
    Return a campaign for each name of *submissions* that is not *known*, by ascending id.

    It is called as it is first written. Its id is made of its name, so that two processes that read the same name add
    one campaign. A name that is too long for a record makes none.
    """
    named: dict[str, str] = {}
    for name in dict.fromkeys(one.campaign for one in submissions):
        if name and known.named(name) is None and not says_nothing(name):
            named.setdefault(name_key(name), name)
    made = [Campaign(id=_id_of(key), name=" ".join(clean_text(name).split())) for key, name in named.items() if key]
    return tuple(sorted((one for one in made if not any(about_texts(one))), key=lambda one: one.id))


def _id_of(key: str) -> str:
    return f"campaign-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"
