# Reads a package index (PEP 503 and 691) with pypi_simple. May import bounded, diagnostics and the other modules of
# publish.
"""The versions of a package that an index has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import algorithms_guaranteed, sha256
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin

import pypi_simple
import requests
from packaging.version import InvalidVersion, Version

from clientloom.bounded import read_archive
from clientloom.diagnostics import Code
from clientloom.publish.credentials import Login
from clientloom.publish.index_session import IndexSession
from clientloom.publish.retrying import RetryPolicy, with_retries
from clientloom.scratch import scratch_folder

T = TypeVar("T")
REFUSED = "the login was refused"
NO_LOGIN = "the index requires a login, and none is set"
NO_LOGIN_HINT = (
    "set TWINE_USERNAME and TWINE_PASSWORD, or add the login to ~/.pypirc or the keyring"
)

SIMPLE_PATHS = ("simple/", "+simple/", "../simple/", "")
"""The URL of the simple API relative to the upload URL: pypiserver, devpi, PyPI, the same URL."""


REFUSALS = {
    401: "check user name and password",
    403: "check user name and password, and whether they may upload",
}
"""What to do after an upload that was refused with one of these status codes."""

MISSING = frozenset({404, 406, 410, 415})
"""Status codes of a URL at which no index is. devpi answers a path of a missing index with 415."""

UNREADABLE = (
    requests.RequestException,
    pypi_simple.UnsupportedContentTypeError,
    pypi_simple.UnsupportedRepoVersionError,
    ValueError,
    RecursionError,
)
"""Errors for a response that is not a page of a simple API."""


class IndexUnreachableError(Exception):
    """The index cannot be reached, refused the login, or sent a response that cannot be read."""

    def __init__(
        self,
        message: str,
        hint: str = "check --index and --simple-url, or try again later",
        code: Code = "index-unreachable",
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


@dataclass(frozen=True, slots=True)
class Release:
    """One version on an index: its files by name."""

    version: Version
    files: Mapping[str, pypi_simple.DistributionPackage]

    def of_kind(self, kind: str) -> list[pypi_simple.DistributionPackage]:
        """Returns the files of a kind, "sdist" or "wheel"."""
        return [file for file in self.files.values() if file.package_type == kind]


@dataclass(frozen=True, slots=True)
class Project:
    """All releases of one package on an index, oldest first."""

    releases: tuple[Release, ...]

    def release(self, version: Version) -> Release | None:
        """Returns the release of a version, or None."""
        return next((r for r in self.releases if r.version == version), None)

    def files_of(self, version: Version) -> list[pypi_simple.DistributionPackage]:
        """Returns the files of a release that may say what its API is, the likeliest first."""
        release = self.release(version)
        return [*release.of_kind("sdist"), *release.of_kind("wheel")] if release else []

    def newest_for(self, version: Version) -> Version | None:
        """Returns the newest version that has a wheel; pre-releases count only if `version` is one, or all are."""
        known = [release.version for release in self.releases if release.of_kind("wheel")]
        final = [each for each in known if not each.is_prerelease]
        return max(known if version.is_prerelease or not final else final, default=None)


class Index:
    """A package index; `url` is its upload URL."""

    def __init__(
        self, url: str, login: Login | None, *, simple_url: str = "", retry_policy: RetryPolicy
    ) -> None:
        self.url = url
        self.login = login
        self._simple_url = simple_url
        self._retry_policy = retry_policy

    def project(self, distribution: str) -> Project:
        """Returns the releases of a package, none if the index does not know it.

        Raises:
            IndexUnreachableError: no simple API can be read.
        """
        found: dict[Version, dict[str, pypi_simple.DistributionPackage]] = {}
        for package in self._packages(distribution):
            version = _version(package)
            if version is not None:
                found.setdefault(version, {})[package.filename] = package
        return Project(tuple(Release(version, found[version]) for version in sorted(found)))

    def members(
        self, file: pypi_simple.DistributionPackage, suffixes: tuple[str, ...]
    ) -> dict[str, str]:
        """Returns the texts in a published file whose names end in one of the suffixes."""
        return self._read(file, lambda path: read_archive(path, suffixes))

    def sha256(self, file: pypi_simple.DistributionPackage) -> str:
        """Returns the SHA-256 of a published file; downloads it where the index lists none."""
        return (file.digests or {}).get("sha256") or self._read(file, file_sha256)

    def _read(self, file: pypi_simple.DistributionPackage, read: Callable[[Path], T]) -> T:
        """Downloads a file and reads it. Digests are checked if there are any: PEP 503 only recommends them."""
        verify = not algorithms_guaranteed.isdisjoint(file.digests or {})
        with scratch_folder() as scratch:
            path = scratch / ("a.tar.gz" if file.filename.endswith(".tar.gz") else "a.whl")
            try:
                self._ask(lambda simple: simple.download_package(file, path, verify), self.url)
                return read(path)
            except ValueError as error:
                raise IndexUnreachableError(f"{file.filename}: {error}") from None
            except requests.RequestException as error:
                raise IndexUnreachableError(f"{file.filename}: {_describe_error(error)}") from None

    def check_upload(self, *, exists: bool) -> None:
        """Checks without an upload that one would be taken.

        An index need not ask for a login to be read, so it is asked to do nothing.

        Args:
            exists: whether the index has something. One that does not exist knows no package, as one that is empty.

        Raises:
            IndexUnreachableError: nothing is at the URL of the index, or the login is refused.
        """
        if not exists:
            self._require()
        with IndexSession(self.url, self.login) as session:
            try:
                asked = session.ask(
                    lambda: session.post(self.url, {":action": "none"}, allow_redirects=False)
                )
            except requests.RequestException as error:
                raise IndexUnreachableError(f"{self.url}: {_describe_error(error)}") from None
        if asked.status_code in REFUSALS and not self.login:
            raise IndexUnreachableError(NO_LOGIN, NO_LOGIN_HINT, "login-refused")
        if asked.status_code in REFUSALS:
            raise IndexUnreachableError(REFUSED, REFUSALS[asked.status_code], "login-refused")

    def _require(self) -> None:
        if all(self._is_missing(url) for url in dict.fromkeys((self.url, *self._endpoints()))):
            message = f"there is no index: {self.url} answers with status 404"
            raise IndexUnreachableError(message, "create the index, or correct --index")

    def _is_missing(self, url: str) -> bool:
        with IndexSession(self.url, self.login) as session:
            try:
                response = session.ask(lambda: session.get(url))
            except requests.RequestException:
                return False
            return response.status_code in MISSING

    def _packages(self, distribution: str) -> list[pypi_simple.DistributionPackage]:
        """Returns the files of a package from the first endpoint that has it.

        An endpoint without the package may be the wrong one, so the other endpoints are tried too. If one refuses
        the login, it is unknown whether the package exists.
        """
        unknown, problems = False, []
        for endpoint in self._endpoints():
            try:
                page = self._ask(lambda simple: simple.get_project_page(distribution), endpoint)
            except pypi_simple.NoSuchProjectError:
                unknown = True
            except UNREADABLE as error:
                problems.append(f"{endpoint}: {_describe_error(error)}")
            else:
                return page.packages
        refused = any(REFUSED in problem for problem in problems)
        if unknown and not refused:
            return []
        if refused and not self.login:
            raise IndexUnreachableError(NO_LOGIN, NO_LOGIN_HINT, "login-refused")
        if refused:
            raise IndexUnreachableError("; ".join(problems), REFUSALS[401], "login-refused")
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


def _describe_error(error: Exception) -> str:
    """Returns a description of an error without URLs and credentials."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        status = error.response.status_code
        return REFUSED if status in REFUSALS else f"status {status}"
    return type(error).__name__


def is_transient(error: Exception) -> bool:
    """Returns whether the same request may succeed later."""
    if isinstance(error, requests.HTTPError):
        response = error.response
        return response is not None and response.status_code in {429, 500, 502, 503, 504}
    return isinstance(error, requests.ConnectionError | requests.Timeout)


def file_sha256(path: Path) -> str:
    """Returns the SHA-256 of a file in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def _version(package: pypi_simple.DistributionPackage) -> Version | None:
    try:
        return Version(package.version or "")
    except InvalidVersion:
        return None
