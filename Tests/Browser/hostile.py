"""Texts that strangers might send: markup, quotation marks with accents, marks of direction, control characters, syntax of
templates, very long words. From a generator with a seed; whatever of them runs sets `window.ran` or asks for `/ran`."""
import random

FIXED = [
    "<script>window.ran=1</script>", "\"><img src=/ran onerror=window.ran=1>", "' autofocus onfocus=window.ran=1 x='",
    "</title></style></textarea></script><svg onload=window.ran=1>", "<!-- ", "--!><img src=/ran>", "]]><script>window.ran=1</script>",
    "&lt;script&gt;window.ran=1&lt;/script&gt;", "&#60;img src=/ran&#62;", "\"\u0301 onfocus=window.ran=1 autofocus y=\"\u0301",
    "<\u0301img src=/ran>", "{{constructor.constructor('window.ran=1')()}}", "${window.ran=1}", "{% raw %}", "<%= 1 %>", "{{{x}}}",
    "javascript:window.ran=1", "\u202egnp.exe\u202c", "\u2067\u2066abc", "\u200f\u200eabc", "abc\u0007\u001b[31mred", "\u0085\u009b",
    "W" * 4000, "ش" * 1500, "漢" * 1500, "ไ" * 900, "a\u0301" * 400, "👩‍👩‍👧‍👦" * 60, "ﷺ" * 80, "<base href=//evil.test/>", "<meta http-equiv=refresh content=0;url=/ran>",
    "<link rel=stylesheet href=/ran>", "<iframe src=/ran>", "<form action=/ran><button>", "<style>*{display:none}</style>", "<plaintext>",
]
PIECES = ["<", ">", "\"", "'", "&", "/", "=", "`", "<b ", "<svg/onload=window.ran=1>", "<img src=/ran>", "</p>", "<!", "?>", " onclick=window.ran=1 ",
          "{{", "}}", "{%", "%}", "${", "\u0301", "\u200d", "\u202e", "\u2067", "\u0008", "\u007f", "\u0090", "&amp", "&#x202E;", " ", " the bridge ",
          "a", "Ω", "ש", "م", "界", "ไ", "é", "😀", "script", "javascript:"]


def texts(count, seed=7):
    """That many, always the same."""
    source = random.Random(seed)
    made = list(FIXED)
    while len(made) < count:
        made.append("".join(source.choice(PIECES) for _ in range(source.randint(2, 24))))
    return made[:count]
