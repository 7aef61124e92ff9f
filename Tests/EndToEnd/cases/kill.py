"""Kill -9 at random moments while files are dropped: one outcome a file, no article twice, none missing."""
import contextlib
import os
import random
import sqlite3
import time

from support.checks import exactly_once
from support.texts import made_up
from support.world import World


def once_so_far(world, is_whole=False):
    """What a dead daemon of files with one article each left: no file with two outcomes, no file with two articles, and
    nothing in the index that the ledger does not hold; when all is done, nothing less either."""
    def rows(path, query):
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            return base.execute(query).fetchall()

    ledger = os.path.join(world.state, "ledger.sqlite")
    if not os.path.exists(ledger):
        return
    # The index first: it follows the ledger.
    indexed = []
    folder = os.path.join(world.state, "index")
    for name in os.listdir(folder):
        if name.endswith(".sqlite"):
            indexed += [row[0] for row in rows(os.path.join(folder, name), "SELECT id FROM ft_content")]
    twice = rows(ledger, "SELECT count(*) FROM job GROUP BY file_hash HAVING count(*) > 1")
    assert not twice, f"{len(twice)} files with several outcomes"
    twice = rows(ledger, "SELECT job FROM article GROUP BY job HAVING count(*) > 1")
    assert not twice, f"{len(twice)} files with several articles, for example {twice[0]}"
    decided = {row[0] for row in rows(ledger, "SELECT number FROM article")}
    assert len(indexed) == len(set(indexed)) and set(indexed) <= decided, "the index holds what the ledger does not"
    assert not is_whole or set(indexed) == decided, f"{len(decided) - len(indexed)} articles are not in the index"


def run(options):
    rounds = options.rounds
    # Many rounds get by with fewer files each: what counts is the moment.
    share = 100 if rounds <= 50 else 15
    files = max(2000, rounds * share)
    world = World(options)
    try:
        dice = random.Random(options.seed)
        world.start()
        for number in range(files):
            world.drop(f"k{number}.txt", made_up(number, paragraphs=2), source=f"s{number % 5}")
            if number % (files // rounds) == files // rounds - 1:
                time.sleep(dice.random() ** 2 * 0.4)
                world.kill()
                once_so_far(world)
                world.start(wait=dice.random() < 0.7)
        world.settled(files, limit=600)
        exactly_once(world, [f"s{n % 5}/k{n}.txt" for n in range(files)])
        once_so_far(world, is_whole=True)
        leftover = os.listdir(os.path.join(world.state, "spool", "claimed"))
        assert not leftover, f"left in claimed/: {leftover[:5]}"
        world.stop()
        return f"{rounds} kills over {files} files (seed {options.seed})"
    finally:
        world.close()
