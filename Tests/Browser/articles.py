"""Made-up articles as scrapers leave them: papers, stories told by several of them, damage, and what is refused.

`write(folder)` writes them below the inbox, a folder a source. All names and facts are invented.
"""
import html
import json
import os
from pathlib import Path

PAPERS = {
    "meridian": ("Meridian Wire", "meridian.example", "en"),
    "courier": ("The Ellison Courier", "courier.example", "en"),
    "tidewater": ("Tidewater Report", "tidewater.example", "en"),
    "northtrade": ("Northtrade Post", "northtrade.example", "en"),
    "harbourlife": ("Harbour Life", "harbourlife.example", "en"),
    "fieldnotes": ("Field Notes", "fieldnotes.example", "en"),
    "hafenblatt": ("Hafenblatt", "hafenblatt.example", "de"),
    "maydan": ("صحيفة الميدان", "maydan.example", "ar"),
    "linjiang": ("临江晚报", "linjiang.example", "zh"),
    "prachakorn": ("ข่าวประชากร", "prachakorn.example", "th"),
}

BRIDGE = [
    "The Harrow Bridge was closed to all traffic on Tuesday after inspectors found a crack “as long as a man’s arm” in one of its main cables, the city’s transport chief Odile Marchetti said.",
    "The 61-year-old crossing carries about 48,000 vehicles a day between the harbour district and the airport. Marchetti said it would stay shut for “at least nine weeks” while engineers replace the damaged strand.",
    "“We did not close it lightly,” she told reporters beside the empty toll booths. “But nobody will drive over a cable that I would not drive over myself.”",
    "Ferry operator Lantern Line said it would double its crossings from 34 to 68 a day, and the airport authority will run shuttle buses from Quay Street every twelve minutes.",
    "The crack was noticed by Tomas Brekke, a 29-year-old climber with the inspection team, during a routine check that had been postponed twice since last autumn. The council’s opposition leader, Ingrid Solheim, demanded to know why.",
    "“Two postponements, one crack — somebody signed those papers,” Solheim said. The mayor’s office answered that both delays were due to storms.",
    "Repairs are expected to cost 17.4 million crowns, of which the national road fund will carry 60 percent. The bridge was last overhauled in 1998.",
]

SEEDS = [
    "A vault of seeds under the Corvane hills has given up its first sample: 1,200 grains of a barley that nobody has sown for ninety years, the Aldana Institute said on Thursday.",
    "The barley, called Marrow Two-Row, was given up in the nineteen-forties because its straw broke in wind. It grows on salty ground, which modern kinds do not, and that is why the institute wants it back.",
    "“We are not sowing the past,” said Beatriz Noor, who leads the seed bank. “We are asking it a question that we forgot to ask when it was still growing outside the window.”",
    "Half of the grains will be sown in a walled garden at Tenby, the other half goes back into the cold. The first ears are expected in August.",
    "The vault holds 310,000 samples from 44 countries. It was opened for the last time in 2019, when a flood had ruined a collection at Skarn.",
]

STRIKE = [
    "Train drivers on the coast line will walk out for 48 hours from Friday noon, their union said after talks about rest times broke down in Port Ellison.",
    "Some 310 trains will be cancelled, among them all night services to Veldmark. The railway asked travellers to stay at home or to take the coach.",
    "“A driver who has slept four hours is a danger, and everybody at that table knows it,” said Jonas Reith, who speaks for the union. The railway offered nine hours between shifts; the drivers want eleven.",
    "It is the third strike on the line since January. The transport ministry said that it would not call in a mediator before Monday.",
]

