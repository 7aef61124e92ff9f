/// News agencies by the names under which texts quote them.
struct AgencyNames: Sendable {
  /// Names in capitals as written, all others in lower case; each with the agency's name.
  private var names: [String: String] = [:]
  /// The longest name, in characters.
  private(set) var longest = 0

  init(_ lines: [String]) {
    for line in lines {
      let parts = line.split(separator: "|").map { Self.folded($0) }
      guard let name = parts.first else { continue }
      for part in parts {
        names[Self.key(part)] = name
        longest = max(longest, part.count)
      }
    }
  }

  /// The agency of that name; nil for anything else.
  subscript(_ text: some StringProtocol) -> String? {
    let text = Self.folded(text)
    guard !text.isEmpty, text.count <= longest else { return nil }
    return names[text] ?? names[text.lowercased()].flatMap { Self.isCapitals(text) ? nil : $0 }
      ?? (text.count > 5 ? names[text.lowercased()] : nil)
  }

  /// The agency whose name stands alone between blanks or signs somewhere in a text, the longest name
  /// first.
  func found(in text: some StringProtocol) -> String? {
    let words = text.split { !$0.isLetter && !$0.isNumber && !"-./’'".contains($0) }
    for count in stride(from: min(4, words.count), through: 1, by: -1) {
      for start in 0...(words.count - count) {
        let name = words[start..<start + count].joined(separator: " ")
        if let agency = self[Self.withoutEnd(name)] { return agency }
      }
    }
    return nil
  }

  /// The agency with whose name a text ends that has no blanks between words, and what is before.
  func suffix(of text: some StringProtocol) -> (rest: String, agency: String)? {
    let text = String(text)
    for count in stride(from: min(longest, text.count), through: 2, by: -1) {
      if let agency = self[text.suffix(count)] { return (String(text.dropLast(count)), agency) }
    }
    return nil
  }

  /// The agency with whose name a text begins that has no blanks between words, and what is behind.
  func prefix(of text: some StringProtocol) -> (agency: String, rest: String)? {
    let text = String(text)
    for count in stride(from: min(longest, text.count), through: 2, by: -1) {
      if let agency = self[text.prefix(count)] { return (agency, String(text.dropFirst(count))) }
    }
    return nil
  }

  private static func key(_ name: String) -> String { isCapitals(name) ? name : name.lowercased() }

  /// True for letters of a script with two cases, none of them small.
  private static func isCapitals(_ text: String) -> Bool {
    text == text.uppercased() && text != text.lowercased()
  }

  private static func withoutEnd(_ text: String) -> Substring {
    var text = text[...]
    while let last = text.last, ".-/’'".contains(last) { text.removeLast() }
    return text
  }

  private static func folded(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static let known = AgencyNames(RuleFile.origins["agencies"])
}
