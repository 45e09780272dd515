"""Who may do what in the sprints of a mission."""

import rules

from maven.missions.rules import anyone_who_may_see, is_facilitator, is_member, takes_part

rules.add_rule("sprints.see", anyone_who_may_see)
rules.add_rule("sprints.see_plenary", is_member)
rules.add_rule("sprints.see_feelings", takes_part)
rules.add_rule("sprints.draft_plan", is_facilitator)
rules.add_rule("sprints.adopt_plan", is_facilitator)
rules.add_rule("sprints.plan_activity", is_facilitator)
rules.add_rule("sprints.finish_activity", is_member)
rules.add_rule("sprints.ship", takes_part)
rules.add_rule("sprints.share_feeling", takes_part)
rules.add_rule("sprints.raise_tension", takes_part)
rules.add_rule("sprints.resolve_tension", is_member)
rules.add_rule("sprints.set_agenda", is_facilitator)
rules.add_rule("sprints.close", is_facilitator)
