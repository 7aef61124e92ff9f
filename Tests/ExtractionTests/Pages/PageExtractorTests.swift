import Model
import Testing

@testable import Extraction

/// A made-up news page with everything around the article that news pages have.
private let page = """
  <!doctype html><html lang="en-GB"><head><title>Ferry to Arran runs again | The Harbour Gazette</title>
  <meta property="og:site_name" content="The Harbour Gazette">
  <meta property="og:title" content="Ferry to Arran runs again">
  <meta name="description" content="After nine weeks in dock the ferry sails again.">
  <link rel="canonical" href="https://harbour-gazette.example/2024/03/09/ferry">
  <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
  "headline":"Ferry to Arran runs again","datePublished":"2024-03-09T08:07:06+00:00",
  "author":[{"@type":"Person","name":"Morag Sinclair"}],
  "publisher":{"@type":"Organization","name":"The Harbour Gazette"},
  "articleSection":"Transport","isAccessibleForFree":true,}</script></head><body class="single">
  <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li>
  <li><a href="/weather">Weather</a></li></ul></nav>
  <main><article class="story"><h1>Ferry to Arran runs again</h1>
  <p class="byline">By <a rel="author" href="/m">Morag Sinclair</a></p>
  <div class="share"><a href="#">Facebook</a> <a href="#">X</a></div>
  <div class="article-body">
  <p>The ferry to Arran sailed again on Saturday after nine weeks in dry dock, and two hundred
  people stood on the quay in the rain to see it leave for the first time this year.</p>
  <figure><img src="f.jpg"><figcaption>The ferry leaves the quay. Photo: A. Reid</figcaption></figure>
  <p>“We had begun to think that she would never come back,” said the harbour master, who has
  worked on the pier for thirty years and has never known so long a gap in the service.</p>
  <h2>Costs doubled</h2>
  <p>Repairs to the hull cost four million pounds, twice what had been planned, the operator said,
  because the steel that was ordered in the autumn did not arrive until the middle of January.</p>
  <p>A second ship is to join the route in the summer, which islanders hope will put an end to the
  cancellations that have emptied hotels and shops in each of the last three winters.</p></div>
  <aside class="related"><h3>Related</h3><ul><li><a href="/a">Bus fares rise in Ayrshire again</a></li>
  <li><a href="/b">Harbour dredging put off until May</a></li></ul></aside></article></main>
  <footer><p>© 2024 The Harbour Gazette. All rights reserved.</p></footer></body></html>
  """

@Suite struct PageExtractorTests {
  private func extract(_ html: String, decisions: Bool = false) -> Extraction {
    PageExtractor(options: ExtractionOptions(recordsDecisions: decisions)).extract(
      page: Array(html.utf8))
  }

  @Test("a news page gives its paragraphs and nothing of what stands around them")
  func text() {
    let article = extract(page).article
    let body = article.articleBody
    #expect(body.hasPrefix("The ferry to Arran sailed again on Saturday"))
    #expect(body.hasSuffix("the last three winters."))
    #expect(article.paragraphs.count { $0.role == .body } == 4)
    for foreign in ["Sport", "Facebook", "Bus fares", "rights reserved", "By Morag", "Photo"] {
      #expect(!body.contains(foreign))
    }
  }

