"""
Find the field of each column of a file, in layers: what was remembered, exact names, other words, evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from attrs import evolve, field, frozen

from leadflow.core.fields import AnyField
from leadflow.core.importing.evidence import contradicts, share
from leadflow.core.importing.headers import header_key
from leadflow.core.importing.lexicon import lexicon, spelt
from leadflow.core.importing.neighbours import Beside, Verdict, decide
from leadflow.core.importing.readings import Reading, read_header
from leadflow.core.importing.scopes import judge_scope, one_address
from leadflow.core.importing.suggestions import ASSIGNEES, SKIP, Polarity, Suggestion, read_remembered, targets
from leadflow.core.schema import STANDARD, Schema

__all__ = ["SKIP", "Suggestion", "suggest_columns"]

# Words of an address book that is kept for people, not for leads: there, a partner is a spouse.
_PRIVATE: Final = frozenset(
    ["birthday", "birth", "birthdate", "birthyear", "anniversary", "children", "spouse", "hobby", "hobbies", "nickname", "initials", "assistant", "pager", "geburtstag", "geburtsdatum", "kinder", "ehepartner", "jahrestag", "spitzname", "weiterevornamen", "postfach", "autotelefon", "verjaardag", "geboortedatum", "geslacht", "echtgenoot", "kinderen", "jubileum", "middelstenaam", "bijnaam", "anniversaire", "conjoint", "enfants", "compleanno", "coniuge", "figli", "cumpleanos", "conyuge", "hijos", "aniversario", "filhos"]
)


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
        headers: As they stand in the file, in order.
        schema: What leads can say; custom fields are found by name, label and alias like the standard ones.
        samples: For each column some of its values, blank ones left out. It may be shorter than *headers*.
        remembered: What `ColumnMapping.remembered` gave after an import that went well.

    Returns:
        One suggestion a header, in the same order.
    """
    values = [tuple(one for one in column if one.strip()) for column in samples]
    values += [()] * (len(headers) - len(values))
    search = _Search(headers=headers, values=values, schema=schema, remembered=remembered or {})
    return search.suggestions()


@frozen(kw_only=True)
class _Search:
    headers: Sequence[str]
    values: Sequence[Sequence[str]]
    schema: Schema
    remembered: Mapping[str, str]
    readings: Sequence[Reading] = field(init=False)
    known: Mapping[str, AnyField] = field(init=False)
    named: Mapping[str, Verdict] = field(init=False)

    @readings.default
    def _read(self) -> Sequence[Reading]:
        return [read_header(header) for header in self.headers]

    @known.default
    def _targets(self) -> Mapping[str, AnyField]:
        return targets(self.schema)

    @named.default
    def _names(self) -> Mapping[str, Verdict]:
        return declared_names(self.known)

    def suggestions(self) -> tuple[Suggestion, ...]:
        """
        Judge every header alone, then those that need the others, then let them compete.
        """
        alone = [self._judge_alone(column) for column in range(len(self.headers))]
        together = [
            verdict if verdict is not None else self._judge_beside(column, alone)
            for column, verdict in enumerate(alone)
        ]
        checked = [self._check(column, verdict) for column, verdict in enumerate(together)]
        return tuple(
            self._suggest(column, one) for column, one in enumerate(compete(one_address(checked), self.headers))
        )

    def _judge_alone(self, column: int) -> Verdict | None:
        header, reading = self.headers[column], self.readings[column]
        if header_key(header) in self.remembered:
            target = read_remembered(self.remembered[header_key(header)])[0]
            if target == SKIP or target in self.known:
                return Verdict(target, 1.0, "remembered", "this is where the column went last time")
        if spelt(header) in ASSIGNEES_SPELT:
            return Verdict(None, 0.0, "assignee", "importing to a single assignee is not supported")
        named = self.named.get(spelt(header))
        sense = reading.sense
        if named and (named.field not in STANDARD.leads or sense is None or sense.rule is None):
            return named
        if sense is not None and sense.rule is not None:
            return None
        return judge_scope(header, reading, self.known)

    def _judge_beside(self, column: int, alone: Sequence[Verdict | None]) -> Verdict:
        reading = self.readings[column]
        senses = [one.sense for one in self.readings]
        waiting = [one.rule if one and alone[place] is None else None for place, one in enumerate(senses)]
        beside = Beside(
            column=column,
            headers=self.headers,
            fields=[one.field if one else None for one in alone],
            sure=frozenset(one.field for one in alone if one and one.field and one.confidence >= 0.9),
            values=self.values[column],
            reading=reading,
            private=any(spelt(header) in _PRIVATE for header in self.headers),
            rules=waiting,
        )
        rule = waiting[column]
        assert rule is not None
        return judge_scope(self.headers[column], reading, self.known, decide(rule, beside))

    def _check(self, column: int, verdict: Verdict) -> Verdict:
        name = verdict.field
        if name is None or verdict.code in ("remembered", "samples"):
            return verdict
        if name not in self.known:
            return Verdict(None, 0.0, "none", "the schema has no field for it")
        if name in STANDARD.leads and contradicts(name, self.values[column]):
            return Verdict(
                None,
                0.0,
                "contradicted",
                f"the header says '{self.known[name].title}', but the values do not look like it",
                ((name, 0.5),),
            )
        return verdict

    def _suggest(self, column: int, verdict: Verdict) -> Suggestion:
        header = self.headers[column]
        sense = self.readings[column].sense
        inverted = sense is not None and sense.inverted and verdict.field == sense.name
        polarity, order = Polarity.INVERTED if inverted else Polarity.SAME, None
        if verdict.code == "remembered":
            _, polarity, order = read_remembered(self.remembered[header_key(header)])
        if verdict.field is None and not verdict.others:
            verdict = evolve(verdict, others=self._offer(column))
        return Suggestion(
            header=header,
            column=column,
            field=verdict.field,
            confidence=verdict.confidence,
            reason=verdict.reason,
            code="fuzzy" if verdict.code == "none" and verdict.others else verdict.code,
            alternatives=verdict.others,
            polarity=polarity,
            date_order=order,
        )

    def _offer(self, column: int) -> tuple[tuple[str, float], ...]:
        reading, values = self.readings[column], self.values[column]
        if reading.blocked:
            return ()
        if share("address", values) >= 0.8:
            return (("email", 0.6),)
        names = [one.name for one in reading.senses if one.rule is None and one.name in self.known]
        close = names or look_alikes(spelt(self.headers[column]), self.named)
        return tuple((name, 0.4) for name in dict.fromkeys(close))


