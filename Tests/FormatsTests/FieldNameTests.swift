import Formats
import Model
import Testing

@Suite("Names of fields in many languages")
struct FieldNameTests {
  /// Names for headline, text, author and date.
  static let rows = [
    "Titular|Cuerpo|Redactora|Fecha de publicación",
    "título_da_notícia|corpo|autora|data_publicação",
    "titolo_articolo|testo|giornalista|data_di_pubblicazione",
    "Titre|Texte|Rédactrice|date_parution",
    "titlu_articol|conținut|autorul|data_publicării",
    "Überschrift|Haupttext|Verfasser|Erscheinungsdatum",
    "kop|broodtekst|journalist|publicatiedatum", "huvudrubrik|brödtext|skribent|publiceringsdatum",
    "Overskrift|Brødtekst|Forfatter|Publiceret", "otsikko|leipäteksti|kirjoittaja|julkaistu",
    "tytuł|treść|autorka|data_publikacji", "titulek|obsah|redaktor|datum_vydání",
    "Titulok|Text|Autor|Dátum", "főcím|tartalom|szerző|megjelenés_dátuma",
    "başlık|içerik|yazar|yayın_tarihi", "judul_berita|isi_berita|wartawan|tanggal_terbit",
    "tiêu đề|nội dung|tác giả|ngày đăng", "naslov|besedilo|avtor|datum_objave",
    "naslov|sadržaj|novinarka|datum", "pealkiri|sisu|autor|kuupäev",
    "antraštė|tekstas|autorius|data",
    "Заголовок статьи|Содержание|Авторы|Дата публикации", "назва|зміст|авторка|опубліковано",
    "Заглавие|Съдържание|Автор|Дата на публикуване", "наслов|садржај|новинар|датум",
    "Τίτλος|Περιεχόμενο|Δημοσιογράφος|Ημερομηνία δημοσίευσης", "כותרת|תוכן|כתבת|תאריך_פרסום",
    "عنوان الخبر|المحتوى|اسم الكاتب|تاريخ النشر", "تیتر|متن خبر|خبرنگار|تاریخ انتشار",
    "शीर्षक|सामग्री|संवाददाता|प्रकाशन तिथि", "พาดหัว|เนื้อหาข่าว|ผู้เขียน|วันที่เผยแพร่",
    "見出し|記事本文|記者名|掲載日時", "기사제목|기사내용|기자명|등록일시", "新闻标题|文章内容|记者姓名|发布日期",
    "articleHeading|entryText|newsByline|firstPublishedTime",
  ]

  @Test("headline, text, author and date are found", arguments: rows)
  func found(row: String) throws {
    let names = row.split(separator: "|")
    let json =
      #"{"\#(names[0])":"Pier repairs begin","\#(names[1])":"\#(prose.joined(separator: "\\n\\n"))","#
      + #""\#(names[2])":"Ida Fenwick","\#(names[3])":"2031-02-03T08:00:00Z"}"#
    let record = try #require(try read(json).first)
    #expect(record.refusal == nil)
    #expect(record.article?.headline == "Pier repairs begin")
    #expect(record.article?.articleBody == prose.joined(separator: "\n\n"))
    #expect(record.article?.authors.map(\.name) == ["Ida Fenwick"])
    #expect(record.article?.datePublished?.iso == "2031-02-03T08:00:00Z")
  }
}
