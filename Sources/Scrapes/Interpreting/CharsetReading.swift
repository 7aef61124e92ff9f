import TextEncodings

/// Text of a file or record as UTF-8, and how that was found out.
struct DecodedBody {
  var utf8: [UInt8]
  /// As IANA prints it.
  var charset: String
  /// `bom`, `http`, `meta`, `xml` or `detected`.
  var charsetSource: String
  var notes: [String] = []
}

/// Chooses the encoding of a file or record and decodes it.
enum CharsetReading {
  /// A declared encoding and where it stood.
  struct Label: Sendable {
    var name: String
    /// `http`, `meta`, `xml` or `bom`.
    var source: String

    init(_ name: String, from source: String) {
      self.name = name
      self.source = source
    }
  }

  /// Decodes; `declared` are labels with where they stood, most trusted first.
  ///
  /// A byte-order mark decides; else bytes that are valid UTF-8 are UTF-8 whatever was declared;
  /// else the first declaration that is known and fits; else detection.
  static func decode(
    _ bytes: [UInt8], declared: [Label] = []
  ) -> DecodedBody {
    if let (encoding, skipped) = byteOrderMark(bytes) {
      let decoded = encoding.decode(Array(bytes[skipped...]))
      return DecodedBody(
        utf8: decoded.utf8, charset: encoding.printedName, charsetSource: "bom")
    }
    if UTF8Text.isValid(bytes.span) {
      return DecodedBody(utf8: bytes, charset: "UTF-8", charsetSource: source(declared, "utf-8"))
    }
    for label in declared {
      guard let encoding = TextEncoding(label: label.name), encoding != .utf8 else { continue }
      let decoded = encoding.decode(bytes)
      guard decoded.malformedCount * 100 <= bytes.count else { continue }
      return DecodedBody(
        utf8: decoded.utf8, charset: encoding.printedName, charsetSource: label.source)
    }
    return detect(bytes, declared)
  }

  private static func source(
    _ declared: [Label], _ name: String
  ) -> String {
    declared.first { $0.name.lowercased() == name || $0.name.lowercased() == "utf8" }?.source
      ?? "detected"
  }

  private static func detect(
    _ bytes: [UInt8], _ declared: [Label]
  ) -> DecodedBody {
    let utf8 = TextEncoding.utf8.decode(bytes)
    // A few stray bytes in a long UTF-8 text are damage, not another encoding.
    if utf8.malformedCount * 200 <= bytes.count(where: { $0 >= 0x80 }) {
      return DecodedBody(
        utf8: utf8.utf8, charset: "UTF-8", charsetSource: "detected",
        notes: ["malformed-utf8: \(utf8.malformedCount)"])
    }
    let decoded = TextEncoding.windows1252.decode(bytes)
    return DecodedBody(
      utf8: decoded.utf8, charset: "windows-1252", charsetSource: "detected")
  }

  /// The encoding that a byte-order mark names, and its length; UTF-32 before UTF-16, whose mark
  /// begins the same. Also UTF-16 without a mark, by the zeros in `<?` or `{"`.
  static func byteOrderMark(_ bytes: [UInt8]) -> (TextEncoding, Int)? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (.utf32LittleEndian, 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    var marks = 0
    while bytes[marks...].starts(with: [0xEF, 0xBB, 0xBF]) { marks += 3 }
    if marks > 0, UTF8Text.isValid(bytes.span) { return (.utf8, marks) }
    guard bytes.count >= 4 else { return nil }
    let isOpener = { (byte: UInt8) in
      byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
    }
    if isOpener(bytes[0]), bytes[1] == 0, bytes[2] != 0, bytes[3] == 0 {
      return (.utf16LittleEndian, 0)
    }
    if bytes[0] == 0, isOpener(bytes[1]), bytes[2] == 0, bytes[3] != 0 {
      return (.utf16BigEndian, 0)
    }
    return nil
  }
}
