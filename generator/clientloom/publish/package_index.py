# What a package index holds (PEP 503 and 691), read through a well-kept client. May import bounded reading and its
# neighbours.
"""Which versions of a package an index has, and the newest wheel among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin
from zipfile import BadZipFile, ZipFile

import pypi_simple
import requests
from packaging.version import InvalidVersion, Version

from clientloom.bounded import read_members
from clientloom.publish.credentials import Login
from clientloom.publish.index_session import IndexSession
from clientloom.publish.retrying import RetryPolicy, with_retries
from clientloom.scratch import scratch_folder

T = TypeVar("T")
REFUSED = "the login was refused"

SIMPLE_PATHS = ("simple/", "+simple/", "../simple/", "")
"""Where the simple API lies seen from the address of uploads: pypiserver, devpi, PyPI, itself."""


UNREADABLE = (
    requests.RequestException,
    pypi_simple.UnsupportedContentTypeError,
    pypi_simple.UnsupportedRepoVersionError,
    ValueError,
    RecursionError,
)
"""What comes of an answer that is no page of a simple API."""


class IndexUnreachableError(Exception):
    """The index did not answer in a way that can be understood."""


@dataclass(frozen=True, slots=True)
class Release:
    """One version on an index: SHA-256 of each file by name, "" where the index does not tell it."""

    version: Version
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that an index holds of one package, oldest first."""

    releases: tuple[Release, ...]
    wheels: Mapping[Version, pypi_simple.DistributionPackage]

    def release(self, version: str) -> Release | None:
        """The release of a version, or None."""
        wanted = Version(version)
        return next((r for r in self.releases if r.version == wanted), None)

    def newest_for(self, version: Version) -> Version | None:
        """The newest version with a wheel that `version` follows: a final one looks past pre-releases."""
        final = [known for known in self.wheels if not known.is_prerelease]
        return max(self.wheels if version.is_prerelease or not final else final, default=None)


class Index:
    """An index that is read and uploaded to, at the address `url` of its uploads."""

    def __init__(
        self, url: str, login: Login | None, *, simple_url: str = "", retry_policy: RetryPolicy
    ) -> None:
        self.url = url
        self.login = login
        self._simple_url = simple_url
        self._retry_policy = retry_policy

    def project(self, distribution: str) -> Project:
        """What the index holds of a package; nothing where it does not know the name.

        Raises:
            IndexUnreachableError: no simple API answered.
        """
        found: dict[Version, dict[str, str]] = {}
        wheels: dict[Version, pypi_simple.DistributionPackage] = {}
        for package in self._packages(distribution):
            version = _version(package)
            if version is None:
                continue
            digest = (package.digests or {}).get("sha256", "")
            found.setdefault(version, {})[package.filename] = digest
            if package.package_type == "wheel":
                wheels[version] = package
        releases = tuple(Release(version, found[version]) for version in sorted(found))
        return Project(releases, wheels)

    def wheel_members(
        self, project: Project, version: Version, suffixes: tuple[str, ...]
    ) -> dict[str, str]:
        """Texts of the members of a published wheel whose names end in one of the suffixes."""
        with scratch_folder() as scratch:
            path = scratch / "wheel.whl"
            wheel = project.wheels[version]
            try:
                self._ask(lambda simple: simple.download_package(wheel, path), self.url)
                return read_wheel(path, suffixes)
            except (BadZipFile, ValueError) as error:
                raise IndexUnreachableError(f"{wheel.filename}: {error}") from None
            except requests.RequestException as error:
                raise IndexUnreachableError(f"{wheel.filename}: {describe_error(error)}") from None

    def _packages(self, distribution: str) -> list[pypi_simple.DistributionPackage]:
        """The files of a package from the first endpoint that knows it.

        An endpoint that does not know it may also be the wrong one, so the others are asked too; one that
        refuses the login hides what it knows.
        """
        unknown, problems = False, []
        for endpoint in self._endpoints():
            try:
                page = self._ask(lambda simple: simple.get_project_page(distribution), endpoint)
            except pypi_simple.NoSuchProjectError:
                unknown = True
            except UNREADABLE as error:
                problems.append(f"{endpoint}: {describe_error(error)}")
            else:
                return page.packages
        if unknown and not any(REFUSED in problem for problem in problems):
            return []
        raise IndexUnreachableError("; ".join(problems))

    def _endpoints(self) -> tuple[str, ...]:
        if self._simple_url:
            return (self._simple_url,)
        base = self.url if self.url.endswith("/") else f"{self.url}/"
        return tuple(urljoin(base, path) for path in SIMPLE_PATHS)

    def _ask(self, question: Callable[[pypi_simple.PyPISimple], T], endpoint: str) -> T:
        def attempt() -> T:
            with IndexSession(self.url, self.login) as session:
                simple = pypi_simple.PyPISimple(endpoint, session=session)
                return session.ask(lambda: question(simple))

        return with_retries(attempt, self._retry_policy, should_retry=is_transient)


def describe_error(error: Exception) -> str:
    """An error without addresses and credentials."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        status = error.response.status_code
        return REFUSED if status in {401, 403} else f"status {status}"
    return type(error).__name__


def is_transient(error: Exception) -> bool:
    """May the same request succeed a moment later?"""
    if isinstance(error, requests.HTTPError):
        response = error.response
        return response is not None and response.status_code in {429, 500, 502, 503, 504}
    return isinstance(error, requests.ConnectionError | requests.Timeout)


def read_wheel(path: Path, suffixes: tuple[str, ...]) -> dict[str, str]:
    """Texts of a wheel's members by name."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(suffixes)]
        members = read_members(archive, names)
        return {name: content.decode("utf-8") for name, content in members.items()}


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def _version(package: pypi_simple.DistributionPackage) -> Version | None:
    try:
        return Version(package.version or "")
    except InvalidVersion:
        return None
