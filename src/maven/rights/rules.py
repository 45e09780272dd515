"""Who may have somebody else erased: the team, for those whom it helped to take part."""

import rules

from maven.missions.rules import is_facilitator

rules.add_rule("rights.erase_helped", is_facilitator)
