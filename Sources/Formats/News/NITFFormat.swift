import Extraction

extension FormatName {
  static var nitf: FormatName { FormatName("nitf") }
}

/// NITF 3 by itself.
struct NITFFormat: Format {
  static let name = FormatName.nitf

  static let documentation = [
    FormatDocumentation(
      name: "NITF", read: "version 3: headlines, abstract, content with media and tables",
      producers: "news agencies, archives of papers",
      fields: "byline, dateline, distributor, dates, subjects, keywords, correction, rights",
      refused: "documents without a text")
  ]

  static let seeds = [
    FormatSeed(
      "nitf", fileName: "x.xml",
      beginnings: ["<nitf><head><docdata>", "<nitf><body><body.head><hedline><hl1>"],
      sample: "<nitf><head><docdata><date.issue norm=\"20310203T101500Z\"/></docdata></head><body>"
        + "<body.head><hedline><hl1>A <em>title</em></hl1></hedline><byline>By Ada Quill</byline>"
        + "<dateline><location>Ostvik</location></dateline></body.head><body.content><p>The harbour "
        + "council voted on Tuesday evening to buy a second ferry.</p></body.content></body></nitf>"
    )
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) throws -> Bool {
    stage == .opening ? try head.markupFormat() == .nitf : false
  }

  func open(_ input: FormatInput) throws -> any RecordFramer {
    try NewsItemFramer(input, format: .nitf)
  }

  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    let decoded = CharsetReading.decode(
      body.bytes, declared: body.declared + MarkupCharset.labels(in: body.bytes))
    guard let root = XMLElement(decoded.utf8) else {
      record.refusal = Refusals.broken("NITF", "it holds no element")
      return
    }
    var draft = FieldDraft(format: "nitf")
    NITFDocument(root).fill(&draft)
    interpreter.take(draft, context, into: &record)
  }
}
