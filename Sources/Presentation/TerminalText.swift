/// Text from strangers made fit for a terminal: file names and scraped words may hold characters
/// that move the cursor, change colours or turn the direction of the line.
package enum TerminalText {
  /// `text` with every control and format character shown as an escape.
  ///
  /// `escape`: Writes such a character.
  package static func safe(
    _ text: String,
    escape: (Unicode.Scalar) -> String = { "\\u{" + String($0.value, radix: 16) + "}" }
  ) -> String {
    guard text.unicodeScalars.contains(where: { isUnsafe($0) }) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        safe += escape(scalar)
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// A file name, whatever its bytes: what is not UTF-8 is shown as `\xNN`.
  package static func safe(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return safe(text) }
    return bytes.map { byte in
      if byte >= 0x20, byte < 0x7F { return String(UnicodeScalar(byte)) }
      return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// Paragraphs kept apart, everything else safe.
  package static func safeParagraphs(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { safe(String($0)) }
      .joined(separator: "\n")
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    // Marks and overrides of direction, invisible operators, tags.
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }
}
