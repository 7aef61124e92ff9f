import Glibc

extension FilePath {
  /// A path of raw bytes, as they came from a folder; a zero byte would end it, so it is cut there.
  package init(bytes: [UInt8]) {
    self = unsafe (bytes + [0]).withUnsafeBytes { all in
      // The array ends in a zero, and a C string's characters have the size of bytes.
      guard let start = unsafe all.baseAddress?.assumingMemoryBound(to: CChar.self) else {
        return FilePath()
      }
      return unsafe FilePath(platformString: start)
    }
  }

  /// The path's raw bytes.
  package var bytes: [UInt8] {
    unsafe withPlatformString { start in
      unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: strlen(start)))
    }
  }

  /// The path of an entry in this folder, by the raw bytes of its name.
  package func appending(name: [UInt8]) -> FilePath {
    assert(!name.contains(0), "a zero byte would end the path")
    var all = bytes
    if all.isEmpty { return FilePath(bytes: name) }
    if all.last != UInt8(ascii: "/") { all.append(UInt8(ascii: "/")) }
    all += name
    return FilePath(bytes: all)
  }

  /// The same path with bytes added to its last name.
  package func appendingSuffix(_ suffix: String) -> FilePath {
    FilePath(bytes: bytes + Array(suffix.utf8))
  }

  /// The raw bytes of the last name; empty for the root and the empty path.
  package var nameBytes: [UInt8] { Self.split(bytes).name }

  /// Splits raw bytes at the last `/`: what is before it (with it only for the root), and the name.
  package static func split(_ bytes: [UInt8]) -> (folder: [UInt8], name: [UInt8]) {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return ([], bytes) }
    return (Array(bytes[..<max(slash, 1)]), Array(bytes[(slash + 1)...]))
  }

  /// The folder that holds this entry; `.` for a bare name.
  package var parent: FilePath {
    let folder = Self.split(bytes).folder
    return folder.isEmpty ? FilePath(".") : FilePath(bytes: folder)
  }

  /// The path in quotation marks, for messages: control characters, quotation marks and bytes that
  /// are not UTF-8 are written as `\xNN`, so that no file name can paint a terminal.
  package var printable: String {
    var text = "“"
    var rest = bytes[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
      let piece = Array(rest.prefix(length))
      if let decoded = String(validating: piece, as: UTF8.self),
        let scalar = decoded.unicodeScalars.first, decoded.unicodeScalars.count == 1,
        !FilePath.isControl(scalar)
      {
        text += decoded
        rest = rest.dropFirst(length)
      } else {
        let digits = String(first, radix: 16, uppercase: true)
        text += "\\x" + (digits.count < 2 ? "0" : "") + digits
        rest = rest.dropFirst()
      }
    }
    return text + "”"
  }

  /// Control, format (bidirectional marks among them), line and paragraph separators, and our marks.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
      .privateUse:
      true
    default: scalar == "“" || scalar == "”" || scalar == "\\"
    }
  }
}
