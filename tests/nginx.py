"""Runs Debian's nginx with `docs/site/nginx.conf` in front of servers, as whoever runs the tests."""

from __future__ import annotations

import contextlib
import datetime
import http.client
import ipaddress
import os
import pwd
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from servers import Server, free_port

ROOT = Path(__file__).parent.parent
CONFIGURATION = ROOT / "docs" / "site" / "nginx.conf"
UNPACKED = ROOT / ".venv" / "nginx"
NAME = "course.example.org"
CONNECTIONS = 1500
"""What the administrator's own file allows one address."""
ANSWERED_BY = "X-Answered-By"
START_SECONDS = 15


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Front:
    """A running nginx: ``port`` speaks https, ``plain`` http."""

    port: int
    plain: int
    folder: Path

    def trusting(self) -> ssl.SSLContext:
        """What takes its certificate, and no other."""
        return ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))

    def reader(self, address: str = "127.0.0.1") -> Reader:
        """Somebody at ``address`` who reads pages."""
        return Reader(self, address)

    def log(self) -> str:
        """All that it has written, to wherever."""
        logs = [self.folder / "printed.log", *self.folder.glob("*.log")]
        return "".join(path.read_text(encoding="utf-8") for path in logs)


class Reader:
    """Asks over one line, as a browser does, and opens it anew where it was closed."""

    def __init__(self, front: Front, address: str):
        self._front, self._address, self._context = front, address, front.trusting()
        self._line = self._opened()

    def _opened(self) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection(
            "127.0.0.1", self._front.port, timeout=60, context=self._context, source_address=(self._address, 0)
        )

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Asks for ``path``."""
        return self.send("GET", path, None, headers)

    def post(self, path: str, body: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Sends a question, which a page would send as JSON."""
        return self.send("POST", path, body, {"Content-Type": "application/json", **(headers or {})})

    def send(self, method: str, path: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        """Sends any request, to the name that the certificate is for."""
        host = {"Host": f"{NAME}:{self._front.port}"}
        self._line.request(method, path, body, {**host, **(headers or {})})
        response = self._line.getresponse()
        return Reply(response.status, response.headers, response.read())


@contextlib.contextmanager
def nginx_before(servers: list[Server], folder: Path, *, connections: int = CONNECTIONS) -> Iterator[Front]:
    """Runs nginx in front of two servers, and lets an address have so many ``connections``, until the test is done."""
    front = Front(free_port(), free_port(), folder)
    write_certificate(folder, NAME)
    (folder / "nginx.conf").write_text(_configuration(front, servers, connections), encoding="utf-8")
    libraries = sorted({str(path.parent) for path in UNPACKED.rglob("*.so.*")})
    with (folder / "printed.log").open("wb") as printed:
        process = subprocess.Popen(
            [UNPACKED / "usr/sbin/nginx", "-p", f"{folder}/", "-c", folder / "nginx.conf", "-g", "daemon off;"],
            env={**os.environ, "LD_LIBRARY_PATH": os.pathsep.join(libraries)},
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_it_answers(front, process)
        yield front
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _configuration(front: Front, servers: list[Server], connections: int) -> str:
    """The administrator's own file, with other ports and folders. Each reply also says which server it is from."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    folder = front.folder
    own = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")  # an account without rights may not use Debian's
    hsts = 'add_header Strict-Transport-Security "max-age=31536000" always;'
    for written, instead in {
        "user www-data;": f"user {pwd.getpwuid(os.geteuid()).pw_name};",
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/var/log/nginx/error.log": f"{folder}/error.log",
        "/var/cache/nginx/leaningwell": f"{folder}/cache",
        "/etc/ssl/leaningwell/PLACEHOLDER-fullchain.pem": f"{folder}/certificate.pem",
        "/etc/ssl/leaningwell/PLACEHOLDER-privkey.pem": f"{folder}/key.pem",
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{front.plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{front.port} ssl http2;",
        "server 127.0.0.1:8866 ": f"server 127.0.0.1:{servers[0].port} ",
        "server 127.0.0.1:8867 ": f"server 127.0.0.1:{servers[1].port} ",
        f"limit_conn addresses {CONNECTIONS};": f"limit_conn addresses {connections};",
        "http {": "\n".join(["http {", *(f"{name}_temp_path {folder}/{name};" for name in own)]),
        hsts: f"{hsts}\nadd_header {ANSWERED_BY} $upstream_addr always;",
    }.items():
        assert text.count(written) == 1, f"{written} is no more in {CONFIGURATION.name}, or more than once."
        text = text.replace(written, instead)
    return text


def write_certificate(folder: Path, *hosts: str, certificate: str = "certificate.pem", key: str = "key.pem") -> None:
    """Make a certificate for these names, and its key, below ``folder``."""
    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, hosts[0])])
    names = [*map(x509.DNSName, hosts), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, own.public_key(), x509.random_serial_number(), now - day, now + day)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(own, hashes.SHA256())
    )
    (folder / certificate).write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / key).write_bytes(own.private_bytes(serialization.Encoding.PEM, *form))


def _wait_until_it_answers(front: Front, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            front.reader().get("/")
            return
        time.sleep(0.05)
    raise RuntimeError(f"nginx did not start:\n{front.log()}")
