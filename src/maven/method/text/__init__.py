"""Which answers say the same, or nearly? (French first, English too)

`read` takes answers together, `close_answers` finds for each the closest and says which words they
share, `close_to` does it for a text that is being written, `near_duplicates` tells the same answer
given twice, and `suggested_merges` what somebody may read together. What is spoken of, never
whether for or against: these are no positions.
"""

from maven.method.text.closeness import Close as Close
from maven.method.text.closeness import NoSuchNumber as NoSuchNumber
from maven.method.text.closeness import close_answers as close_answers
from maven.method.text.closeness import close_to as close_to
from maven.method.text.corpus import Corpus as Corpus
from maven.method.text.corpus import NotText as NotText
from maven.method.text.corpus import NotVectors as NotVectors
from maven.method.text.corpus import read as read
from maven.method.text.merging import Duplicates as Duplicates
from maven.method.text.merging import Suggestion as Suggestion
from maven.method.text.merging import near_duplicates as near_duplicates
from maven.method.text.merging import suggested_merges as suggested_merges
from maven.method.text.nearest import nearest as nearest
