"""
The default wording of mail and of the pages behind its buttons, in the languages that come with leadflow.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.notifications.wordings.english import ENGLISH
from leadflow.core.notifications.wordings.french import FRENCH
from leadflow.core.notifications.wordings.german import GERMAN
from leadflow.core.notifications.wordings.spanish import SPANISH
from leadflow.core.notifications.wordings.words import Words
from leadflow.core.templates import nearest_language

__all__ = ["LANGUAGES", "Words", "words_in"]

LANGUAGES: Final = {one.language: one for one in (ENGLISH, GERMAN, FRENCH, SPANISH)}
"""
The default wordings, by language.
"""


def words_in(*languages: str) -> Words:
    """
    Return the wording in the first of *languages* that there is, else in English; ``de-AT`` falls back to ``de``.
    """
    return LANGUAGES[nearest_language(LANGUAGES, languages) or "en"]
