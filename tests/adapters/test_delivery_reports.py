"""
Reports of mail servers: whose message, what happened, and what is no hard bounce.
"""

from __future__ import annotations

from base64 import encodebytes
from datetime import UTC, datetime
from quopri import encodestring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import examples
from tests.services.builders import an_office
from tests.services.test_deliveries import a_desk
from tests.services.test_relay import Post, a_lead_of, a_relay

from leadflow.adapters.delivery_reports import DeliveryReport, read_delivery_report
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import DeliveryKind
from leadflow.core.notifications.message_facts import delivery_code

KEY = "0123456789abcdef0123456789abcdef"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HARD, SOFT, DELIVERED = DeliveryKind.HARD_BOUNCE, DeliveryKind.SOFT_BOUNCE, DeliveryKind.DELIVERED


def a_report(
    fields: str,
    *,
    head: str = "From: MAILER-DAEMON@mx.example\r\nTo: leads@acme.example",
    returned: str = "message/rfc822",
    status: str = "message/delivery-status",
    mailed: str = f"Message-ID: <{KEY}@acme.example>\r\nTo: Maja <maja@nordlys.example>",
) -> bytes:
    """
    Return a report with *fields* about the recipient.
    """
    per_message = "Reporting-MTA: dns; mx.example\r\nArrival-Date: Mon, 2 Mar 2026 10:29:00 +0100"
    return (
        f"{head}\r\nSubject: Undelivered\r\nDate: Mon, 2 Mar 2026 10:30:00 +0100\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nYour message 5.1.1 could not be delivered.\r\n"
        f"--b\r\nContent-Type: {status}\r\n\r\n{per_message}\r\n\r\n{fields}\r\n"
        f"--b\r\nContent-Type: {returned}\r\n\r\n{mailed}\r\nSubject: New lead\r\n\r\nA lead.\r\n--b--\r\n"
    ).encode()


POSTFIX = (
    "Final-Recipient: rfc822; maja@nordlys.example\r\nOriginal-Recipient: rfc822;maja@nordlys.example\r\n"
    "Action: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.nordlys.example\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <maja@nordlys.example>: Recipient address rejected: User unknown"
)
EXIM = (
    "Action: failed\r\nFinal-Recipient: rfc822;maja@nordlys.example\r\nStatus: 5.0.0\r\n"
    "Remote-MTA: dns; mx.nordlys.example\r\nDiagnostic-Code: smtp; 550 "
)
OPENSMTPD = "Final-Recipient: rfc822; maja@nordlys.example\r\nAction: failed\r\nStatus: "
EXCHANGE = (
    "Final-Recipient: rfc822;maja@nordlys.example\r\nAction: failed\r\nStatus: 5.1.10\r\n"
    "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient maja@nordlys.example not found"
)
DMA = "127.0.0.1 [127.0.0.1] did not like our RCPT TO:\n550"
GMAIL = (
    "Final-Recipient: rfc822; maja@nordlys.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n"
    " 550-5.1.1 double-checking the address\r\nLast-Attempt-Date: Mon, 02 Mar 2026 01:31:00 -0800 (PST)"
)


def in_words(answer: str, *, to: str = "maja@nordlys.example", follows: str = "Message headers follow.") -> bytes:
    """
    Return a report of DragonFly Mail Agent, which has one text and no parts.
    """
    return (
        f"X-Original-To: <{to}>\r\nFrom: MAILER-DAEMON <>\r\nTo: leads@acme.example\r\nSubject: Mail delivery failed\r\n"
        f"Message-Id: <485424@mx.example>\r\nDate: Mon, 2 Mar 2026 10:30:00 +0100\r\n\r\n"
        f"This is the DragonFly Mail Agent v0.13 at mx.example.\n\nThere was an error delivering your mail to <{to}>.\n\n"
        f"{answer}\n\n{follows}\n\nReceived: from root (uid 0)\n\tid 48582d\n"
        f"To: Maja <maja@nordlys.example>\nMessage-ID: <{KEY}@acme.example>\nSubject: New lead\n\n"
    ).encode()


