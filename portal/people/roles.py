"""Names of the groups that the portal keeps and the permissions of each; ``sync_roles`` makes them.

These are roles over the whole installation. Roles over a unit for a time are
``ScopedRole`` rows, not groups.
"""

SYSTEM_ADMIN = "Pengelola sistem"
PEOPLE_KEEPER = "Pengelola kepegawaian"
CONTENT_EDITOR = "Penyunting konten"
CONTENT_APPROVER = "Penyetuju konten"

GROUPS: dict[str, tuple[str, ...]] = {
    SYSTEM_ADMIN: (
        "core.manage_jobs",
        "files.check_files",
        "people.open_emergency",
        "people.manage_people",
    ),
    PEOPLE_KEEPER: ("people.manage_people",),
    CONTENT_EDITOR: ("wagtailadmin.access_admin",),
    CONTENT_APPROVER: ("wagtailadmin.access_admin",),
}
