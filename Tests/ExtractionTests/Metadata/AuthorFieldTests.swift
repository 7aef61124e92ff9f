import Model
import Testing

@testable import Extraction

@Suite struct AuthorFieldTests {
  private func names(_ text: String) -> [String] { AuthorField.names(in: text) }

  @Test(
    "a field names its people without openers, offices and addresses",
    arguments: [
      ("By Ida Fenwick", ["Ida Fenwick"]), ("Ida Fenwick, Staff Writer", ["Ida Fenwick"]),
      ("Ida Fenwick and Tam Orrock", ["Ida Fenwick", "Tam Orrock"]),
      ("Ida Fenwick", ["Ida Fenwick"]),
      ("Holm Press Agency", ["Holm Press Agency"]),
    ])
  func fields(text: String, expected: [String]) {
    #expect(names(text) == expected)
  }

  @Test(
    "an address, an empty cell and a link name nobody",
    arguments: ["desk@post.example", "NaN", "null", "View All Posts", "Hours Ago", ""])
  func nobody(text: String) {
    #expect(names(text) == [])
  }

  @Test("the author of a teaser is not the article's")
  func teaser() {
    let html = """
      <html><body><main><h1>Ferry runs again</h1><a rel="author" href="/i">Ida Fenwick</a>
      <p>The ferry sailed again on Saturday after nine weeks in dry dock, and people cheered.</p>
      <div><h3><a href="/x">Bus fares rise</a></h3><a rel="author" href="/t">Tam Orrock</a></div>
      </main></body></html>
      """
    let article = PageExtractor().extract(page: Array(html.utf8)).article
    #expect(article.authors.map(\.name) == ["Ida Fenwick"])
  }

  @Test("two publishers joined by a word are an organisation, a person before a comma is none")
  func organizations() {
    #expect(AuthorField.isOrganization("Holm Post et Press"))
    #expect(!AuthorField.isOrganization("Ida Fenwick, Holm Press"))
    #expect(AuthorField.isOrganization("Holm Press, Paris"))
  }
}
