"""Who may read, answer and propose; who may open, moderate and import."""

import rules

from maven.missions.rules import anyone_who_may_see, is_facilitator, is_sponsor

rules.add_rule("voices.see", anyone_who_may_see)
rules.add_rule("voices.answer", anyone_who_may_see)
rules.add_rule("voices.open", is_facilitator)
rules.add_rule("voices.assist", is_facilitator)
rules.add_rule("voices.moderate", is_facilitator)
rules.add_rule("voices.judge", is_facilitator | is_sponsor)
rules.add_rule("voices.import", is_facilitator)
