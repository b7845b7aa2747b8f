"""Names of the permissions of rules and guides. Pages themselves follow Wagtail's groups."""

VIEW_REGULATION = "guidelines.view_regulation"
VIEW_EDITION = "guidelines.view_edition"
MEND_EDITION = "guidelines.mend_edition"
PUBLISH_EDITION = "guidelines.publish_edition"
VIEW_GUIDE = "guidelines.view_guide"
SETTLE_FLAG = "guidelines.settle_flag"
