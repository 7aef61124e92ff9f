/// What a text says about its own encoding.
package enum DeclaredEncoding {
  /// The encoding that a page or an XML document declares near its start, or nil.
  ///
  /// `byteLimit` bounds the search in HTML; the standard reads 1024 bytes first and takes a later
  /// declaration into account too, so more is looked at here.
  package static func find(in bytes: Span<UInt8>, byteLimit: Int = 16_384) -> TextEncoding? {
    inXML(bytes) ?? inHTML(bytes, byteLimit: byteLimit)
  }

  /// The encoding in a content type such as `text/html; charset=utf-8`, or nil.
  package static func inContentType(_ value: some Collection<UInt8>) -> TextEncoding? {
    var rest = Array(value)[...]
    let key = Array("charset".utf8)
    while let start = rest.indices.first(where: { index in
      rest[index...].prefix(key.count).elementsEqual(key) { $0 | 0x20 == $1 }
    }) {
      rest = rest[(start + key.count)...].drop(while: isSpace)
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = rest.dropFirst().drop(while: isSpace)
      if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let inner = rest.dropFirst()
        guard let end = inner.firstIndex(of: quote) else { return nil }
        return TextEncoding(label: inner[..<end])
      }
      return TextEncoding(label: rest.prefix { !isSpace($0) && $0 != UInt8(ascii: ";") })
    }
    return nil
  }

  /// The encoding in the declaration `<?xml … encoding="…"?>` at the very start, or nil.
  package static func inXML(_ bytes: Span<UInt8>) -> TextEncoding? {
    let head = (0..<min(bytes.count, 512)).map { bytes[$0] }[...]
    guard head.starts(with: Array("<?xml".utf8)) else { return nil }
    let declaration = head.prefix { $0 != UInt8(ascii: ">") }
    let key = Array("encoding".utf8)
    guard
      let start = declaration.indices.first(where: {
        declaration[$0...].starts(with: key)
      })
    else { return nil }
    var rest = declaration[(start + key.count)...].drop(while: isSpace)
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop(while: isSpace)
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = rest.dropFirst().firstIndex(of: quote)
    else { return nil }
    return readable(TextEncoding(label: rest.dropFirst()[..<end]))
  }

  /// The encoding that a `meta` element declares, by the standard's prescan, or nil.
  package static func inHTML(_ bytes: Span<UInt8>, byteLimit: Int = 16_384) -> TextEncoding? {
    unsafe bytes.extracting(first: byteLimit).withUnsafeBufferPointer { buffer in
      // Copied: the scan keeps its bytes.
      var scan = MetaScan(bytes: unsafe Array(buffer))
      return scan.run()
    }
  }

  /// Who can read the declaration as ASCII does not read UTF-16: as the standard says, it is UTF-8.
  fileprivate static func readable(_ encoding: TextEncoding?) -> TextEncoding? {
    switch encoding {
    case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian: .utf8
    case .codePage(.userDefined, _): .windows1252
    default: encoding
    }
  }

  fileprivate static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte >= 0x09 && byte <= 0x0D && byte != 0x0B
  }
}

/// The algorithm "prescan a byte stream to determine its encoding" of the HTML standard.
private struct MetaScan {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() -> TextEncoding? {
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      let next = byte(1)
      if stands("<!--") {
        skipComment()
      } else if stands("<meta"), DeclaredEncoding.isSpace(byte(5)) || byte(5) == UInt8(ascii: "/") {
        index += 5
        if let encoding = meta() { return encoding }
      } else if isLetter(next) || next == UInt8(ascii: "/") && isLetter(byte(2)) {
        while index < bytes.count, !DeclaredEncoding.isSpace(bytes[index]),
          bytes[index] != UInt8(ascii: ">")
        {
          index += 1
        }
        while attribute() != nil {}
      } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "/") || next == UInt8(ascii: "?")
      {
        skip(to: UInt8(ascii: ">"))
      }
      index += 1
    }
    return nil
  }

  private mutating func meta() -> TextEncoding? {
    var seen: Set<[UInt8]> = []
    var (isPragma, needsPragma) = (false, false)
    var encoding: TextEncoding?
    while let (name, value) = attribute() {
      guard seen.insert(name).inserted else { continue }
      switch String(decoding: name, as: UTF8.self) {
      case "http-equiv": isPragma = value.elementsEqual("content-type".utf8)
      case "content":
        guard encoding == nil, let found = DeclaredEncoding.inContentType(value) else { continue }
        (encoding, needsPragma) = (found, true)
      case "charset": (encoding, needsPragma) = (TextEncoding(label: value), false)
      default: continue
      }
    }
    // A tag cut off by the end declares nothing.
    guard index < bytes.count else { return nil }
    return needsPragma && !isPragma ? nil : DeclaredEncoding.readable(encoding)
  }

  /// The next attribute, in lower case; nil at the tag's end.
  private mutating func attribute() -> (name: [UInt8], value: [UInt8])? {
    while index < bytes.count,
      DeclaredEncoding.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "/")
    {
      index += 1
    }
    guard index < bytes.count, bytes[index] != UInt8(ascii: ">") else { return nil }
    var name: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "="), !name.isEmpty { break }
      if DeclaredEncoding.isSpace(byte) { break }
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") { return (name, []) }
      name.append(lowerCase(byte))
      index += 1
    }
    skipSpaces()
    guard byte(0) == UInt8(ascii: "=") else { return index < bytes.count ? (name, []) : nil }
    index += 1
    skipSpaces()
    return (name, value())
  }

  private mutating func value() -> [UInt8] {
    var value: [UInt8] = []
    let quote = byte(0)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      index += 1
      while index < bytes.count, bytes[index] != quote {
        value.append(lowerCase(bytes[index]))
        index += 1
      }
      index += 1
      return value
    }
    while index < bytes.count, !DeclaredEncoding.isSpace(bytes[index]),
      bytes[index] != UInt8(ascii: ">")
    {
      value.append(lowerCase(bytes[index]))
      index += 1
    }
    return value
  }

  private mutating func skipComment() {
    // The dashes of the start may be those of the end.
    var end = index + 4
    while end < bytes.count,
      !(bytes[end] == UInt8(ascii: ">") && bytes[end - 1] == UInt8(ascii: "-")
        && bytes[end - 2] == UInt8(ascii: "-"))
    {
      end += 1
    }
    index = end
  }

  private mutating func skip(to wanted: UInt8) {
    while index < bytes.count, bytes[index] != wanted { index += 1 }
  }

  private mutating func skipSpaces() {
    while index < bytes.count, DeclaredEncoding.isSpace(bytes[index]) { index += 1 }
  }

  private func byte(_ offset: Int) -> UInt8 {
    index + offset < bytes.count ? bytes[index + offset] : 0
  }

  private func stands(_ word: String) -> Bool {
    word.utf8.enumerated().allSatisfy { lowerCase(byte($0.offset)) == $0.element }
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  private func lowerCase(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
