/// The formats that are read. A new format is a line here and a folder beside.
enum FormatRegistry {
  /// In the order in which they are asked whether they recognise a file; the first answer counts.
  static let all: [any Format] = [
    ZipFormat(),
    TarFormat(),
    WARCFormat(),
    ARCFormat(),
    HTTPFormat(),
    MHTMLFormat(),
    MailFormat(),
    JSONFormat(),
    NewsMLFormat(),
    NITFFormat(),
    FeedFormat(),
    XMLRowsFormat(),
    MarkdownFormat(),
    CSVFormat(),
    YAMLFormat(),
    HTMLFormat(),
    TextFormat(),
  ]

  /// The format of that name. Every name that sniffing gives is there.
  static subscript(_ name: FormatName) -> (any Format)? {
    all.first { type(of: $0).name == name }
  }

  /// The first format that recognises a file's head at a stage.
  static func recognise(_ head: FileHead, at stage: SniffingStage) throws -> FormatName? {
    assert(!head.body.isEmpty)
    for format in all where try format.recognises(head, at: stage) {
      return type(of: format).name
    }
    return nil
  }
}
