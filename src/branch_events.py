"""Coverage counts branches by the events of Python 3.12 and 3.13: half the time of its own tracing.

Coverage itself uses events from Python 3.14 on, where each way of a branch has an event of its own.
Before, one event tells both: it is listened to until both ways were seen.
"""

import dis
import sys

from coverage import bytecode, env
from coverage.sysmon import DISABLE, SysMonitor


def coverage_init(registry, options):
    if not env.PYBEHAVIOR.branch_right_left:
        listen()


def listen():
    events = sys.monitoring.events
    events.BRANCH_LEFT = events.BRANCH_RIGHT = events.BRANCH
    env.PYBEHAVIOR.branch_right_left = True
    bytecode.RETURNS.add(dis.opmap["RETURN_CONST"])
    SysMonitor.sysmon_branch_either = until_both(SysMonitor.sysmon_branch_either)


def until_both(tell):
    first = {}

    def either(self, code, here, there):
        branch = (id(self), id(code), here)
        met = first.get(branch)
        if met == there:
            return None
        first.setdefault(branch, there)
        tell(self, code, here, there)
        return None if met is None else DISABLE

    return either
