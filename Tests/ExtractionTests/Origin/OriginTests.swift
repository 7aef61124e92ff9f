import Model
import Testing

@testable import Extraction

@Suite("Origins")
struct OriginTests {
  static let sentences: [(text: String, name: String)] = [
    ("This post appeared first on cnn.com", "cnn.com"),
    ("The post Bridge closes appeared first on Harbour Post.", "Harbour Post"),
    (
      "This article was originally published on The Conversation. Read the original article.",
      "Conversation"
    ),
    ("This story was originally published by Grist with the headline Bridge closes.", "Grist"),
    ("Der Beitrag Brücke gesperrt erschien zuerst auf Hafenbote.", "Hafenbote"),
    (
      "L’article Le pont est fermé est apparu en premier sur Le Courrier du Port.",
      "Courrier du Port"
    ),
    (
      "La entrada El puente cierra se publicó primero en El Correo del Puerto.", "Correo del Puerto"
    ),
    ("L'articolo Ponte chiuso proviene da Corriere del Porto.", "Corriere del Porto"),
    ("O post Ponte fechada apareceu primeiro em Correio do Porto.", "Correio do Porto"),
    ("Het bericht Brug dicht verscheen eerst op Havenkrant.", "Havenkrant"),
    ("Artykuł Most zamknięty pochodzi z serwisu Kurier Portowy.", "Kurier Portowy"),
    ("Запись Мост закрыт впервые появилась на Портовый вестник.", "Портовый вестник"),
    ("首发于 港口日报", "港口日报"),
  ]

  @Test("who published first is read from sentences in many languages", arguments: sentences)
  func firstPublished(text: String, name: String) {
    let credit = CreditLine(text)
    #expect(credit?.name == name)
    #expect(credit?.source == .firstPublished && credit?.isCertain == true)
  }

  @Test(
    "marks of agencies name them",
    arguments: [
      ("The-CNN-Wire", "CNN"),
      (
        "™ & © 2031 Cable News Network, Inc., a Warner Bros. Discovery Company. All rights reserved.",
        "CNN"
      ),
      ("Copyright 2031 The Associated Press. All rights reserved.", "Associated Press"),
      ("© dpa-AFX | Abb.: Hafen AG | 07.11.2031 08:03", "dpa-AFX"),
      ("COPYRIGHT 2031 HARBOUR.EXAMPLE", "harbour.example"), ("© Thomson Reuters 2031", "Reuters"),
      ("© 2031 AFP", "Agence France-Presse"), ("© Agencia EFE", "EFE"),
      ("© dpa-infocom, dpa:310203-99-123456/3", "Deutsche Presse-Agentur"),
      ("(Reporting by Ada Quill; Editing by Tam Orrock)", "Reuters"),
      ("Reporting by The Associated Press.", "Associated Press"),
      ("Our Standards: The Thomson Reuters Trust Principles.", "Reuters"),
    ])
  func wireMarks(text: String, name: String) {
    #expect(CreditLine(text)?.name == name)
    #expect(CreditLine(text)?.source == .wireMark)
  }

  @Test(
    "source lines name a source, which may be wrong",
    arguments: [
      ("Source: Reuters", "Reuters"), ("Source: www.harbour.example", "harbour.example"),
      ("Quelle: dpa", "Deutsche Presse-Agentur"),
      ("Fuente: El Correo del Puerto", "El Correo del Puerto"),
      ("Источник: Портовый вестник | Слушать радио", "Портовый вестник"),
      ("Źródło informacji: IAR/PAP", "Polska Agencja Prasowa"),
      ("Πηγή: ΑΠΕ 16/11/31-12:15", "Athens-Macedonian News Agency"),
      ("Источник: harbour.example / Оригинал статьи", "harbour.example"),
      ("2031-02-03 16:13 来源：港口晚报", "港口晚报"), ("2031年02月03日15:03 来源： 北方网—港口商报 网友评论 (0)", "港口商报"),
      ("（來源：某某資訊，摘自：港口觀察報）", "港口觀察報"), ("编辑：王某 稿源：港口早报", "港口早报"),
      ("Источник: Интерфакс", "Interfax"), ("来源：新华社", "Xinhua"), ("出典：共同通信", "Kyodo"),
      ("출처: 연합뉴스", "Yonhap"), ("Kaynak: Anadolu Ajansı", "Anadolu"),
      ("Πηγή: ΑΠΕ-ΜΠΕ", "Athens-Macedonian News Agency"),
      ("المصدر: رويترز", "Reuters"), ("Źródło: PAP", "Polska Agencja Prasowa"),
    ])
  func sourceLines(text: String, name: String) {
    #expect(CreditLine(text)?.name == name)
    #expect(CreditLine(text)?.isCertain == false)
  }

