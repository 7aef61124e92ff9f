"""Invented article pages in six languages, and a local server for them.

Every name, place and event is made up. Around each article stand what news sites put there: a menu, a notice about
cookies, adverts, buttons to share, related headlines, a newsletter, a list of the most read, a footer.
"""
import html
import http.server
import json
import threading

PAGES = {
    "en": dict(
        layout="semantic",
        site="Pellworth Gazette",
        slug="night-bakery-oven-returns",
        title="Pellworth's night bakery lights its oven again after eleven cold months",
        standfirst="Two sisters rebuilt the brick vault by hand and sold out before dawn",
        author="Imogen Tarrow",
        published="2025-03-18T06:45:00+00:00",
        shown="18 March 2025, 6.45am",
        by="By", menu=["Home", "Local", "Business", "Weather", "Puzzles", "Subscribe"],
        cookies="We use cookies to improve your experience. Accept all or manage your choices.",
        advert="Advertisement: Waxed coats at half price until Sunday",
        share=["Share on Facebook", "Share by email", "Copy link"],
        caption="Dora Vennick stokes the rebuilt oven on Tuesday morning.",
        related=["Related stories", "Millers warn of a thin rye harvest", "Old tram depot to become a market hall"],
        newsletter="Get our morning briefing in your inbox every weekday",
        read=["Most read", "Council weighs longer library hours", "Ferry fares frozen for a second year"],
        footer="© 2025 Pellworth Gazette. All rights reserved. Terms of use. Privacy policy.",
        body=[
            "The last wood-fired bakery in Pellworth sold its first loaves in eleven months on Tuesday, an hour before "
            "sunrise and to a queue that reached the corner of Tanner Street.",
            "Dora and Millicent Vennick had closed the shop in April last year when part of the brick vault fell into "
            "the fire. A builder quoted £38,000 for a new one; the sisters bought a book on kilns instead.",
            "“We numbered every brick that was still whole and drew the rest from photographs,” said Dora Vennick, 54, "
            "who learned to lay arches from a retired mason in the next village.",
            "The oven now holds 140 loaves at a time and keeps its heat for nine hours. It burns prunings from the "
            "orchards at Lower Ash, which the growers used to burn in the field.",
            "Not everybody is pleased. Three neighbours wrote to the district in January about smoke, and an inspector "
            "is to measure it on four nights before the end of May.",
            "“If the readings are bad we will bake later,” Millicent Vennick said. “But people here have set their "
            "alarm clocks by that smell since 1911.”",
        ]),
    "de": dict(
        layout="boxes",
        site="Lindauer Abendpost",
        slug="glockenspiel-wieder-im-takt",
        title="Das Glockenspiel von Grünsee schlägt nach drei Jahren wieder im Takt",
        standfirst="Eine Schülerin fand den Fehler in einer Zeichnung von 1926",
        author="Friederike Mönkemeier",
        published="2025-04-02T17:20:00+02:00",
        shown="2. April 2025, 17:20 Uhr",
        by="Von", menu=["Startseite", "Region", "Wirtschaft", "Sport", "Wetter", "Anmelden"],
        cookies="Diese Seite verwendet Cookies. Alle akzeptieren oder Einstellungen ändern.",
        advert="Anzeige: Jetzt drei Monate lesen und nur einen bezahlen",
        share=["Auf Facebook teilen", "Per E-Mail versenden", "Drucken"],
        caption="Der Turm am Marktplatz von Grünsee am Mittwochnachmittag.",
        related=["Mehr zum Thema", "Seilbahn fährt bis Pfingsten nur am Wochenende", "Zwei Höfe teilen sich eine Käserei"],
        newsletter="Der Morgenbrief: das Wichtigste aus der Region in Ihr Postfach",
        read=["Meistgelesen", "Neue Brücke wird ein Jahr später fertig", "Warum der Wochenmarkt umzieht"],
        footer="© 2025 Lindauer Abendpost. Impressum. Datenschutz. Kontakt.",
        body=[
            "Drei Jahre lang ging das Glockenspiel im Rathausturm von Grünsee jeden Tag um elf Minuten falsch. Seit "
            "Mittwoch spielt es wieder zur vollen Stunde, und der ganze Marktplatz blieb dafür stehen.",
            "Den Fehler fand keine Fachfirma, sondern die siebzehnjährige Schülerin Jule Harthausen. Sie hatte für ein "
            "Referat die alten Pläne im Stadtarchiv abgezeichnet und dabei ein Zahnrad zu wenig gezählt.",
            "„Auf dem Blatt von 1926 sind 64 Zähne eingetragen, im Turm waren es 63“, sagte Harthausen. „Ich habe "
            "dreimal nachgezählt, weil ich es selbst nicht glauben wollte.“",
            "Das Rad war nach einem Blitzschlag im Jahr 2022 ersetzt worden. Die Stadt hatte damals 12.400 Euro "
            "bezahlt und die Rechnung nie mit der Zeichnung verglichen, wie das Bauamt einräumte.",
            "Der Uhrmacher Anselm Kobelt aus dem Nachbarort fräste das neue Rad in zwei Wochen und verlangte nur das "
            "Material. Die Melodie, ein Volkslied aus dem Allgäu, blieb unverändert.",
            "Ganz zufrieden ist Harthausen noch nicht: Die dritte Glocke klinge einen Viertelton zu tief, sagt sie. "
            "Der Stadtrat will darüber nach den Sommerferien beraten.",
        ]),
    "fr": dict(
        layout="boxes",
        site="Le Courrier de Valmorin",
        slug="le-pont-de-bois-rouvre",
        title="À Valmorin, le pont de bois rouvre grâce aux élèves du lycée",
        standfirst="Quarante apprentis charpentiers ont refait le tablier en six mois",
        author="Solène Arbogast",
        published="2025-05-11T08:30:00+02:00",
        shown="Publié le 11 mai 2025 à 08h30",
        by="Par", menu=["Accueil", "Actualités", "Économie", "Sports", "Météo", "Se connecter"],
        cookies="Nous utilisons des cookies. Tout accepter ou personnaliser vos choix.",
        advert="Publicité : abonnez-vous pour un euro le premier mois",
        share=["Partager sur Facebook", "Envoyer par courriel", "Imprimer"],
        caption="Les derniers madriers posés sur le pont de Valmorin, samedi.",
        related=["Sur le même sujet", "La crue de mars a déplacé trois barques", "Un moulin cherche son meunier"],
        newsletter="Recevez chaque matin notre lettre d'information",
        read=["Les plus lus", "Le marché couvert change de jour", "Deux villages partagent une école"],
        footer="© 2025 Le Courrier de Valmorin. Mentions légales. Confidentialité.",
        body=[
            "Le vieux pont de bois de Valmorin, fermé depuis la crue de l'automne 2023, a rouvert samedi aux piétons "
            "et aux cyclistes. Près de six cents habitants l'ont traversé dans la matinée.",
            "Le chantier a été confié à quarante élèves du lycée professionnel, encadrés par deux maîtres charpentiers "
            "à la retraite. Ils ont taillé cent quatre-vingts madriers de mélèze dans la cour de l'établissement.",
            "« Au début, personne ne voulait croire qu'on nous laisserait toucher au pont », raconte Maëlys Duchesnoy, "
            "dix-huit ans, qui a passé l'hiver à ajuster les assemblages.",
            "La commune a payé le bois, soit 61 000 euros, contre 340 000 pour le devis d'une entreprise. "
            "L'économie doit financer l'éclairage des berges l'an prochain.",
            "Une question reste ouverte : les véhicules de secours, qui empruntaient autrefois le pont, devront "
            "continuer à faire un détour de quatre kilomètres jusqu'à la fin des essais de charge.",
            "Le maire, Honoré Lavigerie, a promis une réponse avant le mois de septembre. « Nous n'ouvrirons rien "
            "que nous n'ayons pesé deux fois », a-t-il déclaré.",
        ]),
    "ru": dict(
        layout="semantic",
        site="Вестник Заречья",
        slug="muzej-radio-otkrylsya",
        title="В Заречье открылся музей радио, собранный почтальоном за сорок лет",
        standfirst="Первыми посетителями стали бывшие работники местного завода",
        author="Ксения Бережная",
        published="2025-02-24T12:10:00+03:00",
        shown="24 февраля 2025, 12:10",
        by="Автор:", menu=["Главная", "Новости", "Экономика", "Спорт", "Погода", "Войти"],
        cookies="Мы используем файлы cookie. Принять все или настроить.",
        advert="Реклама: скидки на подписку до конца недели",
        share=["Поделиться ВКонтакте", "Отправить по почте", "Распечатать"],
        caption="Приёмник 1936 года в первом зале музея.",
        related=["Читайте также", "Паром будет ходить до полуночи", "Школьники нашли старую карту уезда"],
        newsletter="Подпишитесь на утреннюю рассылку нашей редакции",
        read=["Самое читаемое", "Библиотека продлит часы работы", "Новый мост построят осенью"],
        footer="© 2025 Вестник Заречья. Все права защищены. Политика конфиденциальности.",
        body=[
            "В бывшем здании почты в Заречье в понедельник открылся музей радио. Его коллекцию из четырёхсот "
            "приёмников сорок лет собирал местный почтальон Тихон Лукоянов.",
            "Первый аппарат ему отдала пенсионерка, которой он приносил газеты. «Она сказала, что он молчит с войны, "
            "а я через неделю поймал на нём Вену», — вспоминает Лукоянов.",
            "До открытия приёмники стояли в сарае и в двух комнатах его дома. Район выделил на ремонт здания полтора "
            "миллиона рублей, остальное собрали жители.",
            "Среди первых гостей были бывшие работницы завода, где в шестидесятые годы паяли платы. Одна из них, "
            "Зоя Мартемьянова, узнала на крышке прибора собственную подпись.",
            "Музей будет работать четыре дня в неделю, а по субботам в нём обещают учить школьников пайке. На первое "
            "занятие уже записались двадцать семь человек.",
            "Главный экспонат, передатчик с ледокола, пока молчит: для него нужна лампа, которую не выпускают с 1958 "
            "года. Лукоянов уверен, что она найдётся на чьём-нибудь чердаке.",
        ]),
    "ja": dict(
        layout="boxes",
        site="汐見日報",
        slug="todai-no-akari",
        title="汐見岬の灯台に七年ぶりの明かり、元漁師らが手作業で修復",
        standfirst="回転装置の歯車は町の鉄工所が無償で削り出した",
        author="三枝千尋",
        published="2025-01-27T18:05:00+09:00",
        shown="2025年1月27日 18時05分",
        by="記者：", menu=["ホーム", "地域", "経済", "スポーツ", "天気", "ログイン"],
        cookies="当サイトではクッキーを使用しています。すべて同意する、または設定を変更する。",
        advert="広告：電子版が最初の一か月無料",
        share=["フェイスブックで共有", "メールで送る", "印刷する"],
        caption="七年ぶりに点灯した汐見岬の灯台＝二十七日夕",
        related=["関連記事", "朝市の駐車場が二倍に広がる", "廃校の音楽室で録音スタジオ開業"],
        newsletter="毎朝のニュースをメールでお届けします",
        read=["よく読まれている記事", "図書館の開館時間を延長へ", "新しい渡船が四月に就航"],
        footer="© 2025 汐見日報社 無断転載を禁じます 個人情報の取り扱い",
        body=[
            "七年前の台風で消えていた汐見岬の灯台に二十七日夕、再び明かりがともった。点灯の瞬間、岸壁に集まった約三百人から大きな拍手が起きた。",
            "修復にあたったのは、地元の元漁師ら十二人でつくる「岬の灯を守る会」。専門業者の見積もりは四千八百万円だったが、会は二年をかけて手作業で直した。",
            "「夜の海で一番うれしいのは、あの光が見えたときだった」と会長の鳥羽源一さんは話す。船を下りて十年になるが、毎週土曜に塔へ通い続けたという。",
            "最大の難関は、さび付いて割れた回転装置の歯車だった。図面は残っておらず、町の鉄工所が実物の破片から寸法を割り出し、無償で削り出した。",
            "レンズは一度すべて外し、小学生たちが柔らかい布で磨いた。六年生の児童は「自分の顔が逆さまに映っておもしろかった」と笑顔を見せた。",
            "灯台は当面、日没から午後十時まで点灯する。会は維持費を募っており、夏には塔の中を一般に公開する予定だ。",
        ]),
    "ar": dict(
        layout="semantic",
        site="صحيفة مرفأ الشمال",
        slug="nakheel-wadi-safsaf",
        title="قرية وادي صفصاف تعيد تشغيل ساقية عمرها ثلاثة قرون بجهود أهلها",
        standfirst="المياه وصلت إلى أول بستان بعد انقطاع دام تسع سنوات",
        author="هالة الصيرفي",
        published="2025-06-09T10:15:00+03:00",
        shown="9 يونيو 2025، 10:15",
        by="بقلم", menu=["الرئيسية", "محليات", "اقتصاد", "رياضة", "الطقس", "تسجيل الدخول"],
        cookies="نستخدم ملفات تعريف الارتباط. قبول الكل أو تعديل الإعدادات.",
        advert="إعلان: اشترك الآن واحصل على شهر مجاني",
        share=["شارك على فيسبوك", "أرسل بالبريد", "طباعة"],
        caption="الساقية بعد تشغيلها صباح الاثنين في وادي صفصاف.",
        related=["اقرأ أيضا", "السوق القديم يفتح أبوابه ليلا", "مدرسة القرية تحصل على حافلة جديدة"],
        newsletter="اشترك في نشرتنا الصباحية لتصلك أهم الأخبار",
        read=["الأكثر قراءة", "تمديد ساعات عمل المكتبة العامة", "خط بحري جديد يبدأ في الخريف"],
        footer="© 2025 صحيفة مرفأ الشمال. جميع الحقوق محفوظة. سياسة الخصوصية.",
        body=[
            "عادت المياه صباح الاثنين إلى بساتين قرية وادي صفصاف بعدما أعاد الأهالي تشغيل ساقية خشبية يعود تاريخها إلى نحو ثلاثة قرون.",
            "وكانت الساقية قد توقفت قبل تسع سنوات حين انكسر محورها الرئيسي، ولم تجد البلدية مالا لإصلاحه، فذبلت مئات من أشجار النخيل.",
            "وقال النجار سليمان الحداد إن أصعب ما في العمل كان العثور على جذع يكفي طوله، مضيفا: «بحثنا في أربع محافظات حتى وجدناه في مزرعة مهجورة».",
            "وشارك في العمل خمسة وثلاثون متطوعا، بينهم طلاب من كلية الهندسة قاسوا كل قطعة قبل فكها ورسموا لها مخططا محفوظا الآن في مدرسة القرية.",
            "وبلغت كلفة المشروع أحد عشر ألف دينار جمعها أبناء القرية المقيمون في المدن، بينما قدر مكتب هندسي الكلفة في السابق بستين ألفا.",
            "ويأمل الأهالي أن تصل المياه إلى جميع البساتين قبل نهاية الصيف، على أن تدار الساقية بعد ذلك بلجنة ينتخبونها كل عامين.",
        ]),
}


