"""
The providers of mail that most people use, for programmes that name no others.
"""

from __future__ import annotations

from typing import Final

__all__ = ["COMMON_FREE_MAIL"]

COMMON_FREE_MAIL: Final = frozenset(
    " ".join(
        (
            "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es",
            "live.com live.de live.fr live.nl live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es",
            "yahoo.co.in yahoo.co.jp yahoo.com.br ymail.com rocketmail.com aol.com aol.de icloud.com me.com mac.com",
            "proton.me protonmail.com pm.me tutanota.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de freenet.de",
            "t-online.de mail.de posteo.de mailbox.org email.de arcor.de zoho.com mail.com mail.ru yandex.ru yandex.com",
            "bk.ru inbox.ru list.ru rambler.ru ukr.net qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net",
            "orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it alice.it tin.it tiscali.it uol.com.br",
            "bol.com.br terra.com.br wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz azet.sk abv.bg freemail.hu",
            "citromail.hu ziggo.nl kpnmail.nl planet.nl xs4all.nl telenet.be skynet.be bluewin.ch comcast.net verizon.net",
            "att.net sbcglobal.net bellsouth.net cox.net charter.net btinternet.com sky.com virginmedia.com talktalk.net",
            "ntlworld.com bigpond.com optusnet.com.au xtra.co.nz shaw.ca rogers.com sympatico.ca rediffmail.com",
            "telia.com online.no mail.dk docomo.ne.jp ezweb.ne.jp softbank.ne.jp",
        )
    ).split()
)
"""
Domains whose addresses say nothing of a company. The extra ``companies`` has ten thousand more:
`leadflow.adapters.free_mail.free_mail_domains`.
"""
