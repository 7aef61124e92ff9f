import Model
import Testing

@testable import Extraction

@Suite struct DateChooserTests {
  private let prose = """
    <p>The ferry to Arran sailed again on Saturday after nine weeks in dry dock, and two hundred
    people stood on the quay in the rain to see it leave for the first time this year.</p>
    """

  private func published(head: String = "", body: String, lang: String = "") -> String? {
    let html = "<html \(lang)><head>\(head)</head><body>\(body)</body></html>"
    return PageExtractor().extract(page: Array(html.utf8)).article.datePublished?.iso
  }

  @Test("the date beside the headline wins over the time of a teaser far below")
  func nearest() {
    let teasers = (1...9).map { "<article><a href='/\($0)'><h3>Bus fares rise</h3></a></article>" }
    let body = """
      <h1>Ferry runs again</h1><span class="news-date">9 March 2024</span>\(prose)\(prose)
      \(teasers.joined())<time datetime="2024-05-01T10:00:00Z">1 May 2024</time>
      """
    #expect(published(body: body) == "2024-03-09")
  }

  @Test("a date just above the headline wins over one at the end of the page")
  func above() {
    let body = "<p>9 March 2024 // Desk</p><h1>Ferry runs again</h1>" + prose + prose + prose
    let end = "<p>Max</p><p>wrote</p><p>on</p><p>12 April 2024</p>"
    #expect(published(body: body + end) == "2024-03-09")
  }

  @Test(
    "digits are read day first where the page or its domain is of a country that writes so",
    arguments: [
      ("", "https://gazette.co.uk/a", "2024-10-02"), ("xml:lang='en-GB'", "", "2024-10-02"),
      ("lang='en'", "https://gazette.com/a", "2024-02-10"), ("lang='en-US'", "", "2024-02-10"),
    ])
  func order(lang: String, url: String, day: String) {
    let head = url.isEmpty ? "" : "<link rel=\"canonical\" href=\"\(url)\">"
    let body = "<h1>Ferry runs again</h1><span class='date'>02/10/2024</span>" + prose
    #expect(published(head: head, body: body, lang: lang) == day)
  }

  @Test("a moment in UTC falls on the day that the address names, where they are neighbours")
  func address() {
    let head = """
      <link rel="canonical" href="https://gazette.com/2023/11/08/ferry">
      <meta property="article:published_time" content="2023-11-09T01:09:55+00:00">
      """
    #expect(published(head: head, body: "<h1>Ferry runs again</h1>" + prose) == "2023-11-08")
  }

  @Test(
    "a date that a sentence tells of is not that of publication",
    arguments: [
      "<p>The old ferry sank on 3 March 1998 with all its cargo and was never raised again.</p>",
      "<p>3 March 2031 – 12 June 2031</p>", "<p>Call 04.12.21.33.09 for the hours of the boat.</p>",
    ])
  func sentence(line: String) {
    #expect(published(body: "<h1>Ferry runs again</h1>" + prose + line) == nil)
  }

  @Test(
    "a line of its own, a word for publication and a dateline give the day",
    arguments: [
      "<p>9 March 2024</p>", "<p>First published on 9 March 2024</p>",
      "<p>HOLM, 9 March 2024 – The ferry sailed again on Saturday after nine weeks.</p>",
    ])
  func line(line: String) {
    #expect(published(body: "<h1>Ferry runs again</h1>" + line + prose) == "2024-03-09")
  }

  @Test("the time of a reader's comment and of a teaser is not the article's")
  func others() {
    let other = "<time datetime='2024-05-01T10:00:00Z'>1 May 2024</time>"
    let date = "<p><em>First published on 9 March 2024</em></p>"
    for wrapped in ["<div class='comment'>\(other)</div>", "<aside>\(other)</aside>"] {
      let body =
        "<main><article><h1>Ferry runs again</h1>\(prose)\(date)</article>\(wrapped)</main>"
      #expect(published(body: body) == "2024-03-09")
    }
  }

  @Test("a shown date of a change does not take the place of a stated one")
  func changed() {
    let head = """
      <script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry runs again",
      "datePublished":"2024-03-09T09:00:00Z","dateModified":"2024-05-01T10:00:00Z"}</script>
      """
    let time = "<p>Last updated <time datetime='2024-05-01T10:00:00Z'>1 May 2024</time></p>"
    let body = "<h1>Ferry runs again</h1>\(time)\(prose)"
    #expect(published(head: head, body: body) == "2024-03-09T09:00:00Z")
  }
}
