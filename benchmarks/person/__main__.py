"""``python -m benchmarks.person``: compare all answers, measure, print a section of RESULTS.md."""

from __future__ import annotations

import argparse

from benchmarks.person.measure import measure, section


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    print(section(measure(given.rounds), given.rounds))


if __name__ == "__main__":
    main()
