"""
Says whether two records are of one company, and by which evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from leadflow.core.companies.domains import label_of, own_domain, spelled_label, website_domain
from leadflow.core.companies.group_words import COUNTRIES, DIVISIONS, PLACES
from leadflow.core.companies.names import CompanyName, company_name
from leadflow.core.text import text_key

__all__ = ["CompanyEvidence", "CompanyMatch", "CompanyRecord", "company_keys", "match_companies"]


class CompanyEvidence(StrEnum):
    """
    What decided whether two records are of one company.
    """

    EXTERNAL_ID = "external_id"
    PARENT = "parent"
    DOMAIN = "domain"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    COUNTRY = "country"
    DIVISION = "division"
    NONE = "none"


@frozen(kw_only=True)
class CompanyRecord:
    """
    What a lead, a partner's registration or an account says of its company; everything may be empty.

    Attributes:
        name: As it was written.
        email: Of a person there.
        website: Of the company.
        phone: Of the company.
        country: Its ISO code.
        external_ids: Of its account in other systems, each as (system, id).
        parent: The name of the company that it belongs to.
    """

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    website: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    country: str = ""
    external_ids: tuple[tuple[str, str], ...] = ()
    parent: str = field(default="", repr=False)


@frozen
class CompanyMatch:
    """
    Whether two records are of one company.

    Attributes:
        same: True if they are. False also where too little is known.
        evidence: What decided.
    """

    same: bool
    evidence: CompanyEvidence


_FEWEST_DIGITS: Final = 7
_LAST_DIGITS: Final = 8
_FEWEST_LETTERS: Final = 6
_WHOLE: Final = frozenset({"group", "gruppe", "groupe", "holding", "holdings", "grupo", "gruppo", "worldwide"})

_SAME_PART: Final = PLACES | _WHOLE


def match_companies(one: CompanyRecord, other: CompanyRecord, *, free_mail: Collection[str]) -> CompanyMatch:
    """
    Say whether *one* and *other* are of one company; their order does not matter.

    Ids of accounts decide first, then a parent that one of them names, then domains of their own, then the same address
    or phone with similar names, then the names. A subsidiary is another company unless its record names the parent.

    Args:
        one: A record.
        other: Another one.
        free_mail: Domains of providers of mail, whose customers have nothing in common.
    """
    by_id = _by_ids(one, other)
    if by_id is not None:
        return CompanyMatch(by_id, CompanyEvidence.EXTERNAL_ID)
    names = company_name(one.name), company_name(other.name)
    if _names_parent(one, names[1]) or _names_parent(other, names[0]):
        return CompanyMatch(True, CompanyEvidence.PARENT)
    domains = _domains(one, free_mail), _domains(other, free_mail)
    if domains[0] & domains[1]:
        return _at_one_domain(one, other, names, domains[0] & domains[1])
    if all(domains):
        same = _domains_alike(*domains) and _alike(*names) and not _apart(one, other, names)
        return CompanyMatch(same, CompanyEvidence.DOMAIN)
    address = text_key(one.email)
    if address and address == text_key(other.email) and _similar(*names):
        return CompanyMatch(True, CompanyEvidence.EMAIL)
    if _phone(one) and _phone(one) == _phone(other) and _similar(*names):
        return CompanyMatch(True, CompanyEvidence.PHONE)
    if not _alike(*names):
        return CompanyMatch(False, CompanyEvidence.NAME if names[0].key and names[1].key else CompanyEvidence.NONE)
    apart = _apart(one, other, names)
    return CompanyMatch(not apart, CompanyEvidence.COUNTRY if apart else CompanyEvidence.NAME)


def company_keys(record: CompanyRecord, *, free_mail: Collection[str]) -> frozenset[str]:
    """
    Return keys for an index: two records that match share one of them.

    Few records share a key, so that those that do are read and judged by `match_companies`.
    """
    keys = {f"id:{system}:{identity}" for system, identity in record.external_ids}
    keys |= {f"label:{spelled_label(domain)}" for domain in _domains(record, free_mail)}
    for name in (record.name, record.parent):
        found = company_name(name)
        if found.key:
            # Letters in their order are one in any order of words, and where two are swapped.
            keys |= {f"name:{''.join(sorted(letters))}" for letters in (found.key, _sorted(found))}
    if address := text_key(record.email):
        keys.add(f"email:{address}")
    if _phone(record):
        keys.add(f"phone:{_phone(record)}")
    return frozenset(keys)


def _by_ids(one: CompanyRecord, other: CompanyRecord) -> bool | None:
    systems = {system for system, _ in one.external_ids} & {system for system, _ in other.external_ids}
    return bool({*one.external_ids} & {*other.external_ids}) if systems else None


def _names_parent(record: CompanyRecord, name: CompanyName) -> bool:
    return bool(record.parent and name.key) and _alike(company_name(record.parent), name)


def _domains(record: CompanyRecord, free_mail: Collection[str]) -> frozenset[str]:
    found = (own_domain(record.email, free_mail), website_domain(record.website))
    return frozenset(domain for domain in found if domain and domain not in free_mail)


def _domains_alike(one: Collection[str], other: Collection[str]) -> bool:
    """
    Return whether a company has two domains: with other endings, or with what it adds to its name under another ending.
    """
    return any(
        label_of(mine).replace("-", "") == label_of(theirs).replace("-", "")
        or (spelled_label(mine) == spelled_label(theirs) and mine.partition(".")[2] != theirs.partition(".")[2])
        for mine in one
        for theirs in other
    )


def _phone(record: CompanyRecord) -> str:
    """
    Return the last digits of the phone, which are the same with and without the code of the country.
    """
    digits = "".join(sign for sign in record.phone if sign.isdigit())
    return digits[-_LAST_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""


def _at_one_domain(
    one: CompanyRecord, other: CompanyRecord, names: tuple[CompanyName, CompanyName], domains: Iterable[str]
) -> CompanyMatch:
    """
    Decide about records at one domain: people write names as they like, and subsidiaries share the domain of the group.
    """
    if not (names[0].key and names[1].key):
        return CompanyMatch(True, CompanyEvidence.DOMAIN)
    if _alike(*names):
        apart = bool(names[0].forms and names[1].forms) and _apart(one, other, names)
        return CompanyMatch(not apart, CompanyEvidence.COUNTRY if apart else CompanyEvidence.DOMAIN)
    mine, theirs = set(names[0].words), set(names[1].words)
    if not mine & theirs:
        return CompanyMatch(True, CompanyEvidence.DOMAIN)
    labels = "".join(label_of(domain) for domain in domains)
    divisions = {word for word in (mine ^ theirs) & DIVISIONS if word not in labels}
    # One that is only shorter is what people write; what both add are two parts of a group.
    forms = bool(names[0].forms and names[1].forms)
    parts = not (mine <= theirs or theirs <= mine) and (
        _apart(one, other, names) or _two_parts(names, domains, forms=forms)
    )
    same = not (divisions or parts or (forms and _apart(one, other, names)))
    return CompanyMatch(same, CompanyEvidence.DOMAIN if same else CompanyEvidence.DIVISION)


def _two_parts(names: tuple[CompanyName, CompanyName], domains: Iterable[str], *, forms: bool) -> bool:
    """
    Return whether two names at one domain begin as the group does, and each adds another part of it.

    That is where the domain is called as the group alone, or both have a legal form.
    """
    one, other = names[0].words, names[1].words
    begin = 0
    while begin < min(len(one), len(other)) and one[begin] == other[begin]:
        begin += 1
    mine, theirs = set(one[begin:]) - set(other), set(other[begin:]) - set(one)
    if not (begin and mine - _SAME_PART and theirs - _SAME_PART) or any(
        _begin_alike(a, b) for a in mine for b in theirs
    ):
        return False
    group = "".join(one[:begin])
    return forms or any(spelled_label(domain) in (group, f"{group}s") for domain in domains)


def _alike(one: CompanyName, other: CompanyName) -> bool:
    """
    Return whether two names are one, in any order of their words; that it is a group or a holding says nothing.
    """
    if not (one.key and other.key) or (one.letters and other.letters and one.letters != other.letters):
        return False
    if one.key == other.key or _swapped(one.key, other.key):
        return True
    return _sorted(one) == _sorted(other) and (COUNTRIES.isdisjoint(one.words) or one.words[0] == other.words[0])


def _swapped(one: str, other: str) -> bool:
    """
    Return whether two neighbouring letters are swapped, as fingers do; any other difference may be another name.
    """
    if len(one) != len(other) or len(one) < _FEWEST_LETTERS:
        return False
    unlike = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(unlike) != 2 or unlike[0] == 0 or unlike[1] != unlike[0] + 1:
        return False
    first, second = unlike
    return one[first] == other[second] and one[second] == other[first] and one[first : second + 1].isalpha()


def _sorted(name: CompanyName) -> str:
    words = [word for word in name.words if word not in _WHOLE] or list(name.words)
    return "".join(sorted(words))


def _similar(one: CompanyName, other: CompanyName) -> bool:
    """
    Return whether two names can be one with other evidence: one is missing, or most of the shorter one is in the other.
    """
    if not (one.key and other.key):
        return True
    if _alike(one, other):
        return True
    mine, theirs = set(one.words), set(other.words)
    shared = mine & theirs
    if 2 * len(shared) >= min(len(mine), len(theirs)) > 0:
        return True
    return bool(shared) and any(_begin_alike(a, b) for a in mine - shared for b in theirs - shared)


def _begin_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 2 and one[:3] == other[:3]


def _apart(one: CompanyRecord, other: CompanyRecord, names: tuple[CompanyName, CompanyName]) -> bool:
    """
    Return whether two records are in different countries, by what they say or by their legal forms.
    """
    mine, theirs = _countries(one, names[0]), _countries(other, names[1])
    return bool(mine and theirs) and not mine & theirs


def _countries(record: CompanyRecord, name: CompanyName) -> frozenset[str]:
    return frozenset({record.country.upper()}) if record.country else name.countries