def by_qmail(*told: str) -> bytes:
    """
    Return a report of qmail about a recipient for each text.
    """
    paragraphs = "\n\n".join(
        f"<{name}@nordlys.example>:\n{one}" for name, one in zip(("maja", "bo"), told, strict=False)
    )
    return (
        f"From: MAILER-DAEMON@mx.example\nSubject: failure notice\nDate: 2 Mar 2026 09:30:00 -0000\n\n"
        f"Hi. This is the qmail-send program at mx.example.\nNo luck with the following addresses.\n\n{paragraphs}\n\n"
        f"--- Below this line is a copy of the message.\n\nReturn-Path: <leads@acme.example>\n"
        f"To: maja@nordlys.example, bo@nordlys.example\nMessage-ID: <{KEY}@acme.example>\n\nA lead.\n"
    ).encode()


RETURNED = (
    f"Return-Path: <leads@acme.example>\nTo: Maja <maja@nordlys.example>, bo@nordlys.example\n"
    f"Message-ID: <{KEY}@acme.example>\nSubject: New lead\n\nA lead.\n"
)
HEAD = "From: MAILER-DAEMON@mx.example\nTo: leads@acme.example\nSubject: failure\nDate: 2 Mar 2026 09:30:00 -0000\n"


def by_old_exim(*told: str) -> bytes:
    """
    Return a report as older Exim wrote them, which has one text and no parts.
    """
    lines = "".join(f"  {one}\n" for one in told)
    return (
        f"{HEAD}X-Failed-Recipients: maja@nordlys.example\n\n"
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of its\n"
        f"recipients. This is a permanent error. The following address(es) failed:\n\n{lines}\n"
        f"------ This is a copy of the message, including all the headers. ------\n\n{RETURNED}"
    ).encode()


def by_sendmail(recipients: str, transcript: str, *, errors: str = "permanent fatal") -> bytes:
    """
    Return a report of sendmail without parts (``MIME_FORMAT_ERRORS`` is false).
    """
    return (
        f"{HEAD}\nThe original message was received at Mon, 2 Mar 2026 10:29:00 +0100\nfrom [192.0.2.9]\n\n"
        f"   ----- The following addresses had {errors} errors -----\n{recipients}\n"
        f"   ----- Transcript of session follows -----\n... while talking to mx.nordlys.example.:\n{transcript}\n"
        f"   ----- Original message follows -----\n\n{RETURNED}"
    ).encode()


def by_exchange(*told: str) -> bytes:
    """
    Return a report of Exchange 5.5, which has the message as its second part.
    """
    lines = "\n".join(told)
    return (
        f'{HEAD}MIME-Version: 1.0\nX-Mailer: Internet Mail Service (5.5.2232.9)\nContent-Type: multipart/mixed; boundary="b"\n\n'
        "This message is in MIME format.\n\n--b\nContent-Type: text/plain\n\nYour message\n\n"
        "  To:      Maja\n  Subject: New lead\n  Sent:    Mon, 2 Mar 2026 10:29:00 +0100\n\n"
        f"did not reach the following recipient(s):\n\n{lines}\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{RETURNED}\n--b--\n"
    ).encode()


def by_old_gmail(words: str) -> bytes:
    """
    Return a report as Gmail wrote them before 2014.
    """
    return (
        f"{HEAD}X-Failed-Recipients: maja@nordlys.example\n\n"
        "Delivery to the following recipient failed permanently:\n\n     maja@nordlys.example\n\n"
        f"Technical details of permanent failure: \n{words}\n\n----- Original message -----\n\n{RETURNED}"
    ).encode()


