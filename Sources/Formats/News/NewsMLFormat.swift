import Extraction

extension FormatName {
  static var newsML: FormatName { FormatName("newsml") }
}

/// NewsML-G2 and NewsML 1, the messages of news agencies.
struct NewsMLFormat: Format {
  static let name = FormatName.newsML

  static let documentation = [
    FormatDocumentation(
      name: "NewsML-G2, NewsML 1",
      read: "each item with a text, its NITF, XHTML or plain text; also Reuters' corpora",
      producers: "news agencies",
      fields: "byline, dateline, credit, dates, subjects, slug, version, embargo, rights",
      refused: "packages, pictures, items that were withdrawn")
  ]

  static let seeds = [
    FormatSeed(
      "newsml", fileName: "x.xml",
      beginnings: [
        "<newsItem guid=\"urn:a\" version=\"1\"><itemMeta>", "<newsMessage><itemSet><newsItem>",
        "<NewsML><NewsItem><NewsComponent><NewsLines>", "<newsitem itemid=\"1\"><text>",
      ],
      sample: "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet><newsItem "
        + "guid=\"urn:newsml:a.example:1\" version=\"2\"><contentMeta><headline>A title</headline>"
        + "<by>By Ada Quill</by></contentMeta><contentSet><inlineXML><html><body><p>The harbour "
        + "council voted on Tuesday evening to buy a second ferry.</p></body></html></inlineXML>"
        + "</contentSet></newsItem></itemSet></newsMessage>")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) throws -> Bool {
    stage == .opening ? try head.markupFormat() == .newsML : false
  }

  func open(_ input: FormatInput) throws -> any RecordFramer {
    try NewsItemFramer(input, format: .newsML)
  }

  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    let decoded = CharsetReading.decode(
      body.bytes, declared: body.declared + MarkupCharset.labels(in: body.bytes))
    guard let root = XMLElement(decoded.utf8) else {
      record.refusal = Refusals.broken("NewsML", "it holds no element")
      return
    }
    let found = root.name == "newsitem" ? root : root.descendants("newsitem").first
    guard let found else {
      record.refusal = Refusals.notAPage("a NewsML file without a text")
      return
    }
    let item = NewsMLItem(found)
    interpreter.take(item.draft(), context, into: &record)
    record.refusal = item.refusal ?? record.refusal
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { true }
}
