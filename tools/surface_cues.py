"""What a test-wise reader could go by without reading the case: the form of a reply, no meaning.

A plain classifier learns from the questions of all other chapters how replies that can be defended
look (question mark, length, opening, place, quotation marks, person) and guesses those of one.
Half of its guesses are right by chance alone. Command: `python tools/surface_cues.py 8`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from helping.content import content_file
from helping.practice import reading

_OPENINGS = {
    "opens with I": r"(?:i|i’\w+|my)\b",
    "opens with you": r"(?:you|you’\w+|your)\b",
    "opens with we": r"(?:we|we’\w+|let’s|our)\b",
    "opens with so, and, but": r"(?:so|and|but|well|then|or)\b",
    "opens with that or it": r"(?:that|that’s|it|it’s|this|there|these)\b",
    "opens with a question word": r"(?:what|how|when|which|who|whose|where|why)\b",
    "opens with an auxiliary": r"(?:is|are|was|were|do|does|did|can|could|would|will|have|has)\b",
    "opens with if": r"(?:if|suppose|imagine|before|when|after)\b",
    "opens with thanks, yes or no": r"(?:thank|thanks|yes|no|of course|all right|okay|oh)\b",
}
_HEDGES = r"\b(?:perhaps|maybe|might|wonder|sometimes|guess|seems?|could be|a bit|something)\b"
_RULES = r"\b(?:must|should|need to|have to|always|never|only|just|really|very)\b"


@dataclass(frozen=True)
class Reply:
    """One reply as its form shows it.

    Attributes
    ----------
    chapter, question, letter : str
        Where it stands.
    cues : mapping of str to float
        What can be seen without the case.
    defensible : bool
        What the course says of it.
    """

    chapter: str
    question: str
    letter: str
    cues: Mapping[str, float]
    defensible: bool


def cues(texts: list[str], place: int) -> dict[str, float]:
    """Return the cues of the reply at a place among the replies of its question."""
    text = texts[place]
    bare = re.sub(r"^[“‘\"'\s…*]+", "", text).lower()
    words = [len(each.split()) for each in texts]
    quoted = text.startswith(("“", "‘"))
    found = {
        "ends in a question mark": bool(re.search(r"\?\W*$", text)),
        "question marks": text.count("?"),
        "begins with a quotation mark": quoted,
        "holds a quotation": "“" in text,
        "words": words[place],
        "is the longest": words[place] == max(words),
        "is the shortest": words[place] == min(words),
        "rank in length": sum(each < words[place] for each in words) / (len(words) - 1),
        "sentences": len(re.findall(r"[.?!…](?=\s|”|$)", text)),
        "first person": len(re.findall(r"\b(?:i|me|my|mine)\b", text.lower())),
        "second person": len(re.findall(r"\b(?:you|your|yours)\b", text.lower())),
        "we": len(re.findall(r"\b(?:we|us|our)\b", text.lower())),
        "negations": len(re.findall(r"\b(?:not|no|nothing|nobody)\b|n’t\b", text.lower())),
        "hedges": len(re.findall(_HEDGES, text.lower())),
        "rules": len(re.findall(_RULES, text.lower())),
        "colon, dash or dots": bool(re.search(r"[:;–…]", text)),
        "commas": text.count(","),
        f"place {place + 1}": True,
        "of how many": len(texts),
        "an action, not quoted": not quoted,
    }
    found |= {name: bool(re.match(pattern, bare)) for name, pattern in _OPENINGS.items()}
    return {name: float(value) for name, value in found.items()}


def replies() -> Iterator[Reply]:
    """Return every reply of every question of the course."""
    for path in sorted(content_file("questions").glob("*.md")):
        for question in reading.read(path.stem).questions.values():
            texts = [
                unescape(re.sub(r"<[^>]+>", "", option.text)).strip() for option in question.options
            ]
            for place, option in enumerate(question.options):
                yield Reply(
                    path.stem,
                    question.name,
                    chr(ord("a") + place),
                    cues(texts, place),
                    option.defensible,
                )


def guessed(chapter: str, known: list[Reply]) -> list[tuple[Reply, float]]:
    """Guess the replies of one chapter by what holds in all others.

    Parameters
    ----------
    chapter : str
        The chapter's name.
    known : list of Reply
        The replies of all chapters.

    Returns
    -------
    list of (Reply, float)
        Each reply of the chapter with the probability, 0 to 1, that it can be defended.
    """
    others = [reply for reply in known if reply.chapter != chapter]
    own = [reply for reply in known if reply.chapter == chapter]
    classifier = make_pipeline(
        DictVectorizer(sparse=False), StandardScaler(), LogisticRegression(C=0.3, max_iter=1000)
    )
    classifier.fit([dict(r.cues) for r in others], [r.defensible for r in others])
    return list(zip(own, classifier.predict_proba([dict(r.cues) for r in own])[:, 1], strict=True))


def right(guesses: list[tuple[Reply, float]]) -> int:
    """Count the guesses that are right."""
    return sum((probability > 0.5) == reply.defensible for reply, probability in guesses)


def main(arguments: list[str]) -> int:
    """Print the guesses of the chapters named, or of all, and how many are right."""
    known = list(replies())
    chapters = sorted({reply.chapter for reply in known})
    total = 0
    for chapter in chapters:
        guesses = guessed(chapter, known)
        total += right(guesses)
        print(f"{chapter}: {right(guesses)} of {len(guesses)} guessed right")
        if chapter in arguments:
            for reply, probability in guesses:
                said = "defensible" if reply.defensible else "costly"
                told = "told " if (probability > 0.5) == reply.defensible else "hidden"
                print(f"  {reply.question} {reply.letter}: {said}, {told} ({probability:.2f})")
    print(f"all: {total} of {len(known)} = {100 * total / len(known):.0f} in a hundred")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
