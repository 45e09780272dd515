"""A small sound export, to break in tests."""

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,Fri Jul 14 2017,0,1,2,0,1,Une première idée
1500000001000,Fri Jul 14 2017,1,2,1,1,0,"Une seconde, avec une virgule"
1500000002000,Fri Jul 14 2017,2,1,0,1,-1,Une idée refusée
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1500000010000,Fri Jul 14 2017,0,1,1
1500000020000,Fri Jul 14 2017,0,2,-1
1500000030000,Fri Jul 14 2017,0,2,1
1500000040000,Fri Jul 14 2017,1,1,1
1500000050000,Fri Jul 14 2017,1,2,-1
1500000060000,Fri Jul 14 2017,2,2,-1
1500000070000,Fri Jul 14 2017,1,3,0
"""
SMALL = {"comments.csv": COMMENTS.encode(), "votes.csv": VOTES.encode()}
