import Model
import Testing

@testable import Extraction

/// Origins for which two signs on a page count together.
@Suite("Outlets of pages")
struct OriginOutletTests {
  private static let text = (0..<6).map { number in
    "<p>The ferry between Varde and Holm sailed again on Monday, the operator said in its report number \(number), and the council was glad of it after weeks of storm and ice.</p>"
  }.joined()

  private func article(
    head: String = "", above: String = "", below: String = "", first: String = "",
    language: String = "en", url: String? = "https://www.portal.example/news/ferry"
  ) -> Article {
    let page = """
      <!DOCTYPE html><html lang="\(language)"><head><title>Ferry between Varde and Holm sails again</title>\(head)</head>
      <body><nav><a href="/a">News</a> <a href="/b">Sport</a></nav><article>
      <h1>Ferry between Varde and Holm sails again</h1>\(above)
      \(first.isEmpty ? "" : "<p>\(first)</p>")\(Self.text)\(below)</article>
      <footer><p>About us</p><p>Imprint</p></footer></body></html>
      """
    let found = PageExtractor().extract(
      page: Array(page.utf8), context: ExtractionContext(url: url))
    var article = found.article
    OriginReader.complete(&article, evidence: found.originEvidence)
    return article
  }

  @Test("a foreign host beside the date is the origin, the site's own is not")
  func datedHost() {
    let line =
      "<div>1:27, 27 February, 2031 <a href='http://harbour.example/'>Harbour.example</a></div>"
    #expect(article(above: line).origin?.name == "harbour.example")
    #expect(article(above: line, url: "https://news.harbour.example/1").origin == nil)
  }

  @Test(
    "a way to the original names who published it",
    arguments: [
      "元記事を読む", "阅读原文", "Read the original article", "Lire l'article original »",
      "Leer el artículo original",
      "Читать оригинал", "Przeczytaj oryginał", "Zum Originalartikel",
    ])
  func originalLink(words: String) {
    let link = "<div><a href='https://harbour.example/1'>\(words)</a></div>"
    let found = article(below: "<div>Harbour Digest</div><div>2/27 19:16</div>" + link).origin
    #expect(found?.name == "Harbour Digest" && found?.url == "https://harbour.example/1")
    #expect(found?.certain == false)
    #expect(article(below: link).origin?.name == "harbour.example")
  }

  @Test(
    "a way to the rest of the same article on another site names that",
    arguments: [
      "Lire la suite sur", "Weiterlesen bei", "Continue reading at", "Seguir leyendo en",
      "Lees verder op", "Читать далее на", "Czytaj dalej na",
    ])
  func readOn(words: String) {
    let slug = "ferry-between-varde-and-holm-sails-again"
    let link = "<p>\(words) <a href='https://harbour.example/\(slug)'>Harbour Digest</a></p>"
    #expect(article(below: link).origin?.name == "harbour.example")
    // The way to another article, or to the front page, is an offer.
    for address in ["https://harbour.example/", "https://harbour.example/bakers-raise-prices"] {
      let link = "<p>\(words) <a href='\(address)'>Harbour Digest</a></p>"
      #expect(article(below: link).origin == nil)
    }
  }