ON = "on Mon, 2 Mar 2026 10:29:30 +0100"
UNKNOWN = "    MSEXCH:IMS:Nordlys:Oslo:MX 0 (000C05A6) Unknown Recipient"
AFTER = "maja@nordlys.example\n    SMTP error from remote mail server after RCPT TO:<maja@nordlys.example>:\n    host mx.nordlys.example [192.0.2.1]: "


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        pytest.param(by_old_exim(f"{AFTER}550 5.1.1 <maja@nordlys.example>: unknown"), HARD, "5.1.1", id="old_exim"),
        pytest.param(by_old_exim(f"{AFTER}550 No such user here"), HARD, "5.0.0", id="old_exim_words"),
        pytest.param(by_old_exim(f"{AFTER}552 Mailbox full"), SOFT, "5.0.0", id="old_exim_full"),
        pytest.param(by_old_exim(f"{AFTER}550 5.7.1 Blocked by policy"), SOFT, "5.7.1", id="old_exim_policy"),
        pytest.param(
            by_old_exim(AFTER.replace("RCPT TO:<maja@nordlys.example>", "MAIL FROM:<l@a.example>") + "550 5.1.1 x"),
            SOFT,
            None,
            id="old_exim_sender",
        ),
        pytest.param(
            by_old_exim("maja@nordlys.example\n    retry timeout exceeded"), SOFT, None, id="old_exim_gave_up"
        ),
        pytest.param(
            by_old_exim(
                "gone@birke.example\n    (generated from maja@nordlys.example)\n"
                "    SMTP error from remote mail server after RCPT TO:<gone@birke.example>:\n"
                "    host mx.birke.example [192.0.2.1]: 550 5.1.1 <gone@birke.example>: unknown"
            ),
            SOFT,
            "5.1.1",
            id="old_exim_forwarded",
        ),
        pytest.param(
            by_sendmail(
                "<maja@nordlys.example>\n    (reason: 550 5.1.1 <maja@nordlys.example>... User unknown)\n",
                ">>> RCPT To:<maja@nordlys.example>\n<<< 550 5.1.1 <maja@nordlys.example>... User unknown",
            ),
            HARD,
            "5.1.1",
            id="sendmail",
        ),
        pytest.param(
            by_sendmail("<maja@nordlys.example>\n", "<<< 550 NOT FOUND\n550 <maja@nordlys.example>... User unknown"),
            HARD,
            "5.0.0",
            id="sendmail_before_reasons",
        ),
        pytest.param(
            by_sendmail("<maja@nordlys.example>\n", "<<< 554 5.7.1 <maja@nordlys.example>... Relaying denied"),
            SOFT,
            "5.7.1",
            id="sendmail_policy",
        ),
        pytest.param(
            by_sendmail(
                "<maja@nordlys.example>\n", "451 <maja@nordlys.example>: timeout", errors="transient non-fatal"
            ),
            SOFT,
            "4.0.0",
            id="sendmail_delayed",
        ),
        pytest.param(
            by_exchange(f"maja@nordlys.example {ON}\n    The recipient name is not recognized\n{UNKNOWN}"),
            HARD,
            "5.1.1",
            id="exchange_5_5",
        ),
        pytest.param(
            by_exchange(f"Maja Berg {ON}\n    The recipient name is not recognized\n{UNKNOWN}"),
            HARD,
            "5.1.1",
            id="exchange_5_5_without_an_address",
        ),
        pytest.param(
            by_exchange(f"c=NO;a= ;p=Nordlys;dda:SMTP=maja@nordlys.example; {ON}\n    Not recognized\n{UNKNOWN}"),
            HARD,
            "5.1.1",
            id="exchange_5_5_address_of_x400",
        ),
        pytest.param(
            by_exchange(
                f"maja@nordlys.example {ON}\n    Refused\n    MSEXCH:IMS:Nordlys 0 (000B09B6) 552 5.2.2 Mailbox full"
            ),
            SOFT,
            "5.2.2",
            id="exchange_5_5_answer_of_another",
        ),
        pytest.param(
            by_exchange(
                f"maja@nordlys.example {ON}\n    Unable to deliver the message due to a communications failure\n"
                "\tThe MTS-ID of the original message is: c=NO;a= ;p=N;l=MX0903"
            ),
            SOFT,
            None,
            id="exchange_5_5_failure",
        ),
        pytest.param(
            by_old_gmail(
                "Google tried to deliver your message, but it was rejected by the server.\n\n"
                "The error that the other server returned was:\n550 5.1.1 <maja@nordlys.example> does not exist"
            ),
            HARD,
            "5.1.1",
            id="old_gmail",
        ),
        pytest.param(by_old_gmail("DNS Error: Domain name not found"), SOFT, None, id="old_gmail_dns"),
        pytest.param(
            by_qmail("Sorry, no mailbox here. (#5.1.1)").replace(
                b"Below this line is a copy of the message.", b"Original message follows."
            ),
            HARD,
            "5.1.1",
            id="qmail_of_others",
        ),
        pytest.param(a_report(POSTFIX), HARD, "5.1.1", id="postfix"),
        pytest.param(a_report(POSTFIX, returned="text/rfc822-headers"), HARD, "5.1.1", id="postfix_headers_alone"),
        pytest.param(
            a_report(POSTFIX, status="message/global-delivery-status", returned="message/global"),
            HARD,
            "5.1.1",
            id="postfix_smtputf8",
        ),
        pytest.param(
            a_report(POSTFIX.replace("5.1.1", "4.4.1").replace("550 4.4.1", "connect to 5.1.1.7:")),
            SOFT,
            "4.4.1",
            id="postfix_gave_up",
        ),
        pytest.param(
            a_report(POSTFIX.replace("Action: failed", "Action: delayed")), SOFT, "5.1.1", id="postfix_delayed"
        ),
        pytest.param(a_report(POSTFIX.replace("5.1.1", "5.7.1")), SOFT, "5.7.1", id="postfix_policy"),
        pytest.param(a_report(POSTFIX.replace("5.1.1", "5.2.2")), SOFT, "5.2.2", id="postfix_full"),
        pytest.param(
            a_report(POSTFIX.replace("failed", "delivered").replace("5.1.1", "2.0.0")),
            DELIVERED,
            "2.0.0",
            id="delivered",
        ),
        pytest.param(
            a_report(POSTFIX.replace("Action: failed", "Action: failed (for good)")), HARD, "5.1.1", id="comment"
        ),
        pytest.param(a_report(POSTFIX.replace("Status: 5.1.1", "Status: 5.5.0")), HARD, "5.1.1", id="general_status"),
        pytest.param(a_report(EXIM + "5.1.1 <maja@nordlys.example>: no such user"), HARD, "5.1.1", id="exim"),
        pytest.param(a_report(EXIM + "Unrouteable address"), HARD, "5.0.0", id="exim_words_alone"),
        pytest.param(a_report(EXIM + "5.7.1 spam"), SOFT, "5.7.1", id="exim_policy"),
        pytest.param(a_report(EXIM + "rejected: 10.0.0.1 is in a list"), SOFT, "5.0.0", id="exim_list"),
        pytest.param(a_report(OPENSMTPD + "5.1.1"), HARD, "5.1.1", id="opensmtpd"),
        pytest.param(a_report(OPENSMTPD + "5.0.0"), SOFT, "5.0.0", id="opensmtpd_says_nothing"),
        pytest.param(a_report(EXCHANGE, returned="text/rfc822-headers"), HARD, "5.1.10", id="exchange"),
        pytest.param(a_report(EXCHANGE.replace("5.1.10", "5.7.133")), SOFT, "5.7.133", id="exchange_policy"),
        pytest.param(a_report(EXCHANGE.replace("5.1.10", "5.1.90")), SOFT, "5.1.90", id="exchange_sender"),
        pytest.param(a_report(EXCHANGE.replace("5.1.10", "5.2.122")), SOFT, "5.2.122", id="exchange_full"),
        pytest.param(in_words(DMA + " 5.1.1 no such user"), HARD, "5.1.1", id="dma"),
        pytest.param(in_words(DMA + " no such user here"), HARD, "5.0.0", id="dma_words_alone"),
        pytest.param(in_words(DMA + "-5.1.1 No account.\n550 5.1.1 Look again."), HARD, "5.1.1", id="dma_lines"),
        pytest.param(in_words(DMA + " 5.7.1 spam"), SOFT, "5.7.1", id="dma_policy"),
        pytest.param(in_words(DMA.replace("RCPT TO", "MAIL FROM") + " 5.1.1 unknown"), SOFT, None, id="dma_sender"),
        pytest.param(
            in_words("Could not deliver for the last 432000 seconds. Giving up.", follows="Original message follows."),
            SOFT,
            None,
            id="dma_gave_up",
        ),
        pytest.param(in_words(DMA.replace("RCPT TO", "final DATA") + " 5.1.1 nobody"), HARD, "5.1.1", id="dma_late"),
        pytest.param(
            by_qmail("192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 x"), HARD, "5.1.1", id="qmail"
        ),
        pytest.param(
            by_qmail("Remote host said: 550 No such user\nGiving up on 192.0.2.1."), HARD, "5.0.0", id="qmail_words"
        ),
        pytest.param(by_qmail("Sorry, no mailbox here by that name. (#5.1.1)"), HARD, "5.1.1", id="qmail_itself"),
        pytest.param(
            by_qmail("I wasn't able to establish an SMTP connection. (#4.4.1)"), SOFT, "4.4.1", id="qmail_gave_up"
        ),
        pytest.param(by_qmail("The mailfolder is full."), SOFT, None, id="qmail_full"),
        pytest.param(
            by_qmail("Connected to 192.0.2.1 but sender was rejected.\nRemote host said: 550 5.1.1 x"),
            SOFT,
            None,
            id="qmail_sender",
        ),
        pytest.param(
            a_report(POSTFIX.replace("Action: failed", "Action: failure")), HARD, "5.1.1", id="no_action_of_rfc"
        ),
        pytest.param(in_words(DMA + " 5.1.1 nobody", to="someone@else.example"), SOFT, "5.1.1", id="dma_forwarded"),
        pytest.param(a_report(GMAIL), HARD, "5.1.1", id="gmail"),
        pytest.param(a_report(GMAIL.replace("5.1.1", "4.2.2")), SOFT, "4.2.2", id="gmail_full"),
        pytest.param(a_report(GMAIL.replace("5.1.1", "5.7.26")), SOFT, "5.7.26", id="gmail_policy"),
        pytest.param(
            a_report(POSTFIX.replace("maja@nordlys.example", "someone@else.example")), SOFT, "5.1.1", id="forwarded"
        ),
    ],
)
def test_a_report_says_what_happened(raw: bytes, kind: DeliveryKind, status: str | None) -> None:
    """
    Only an address that nobody has is a hard bounce; a full mailbox, a policy and a forward are not.
    """
    (found,) = read_delivery_report(raw)

    assert (found.key, found.kind, found.status) == (KEY, kind, status)
    assert found.at is not None
    assert found.at - AT < found.at.resolution * 60_000_001


