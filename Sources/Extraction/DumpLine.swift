import Model

/// One line of a text dump with what can be said about it without its neighbours.
struct DumpLine {
  /// Trimmed, with single blanks.
  var text: [UInt8]
  var words: [UInt64]
  /// 1-based, in the file.
  var number: Int
  /// True when a blank line stands before it.
  var followsBlank: Bool
  /// True for lines that read as running text: a sentence's end, and enough words.
  var isProse: Bool
  /// True when it ends in a full stop, question or exclamation mark, also inside quotes.
  var endsSentence: Bool
  /// True for rows of tables: a digit or more among six bytes.
  var isFigures: Bool {
    text.count { $0 >= 0x30 && $0 <= 0x39 } * 6 >= text.count
  }
  /// What the line's own words speak for.
  var cue: RemovedText.Reason?

  init(text: [UInt8], number: Int, followsBlank: Bool) {
    self.text = text
    self.number = number
    self.followsBlank = followsBlank
    words = WordScanner.hashes(text, limit: 4000)
    endsSentence = TextShape.endsSentence(text)
    let length = TextShape.wordCount(text, words: words.count)
    isProse = length >= 25 || (endsSentence && length >= 7)
    cue = nil
    cue = DumpLine.cue(of: self, length: length)
  }

  /// A sentence is only taken for a notice when its words leave no doubt.
  private static func cue(of line: DumpLine, length: Int) -> RemovedText.Reason? {
    if line.text.starts(with: Array("<!".utf8)) { return .boilerplate }
    if line.text.first == 0xC2, line.text.dropFirst().first == 0xA9 { return .footer }
    if isBreadcrumb(line.text) { return .breadcrumb }
    if line.words.isEmpty { return .other }
    if length <= 6, !line.endsSentence, isSigned(line.text) { return .byline }
    guard let reason = LineCues.shared.reason(line.words) else {
      return isBareAddress(line.text) ? .other : nil
    }
    switch reason {
    case .banner, .share, .menu: return line.endsSentence && length >= 5 ? nil : reason
    case .related, .credit, .boilerplate: return line.endsSentence && length >= 9 ? nil : reason
    case .newsletter, .advert, .form, .cookie, .footer:
      return length > 40 ? nil : reason
    default: return reason
    }
  }

  /// `Home » News » …`, `Home > Politics`: parts between arrows.
  private static func isBreadcrumb(_ text: [UInt8]) -> Bool {
    guard text.count < 300 else { return false }
    let arrows =
      TextShape.count(of: Array(" » ".utf8), in: text)
      + TextShape.count(of: Array(" > ".utf8), in: text)
      + TextShape.count(of: Array(" › ".utf8), in: text)
    return arrows >= 2 || (arrows == 1 && text.starts(with: Array("Home".utf8)))
  }

  /// `By` and a capital.
  private static func isSigned(_ text: [UInt8]) -> Bool {
    guard text.count > 4, text[0] | 0x20 == UInt8(ascii: "b"), text[1] | 0x20 == UInt8(ascii: "y")
    else { return false }
    return text[2] == 0x20 && (text[3] >= 0x41 && text[3] <= 0x5A || text[3] >= 0xC3)
  }

  /// A host name or an address and nothing else.
  private static func isBareAddress(_ text: [UInt8]) -> Bool {
    guard text.count < 200, !text.contains(0x20) else { return false }
    return text.starts(with: Array("www.".utf8)) || text.starts(with: Array("http".utf8))
  }
}

/// Simple questions about a piece of text.
enum TextShape {
  /// True when `text` ends in a mark that ends sentences, with quotes and brackets after it or not.
  static func endsSentence(_ text: [UInt8]) -> Bool {
    var end = text.count
    var steps = 0
    while end > 0, steps < 4 {
      steps += 1
      switch text[end - 1] {
      case 0x2E, 0x21, 0x3F: return true
      case 0x22, 0x27, 0x29, 0x5D, 0x20: end -= 1
      case 0xBB where end >= 2 && text[end - 2] == 0xC2: end -= 2
      default:
        guard end >= 3 else { return false }
        switch (text[end - 3], text[end - 2], text[end - 1]) {
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xE2, 0x80, 0xA6),
          (0xE0, 0xA5, 0xA4):
          return true
        case (0xE2, 0x80, 0x98...0x9F), (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F), (0xEF, 0xBC, 0x89):
          end -= 3
        default: return false
        }
      }
    }
    return false
  }

  /// Words, where scripts without blanks between words count a word for every six bytes.
  static func wordCount(_ text: [UInt8], words: Int) -> Int {
    words * 30 < text.count ? max(words, text.count / 6) : words
  }

  /// Non-overlapping occurrences.
  static func count(of needle: [UInt8], in text: [UInt8]) -> Int {
    guard let first = needle.first, text.count >= needle.count else { return 0 }
    var found = 0
    var index = 0
    while index + needle.count <= text.count {
      if text[index] == first, text[index..<index + needle.count].elementsEqual(needle) {
        found += 1
        index += needle.count
      } else {
        index += 1
      }
    }
    return found
  }

  /// True for an ASCII lower-case letter, a lower-case Latin-1, Greek or Cyrillic letter, or a mark
  /// that goes on with a sentence, at the start of `text`.
  static func continuesSentence(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case 0x61...0x7A, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
      return true
    case 0xC3: return text.count > 1 && text[1] >= 0x9F
    case 0xCE: return text.count > 1 && text[1] >= 0xAC
    case 0xCF, 0xD1: return true
    case 0xD0: return text.count > 1 && text[1] >= 0xB0
    default: return false
    }
  }
}
