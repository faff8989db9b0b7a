"""Which reply can be defended is told by what it says, not by how it looks."""

import surface_cues

MOST_TOLD = 60
"""In a hundred replies; half would be told by chance alone."""


def test_the_form_of_a_reply_gives_little_away():
    known = list(surface_cues.replies())
    told = {
        chapter: surface_cues.right(surface_cues.guessed(chapter, known))
        for chapter in {reply.chapter for reply in known}
    }
    share = 100 * sum(told.values()) / len(known)
    assert share <= MOST_TOLD, (
        f"{share:.1f} in a hundred are told by their form: {told}; "
        "`python tools/surface_cues.py NAME` lists them"
    )


def test_a_form_that_tells_is_found():
    """Where every defensible reply is a question and no other one is, nearly all are told."""
    replies = [
        surface_cues.Reply(
            f"chapter {chapter}",
            f"question {question}",
            "abc"[place],
            surface_cues.cues(["“What was it like?”", "“It will pass.”", "“Go and rest.”"], place),
            place == 0,
        )
        for chapter in range(4)
        for question in range(6)
        for place in range(3)
    ]
    told = sum(
        surface_cues.right(surface_cues.guessed(f"chapter {chapter}", replies))
        for chapter in range(4)
    )
    assert told == len(replies)


def test_its_cues_are_those_that_a_reader_of_form_has():
    """The cues stand in one list, the same ones for every reply."""
    first, second = (
        surface_cues.cues(["“I wonder what you need?”", "Say nothing."], place) for place in (0, 1)
    )
    same = {cue for cue in first if not cue.startswith("place ")}
    assert same == {cue for cue in second if not cue.startswith("place ")}
    assert first["ends in a question mark"] == 1
    assert second["ends in a question mark"] == 0
    assert first["opens with I"] == 1
    assert second["an action, not quoted"] == 1
    assert first["is the longest"] == 1
    assert second["is the shortest"] == 1
    assert {"hedges", "rank in length", "first person", "holds a quotation"} <= same