@pytest.mark.parametrize(
    "raw",
    [
        by_old_exim(f"{AFTER}550 5.1.1 unknown", "bo@nordlys.example\n    mailbox is full: 552 5.2.2 quota exceeded"),
        by_sendmail(
            "<maja@nordlys.example>\n<bo@nordlys.example>\n",
            "550 5.1.1 <maja@nordlys.example>... User unknown\n552 5.2.2 <bo@nordlys.example>... Mailbox full",
        ),
        by_exchange(
            f"maja@nordlys.example {ON}\n    Not recognized\n{UNKNOWN}",
            f"bo@nordlys.example {ON}\n    Refused\n    MSEXCH:IMS:Nordlys 0 (000B09B6) 552 5.2.2 Mailbox full",
        ),
    ],
    ids=["exim", "sendmail", "exchange"],
)
def test_words_are_about_their_recipient(raw: bytes) -> None:
    """
    An address that nobody has and a full mailbox stand in one report.
    """
    assert [(one.kind, one.status) for one in read_delivery_report(raw)] == [(HARD, "5.1.1"), (SOFT, "5.2.2")]


@pytest.mark.parametrize(
    "raw",
    [
        by_old_exim(f"{AFTER}550 5.1.1 x"),
        by_sendmail("<maja@nordlys.example>\n", "550 5.1.1 <maja@nordlys.example>"),
        by_exchange(f"maja@nordlys.example {ON}\n    Not recognized\n{UNKNOWN}"),
        by_old_gmail("550 5.1.1 x"),
    ],
    ids=["exim", "sendmail", "exchange", "gmail"],
)
def test_words_within_a_mail_of_a_person_are_no_report(raw: bytes) -> None:
    """
    Somebody writes above what came back, or quotes it.
    """
    above = ("This message was created", "The original message was", "Your message", "Delivery to the")
    start = next(at for text in above if (at := raw.find(text.encode())) >= 0)

    assert read_delivery_report(raw)
    assert read_delivery_report(raw[:start] + b"Hello, see below.\n\n" + raw[start:]) == ()


