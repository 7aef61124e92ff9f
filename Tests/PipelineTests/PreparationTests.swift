import Formats
import Model
import NearDuplicates
@testable import Pipeline
@testable import State
import Storage
import Testing

@testable import Pipeline
@testable import State

@Suite struct PreparationTests {
  private static let paragraphs = [
    "The council voted on Tuesday to close the old swimming baths at the end of the summer season.",
    "Repairs to the roof would cost more than the whole of next year's budget for sport, it was told.",
    "Swimmers who had filled the public gallery called the decision short-sighted and left in anger.",
    "A campaign to keep the building open has collected eleven thousand names since the new year.",
  ]

  private func prepare(_ text: String, name: String) throws -> PreparedRecord {
    var reader = try RecordReader(
      ScrapeInput(source: MemorySource(Array(text.utf8)), name: Array(name.utf8)),
      settings: ScrapeSettings())
    let raw = try #require(try reader.next())
    return Preparation(settings: ScrapeSettings()).prepare(raw)
  }

  /// The same article twice, the second time lightly edited, in three formats.
  private static func files() -> [(String, String)] {
    let again = paragraphs.map { $0.replacing("old", with: "former") }
    let all =
      ["Baths to close"] + paragraphs + again + ["An interview follows that was not there before."]
    let html =
      "<html><head><title>Baths to close</title></head><body><article><h1>Baths to close</h1>"
      + all.dropFirst().map { "<p>\($0)</p>" }.joined() + "</article></body></html>"
    let json =
      "{\"headline\": \"Baths to close\", \"articleBody\": \""
      + all.dropFirst().joined(separator: "\\n\\n") + "\"}"
    return [("a.txt", all.joined(separator: "\n\n")), ("a.html", html), ("a.json", json)]
  }

  @Test("an article that its file holds twice is given once, in every format", arguments: 0..<3)
  func selfRepeat(format: Int) throws {
    let (name, text) = Self.files()[format]
    let article = try #require(try prepare(text, name: name).article)
    #expect(article.selfRepeat)
    #expect(article.paragraphs.filter { $0.role != .heading }.count == 5)
    #expect(article.removed.count { $0.reason == .repeated } == 4)
  }

  @Test("lines that the source is known to repeat are left out, but never the whole article")
  func boilerplate() throws {
    let footer = "The Harbour Post has been printed in this town every morning since 1911."
    let text = (["Baths to close"] + Self.paragraphs + [footer]).joined(separator: "\n\n")
    func prepare(_ lines: [String]) throws -> Article {
      var reader = try RecordReader(
        ScrapeInput(source: MemorySource(Array(text.utf8)), name: Array("a.txt".utf8)),
        settings: ScrapeSettings())
      let raw = try #require(try reader.next())
      let snapshot = BoilerplateSnapshot(
        version: 1, lines: Set(lines.compactMap { LineHash.hash($0) }))
      return try #require(
        Preparation(settings: ScrapeSettings()).prepare(raw, boilerplate: snapshot).article)
    }
    let article = try prepare([footer.uppercased()])
    #expect(!article.articleBody.contains("Harbour Post"))
    #expect(article.removed.contains { $0.reason == .boilerplate && $0.text == footer })
    #expect(try prepare(Self.paragraphs + [footer]).paragraphs.count >= Self.paragraphs.count)
  }

  @Test("an article that is told once is not said to be repeated")
  func told() throws {
    let text = "Baths to close\n\n" + Self.paragraphs.joined(separator: "\n\n")
    let article = try #require(try prepare(text, name: "a.txt").article)
    #expect(!article.selfRepeat)
    #expect(!article.removed.contains { $0.reason == .repeated })
  }
}
