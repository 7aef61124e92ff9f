"""The five real files, under a real systemd: five articles in one story, one near copy, one self-repeat."""
import json
import os
import subprocess

from support.left_out import LeftOut
from support.systemd import under_systemd
from support.world import World


def run(options):
    if not os.path.isdir(options.seeds):
        raise LeftOut(f"the five real files are not at {os.path.normpath(options.seeds)}")
    world = World(options)
    manager = under_systemd(options, world, "winnowd-seeds")
    try:
        world.daemon = subprocess.Popen(["sleep", "600"])
        names = sorted(os.listdir(options.seeds))
        for name in names:
            with open(os.path.join(options.seeds, name), "rb") as file:
                world.drop(name, file.read())
        world.settled(5)
        articles = {a["provenance"]["file"]: a for a in world.export()}
        assert sorted(articles) == names, sorted(articles)
        by_number = {int(name[:3]): a for name, a in articles.items()}
        copies = {n: a.get("duplicateKind") for n, a in by_number.items() if a.get("duplicateOf")}
        pair = {by_number[1]["id"], by_number[2]["id"]}
        assert list(copies.values()) == ["near"] and list(copies)[0] in (1, 2), copies
        assert by_number[list(copies)[0]]["duplicateOf"] in pair
        assert [n for n, a in by_number.items() if a.get("selfRepeat")] == [0], "self-repeat"
        bad = ["Adblock Detected", "Sell anywhere with AliDropship", "Photo credit", "AliDropship is the best"]
        for number, article in by_number.items():
            for text in bad:
                assert text not in article["articleBody"], (number, text)
            for removed in article.get("removed", []):
                # A repeat is, by its nature, text that stands in the body once.
                if removed["reason"] not in ("repeated", "title") and len(removed["text"]) > 30:
                    assert removed["text"] not in article["articleBody"], (number, removed)
        assert by_number[2]["datePublished"] == "2025-02-13T11:38:35Z", by_number[2].get("datePublished")
        assert "&" not in by_number[2]["headline"] and "<" not in by_number[2]["articleBody"]
        with open(os.path.join(options.seeds, names[2]), "rb") as file:
            assert by_number[2]["url"] == json.load(file)["link"], by_number[2].get("url")
        stories = {a["story"] for a in articles.values()}
        assert len(stories) == 1, f"{len(stories)} stories: {[(n, a['story'][-4:]) for n, a in sorted(by_number.items())]}"
        hits = world.winnow("search", "irreversible path", "--json").splitlines()
        every = world.winnow("search", "irreversible path", "--json", "--all-copies").splitlines()
        assert len(hits) == 1 and len(every) > 1, (len(hits), len(every))
        return f"one story of five, {len(every)} hits with copies"
    finally:
        world.daemon and world.daemon.kill()
        manager.close()
        world.close()
