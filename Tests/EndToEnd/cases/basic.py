"""Files that are handed over end as articles; search shows one hit a story; /healthz and /readyz answer 200 while the daemon
works, and /readyz 503 once the disk is too full; SIGTERM ends it within 10 s."""
import json

from support.checks import exactly_once
from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    try:
        ready = world.start() or 0
        for number in range(50):
            world.drop(f"a{number}.txt", made_up(number), source="wire")
        world.drop("again.txt", made_up(7), source="other")
        status = world.settled(51)
        jobs, articles = exactly_once(world, [f"wire/a{n}.txt" for n in range(50)])
        copies = [a for a in articles if a.get("duplicateOf")]
        assert [a["provenance"]["file"] for a in copies] == ["other/again.txt"], copies
        assert copies[0]["duplicateKind"] == "bytes", copies[0]["duplicateKind"]
        headline = articles[0]["headline"]
        hits = world.winnow("search", f'"{headline}"')
        assert hits.strip(), "nothing found by its own headline"
        assert status["sources"], status
        for target, key in (("/healthz", "alive"), ("/readyz", "ready")):
            code, body = world.ask(target)
            assert code == 200 and json.loads(body)[key] is True, (target, code, body)
        code, seconds = world.stop()
        assert code == 0 and seconds < 10, (code, seconds)
        assert world.status()["verdict"] == "stopped"
        world.start(WINNOW_DISK_LOW_WATER="1000TiB")
        code, body = world.ask("/readyz")
        assert code == 503 and "low-water mark" in json.loads(body)["detail"], (code, body)
        assert world.ask("/healthz")[0] == 200
        assert world.stop()[0] == 0
        return f"51 files, stop in {seconds:.1f} s"
    finally:
        world.close()