def noise(page):
    """Texts around the article, none of which belongs into its body."""
    lists = page["related"] + page["read"] + page["share"]
    return [page["cookies"], page["advert"], page["newsletter"], page["footer"], *lists]


def address(base, language):
    """Where the server has the page in a language."""
    page = PAGES[language]
    year, month, day = page["published"][:10].split("-")
    return f"{base}/{language}/{year}/{month}/{day}/{page['slug']}.html"


def linked_data(page, url):
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": page["title"],
        "datePublished": page["published"], "author": {"@type": "Person", "name": page["author"]},
        "publisher": {"@type": "Organization", "name": page["site"]}, "mainEntityOfPage": url,
    }
    if page["layout"] == "boxes": data["articleBody"] = "\n\n".join(page["body"])
    return json.dumps(data, ensure_ascii=False)


def markup(base, language):
    """The page as HTML."""
    page, url = PAGES[language], address(base, language)
    e = html.escape
    menu = "".join(f'<li><a href="/{language}/{n}">{e(name)}</a></li>' for n, name in enumerate(page["menu"]))
    share = "".join(f'<a class="share" href="#s{n}">{e(name)}</a> ' for n, name in enumerate(page["share"]))

    def headlines(names, level):
        links = "".join(f'<li><a href="/{language}/{level}{n}.html">{e(name)}</a></li>' for n, name in enumerate(names[1:]))
        return f"<{level}>{e(names[0])}</{level}><ul>{links}</ul>"

    direction = ' dir="rtl"' if language == "ar" else ""
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}"{direction}><head><meta charset="utf-8">'
        f"<title>{e(page['title'])} | {e(page['site'])}</title>"
        f'<link rel="canonical" href="{url}"><meta name="author" content="{e(page["author"])}">'
        f'<meta name="description" content="{e(page["standfirst"])}">'
        f'<meta property="og:title" content="{e(page["title"])}"><meta property="og:site_name" content="{e(page["site"])}">'
        f'<meta property="article:published_time" content="{page["published"]}">'
        f'<script type="application/ld+json">{linked_data(page, url)}</script>'
        f'<link rel="stylesheet" href="/style.css"></head>\n')
    half = len(page["body"]) // 2
    first = "\n".join(f"<p>{e(text)}</p>" for text in page["body"][:half])
    second = "\n".join(f"<p>{e(text)}</p>" for text in page["body"][half:])
    if page["layout"] == "semantic":
        return head + (
            f'<body><a class="skip" href="#main">↓</a><header><a href="/">{e(page["site"])}</a><nav><ul>{menu}</ul></nav></header>\n'
            f'<div class="cookie-banner">{e(page["cookies"])}</div>\n<main id="main"><article>\n<h1>{e(page["title"])}</h1>\n'
            f'<p class="standfirst">{e(page["standfirst"])}</p>\n<p class="byline">{e(page["by"])} <a rel="author" '
            f'href="/author/1">{e(page["author"])}</a></p>\n<time datetime="{page["published"]}">{e(page["shown"])}</time>\n'
            f'<div class="sharing">{share}</div>\n<figure><img src="/photo.jpg" alt="{e(page["caption"])}"><figcaption>'
            f'{e(page["caption"])}</figcaption></figure>\n{first}\n<aside class="ad">{e(page["advert"])}</aside>\n{second}\n'
            f'</article></main>\n<section class="newsletter">{e(page["newsletter"])}</section>\n'
            f'<aside>{headlines(page["related"], "h2")}{headlines(page["read"], "h3")}</aside>\n'
            f'<footer>{e(page["footer"])}</footer></body></html>\n')
    return head + (
        f'<body><div id="top"><div class="logo"><a href="/">{e(page["site"])}</a></div><ul class="menu">{menu}</ul></div>\n'
        f'<div id="consent">{e(page["cookies"])}</div>\n<div id="wrap"><div class="col-main"><h1 class="entry-title">{e(page["title"])}</h1>\n'
        f'<div class="meta"><span class="date">{e(page["shown"])}</span> <span class="author">{e(page["by"])} {e(page["author"])}</span></div>\n'
        f'<div class="lead">{e(page["standfirst"])}</div>\n<div class="photo"><img src="/photo.jpg" alt=""><div class="caption">'
        f'{e(page["caption"])}</div></div>\n<div class="entry-content">\n{first}\n<div class="advert">{e(page["advert"])}</div>\n{second}\n</div>\n'
        f'<div class="social">{share}</div><div class="related">{headlines(page["related"], "h3")}</div></div>\n'
        f'<div class="col-side">{headlines(page["read"], "h4")}<div class="letter">{e(page["newsletter"])}</div></div></div>\n'
        f'<div id="bottom">{e(page["footer"])}</div></body></html>\n')


class Server:
    """Serves the pages on a free port of this machine until it is closed."""

    def __init__(self):
        pages = {}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                text = pages.get(self.path)
                self.send_response(404 if text is None else 200)
                kind = "text/html; charset=utf-8" if self.path.endswith(".html") else "text/plain; charset=utf-8"
                body = (text or "not here\n").encode()
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(body)

            do_HEAD = do_GET

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        pages["/robots.txt"] = "User-agent: *\nAllow: /\n"
        for language in PAGES:
            path = address(self.base, language).removeprefix(self.base)
            pages[path] = markup(self.base, language)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
