"""Winnow repair: JSON lines come out in the order they went in, a bad one is named and costs only itself; a long
text is repaired as it comes."""
import json
import subprocess


def run(options):
    def damaged(text):
        return text.encode().decode("cp1252")
    texts = [f"Line {number}: the café on the Rhône’s left bank is open, said Zoë." for number in range(5000)]
    lines = [json.dumps({"id": number, "text": damaged(text)}) for number, text in enumerate(texts)]
    lines[1234] = "no object"
    done = subprocess.run([options.winnow, "repair", "--json-lines"], input="\n".join(lines).encode(), capture_output=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and b"line 1235 " in done.stderr, (done.returncode, done.stderr[-300:])
    wanted = [(number, text) for number, text in enumerate(texts) if number != 1234]
    assert [(line["id"], line["text"]) for line in found] == wanted
    text = "\n\n".join(texts * 4)
    done = subprocess.run([options.winnow, "repair"], input=damaged(text).encode(), capture_output=True)
    assert done.returncode == 0 and done.stdout.decode() == text, done.stderr[-300:]
    # What has come is answered before the input ends.
    process = subprocess.Popen([options.winnow, "repair", "--json-lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write((lines[0] + "\n").encode())
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["text"] == texts[0]
    process.stdin.close()
    assert process.wait(30) == 0
    return f"{len(found)} lines, {len(text.encode()):,} bytes of text"
