import JSONTree
import Model
@testable import Presentation
import Testing

@testable import Presentation

@Suite struct OutputTests {
  @Test("control characters, bidi overrides and tags never reach a terminal raw")
  func terminalSafe() {
    #expect(TerminalText.safe("a\u{1B}[31mb\u{202E}c\u{9B}d") == "a\\u{1b}[31mb\\u{202e}c\\u{9b}d")
    #expect(TerminalText.safe([0x61, 0xFF, 0x0A]) == "a\\xff\\x0a")
    #expect(TerminalText.safe("Zürich – 東京") == "Zürich – 東京")
  }

  @Test(
    "a point of time and its text are the same thing",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (1_739_446_715, "2025-02-13T11:38:35Z"), (-1, "1969-12-31T23:59:59Z"),
      (4_102_444_799, "2099-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func times(seconds: Int64, text: String) {
    #expect(ISOTime.text(seconds: seconds) == text)
    #expect(ISOTime.seconds(text) == seconds)
  }

  @Test("an offset is taken off, and a day alone counts from its noon")
  func offsets() {
    #expect(ISOTime.seconds("2025-02-13T13:38:35+02:00") == 1_739_446_715)
    #expect(ISOTime.seconds("2025-02-13T06:08:35-05:30") == 1_739_446_715)
    #expect(ISOTime.seconds("1970-01-02") == 129_600)
    #expect(ISOTime.seconds("yesterday") == nil)
  }

  @Test("an article is written with schema.org's names, and keys without a value are left out")
  func articleJSON() throws {
    let article = Article(
      url: "https://example.org/a", headline: "A \"quoted\" headline",
      authors: [Person(name: "Ada")],
      datePublished: DatedValue(
        iso: "2025-02-13T11:38:35Z", raw: "2025-02-13T11:38:35", zone: .gmtField, source: "field"),
      paragraphs: [
        Paragraph(role: .body, text: "One."), Paragraph(role: .caption, text: "Picture"),
      ],
      selfRepeat: true)
    let document = ArticleDocument(
      article: article,
      provenance: Provenance(fileBytes: [0x61, 0xFF], size: 7), outcome: .duplicate,
      links: ArticleLinks(
        id: "01JA", duplicateOf: "01J0", duplicateKind: .near, similarity: 0.94671, story: "01J0"))
    let value = try JSONDocument(parsing: document.jsonLine()).root
    #expect(value["headline"]?.string == "A \"quoted\" headline")
    #expect(value["articleBody"]?.string == "One.")
    #expect(value["author"]?[0]?["name"]?.string == "Ada")
    #expect(value["dates"]?["published"]?["zone"]?.string == "gmt-field")
    #expect(value["provenance"]?["fileBytes"]?.string == "Yf8=")
    #expect(value["duplicateKind"]?.string == "near")
    #expect(value["similarity"]?.double == 0.9467)
    #expect(value["selfRepeat"]?.boolean == true)
    #expect(value["description"] == nil)
    #expect(value["dateModified"] == nil)
  }

  @Test("Markdown shows each role, and what would be markup is text; text leaves captions out")
  func articleForms() {
    let article = Article(
      headline: "C #", authors: [Person(name: "A \"B\" \\ C\u{FFFF}")],
      paragraphs: [
        Paragraph(role: .heading, text: "* One #"), Paragraph(role: .body, text: "  - <b>\nTwo"),
        Paragraph(role: .list, text: "1. a"), Paragraph(role: .list, text: "b_c_"),
        Paragraph(role: .quote, text: "> d\n# e"), Paragraph(role: .caption, text: "f <&>"),
        Paragraph(role: .body, text: "---"),
      ])
    let document = ArticleDocument(
      article: article, provenance: Provenance(fileBytes: [0x61], size: 7), outcome: .indexed)
    #expect(
      String(decoding: document.written(as: .markdown), as: UTF8.self) == """
        ---
        title: "C #"
        author: ["A \\"B\\" \\\\ C\\uffff"]
        ---

        # C \\#

        ## \\* One \\#

        \\- \\<b\\>\("  ")
        Two

        - 1\\. a
        - b\\_c\\_

        > \\> d
        > \\# e

        <figure><figcaption>f &lt;&amp;&gt;</figcaption></figure>

        \\---

        """)
    let text = String(decoding: document.written(as: .text), as: UTF8.self)
    #expect(text.hasPrefix("C #\n\nA \"B\"") && text.contains("- 1. a\n\n- b_c_"))
    #expect(!text.contains("f <"))
    let refused = ArticleDocument(
      article: nil, provenance: Provenance(fileBytes: [0x61], size: 7, notes: ["of -- b"]),
      outcome: .attached)
    #expect(refused.written(as: .text) == Array("a: attached: of -- b\n".utf8))
    #expect(refused.written(as: .markdown) == Array("<!-- a: attached: of - - b -->\n".utf8))
  }

  @Test(
    "base 64 is that of RFC 4648",
    arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foobar", "Zm9vYmFy")])
  func base64(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
  }
}
