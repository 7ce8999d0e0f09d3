"""
Domains that belong to one company: of its e-mail addresses and its website.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

import idna

from leadflow.core.companies.country_endings import UNDER_COUNTRIES

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

_MORE_SHARED: Final = frozenset(
    " ".join(
        (
            "behance.net dribbble.com pinterest.com yelp.com tripadvisor.com vimeo.com soundcloud.com about.me wa.me t.me",
            "threads.net bsky.app patreon.com substack.com ghost.io strikingly.com mystrikingly.com site123.me yolasite.com",
            "tilda.ws ucoz.ru narod.ru livejournal.com over-blog.com canalblog.com e-monsite.com pagesperso-orange.fr",
            "beepworld.de de.tl npage.de webador.com webnode.page framer.website framer.app bubbleapps.io glitch.me",
            "replit.app surge.sh fly.dev onrender.com web.app firebaseapp.com appspot.com cloudfront.net sharepoint.com",
            "gumroad.com bandcamp.com ko-fi.com crunchbase.com",
        )
    ).split()
)
_SITES: Final = _SHARED_SITES | _MORE_SHARED
_BLOGS: Final = "blogspot"
"""
Blogs of its users are at this label in every country.
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
    return "" if host in free_mail or domain in free_mail or _is_shared(host, domain) else domain


def website_domain(url: str) -> str:
    """
    Return the registered domain of a website; empty if many companies have their pages there.
    """
    found = _HOST.match(_SCHEME.sub("", url.strip()))
    host = _ascii(found[0]) if found else ""
    domain = _registered(host)
    return "" if _is_shared(host, domain) else domain


def _is_shared(host: str, domain: str) -> bool:
    """
    Return whether many companies have their pages there.
    """
    return host in _SITES or domain in _SITES or label_of(domain) == _BLOGS


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
    ending = ".".join(labels[-2:])
    short = len(labels) > 2 and (
        (len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL) or ending in _UMBRELLAS or ending in UNDER_COUNTRIES
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