ASSIGNEES_SPELT: Final = frozenset(spelt(name) for name in ASSIGNEES)


def declared_names(known: Mapping[str, AnyField]) -> dict[str, Verdict]:
    """
    Return what the schema itself calls its fields: names before labels before aliases.

    A label or an alias of two fields says nothing, unless one of them is a custom field.
    """
    found: dict[str, Verdict] = {}
    ordered = sorted(known.values(), key=lambda one: one.name in STANDARD.leads)
    for one in known.values():
        found[spelt(one.name)] = Verdict(one.name, 0.99, "exact", f"the header is the name of '{one.title}'")
    for one in ordered:
        verdict = Verdict(one.name, 0.98, "label", f"the header is the label of '{one.title}'")
        found.setdefault(spelt(one.title), verdict)
    for one in ordered:
        verdict = Verdict(one.name, 0.97, "alias", f"the header is an alias of '{one.title}'")
        for alias in one.aliases:
            found.setdefault(spelt(alias), verdict)
    return found


def look_alikes(word: str, named: Mapping[str, Verdict]) -> list[str]:
    """
    Return fields whose names are spelt nearly like *word*, nearest first; they are offered, never taken.
    """
    senses = lexicon().senses
    near_size = [
        phrase
        for phrase in (*named, *senses)
        if abs(len(phrase) - len(word)) <= 2 and phrase[:1] == word[:1] and len(phrase) > 3
    ]
    found = []
    for phrase in get_close_matches(word, near_size, n=3, cutoff=0.84):
        name = named[phrase].field if phrase in named else senses[phrase].name
        if name and not name.startswith("?"):
            found.append(name)
    return found


def compete(verdicts: Sequence[Verdict], headers: Sequence[str]) -> list[Verdict]:
    """
    Give each field to the column that is likeliest to be it; of equals, to the first.
    """
    best: dict[str, int] = {}
    for column, verdict in enumerate(verdicts):
        name = verdict.field
        if name is None or name == SKIP:
            continue
        if name not in best or verdict.confidence > verdicts[best[name]].confidence:
            best[name] = column
    return [
        _lose(one, headers[best[one.field]]) if _lost(column, one, best) else one for column, one in enumerate(verdicts)
    ]


def _lost(column: int, verdict: Verdict, best: Mapping[str, int]) -> bool:
    return verdict.field is not None and best.get(verdict.field, column) != column


def _lose(verdict: Verdict, winner: str) -> Verdict:
    assert verdict.field is not None
    reason = f"'{winner}' goes to that field already"
    return Verdict(None, 0.0, "taken", reason, ((verdict.field, min(verdict.confidence, 0.5)),))
