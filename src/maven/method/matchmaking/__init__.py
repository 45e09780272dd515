"""Who should meet whom? (the art of the mavens: qualified meetings, meant to create convergence)

`introductions` arranges meetings in pairs over several slots and proves how good they are,
`pairing` does it for one slot, `two_sides` for people who offer and people who seek, `contrasts`
pairs the most different views. `weigh` says why two people should meet. A refusal is absolute in
all of them.

`tables` seats people at tables over several rounds, `reseat` does so again when some come late or
leave, `check` counts a plan anew. `diverse_groups` forms groups whose members are as different as
can be, from their `distances`.
"""

from maven.method.matchmaking.checking import check as check
from maven.method.matchmaking.contrasts import contrasts as contrasts
from maven.method.matchmaking.distances import distances as distances
from maven.method.matchmaking.groups import diverse_groups as diverse_groups
from maven.method.matchmaking.introductions import introductions as introductions
from maven.method.matchmaking.latecomers import reseat as reseat
from maven.method.matchmaking.pairing import pairing as pairing
from maven.method.matchmaking.reasons import weigh as weigh
from maven.method.matchmaking.sides import two_sides as two_sides
from maven.method.matchmaking.tables import tables as tables
