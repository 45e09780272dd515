"""What the demonstration shows: an invented mission, in plain data, to be written by operations.

Nothing here knows the database. Days are whole numbers counted from today (-8: eight days ago,
13: in thirteen days), people are named by their e-mail on example.org. All the shapes are named
tuples of `shapes`; every person and every organisation is invented, only the towns are real.

`people`             ORGANISATIONS (40 DemoOrganisation), PEOPLE (120 DemoPerson)
`mission`            MISSION, STEPS (13, phases A to C), CAUSES (4), CHAMPIONS (3 and 1 asked),
                     QUANTITIES (the seed's eight kinds); CLAIRE, YANIS, HELENE: the facilitators
`consultations`      ACT_TOGETHER (14 statements, closed), KEEP_TALENT (12, closed)
`open_consultation`  OUR_NEEDS (24 statements, open)
`sprints`            SPRINTS (three closed, one running), done_by_kind()
`vtaiwan`            names, source, licence and attribution of the mission made of real votes
`generator`          voters(consultation), votes(consultation): planted opinions, drawn from a seed

A vote is (index in PEOPLE, index in the consultation's statements, 1 | 0 | -1, important). Votes
come grouped by person, in the order of arrival: spread them over the days of the consultation.
A DemoCause names the statements it came from as (key of a consultation, number); a DemoStatement
may name the cause it speaks of. DemoDeliverable.activity is an index in its sprint's activities.
"""
