import Model
import Testing

@testable import Extraction

/// Forms in which pages name their sources, each in several languages.
@Suite("Kinds of origins")
struct OriginKindTests {
  @Test(
    "an agency's letters are known in capitals, too; a common word is none of an agency's",
    arguments: [
      ("DPA", "Deutsche Presse-Agentur"), ("dpa", "Deutsche Presse-Agentur"),
      ("EPD", "Evangelischer Pressedienst"), ("efe-epa", "EFE"), ("Efe", "EFE"), ("Ansa", "ANSA"),
      ("LUSA", "Lusa"), ("afp", "Agence France-Presse"), ("mehr", nil), ("Mehr", nil),
      ("petra", nil), ("beta", nil), ("hina", nil), ("ap", nil),
    ] as [(String, String?)])
  func letters(text: String, name: String?) { #expect(AgencyNames.known[text] == name) }

  @Test("a weak name stays weak in whatever letters it stands")
  func weak() {
    #expect(AgencyNames.known.isWeak("Petra") && AgencyNames.known.isWeak("APA"))
    #expect(!AgencyNames.known.isWeak("APA", language: "de-AT"))
    #expect(SignOff(endOf: "mehr...") == nil)
  }

  @Test(
    "a name goes on behind a small word, stands in quotes, behind its kind, behind its number",
    arguments: [
      (
        "This story originally appeared in Seasons to Be Quiet and is republished here.",
        "Seasons to Be Quiet"
      ),
      (
        "This story originally appeared in the winter 2031 issue of Harbour Coast Magazine.",
        "Harbour Coast Magazine"
      ),
      ("This piece first appeared in the magazine Harbour Coast.", "Harbour Coast"),
      ("This article appeared originally on The Harbour Journal.", "Harbour Journal"),
      ("Der Text ist erstmals erschienen in der Zeitschrift Hafenbote.", "Hafenbote"),
      ("Artículo publicado por primera vez en la revista «El Muelle».", "El Muelle"),
      ("Dieser Text erschien zuerst in der Zeitschrift Hafenbote.", "Hafenbote"),
      ("Dieser Text erschien zuerst in Ausgabe 3/2031 der Zeitschrift Hafenbote.", "Hafenbote"),
      ("Cet article est initialement paru dans le numéro de mars de la revue Le Quai.", "Quai"),
      ("Este artículo se publicó originalmente en la revista «El Muelle».", "El Muelle"),
      ("Este texto foi publicado originalmente na edição de março da revista Cais.", "Cais"),
      ("L'articolo è stato originariamente pubblicato su «Il Molo».", "Il Molo"),
      ("Dit artikel verscheen eerst in het tijdschrift De Kade.", "De Kade"),
      ("Artykuł ukazał się pierwotnie w tygodniku „Molo”.", "Molo"),
      ("Статья впервые опубликована в журнале «Причал».", "Причал"),
      ("Статья первоначально опубликована в номере 3 журнала «Причал».", "Причал"),
      ("Cross-posted from the Harbour Globe.", "Harbour Globe"),
      ("Reprinted with permission from Harbour Weekly.", "Harbour Weekly"),
    ])
  func names(text: String, name: String) {
    #expect(CreditLine(text)?.name == name)
    #expect(CreditLine(text)?.source == .firstPublished)
  }

  @Test(
    "a sentence whose verb follows the name says where it appeared first",
    arguments: [
      ("Dieser Beitrag ist zuerst in der Wochenzeitung „Hafenbote“ erschienen.", "Hafenbote", true),
      ("Dieser Artikel wurde zuerst auf hafenbote.de veröffentlicht.", "hafenbote.de", true),
      (
        "Dieser Beitrag ist am 1. Juni 2031 in der Wochenzeitung „der Hafenbote“ erschienen.",
        "Hafenbote", false
      ),
      ("Dit artikel is eerder in het tijdschrift De Kade verschenen.", "De Kade", true),
      ("Bu yazı ilk olarak Liman'da yayımlandı.", "Liman", true),
      ("Bu haber ilk kez Liman gazetesinde yayınlandı.", "Liman", true),
      ("この記事は港湾新聞に最初に掲載されました。", "港湾新聞", true),
    ])
  func around(text: String, name: String, isCertain: Bool) {
    #expect(CreditLine(text)?.name == name)
    #expect(CreditLine(text)?.isCertain == isCertain)
  }

  @Test(
    "what else appeared somewhere is no credit",
    arguments: [
      "Sein Buch ist zuerst in der Schweiz erschienen.",
      "Der Roman ist am 3. Juni 2031 im Hafen Verlag erschienen.",
      "Dieser Beitrag ist am 3. Juni 2031 im Druck erschienen.",
      "Dieser Artikel ist zuerst in der Ausgabe vom 3. Juni erschienen.",
      "Das Boot wurde zuerst in Kiel gesehen.", "Het schip is eerder in Rotterdam verschenen.",
      "Gemi ilk olarak limanda görüldü.", "The issue first appeared in March of last year.",
    ])
  func noneAround(text: String) { #expect(CreditLine(text) == nil) }

  @Test(
    "any name is the source's in its slot behind date and time, whatever sign parts them",
    arguments: [
      ("Feb. 3, 2031, 3:36 PM UTC / Source: Harbour Trust", "Harbour Trust"),
      ("Feb. 3, 2031, 3:36 PM UTC / Source: The Associated Press", "Associated Press"),
      ("03/02/2031 - 04:30 - Fonte: Agência Brasil - Foto: A. Pena", "Agência Brasil"),
      ("03.02.2031, 16:36 Uhr | Quelle: Hafenbund", "Hafenbund"),
      ("03.02.2031 16:36 – Źródło: Molo Info", "Molo Info"),
      ("3 Şubat 2031 16:36 | Kaynak: Liman Haber", "Liman Haber"),
      ("03/02/2031 à 16:36 — Source: Le Quai", "Le Quai"),
      ("03.02.2031 16:36 | Источник: Причал", "Причал"),
    ])
  func slot(text: String, name: String) {
    #expect(SourceLine.credit(in: text, isAbove: true)?.name == name)
  }

  @Test(
    "no slot without a date, behind a picture, or with a word for nobody",
    arguments: [
      "Source: Harbour Trust", "Foto: A. Pena - 03/02/2031 04:30 - Fonte: Porto Livre",
      "03/02/2031 04:30 | Fonte: Divulgação", "03.02.2031 04:30 | Quelle: eigene",
    ])
  func noSlot(text: String) { #expect(SourceLine.credit(in: text, isAbove: true) == nil) }

  @Test(
    "the sender of a press release is its source, and so is an abbreviation in small letters",
    arguments: [
      ("Quelle: Pressemitteilung Hafenbund", "Hafenbund"),
      ("Source: Press release from Harbour Trust", "Harbour Trust"),
      ("Fuente: Nota de prensa de Puerto Libre", "Puerto Libre"),
      ("Fonte: Comunicato stampa Porto Libero", "Porto Libero"),
      ("Źródło: Informacja prasowa Molo Info", "Molo Info"),
      ("Источник: пресс-служба Причал", "Причал"), ("Источник: лвп", "ЛВП"),
      ("Джерело: лвп", "ЛВП"),
    ])
  func pressReleases(text: String, name: String) { #expect(CreditLine(text)?.name == name) }

  @Test(
    "a press release without its sender names nobody",
    arguments: ["Quelle: Pressemitteilung", "Quelle: Pressemitteilung vom 3. Februar 2031"])
  func noSender(text: String) { #expect(CreditLine(text) == nil) }

  @Test(
    "an agency behind names without a comma, a station and a paper behind an author",
    arguments: [
      ("By Ada Quill and Ben Rook The Associated Press", "Associated Press"),
      ("By ADA QUILL AP Science Writer", "Associated Press"), ("By Ada Quill for CNN", "CNN"),
      ("By Ada Quill of The Associated Press", "Associated Press"),
      ("By Ada Quill | WXQZ", "WXQZ"), ("By Ada Quill, Larkfield Sun", "Larkfield Sun"),
      ("Von Ada Quill, Larkfelder Anzeiger", "Larkfelder Anzeiger"),
      ("Por Ada Pena | Diario del Campo", "Diario del Campo"),
      ("Por Ada Pena | Jornal do Campo", "Jornal do Campo"),
      ("Di Ada Penna, Corriere del Campo", "Corriere del Campo"),
    ])
  func bylines(line: String, name: String) { #expect(AgencyByline(line)?.agency == name) }

  @Test(
    "an office, a second author or a title behind a name is no outlet",
    arguments: [
      "By Ada Quill and The Associated Press", "By Ada Quill, Staff Writer",
      "By Ada Quill, News Editor",
      "By Ada Quill, Larkfield", "By Ada Quill | Ben Rook", "By Ada Quill, Head of News Operations",
      "Ada Quill, Larkfield Sun", "By Ada Quill | 3 Comments",
    ])
  func noOutlets(line: String) { #expect(AgencyByline(line) == nil) }

  @Test(
    "who delivered a text to a portal is its source",
    arguments: [
      ("© Provided by The Guardian", "The Guardian"),
      ("© Provided by The Guardian Photograph: Ada Quill", "The Guardian"),
      ("Provided by University of Larkfield", "University of Larkfield"),
      ("© Bereitgestellt von Hafenbote", "Hafenbote"), ("© Fourni par Le Quai", "Le Quai"),
      ("© Proporcionado por El Muelle", "El Muelle"), ("© Fornecido por Cais", "Cais"),
      ("© Fornito da Il Molo", "Il Molo"),
    ])
  func providers(line: String, name: String) {
    #expect(ProviderLine.credit(in: line)?.name == name)
    #expect(ProviderLine.credit(in: line)?.isCertain == false)
  }

  @Test("thanks are for the text only above its author")
  func courtesy() {
    for (line, author) in [
      ("Courtesy of Harbour Weekly", "Written by: Ada Quill"),
      ("Mit freundlicher Genehmigung von Harbour Weekly", "Von Ada Quill"),
      ("Cortesía de Harbour Weekly", "Por Ada Pena"),
      ("Per gentile concessione di Harbour Weekly", "Di Ada Penna"),
    ] {
      #expect(ProviderLine.credit(in: line, next: author)?.name == "Harbour Weekly")
      #expect(ProviderLine.credit(in: line, next: "The ferry sailed again.") == nil)
    }
    #expect(ProviderLine.credit(in: "Photo provided by the Harbour Trust") == nil)
    #expect(ProviderLine.credit(in: "Provided by the family of Ada Quill") == nil)
  }

  @Test("what a page calls its own front page is the site")
  func homeNames() {
    #expect(OriginEvidence.homeNames(Array("位置：港口网首页 > 新闻 秒后进入海湾首页".utf8)) == ["港口网", "海湾"])
    let site = SiteIdentity(names: [], hosts: ["rednet.example"], homeNames: ["港口网"])
    #expect(site.isOwn("港口网") && site.isOwn("港口网财经") && !site.isOwn("北方日报"))
  }
}
