"""Who may read a stage report or a quotation, and who may write and issue it."""

import rules

from maven.missions.rules import anyone_who_may_see, is_facilitator, is_member, is_sponsor

rules.add_rule("reports.see", anyone_who_may_see)
rules.add_rule("reports.see_draft", is_member)
rules.add_rule("reports.write", is_facilitator)
rules.add_rule("reports.see_effort", is_facilitator | is_sponsor)
rules.add_rule("reports.quote", is_facilitator)
