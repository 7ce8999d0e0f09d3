"""
What headers say, in the words of eight languages: data only, read by `leadflow.core.columns.lexicon`.

A line is a meaning and the phrases that have it, with commas between. Case, accents and punctuation do not count, and
blanks do not either: "postal code" stands for PostalCode and POSTAL_CODE as well. Little words such as "of" or "your"
count only where a phrase would mean something else without them. A phrase that ends with … begins a question, one that
begins with … ends it. "{home|private} {phone|number}" stands for four phrases, and "{|home} phone" for two.

Meanings:

- ``email`` (a field's name): a header of these words alone means the field.
- ``~email``: so too, unless another header of the file says it better.
- ``!do_not_contact``: the field turned round: a yes under it is a no.
- ``?title``: more than one field; the rule of that name decides, by the headers beside it and the values under it.
- ``+work``: whose e-mail, phone or address it is, where other words say what it is.
- ``-``: it is about something else. A header with such a phrase goes nowhere.
- ``.``: little words, left out everywhere.

Beside its meaning a phrase may have a ``+``, which counts when another phrase of the header means a field: "company"
is one, and tells whose it is in "company city". Otherwise a phrase has one meaning in all languages; a test sees to
that. Where a word means one thing here and another there, its meaning is one with a rule.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.columns.phrases.consent import CONSENT
from leadflow.core.columns.phrases.dates import DATES
from leadflow.core.columns.phrases.dutch import DUTCH
from leadflow.core.columns.phrases.english import ENGLISH
from leadflow.core.columns.phrases.english_record import ENGLISH_RECORD
from leadflow.core.columns.phrases.french import FRENCH
from leadflow.core.columns.phrases.german import GERMAN
from leadflow.core.columns.phrases.italian import ITALIAN
from leadflow.core.columns.phrases.japanese import JAPANESE
from leadflow.core.columns.phrases.portuguese import PORTUGUESE
from leadflow.core.columns.phrases.questions import QUESTIONS
from leadflow.core.columns.phrases.shared import SHARED
from leadflow.core.columns.phrases.spanish import SPANISH
from leadflow.core.columns.phrases.unrelated import UNRELATED

__all__ = ["ALIASES"]

ALIASES: Final = "".join(
    (
        SHARED,
        ENGLISH,
        ENGLISH_RECORD,
        UNRELATED,
        GERMAN,
        FRENCH,
        SPANISH,
        ITALIAN,
        DUTCH,
        PORTUGUESE,
        JAPANESE,
        DATES,
        CONSENT,
        QUESTIONS,
    )
)
"""
Every phrase of every language, a meaning a line.
"""
