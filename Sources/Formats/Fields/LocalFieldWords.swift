/// The words by which scrapers of other languages than English name the fields of an article, and
/// the names that are made of them: `titolo`, `data_pubblicazione`, `fecha de la noticia`,
/// `заголовок_статті`.
enum LocalFieldWords {
  /// What a word of a language stands for; the first letters of `table`.
  private enum Part: String, CaseIterable {
    case headline = "h"
    /// Words that mean a headline and much else: a name, an address, a column of a paper.
    case unsureHeadline = "n"
    case body = "b"
    case author = "a"
    /// Words for an author and something else.
    case unsureAuthor = "s"
    case date = "d"
    /// What stands beside a word for a date or alone: `publicación`.
    case publication = "p"
    /// The same for the last change.
    case change = "m"
    case url = "u"
    case description = "r"
    case alternativeHeadline = "v"
    case section = "c"
    case publisher = "q"
    /// What the others are of: the article, the news.
    case thing = "t"
    /// `Name` in `name of the author`.
    case name = "e"
    /// Small words between two of the others.
    case joint = "j"
  }

  /// The names with their claims, of the languages that the table writes in ASCII or of the others;
  /// each as `FieldRole.folded` leaves it.
  static func claims(inASCII: Bool) -> [(name: String, claim: FieldRole.Claim)] {
    var found: [(name: String, claim: FieldRole.Claim)] = []
    var words: [Part: [String]] = [:]
    // An empty line ends a language.
    for line in (table + "\n").split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.isEmpty else {
        note(line, in: &words)
        continue
      }
      let isASCII = words.values.allSatisfy { $0.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } } }
      if isASCII == inASCII { append(words, to: &found) }
      words = [:]
    }
    return found
  }

  private static func note(_ line: Substring, in words: inout [Part: [String]]) {
    for field in line.split(separator: ";") {
      let pieces = field.split(separator: " ").map(String.init)
      guard let first = pieces.first, let part = Part(rawValue: first) else { continue }
      words[part, default: []] += pieces.dropFirst()
    }
  }

  private static func append(
    _ words: [Part: [String]], to found: inout [(name: String, claim: FieldRole.Claim)]
  ) {
    func add(_ role: FieldRole, _ rank: Int, _ names: [String]) {
      found += names.map { (FieldRole.folded($0), FieldRole.Claim(role: role, rank: rank)) }
    }
    func all(_ part: Part) -> [String] { words[part] ?? [] }
    let joints = [""] + all(.joint)
    /// Each of the first words before each of the second, with a small word between them or none.
    func joined(_ first: [String], _ second: [String]) -> [String] {
      first.flatMap { one in joints.flatMap { joint in second.map { one + joint + $0 } } }
    }
    let things = all(.thing)
    add(.headline, 2, all(.headline) + joined(all(.headline), things))
    add(.headline, 2, joined(things, all(.headline)))
    add(.headline, 3, all(.unsureHeadline))
    add(.body, 2, all(.body) + joined(all(.body), things) + joined(things, all(.body)))
    let authors = all(.author)
    add(.author, 1, authors + joined(all(.name), authors) + joined(authors, all(.name)))
    add(.author, 1, joined(authors, things) + joined(things, authors))
    add(.author, 2, all(.unsureAuthor))
    let dates = all(.date)
    add(.published, 1, joined(dates, all(.publication)) + joined(all(.publication), dates))
    add(.published, 1, dates + all(.publication) + joined(dates, things) + joined(things, dates))
    add(.modified, 1, joined(dates, all(.change)) + joined(all(.change), dates) + all(.change))
    add(.url, 1, all(.url) + joined(all(.url), things) + joined(things, all(.url)))
    add(.description, 1, all(.description))
    add(.alternativeHeadline, 0, all(.alternativeHeadline))
    add(.section, 1, all(.section))
    add(.publisher, 1, all(.publisher))
  }

  /// A language each group of lines, its words in lower case; those of Latin script without their
  /// marks, for names in programs mostly lack them.
  static let table = """
    h titulo titular encabezado; b texto cuerpo contenido;
    a autor autora autores periodista redactor redactora; s firma; d fecha fechahora;
    p publicacion publicado publicada; m actualizacion modificacion actualizado; u enlace;
    r resumen entradilla bajada copete descripcion; v subtitulo antetitulo; c seccion categoria;
    q fuente medio diario; t noticia articulo nota; e nombre; j de del dela;

    h titulo manchete chamada; b texto corpo conteudo;
    a autor autora autores jornalista reporter redator; d data datahora;
    p publicacao publicado publicada; m atualizacao modificacao atualizado; u ligacao;
    r resumo descricao lide; v subtitulo linhafina; c secao seccao editoria categoria;
    q fonte veiculo jornal; t noticia artigo materia; e nome; j de do da;

    h titolo; b testo corpo contenuto; a autore autrice autori giornalista; s firma; d data;
    p pubblicazione pubblicato pubblicata; m aggiornamento modifica aggiornato; u collegamento;
    r riassunto sommario descrizione; v sottotitolo occhiello catenaccio;
    c sezione categoria rubrica; q fonte testata giornale; t articolo notizia; e nome;
    j di del della dell;

    h titre; b texte contenu corps;
    a auteur auteure autrice auteurs journaliste redacteur redactrice; d date;
    p publication parution publie publiee; m modification miseajour maj; u lien;
    r resume chapo chapeau; v soustitre surtitre; c rubrique categorie; q journal;
    t article actualite; e nom; j de du del dela;

    h titlu titlul; b text continut corp textul continutul;
    a autor autori autorul autoarea jurnalist; d data; p publicarii publicare publicat publicata;
    m actualizarii modificarii actualizat; u legatura; r rezumat descriere; v subtitlu;
    c sectiune categorie rubrica; q sursa; t articol articolului stire stirii; e nume numele;

    h titol titular; b text contingut; a autor autora autors periodista; d data;
    p publicacio publicat; m actualitzacio; u enllac; r resum entradeta; v subtitol;
    c seccio categoria; q mitja; t noticia article; e nom; j de del;

    h titel uberschrift ueberschrift schlagzeile; b text inhalt haupttext fliesstext volltext;
    a autor autorin autoren verfasser verfasserin redakteur redakteurin; d datum zeitpunkt;
    p veroffentlichung veroeffentlichung veroffentlicht veroeffentlicht veroffentlichungs;
    p veroeffentlichungs erscheinungs publikations erschienen;
    m anderungs aenderungs aktualisierungs aktualisiert geandert geaendert; u verweis;
    r zusammenfassung anriss vorspann kurzfassung beschreibung; v untertitel dachzeile unterzeile;
    c ressort kategorie; q quelle zeitung medium;
    t artikel beitrag beitrags nachricht nachrichten meldung; e name; j des der;

    h titel kop koptekst; b tekst inhoud broodtekst;
    a auteur auteurs schrijver journalist redacteur; d datum;
    p publicatie gepubliceerd verschenen geplaatst; m gewijzigd bijgewerkt wijzigings;
    r samenvatting inleiding; v ondertitel; c rubriek categorie; q bron krant;
    t artikel bericht nieuws; e naam; j van;

    h titel huvudrubrik; n rubrik; b text brodtext innehall; a forfattare skribent journalist;
    d datum; p publicering publicerings publicerad publicerat; m uppdaterad andrad uppdaterings;
    u lank; r ingress sammanfattning; v underrubrik; c sektion kategori avdelning; q kalla tidning;
    t artikel artikelns nyhets; e namn;

    h titel overskrift tittel; n rubrik; b tekst brodtekst indhold innhold;
    a forfatter skribent journalist; d dato;
    p publiceret publicerings publisert publiserings udgivet udgivelses offentliggjort;
    m opdateret oppdatert opdaterings; u lenke; r ingress sammendrag;
    v underoverskrift undertittel underrubrik undertitel; c sektion seksjon kategori; q kilde avis;
    t artikel artikkel nyhed nyheds nyhet nyhets; e navn;

    h otsikko paaotsikko; b teksti leipateksti sisalto; a kirjoittaja toimittaja tekija;
    d paivamaara pvm paivays; p julkaistu julkaisu; m paivitetty muokattu paivitys muokkaus;
    u linkki; r tiivistelma ingressi kuvaus; v alaotsikko; c osasto kategoria; q lahde lehti;
    t artikkeli artikkelin uutinen uutisen juttu jutun; e nimi;

    h fyrirsogn titill; b texti meginmal efni; a hofundur bladamadur; d dagsetning;
    p birt birtingar; m uppfaert; r samantekt; v undirfyrirsogn; c flokkur; q heimild midill;
    t frett frettar;

    h tytul naglowek; b tresc tekst zawartosc; a autor autorka autorzy dziennikarz; d data;
    p publikacji publikacja opublikowano opublikowania; m aktualizacji modyfikacji zaktualizowano;
    u odnosnik; r streszczenie zajawka opis; v podtytul nadtytul; c dzial kategoria;
    q zrodlo gazeta; t artykul artykulu wiadomosc wiadomosci; e imie;

    h titulek titulok nadpis; n nazev nazov; b text obsah telo; a autor autorka autori redaktor;
    d datum;
    p vydani vydano vydania vydane publikovani publikovano publikovania publikovane zverejneni;
    p zverejneno zverejnenia zverejnene; m aktualizace aktualizacie upravy aktualizovano; u odkaz;
    r perex souhrn suhrn popis shrnuti; v podtitulek podtitul podnadpis;
    c rubrika kategorie sekce kategoria sekcia; q zdroj noviny;
    t clanku clanek clanok zpravy zprava spravy sprava; e jmeno meno;

    h cim focim cimsor; b szoveg tartalom torzsszoveg; a szerzo ujsagiro szerkeszto;
    d datum datuma idopont;
    p megjelenes megjelenesi publikalas kozzetetel kozzeteteli megjelent kozzeteve;
    m modositas modositasi frissites frissitve; u hivatkozas;
    r osszefoglalo kivonat bevezeto leiras; v alcim; c rovat kategoria; q forras ujsag; t cikk hir;
    e nev neve;

    h baslik basligi; b icerik icerigi metin metni govde; a yazar yazari muhabir muhabiri;
    d tarih tarihi; p yayin yayim yayinlanma yayimlanma; m guncelleme guncellenme; u baglanti;
    r ozet ozeti spot aciklama; v altbaslik ustbaslik; c kategori bolum; q kaynak gazete;
    t haber makale yazi; e ad adi isim;

    h judul tajuk; b isi teks konten kandungan; a penulis wartawan pengarang; d tanggal tarikh;
    p terbit publikasi tayang rilis diterbitkan; m pembaruan diperbarui kemaskini; u tautan pautan;
    r ringkasan rangkuman deskripsi; v subjudul; c kategori kanal rubrik; q sumber;
    t berita artikel; e nama;

    h tieude nhande tuade; b noidung vanban; a tacgia phongvien; d ngay thoigian ngaygio;
    p dang xuatban dangbai dangtin; m capnhat; u duongdan lienket; r tomtat mota sapo; v phude;
    c chuyenmuc danhmuc; q nguon; t bai baiviet tin baibao; e ten;

    h pealkiri; b tekst sisu; a autor autorid ajakirjanik; d kuupaev; p avaldatud avaldamise;
    m muudetud muutmise; r kokkuvote; v alapealkiri; c rubriik; q allikas; t artikli uudise;

    h virsraksts; b teksts saturs; a autors autori zurnalists; d datums; p publicets publicesanas;
    m atjaunots; r kopsavilkums; v apaksvirsraksts; c kategorija; q avots; t raksta zinas;

    h antraste pavadinimas; b tekstas turinys; a autorius autore autoriai; d data;
    p paskelbta paskelbimo publikavimo; m atnaujinta atnaujinimo; r santrauka; v paantraste;
    c kategorija skyrius; q saltinis; t straipsnio naujienos;

    h naslov; b tekst besedilo sadrzaj vsebina;
    a autor avtor autorica avtorica autori novinar novinarka; d datum;
    p objave objavljeno objavljivanja; m azuriranja izmjene izmene posodobitve;
    u poveznica povezava; r sazetak povzetek opis; v podnaslov nadnaslov; c rubrika kategorija;
    q izvor vir; t clanka clanak clanek vijesti vijest vesti vest novice novica; e ime;

    h titulli titull; b teksti permbajtja; a autori gazetari; d data; p publikimit publikuar;
    r permbledhja; c kategoria rubrika; q burimi; t artikullit lajmit; j e i;

    h izenburua titulua; b testua edukia; a egilea idazlea; d data; p argitaratze argitaratua;
    c saila; q iturria; t albistearen artikuluaren;

    h kichwa; b maudhui; a mwandishi; d tarehe; p kuchapishwa; q chanzo; t habari makala;
    j ya cha wa;

    h opskrif; b teks inhoud; a outeur skrywer; d datum; p publikasie gepubliseer; q bron;
    t artikel berig; j van;

    h pamagat; b nilalaman; a mayakda; d petsa; q pinagmulan; t balita; j ng;

    h заголовок; n название; b текст содержание содержимое контент; a автор авторы журналист;
    d дата; p публикации публикация опубликовано; m обновления изменения обновлено; u ссылка;
    r описание аннотация анонс лид; v подзаголовок; c рубрика категория раздел; q источник издание;
    t статьи статья новости новость; e имя;

    h заголовок; n назва; b текст зміст вміст; a автор автори автора авторка журналіст; d дата;
    p публікації публікація опубліковано; m оновлення оновлено; u посилання; r опис анонс;
    v підзаголовок; c рубрика категорія розділ; q джерело видання; t статті стаття новини новина;
    e імя;

    h загаловак; n назва; b тэкст змест; a аўтар аўтары; d дата; p публікацыі апублікавана;
    m абнаўлення; u спасылка; r апісанне; c рубрыка катэгорыя; q крыніца; t артыкула навіны;

    h заглавие; b текст съдържание; a автор автори журналист; d дата;
    p публикуване публикация публикувано публикувана; m обновяване обновена; u връзка;
    r резюме описание; v подзаглавие; c рубрика категория; q източник;
    t статия статията новина новината; e име; j на;

    h наслов; b текст садржај содржина; a аутор автор новинар; d датум;
    p објаве објављено објавено објава; u веза; r сажетак опис; v поднаслов; c рубрика категорија;
    q извор; t чланка чланак статија вест вести; e име; j на;

    h τίτλος επικεφαλίδα; b κείμενο περιεχόμενο σώμα;
    a συντάκτης συντάκτρια συγγραφέας δημοσιογράφος αρθρογράφος; d ημερομηνία;
    p δημοσίευσης δημοσίευση δημοσιεύθηκε δημοσιεύτηκε; m ενημέρωσης ενημερώθηκε; u σύνδεσμος;
    r περίληψη περιγραφή; v υπότιτλος; c κατηγορία ενότητα; q πηγή; t άρθρου άρθρο είδησης;
    e όνομα;

    h כותרת הכותרת; b תוכן טקסט גוף התוכן הטקסט; a כתב כתבת מחבר מחברת עיתונאי הכתב המחבר; d תאריך;
    p פרסום הפרסום פורסם; m עדכון; u קישור; r תקציר; v כותרתמשנה; c מדור קטגוריה; q מקור;
    t כתבה הכתבה ידיעה הידיעה; e שם;

    h العنوان عنوان; b النص نص المحتوى محتوى المتن; a الكاتب كاتب المؤلف مؤلف المحرر محرر;
    d تاريخ التاريخ; p النشر نشر; m التحديث التعديل; u الرابط رابط; r الملخص ملخص الوصف;
    v العنوانالفرعي; c القسم قسم التصنيف; q المصدر مصدر; t الخبر المقال المقالة خبر مقال; e اسم;

    h عنوان تیتر; b متن محتوا; a نویسنده خبرنگار; d تاریخ زمان; p انتشار; m بروزرسانی ویرایش;
    u لینک پیوند; r خلاصه چکیده; v روتیتر زیرتیتر; c دسته بخش; q منبع; t خبر مقاله مطلب; e نام;

    h سرخی عنوان; b متن مواد; a مصنف; d تاریخ; p اشاعت; q ماخذ; t خبر مضمون;

    h शीर्षक; b पाठ सामग्री; a लेखक लेखिका संवाददाता पत्रकार; d तारीख दिनांक तिथि;
    p प्रकाशन प्रकाशित; u लिंक; r सारांश; v उपशीर्षक; c श्रेणी; q स्रोत; t समाचार खबर लेख;

    h শিরোনাম; b বিষয়বস্তু লেখা; a লেখক প্রতিবেদক; d তারিখ; p প্রকাশ প্রকাশের; r সারসংক্ষেপ;
    c বিভাগ; q সূত্র উৎস; t খবর সংবাদ;

    h தலைப்பு; b உள்ளடக்கம்; a ஆசிரியர்; d தேதி; p வெளியீட்டு; q மூலம்; t செய்தி;

    h หัวข้อ พาดหัว ชื่อเรื่อง; b เนื้อหา เนื้อข่าว ข้อความ; a ผู้เขียน ผู้สื่อข่าว นักข่าว;
    d วันที่; p เผยแพร่; u ลิงก์; r สรุป; c หมวดหมู่; q แหล่งที่มา; t ข่าว บทความ; e ชื่อ;

    h 見出し タイトル 題名 件名; b 本文 内容; a 著者 筆者 執筆者 記者; d 日付 日時; p 公開日 投稿日 掲載日 配信日 発行日 公開日時 投稿日時 掲載日時 配信日時;
    m 更新日 更新日時; u リンク; r 概要 要約 リード; c カテゴリ カテゴリー; q 出典 媒体 媒体名 新聞社; t 記事 ニュース; e 名 氏名; j の;

    h 제목; b 본문 내용; a 기자 작성자 글쓴이 저자; d 날짜 일자; p 게시일 작성일 등록일 입력일 발행일 게재일 보도일 작성일시 등록일시; m 수정일 수정일시;
    u 링크; r 요약; v 부제목 부제; c 분류 카테고리; q 출처 언론사 매체; t 기사 뉴스; e 명 이름;

    h 标题 標題 题目 題目; b 正文 内容 內容 全文; a 作者 记者 記者 撰稿人; d 日期 时间 時間; p 发布 發布 发表 發表 刊登 发稿;
    m 更新时间 更新時間 修改时间; u 链接 鏈接 連結 网址 網址; r 摘要 简介; v 副标题 副標題; c 栏目 欄目 分类 分類; q 来源 來源 出处 媒体;
    t 新闻 新聞 文章; e 姓名;
    """

  /// English names that are put together of two words each, as programs do.
  static let english: [(FieldRole, Int, [String])] = {
    let things = ["article", "news", "post", "story", "page", "content", "item", "entry"]
    let days = ["date", "time", "datetime", "timestamp", "at", "on"]
    let issues = ["published", "publish", "publication", "pub", "display", "release", "posted"]
    let firsts = issues.flatMap { [$0, "first" + $0] }
    return [
      (.headline, 1, pairs(things, ["title", "headline", "heading"])),
      (.body, 2, pairs(things, ["text", "body", "content"])),
      (.body, 1, pairs(["body", "text"], ["html", "xhtml", "markdown", "md", "plain", "raw"])),
      (.author, 1, pairs(things, ["author", "authors", "authorname", "byline", "writer"])),
      (.published, 1, pairs(firsts, days) + pairs(["date"], issues)),
      (.published, 1, pairs(things, pairs(firsts, days))),
      (.url, 1, pairs(["article", "news", "post", "story", "item", "entry"], ["url", "link"])),
    ]
  }()

  private static func pairs(_ first: [String], _ second: [String]) -> [String] {
    first.flatMap { one in second.map { one + $0 } }
  }
}
