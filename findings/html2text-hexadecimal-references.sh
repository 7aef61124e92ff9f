#!/bin/sh
# html2text 1.3.2a-28 of Debian 12 leaves hexadecimal character references as they stand.
#
# HTML has two ways to write a character by its number, `&#39;` and `&#x27;`, with the same meaning. html2text
# resolves the first and prints the second. Python's html.escape and many templates write the second for an
# apostrophe, so that text dumps of such pages are full of `&#x27;`. Seen:
#
#   It's a ship, it&#x27;s a boat: café, caf&#xe9;
#
# Downloads the package into a temporary folder, runs it there on a page made below, and fails when what it prints
# has changed. Needs apt-get with Debian 12's lists.
set -eu
version=1.3.2a-28
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq "html2text=$version" 2>/dev/null
dpkg -x html2text_*.deb root
printf '<html><body><p>It&#39;s a ship, it&#x27;s a boat: caf&#233;, caf&#xe9;</p></body></html>\n' >page.html
seen=$(root/usr/bin/html2text -utf8 -nobs page.html)
expected="It's a ship, it&#x27;s a boat: café, caf&#xe9;"
echo "html2text $version: $seen"
[ "$seen" = "$expected" ] || { echo "this has changed; expected: $expected" >&2; exit 1; }
