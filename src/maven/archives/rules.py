"""Who may take a mission out of the house."""

import rules

from maven.missions.rules import is_facilitator

rules.add_rule("archives.take", is_facilitator)
