/// The start of a text in a script with blanks, cut at signs into fields of which each is a location, a
/// date or an agency.
struct DatelineFields {
  private(set) var dateline: Dateline?

  private enum Field { case location(String), date, agency(String) }

  private let head: String
  private var fields: [(field: Field, start: String.Index, end: String.Index)] = []
  private var hasDash = false
  private var isParenthesized = false

  init?(_ head: String) {
    self.head = head
    guard
      head.first.map({ $0.isUppercase || "(/".contains($0) || !$0.isCased && $0.isLetter })
        == true
    else { return nil }
    dateline = read()
    if dateline == nil { return nil }
  }

  /// Takes fields as long as they are part of a dateline. What follows must be set off by a dash, or
  /// by a full stop or a bracket behind an agency.
  private mutating func read() -> Dateline? {
    var index = head.startIndex
    var end = head.startIndex
    while index < head.endIndex, fields.count < 8 {
      let start = index
      while index < head.endIndex, !isBreak(index) { index = head.index(after: index) }
      guard index < head.endIndex else { break }
      let text = Self.trimmed(head[start..<index])
      if !text.isEmpty {
        guard let field = classify(text) else { break }
        fields.append((field, start, index))
      }
      // The break and what belongs to it.
      var breakEnd = index
      while breakEnd < head.endIndex, head[breakEnd].isWhitespace || Self.isSign(head[breakEnd]) {
        if "—–-―‒−".contains(head[breakEnd]) { hasDash = true }
        if head[breakEnd] == "(" { isParenthesized = true }
        breakEnd = head.index(after: breakEnd)
      }
      end = breakEnd
      index = breakEnd
      // With a dash behind both, what follows is the text.
      if hasDash, hasAgencyAndLocation { break }
    }
    return made(end: end)
  }

  private var hasAgencyAndLocation: Bool {
    let kinds = fields.map(\.field)
    return kinds.contains { if case .agency = $0 { true } else { false } }
      && kinds.contains { if case .location = $0 { true } else { false } }
  }

  private func made(end: String.Index) -> Dateline? {
    var agency: String?
    var locations: [String] = []
    var hasDate = false
    var monthCount = 0
    for (number, entry) in fields.enumerated() {
      switch entry.field {
      case .agency(let name): agency = agency ?? name
      case .date: hasDate = true
      case .location(let name):
        // `Oct. 12`: a month cut from its day by the full stop of its abbreviation.
        let isMonth =
          !locations.isEmpty && number + 1 < fields.count && name.count <= 5
          && { if case .date = fields[number + 1].field { true } else { false } }()
        if isMonth { monthCount += 1 } else if locations.count < 2 { locations.append(name) }
      }
    }
    guard !fields.isEmpty, end > head.startIndex else { return nil }
    let location = locations.isEmpty ? nil : Self.location(locations)
    let text = Self.trimmed(head[..<end])
    if agency != nil {
      guard hasDash || isParenthesized || hasDate else { return nil }
      return Dateline(location: location, agency: agency, text: text)
    }
    // Without an agency: a location in capitals, or one with a date, before a dash.
    guard hasDash, !isParenthesized, let first = locations.first, location != nil else {
      return nil
    }
    let isCapitals = first == first.uppercased() && first != first.lowercased() && first.count >= 4
    guard isCapitals || hasDate, !Self.notLocations.contains(first.lowercased()),
      locations.count + monthCount + (hasDate ? 1 : 0) == fields.count
    else { return nil }
    return Dateline(location: location, agency: nil, text: text)
  }

  private func classify(_ text: String) -> Field? {
    if let agency = AgencyNames.known[text] { return .agency(agency) }
    let words = text.split(separator: " ")
    if text.contains(where: Dateline.isDigit) {
      return words.count <= 5 && text.count <= 24 && text.count(where: Dateline.isDigit) <= 8
        ? .date : nil
    }
    guard words.count <= 4, text.count <= 40 else { return nil }
    let isName = words.allSatisfy { word in
      word.first.map { $0.isUppercase || !$0.isCased && $0.isLetter } == true
        || Self.connectors.contains(word.lowercased())
    }
    let isCased = text.contains(where: \.isCased)
    guard isName, isCased || words.count <= 2 else { return nil }
    return .location(text)
  }

  /// True where a field ends: at a sign that is no part of a name.
  private func isBreak(_ index: String.Index) -> Bool {
    let character = head[index]
    guard Self.isSign(character) else { return false }
    let after = head.index(after: index)
    let next = after < head.endIndex ? head[after] : " "
    let before = index > head.startIndex ? head[head.index(before: index)] : " "
    switch character {
    case "-": return before.isWhitespace || next.isWhitespace || before == "." || before == ")"
    case ".":
      // `St. Louis` and `D.C. (AP)`: the full stop of an abbreviation.
      let start = head[..<index].lastIndex { $0.isWhitespace || $0 == "(" }
      let word = head[(start.map { head.index(after: $0) } ?? head.startIndex)..<index]
      let isShort = word.count <= 2 && word.allSatisfy(\.isLetter) || word.contains(".")
      return (next.isWhitespace || Self.isSign(next)) && !isShort
    case "/": return true
    default: return true
    }
  }

  private static func isSign(_ character: Character) -> Bool {
    ",.()/=:|".contains(character) || "—–-―‒−".contains(character)
  }

  private static func trimmed(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Location and country as one, capitals only at the start of words.
  static func location(_ parts: [String]) -> String {
    parts.map { part in
      guard part == part.uppercased(), part.count > 3 else { return part }
      return part.split(separator: " ").map { word in
        word.dropLast().contains(".")
          ? String(word)
          : word.split(separator: "-").map { $0.prefix(1) + $0.dropFirst().lowercased() }
            .joined(separator: "-")
      }.joined(separator: " ")
    }.joined(separator: ", ")
  }

  private static let notLocations = Set(RuleFile.origins["not locations"])
  /// Small words inside of names of locations.
  private static let connectors: Set<String> = [
    "de", "del", "la", "las", "el", "los", "do", "da", "dos", "das", "di", "al", "an", "der", "am",
    "auf", "im", "in", "of", "the", "upon", "sur", "sous", "les", "le", "ob", "bei", "na", "nad",
    "and", "y", "e", "et", "und", "near",
  ]
}
