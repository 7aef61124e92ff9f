"""Naughty strings come out as they went in, save repairs that can be undone; each is found, and none reaches a
terminal raw."""
import json
import os
import subprocess

from support.texts import made_up
from support.world import World


NASTY = ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m", "bell\x07 and back\x08space", "a\u202egnp.exe", "\u2066hidden\u2069", "\ufeffmark",
         "zero\u200bwidth\u200djoin", "Z\u0351\u036b\u0343algo", "𝕿𝖍𝖊 quick", "👩\u200d👩\u200d👧\u200d👧 family", "🇺🇸🇷🇺🇸", "ﷺ", "表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀",
         "' OR 1=1 -- 1", "\"; DROP TABLE ft; --", "NEAR(a b) AND NOT", "col:umn", "^start*", "\"unbalanced", "(((", "-minus", "%s%x%n", "../../etc/passwd",
         "<script>alert(1)</script>", "&amp;lt;", "{{7*7}}", "null", "undefined", "NaN", "1/0", "0x7f", "Ω≈ç√∫˜µ≤≥÷", "ثم نفس سقطت", "\u2028line\u2029end",
         "tab\tand\x0bvertical", "Power لُلُصّبُلُلصّبُررً ॣ ॣh ॣ ॣ 冗", "\U000e0041tag", "\ufff9note\ufffb", "(｡◕ ∀ ◕｡)", "İstanbul ıI", "ﬁne ligature", "\u0000nul"]


def on_a_terminal(words):
    """What a command writes to a terminal of its own."""
    import pty
    master, slave = pty.openpty()
    process = subprocess.Popen(words, stdout=slave, stderr=slave, stdin=slave, close_fds=True)
    os.close(slave)
    output = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
    os.close(master)
    return process.wait(), output.decode("utf-8")


def unsafe_on_a_terminal(text):
    """Characters that move, paint or turn the line, our own bold aside."""
    bare = text.replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\r\n", "\n")
    return {c for c in bare if (ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
            or 0xFFF9 <= ord(c) <= 0xFFFB or 0xE0000 <= ord(c) <= 0xE007F}


def undone(text, field, repairs):
    """The text before its repairs, by what they have on record."""
    data = text.encode()
    places = [(int(r["where"].rsplit("@", 1)[1]), r) for r in repairs if r["where"].rsplit("@", 1)[0] == field]
    # Offsets are those of the repaired text, so the last is undone first; of several at one place the later one.
    for place, repair in reversed(sorted(places, key=lambda pair: pair[0])):
        after = repair["after"].encode()
        assert data[place:place + len(after)] == after, (text, repair)
        data = data[:place] + repair["before"].encode() + data[place + len(after):]
    return data.decode(errors="replace")


def run(options):
    world = World(options)
    try:
        strings = list(NASTY)
        extra = os.path.join(os.environ.get("WINNOW_DATA", ""), "formats", "naughty")
        for name in sorted(os.listdir(extra)) if os.path.isdir(extra) else []:
            if name.endswith(".txt"):
                with open(os.path.join(extra, name), encoding="utf-8", newline="") as file:
                    strings += [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
        path = os.path.join(world.state, "naughty.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            for number, text in enumerate(strings):
                body = f"Marker{number}x stands before {text} and {made_up(number, paragraphs=1).decode().split(chr(10))[2]}"
                file.write(json.dumps({"title": f"Marker{number}x {text} z", "text": body, "url": f"https://a.example/{number}"}) + "\n")
        world.winnow("ingest", path)
        blanks = str.maketrans({c: " " for c in "\t\n\r\x0b\x0c\u00a0"})
        same = lambda text: " ".join(part for part in text.translate(blanks).split(" ") if part)
        articles = world.export()
        assert len(articles) == len(strings), (len(articles), len(strings))
        changed, repaired = [], 0
        for number, (article, text) in enumerate(zip(articles, strings)):
            headline = undone(article["headline"], "headline", article.get("repairs", []))
            paragraph = undone(article["paragraphs"][0]["text"], "paragraphs/0", article.get("repairs", []))
            repaired += bool(article.get("repairs"))
            if same(headline) != same(f"Marker{number}x {text} z") or same(f"Marker{number}x stands before {text} and") not in same(paragraph):
                changed.append((text, article["headline"], article["paragraphs"][0]["text"][:80], article.get("repairs")))
        assert not changed, f"{len(changed)} of {len(strings)} were changed and cannot be undone, for example {changed[:3]}"
        for number, text in enumerate(strings):
            # The marker finds it, the string itself breaks nothing.
            hits = [json.loads(line) for line in world.winnow("search", f"Marker{number}x", "--json", "--all-copies").splitlines()]
            assert len(hits) == 1 and hits[0]["headline"] == articles[number]["headline"], (text, hits)
            query = text.replace("\x00", " ")
            done = subprocess.run([options.winnow, "search", "--state", world.state, "--limit", "1", "--", query], capture_output=True)
            # What is no query is an error that shows the place; it never ends the program otherwise.
            assert done.returncode in (0, 1, 2), (text, done)
            assert done.returncode != 2 or b"^" in done.stderr, (text, done)
        for number in list(range(len(NASTY))) + list(range(len(NASTY), len(strings), 25)):
            for words in (["search", f"Marker{number}x"], ["show", articles[number]["id"]], ["explain", articles[number]["id"]]):
                code, text = on_a_terminal([options.winnow, *words, "--state", world.state])
                assert code == 0 and text, (words, code, text)
                assert not unsafe_on_a_terminal(text), (words, unsafe_on_a_terminal(text))
        return f"{len(strings)} strings, {repaired} of them repaired on record"
    finally:
        world.close()
