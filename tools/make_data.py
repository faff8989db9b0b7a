"""Make the simulated data anew: ``make data``. The same seed gives the same bytes."""

from __future__ import annotations

import argparse
from pathlib import Path

from tqdm import tqdm

from helping.cohort import SEED, files, make

DATA = Path(__file__).resolve().parents[1] / "data"


def main() -> None:
    """Read the choices, make the clinic, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--therapists", type=int, default=60)
    parser.add_argument("--clients", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--data", type=Path, default=DATA, help="folder that gets simulated/")
    choices = parser.parse_args()
    try:
        make_and_write(choices)
    except ValueError as error:
        parser.error(str(error))


def make_and_write(choices: argparse.Namespace) -> None:
    """Make the clinic and put it in its place, showing how far it is."""
    form = "{desc:<22}{percentage:3.0f}% |{bar}| {elapsed}"
    with tqdm(total=1.0, desc="Making the clinic", bar_format=form) as bar:

        def show(what: str, share: float) -> None:
            bar.set_description_str(what, refresh=False)
            bar.update(share - bar.n)

        files.remove_unfinished(choices.data)
        made = make(
            choices.therapists,
            choices.clients,
            choices.seed,
            progress=lambda what, share: show(what, 0.7 * share),
        )
        files.write(
            made,
            choices.data,
            choices.seed,
            progress=lambda what, share: show(what, 0.7 + 0.3 * share),
        )
    folder = choices.data / files.FOLDER
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(f"{len(files.TABLES)} tables, {size:.1f} MB, in {folder}")


if __name__ == "__main__":
    main()
