import Model
import Testing

@testable import Extraction

/// Pages of templates that mark their headline, their author and their paragraphs in no usual way.
@Suite struct PageTemplateTests {
  private static let paragraphs = [
    "The night ferry between Holm and Tarn sailed again on Saturday, nine weeks after its engine failed in a storm.",
    "Some forty people waited on the quay with flasks and blankets, and the harbour band played although it rained.",
    "“My sister lives over there and I have not seen her since March,” said Runa Velle, who runs the bakery.",
    "The company says that a second engine will be fitted in the autumn, so that no winter is without a boat.",
  ]

  private func article(_ html: String) -> Article {
    PageExtractor().extract(page: Array(html.utf8)).article
  }

  private func page(
    title: String = "Night ferry sails again after nine weeks", head: String = "", top: String,
    body: [String] = Self.paragraphs, tail: String = ""
  ) -> String {
    let text = body.map { "<p>\($0)</p>" }.joined(separator: "\n")
    return """
      <!doctype html><html><head><meta charset="utf-8"><title>\(title)</title>\(head)</head><body>
      <div class="bar"><a href="/1/">News</a> <a href="/2/">Sport</a> <a href="/3/">Culture</a></div>
      \(top)<div class="text">\(text)</div>\(tail)</body></html>
      """
  }

  // MARK: Headlines

  @Test("a title that is only the site's name gives way to the heading above the text")
  func bareTitle() {
    let html = page(
      title: "Holm Courier",
      top: """
        <div><b>Holm Courier</b> <a href="/0">Start</a></div>
        <div><h3>Night ferry sails again after nine weeks</h3><ul><li>3 May 2031</li></ul></div>
        """)
    #expect(article(html).headline == "Night ferry sails again after nine weeks")
  }

  @Test("a page without a main heading has the headline that it marks")
  func microdata() {
    let html = page(
      title: "Holm Courier",
      top: """
        <div itemscope itemtype="http://schema.org/NewsArticle">
        <h2 itemprop="headline">Night ferry sails again after nine weeks</h2></div>
        """,
      tail: """
        <div itemscope itemtype="http://schema.org/NewsArticle"><a href="/9"><span itemprop="headline">Bus
        fares rise in the new year</span></a></div>
        """)
    #expect(article(html).headline == "Night ferry sails again after nine weeks")
  }

  @Test("the site's name before a colon is no part of the headline, a kind of article is")
  func nameBeforeColon() {
    let site = page(
      title: "Holm Courier: Night ferry sails again after nine weeks",
      top: """
        <div class="head"><b>Holm Courier</b></div>
        <div><b>Night ferry sails again after nine weeks</b></div>
        """)
    #expect(article(site).headline == "Night ferry sails again after nine weeks")
    let kind = page(
      title: "Comment: Night ferry sails again after nine weeks",
      top: "<div><a href=\"/c\">Comment</a></div>")
    #expect(article(kind).headline == "Comment: Night ferry sails again after nine weeks")
  }

  @Test("a deck in an element of its own ends the heading", arguments: ["small", "span", "em"])
  func deckInHeading(tag: String) {
    let html = page(
      title: "Night ferry sails again after nine weeks | Holm Courier",
      top: """
        <h1>Night ferry sails again after nine weeks<\(tag)>A second engine comes in autumn</\(tag)></h1>
        """)
    #expect(article(html).headline == "Night ferry sails again after nine weeks")
  }

  // MARK: Authors

  @Test(
    "a word for author needs no colon in an element that is a byline",
    arguments: [
      ("Autor", "Jiří Kvapil"), ("Автор", "Мария Желева"), ("Szerző", "Kis Piroska"),
      ("Penulis", "Dewi Lestari"), ("लेखक", "मीरा जोशी"), ("نویسنده", "لیلا کریمی"),
    ])
  func labelWithoutColon(label: String, name: String) {
    let top = "<h1>Night ferry sails again after nine weeks</h1>"
    for element in [
      "<div class=\"post-author\">\(label) \(name)</div>", "<address>\(label) \(name)</address>",
    ] {
      #expect(article(page(top: top + element)).authors.map(\.name) == [name])
    }
  }

  @Test("a word for author needs no colon between headline and text; a name alone names nobody")
  func labelBesideDate() {
    func authors(_ line: String) -> [String] {
      article(
        page(
          top: "<h1>Night ferry sails again after nine weeks</h1><div class=\"x1\">\(line)</div>")
      ).authors.map(\.name)
    }
    #expect(
      authors("<span>Autor Jiří Kvapil</span> · <span>3 May 2031</span>") == ["Jiří Kvapil"])
    #expect(authors("<span>Harbour Band</span> <span>3 May 2031</span>") == [])
  }

  @Test("an author's name in a heading that leads to the author is no teaser's")
  func authorInHeading() {
    let html = page(
      top: """
        <h1>Night ferry sails again after nine weeks</h1><div class="meta">
        <h4 class="card-author-name"><a href="/author/ida/">Ida Fenwick</a></h4><time>3 May 2031</time></div>
        """)
    #expect(article(html).authors.map(\.name) == ["Ida Fenwick"])
  }

  // MARK: Paragraphs

  @Test("short sentences between paragraphs that are built alike are kept")
  func siblings() {
    let body = [
      Self.paragraphs[0], "“Never?”", "“Never,” he said.", Self.paragraphs[1], Self.paragraphs[2],
      Self.paragraphs[3],
    ]
    let text = body.map { "<div class=\"sc-4j u\"><span>\($0)</span></div>" }.joined()
    let html = """
      <html><head><title>Night ferry sails again after nine weeks</title></head><body>
      <h1>Night ferry sails again after nine weeks</h1><div class="sc-3i">\(text)</div></body></html>
      """
    #expect(article(html).paragraphs.map(\.text) == body)
  }

  @Test(
    "a line that says where the text goes on is left out",
    arguments: [
      "– Story continues below –", "Der Artikel geht nach der Anzeige weiter", "Διαφήμιση",
      "Continúa después de la publicidad", "Продолжение после рекламы",
      "Haberin devamı reklamdan sonra", "Tiếp tục sau quảng cáo",
    ])
  func adverts(line: String) {
    var body = Self.paragraphs
    body.insert(line, at: 2)
    let html = page(top: "<h1>Night ferry sails again after nine weeks</h1>", body: body)
    #expect(article(html).paragraphs.map(\.text) == Self.paragraphs)
  }

  @Test("a sentence that speaks of adverts is text")
  func advertsAsSubject() {
    #expect(
      !AdvertLine.announcesRest(
        Array("The advert continues to annoy people on the quay of Holm and Tarn.".utf8)[...]))
  }
}
