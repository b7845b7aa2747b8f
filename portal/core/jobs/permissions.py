"""Names of the permissions on background jobs."""

MANAGE_JOBS = "core.manage_jobs"