SINGLES = [
    ("fieldnotes", "Ants that farm fungus keep two gardens, study finds", "Lena Fried", "2031-02-11T09:00:00Z", [
        "Leafcutter ants in the Marrow valley keep a second, hidden garden for hard times, biologists at the University of Tenby report.",
        "The team dug up 43 nests over three summers. In 29 of them a sealed chamber held a fungus that grows slowly and needs little water.",
        "“They have a pantry,” said lead author Yusuf Adeyemi. “We simply never looked behind the wall.”"]),
    ("fieldnotes", "A river that runs backwards twice a year", "Lena Fried", "2031-02-20T09:00:00Z", [
        "Where the Tarn meets the sea the tide is stronger than the river for two hours every equinox, and the water turns round.",
        "Fishermen have known it for centuries; what they did not know is that young eels wait for it, a survey with 2,000 tagged fish now shows.",
        "The eels save a third of the strength that the way upstream would cost them, the authors write."]),
    ("harbourlife", "Ten quiet beaches within an hour of Port Ellison", "Pia Holt", "2031-02-26T07:30:00+01:00", [
        "Nobody needs a car for a quiet beach: we tried thirty of them by bus, by ferry and on foot, and these ten were worth the sandwiches.",
        "The best of all is Gull Steps, an hour on the line 14 and then a staircase of 208 steps that keeps most people away.",
        "Take water. There is no kiosk on any of them, which is the point."]),
    ("northtrade", "Village choir of eleven wins the Aldana prize", "Mats Oyelaran", "2031-02-14T18:00:00+01:00", [
        "A choir of eleven singers from the hill village of Corvane has won the Aldana prize for new music, beating ensembles ten times its size.",
        "The jury praised a programme built around a single lullaby, sung in eleven different ways.",
        "Conductor Beatriz Noor, who also drives the school bus, said the prize money would go into the roof of the chapel where they rehearse."]),
    ("courier", "Night market may stay open until two, council decides", "Corinne Vale", "2031-03-02T21:10:00+01:00", [
        "The night market on Quay Street may stay open until two in the morning from April, the council decided by 19 votes to 12.",
        "Residents had asked for midnight. They will get double windows instead, paid for by the stallholders.",
        "“It is the cheapest dinner in town and the loudest,” said Ingrid Solheim, who voted against."]),
    ("hafenblatt", "Elbfähre fährt wieder, aber nur bei ruhiger See", "Anke Brodersen", "2031-03-04T08:00:00+01:00", [
        "Die Fähre nach Corvane hat nach drei Wochen Pause wieder abgelegt. Bei Wellen über zwei Metern bleibt sie allerdings im Hafen, teilte die Reederei am Dienstag mit.",
        "Grund für die Pause war ein Riss in der Heckklappe, der bei einer Übung aufgefallen war. Fahrgäste bekommen den vollen Preis zurück.",
        "„Wir fahren lieber einmal zu wenig“, sagte Kapitänin Wiebke Lüders. Für Ostern sind zusätzliche Überfahrten geplant."]),
    ("maydan", "إغلاق جسر المرفأ أمام حركة السير تسعة أسابيع", "ليلى حداد", "2031-03-04T16:00:00+02:00", [
        "أعلنت بلدية المدينة إغلاق جسر المرفأ أمام جميع المركبات بعد أن عثر المفتشون على شرخ في أحد كابلاته الرئيسية، وقالت مديرة النقل إن الإصلاح سيستغرق تسعة أسابيع على الأقل.",
        "ويعبر الجسر يوميا نحو 48,000 مركبة بين حي المرفأ والمطار. وستضاعف شركة العبارات عدد رحلاتها من 34 إلى 68 رحلة في اليوم.",
        "وقال أحد سائقي الأجرة إن الطريق البديل عبر نفق سكارن يزيد المسافة سبعين كيلومترا."]),
    ("linjiang", "老渡口重新开航 首日载客四百人", "陈望舒", "2031-03-05T10:00:00+08:00", [
        "停航九年的老渡口昨日重新开航，首日共载客四百人次，远超港务处预期。两艘渡轮每小时从东码头出发，第三艘将于春季投入运营。",
        "附近商户表示，这是多年来生意最好的一个早晨。港务处计划在四月公布首月客流数据，并听取市民意见。",
        "“小时候每天坐渡轮上学，”六十二岁的乘客李女士说，“没想到还能再坐一次。”"]),
    ("prachakorn", "เปิดท่าเรือเก่าอีกครั้ง วันแรกมีผู้โดยสารสี่ร้อยคน", "ศิริพร แสงทอง", "2031-03-05T09:00:00+07:00", [
        "ท่าเรือเก่าที่ปิดมาเก้าปีเปิดให้บริการอีกครั้งเมื่อวานนี้ โดยมีผู้โดยสารสี่ร้อยคนในวันแรก มากกว่าที่สำนักงานท่าเรือคาดไว้",
        "เรือสองลำออกจากท่าตะวันออกทุกชั่วโมง และลำที่สามจะเริ่มให้บริการในฤดูใบไม้ผลิหลังทดสอบเครื่องยนต์แล้ว",
        "ร้านค้าใกล้ท่าเรือบอกว่าเป็นเช้าที่ขายดีที่สุดในรอบหลายปี"]),
]


