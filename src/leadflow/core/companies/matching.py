"""
Says whether two records are of one company, and by which evidence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from leadflow.core.companies.alike_names import WHOLE, alike, begin_alike, name_keys, similar
from leadflow.core.companies.domains import label_of, own_domain, spelled_label, website_domain
from leadflow.core.companies.group_words import DIVISIONS, PLACES
from leadflow.core.companies.names import CompanyName, company_names
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
_EXTENSION: Final = re.compile(r"(?:ext|extension|x|durchwahl|dw|poste|int|#)[\s.:]*\d{1,6}\s*$", re.IGNORECASE)
_SAME_PART: Final = PLACES | WHOLE


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
    names = _names(one.name, other.name)
    if _names_parent(one, names[1]) or _names_parent(other, names[0]):
        return CompanyMatch(True, CompanyEvidence.PARENT)
    domains = _domains(one, free_mail), _domains(other, free_mail)
    if domains[0] & domains[1]:
        return _at_one_domain(one, other, names, domains[0] & domains[1])
    if all(domains):
        called = alike(*names) or _called_as_domains(names, domains[0] | domains[1])
        same = _domains_alike(*domains) and called and not _apart(one, other, names)
        return CompanyMatch(same, CompanyEvidence.DOMAIN)
    address = text_key(one.email)
    if address and address == text_key(other.email) and similar(*names):
        return CompanyMatch(True, CompanyEvidence.EMAIL)
    if _phone(one) and _phone(one) == _phone(other) and similar(*names):
        return CompanyMatch(True, CompanyEvidence.PHONE)
    if not alike(*names):
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
    for name in filter(None, (record.name, record.parent)):
        keys |= {key for found in company_names(name) for key in name_keys(found)}
    if address := text_key(record.email):
        keys.add(f"email:{address}")
    if phone := _phone(record):
        keys.add(f"phone:{phone}")
    return frozenset(keys)


def _by_ids(one: CompanyRecord, other: CompanyRecord) -> bool | None:
    systems = {system for system, _ in one.external_ids} & {system for system, _ in other.external_ids}
    return bool({*one.external_ids} & {*other.external_ids}) if systems else None


def _names(one: str, other: str) -> tuple[CompanyName, CompanyName]:
    """
    Return the names of two companies, or other names of theirs that are one; two other names say nothing of each other.
    """
    (mine, *also_mine), (theirs, *also_theirs) = company_names(one), company_names(other)
    if also_mine or also_theirs:
        pairs = [(mine, theirs), *((also, theirs) for also in also_mine), *((mine, also) for also in also_theirs)]
        found = [pair for pair in pairs if alike(*pair)]
        return min(found, key=_told, default=(mine, theirs))
    return mine, theirs


def _told(pair: tuple[CompanyName, CompanyName]) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((one.key, one.forms) for one in pair)


def _names_parent(record: CompanyRecord, name: CompanyName) -> bool:
    return bool(record.parent and name.key) and alike(company_names(record.parent)[0], name)


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


def _called_as_domains(names: tuple[CompanyName, CompanyName], domains: Iterable[str]) -> bool:
    """
    Return whether the longer name is the label of all domains, and the shorter one only leaves words out.
    """
    short, long = sorted(names, key=lambda name: (len(name.words), name.words))
    return bool(short.key) and set(short.words) <= set(long.words) and {*map(_label_words, domains)} == {long.key}


def _label_words(domain: str) -> str:
    return company_names(label_of(domain))[0].key


def _phone(record: CompanyRecord) -> str:
    """
    Return the last digits of the phone, which are the same with and without the code of the country.
    """
    digits = "".join(filter(str.isdigit, _EXTENSION.sub("", record.phone)))
    return digits[-_LAST_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""


def _at_one_domain(
    one: CompanyRecord, other: CompanyRecord, names: tuple[CompanyName, CompanyName], domains: Iterable[str]
) -> CompanyMatch:
    """
    Decide about records at one domain: people write names as they like, and subsidiaries share the domain of the group.
    """
    if not (names[0].key and names[1].key):
        return CompanyMatch(True, CompanyEvidence.DOMAIN)
    if alike(*names):
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
        begin_alike(a, b) for a in mine for b in theirs
    ):
        return False
    group = "".join(one[:begin])
    return forms or any(spelled_label(domain) in (group, f"{group}s") for domain in domains)


def _apart(one: CompanyRecord, other: CompanyRecord, names: tuple[CompanyName, CompanyName]) -> bool:
    """
    Return whether two records are in different countries, by what they say or by their legal forms.

    One form that both have is one of any country that they say, whatever is known of it.
    """
    if one.country and other.country:
        return one.country.upper() != other.country.upper()
    mine, theirs = _countries(one, names[0]), _countries(other, names[1])
    return bool(mine and theirs) and not mine & theirs and names[0].forms != names[1].forms


def _countries(record: CompanyRecord, name: CompanyName) -> frozenset[str]:
    return frozenset({record.country.upper()}) if record.country else name.countries
