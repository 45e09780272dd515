from maven.toolbox.models.activity_kind import ActivityKind
from maven.toolbox.models.quantity import Quantity, SeedKind

__all__ = ["ActivityKind", "Quantity", "SeedKind"]
