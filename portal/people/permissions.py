"""Names of the permissions of people."""

VIEW_EMPLOYEE = "people.view_employee"
MANAGE_PEOPLE = "people.manage_people"
OPEN_EMERGENCY = "people.open_emergency"
END_MANDATE = "people.end_mandate"
