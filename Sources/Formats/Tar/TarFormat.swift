extension FormatName {
  static var tar: FormatName { FormatName("tar") }
}

/// Tar archives, mostly inside of gzip, xz, zstd or bzip2.
struct TarFormat: Format {
  static let name = FormatName.tar

  static let documentation = [
    FormatDocumentation(
      name: "tar", read: "each file by its content; of damaged archives what has a sound header",
      producers: "tar of GNU, BSD and Python, backups of scrapes, data sets",
      fields: "those of the file inside", refused: "files with holes")
  ]

  static let seeds = [
    FormatSeed(
      "tar", fileName: "x.tar",
      beginnings: [
        entry("a.html", FormatSeed.page), header("@LongLink", type: "L", byteCount: 20),
        header("x", type: "x", byteCount: 30),
      ],
      sample: entry("a.html", FormatSeed.page) + entry("b.json", FormatSeed.object)
        + [UInt8](repeating: 0, count: 1024))
  ]

  private static func entry(_ name: String, _ text: String) -> [UInt8] {
    let body = Array(text.utf8)
    let padding = (512 - body.count % 512) % 512
    return header(name, type: "0", byteCount: body.count) + body
      + [UInt8](repeating: 0, count: padding)
  }

  /// A header (POSIX.1-1988) with its check sum.
  private static func header(_ name: String, type: Character, byteCount: Int) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: TarHeader.byteCount)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
    }
    func octal(_ value: Int, digits: Int) -> String {
      let text = String(value, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
    put(name, at: 0)
    put(octal(byteCount, digits: 11), at: 124)
    put("        \(type)", at: 148)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(block.reduce(0) { $0 + Int($1) }, digits: 6), at: 148)
    block[154] = 0
    return block
  }

  /// True for a sound header at the start, or a damaged one with its magic. Asked by `FileOpener`
  /// before anything else: a header's zeros look like an encoding of two bytes a character.
  static func begins(_ head: ArraySlice<UInt8>) -> Bool {
    if TarHeader(head) != nil { return true }
    let block = head.prefix(TarHeader.byteCount)
    return block.count == TarHeader.byteCount && block.dropFirst(257).starts(with: "ustar".utf8)
      && block.prefix(257).contains(0)
  }

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool { false }

  func open(_ input: FormatInput) -> any RecordFramer {
    ArchiveFramer(
      TarFiles(input.window, settings: input.settings), format: .tar,
      origin: input.origin.inside("tar"), opener: input.opener, settings: input.settings)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { true }
}
