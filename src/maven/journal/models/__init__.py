from maven.journal.models.blocked_content import BlockedContent
from maven.journal.models.chain import Chain
from maven.journal.models.cursor import Cursor, Setback
from maven.journal.models.fact import Fact, FactDetails
from maven.journal.models.receipt import Receipt

__all__ = ["BlockedContent", "Chain", "Cursor", "Fact", "FactDetails", "Receipt", "Setback"]
