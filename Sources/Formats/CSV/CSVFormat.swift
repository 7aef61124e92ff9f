extension FormatName {
  static var csv: FormatName { FormatName("csv") }
}

/// Tables of values separated by commas, tabs, semicolons or bars.
struct CSVFormat: Format {
  static let name = FormatName.csv

  static let documentation = [
    FormatDocumentation(
      name: "table (comma, tab, semicolon, bar)",
      read: "a row each, JSON and Python literals in cells; quotes that never close",
      producers: "pandas, spreadsheets, trafilatura", fields: "by the names below",
      refused: "tables whose header names no known field")
  ]

  static let seeds = [
    FormatSeed(
      "csv", fileName: "x.csv",
      beginnings: [
        "title,text,url\n", "title\ttext\turl\n", "title;text;url\n\"", "title|text\n",
        "sep=;\ntitle;text\n", "newspapers\n\"{'articles': [",
      ],
      sample: "title,text,url\n\"A\",\"b \"\"c\"\" d\",https://a.example/\n")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) throws -> Bool {
    guard stage == .content else { return false }
    if CSVDialect(sniffing: head.body) != nil { return true }
    if CSVColumns.isReport(head.body) {
      throw Refusals.notAPage("a table of addresses without a title or a text")
    }
    return false
  }

  func open(_ input: FormatInput) -> any RecordFramer {
    let origin = input.origin.inside("csv")
    return CSVFramer(input.window, origin: origin, settings: input.settings)
      ?? BodyFramer(input, format: .text)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { true }
  func declaredEncodings(in head: ArraySlice<UInt8>) -> [CharsetReading.Label]? { [] }
}
