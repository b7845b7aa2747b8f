"""Models of rules and guides, one concept a file."""

from .editions import MendingStep, Provision, RegulationText
from .guides import GuideCitation, GuideFeedback, GuideIndexPage, GuidePage, ReviewFlag
from .help import FieldHelp
from .regulations import RegulationIndexPage, RegulationPage, Relation
from .submissions import SubmittedText
from .workflow import ContentApproval, HandedIn

__all__ = [
    "ContentApproval",
    "FieldHelp",
    "GuideCitation",
    "GuideFeedback",
    "GuideIndexPage",
    "GuidePage",
    "HandedIn",
    "MendingStep",
    "Provision",
    "RegulationIndexPage",
    "RegulationPage",
    "RegulationText",
    "Relation",
    "ReviewFlag",
    "SubmittedText",
]
