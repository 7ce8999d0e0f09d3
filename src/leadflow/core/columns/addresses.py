"""
Finds the lead's e-mail in a file whose headers do not say which column has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from leadflow.core.columns.header_words import HeaderReading
from leadflow.core.columns.lexicon import tokens_of
from leadflow.core.columns.suggestions import SKIP
from leadflow.core.columns.value_looks import share
from leadflow.core.columns.verdicts import ColumnVerdict
from leadflow.core.columns.word_set import word_set

__all__ = ["ATTENDS", "LIKELIEST", "lead_address"]

ATTENDS: Final = word_set(
    """
    attendee attendees participant participants participante participantes partecipante partecipanti deelnemer
    teilnehmer teilnehmers teilnehmerin besucher besuchers besucherin bezoeker visitor visiteur visiteurs visitante
    visitatore registrant delegate guest gast invitee inscrit inscrito iscritto 参加者 申込者
    """
)
"""
Words for somebody who attends an event.
"""
LIKELIEST: Final = 0.7
"""
The confidence in a column that is only the likeliest of several.
"""
_LEADS: Final = ATTENDS | word_set("prospect prospects user buyer purchaser requester acheteur utilisateur usuario")
# People of the supplier or of a partner, who stand beside the lead.
_STAFF: Final = word_set(
    """
    owner manager host sender organizer organiser rep reps representative sales salesperson seller agent assigned
    assignee creator created author modified updated scanned captured executive sponsor exhibitor speaker recruiter
    vendor supplier partner reseller referrer referred supervisor assistant spouse emergency team queue cc bcc advisor
    consultant inviter staff employee besitzer betreuer verantwortlich verantwortlicher zustandig berater vertrieb
    vertriebler absender veranstalter gastgeber ersteller erstellt handler proprietaire commercial responsable
    expediteur organisateur vendeur createur conseiller gestionnaire propietario vendedor remitente organizador
    asignado asesor proprietario responsabile venditore mittente organizzatore agente eigenaar verkoper afzender
    organisator responsavel remetente 所有者 主催者 送信者 営業担当
    """
)
_NAMES: Final = word_set("first_name last_name full_name")
_LIKELY: Final = 0.8
_MANY: Final = 0.5


def lead_address(
    verdicts: Sequence[ColumnVerdict],
    headers: Sequence[str],
    readings: Sequence[HeaderReading],
    values: Sequence[Sequence[str]],
) -> list[ColumnVerdict]:
    """
    Take a column of e-mail addresses for the lead's, if no header says which is.

    The only one is taken under any header. Of several, those of other people are out; then whose address the headers
    say counts, and then the names of the leads in the addresses. If nothing decides, somebody is asked.
    """
    found = [at for at in range(len(verdicts)) if share("address", values[at]) >= _LIKELY]
    if not found or any(one.field == "email" for one in verdicts) or any(verdicts[at].field == SKIP for at in found):
        return list(verdicts)
    if len(found) == 1:
        return _take(verdicts, found[0], 0.8, "it is the only column of e-mail addresses")
    ranks = {at: _rank(headers[at], readings[at]) for at in found if _may_be(headers[at], readings[at])}
    best = [at for at, rank in ranks.items() if rank == max(ranks.values())]
    if len(best) == 1:
        return _take(verdicts, best[0], LIKELIEST, "the other columns of e-mail addresses are less likely the lead's")
    names = set(_names(verdicts, values))
    named = [at for at in best if _share_named(values[at], names) >= _MANY]
    if named:
        return _take(verdicts, named[0], LIKELIEST, "its e-mail addresses have the names of the leads in them")
    return list(verdicts)


def _take(verdicts: Sequence[ColumnVerdict], column: int, confidence: float, why: str) -> list[ColumnVerdict]:
    mail = ColumnVerdict("email", confidence, "samples", why)
    return [mail if at == column else one for at, one in enumerate(verdicts)]


def _may_be(header: str, reading: HeaderReading) -> bool:
    """
    Return whether a column of several can be the lead's at work: it is not private, the company's or other people's.
    """
    return reading.scopes <= {"me", "work", "other"} and _STAFF.isdisjoint(tokens_of(header))


def _rank(header: str, reading: HeaderReading) -> int:
    """
    Return how likely a header speaks of the lead: 2 if it says so, 0 if it speaks of a second address, else 1.

    A header that does not speak of e-mail at all is last, as user names are.
    """
    if all(one.name != "email" for one in reading.senses):
        return -1
    if "other" in reading.scopes:
        return 0
    return 2 if reading.scopes or not _LEADS.isdisjoint(tokens_of(header)) else 1


def _names(verdicts: Sequence[ColumnVerdict], values: Sequence[Sequence[str]]) -> Iterator[str]:
    for at, one in enumerate(verdicts):
        if one.field in _NAMES:
            for name in values[at]:
                yield from (word for word in tokens_of(name) if len(word) > 2)


def _share_named(addresses: Sequence[str], names: set[str]) -> float:
    local = ["".join(tokens_of(one.rpartition("@")[0])) for one in addresses]
    return sum(any(name in one for name in names) for one in local) / max(len(local), 1)
