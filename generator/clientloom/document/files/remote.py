# Fetches URLs, and refuses addresses of private networks. May import diagnostics and bounded.
"""Fetches remote references."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

import httpx

from clientloom.bounded import describe_failure, within
from clientloom.diagnostics import InputError, Span
from clientloom.diagnostics.escape import without_secrets
from clientloom.document.files.limits import (
    MAX_REDIRECTS,
    MAX_REMOTE_BYTES,
    REMOTE_SECONDS,
    REMOTE_TIMEOUT,
)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def fetch(url: str, *, private: bool) -> bytes:
    """Fetches a URL.

    Each host, also of a redirect, is resolved once, and the address that was checked is the one that is connected to.
    `private` allows the first address to be private or of this machine, because the user named it. A redirect never
    may lead to such an address.

    Raises:
        InputError: the URL cannot be fetched, the content is too large, or an address is not public.
    """
    shown = without_secrets(url)
    with httpx.Client(timeout=REMOTE_TIMEOUT, trust_env=False, follow_redirects=False) as client:
        try:
            return within(
                REMOTE_SECONDS, lambda: _follow(client, url, shown, private=private), client.close
            )
        except TimeoutError as error:
            raise _fetch_error(shown, str(error), "download it and refer to the file") from None
        except (httpx.InvalidURL, ValueError):
            raise _fetch_error(
                shown, "it leads to something that is not an http or https URL"
            ) from None


def _follow(client: httpx.Client, url: str, shown: str, *, private: bool) -> bytes:
    target = url
    for hop in range(MAX_REDIRECTS + 1):
        answer = _get(client, target, shown, private=private and hop == 0)
        if isinstance(answer, bytes):
            return answer
        target = urljoin(target, answer)
    raise _fetch_error(shown, f"more than {MAX_REDIRECTS} redirects", "use the final address")


def _fetch_error(url: str, message: str, hint: str = "check the address") -> InputError:
    return InputError.at(Span(url), "remote-failed", message, hint)


def _get(client: httpx.Client, target: str, url: str, *, private: bool) -> bytes | str:
    """Returns the content, or the target of a redirect."""
    parts = urlsplit(target)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _fetch_error(url, "it leads to something that is not an http or https URL")
    address = _resolve_host(parts.hostname, parts.port or 0, url, private=private)
    request = _pinned_request(client, target, address)
    try:
        response = client.send(request, stream=True)
        try:
            return _read_content(response, url)
        finally:
            response.close()
    except httpx.HTTPError as error:
        raise _fetch_error(url, describe_failure(error)) from None


def _pinned_request(client: httpx.Client, target: str, address: str) -> httpx.Request:
    url = httpx.URL(target)
    host = url.netloc.decode("ascii")
    pinned = url.copy_with(host=address)
    request = client.build_request("GET", pinned, headers={"Host": host})
    request.extensions["sni_hostname"] = url.host
    return request


def _resolve_host(host: str, port: int, url: str, *, private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _fetch_error(url, "the host is unknown") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not private and not all(map(_is_public, addresses)):
        raise _private_error(url)
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.split("%", 1)[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return (mapped or found).is_global and not found.is_multicast


def _private_error(url: str) -> InputError:
    message = "it leads to an address of a private network or of this machine"
    return InputError.at(
        Span(url), "remote-private", message, "download the file and refer to it by name"
    )


def _read_content(response: httpx.Response, url: str) -> bytes | str:
    if response.status_code in _REDIRECTS and "location" in response.headers:
        return str(response.headers["location"])
    if response.status_code != 200:
        message = f"the server answered with {response.status_code}"
        raise _fetch_error(url, message)
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > MAX_REMOTE_BYTES:
            message = f"larger than {MAX_REMOTE_BYTES >> 20} MiB"
            raise InputError.at(
                Span(url), "too-large", message, "download it and refer to it by name"
            )
    return bytes(data)
