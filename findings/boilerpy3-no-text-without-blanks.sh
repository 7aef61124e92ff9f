#!/bin/sh
# boilerpy3 1.0.7 finds no text at all in a Japanese article, and says nothing about it.
#
# Its rules count words, and words are what stands between blanks; a paragraph of Japanese or Chinese is a word or two
# and so "boilerplate". ArticleExtractor and LargestContentExtractor return an empty string for
# a page whose English twin, of the same markup, is returned in full. No exception, no warning. Seen:
#
#   ArticleExtractor: Japanese 0 characters, English all
#   LargestContentExtractor: Japanese 0 characters, English all
#
# Installs the package into a temporary environment and fails when the behaviour has changed.
set -eu
version=1.0.7
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check "boilerpy3==$version"
seen=$("$folder/python/bin/python" - <<'PYTHON'
from boilerpy3 import extractors

JAPANESE = [
    "七年前の台風で消えていた灯台に二十七日夕、再び明かりがともった。岸壁に集まった約三百人から大きな拍手が起きた。",
    "修復にあたったのは、地元の元漁師ら十二人でつくる会。専門業者の見積もりは高かったが、会は二年をかけて手作業で直した。",
    "最大の難関は、割れた回転装置の歯車だった。町の鉄工所が実物の破片から寸法を割り出し、無償で削り出した。",
]
ENGLISH = [
    "The lighthouse that went dark in a typhoon seven years ago was lit again on Monday evening, and some three hundred "
    "people who had gathered on the quay began to clap at once.",
    "The repair was done by a club of twelve retired fishermen; what a firm had asked for was more than they could find, "
    "and so they spent two years on it with their own hands.",
    "The hardest part was a broken gear wheel, which the ironworks of the town measured from its pieces and cut anew "
    "without asking for any money for the work that it took.",
]

def page(paragraphs):
    return "<html><body>" + "".join(f"<p>{text}</p>" for text in paragraphs) + "</body></html>"

for name in ("ArticleExtractor", "LargestContentExtractor"):
    extractor = getattr(extractors, name)()
    japanese, english = (len(extractor.get_content(page(text))) for text in (JAPANESE, ENGLISH))
    print(f"{name}: Japanese {japanese} characters, English {'all' if english >= sum(map(len, ENGLISH)) else english}")
PYTHON
)
expected="ArticleExtractor: Japanese 0 characters, English all
LargestContentExtractor: Japanese 0 characters, English all"
printf 'boilerpy3 %s\n%s\n' "$version" "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed" >&2; exit 1; }
