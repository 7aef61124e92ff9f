internal import Bytes

/// A paragraph cut into words, for comparing it with others.
struct ComparedParagraph {
  /// One word: where it stands, and what it is compared by.
  struct Word {
    /// Bytes of the text.
    var range: Range<Int>
    /// Of the word in small letters.
    var key: UInt64
  }

  let text: [UInt8]
  private(set) var words: [Word] = []
  /// The words' keys in the order of their values, for comparing two paragraphs as a whole.
  private(set) var sortedKeys: [UInt64] = []

  init(_ paragraph: String) {
    text = Array(paragraph.utf8)
    var start = 0
    var word = ""
    var position = 0
    func close(_ words: inout [Word]) {
      guard !word.isEmpty else { return }
      words.append(
        Word(range: start..<position, key: FNV1a.hash64(word.lowercased().utf8)))
      word = ""
    }
    let scalars = Array(paragraph.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let length = UTF8.width(scalar)
      // `1,240` and `3.2` are one word each.
      let joinsDigits =
        (scalar == "," || scalar == ".") && index > 0 && index + 1 < scalars.count
        && Self.isDigit(scalars[index - 1]) && Self.isDigit(scalars[index + 1])
      if Self.isWordPart(scalar) || joinsDigits {
        let standsAlone = Self.isUnspaced(scalar)
        if standsAlone { close(&words) }
        if word.isEmpty { start = position }
        word.unicodeScalars.append(scalar)
        position += length
        if standsAlone { close(&words) }
      } else {
        close(&words)
        position += length
      }
    }
    close(&words)
    sortedKeys = words.map(\.key).sorted()
  }

  /// How much of both paragraphs they share, from 0 to 1, whatever the order of the words.
  func likeness(with other: ComparedParagraph) -> Double {
    let total = sortedKeys.count + other.sortedKeys.count
    guard total > 0 else { return text == other.text ? 1 : 0 }
    var (left, right, shared) = (0, 0, 0)
    while left < sortedKeys.count, right < other.sortedKeys.count {
      if sortedKeys[left] == other.sortedKeys[right] {
        (left, right, shared) = (left + 1, right + 1, shared + 1)
      } else if sortedKeys[left] < other.sortedKeys[right] {
        left += 1
      } else {
        right += 1
      }
    }
    return 2 * Double(shared) / Double(total)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.numericType == .decimal
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x30...0x39).contains(scalar.value) || (0x61...0x7A).contains(scalar.value | 0x20)
    }
    let properties = scalar.properties
    return properties.isAlphabetic || properties.numericType != nil
      || properties.generalCategory == .nonspacingMark
  }

  /// Letters of scripts that put no blanks between words: each is compared by itself.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00..<0x0F00, 0x1000..<0x10A0, 0x1780..<0x1800, 0x2E80..<0xA4D0, 0xF900..<0xFB00,
      0x20000..<0x40000:
      scalar.properties.generalCategory != .nonspacingMark
    default: false
    }
  }
}
