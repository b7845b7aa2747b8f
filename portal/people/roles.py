"""Names of the groups that the portal keeps and the permissions of each; ``sync_roles`` makes them.

These are roles over the whole installation. Roles over a unit for a time are
``ScopedRole`` rows, not groups.
"""

SYSTEM_ADMIN = "Pengelola sistem"
PEOPLE_KEEPER = "Pengelola kepegawaian"
CONTENT_EDITOR = "Penyunting konten"
CONTENT_APPROVER = "Penyetuju konten"

# One sentence beside a field needs no approval; what it links to is a guide, which does.
FIELD_HELP = (
    "guidelines.view_fieldhelp",
    "guidelines.add_fieldhelp",
    "guidelines.change_fieldhelp",
    "guidelines.delete_fieldhelp",
)

GROUPS: dict[str, tuple[str, ...]] = {
    SYSTEM_ADMIN: (
        "core.manage_jobs",
        "files.check_files",
        "people.open_emergency",
        "people.manage_people",
    ),
    PEOPLE_KEEPER: ("people.manage_people",),
    CONTENT_EDITOR: ("wagtailadmin.access_admin", *FIELD_HELP),
    CONTENT_APPROVER: ("wagtailadmin.access_admin", *FIELD_HELP),
}
