"""Models of `client.restore_jobs`."""

from __future__ import annotations

from datetime import datetime

from .._runtime.models import Model
from .shared import PaginationResponse


class RestoreJobList(Model):
    """The list of restore jobs that exist in the project."""

    data: list[RestoreJobModel]
    """List of restore job objects."""
    pagination: PaginationResponse | None = None


class RestoreJobModel(Model):
    """The RestoreJobModel describes the status of a restore job."""

    backup_id: str
    """Backup used for the restore."""
    created_at: datetime
    """Timestamp when the restore job started."""
    restore_job_id: str
    """Unique identifier for the restore job."""
    status: str
    """Status of the restore job."""
    target_index_id: str
    """ID of the index."""
    target_index_name: str
    """Name of the index into which data is being restored."""
    completed_at: datetime | None = None
    """Timestamp when the restore job finished."""
    percent_complete: float | None = None
    """The progress made by the restore job out of 100."""
