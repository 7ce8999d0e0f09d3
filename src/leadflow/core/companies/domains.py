"""
Domains that belong to one company: of its e-mail addresses and its website.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

import idna

__all__ = ["label_of", "own_domain", "spelled_label", "website_domain"]

_SECOND_LEVEL: Final = frozenset(
    [
        "ac",
        "co",
        "com",
        "edu",
        "gob",
        "gouv",
        "gov",
        "govt",
        "gv",
        "ltd",
        "me",
        "mil",
        "ne",
        "net",
        "nhs",
        "nom",
        "or",
        "org",
        "plc",
        "sch",
    ]
)
_SHARED_SITES: Final = frozenset(
    {
        *("wordpress.com", "blogspot.com", "wixsite.com", "wix.com", "weebly.com", "squarespace.com", "webnode.com"),
        *(
            "facebook.com",
            "fb.com",
            "linkedin.com",
            "instagram.com",
            "twitter.com",
            "x.com",
            "youtube.com",
            "tiktok.com",
        ),
        *("xing.com", "etsy.com", "ebay.com", "myshopify.com", "shopify.com", "github.io", "github.com", "gitlab.io"),
        *("jimdo.com", "jimdofree.com", "jimdosite.com", "business.site", "sites.google.com", "google.com/maps"),
        *("godaddysites.com", "webflow.io", "carrd.co", "linktr.ee", "netlify.app", "vercel.app", "herokuapp.com"),
        *(
            "azurewebsites.net",
            "onmicrosoft.com",
            "amazonaws.com",
            "pages.dev",
            "notion.site",
            "medium.com",
            "tumblr.com",
            "bit.ly",
        ),
    }
)
_UMBRELLAS: Final = frozenset(
    {"ihk.de", "hwk.de", "drk.de", "diakonie.de", "caritas.de", "awo.de", "uk.com", "us.com", "eu.com", "de.com"}
)
"""
Domains under which each of many bodies has a name of its own.
"""

_ADDED: Final = ("online", "global", "group", "gmbh", "corp", "inc", "ltd", "llc", "usa", "hq", "ag", "uk", "de")
_LEAST_LABEL: Final = 4
_SCHEME: Final = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST: Final = re.compile(r"[^\s/?#:@]+")


def own_domain(email: str, free_mail: Collection[str]) -> str:
    """
    Return the registered domain of an address; empty if it belongs to a provider of mail, as those in *free_mail* do.
    """
    host = _ascii(email.rpartition("@")[2])
    domain = _registered(host)
    shared = host in free_mail or domain in free_mail or domain in _SHARED_SITES
    return "" if shared else domain


def website_domain(url: str) -> str:
    """
    Return the registered domain of a website; empty if many companies have their pages there.
    """
    found = _HOST.match(_SCHEME.sub("", url.strip()))
    host = _ascii(found[0]) if found else ""
    domain = _registered(host)
    return "" if host in _SHARED_SITES or domain in _SHARED_SITES else domain


def label_of(domain: str) -> str:
    """
    Return a registered domain without its ending: ``acme`` of ``acme.co.uk``.
    """
    return domain.partition(".")[0]


@lru_cache(maxsize=8_192)
def spelled_label(domain: str) -> str:
    """
    Return the label without marks, and without what companies add to their name to find a free domain.
    """
    label = label_of(domain).replace("-", "")
    for added in _ADDED:
        if label.endswith(added) and len(label) - len(added) >= _LEAST_LABEL:
            return label[: -len(added)]
    return label


@lru_cache(maxsize=8_192)
def _registered(host: str) -> str:
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2:
        return ""
    short = len(labels) > 2 and (
        (len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL) or ".".join(labels[-2:]) in _UMBRELLAS
    )
    return ".".join(labels[-3:] if short else labels[-2:])


@lru_cache(maxsize=8_192)
def _ascii(host: str) -> str:
    host = host.strip().strip(".").lower().removeprefix("www.")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except UnicodeError:
        return ""
