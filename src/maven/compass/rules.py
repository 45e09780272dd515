"""Who may look at the compass, and who may use it to propose."""

import rules

from maven.missions.rules import (
    anyone_who_may_see,
    is_facilitator,
    is_member,
    is_sponsor,
    takes_part,
)

rules.add_rule("compass.see_landscape", anyone_who_may_see)
rules.add_rule("compass.see_landscape_before_answering", is_facilitator | is_sponsor)
rules.add_rule("compass.judge_accounts", is_facilitator)
rules.add_rule("compass.see_state", anyone_who_may_see)
rules.add_rule("compass.see_learning", anyone_who_may_see)
rules.add_rule("compass.aim", is_facilitator)
rules.add_rule("compass.answer_barometer", takes_part)
rules.add_rule("compass.ask_barometer", is_facilitator)
rules.add_rule("compass.see_choice", is_member)
rules.add_rule("compass.choose", is_facilitator)
rules.add_rule("compass.suggest_champions", is_facilitator)