def test_qmail_says_something_of_each_recipient() -> None:
    """
    A paragraph is about the address above it.
    """
    found = read_delivery_report(by_qmail("Sorry, no mailbox here. (#5.1.1)", "Too much mail.\n\nSorry. (#5.2.2)"))

    assert [(one.kind, one.status) for one in found] == [(HARD, "5.1.1"), (SOFT, "5.2.2")]


@pytest.mark.parametrize("name", ["In-Reply-To", "References"])
def test_the_key_is_found_where_nothing_came_back(name: str) -> None:
    """
    Servers that return no part of the message answer it.
    """
    raw = a_report(GMAIL, mailed="X: 1", head=f"From: daemon@x.example\r\n{name}: <{KEY}@acme.example>")

    assert [one.key for one in read_delivery_report(raw)] == [KEY]


def test_a_complaint_is_read() -> None:
    """
    As providers send them when somebody presses the button for spam.
    """
    raw = a_report("Feedback-Type: abuse", status="message/feedback-report")

    assert read_delivery_report(raw) == (DeliveryReport(key=KEY, kind=DeliveryKind.COMPLAINT, at=AT),)


@pytest.mark.parametrize("kind", ["not-spam", "virus", "auth-failure"])
def test_other_feedback_is_no_complaint(kind: str) -> None:
    """
    Nobody has pressed the button for spam.
    """
    assert read_delivery_report(a_report(f"Feedback-Type: {kind}", status="message/feedback-report")) == ()