  @Test("a way to the site's own pages, or to a study, names nobody")
  func noOriginalLink() {
    for address in ["https://portal.example/1", "/1", "https://doi.org/10.1/x"] {
      let link = "<div><a href='\(address)'>Read the original article</a></div>"
      #expect(article(below: link).origin == nil)
    }
    #expect(
      article(below: "<div><a href='https://harbour.example/'>Harbour Digest</a></div>").origin
        == nil)
  }

  @Test(
    "a paper behind an author's name is the origin where another of its group publishes the page")
  func sisterPaper() {
    func head(_ publisher: String) -> String {
      """
      <meta property='og:site_name' content='Holm Enquirer'><link rel='canonical' href='https://www.holmenquirer.example/ferry'>
      <script type='application/ld+json'>{"@type":"NewsArticle","headline":"Ferry between Varde and Holm sails again",
      "publisher":{"@type":"Organization","name":"\(publisher)"}}</script>
      """
    }
    let byline = "<div>Ada Quill Holm Enquirer</div>"
    let found = article(head: head("Varde Daily Journal"), above: byline, url: nil).origin
    #expect(found?.name == "Holm Enquirer" && found?.source == .byline)
    #expect(article(head: head("Holm Enquirer"), above: byline, url: nil).origin == nil)
    #expect(article(head: head("Quill Media Group"), above: byline, url: nil).origin == nil)
    #expect(
      article(head: head("Varde Daily Journal"), above: "<div>Ada Quill</div>", url: nil).origin
        == nil)
  }

  @Test(
    "agencies in small letters in brackets; of two the first counts",
    arguments: [
      ("fr", "(ats/nxp)", "Keystone-SDA"), ("fr", "(ats/afp)", "Keystone-SDA"),
      ("it", "(ats)", "Keystone-SDA"),
      ("de", "(sda/mir)", "Keystone-SDA"), ("de", "(apa/dpa)", "Austria Presse Agentur"),
      ("de", "(sid)", "Sport-Informations-Dienst"), ("fr", "(afp/nxp)", "Agence France-Presse"),
      ("nl", "(anp)", "Algemeen Nederlands Persbureau"),
    ])
  func smallLetters(language: String, mark: String, name: String) {
    #expect(SignOff(endOf: "The ferry sailed. " + mark, language: language)?.name == name)
  }

  @Test(
    "initials of a writer, or letters of another language, are no agency",
    arguments: [
      ("en", "(ats)"), ("de", "(ats)"), ("en", "(sid)"), ("fr", "(nxp)"), ("de", "(mir/ab)"),
    ])
  func initials(language: String, mark: String) {
    #expect(SignOff(endOf: "The ferry sailed. " + mark, language: language) == nil)
  }

  @Test(
    "agencies of all parts of the world are known as authors",
    arguments: [
      ("ERBOL", "ERBOL"), ("Agencia Venezolana de Noticias", "Agencia Venezolana de Noticias"),
      ("Algérie Presse Service", "Algérie Presse Service"), ("ANGOP", "Angola Press"),
      ("وكالة الأنباء السعودية", "Saudi Press Agency"), ("سانا", "Syrian Arab News Agency"),
      ("Тањуг", "Tanjug"), ("БГНЕС", "БГНЕС"), ("АЗЕРТАДЖ", "AZERTAC"), ("КазТАГ", "КазТАГ"),
      ("पीटीआई", "Press Trust of India"), ("หุ้น", nil), ("สำนักข่าวไทย", "Thai News Agency"),
      ("Thông tấn xã Việt Nam", "Vietnam News Agency"),
    ] as [(String, String?)])
  func world(author: String, name: String?) {
    #expect(AgencyByline(author, isStated: true)?.agency == name)
  }

  @Test("an economic service is a company of its own, and a paper's name keeps its characters")
  func names() {
    #expect(AgencyNames.known["dpa-AFX"] == "dpa-AFX")
    #expect(AgencyNames.known["dpa"] == "Deutsche Presse-Agentur")
    #expect(AgencyNames.publishers["中國經濟網"] == "中國經濟網")
    #expect(AgencyNames.publishers["中国经济网"] == "中国经济网")
    #expect(AgencyNames.publishers.hosts(of: "中國經濟網") == ["ce.cn"])
    #expect(AgencyNames.publishers["新華社"] == "Xinhua")
  }

  @Test("a name that means other things begins no dateline by itself")
  func weakStart() {
    #expect(Dateline(startOf: "Andina – ein Land im Umbruch und seine Häfen")?.agency == nil)
  }

  @Test(
    "a sure sign-off leaves the last sentence and stays as evidence",
    arguments: ["(Reuters)", "— AFP", "(dpa)"])
  func cutSignOff(mark: String) {
    let sentence =
      "The council of Varde was glad of it after weeks of storm and of ice, and ended at ten."
    let found = article(below: "<p>\(sentence) \(mark)</p>")
    #expect(found.paragraphs.last?.text == sentence)
    #expect(found.removed.contains { $0.reason == .credit && $0.text == mark })
    #expect(found.origin?.evidence == mark)
  }

  @Test(
    "no word of a sentence is cut",
    arguments: [
      "The council of Varde was glad, as its speaker told the news agency (dpa).",
      "The council of Varde was glad, as it said, of what it heard from Reuters.",
      "The council of Varde was glad of the report. (Reuters and others)",
      "The council of Varde was glad of the report in the town hall. (ab)",
      "Who told it first, asked the council of Varde – Reuters",
    ])
  func noCut(sentence: String) {
    #expect(article(below: "<p>\(sentence)</p>").paragraphs.last?.text == sentence)
  }

  @Test("PR Newswire's own pages name the issuer")
  func issuer() {
    let found = article(
      below: "<p>SOURCE Harbour Trust</p>",
      first:
        "VARDE, Feb. 3, 2031 /PRNewswire/ -- The ferry of the Harbour Trust sailed again on Monday, the operator of the line said in Varde.",
      url: "https://www.prnewswire.com/news/ferry")
    #expect(found.origin?.name == "Harbour Trust")
    #expect(article(below: "<p>SOURCE Harbour Trust</p>").origin == nil)
  }
}
