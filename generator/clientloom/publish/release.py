# One vendor on its way to the index: what may be published, and doing it. The checks are pure; `publish_release`
# acts. May import review and its neighbours.
"""Decide whether a built package may be published, and publish it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from packaging.version import Version

from clientloom.ir import Api
from clientloom.ir.surface import SURFACE_NAME, load_surface
from clientloom.publish.build import Built
from clientloom.publish.package_index import Index, Project, file_sha256
from clientloom.publish.retrying import RetryPolicy
from clientloom.publish.upload import UploadError, upload_file
from clientloom.review import Review, compare_apis
from clientloom.review.output.formats import summary
from clientloom.review.versions import is_enough, needed_version


class Status(StrEnum):
    """What became of a vendor."""

    PUBLISHED = "published"
    READY = "would be published"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one vendor's release, with what there is to say about it."""

    vendor: str
    status: Status
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A package that somebody wants to publish.

    `problems` are reasons against it that were found before (stale, edited by hand).
    """

    vendor: str
    distribution: str
    version: str
    api: Api
    built: Built
    problems: tuple[str, ...] = ()


def publish_release(
    candidate: Candidate, index: Index, retry_policy: RetryPolicy, *, upload: bool
) -> Outcome:
    """Check a candidate against the index and upload it; without `upload` only say what would happen.

    Raises:
        IndexUnreachableError: the index did not answer.
    """
    if candidate.problems:
        return Outcome(candidate.vendor, Status.REFUSED, "; ".join(candidate.problems))
    project = index.project(candidate.distribution)
    verdict = check_release(candidate, project) or check_bump(candidate, index, project)
    if verdict is not None:
        return verdict
    name = f"{candidate.distribution} {candidate.version}"
    if not upload:
        return Outcome(candidate.vendor, Status.READY, name)
    return upload_release(candidate, index, retry_policy)


def upload_release(candidate: Candidate, index: Index, retry_policy: RetryPolicy) -> Outcome:
    """Upload both files, and tell exactly which of them arrived when one does not."""
    sent: list[str] = []
    for path in candidate.built.files:
        try:
            upload_file(index, path, candidate.distribution, retry_policy)
        except UploadError as error:
            arrived = f"; on the index already: {', '.join(sent)}" if sent else ""
            should_retry = "; run publish again to go on" if sent else ""
            return Outcome(candidate.vendor, Status.FAILED, f"{error}{arrived}{should_retry}")
        sent.append(path.name)
    return Outcome(candidate.vendor, Status.PUBLISHED, ", ".join(sent))


def check_release(candidate: Candidate, project: Project) -> Outcome | None:
    """Is the version free? The same files are no second release; a half that arrived may be completed."""
    release = project.release(candidate.version)
    if release is None:
        return None
    ours = {path.name: file_sha256(path) for path in candidate.built.files}
    clashes = [
        name for name, digest in release.files.items() if digest and ours.get(name) != digest
    ]
    if clashes:
        text = f"the index holds another {candidate.distribution} {candidate.version}: raise the version"
        return Outcome(candidate.vendor, Status.REFUSED, text)
    if ours.keys() <= release.files.keys():
        text = f"{candidate.distribution} {candidate.version} is on the index"
        return Outcome(candidate.vendor, Status.UNCHANGED, text)
    return None


def check_bump(candidate: Candidate, index: Index, project: Project) -> Outcome | None:
    """Is the version far enough from the published one for what changed since?"""
    version = Version(candidate.version)
    before = project.newest_for(version)
    if before is None or before == version:
        return None
    if before > version:
        text = f"{version} is older than the published {before}"
        return Outcome(candidate.vendor, Status.REFUSED, text)
    review = review_against(candidate.api, index, project, before)
    if review is None:
        return None
    needed = needed_version(before, review)
    if is_enough(version, before, needed):
        return None
    text = f"{version} is too small a step from {before} for {summary(review)}: use {needed}"
    return Outcome(candidate.vendor, Status.REFUSED, text)


def review_against(api: Api, index: Index, project: Project, version: Version) -> Review | None:
    """The changes since a published wheel; None where the wheel carries no surface."""
    texts = index.wheel_members(project, version, (f"/{SURFACE_NAME}",))
    surfaces = {PurePosixPath(name).parts[0]: text for name, text in texts.items()}
    text = surfaces.get(api.package.import_name)
    return compare_apis(load_surface(text), api) if text is not None else None
