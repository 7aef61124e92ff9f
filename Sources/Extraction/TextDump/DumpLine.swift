import Bytes
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
    text.count { ASCII.isDigit($0) } * 6 >= text.count
  }
  /// What the line's own words speak for.
  var cue: RemovedText.Reason?

  init(text: [UInt8], number: Int, followsBlank: Bool) {
    assert(!text.isEmpty && text.first != 0x20 && text.last != 0x20, "an untrimmed line")
    assert(number >= 1)
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
    return text[2] == 0x20 && (ASCII.isUppercase(text[3]) || text[3] >= 0xC3)
  }

  /// A host name or an address and nothing else.
  private static func isBareAddress(_ text: [UInt8]) -> Bool {
    guard text.count < 200, !text.contains(0x20) else { return false }
    return text.starts(with: Array("www.".utf8)) || text.starts(with: Array("http".utf8))
  }
}
