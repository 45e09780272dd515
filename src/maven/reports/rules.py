"""Who may read a stage report, and who may write and issue it."""

import rules

from maven.missions.rules import anyone_who_may_see, is_facilitator, is_member

rules.add_rule("reports.see", anyone_who_may_see)
rules.add_rule("reports.see_draft", is_member)
rules.add_rule("reports.write", is_facilitator)
