"""Who may see the toolbox, and who may correct what it believes."""

import rules

from maven.missions.rules import anyone_who_may_see, is_facilitator

rules.add_rule("toolbox.see", anyone_who_may_see)
rules.add_rule("toolbox.correct", is_facilitator)
