"""Names of the permissions on stored files."""

CHECK_FILES = "files.check_files"