def test_a_report_is_read_as_an_attachment() -> None:
    """
    As people forward it from the mailbox in which it arrived.
    """
    head = "From: help@acme.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
    raw = f"{head}--o\r\nContent-Type: message/rfc822\r\n\r\n".encode() + a_report(POSTFIX) + b"\r\n--o--\r\n"

    assert [(one.kind, one.status) for one in read_delivery_report(raw)] == [(HARD, "5.1.1")]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_an_encoded_status_is_read(encoding: str) -> None:
    """
    Gateways encode every part.
    """
    plain = f"Reporting-MTA: dns; mx.example\r\n\r\n{POSTFIX}\r\n".encode()
    encoded = encodebytes(plain) if encoding == "base64" else encodestring(plain)
    head, _, rest = a_report(POSTFIX).partition(b"message/delivery-status\r\n\r\n")
    said = f"message/delivery-status\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + encoded
    raw = head + said + rest[rest.index(b"--b\r\n") :]

    assert [(one.kind, one.status) for one in read_delivery_report(raw)] == [(HARD, "5.1.1")]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: a@x.de\r\nSubject: Out of office\r\n\r\nI am away until Monday.",
        f"In-Reply-To: <{KEY}@acme.example>\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.".encode(),
        a_report(POSTFIX, mailed="Message-ID: <other@acme.example>"),
        a_report(POSTFIX.replace("failed", "relayed")),
        a_report("Status: 5.1.1"),
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b" * 2_000,
        in_words(DMA + " 5.1.1 no such user").replace(KEY.encode(), b"other"),
        b"Subject: Re: x\r\n\r\n> " + in_words(DMA + " 5.1.1 no such user").partition(b"\r\n\r\n")[2],
    ],
    ids=["empty", "human", "absence", "other_mail", "relayed", "no_action", "nested", "other_mail_in_words", "quoted"],
)
def test_other_mail_is_no_report(raw: bytes) -> None:
    """
    Notes of absence, mail of people and reports about other mail give nothing.
    """
    assert read_delivery_report(raw) == ()


@examples(200)
@given(raw=st.binary(max_size=400), cut=st.integers(0, 1_200), at=st.integers(0, 1_200))
def test_nothing_is_raised(raw: bytes, cut: int, at: int) -> None:
    """
    Whatever comes: bytes, a report that is cut off, and one with bytes in the middle.
    """
    whole = a_report(POSTFIX)

    for one in (raw, whole[:cut], whole[:at] + raw + whole[at:]):
        assert all(isinstance(report, DeliveryReport) for report in read_delivery_report(one))


def test_a_hard_bounce_that_is_read_marks_the_address() -> None:
    """
    From the mail of the server to the lead that shows it.
    """
    office, post = an_office(), Post()
    lead = a_lead_of(office)
    a_relay(office, post).run_once()
    raw = a_report(
        POSTFIX.replace("nordlys", "partner"),
        mailed=f"Message-ID: <{post.taken[0].key}@acme.example>\r\nTo: <maja@partner.example>",
    )
    (found,) = read_delivery_report(raw)

    assert a_desk(office).record_delivery(found.key, found.kind, found.at or AT, found.status)
    assert office.desk.lead(lead.id).email_status is EmailStatus.DELIVERY_FAILED
    assert "Nobody is notified" in office.desk.explain(a_lead_of(office).id)


@pytest.mark.parametrize(
    ("detail", "code"),
    [
        ("5.1.1", "5.1.1"),
        ("5.1.1 (bad destination mailbox address)", "5.1.1"),
        ("smtp; 550 5.1.1 unknown", "5.1.1"),
        ("smtp;550-5.1.10 unknown", "5.1.10"),
        ("550 #5.1.1 unknown", "5.1.1"),
        ("connect to 5.1.1.7 refused", None),
        ("5.1.1.7 is not welcome", None),
        ("mail about 5.1.1", None),
        ("550", None),
        (None, None),
    ],
)
def test_a_status_counts_in_its_place(detail: str | None, code: str | None) -> None:
    """
    Numbers elsewhere in what a server says are addresses, versions or whatever else.
    """
    assert delivery_code(detail) == code
