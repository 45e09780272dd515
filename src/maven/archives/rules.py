"""Who may take a mission out of the house, and what of it everybody may."""

import rules

from maven.missions.rules import is_facilitator, mission_is_open

rules.add_rule("archives.take", is_facilitator)
rules.add_rule("archives.see_open_data", mission_is_open)
rules.add_rule("archives.publish", is_facilitator & mission_is_open)
