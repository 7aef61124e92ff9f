import Extraction
import JSONTree

extension FormatName {
  static var json: FormatName { FormatName("json") }
  /// JSON of which the framer has seen that it is a value a line, or values end to end.
  static var jsonLines: FormatName { FormatName("json-lines") }
}

/// JSON in any layout: one value, an array, a value a line.
struct JSONFormat: Format {
  static let name = FormatName.json

  static let documentation = [
    FormatDocumentation(
      name: "JSON",
      read: "one object, an array, or articles in wrappers up to eight deep; what is whole before "
        + "damage; data frames by columns or by rows, also without names; pages and texts by their "
        + "addresses; trees of editors; pages in a log of requests (HAR); what stands around or "
        + "beside a single text describes it; all of it "
        + "also in a script, in quotes, in a browser's `pre`, behind PHP's remarks, or as Python "
        + "prints it",
      producers: "WordPress REST, Drupal, Ghost, Contentful, Sanity, Strapi, ninjs, news-please, "
        + "trafilatura, newspaper, fundus, goose3, extruct, Zyte, Diffbot, Apify, Firecrawl, "
        + "crawl4ai, LangChain, LlamaIndex, unstructured, webz.io, NewsAPI, feed readers, Telegram, "
        + "JSON Feed, JSON-LD, any scraper",
      fields: "by the names below", refused: "error answers, objects without an article"),
    FormatDocumentation(
      name: "JSON Lines", read: "a value a line or end to end; a broken line costs itself",
      producers: "Scrapy, FineWeb, any scraper", fields: "by the names below",
      refused: "lines without an article"),
  ]

  static let seeds = [
    FormatSeed(
      "json", fileName: "x.json",
      beginnings: [
        "", "{", "[", "[{\"title\":\"a\",\"text\":\"", "{\"title\":{\"0\":\"",
        "{\"columns\":[\"title\",\"text\"],\"data\":[[",
      ],
      sample: "[\(FormatSeed.object),\(FormatSeed.object)]"),
    FormatSeed(
      "jsonl", fileName: "x.jsonl",
      beginnings: [FormatSeed.object + "\n", "{}\n{", "[]\n[", FormatSeed.object + "\r"],
      sample: "\(FormatSeed.object)\n\(FormatSeed.object)\n"),
    FormatSeed(
      "wordpress", fileName: "x.json",
      beginnings: [
        "{\"id\":1,\"title\":{\"rendered\":\"",
        "[{\"date_gmt\":\"2031-01-01T00:00:00\",\"title\":{\"rendered\":\"a\"},"
          + "\"content\":{\"rendered\":\"",
        "{\"code\":\"a\",\"message\":\"",
      ],
      sample: #"[{"id":1,"date":"2031-01-01T00:00:00","date_gmt":null,"link":"/a","#
        + #""title":{"rendered":"A &#8211; b"},"content":{"rendered":"<p>Text of some words.</p>"},"#
        + #""class_list":{"0":"a"}}]"#),
    FormatSeed(
      "ninjs", fileName: "x.json",
      beginnings: [
        "{\"uri\":\"urn:a\",\"headlines\":[{\"role\":\"main\",\"value\":\"",
        "{\"versioncreated\":\"2031-02-03T10:00:00Z\",\"headline\":\"a\",\"body_xhtml\":\"",
        "{\"title\":\"a\",\"body\":{\"type\":\"doc\",\"content\":[",
        "{\"data\":[{\"attributes\":{\"title\":\"a\",\"body\":{\"value\":\"",
        "[[\"https://a.example/\",\"<html>", "{\"https://a.example/\":\"",
      ],
      sample: #"{"uri":"urn:a:1","firstCreated":"2031-02-03T10:00:00Z","headlines":[{"role":"#
        + #""main","value":"A title"}],"by":"By Ada Quill","bodies":[{"role":"main","#
        + #""contentType":"text/html","value":"<p>The harbour council voted on Tuesday evening "#
        + #"to buy a second ferry.</p>"}]}"#),
    FormatSeed(
      "wrapped", fileName: "x.json",
      beginnings: [
        "var a = [{\"title\":\"", "f({\"title\":\"", "\"[{\\\"title\\\":", "[{'title': '",
        "<br />\n<b>Notice</b>: a\n[{\"title\":\"", "<html><body><pre>{\"title\":\"",
      ],
      sample: "var a = [\(FormatSeed.object)];"),
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool {
    guard stage == .opening else { return false }
    switch head.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return Self.isJSON(head.body) && DocumentHead.object(head.body) == nil
    default: return false
    }
  }

  /// True when a value is there that text would not begin with: an object with members, or an array
  /// that holds one, or a whole array of anything. `[Photo] …` and `{note}` are text.
  private static func isJSON(_ body: ArraySlice<UInt8>) -> Bool {
    var stream = JSONStream()
    stream.append(body)
    stream.finish()
    var count = 0
    while let item = stream.next() {
      count += 1
      switch item {
      case .value(let tree, _):
        if tree.root.isObject || tree.root.isArray { return true }
        if count > 100 { return true }
      case .broken(let tree, _, _):
        if let root = tree?.root, root.members.contains(where: { _ in true }) { return true }
        if tree?.root.isArray == true, tree?.root[0] != nil { return true }
        return count > 3
      case .tooLarge, .entered: return true
      case .junk: return false
      }
    }
    return count > 0 || body.count { $0 == UInt8(ascii: "]") } > 0 && body.count < 1000
  }

  func open(_ input: FormatInput) throws -> any RecordFramer {
    try JSONFramer(input.window, origin: input.origin, settings: input.settings)
  }

  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    interpreter.readJSON(body, context, into: &record)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { true }
  func declaredEncodings(in head: ArraySlice<UInt8>) -> [CharsetReading.Label]? { [] }
}
