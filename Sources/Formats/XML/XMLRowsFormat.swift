import Extraction

extension FormatName {
  static var xmlRows: FormatName { FormatName("xml-rows") }
}

/// Tables and scrapers' items in XML, and documents of extractors behind each other.
struct XMLRowsFormat: Format {
  static let name = FormatName.xmlRows

  static let documentation = [
    FormatDocumentation(
      name: "rows in XML",
      read: "an element with an element for each field is a record; `value` elements as lists; "
        + "several `doc` or `TEI` in one stream",
      producers: "Scrapy, pandas, Apify, trafilatura", fields: "by the names below",
      refused: "XML without such elements")
  ]

  static let seeds = [
    FormatSeed(
      "xml-rows", fileName: "x.xml",
      beginnings: [
        "<items><item><title>a</title><text>", "<data><row><index>0</index><title>a</title><text>",
        "<doc title=\"a\"></doc><doc title=\"b\">",
      ],
      sample: "<items><item><title>A</title><body><value>The harbour council voted.</value>"
        + "</body><url>https://a.example/</url></item></items>")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool {
    stage == .opening && head.first == UInt8(ascii: "<") && XMLRows.rows(in: head.opening) != nil
  }

  func open(_ input: FormatInput) throws -> any RecordFramer {
    _ = try input.window.fill(FileOpener.headByteCount)
    let head = input.window.bytes[input.window.position...]
    guard let rows = XMLRows.rows(in: head) else { return BodyFramer(input, format: .html) }
    let origin = input.origin.inside(rows.areDocuments ? "documents" : "xml")
    return XMLRowsFramer(input.window, rows: rows, origin: origin, settings: input.settings)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { true }

  func declaredEncodings(in head: ArraySlice<UInt8>) -> [CharsetReading.Label]? {
    MarkupCharset.labels(in: Array(head.drop { $0 != UInt8(ascii: "<") }))
  }
}
