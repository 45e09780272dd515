"""Who should meet whom? (the art of the mavens: qualified meetings, meant to create convergence)

`introductions` arranges meetings in pairs over several slots and proves how good they are,
`pairing` does it for one slot, `two_sides` for people who offer and people who seek, `contrasts`
pairs the most different views. `weigh` says why two people should meet. A refusal is absolute in
all of them.
"""

from maven.method.matchmaking.introductions import introductions as introductions
