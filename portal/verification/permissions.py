"""Names of the permissions of verification."""

VIEW_REVIEW = "verification.view_review"  # EvidenceReview
