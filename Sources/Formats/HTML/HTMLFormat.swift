import Extraction

extension FormatName {
  static var html: FormatName { FormatName("html") }
}

/// Pages and pieces of pages, and the XML that extractors write.
struct HTMLFormat: Format {
  static let name = FormatName.html

  static let documentation = [
    FormatDocumentation(
      name: "HTML page or fragment",
      read: "the article in it; addresses in comments of SingleFile, browsers and HTTrack; "
        + "trafilatura's XML and TEI; pages with the sizes of their chunks left in",
      producers: "wget, curl, browsers, SingleFile, HTTrack, news-please, fundus, trafilatura",
      fields: "all that JSON-LD, meta and the page itself say",
      refused: "block pages, consent walls, empty pages")
  ]

  static let seeds = [
    FormatSeed(
      "page", fileName: "x.html",
      beginnings: [
        "", "<!DOCTYPE html><html>", "<!-- saved from url=(0014)",
        "<!--\n Page saved with SingleFile \n url: ",
      ],
      sample: FormatSeed.page),
    FormatSeed(
      "extractor", fileName: "x.xml",
      beginnings: [
        "<doc title=\"a\" ", "<doc title=\"a\"><main>",
        "<TEI><teiHeader><title>a</title></teiHeader><text><body>",
      ],
      sample: "<doc title=\"A\" date=\"2031-02-03\" source=\"https://a.example/\"><main><p>The "
        + "harbour council voted.</p></main><comments/></doc>"),
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) throws -> Bool {
    switch stage {
    case .signature: return false
    case .opening:
      if try head.markupFormat() == .html {
        if let name = ProgramOutput.name(ofPage: head.body) { throw Refusals.notAPage(name) }
        return true
      }
      return false
    case .content: return Markup.isDense(Array(head.opening))
    }
  }

  func open(_ input: FormatInput) -> any RecordFramer { BodyFramer(input, format: .html) }

  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    interpreter.readPage(body, .html, context, into: &record)
  }

  func savedAddress(in bytes: [UInt8]) -> String? { SavedPageComment.url(in: bytes) }
}
