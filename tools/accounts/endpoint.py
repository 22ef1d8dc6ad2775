"""Where a mail server is, and that nobody else hears what is said to it."""

from __future__ import annotations

import ipaddress
import ssl
from typing import Literal

from domain.errors import Refused
from domain.values import Value

Security = Literal["tls", "starttls", "plain"]


class Endpoint(Value):
    """A server's host and port. `tls` from the first byte, `starttls` after asking for it.

    `ca_file` names the authority that signed the server's certificate when the system does not
    know it. Certificates and host names are always checked.
    """

    host: str
    port: int
    security: Security = "tls"
    ca_file: str = ""

    def context(self) -> ssl.SSLContext:
        """What TLS is spoken with; Refused when the authority's file cannot be used."""
        try:
            return ssl.create_default_context(cafile=self.ca_file or None)
        except (OSError, ssl.SSLError) as problem:
            why = problem.strerror or "it holds no certificate"
            raise Refused(f"{self.ca_file} cannot be used as ca_file: {why}") from problem

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, judged by its name or address alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
