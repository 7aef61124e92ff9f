"""What several cases check."""
import time


def exactly_once(world, expected):
    """Every file has one outcome, every article is there once, none is missing."""
    jobs = world.jobs()
    by_file = {}
    for job in jobs:
        by_file.setdefault(job["file"], []).append(job)
    missing = [name for name in expected if name not in by_file]
    twice = [name for name, found in by_file.items() if len(found) > 1]
    assert not missing, f"{len(missing)} files without an outcome, for example {missing[:3]}"
    assert not twice, f"{len(twice)} files with several outcomes, for example {twice[:3]}"
    articles = world.export()
    files = [article["provenance"]["file"] for article in articles]
    assert len(files) == len(set(files)), "an article is there twice"
    absent = [job["file"] for job in jobs if job["outcome"] in ("indexed", "duplicate") and job["file"] not in set(files)]
    assert not absent, f"{len(absent)} articles are missing, for example {absent[:3]}"
    return jobs, articles


def until(what, holds, limit=30):
    """Polls until it holds; an assertion fails with `what` when it does not in time."""
    end = time.time() + limit
    while not holds():
        assert time.time() < end, f"not within {limit} s: {what}"
        time.sleep(0.05)
