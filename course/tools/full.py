"""Run experiments at the sources' full size: `make full`, or `make full CHAPTER=06`.

Hours on a laptop are normal. Stop it when you like: what was trained is kept, and the
next run goes on. Rows go into course/results.csv as soon as an experiment is through.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted(
    p.stem[1:] for p in (ROOT / "course/experiments").glob("c[0-9][0-9].py")
)


def chosen(chapters: list[str], ids: list[str]) -> list:
    """List the experiments of these chapters, or those that record one of the ids."""
    from experiments import REGISTRY

    for chapter in CHAPTERS:
        importlib.import_module(f"experiments.c{chapter}")
    found = [e for e in REGISTRY if not chapters or e.chapter in chapters]
    found = [e for e in found if not ids or set(ids) & set(e.ids)]
    return sorted(found, key=lambda e: e.chapter)


def carry_out(experiment, place: str) -> bool:
    """Run one, with its question before and its time after; tell whether it worked."""
    from coursekit.progress import span

    ids = ", ".join(experiment.ids)
    print(
        f"\n[{place}] chapter {experiment.chapter}, {experiment.name} ({ids})",
        flush=True,
    )
    print(experiment.question, flush=True)
    start = time.monotonic()
    try:
        experiment.function()
    except Exception:
        print(traceback.format_exc(), "It failed; the others go on.", flush=True)
        return False
    print(f"[{place}] done in {span(time.monotonic() - start)}", flush=True)
    return True


def main() -> int:
    """Run what is asked for; 1 if something failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", help=f"such as {CHAPTERS[0]}")
    parser.add_argument(
        "--ids", nargs="+", default=[], help="only these, such as LA.P1"
    )
    parser.add_argument("--list", action="store_true", help="say what there is")
    arguments = parser.parse_args()
    if strange := sorted(set(arguments.chapters) - set(CHAPTERS)):
        parser.error(
            f"no experiments of chapter {', '.join(strange)}, "
            f"expected {', '.join(CHAPTERS)}"
        )
    os.environ.setdefault("FIRST_NEURON_RESULTS", str(ROOT / "course" / "results.csv"))
    os.environ["FIRST_NEURON_PROGRESS"] = "lines"
    sys.path.insert(0, str(ROOT / "course"))
    experiments = chosen(arguments.chapters, arguments.ids)
    known = {id for experiment in experiments for id in experiment.ids}
    if unknown := sorted(set(arguments.ids) - known):
        parser.error(f"no experiment records {', '.join(unknown)}; --list names them")
    if arguments.list:
        for e in experiments:
            print(f"{e.chapter}  {', '.join(e.ids):16s} {e.question}")
        return 0
    places = (f"{n} of {len(experiments)}" for n in range(1, len(experiments) + 1))
    worked = [carry_out(e, place) for e, place in zip(experiments, places, strict=True)]
    print(f"\n{sum(worked)} of {len(worked)} experiments done.", flush=True)
    return int(not all(worked))


if __name__ == "__main__":
    sys.exit(main())
