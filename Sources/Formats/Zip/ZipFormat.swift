extension FormatName {
  static var zip: FormatName { FormatName("zip") }
}

/// Zip archives, and the web archives that are one inside (WACZ).
struct ZipFormat: Format {
  static let name = FormatName.zip

  static let documentation = [
    FormatDocumentation(
      name: "zip, WACZ",
      read: "each file by its content, of a WACZ its web archives; without a table by local "
        + "headers",
      producers: "Browsertrix, ArchiveWeb.page, people", fields: "those of the file inside",
      refused: "encrypted entries, office documents, books")
  ]

  static let seeds = [
    FormatSeed(
      "zip", fileName: "x.zip", beginnings: [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6]],
      sample: archive([
        ("a.html", FormatSeed.page), ("archive/b.warc", WARCFormat.record(FormatSeed.page)),
        ("datapackage.json", "{}"),
      ]))
  ]

  /// An archive (APPNOTE 6.3) of stored files.
  private static func archive(_ files: [(name: String, text: String)]) -> [UInt8] {
    let little = FormatSeed.little
    var out: [UInt8] = []
    var directory: [UInt8] = []
    for (name, text) in files {
      let (name, body) = (Array(name.utf8), Array(text.utf8))
      let sizes =
        little(body.count, 4) + little(body.count, 4) + little(name.count, 2) + little(0, 2)
      let common = little(10, 2) + [UInt8](repeating: 0, count: 12) + sizes
      directory += [0x50, 0x4B, 1, 2] + little(10, 2) + common
      directory += [UInt8](repeating: 0, count: 10) + little(out.count, 4) + name
      out += [0x50, 0x4B, 3, 4] + common + name + body
    }
    let counts = little(files.count, 2) + little(files.count, 2)
    return out + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + counts
      + little(directory.count, 4) + little(out.count, 4) + little(0, 2)
  }

  /// True for bytes that an archive begins with. Asked by `FileOpener` before anything is sniffed,
  /// since an archive is read from its end.
  static func begins(_ head: some Collection<UInt8>) -> Bool {
    head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6])
  }

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool { false }

  func open(_ input: FormatInput) throws -> any RecordFramer {
    let bytes = try input.window.takeAll(limit: input.settings.recordByteLimit)
    return try input.opener.openZip(MemorySource(bytes), input.origin, layers: [])
  }
}
