"""Names of the permissions of evidence."""

CREATE_EVIDENCE = "evidence.create_evidence"  # asked of the owner (Employee)
VIEW_EVIDENCE = "evidence.view_evidence"
DESCRIBE_EVIDENCE = "evidence.describe_evidence"
ADD_VERSION = "evidence.add_version"
VIEW_VERSION = "evidence.view_version"
DOWNLOAD_VERSION = "evidence.download_version"
WITHDRAW_VERSION = "evidence.withdraw_version"
READ_VERSION = "evidence.read_version"  # the reader only: no person holds it
