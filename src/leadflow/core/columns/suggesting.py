"""
Suggests the field of each column of a file, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.columns.addresses import LIKELIEST, lead_address
from leadflow.core.columns.ambiguous_words import decide
from leadflow.core.columns.column_owner import judge_scope
from leadflow.core.columns.header_keys import header_key, is_error_header
from leadflow.core.columns.header_words import HeaderReading, read_header
from leadflow.core.columns.lexicon import spelt
from leadflow.core.columns.numbered import numbered_groups
from leadflow.core.columns.prefixes import without_prefix, without_rarer_prefixes
from leadflow.core.columns.rivals import business_side, compete, one_address, only_seconds, surnames, whole_names
from leadflow.core.columns.schema_names import bare_name, declared_names, look_alikes
from leadflow.core.columns.suggestions import ASSIGNEES, SKIP, Polarity, Suggestion, read_remembered, targets
from leadflow.core.columns.value_looks import contradicts, share
from leadflow.core.columns.value_verdicts import by_values_alone
from leadflow.core.columns.verdicts import Beside, ColumnVerdict
from leadflow.core.columns.word_set import word_set
from leadflow.core.fields import AnyField
from leadflow.core.kinds.kind import ReadOptions
from leadflow.core.kinds.stand_ins import says_nothing
from leadflow.core.problems import Unreadable
from leadflow.core.schema import STANDARD_SCHEMA, Schema

__all__ = ["SKIP", "Suggestion", "suggest_columns"]

# Words of an address book that is kept for people, not for leads: there, a partner is a spouse.
_PRIVATE: Final = word_set(
    """
    birthday birth birthdate birthyear anniversary children spouse hobby hobbies nickname initials assistant pager
    geburtstag geburtsdatum kinder ehepartner jahrestag spitzname weiterevornamen postfach autotelefon verjaardag
    geboortedatum geslacht echtgenoot kinderen jubileum middelstenaam bijnaam anniversaire conjoint enfants
    compleanno coniuge figli cumpleanos conyuge hijos aniversario filhos
    """
)
_ASSIGNEES: Final = frozenset(name.replace("_", "") for name in ASSIGNEES)
_SURE: Final = 0.9
_AS_IN_FILES: Final = ReadOptions(counted=True)
# The column decides what these are, or they were what the header says.
_UNCLEAR: Final = frozenset({"date_ambiguous", "number_ambiguous", "digits_lost"})
_NAMED_THINGS: Final = frozenset({"status", "campaign", "partner_name", "partner_id", "source"})


@checked
def suggest_columns(
    headers: Sequence[str],
    *,
    schema: Schema,
    samples: Sequence[Sequence[str]] = (),
    remembered: Mapping[str, str] | None = None,
) -> tuple[Suggestion, ...]:
    """
    Propose a field for each of *headers*, or none, with the reason.

    Never two headers for one field: the better one gets it, and the other says so. Where a word means several
    fields, the values under it and the headers beside it decide; a header that is only spelt like a field is
    offered as an alternative, never taken.

    Args:
        headers: As they are in the file, in order.
        schema: What leads can say; custom fields are found by name, label and alias like the standard ones.
        samples: For each column some of its values. It may be shorter than *headers*, and blank values do not count.
        remembered: What `ColumnMapping.remembered` gave after an import that went well.

    Returns:
        One suggestion a header, in the same order.
    """
    known = targets(schema)
    values = [[value for value in column if value.strip() and not says_nothing(value)] for column in samples]
    values += [[]] * len(headers)
    named = declared_names(known)

    def judged(judged_as: Sequence[str]) -> tuple[_File, list[ColumnVerdict]]:
        file = _File(
            headers=judged_as,
            written=headers,
            values=values,
            readings=[read_header(header) for header in judged_as],
            known=known,
            named=named,
            remembered=remembered or {},
        )
        return file, file.together()

    file, verdicts = judged(without_prefix(headers))
    if "email" in known and not _reaches(verdicts):
        # Whoever is written to stands behind a word that only some of the headers begin with.
        others = [judged(one) for one in without_rarer_prefixes(headers)]
        better = [one for one in others if _reaches(one[1])]
        file, verdicts = max(better, key=lambda one: _mapped(one[1]), default=(file, verdicts))
    return tuple(file.suggest(column, verdict) for column, verdict in enumerate(verdicts))


def _reaches(verdicts: Sequence[ColumnVerdict]) -> bool:
    """
    Return whether a column has the lead's e-mail, and is not only the likeliest of several.
    """
    return any(one.field == "email" and one.confidence > LIKELIEST for one in verdicts)


def _mapped(verdicts: Sequence[ColumnVerdict]) -> int:
    return sum(one.field not in (None, SKIP) for one in verdicts)


@frozen(kw_only=True)
class _File:
    headers: Sequence[str]
    written: Sequence[str]
    values: Sequence[Sequence[str]]
    readings: Sequence[HeaderReading]
    known: Mapping[str, AnyField]
    named: Mapping[str, ColumnVerdict]
    remembered: Mapping[str, str]

    def together(self) -> list[ColumnVerdict]:
        """
        Judge every header, and settle which columns get the fields that several could fill.
        """
        judged = surnames(business_side(self.verdicts(), self.readings, self.headers), self.values)
        judged = one_address(numbered_groups(judged, self.headers, self.values))
        verdicts = compete(whole_names(judged, self.values), self.written, self.values)
        if "email" in self.known:
            verdicts = lead_address(verdicts, self.headers, self.readings, self.values)
        return only_seconds(verdicts, self.readings, self.values)

    def verdicts(self) -> list[ColumnVerdict]:
        """
        Judge every header alone, and then those that need the others.
        """
        alone = [self._judge_alone(column) for column in range(len(self.headers))]
        rules = [
            reading.sense.rule if verdict is None and reading.sense else None
            for reading, verdict in zip(self.readings, alone, strict=True)
        ]
        decided = (self._decide(column, rule, alone, rules) for column, rule in enumerate(rules))
        return [self._check(column, verdict) for column, verdict in enumerate(decided)]

    def _judge_alone(self, column: int) -> ColumnVerdict | None:
        header, reading = self.headers[column], self.readings[column]
        before = self.remembered.get(header_key(self.written[column]))
        if before is not None and (target := read_remembered(before).target) in (SKIP, *self.known):
            return ColumnVerdict(target, 1.0, "remembered", "the last import used this field")
        if is_error_header(self.written[column]):
            return ColumnVerdict(SKIP, 1.0, "errors", "this column has the errors of an earlier import")
        if spelt(header) in _ASSIGNEES:
            return ColumnVerdict(None, 0.0, "assignee", "a file cannot assign leads to one person")
        written = self.written[column]
        named = self.named.get(spelt(written)) or self.named.get(spelt(header)) or self._named_loosely(column)
        ambiguous = reading.sense is not None and reading.sense.rule is not None
        if named and not (ambiguous and named.field in STANDARD_SCHEMA.leads and named.code != "alias"):
            return named
        return None if ambiguous else judge_scope(reading, self.known)

    def _named_loosely(self, column: int) -> ColumnVerdict | None:
        named = self.named.get(bare_name(self.headers[column]))
        if named and named.field in STANDARD_SCHEMA.leads and self.readings[column].blocked:
            return None
        return named

    def _decide(
        self, column: int, rule: str | None, alone: Sequence[ColumnVerdict | None], rules: Sequence[str | None]
    ) -> ColumnVerdict:
        verdict = alone[column]
        if not any(self.written):
            return by_values_alone(self.values[column])
        if verdict is not None or rule is None:
            return verdict or ColumnVerdict(None, 0.0, "none", "no field has this header")
        beside = Beside(
            column=column,
            headers=self.headers,
            fields=[one.field if one else None for one in alone],
            sure=frozenset(one.field for one in alone if one and one.field and one.confidence >= _SURE),
            values=self.values[column],
            reading=self.readings[column],
            private=any(spelt(header) in _PRIVATE for header in self.headers),
            rules=rules,
        )
        return judge_scope(self.readings[column], self.known, decide(rule, beside))

    def _check(self, column: int, verdict: ColumnVerdict) -> ColumnVerdict:
        name = verdict.field
        if name is None or name == SKIP:
            return verdict
        if name not in self.known:
            return ColumnVerdict(None, 0.0, "none", "the schema has no field for it")
        if verdict.code in ("remembered", "samples"):
            return verdict
        if not self._can_be_read(name, self.values[column]):
            reason = f"'{self.known[name].title}' cannot read most of the values"
            return ColumnVerdict(None, 0.0, "contradicted", reason, ((name, 0.5),))
        if name == "full_name" and share("company", self.values[column]) >= 0.6:
            return ColumnVerdict("company", 0.85, "samples", "its values are names of companies, not of people")
        if name in STANDARD_SCHEMA.leads and contradicts(name, self.values[column]):
            reason = f"the header says '{self.known[name].title}', but the values do not fit"
            return ColumnVerdict(None, 0.0, "contradicted", reason, ((name, 0.5),))
        return verdict

    def _can_be_read(self, name: str, values: Sequence[str]) -> bool:
        """
        Return whether a field reads at least half of some values; what is only unclear alone counts as read.
        """
        if name in _NAMED_THINGS or not values:
            return True
        unread = 0
        for value in values:
            try:
                self.known[name].read(value, _AS_IN_FILES)
            except Unreadable as error:
                unread += error.code not in _UNCLEAR
        return unread * 2 <= len(values)

    def suggest(self, column: int, verdict: ColumnVerdict) -> Suggestion:
        """
        Return the verdict as what is shown to a person.
        """
        header, sense = self.written[column], self.readings[column].sense
        inverted = sense is not None and sense.inverted and verdict.field == sense.name
        polarity, order, mark = Polarity.INVERTED if inverted else Polarity.SAME, None, None
        if verdict.code == "remembered":
            _, polarity, order, mark = read_remembered(self.remembered[header_key(header)])
        others = verdict.others if verdict.field or verdict.others else self._offers(column)
        return Suggestion(
            header=header,
            column=column,
            field=verdict.field,
            confidence=verdict.confidence,
            reason=verdict.reason,
            code="fuzzy" if verdict.code == "none" and others else verdict.code,
            alternatives=tuple(one for one in others if one[0] in self.known),
            polarity=polarity,
            date_order=order,
            decimal_mark=mark,
        )

    def _offers(self, column: int) -> tuple[tuple[str, float], ...]:
        reading = self.readings[column]
        if reading.blocked:
            return ()
        if share("address", self.values[column]) > 0.5:
            return (("email", 0.6),)
        names = [one.name for one in reading.senses if one.rule is None]
        close = names or look_alikes(spelt(self.headers[column]), self.named)
        return tuple((name, 0.4) for name in dict.fromkeys(close))
