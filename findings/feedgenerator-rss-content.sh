#!/bin/sh
# feedgenerator 2.2.1 takes the text of an item and leaves it out of RSS without a word.
#
# `add_item(…, content=…)` is there for every kind of feed. Atom1Feed writes it as `<content>`; Rss201rev2Feed writes no
# `content:encoded` and no other element for it, and neither warns nor fails: an RSS feed made so has headlines
# and no articles. The text gets through only as `description`. Seen:
#
#   Rss201rev2Feed: full text written: False
#   Atom1Feed: full text written: True
#
# Installs the package into a temporary environment, makes one item, and fails when the behaviour has changed.
set -eu
version=2.2.1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check "feedgenerator==$version" 'pytz==2026.6'
seen=$("$folder/python/bin/python" - <<'PYTHON'
import feedgenerator
for kind in (feedgenerator.Rss201rev2Feed, feedgenerator.Atom1Feed):
    feed = kind("The Skerry Post", "https://a.example/", "News of the isles")
    feed.add_item("A second ferry", "https://a.example/1", "In short.", content="<p>The whole text of the article.</p>")
    print(f"{kind.__name__}: full text written: {'The whole text' in feed.writeString('utf-8')}")
PYTHON
)
expected="Rss201rev2Feed: full text written: False
Atom1Feed: full text written: True"
printf 'feedgenerator %s\n%s\n' "$version" "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed" >&2; exit 1; }
