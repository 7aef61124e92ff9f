/// Text on its way into the index, into a query, and back out of the index.
///
/// SQLite's unicode61 tokenizer takes a whole run of letters for one word, so a Chinese, Japanese,
/// Korean, Thai, Lao, Khmer or Burmese sentence would be findable only in one piece. In those
/// scripts an invisible separator is put before every letter; each letter is then a word of its
/// own, and what is asked for is found as a phrase of them. This finds words of any length, one
/// letter included (trigrams need three), keeps positions and so FTS5's own snippets, and adds no
/// code of ours to the tokenizer's inner loop. Its price is three bytes a letter.
enum IndexedText {
  /// U+2063 INVISIBLE SEPARATOR: ends a word, and is never seen.
  static let separator: [UInt8] = [0xE2, 0x81, 0xA3]
  /// Noncharacters that FTS5 puts around what matched.
  static let matchBegin: [UInt8] = [0xEF, 0xB7, 0x91]
  static let matchEnd: [UInt8] = [0xEF, 0xB7, 0x92]

  /// The text as the index takes it: separators put in, and the few characters that would be
  /// taken for our own marks (or, NUL, for the end) replaced by U+FFFD.
  static func prepared(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == 0 || $0 >= 0xE0 }) else { return text }
    var prepared: [UInt8] = []
    prepared.reserveCapacity(bytes.count + bytes.count / 4)
    var index = 0
    var followsLetter = false
    while index < bytes.count {
      let (scalar, length) = decode(bytes, at: index)
      if scalar == 0 || scalar == 0x2063 || scalar == 0xFDD1 || scalar == 0xFDD2 {
        prepared += [0xEF, 0xBF, 0xBD]
        followsLetter = false
      } else {
        let kind = Kind(scalar)
        if kind == .letter && followsLetter { prepared += separator }
        prepared += bytes[index..<index + length]
        followsLetter = kind == .letter || (followsLetter && kind == .mark)
      }
      index += length
    }
    return String(decoding: prepared, as: UTF8.self)
  }

  /// The article's own text again.
  static func restored(_ text: String) -> String {
    restored(Array(text.utf8)).text
  }

  /// A snippet out of FTS5: marks turned into ranges, separators taken out, on one line.
  static func snippet(_ text: String) -> Snippet {
    let (text, matches) = restored(Array(text.utf8), oneLine: true)
    return Snippet(text: text, matches: matches)
  }

  private static func restored(
    _ bytes: [UInt8], oneLine: Bool = false
  ) -> (text: String, matches: [Range<Int>]) {
    var restored: [UInt8] = []
    restored.reserveCapacity(bytes.count)
    var matches: [Range<Int>] = []
    var begin: Int?
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead == separator[0] || lead == matchBegin[0], index + 2 < bytes.count {
        let three = Array(bytes[index..<index + 3])
        if three == separator || three == matchBegin || three == matchEnd {
          if three == matchBegin { begin = restored.count }
          if three == matchEnd, let start = begin {
            matches.append(start..<restored.count)
            begin = nil
          }
          index += 3
          continue
        }
      }
      if oneLine && (lead == 0x0A || lead == 0x0D || lead == 0x09) {
        if let last = restored.last, last != 0x20 { restored.append(0x20) }
      } else {
        restored.append(lead)
      }
      index += 1
    }
    return (String(decoding: restored, as: UTF8.self), matches)
  }

  /// The scalar at `index` of well-formed UTF-8, and how many bytes it takes.
  private static func decode(_ bytes: [UInt8], at index: Int) -> (UInt32, Int) {
    let lead = bytes[index]
    func low(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
    if lead < 0x80 { return (UInt32(lead), 1) }
    if lead < 0xE0 { return (UInt32(lead & 0x1F) << 6 | low(1), 2) }
    if lead < 0xF0 { return (UInt32(lead & 0x0F) << 12 | low(1) << 6 | low(2), 3) }
    return (UInt32(lead & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4)
  }

  /// What a scalar is to the separators.
  private enum Kind {
    /// A letter of a script that puts no spaces between words, or (Hangul) glues particles on.
    case letter
    /// A vowel sign or tone mark that belongs to the letter before it.
    case mark
    case other

    init(_ scalar: UInt32) {
      self =
        switch scalar {
        case 0..<0x0E00: .other
        case 0x0E31, 0x0E34...0x0E3A, 0x0E47...0x0E4E, 0x0EB1, 0x0EB4...0x0EBC, 0x0EC8...0x0ECD:
          .mark
        case 0x0E01...0x0E46, 0x0E81...0x0EC6, 0x0EDC...0x0EDF: .letter
        case 0x1000...0x102A, 0x103F, 0x1050...0x1055, 0x1780...0x17B3: .letter
        case 0x102B...0x103E, 0x1056...0x1059, 0x17B4...0x17D3: .mark
        case 0x3005...0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA,
          0x30FC...0x30FF, 0x3105...0x312F, 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF,
          0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF66...0xFF9D,
          0x20000...0x3FFFD:
          .letter
        case 0x3099...0x309A, 0xFE00...0xFE0F, 0xFF9E...0xFF9F, 0xE0100...0xE01EF: .mark
        default: .other
        }
    }
  }
}
