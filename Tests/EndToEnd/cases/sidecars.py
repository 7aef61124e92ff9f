"""A sidecar and its page make one article in either order of arrival, also when the daemon is killed in between."""
import json
import random
import subprocess
import time

from support.texts import PAGE, made_up
from support.world import World


def made_up_page(number):
    """A page around a text that is like no other."""
    title, *paragraphs = made_up(number, paragraphs=2).split(b"\n\n")
    return PAGE % (title, title, b"".join(b"<p>" + p + b"</p>" for p in paragraphs))


def run(options):
    world = World(options)
    try:
        dice = random.Random(options.seed)
        pages = 60
        files = []
        for number in range(pages):
            sidecar = json.dumps({"url": f"https://news.example/{number}", "date_publish": "2031-03-04 10:00:00"}).encode()
            pair = [(f"p{number}.html", made_up_page(number)), (f"p{number}.html.json", sidecar)]
            # Two pages come before their sidecar, the third after it.
            if number % 3 == 1:
                pair.reverse()
            files.append(pair)
        kills = 0
        world.start()
        for wave in (0, 1):
            for index, pair in enumerate(files):
                world.drop(*pair[wave], source="wire")
                if index % 12 == 11:
                    time.sleep(dice.random() * 0.3)
                    world.kill()
                    world.start()
                    kills += 1
                    # A file that three kills in a row find in work is set aside, as it should be.
                    world.idle()
            # The first ones are decided before the second ones come: together they would be one unit.
            world.settled(pages * (wave + 1))
        jobs = {job["file"]: job for job in world.jobs()}
        assert len(jobs) == len(world.jobs()) == 2 * pages, "a file has several outcomes, or none"
        lost = [name for name, job in jobs.items() if name.endswith(".json") and job["outcome"] != "attached"]
        assert not lost, f"{len(lost)} sidecars found no page, for example {jobs[lost[0]]}"
        articles = world.export()
        assert len(articles) == pages, len(articles)
        for article in articles:
            name = article["provenance"]["file"].removeprefix("wire/p").removesuffix(".html")
            assert article.get("url") == f"https://news.example/{name}", article["provenance"]
            assert article["provenance"].get("sidecar") == f"p{name}.html.json", article["provenance"]
        found = world.winnow("search", articles[0]["headline"], "--json", "--since", "2031-03-04", "--until", "2031-03-05")
        assert "news.example" in found, "the filter does not see the sidecar's date"
        assert "attached to the article of job" in world.winnow("explain", "wire/p3.html.json")
        world.stop()
        before = world.winnow("export", binary=True)
        assert subprocess.run([options.winnow, "audit", "--state", world.state], capture_output=True).returncode == 0
        world.winnow("rebuild")
        assert world.winnow("export", binary=True) == before, "the rebuilt export differs"
        return f"{pages} pages, {kills} kills"
    finally:
        world.close()