  @Test(
    "sentences that only speak of sources are no credit",
    arguments: [
      "A source said on Monday: nobody knows when the bridge opens again, or whether it will.",
      "Source: own calculations from the figures of 2030 and 2031.", "Sources say so.",
      "Quelle: Infografik Hafenbote", "Quelle: Ada Quill", "来源：资料图", "来源：网络",
      "Source: Wharf Industries",
      "Fuente: elaboración propia", "Fonte: Divulgação",
      "Quelle: https://wharf.example/newsroom/larch",
      "本网站有关内容转载自合法授权网站，如果您认为侵犯了您的权益，请告知", "Copyright Reuters",
      "© Zac Quill/Press Association/dpa/Archiv",
      "© APA/APA (dpa)/Ada Quill", "Photo: © 2031 AFP", "© AFP or licensors and others",
      "First published on Tue 29 Nov 2031 07.46 EST",
      "The book was first published in Great Britain in 2012.",
      "The article was originally published in April 2030 and was updated in April 2034.",
      "This text was first published in German translation in the print edition.",
      "The singer first appeared on Saturday Night Live in 1999.",
      "The band first appeared on stage in 1999.", "The flaw first appeared in a bridge of larch.",
      "Reuters contributed to this report.", "Mit Material von dpa", "Photo: Reuters",
      "Copyright is a matter for the courts.",
      "Note: This post was originally published on the 21st of June 2031 and updated since.",
    ])
  func noCredit(text: String) { #expect(CreditLine(text) == nil) }

  private func article(_ texts: String..., removed: [String] = []) -> Article {
    Article(
      paragraphs: texts.map { Paragraph(role: .body, text: $0) },
      removed: removed.map { RemovedText(reason: .other, text: $0) })
  }

  private let sentence =
    "The ferry between Varde and Holm sailed again on Monday, the operator said."

  @Test("a dateline fills in location and origin, with the words as evidence")
  func dateline() {
    var found = article("VARDE (Reuters) - " + sentence, sentence)
    OriginReader.complete(&found)
    #expect(found.dateline == "Varde")
    #expect(found.origin?.name == "Reuters" && found.origin?.source == .dateline)
    #expect(found.origin?.evidence == "VARDE (Reuters) -")
    #expect(found.paragraphs.count == 2)
  }

  @Test(
    "location, agency and dash in lines of their own, which were taken for no text, are a dateline")
  func datelineInLines() {
    var found = article(sentence, removed: ["Home", "Varde", "CNN", " —", "More"])
    OriginReader.complete(&found)
    #expect(found.dateline == "Varde")
    #expect(found.origin?.name == "CNN")
  }

  @Test("a source word and the name in the next line are one source line")
  func sourceInTwoLines() {
    var found = article(sentence, removed: ["Source", "www.harbour.example"])
    OriginReader.complete(&found)
    #expect(found.origin?.name == "harbour.example" && found.origin?.certain == false)
    found = article(sentence, removed: ["Source link", "Sell anywhere with StoreRocket"])
    OriginReader.complete(&found)
    #expect(found.origin == nil)
  }

  @Test(
    "an agency behind the last sentence is the origin",
    arguments: [
      ("(Reuters)", "Reuters", true), ("— AFP", "Agence France-Presse", true),
      ("/dpa", "Deutsche Presse-Agentur", true), ("(AP/dpa)", "Associated Press", false),
    ])
  func signature(mark: String, name: String, isCertain: Bool) {
    var found = article(sentence, sentence + " " + mark)
    OriginReader.complete(&found)
    #expect(found.origin?.name == name && found.origin?.source == .signature)
    #expect(found.origin?.certain == isCertain)
  }

  @Test("a credit at the end leaves the text and stays as evidence; text beside it stays")
  func removesCredits() {
    var found = article(sentence, "This post appeared first on harbour.example.")
    OriginReader.complete(&found)
    #expect(found.paragraphs.map(\.text) == [sentence])
    #expect(found.removed.last?.reason == .credit)
    #expect(found.origin?.name == "harbour.example" && found.origin?.certain == true)
    var mixed = article(
      sentence,
      "The report first appeared in Harbour Post. The council has since asked for more money and wants to build a second stage."
    )
    OriginReader.complete(&mixed)
    #expect(mixed.paragraphs.count == 2)
  }

  @Test("a canonical address on another site is a hint; on the same site it is none")
  func canonical() {
    var found = article(sentence)
    found.url = "https://m.harbour.example/a"
    found.canonicalURL = "https://www.harbour.example/a"
    OriginReader.complete(&found)
    #expect(found.origin == nil)
    found.canonicalURL = "https://courier.other/a"
    OriginReader.complete(&found)
    #expect(found.origin?.source == .canonical && found.origin?.certain == false)
  }

  @Test("an agency in the byline is a hint", arguments: ["AFP", "AFP / Updated: 3 March 2031"])
  func byline(line: String) {
    var found = article(sentence)
    found.removed = [RemovedText(reason: .byline, text: line)]
    OriginReader.complete(&found)
    #expect(found.origin?.name == "Agence France-Presse" && found.origin?.certain == false)
  }

  @Test("an article that names nobody has no origin")
  func none() {
    var found = article(sentence, sentence)
    OriginReader.complete(&found)
    #expect(found.origin == nil && found.dateline == nil)
  }

  @Test(
    "a paper behind date and time is the source",
    arguments: [
      ("2031年02月03日 17:06 驱动之家", "驱动之家"), ("2031年12月15日11:03家电质量网张某我要评论(0)", "家电质量网"),
      ("www.harbour.example 2031-1-12 13:47:30 新浪财经", "新浪财经"),
      ("2031-10-04 15:05聯合報 記者王某／即時報導", "聯合報"),
    ])
  func dated(line: String, name: String) {
    #expect(SourceLine.dated(line)?.name == name)
    #expect(SourceLine.dated("2031-02-03 17:06 我要评论") == nil)
  }
}
