"""Measure the making of the clinic beside the plain loop that a student would write.

``make bench``, or ``.venv/bin/python benchmarks/cohort.py 20000``. Prints one Markdown table and
keeps no file. The loop follows the same course of things, client by client and session by session
(alliance, distress, rupture, ratings from three sides, reports, endings), with Python's own random
numbers; it leaves out phases, attendance and the small tables, so it has less to do. Each runs in a
process of its own, so that its largest memory is its own.
"""

from __future__ import annotations

import json
import math
import os
import random
import resource
import subprocess
import sys
import time

SIZES = (1_500, 20_000, 105_000)
LOOP_UP_TO = 20_000


def plain_loop(therapists: int, clients: int) -> int:
    """Make a clinic as one would write it down; return the number of sessions."""
    from helping.cohort.settings import Settings

    s, chance = Settings(), random.Random(1)
    helpers = [
        (chance.gauss(0, math.sqrt(s.therapist_variance)), chance.gauss(0, s.therapist_slope_sd))
        for _ in range(therapists)
    ]
    dips = (0.0, s.withdrawal_dip, s.confrontation_dip)
    rows = []
    for client in range(clients):
        lasting, pace = chance.choice(helpers)
        lasting += chance.gauss(0, math.sqrt(s.client_variance))
        slope = s.slope + s.client_pull * lasting + pace + chance.gauss(0, s.client_slope_sd)
        start = chance.gauss(s.start, math.sqrt(s.start_sd**2 - s.session_sd**2))
        agreed = chance.choice((12, 16, 20, 26))
        kind = chance.choices(s.kinds, [one.share for one in s.kinds])[0].rates
        moment, mood, state, cost, first = 0.0, 0.0, 0, 0.0, None
        for session in range(1, agreed + 1):
            draw = chance.random()
            if state == 0:
                stay = 1 - kind.withdraw - kind.confront
                state = 0 if draw < stay else 1 if draw < stay + kind.withdraw else 2
            else:
                mend = kind.repair_withdrawal if state == 1 else kind.repair_confrontation
                if draw < mend:
                    state = 0
            cost += s.rupture_cost * (state > 0)
            moment = 0.3 * moment + chance.gauss(0, 0.95)
            mood = 0.3 * mood - 0.09 * moment + chance.gauss(0, 0.95)
            view = lasting + s.growth * math.log(session / 3)
            view += math.sqrt(s.session_variance) * moment - dips[state]
            score = start + slope * math.log(session) + cost + s.session_sd * mood
            score = min(40, max(0, round(score)))
            first = score if first is None else first
            row = {"client": client, "session": session, "distress": score, "rupture": state}
            for side, sees in (("client", 1), ("counsellor", 0.36), ("observer", 0.35)):
                seen = sees * view + math.sqrt(1 - sees**2) * chance.gauss(0, 1)
                for part in ("goal", "task", "bond"):
                    rating = 5 + 0.85 * seen + chance.gauss(0, 0.4)
                    row[f"{side}_{part}"] = round(min(7, max(1, rating)) * 4) / 4
                reports = getattr(s, f"{side}_reports")[state]
                row[f"{side}_reports"] = chance.random() < reports
            rows.append(row)
            odds = math.exp(s.leaving_base - s.leaving_helped * view)
            if chance.random() < odds / (1 + odds):
                break
            well = score < 11 and first - score >= 6
            other = s.ends_otherwise * s.ends_growth ** (session - 1)
            if chance.random() < (s.ends_when_well if well else other):
                break
    return len(rows)


def ours(therapists: int, clients: int) -> int:
    """Make the clinic with `helping.cohort`; return the number of sessions."""
    from helping.cohort import make

    return int((make(therapists, clients)["sessions"]["attendance"] == 0).sum())


def measure(what: str, clients: int) -> dict[str, float]:
    """Run one of the two in a process of its own."""
    command = [sys.executable, __file__, "run", what, str(clients)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def run(what: str, clients: int) -> None:
    """Time one of the two here and print what it took."""
    import numpy  # noqa: F401 - loaded before the clock starts, as are the models

    import helping.cohort  # noqa: F401

    empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, worked = time.perf_counter(), time.process_time()
    made = {"loop": plain_loop, "ours": ours}[what](max(2, clients // 25), clients)
    took = time.perf_counter() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {
                "sessions": made,
                "wall": took,
                "processor": time.process_time() - worked,
                "megabytes": (most - empty) / 1024,
            }
        )
    )


def main() -> None:
    """Measure every size and print the table."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    print(f"Load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    print("| Made by | clients | sessions | seconds | processor seconds | MB | sessions a second |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for clients in sizes:
        for what, name in (("ours", "helping.cohort"), ("loop", "plain loop")):
            if what == "loop" and clients > LOOP_UP_TO:
                continue
            got = measure(what, clients)
            print(
                f"| {name} | {clients:,} | {got['sessions']:,.0f} | {got['wall']:.1f} "
                f"| {got['processor']:.1f} | {got['megabytes']:.0f} "
                f"| {got['sessions'] / got['processor']:,.0f} |"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(sys.argv[2], int(sys.argv[3]))
    else:
        main()
