"""Who follows a consultation hears of it once a second at most, always the newest."""

import asyncio

from maven.live.rooms import HEARTBEAT_COMMENT, Rooms


def told(play, **pace):
    """Plays a scene on a loop; `counts` lists the rooms that were counted."""
    counts = []

    async def count(room):
        counts.append(room)
        return f"room {room}, time {len(counts)}".encode()

    async def scene():
        rooms = Rooms(count, **{"between": 0.05, "heartbeat": 60, **pace})
        try:
            return await play(rooms)
        finally:
            rooms.close()

    return asyncio.run(scene()), counts


def test_what_changes_is_told_to_everybody_in_the_room_with_the_same_bytes():
    async def play(rooms):
        here, there, elsewhere = rooms.enter(1), rooms.enter(1), rooms.enter(2)
        rooms.notice({1})
        return await here.get(), await there.get(), elsewhere.empty()

    (here, there, silent), counts = told(play)

    assert here is there
    assert silent
    assert counts == [1]


def test_a_hundred_changes_are_told_as_two():
    async def play(rooms):
        news = rooms.enter(1)
        heard = []
        for _ in range(2):
            for _ in range(100):
                rooms.notice({1})
            heard.append(await asyncio.wait_for(news.get(), 1))
        return heard

    heard, counts = told(play)

    assert heard == [b"room 1, time 1", b"room 1, time 2"]
    assert counts == [1, 1]


def test_nobody_is_counted_for_when_nobody_follows():
    async def play(rooms):
        rooms.leave(1, rooms.enter(1))
        rooms.notice({1})
        await asyncio.sleep(0.01)

    assert told(play)[1] == []


def test_someone_slow_gets_the_newest():
    async def play(rooms):
        news = rooms.enter(1)
        for _ in range(5):
            rooms.notice({1})
            await asyncio.sleep(0.02)
        return [news.get_nowait() for _ in range(news.qsize())]

    heard, counts = told(play, between=0.01)

    assert len(heard) == 2
    assert heard[-1] == f"room 1, time {len(counts)}".encode()


def test_a_silent_room_still_beats():
    async def play(rooms):
        return await asyncio.wait_for(rooms.enter(1).get(), 1)

    assert told(play, heartbeat=0.01)[0] == HEARTBEAT_COMMENT


def test_closing_ends_every_stream_and_lets_nobody_in():
    async def play(rooms):
        news = rooms.enter(1)
        rooms.close()
        return await news.get(), rooms.full

    assert told(play)[0] == (None, True)
