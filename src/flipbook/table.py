"""All the states of a picture as a few skeletons and one small table of changing numbers.

Frames with one structure form a *group*. A slot that never changes in its group is written into
the group's skeleton. Every other slot is a column of whole numbers, one for each frame, and
neighbouring frames hardly differ: so what is stored is how far each number lies from what its
neighbours on the lattice of controls lead one to expect (the Lorenzo predictor), and most of
these are naught. Small numbers become single characters, which gzip packs to a bit or two.
"""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from flipbook.alignment import align
from flipbook.frames import GAP, WORDS, Frame, scale, write

# Safe inside a JSON string inside a script element; "~" and "}" announce larger numbers.
ALPHABET = "".join(chr(code) for code in range(32, 125) if chr(code) not in '"\\<>&|')
BASE = len(ALPHABET)
_SHORT, _LONG = "~", "}"
_STRIDES = (0, 1, 2, 3)  # is the column this many before a good guide as well?
_MOST_AXES = 4  # with more axes than these, not every set of them is tried

Lattice = np.ndarray[Any, np.dtype[np.int64]]


def pack(frames: Sequence[Frame], shape: Sequence[int]) -> dict[str, Any]:
    """Pack the frames of all states into groups of skeleton and table.

    Parameters
    ----------
    frames : sequence of Frame
        One a state, the last control moving fastest.
    shape : sequence of int
        How many stops each control has; their product is the number of frames.

    Returns
    -------
    dict
        Plain data for JSON: ``groups`` and, where there are several, ``member``, which says for
        every state its group. :func:`unpack` and ``js/table.js`` read it.

    Raises
    ------
    ValueError
        If the number of frames is not the number of states.
    """
    if len(frames) != int(np.prod(shape, dtype=int)):
        raise ValueError(f"{len(frames)} frames for {tuple(shape)} stops: every state needs one.")
    together = align(frames, shape)
    ways = [together]
    if any(frame.skeleton != frames[0].skeleton for frame in frames):
        apart = align(frames, shape, apart=True)
        if len({frame.structure for frame in apart}) > len({frame.structure for frame in together}):
            ways.append(apart)
    packed = [_pack(way, shape) for way in ways]
    return min(packed, key=_weight) if len(packed) > 1 else packed[0]


def _weight(packed: dict[str, Any]) -> int:
    return len(zlib.compress(to_json(packed).encode(), 6))


def _pack(frames: Sequence[Frame], shape: Sequence[int]) -> dict[str, Any]:
    groups: dict[tuple[str, str], list[int]] = {}
    for index, frame in enumerate(frames):
        groups.setdefault(frame.structure, []).append(index)
    packed: dict[str, Any] = {
        "groups": [
            _pack_group([frames[index] for index in members], _sub_lattice(members, shape))
            for members in groups.values()
        ]
    }
    if len(groups) > 1:
        member = np.empty(len(frames), dtype=np.int64)
        for number, indices in enumerate(groups.values()):
            member[indices] = number
        packed["member"] = _characters(np.diff(member, prepend=0))
    return packed


def _sub_lattice(members: Sequence[int], shape: Sequence[int]) -> list[int]:
    """Return the shape of the group's frames: a smaller lattice if they form one, else a list."""
    if not shape:
        return [len(members)]
    stops = [len(set(axis.tolist())) for axis in np.unravel_index(members, shape)]
    lattice = [int(size) for size in stops if size > 1]
    return lattice if int(np.prod(lattice, dtype=int)) == len(members) else [len(members)]


def _pack_group(frames: Sequence[Frame], shape: Sequence[int]) -> dict[str, Any]:
    first = frames[0]
    pieces = first.skeleton.split(GAP)
    skeleton, columns, kinds, words = [pieces[0]], [], [], []
    for number, kind in enumerate(first.kinds):
        column = [frame.slots[number] for frame in frames]
        if len(set(column)) == 1:
            skeleton.append(write(column[0], kind))
        else:
            skeleton.append(GAP)
            kinds.append(kind)
            if kind == WORDS:
                said = list(dict.fromkeys(str(slot) for slot in column))
                words.append(said)
                columns.append([said.index(str(slot)) for slot in column])
            else:
                columns.append([round(float(slot) * scale(kind)) for slot in column])
        skeleton.append(pieces[number + 1])
    modes, data = _pack_columns(np.array(columns, dtype=np.int64).reshape(-1, len(frames)), shape)
    return {
        "skeleton": "".join(skeleton),
        "shape": list(shape),
        "kinds": "".join(kinds),
        "modes": modes,
        "data": data,
        "words": words,
    }


def _pack_columns(columns: Lattice, shape: Sequence[int]) -> tuple[str, str]:
    """Choose for every column the prediction that leaves least to say, and write what is left."""
    count = len(columns)
    least = np.full(count, np.inf)
    modes = np.zeros(count, dtype=np.int64)
    chosen = np.zeros_like(columns)
    for bits in _masks(len(shape)) if count else ():
        mask = _axes(bits)
        guesses = np.stack([_residual(column.reshape(shape), mask) for column in columns])
        for place, stride in enumerate(_STRIDES):
            left = guesses[stride:] - guesses[: count - stride] if stride else guesses
            cost = np.log2(1.0 + 2.0 * np.abs(left)).sum(axis=1)
            cost += 0.5 * np.count_nonzero(left, axis=1)
            better = np.flatnonzero(cost < least[stride:])
            least[stride + better] = cost[better]
            modes[stride + better] = bits * len(_STRIDES) + place
            chosen[stride + better] = left[better]
    return _characters(modes), "".join(map(_characters, chosen))


