"""Models of people, one concept a file."""

from .assignment import (
    AppraiserAssignment,
    EmergencyAccess,
    Mandate,
    MandateScope,
    PositionAssignment,
    ScopedRole,
    TeamMembership,
    WorkTeam,
)
from .employee import Employee, EmploymentStatus
from .sign_in import SignInAttempt
from .unit import OrgUnit, Position, PositionKind, StepWindow
from .user import User

__all__ = [
    "AppraiserAssignment",
    "EmergencyAccess",
    "Employee",
    "EmploymentStatus",
    "Mandate",
    "MandateScope",
    "OrgUnit",
    "Position",
    "PositionAssignment",
    "PositionKind",
    "ScopedRole",
    "SignInAttempt",
    "StepWindow",
    "TeamMembership",
    "User",
    "WorkTeam",
]
