"""Who may do what in the sprints of a mission."""

import rules

from maven.missions.rules import (
    anyone_who_may_see,
    has_an_account,
    is_facilitator,
    is_member,
    mission_is_open,
    takes_part,
)

rules.add_rule("sprints.see", anyone_who_may_see)
rules.add_rule("sprints.see_plenary", is_member)
rules.add_rule("sprints.follow_plenary", takes_part)
rules.add_rule("sprints.wish", takes_part)
rules.add_rule("sprints.see_feelings", takes_part)
rules.add_rule("sprints.draft_plan", is_facilitator)
rules.add_rule("sprints.adopt_plan", is_facilitator)
rules.add_rule("sprints.plan_activity", is_facilitator)
rules.add_rule("sprints.finish_activity", is_member)
rules.add_rule("sprints.ship", takes_part)
rules.add_rule("sprints.share_feeling", takes_part)
rules.add_rule("sprints.lead_review", is_facilitator)
rules.add_rule("sprints.follow_up", is_member)
rules.add_rule("sprints.share_mood", takes_part)
rules.add_rule("sprints.raise_tension", takes_part)
rules.add_rule("sprints.take_tension_on", takes_part)
rules.add_rule("sprints.plan_tension", is_member)
rules.add_rule("sprints.resolve_tension", is_member)
rules.add_rule("sprints.see_own_attendance", has_an_account & anyone_who_may_see)
rules.add_rule("sprints.attend", takes_part)
rules.add_rule("sprints.give_mark", takes_part)
rules.add_rule("sprints.take_attendance", is_facilitator)
rules.add_rule("sprints.write_minutes", is_member)
rules.add_rule("sprints.answer_commitment", takes_part)
rules.add_rule("sprints.publish_minutes", is_facilitator)
rules.add_rule("sprints.set_agenda", is_facilitator)
rules.add_rule("sprints.close", is_facilitator)
rules.add_rule("sprints.see_calendar", mission_is_open)
rules.add_rule("sprints.register", takes_part)
rules.add_rule("sprints.open_session", is_facilitator)
rules.add_rule("sprints.change_session", is_facilitator)
rules.add_rule("sprints.help_register", is_facilitator)
rules.add_rule("sprints.move_activity", is_facilitator)
rules.add_rule("sprints.propose_item", takes_part)
rules.add_rule("sprints.see_intake", is_member)
rules.add_rule("sprints.sort_backlog", is_facilitator)
