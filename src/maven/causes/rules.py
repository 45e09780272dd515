"""Who may name a cause, ask a champion, and answer."""

import rules

from maven.missions.rules import anyone_who_may_see, is_facilitator, takes_part

rules.add_rule("causes.see", anyone_who_may_see)
rules.add_rule("causes.name", is_facilitator)
rules.add_rule("causes.solicit", is_facilitator)
rules.add_rule("causes.answer", takes_part)