def page(paper, headline, author, date, paragraphs, url=None, extra_head="", heading=None):
    """A page with what stands around an article."""
    name, domain, language = PAPERS[paper]
    direction = ' dir="rtl"' if language == "ar" else ""
    body = ""
    for index, text in enumerate(paragraphs):
        if heading and index == heading[0]:
            body += f"<h2>{html.escape(heading[1])}</h2>\n"
        body += f"<p>{html.escape(text, quote=False)}</p>\n"
    url = url or f"https://{domain}/news/{abs(hash_of(headline)) % 10**6}"
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline,
                       "datePublished": date, "author": [{"@type": "Person", "name": author}]}, ensure_ascii=False)
    data = data.replace("</", "<\\/")
    return f"""<!DOCTYPE html>
<html lang="{language}"{direction}><head><meta charset="utf-8">
<title>{html.escape(headline)} | {name}</title>
<meta property="og:site_name" content="{name}">
<link rel="canonical" href="{html.escape(url)}">{extra_head}
<script type="application/ld+json">{data}</script></head><body>
<div class="cookie-banner">We use cookies to give you the best experience. <button>Accept all</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{html.escape(headline)}</h1>
<p class="byline">By {html.escape(author)}</p>
{body}</article>
<aside class="related"><h3>Read more</h3><ul><li><a href="/a">Storm season: what to expect</a></li><li><a href="/b">Ten ways to save on fuel this spring</a></li></ul></aside></main>
<footer>© {name}. <a href="/privacy">Privacy</a></footer></body></html>
"""


def hash_of(text):
    """The same number in every run."""
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


def mojibake(text):
    """UTF-8 that was read as Windows-1252, as a careless scraper leaves it."""
    return text.encode().decode("cp1252", errors="replace")


def bridge_pages():
    wire = ["Port Ellison (Meridian Wire) — " + BRIDGE[0]] + BRIDGE[1:]
    yield "meridian", "2031-03-04-harrow.html", page(
        "meridian", "Harrow Bridge closed for nine weeks after crack found in main cable", "Staff", "2031-03-04T15:05:00+01:00", wire)
    yield "courier", "bridge-closed.txt", "\n\n".join(
        ["The Ellison Courier", "Harrow Bridge closed for nine weeks after crack found in main cable", "March 4, 2031"]
        + [mojibake(text) for text in wire[:6]] + ["Photo: Ellison Courier / Pia Holt", "Subscribe to our newsletter"])
    yield "northtrade", "harrow.html", page(
        "northtrade", "Harrow Bridge closed for nine weeks after crack found in main cable – officials", "Meridian Wire",
        "2031-03-04T18:12:44+01:00", [wire[0], wire[1], wire[3], wire[2], wire[4].replace("a 29-year-old climber", "a climber"),
                                      "Haulage firms at the container port expect delays of up to three hours a load, Northtrade learned."])
    yield "tidewater", "port-ellison.html", page(
        "tidewater", "Commuters scramble as Port Ellison loses its bridge", "Jasper Okonedo", "2031-03-05T06:40:00+01:00", [
            "At half past six on Wednesday the queue for the Lantern Line ferry reached back to the fish market, and Mina Aaltonen, a nurse who usually crosses the Harrow Bridge in eight minutes, had been standing in it for fifty.",
            "“I have a night shift behind me and now this,” she said, hours after Port Ellison closed the Harrow Bridge, its only road link to the airport, because of a crack in a main cable. The bridge carries 48,000 vehicles a day and will stay shut for nine weeks.",
            BRIDGE[3],
            "Hotels near the terminal reported that they were booked out. Taxi drivers, who now face a detour of 70 kilometres by way of the Skarn tunnel, asked the city for a special fare.",
            "The repair bill of 18.1 million crowns will be shared between the city and the national road fund. Shop owners in the harbour district say that nobody has talked to them about lost trade in the nine weeks to come."],
        heading=(4, "Who pays?"))
    yield "harbourlife", "nine-weeks.html", page(
        "harbourlife", "Nine weeks without Harrow Bridge: how to get across", "Corinne Vale", "2031-03-05T12:00:00+01:00", [
            "The Harrow Bridge is shut for at least nine weeks, and Port Ellison has to learn how to get to the airport without it.",
            BRIDGE[3],
            "The first ferry leaves at 5.10, the last one at half past midnight. Bicycles travel free; dogs pay half.",
            BRIDGE[1]])
    yield "courier", "strand.html", page(
        "courier", "New strand for Harrow Bridge to arrive within a month", "Corinne Vale", "2031-03-07T17:45:00+01:00", [
            "The cable maker has promised to deliver a new strand of 410 metres for the Harrow Bridge within a month, transport chief Odile Marchetti told the council on Friday.",
            "The crossing was closed on Tuesday after inspectors found a crack in one of its main cables. It carries about 48,000 vehicles a day between the harbour district and the airport.",
            "Ingrid Solheim, who leads the opposition, asked for the papers on the two postponed checks. The mayor’s office promised them for Monday."])


