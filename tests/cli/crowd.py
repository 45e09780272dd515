"""Forty people in two families of twenty, who agree on two statements of ten: as files."""

import gzip


def votes():
    for person in range(40):
        for statement in range(1, 11):
            side = 1 if (person < 20) == (statement < 5) else -1
            yield f"p{person}", statement, 1 if statement > 8 else side


def table(path):
    lines = ["participant,statement,vote", *(f"{p},{s},{v}" for p, s, v in votes())]
    path.write_text("\n".join(lines) + "\n")
    return path


def folder(path):
    path.mkdir()
    ideas = [
        f'1472552518{n:03},"Tue Aug 30 17:21:58 WIB 2016",{n},p0,1,0,1,"Idea number {n}"'
        for n in range(1, 11)
    ]
    heads = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"
    (path / "comments.csv").write_text("\n".join([heads, *ideas]) + "\n")
    lines = [f"1472552519,x,{s},{p},{v}" for p, s, v in votes()]
    text = "\n".join(["timestamp,datetime,comment-id,voter-id,vote", *lines]) + "\n"
    (path / "votes.csv.gz").write_bytes(gzip.compress(text.encode()))
    return path