  @Test("headline, author, date, section, publisher and language are read")
  func metadata() {
    let article = extract(page).article
    #expect(article.headline == "Ferry to Arran runs again")
    #expect(article.authors.map(\.name) == ["Morag Sinclair"])
    #expect(article.datePublished?.iso == "2024-03-09T08:07:06Z")
    #expect(article.datePublished?.zone == .explicit)
    #expect(article.datePublished?.source == "json-ld")
    #expect(article.articleSection == ["Transport"])
    #expect(
      article.publisher
        == Publisher(
          name: "The Harbour Gazette", domain: "harbour-gazette.example"))
    #expect(article.language == "en-GB")
    #expect(article.isAccessibleForFree == true)
    #expect(article.description == "After nine weeks in dock the ferry sails again.")
  }

  @Test("what is left out is kept with its reason, and every block has a decision")
  func reasons() {
    let extraction = extract(page, decisions: true)
    let removed = extraction.article.removed
    #expect(removed.contains { $0.reason == .menu && $0.text.contains("Weather") })
    #expect(removed.contains { $0.reason == .footer && $0.text.contains("Gazette") })
    #expect(extraction.decisions.contains { $0.isKept && $0.excerpt.hasPrefix("Repairs") })
    #expect(extraction.decisions.contains { !$0.isKept && $0.why.contains("left out as title") })
    #expect(extract(page).decisions.isEmpty)
  }

  @Test("two runs over the same page give the same article")
  func purity() {
    #expect(extract(page).article == extract(page).article)
  }

  @Test("a page without JSON-LD is dated by its time element, and named by its heading")
  func bare() {
    let html = """
      <html><body><h1>Bakery wins prize for its rye bread</h1><time datetime="2023-11-05T10:00:00">
      5 November</time><p>The bakery on the corner of the market square has won the national prize
      for its rye bread, which is baked for twelve hours in an oven from the year 1911.</p><p>The
      jury praised the crust, the crumb and the price, which has not changed for three years, and
      said that it had rarely been so much of one mind.</p></body></html>
      """
    let article = extract(html).article
    #expect(article.headline == "Bakery wins prize for its rye bread")
    #expect(article.datePublished?.iso == "2023-11-05T10:00:00")
    #expect(article.datePublished?.zone == .absent)
  }

  @Test(
    "barriers, missing pages and empty files are refused with a reason",
    arguments: [
      (
        "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>",
        "block-page"
      ),
      ("<title>Page not found</title><p>We are sorry, but there is nothing here.</p>", "soft-404"),
      ("<title>Gazette</title><h1>This story is no longer available</h1>", "soft-404"),
      (
        "<title>Baths to close</title><h1>Baths to close</h1><p>The council voted on Tuesday to"
          + " close the baths at the end of summer.</p><h2>Subscribe to continue reading</h2>",
        "paywall-stub"
      ),
      (
        "<title>News | Gazette</title><h1>News</h1>"
          + (1...7).map {
            "<div><a href='/\($0)'><h3>Headline number \($0) of today</h3></a></div>"
          }
          .joined(), "section-page"
      ), ("<title>x</title>", "empty"), ("", "empty"),
    ])
  func refusals(html: String, reason: String) {
    let refusal = extract(html).refusal
    #expect(refusal?.reason.rawValue == reason)
    #expect(refusal?.remedy.isEmpty == false)
  }

  @Test("an article that speaks of barriers is not refused for it")
  func noFalseRefusal() {
    let long = page.replacing("Ferry to Arran runs again", with: "Access denied: 404 ferries")
    #expect(extract(long).refusal == nil)
  }

  @Test("a date stays a date when only markup parts it from the name before it")
  func neighbours() {
    let html = """
      <h1>Bridge reopened</h1><div><span>Morag Sinclair</span><span>Dec 05, 2023</span></div>
      <p>The bridge over the burn was opened again on Tuesday after two years of repairs, which the
      council paid for with a loan.</p>
      """
    #expect(extract(html).article.datePublished?.iso == "2023-12-05")
  }

  @Test("a fragment keeps its text, headings and lists, and loses share buttons")
  func fragment() {
    let html = """
      <p>First paragraph.</p><h3>A heading</h3><ul><li>One thing</li><li>Another</li></ul>
      <p>Share this:</p><ul class="sharedaddy"><li><a href="#">Facebook</a></li></ul><p>Last.</p>
      """
    let article = PageExtractor().extract(fragment: Array(html.utf8)).article
    #expect(
      article.articleBody == "First paragraph.\n\nA heading\n\nOne thing\n\nAnother\n\nLast.")
    #expect(article.paragraphs.map(\.role) == [.body, .heading, .list, .list, .body])
  }

  @Test(
    "hostile pages end in bounded time without a trap",
    arguments: [
      String(repeating: "<div>", count: 5_000), String(repeating: "<p>a<br>", count: 5_000),
      String(repeating: "<b><a href=x>", count: 2_000) + "x",
      String(repeating: "&", count: 10_000),
      "<script type=application/ld+json>" + String(repeating: "[", count: 10_000) + "</script>",
      String(repeating: "<h1>1/1/1", count: 2_000),
      "<meta name=author content=\""
        + String(
          repeating: ", ", count: 5_000) + "\">", "\u{0}<p>\u{FFFF}</p>",
    ])
  func hostile(html: String) {
    let clock = ContinuousClock()
    let time = clock.measure { _ = extract(html) }
    #expect(time < .seconds(20))
  }
}