def stories():
    yield from bridge_pages()
    yield "meridian", "barley.html", page("meridian", "Vault gives up barley that nobody has sown for ninety years", "Staff", "2031-03-06T10:00:00Z",
                                          ["Corvane (Meridian Wire) — " + SEEDS[0]] + SEEDS[1:])
    yield "fieldnotes", "barley.html", page("fieldnotes", "Old barley, new question", "Lena Fried", "2031-03-07T09:00:00Z", [
        SEEDS[0], SEEDS[1].replace("nineteen-forties", "1940s"), SEEDS[2],
        "Salt is the question: a third of the fields along the coast have too much of it for wheat, and the sea is not done rising.", SEEDS[3]])
    yield "northtrade", "barley.html", page("northtrade", "Seed bank sows a lost barley", "Meridian Wire", "2031-03-06T15:30:00Z", [SEEDS[0], SEEDS[2], SEEDS[3]])
    yield "courier", "strike.html", page("courier", "Coast line drivers to strike for 48 hours", "Corinne Vale", "2031-03-06T19:20:00+01:00", STRIKE)
    yield "tidewater", "strike.html", page("tidewater", "Third strike since January stops trains on the coast line", "Jasper Okonedo", "2031-03-06T22:05:00+01:00",
                                           [STRIKE[1], STRIKE[0], STRIKE[2].replace("“A driver who has slept four hours is a danger, and everybody at that table knows it,” said", "“Everybody at that table knows it,” said"), STRIKE[3]])
    for source, headline, author, date, paragraphs in SINGLES:
        yield source, f"{hash_of(headline) % 10**6}.html", page(source, headline, author, date, paragraphs)


REFUSED = [
    ("northtrade", "challenge.html", "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1><p>Please enable JavaScript and cookies to continue.</p></body></html>"),
    ("northtrade", "challenge-2.html", "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser before accessing northtrade.example</h1><p>Please enable JavaScript and cookies to continue.</p></body></html>"),
    ("harbourlife", "empty.html", ""),
    ("tidewater", "front.pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n"),
]


def put(inbox, source, name, text):
    """One file, handed over as a scraper should: under a temporary name, then renamed."""
    folder = Path(inbox) / source
    folder.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    temporary = folder / ".new"
    temporary.write_bytes(data)
    os.rename(os.fsencode(temporary), os.path.join(os.fsencode(folder), os.fsencode(name)))


def write(inbox):
    """All of them; returns how many files were handed over."""
    count = 0
    for source, name, text in list(stories()) + REFUSED:
        put(inbox, source, name, text)
        count += 1
    link = Path(inbox) / "tidewater" / "latest.html"
    link.symlink_to("/nowhere/at/all")
    return count + 1