def _masks(axes: int) -> Iterator[int]:
    """List the sets of axes along which a number may be predicted, each as bits.

    All of them while they are few. Else none, one, two, all, and all but one: so that the work
    grows with the square of the number of controls, and does not double with each.
    """
    if axes <= _MOST_AXES:
        yield from range(2**axes)
        return
    every = 2**axes - 1
    yield 0
    yield from (1 << axis for axis in range(axes))
    yield from ((1 << one) + (1 << two) for one, two in itertools.combinations(range(axes), 2))
    yield from (every - (1 << axis) for axis in range(axes))
    yield every


def _axes(bits: int) -> tuple[int, ...]:
    return tuple(axis for axis in range(bits.bit_length()) if bits >> axis & 1)


def _residual(values: Lattice, mask: Sequence[int]) -> Lattice:
    """Return, flat, how far each number lies from its neighbours' prediction along `mask`.

    Where every axis of the mask stands at its first stop, the number is compared with the one
    before it among such numbers.
    """
    left = values
    for axis in mask:
        left = np.diff(left, axis=axis, prepend=0)
    corner = tuple(0 if axis in mask else slice(None) for axis in range(values.ndim))
    left = left.copy()
    edge = np.asarray(values[corner])
    left[corner] = np.diff(edge.ravel(), prepend=0).reshape(edge.shape)
    return left.ravel()


def _characters(numbers: Lattice) -> str:
    """Write whole numbers as characters: one each where they are small."""
    folded = np.where(numbers >= 0, 2 * numbers, -2 * numbers - 1)
    return "".join(
        ALPHABET[number]
        if number < BASE
        else (_SHORT + _digits(number, 3) if number < BASE**3 else _LONG + _digits(number, 7))
        for number in folded.tolist()
    )


def _digits(number: int, count: int) -> str:
    return "".join(ALPHABET[number // BASE**place % BASE] for place in range(count))


def _numbers(characters: str) -> list[int]:
    numbers, position = [], 0
    while position < len(characters):
        character = characters[position]
        length = {_SHORT: 3, _LONG: 7}.get(character, 0)
        position += 1
        digits = characters[position : position + length] or character
        folded = sum(ALPHABET.index(digit) * BASE**place for place, digit in enumerate(digits))
        numbers.append(-(folded + 1) // 2 if folded % 2 else folded // 2)
        position += length
    return numbers


def unpack(packed: dict[str, Any]) -> list[Frame]:
    """Return the frames that :func:`pack` was given, aligned.

    Parameters
    ----------
    packed : dict
        What :func:`pack` returned.
    """
    groups = [_unpack_group(group) for group in packed["groups"]]
    if "member" not in packed:
        return groups[0]
    turns = [iter(group) for group in groups]
    return [next(turns[number]) for number in np.cumsum(_numbers(packed["member"]))]


def _unpack_group(group: dict[str, Any]) -> list[Frame]:
    shape, kinds = group["shape"], group["kinds"]
    count = int(np.prod(shape, dtype=int))
    numbers = _numbers(group["data"])
    columns: list[Lattice] = []
    for number, mode in enumerate(_numbers(group["modes"])):
        mask = _axes(mode // len(_STRIDES))
        stride = _STRIDES[mode % len(_STRIDES)]
        left = np.array(numbers[number * count : (number + 1) * count], dtype=np.int64)
        if stride:
            left = left + _residual(columns[number - stride].reshape(shape), mask)
        columns.append(_restore(left.reshape(shape), mask).ravel())
    said = iter(group["words"])
    slots: list[list[float | str]] = []
    for column, kind in zip(columns, kinds, strict=True):
        if kind == WORDS:
            words = next(said)
            slots.append([words[index] for index in column])
        else:
            slots.append([value / scale(kind) for value in column.tolist()])
    return [
        Frame(group["skeleton"], kinds, tuple(column[index] for column in slots))
        for index in range(count)
    ]


def _restore(left: Lattice, mask: Sequence[int]) -> Lattice:
    corner = tuple(0 if axis in mask else slice(None) for axis in range(left.ndim))
    values = left.copy()
    edge = np.asarray(left[corner])
    restored = np.cumsum(edge.ravel()).reshape(edge.shape)
    # The corner's differences along the mask are its own values, as nothing lies before them.
    values[corner] = restored
    for axis in mask:
        values = np.cumsum(values, axis=axis)
    return values


def to_json(packed: Any) -> str:
    """Write packed frames as JSON that may stand inside a script element.

    Parameters
    ----------
    packed : object
        What :func:`pack` returned, or other plain data.
    """
    written = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return written.replace("</", "<\\/").replace("<!--", "<\\!--")
