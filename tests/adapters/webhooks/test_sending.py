"""
Updates of leads are sent as webhooks, to addresses that may be called.
"""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from attrs import define, evolve, field
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from leadflow.adapters.checked_transport import CheckedTransport
from leadflow.adapters.webhooks import AddressPolicy, WebhookConnector
from leadflow.core.connectors import (
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    RemoteKind,
    RemoteRef,
    SystemBlocked,
    TryLater,
)
from leadflow.core.webhooks import WebhookSecret, verify_webhook
from leadflow.errors import AddressNotAllowed

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRETS = (WebhookSecret.of(b"o" * 32), WebhookSecret.of(b"n" * 32))
UPDATE = PushUpdate(
    key="lead-1",
    kind=RemoteKind.LEAD,
    values={"Email": "ann@granit.example", "Amount": Decimal("1.50"), "City": None},
    revision=3,
)


@define
class Receiver:
    """
    A server on loopback, and what it got.

    Attributes:
        answers: The status of each answer, and its headers; 200 if there is none left.
        hangs: True leaves the next request without an answer.
    """

    url: str
    trust: ssl.SSLContext
    got: list[tuple[dict[str, str], bytes]] = field(factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(factory=list)
    hangs: bool = False

    def connector(self, *, url: str = "", networks: tuple[str, ...] = ("127.0.0.0/8",)) -> WebhookConnector:
        """
        Return a connector to it.
        """
        addresses = AddressPolicy(networks=networks, resolve=lambda host, port: ["127.0.0.1"])
        return WebhookConnector(
            url or self.url, secrets=lambda: SECRETS, clock=lambda: NOW, addresses=addresses, trust=self.trust
        )

    def push(self, update: PushUpdate = UPDATE, timeout: float = 5.0) -> PushResult:
        """
        Push one update.
        """
        (result,) = self.connector().push([update], timeout)
        return result


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    """
    A server with a certificate for ``hooks.example``.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    pem.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    found: list[Receiver] = []
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        """
        Keeps what it gets.
        """

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            """
            Answer a webhook.
            """
            here = found[0]
            body = self.rfile.read(int(self.headers["content-length"]))
            here.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if here.hangs:
                release.wait(10)
                return
            status, headers = here.answers.pop(0) if here.answers else (200, {})
            self.send_response(status)
            for one, value in {**headers, "content-length": "0"}.items():
                self.send_header(one, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """
            Say nothing.
            """

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    trust = ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())
    found.append(Receiver(f"https://hooks.example:{server.server_port}/leads?a=1", trust))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield found[0]
    release.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_webhook_arrives_signed_with_every_secret(receiver: Receiver) -> None:
    """
    The receiver verifies the body with either secret, by the name in the certificate, and reads the values.
    """
    result = receiver.push()

    ((headers, body),) = receiver.got
    assert result == Pushed(ref=RemoteRef(RemoteKind.LEAD, "lead-1"), created=True)
    for secret in SECRETS:
        assert verify_webhook(headers, body, [secret], NOW).id.startswith("msg_")
    assert headers["host"].startswith("hooks.example:")
    assert json.loads(body) == {
        "type": "lead.created",
        "timestamp": NOW.isoformat(),
        "data": {"id": "lead-1", "values": {"Email": "ann@granit.example", "Amount": "1.50", "City": None}},
    }


def test_repetition_has_the_same_id_and_another_change_another(receiver: Receiver) -> None:
    """
    The same update again has the same id; a later change that says the same has another one.
    """
    receiver.push()
    receiver.push()
    receiver.push(evolve(UPDATE, revision=9))

    first, again, later = (headers["webhook-id"] for headers, _ in receiver.got)
    assert first == again != later


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (204, {}, lambda one: isinstance(one, Pushed)),
        (301, {"location": "https://hooks.example/other"}, lambda one: isinstance(one, PushRefused)),
        (400, {}, lambda one: isinstance(one, PushRefused)),
        (401, {}, lambda one: isinstance(one, SystemBlocked)),
        (410, {}, lambda one: isinstance(one, SystemBlocked)),
        (429, {"retry-after": "60"}, lambda one: one == TryLater("429", timedelta(seconds=60))),
        (503, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, lambda one: one == TryLater("503")),
        (500, {"retry-after": "9" * 50}, lambda one: one == TryLater("500", timedelta(days=1))),
    ],
)
def test_status_decides(
    receiver: Receiver, status: int, headers: dict[str, str], expected: Callable[[PushResult], bool]
) -> None:
    """
    Only 2xx is done, redirects are not followed, 410 ends the connection, and 429 and 5xx wait.
    """
    receiver.answers.append((status, headers))

    assert expected(receiver.push())
    assert len(receiver.got) == 1


def test_silent_receiver_is_unclear(receiver: Receiver) -> None:
    """
    A receiver that does not answer in time may have taken the webhook.
    """
    receiver.hangs = True

    assert isinstance(receiver.push(timeout=0.3), PushUnclear)


def test_receiver_that_is_not_there_is_tried_later(receiver: Receiver) -> None:
    """
    Nothing was sent where nobody listens.
    """
    (result,) = receiver.connector(url="https://hooks.example:1/").push([UPDATE], 1.0)

    assert isinstance(result, TryLater)


def test_certificate_is_checked_by_name(receiver: Receiver) -> None:
    """
    A certificate for another name is not accepted, though the call goes to an IP address.
    """
    (result,) = receiver.connector(url=receiver.url.replace("hooks.example", "other.example")).push([UPDATE], 1.0)

    assert isinstance(result, TryLater)
    assert receiver.got == []


def test_connection_is_not_used_for_another_name(receiver: Receiver) -> None:
    """
    A connection that is open to one name is not used for another name with the same address.
    """
    addresses = AddressPolicy(networks=("127.0.0.0/8",), resolve=lambda host, port: ["127.0.0.1"])
    with httpx.Client(transport=CheckedTransport(addresses, trust=receiver.trust), timeout=5) as client:
        assert client.post(receiver.url, content=b"one").status_code == 200
        with pytest.raises(httpx.ConnectError):
            client.post(receiver.url.replace("hooks.example", "other.example"), content=b"two")

    assert [body for _, body in receiver.got] == [b"one"]


def test_own_network_is_not_called_unless_allowed(receiver: Receiver) -> None:
    """
    Without being allowed, an address in the own network is never called.
    """
    (result,) = receiver.connector(networks=()).push([UPDATE], 1.0)

    assert result == SystemBlocked("network_not_allowed", "correct the address, or allow its network")
    assert receiver.got == []


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "192.0.2.1",
        "198.18.0.1",
        "192.0.0.8",
        "192.88.99.1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1:7f00:0:100::",
        "fec0::1",
        "3fff::1",
        "5f00::1",
        "2606:4700::5efe:10.0.0.1",
        "2606:4700:0:1:200:5efe:10.0.0.1",
        "not-an-ip",
    ],
)
def test_no_private_address_is_called(ip: str) -> None:
    """
    Addresses of own, local, shared, reserved and translated networks are refused after resolving, in every spelling.
    """
    with pytest.raises(AddressNotAllowed, match="network_not_allowed"):
        AddressPolicy(resolve=lambda host, port: [ip]).check("https://hooks.example/")


def test_every_answer_of_the_resolver_has_to_be_allowed() -> None:
    """
    A name with a public and a private address is refused, whichever comes first; it is resolved once.
    """
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34", "10.0.0.1"]

    with pytest.raises(AddressNotAllowed):
        AddressPolicy(resolve=resolve).check("https://hooks.example/")
    address = AddressPolicy(networks=("10.0.0.0/8",), resolve=resolve).check("https://hooks.example/a?b=c")

    assert asked == ["hooks.example"] * 2
    assert (address.url, address.authority) == ("https://93.184.216.34:443/a?b=c", "hooks.example")
    assert ip_address(address.ip).is_global


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hooks.example/", "not_https"),
        ("ftp://hooks.example/", "not_https"),
        ("file:///etc/passwd", "not_https"),
        ("hooks.example", "not_https"),
        ("https:///x", "address_malformed"),
        ("https://user:pw@hooks.example/", "address_malformed"),
        ("https://hooks.example:99999/", "address_malformed"),
        ("https://[::1/", "address_malformed"),
        ("https://hooks.example:0/", "address_malformed"),
        ("https://hooks.example/a\nb", "address_malformed"),
        ("https://127.1/", "network_not_allowed"),
        ("https://2130706433/", "network_not_allowed"),
        ("https://0x7f.1/", "network_not_allowed"),
    ],
)
def test_other_addresses_are_refused(url: str, code: str) -> None:
    """
    Only https is called, without names and passwords, and numbers for loopback are loopback.
    """
    with pytest.raises(AddressNotAllowed) as raised:
        AddressPolicy().check(url)
    assert raised.value.reason == code


def test_address_of_an_own_network_is_called_by_its_number() -> None:
    """
    An allowed IPv6 address has brackets in the header, also with a port.
    """
    policy = AddressPolicy(networks=("fd00::/8",))
    assert policy.check("https://[fd00::1]/").authority == "[fd00::1]"
    assert policy.check("https://[fd00::1]:8443/a").authority == "[fd00::1]:8443"
