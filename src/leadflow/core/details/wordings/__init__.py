"""
What details of leads say, in the languages that come with leadflow.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.details.wordings.english import ENGLISH
from leadflow.core.details.wordings.french import FRENCH
from leadflow.core.details.wordings.german import GERMAN
from leadflow.core.details.wordings.spanish import SPANISH
from leadflow.core.details.wordings.words import DetailWords

__all__ = ["DETAIL_WORDS", "DetailWords"]

DETAIL_WORDS: Final = {one.language: one for one in (ENGLISH, GERMAN, FRENCH, SPANISH)}
"""
The wording of each language in which mail is written too.
"""
