import Bytes

/// What stands behind the label for a source in a line that may have other labelled fields and words of its
/// own: `Autor: ab, cd; Źródło: PAP`, `Text: Ada Quill, Quelle: dpa`, `Автор: Ада Квилл Источник: ТАСС`.
struct SourceField {
  /// The label as it stands there, without its colon.
  var label: Substring
  /// The words behind it, up to a sign or the next label.
  var value: Substring
  /// True behind a sentence of the same line: there a site is where a fact was found.
  var isBehindSentence: Bool

  /// The first such field of a line; nil where a picture's words stand before it, in it, or behind it outside
  /// of a field of their own.
  ///
  /// `isLabel` tells the words that announce a source.
  init?(_ line: String, isLabel: (Substring) -> Bool) {
    let text = line[...]
    for colon in text.indices where Self.isColon(text, colon) {
      guard let label = Self.label(before: colon, in: text, isLabel) else { continue }
      let value = Self.value(behind: text.index(after: colon), in: text)
      let rest = String(text[value.endIndex...])
      guard !SourceLine.speaksOfPicture(String(text[..<label.startIndex])),
        !SourceLine.speaksOfPicture(String(value)),
        !SourceLine.speaksOfPicture(rest) || rest.contains(where: { ":：".contains($0) })
      else { return nil }
      self.label = label
      self.value = value
      let before = text[..<label.startIndex].last { !$0.isWhitespace }
      isBehindSentence = before.map { ".!?\"”“»".contains($0) } ?? false
      return
    }
    return nil
  }

  /// True for a colon that is no part of an address or of a time of day.
  private static func isColon(_ text: Substring, _ index: Substring.Index) -> Bool {
    guard text[index] == ":" || text[index] == "：" else { return false }
    let after = text.index(after: index)
    let next = after < text.endIndex ? text[after] : " "
    let before = index > text.startIndex ? text[text.index(before: index)] : " "
    return !(Dateline.isDigit(before) && Dateline.isDigit(next))
      && !(next == "/" && before.isLetter && before.isLowercase
        && text[after...].hasPrefix("//"))
  }

  /// The longest words right before a colon that are a label and that something sets off: the line's start, a
  /// sign, or another field before them.
  private static func label(
    before colon: Substring.Index, in text: Substring, _ isLabel: (Substring) -> Bool
  ) -> Substring? {
    let head = text[..<colon]
    let start = head.lastIndex { Self.hardSigns.contains($0) }.map { text.index(after: $0) }
    let segment = trimmed(head[(start ?? text.startIndex)...])
    if isLabel(segment) { return segment }
    let words = segment.split(whereSeparator: \.isWhitespace)
    for count in stride(from: min(4, words.count - 1), through: 1, by: -1) {
      let label = segment[words[words.count - count].startIndex...]
      guard isLabel(label), label.first?.isLowercase == false else { continue }
      let before = segment[..<label.startIndex]
      let last = before.last { !$0.isWhitespace } ?? " "
      let isSetOff =
        Self.softSigns.contains(last) || before.contains(":")
        || before.count(where: Dateline.isDigit) >= 4
      return isSetOff ? label : nil
    }
    return nil
  }

  /// What stands behind a colon, up to a sign that ends a field, or another label.
  private static func value(behind start: Substring.Index, in text: Substring) -> Substring {
    var from = start
    // `Source: (c) Harbour Post`
    while let sign = signsBefore.first(where: { text[from...].hasPrefix($0) }) {
      from = text.index(from, offsetBy: sign.count)
    }
    let end = text[from...].firstIndex { hardSigns.contains($0) } ?? text.endIndex
    var value = text[from..<end]
    if let colon = value.indices.first(where: { isColon(text, $0) && isBehindLabel(value, $0) }) {
      let words = value[..<colon].split(whereSeparator: \.isWhitespace)
      guard let label = words.last else { return value[..<value.startIndex] }
      let before = value[..<label.startIndex]
      // `PAP, Zdjęcie główne: …`: a sign before a label of two words.
      let sign = before.lastIndex { ",/–—".contains($0) }
      let isNear = sign.map { before[$0...].split(whereSeparator: \.isWhitespace).count <= 3 }
      value = isNear == true && sign != nil ? before[..<(sign ?? before.endIndex)] : before
    }
    return trimmed(value)
  }

  /// True for a colon with a word right before it that begins with a capital, or has none.
  private static func isBehindLabel(_ value: Substring, _ colon: Substring.Index) -> Bool {
    guard let word = value[..<colon].split(whereSeparator: \.isWhitespace).last else {
      return false
    }
    let letter = word.first { $0.isLetter }
    return letter.map { !$0.isLowercase } ?? false
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace || ",-–—/".contains($0) }
    while let last = text.last, last.isWhitespace || ",-–—/".contains(last) { text.removeLast() }
    return text
  }

  /// Signs between two fields.
  private static let hardSigns: Set<Character> = [
    "|", "｜", "\n", "·", "•", ";", "(", ")", "（", "）", "[", "]", "【", "】",
  ]
  /// Signs behind which a label may stand without being a word of a sentence.
  private static let softSigns: Set<Character> = [
    ",", ".", "/", "-", "–", "—", "\"", "”", "“", "»",
  ]
  /// What stands between a label and a name without being part of the name.
  private static let signsBefore = [
    " ", "\u{A0}", "©", "(c)", "(C)", "®", "™", "(R)", "Copyright ",
  ]
}
