import Formats
import Model
import Testing

/// An invented article of which the text stands in pieces, as systems of newsrooms keep it.
@Suite("JSON where a text stands in pieces")
struct JSONPieceTests {
  private static let described =
    #""title":"Pier repairs begin","byline":"Ida Fenwick","published_at":"2031-02-03T08:00:00Z""#

  private static func pieces(_ piece: (String) -> String) -> String {
    prose.map(piece).joined(separator: ",")
  }

  static let layouts: [(name: String, json: String)] = [
    (
      "blocks with components",
      #"{\#(described),"zone":[\#(pieces { #"{"__component":"x.prose","id":1,"copy":"\#($0)"}"# })]}"#
    ),
    (
      "elements among links and pictures",
      #"""
      {\#(described),"content_elements":[{"type":"image","caption":"A quay in the rain"},\#(pieces { #"{"type":"text","content":"\#($0)"}"# }),{"type":"interstitial_link","content":"Nine berths for a summer without any pier at all, and more","url":"/9"}]}
      """#
    ),
    (
      "elements of a page as objects",
      #"""
      {\#(described),"nodes":[{"tagName":"figure","childNodes":[{"tagName":"img"},{"tagName":"figcaption","childNodes":[{"nodeType":"text","value":"A quay"}]}]},\#(pieces { #"{"tagName":"p","childNodes":[{"nodeType":"text","value":"\#($0)"}]}"# })]}
      """#
    ),
    (
      "sections of paragraphs",
      #"""
      {\#(described),"sections":[{"heading":null,"paragraphs":["\#(prose[0])"]},{"paragraphs":["\#(prose[1])","\#(prose[2])"]}]}
      """#
    ),
    (
      "an editor's tree under a name of its own",
      #"""
      {\#(described),"payload":{"type":"doc","content":[\#(pieces { #"{"type":"paragraph","content":[{"type":"text","text":"\#($0)"}]}"# })]}}
      """#
    ),
    (
      "an editor's tree in a string",
      #"{\#(described),"body":"{\"blocks\":["#
        + pieces { #"{\"type\":\"paragraph\",\"data\":{\"text\":\"\#($0)\"}}"# } + #"]}"}"#
    ),
    (
      "blocks that hold their markup",
      #"""
      {\#(described),"parts":[\#(pieces { #"{"blockName":"core/paragraph","innerHTML":"<p>\#($0)</p>"}"# })]}
      """#
    ),
    (
      "blocks with a quote that names its speaker",
      #"""
      {\#(described),"modules":[{"kind":"text","text":"\#(prose[0])"},{"kind":"quote","author":"R. Holt","text":"\#(prose[1])"},{"kind":"text","text":"\#(prose[2])"}]}
      """#
    ),
  ]

  @Test("they are one article, with the words of all pieces", arguments: layouts.indices)
  func found(index: Int) throws {
    let layout = JSONPieceTests.layouts[index]
    let records = try read(layout.json)
    #expect(records.count == 1, "\(layout.name)")
    let article = try #require(records.first?.article, "\(layout.name)")
    #expect(records[0].refusal == nil, "\(layout.name)")
    #expect(article.headline == "Pier repairs begin", "\(layout.name)")
    #expect(article.authors.map(\.name) == ["Ida Fenwick"], "\(layout.name)")
    #expect(article.datePublished?.iso == "2031-02-03T08:00:00Z", "\(layout.name)")
    let texts = article.paragraphs.filter { $0.role != .caption }.map(\.text)
    #expect(texts == prose, "\(layout.name)")
  }

  @Test("headings between pieces keep their role")
  func headings() throws {
    let json =
      #"""
      {\#(Self.described),"blocks":[{"type":"text","text":"\#(prose[0])"},{"type":"subheading","text":"A quiet quay"},{"type":"text","text":"\#(prose[1])"}]}
      """#
    let article = try #require(try read(json).first?.article)
    #expect(article.paragraphs.map(\.text) == [prose[0], "A quiet quay", prose[1]])
    #expect(article.paragraphs[1].role == .heading)
  }

  @Test("a list of articles below a headline stays a list of articles")
  func articles() throws {
    let json =
      #"""
      {"title":"The Skerry Post","url":"https://a.example/","items":[{"type":"entry","title":"One","url":"https://a.example/1","text":"\#(prose[0])"},{"type":"entry","title":"Two","url":"https://a.example/2","text":"\#(prose[1])"}]}
      """#
    #expect(try read(json).headlines == ["One", "Two"])
  }

  @Test("remarks of readers and names found in a text are no text")
  func others() throws {
    let json =
      #"""
      {"title":"Pier repairs begin","url":"https://a.example/","thread":[{"type":"comment","text":"\#(prose[0])"}],"entities":[{"type":"place","text":"Skerry"}]}
      """#
    #expect(try read(json).reasons == ["no-text"])
  }

  @Test(
    "people are found whatever their names are called",
    arguments: [
      #""writers":[{"authorName":"Ida Fenwick"}]"#, #""author":{"full_name":"Ida Fenwick"}"#,
      #""credits":{"by":[{"type":"author","name":"Ida Fenwick","org":"Skerry Post"}]}"#,
      #""autori":[{"nome":"Ida Fenwick"}]"#, #""user":{"id":7,"name":"Ida Fenwick"}"#,
      #""author":["[[Ida Fenwick]]"]"#, #""meta":{"article":{"author":"Ida Fenwick"}}"#,
    ])
  func people(field: String) throws {
    let json = #"{"title":"Pier repairs begin","text":"\#(prose[0])",\#(field)}"#
    #expect(try read(json).first?.article?.authors.map(\.name) == ["Ida Fenwick"])
  }

  @Test("credits of pictures name no author, nor does a name for logging in")
  func noPeople() throws {
    for field in [#""credits":"Photo: R. Holt""#, #""user":{"name":"ida77"}"#] {
      let json = #"{"title":"Pier repairs begin","text":"\#(prose[0])",\#(field)}"#
      #expect(try read(json).first?.article?.authors.isEmpty == true)
    }
  }
}
