import SQLiteSupport
import Unicode

/// The words of a text as the index knows them, and those of a query: both are cut and folded here, so
/// that people find what they would take for the same word.
///
/// A word is a run of letters, digits and marks. In scripts without spaces, and in Hangul, where
/// particles are glued on, each letter with its marks is a word of its own, and what is asked for is
/// found as a phrase of them: words of any length are found, one letter included, and positions stay.
/// Latin letters and digits beside such letters are words of their own. What a word is compared by is
/// `Folding`: full width as half width, no accents, vowel points or case, `ß` as `ss`.
enum SearchWords {
  /// The name stands in every index.
  static let tokenizer = FullTextTokenizer(name: "winnow") { text, emit in
    each(in: text.span, emit)
  }

  /// True when there is a word in the text.
  static func isAny(in text: String) -> Bool {
    var found = false
    each(in: Array(text.utf8).span) { _, _ in
      found = true
      return false
    }
    return found
  }

  /// The last word, where it is too short for a beginning of words: one letter of a script that writes
  /// words of several. Nil where it is long enough.
  static func shortPrefix(in text: String) -> String? {
    var last = ""
    each(in: Array(text.utf8).span) { word, _ in
      last = String(decoding: word, as: UTF8.self)
      return true
    }
    guard let scalar = last.unicodeScalars.first, last.unicodeScalars.count == 1 else { return nil }
    return scalar.value < 0x0E00 ? last : nil
  }

  /// Gives each word, folded, with the bytes that it takes in the text, until false comes back.
  static func each(in text: Span<UInt8>, _ emit: FullTextTokenizer.Emit) {
    let properties = UnicodeScalarProperties.shared
    let folding = Folding.shared
    var word: [UInt8] = []
    word.reserveCapacity(64)
    var (start, end, isLetter) = (0, 0, false)
    var index = 0
    /// Gives the word that is open; false when no more are wanted.
    func close() -> Bool {
      guard !word.isEmpty else { return true }
      // Syllables of Hangul that are written in their parts.
      if word.count >= 6, word[0] == 0xE1, word[1] == 0x84 { word = Normalization.nfc(word) }
      let goesOn = emit(word, start..<end)
      word.removeAll(keepingCapacity: true)
      return goesOn
    }
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        if byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 {
          if isLetter, !word.isEmpty, !close() { return }
          if word.isEmpty { start = index }
          isLetter = false
          word.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
          end = index + 1
        } else if !close() {
          return
        }
        index += 1
        continue
      }
      let read = UTF8Text.read(text, at: index)
      let next = index + read.byteCount
      switch Kind(read.scalar, properties) {
      case .letter:
        guard close() else { return }
        (start, isLetter) = (index, true)
        folding.append(read.scalar, to: &word)
        end = next
      case .part:
        // What stands behind a letter of its own begins a new word, unless it is the letter's mark.
        if isLetter, !word.isEmpty, !close() { return }
        if word.isEmpty { (start, isLetter) = (index, false) }
        folding.append(read.scalar, to: &word)
        end = next
      case .mark:
        if word.isEmpty { (start, isLetter) = (index, false) }
        folding.append(read.scalar, to: &word)
        if !word.isEmpty { end = next }
      case .invisible: break
      case .separator: if !close() { return }
      }
      index = next
    }
    _ = close()
  }

  /// What a scalar is to a word.
  private enum Kind {
    /// A word of its own.
    case letter
    case part
    /// Belongs to what stands before it.
    case mark
    /// Ends no word and is no part of one: soft hyphens, joiners, marks of direction.
    case invisible
    case separator

    init(_ scalar: UInt32, _ properties: UnicodeScalarProperties) {
      if scalar >= 0x0E00, let kind = Self.withoutSpaces(scalar) {
        self = kind
        return
      }
      self =
        switch properties.kind(scalar) {
        case .letter, .upperCaseLetter, .digit, .number, .privateUse: .part
        case .mark: .mark
        // A space without width parts words all the same.
        case .format: scalar == 0x200B ? .separator : .invisible
        default: .separator
        }
    }

    /// Letters and marks of scripts that put no spaces between words, and of Hangul; nil for all others.
    private static func withoutSpaces(_ scalar: UInt32) -> Kind? {
      switch scalar {
      case 0x0E31, 0x0E34...0x0E3A, 0x0E47...0x0E4E, 0x0EB1, 0x0EB4...0x0EBC, 0x0EC8...0x0ECD:
        .mark
      case 0x0E01...0x0E46, 0x0E81...0x0EC6, 0x0EDC...0x0EDF: .letter
      case 0x1000...0x102A, 0x103F, 0x1050...0x1055, 0x1780...0x17B3: .letter
      case 0x102B...0x103E, 0x1056...0x1059, 0x17B4...0x17D3: .mark
      // Leads of Hangul, then its vowels and trails.
      case 0x1100...0x1112: .letter
      case 0x1161...0x1175, 0x11A8...0x11C2: .mark
      case 0x3005...0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA,
        0x30FC...0x30FF, 0x3105...0x312F, 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF,
        0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF66...0xFF9D,
        0x20000...0x3FFFD:
        .letter
      case 0x3099...0x309A, 0xFE00...0xFE0F, 0xFF9E...0xFF9F, 0xE0100...0xE01EF: .mark
      default: nil
      }
    }
  }
}
