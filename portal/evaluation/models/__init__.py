"""Models of evaluation: ratings, feedback, snapshots, documents, and the way into e-Kinerja."""

from .documents import BknResult, CopyTick, ResultDocument, ResultSnapshot, SnapshotKind
from .evaluation import Evaluation, Feedback, UnitAchievement

__all__ = [
    "BknResult",
    "CopyTick",
    "Evaluation",
    "Feedback",
    "ResultDocument",
    "ResultSnapshot",
    "SnapshotKind",
    "UnitAchievement",
]
