import Model
import Testing

@testable import Extraction

/// Invented pages, each with one way to say where its text came from.
@Suite("Origins of pages")
struct OriginPageTests {
  private static let text = (0..<6).map { number in
    "<p>The ferry between Varde and Holm sailed again on Monday, the operator said in its report number \(number), and the council was glad of it after weeks of storm and ice.</p>"
  }.joined()

  private func article(
    head: String = "", above: String = "", below: String = "", first: String = "",
    url: String? = nil
  ) -> Article {
    let page = """
      <!DOCTYPE html><html lang="en"><head><title>Ferry between Varde and Holm sails again</title>\(head)</head>
      <body><nav><a href="/a">News</a> <a href="/b">Sport</a></nav><article>
      <h1>Ferry between Varde and Holm sails again</h1>\(above)
      \(first.isEmpty ? "" : "<p>\(first) The ferry sailed again on Monday, the operator of the line said in Varde, and the council was glad of it.</p>")\(Self.text)\(below)</article>
      <footer><p>About us</p><p>Imprint</p></footer></body></html>
      """
    let found = PageExtractor().extract(
      page: Array(page.utf8), context: ExtractionContext(url: url))
    var article = found.article
    OriginReader.complete(&article, evidence: found.originEvidence)
    return article
  }

  @Test("a source without a colon, and an agency by itself where the element is called a source")
  func bareSources() {
    #expect(article(below: "<p>Źródło PAP</p>").origin?.name == AgencyNames.known["PAP"])
    #expect(article(below: "<p>Source Dziennik Gazeta Prawna</p>").origin?.source == .sourceLine)
    #expect(article(below: "<p>Source Varde Town Hall</p>").origin == nil)
    #expect(
      article(below: "<div class='m-source'>DPA</div>").origin?.name == AgencyNames.known["dpa"])
    #expect(article(below: "<div class='m-tags'>DPA</div>").origin == nil)
    #expect(article(below: "<div class='m-source'>Varde Town Hall</div>").origin == nil)
  }

  @Test("the site itself is no origin, though its marks are on the page")
  func own() {
    var found = article(
      first: "VARDE (AP) —", url: "https://apnews.com/article/ferry-1")
    #expect(found.origin == nil && found.dateline == "Varde")
    found = article(
      below: "<p>Quelle: harbour.example</p>", url: "https://www.harbour.example/ferry")
    #expect(found.origin == nil)
    found = article(
      head: "<meta property='og:site_name' content='Harbour Post'>",
      below: "<p>Source: Harbour Post</p>", url: "https://www.hp.example/ferry")
    #expect(found.origin == nil)
    found = article(
      below: "<p>Our Standards: The Thomson Reuters Trust Principles.</p>",
      url: "https://www.reuters.com/world/ferry")
    #expect(found.origin == nil)
    found = article(
      head: "<meta property='og:site_name' content='Harbour Post'>",
      below: "<p>This article was originally published in Harbour Post.</p>",
      url: "https://hp.example/f")
    #expect(found.origin == nil)
  }

  @Test(
    "a picture's credit is no origin",
    arguments: [
      "<figure><img src='a.jpg'><figcaption>A ferry. © Reuters</figcaption></figure>",
      "<p>Copyright Reuters</p>", "<div class='photo'>Foto: dpa/Ada Quill</div>",
      "<div>AFP/Ada Quill</div>",
      "<div>Ada Quill / AP</div>", "<div>AP Photo</div>",
    ])
  func picture(markup: String) {
    #expect(article(above: markup, url: "https://harbour.example/f").origin == nil)
  }

  @Test(
    "an agency in a line above the text is the origin, whatever the line is taken for",
    arguments: [
      ("<div>PTI</div>", "Press Trust of India"),
      (
        "<ul><li><a href='/t'>AFP / Updated: Dec 22, 2031, 19:28 IST</a></li></ul>",
        "Agence France-Presse"
      ),
      ("<div class='byline'>By Ada Quill, The Associated Press</div>", "Associated Press"),
      ("<p>From: AAP</p>", "Australian Associated Press"),
      ("<span>2031-02-03 16:13 来源：港口晚报</span>", "港口晚报"),
      ("<form><div>2031年02月03日 16:13 来源：港口晚报 评论(3)</div></form>", "港口晚报"),
    ])
  func above(markup: String, name: String) {
    #expect(article(above: markup, url: "https://harbour.example/f").origin?.name == name)
  }

  @Test(
    "a line below the text is the origin",
    arguments: [
      ("<p>© 2031 Reuters</p>", "Reuters"),
      ("<p>(Reporting by Ada Quill; Editing by Tam Orrock)</p>", "Reuters"),
      ("<p>Источник: Портовый вестник</p>", "Портовый вестник"),
      (
        "<aside><p>This article was originally published by Yard. Read the original article.</p></aside>",
        "Yard"
      ),
      (
        "<p>This article was originally published on yardling and has been republished here with permission.</p>",
        "yardling"
      ),
      ("<p>The post Ferry sails appeared first on Yard News.</p>", "Yard News"),
      ("<p>PAP/koc/ ula/ako</p>", "Polska Agencja Prasowa"),
    ])
  func below(markup: String, name: String) {
    #expect(article(below: markup, url: "https://harbour.example/f").origin?.name == name)
  }

  @Test(
    "the page's data names the agency",
    arguments: [
      "<meta name='author' content='Reuters'>",
      #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry between Varde and Holm sails again","author":{"@type":"Thing","name":"Reuters"}}</script>"#,
      #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry between Varde and Holm sails again","publisher":{"name":"Reuters"},"author":{"@type":"Person","name":"Ada Quill"}}</script>"#,
    ])
  func stated(head: String) {
    let found = article(head: head, url: "https://harbour.example/f")
    #expect(found.origin?.name == "Reuters" && found.origin?.certain == false)
  }

  @Test("a canonical or original address on another site is a hint; one of the same name is none")
  func canonical() {
    func origin(_ canonical: String, _ shared: String, _ rel: String = "canonical")
      -> ArticleOrigin?
    {
      article(
        head: "<link rel='\(rel)' href='\(canonical)'><meta property='og:url' content='\(shared)'>"
      ).origin
    }
    let found = origin(
      "https://www.yard.example/news/ferry-1", "https://harbour.example/news/ferry-1")
    #expect(found?.name == "yard.example" && found?.source == .canonical && found?.certain == false)
    #expect(origin("https://m.harbour.example/news/f", "https://www.harbour.example/news/f") == nil)
    #expect(origin("https://harbour.co.uk/news/f", "https://harbour.com/news/f") == nil)
    #expect(origin("https://www.yard.example/", "https://harbour.example/news/f") == nil)
    let original = article(
      head: "<meta name='original-source' content='https://yard.example/f'>",
      url: "https://harbour.example/f")
    #expect(original.origin?.name == "yard.example")
  }

  @Test(
    "a dateline stands in a line above the text, or in the page's data",
    arguments: [
      ("<p>Berlin/Potsdam.</p>", "", "Berlin, Potsdam"), ("<div>PTI Mumbai</div>", "", "Mumbai"),
      ("<div>Place: London | Agency: ANI</div>", "", "London"),
      (
        "<div>New Delhi, Harbour Bureau | Updated : 3 February 2031, 09:01 AM</div>", "",
        "New Delhi"
      ),
      ("<div>NEW YORK February 3, 2031 (AP)</div>", "", "New York"),
      ("<div>Dec 20th 2031 | SHENZHEN</div>", "", "Shenzhen"),
      ("<p>( Varde, 14 Feb. 2031 )</p>", "", "Varde"),
      ("<div>記者王小明／台北報導</div>", "", "台北"),
      (
        "",
        #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry between Varde and Holm sails again","dateline":"VARDE"}</script>"#,
        "Varde"
      ),
    ])
  func dateline(above: String, head: String, location: String) {
    let lang = above.contains("Berlin") ? "de" : "en"
    var found = PageExtractor().extract(
      page: Array(
        "<html lang='\(lang)'><head><title>Ferry between Varde and Holm sails again</title>\(head)</head><body><article><h1>Ferry between Varde and Holm sails again</h1>\(above)\(Self.text)</article></body></html>"
          .utf8))
    if lang == "de" { found.article.language = "de" }
    OriginReader.complete(&found.article, evidence: found.originEvidence)
    #expect(found.article.dateline == location)
  }

  @Test(
    "agencies and dates in a line above the text are no location",
    arguments: ["IAR, PAP | dodane 2031-12-31 (12:34)", "IAR, PAP, 31 grudnia 2031 (12:34)"])
  func noLocation(line: String) {
    #expect(article(above: "<div>\(line)</div>", url: "https://harbour.example/f").dateline == nil)
  }

  @Test(
    "a time or an agency in the data's field is no dateline",
    arguments: ["2031-02-03 16:13", "Reuters", "by Ada Quill"])
  func noDateline(field: String) {
    let found = article(
      head:
        #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry between Varde and Holm sails again","dateline":"\#(field)"}</script>"#
    )
    #expect(found.dateline == nil)
  }

  @Test("beside an author an agency alone is a picture's, unless its date follows")
  func besideAuthor() {
    let head = "<meta name='author' content='Ada Quill'>"
    var found = article(
      head: head, above: "<div>AP</div><div>Share</div>", url: "https://harbour.example/f")
    #expect(found.origin == nil)
    found = article(
      head: head, above: "<div>Reuters</div><div>Updated: January 16, 2031</div>",
      url: "https://harbour.example/f")
    #expect(found.origin?.name == "Reuters")
  }

  @Test("an agency in the byline goes before the distributor's copyright line")
  func distributor() {
    let found = article(
      above: "<p class='byline'>By Ada Quill and Ben Rook The Associated Press</p>",
      below: "<p>© 2031 The Canadian Press</p>", url: "https://harbour.example/f")
    #expect(found.origin?.name == "Associated Press" && found.origin?.certain == false)
  }

  @Test("a name is taken whole from its link")
  func linked() {
    let found = article(
      below:
        "<p>This story was originally published by <a href='https://q.example'>Storm and Ice</a> and is republished here.</p>",
      url: "https://harbour.example/f")
    #expect(found.origin?.name == "Storm and Ice")
  }

  @Test("a picture's words are the name behind a source word that has none")
  func pictured() {
    let found = article(
      below: "<p>Źródło informacji: <img src='p.png' alt='PAP'></p>",
      url: "https://harbour.example/f")
    #expect(found.origin?.name == "Polska Agencja Prasowa")
  }

  @Test(
    "no origin: a list of references, a link “more”, the owner's link in the page's head",
    arguments: [
      "<h3>Sources:</h3><p>quay.example</p><p>articles.mole.example</p><p>www.pier.example</p>",
      "<p><a href='/x'>mehr...</a></p>",
    ])
  func noOrigin(below: String) {
    #expect(article(below: below, url: "https://harbour.example/f").origin == nil)
  }

  @Test("a portal's own address may be that of another form of the page")
  func portal() {
    let found = article(
      head:
        "<link rel='alternate' hreflang='en-us' href='https://www.gate.example/n/1'><link rel='canonical' href='https://www.harbourweekly.example/x/ferry'>",
      above: "<div>Harbour Weekly 2/3/2031 Ada Quill</div>")
    #expect(found.origin?.name == "Harbour Weekly" && found.origin?.source == .canonical)
    let own = article(
      head:
        "<link rel='alternate' hreflang='fr' href='https://www.harbour.example/fr/1'><link rel='canonical' href='https://www.harbour.example/en/1'>"
    )
    #expect(own.origin == nil)
    let edition = article(
      head:
        "<link rel='alternate' hreflang='en-gb' href='https://edition.cnn.com/f/1'><link rel='canonical' href='https://www.cnn.com/f/1'>"
    )
    #expect(edition.origin == nil)
  }

  @Test("a paper's name between wide bars of the title is the site's")
  func wideBars() {
    let found = article(
      head: "<meta property='og:title' content='渡輪復航｜生活｜中時電子報'>",
      above: "<ul><li>2031-02-03</li><li>中國時報</li></ul>")
    #expect(found.origin == nil)
  }

  @Test("a source that the data and a line above the text name is one, whatever its name")
  func shown() {
    let head = "<meta name='dc.source' content='Seabord Core'>"
    let url = "https://harbour.example/f"
    #expect(
      article(head: head, above: "<div>Seabord Core</div>", url: url).origin?.name == "Seabord Core"
    )
    #expect(article(head: head, url: url).origin == nil)
  }

  @Test("a city in bold type before the first sentence is a dateline")
  func bold() {
    for (start, location) in [
      ("<b>Frankfurt</b> Der Hafenrat", "Frankfurt"),
      ("<strong>Paris</strong> Le conseil", "Paris"),
      ("<b>Madrid</b> El consejo", "Madrid"),
      ("<b>London</b> Mayor Ada Quill", nil), ("<b>Siemens</b> Der Konzern", nil),
      ("Frankfurt Der Hafenrat", nil),
    ] as [(String, String?)] {
      #expect(article(first: start + " closed the bridge.").dateline == location)
    }
  }

  @Test("a first paragraph that was left out though it opens with a dateline is put back")
  func opening() {
    let found = article(
      above:
        "<div class='related-links'><p>VARDE — The chief of the ferry line defended the decision to sail in any weather, even as rivals stayed in the harbour for weeks.</p></div>"
    )
    #expect(found.dateline == "Varde")
    #expect(found.articleBody.hasPrefix("VARDE — The chief"))
  }
}
