# The release of one vendor: the checks of a built package against the index, and the upload. May import diagnostics,
# review and the other modules of publish.
"""Checks whether a built package may be published, and publishes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from packaging.version import Version

from clientloom.diagnostics import NOWHERE, Code, Diagnostic, Span
from clientloom.ir import Api
from clientloom.ir.surface import SURFACE_NAME, UnknownFormatError, load_surface
from clientloom.publish.build import Built
from clientloom.publish.package_index import Index, Project, file_sha256
from clientloom.publish.retrying import RetryPolicy
from clientloom.publish.upload import UploadError, upload_file
from clientloom.review import Review, compare_apis
from clientloom.review.output.formats import summary
from clientloom.review.versions import is_enough, needed_version


class Status(StrEnum):
    """The result for a vendor.

    `REFUSED` means that a check found a reason against the release, `FAILED` that it could not be carried out.
    """

    PUBLISHED = "published"
    READY = "would be published"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReleaseOutcome:
    """The result for one vendor: the published files or the version, and the diagnostics if it did not succeed."""

    vendor: str
    status: Status
    detail: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A package to publish.

    `problems` are reasons against it that are already known: it is out of date, or edited manually. `span` is the
    place of its version in client.toml.
    """

    vendor: str
    distribution: str
    version: str
    api: Api
    built: Built
    problems: tuple[Diagnostic, ...] = ()
    span: Span = NOWHERE


def publish_release(
    candidate: Candidate, index: Index, retry_policy: RetryPolicy, *, upload: bool
) -> ReleaseOutcome:
    """Checks a candidate against the index and, with `upload`, uploads it.

    Raises:
        IndexUnreachableError: the index cannot be read.
    """
    if candidate.problems:
        return ReleaseOutcome(candidate.vendor, Status.REFUSED, diagnostics=candidate.problems)
    project = index.project(candidate.distribution)
    if taken := _check_release(candidate, index, project):
        return taken
    version = Version(candidate.version)
    before = project.newest_for(version)
    is_later = before is not None and before < version
    review = _review_against(candidate.api, index, project, before) if before and is_later else None
    if refused := _check_bump(candidate, before, review):
        return refused
    if upload:
        outcome = _upload_release(candidate, index, retry_policy)
    else:
        index.check_upload(exists=bool(project.releases))
        name = f"{candidate.distribution} {candidate.version}"
        outcome = ReleaseOutcome(candidate.vendor, Status.READY, name)
    if is_later and review is None:
        unread = f"; not compared with {before}, whose API this clientloom cannot read"
        outcome = replace(outcome, detail=outcome.detail + unread)
    return outcome


def _upload_release(
    candidate: Candidate, index: Index, retry_policy: RetryPolicy
) -> ReleaseOutcome:
    """Uploads both files. If one fails, the diagnostic names the files that are already on the index."""
    sent: list[str] = []
    for path in candidate.built.files:
        try:
            upload_file(index, path, candidate.distribution, retry_policy)
        except UploadError as error:
            done = f"; already on the index: {', '.join(sent)}" if sent else ""
            hint = error.hint or "run `clientloom publish` again"
            found = Diagnostic.error(Span(index.url), "upload-failed", f"{error}{done}", hint)
            return ReleaseOutcome(candidate.vendor, Status.FAILED, diagnostics=(found,))
        sent.append(path.name)
    return ReleaseOutcome(candidate.vendor, Status.PUBLISHED, ", ".join(sent))


def _check_release(candidate: Candidate, index: Index, project: Project) -> ReleaseOutcome | None:
    """Returns an outcome if the index has this version; None if it is free, or only a part of its files is there.

    Another build of the same version is no reason to worry if it has the same API: an update that changes nothing for
    callers keeps the version.
    """
    release = project.release(Version(candidate.version))
    if release is None:
        return None
    ours = {path.name: file_sha256(path) for path in candidate.built.files}
    clashes = [
        name
        for name, file in release.files.items()
        if name not in ours or index.sha256(file) != ours[name]
    ]
    if clashes and _is_same_api(candidate, index, project):
        return _report_unchanged(
            candidate, "; this build differs from it in nothing that callers see"
        )
    if clashes:
        return _refuse(
            candidate,
            "version-taken",
            f"the index has another {candidate.distribution} {candidate.version}",
            "raise `version` in [package]",
        )
    if ours.keys() <= release.files.keys():
        return _report_unchanged(candidate, "")
    return None


def _is_same_api(candidate: Candidate, index: Index, project: Project) -> bool:
    review = _review_against(candidate.api, index, project, Version(candidate.version))
    return review is not None and not review.changes


def _report_unchanged(candidate: Candidate, more: str) -> ReleaseOutcome:
    message = f"{candidate.distribution} {candidate.version} is already on the index{more}"
    hint = "raise `version` in [package], or skip such packages with --all-changed"
    found = Diagnostic.error(candidate.span, "already-published", message, hint)
    return ReleaseOutcome(candidate.vendor, Status.UNCHANGED, message, (found,))


def _refuse(candidate: Candidate, code: Code, message: str, hint: str) -> ReleaseOutcome:
    found = Diagnostic.error(candidate.span, code, message, hint)
    return ReleaseOutcome(candidate.vendor, Status.REFUSED, diagnostics=(found,))


def _check_bump(
    candidate: Candidate, before: Version | None, review: Review | None
) -> ReleaseOutcome | None:
    """Returns an outcome if the version is too low after the published one, or for the changes since."""
    version = Version(candidate.version)
    if before is not None and before > version:
        message = f"version {version} is older than the published {before}"
        hint = f"set a version after {before} in [package]"
        return _refuse(candidate, "version-too-small", message, hint)
    if before is None or review is None:
        return None
    needed = needed_version(before, review)
    if is_enough(version, before, needed):
        return None
    message = f"version {version} is too low after {before} for {summary(review)}"
    return _refuse(candidate, "version-too-small", message, f"set {needed} in [package]")


def _review_against(api: Api, index: Index, project: Project, version: Version) -> Review | None:
    """Returns the changes since a published release; None if it has no surface that this version reads.

    The surface is in the sdist; releases of earlier versions of clientloom have it in the wheel too.
    """
    for file in project.files_of(version):
        for text in index.members(file, (f"/{SURFACE_NAME}",)).values():
            try:
                return compare_apis(load_surface(text), api)
            except UnknownFormatError:
                return None
    return None
