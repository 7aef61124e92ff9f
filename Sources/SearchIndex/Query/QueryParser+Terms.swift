/// Words, phrases and fields.
extension QueryParser {
  /// Characters as they stand in the query, with what their marks say.
  struct Piece {
    var text: String
    var isQuoted = false
  }

  private static let quotes: Set<Unicode.Scalar> = [
    "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "«", "»", "\u{FF02}",
  ]
  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = ["「": "」", "『": "』", "﹁": "﹂"]
  private static let stars: Set<Unicode.Scalar> = ["*", "＊"]
  private static let colons: Set<Unicode.Scalar> = [":", "："]
  /// Schemes of addresses that no `//` follows.
  private static let schemes: Set<String> = ["mailto", "urn", "tel", "doi", "isbn", "issn", "data"]

  /// True for a mark between two letters or digits, as in the Hebrew צה"ל: it belongs to the word.
  private func isInsideWord(_ index: Int) -> Bool {
    guard index > 0, index + 1 < scalars.count else { return false }
    return [scalars[index - 1], scalars[index + 1]].allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || $0.properties.generalCategory == .nonspacingMark
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  // MARK: Pieces

  /// A phrase in quotation marks, or what stands up to a blank or parenthesis.
  mutating func takePiece() throws(QueryError) -> Piece {
    if let closing = closingMarks(of: scalars[index]) { return try takePhrase(closing) }
    let start = index
    while index < scalars.count, !isBlank(scalars[index]), !isOpening(scalars[index]),
      !isClosing(scalars[index])
    {
      if Self.quotes.contains(scalars[index]), !isInsideWord(index) {
        throw error(
          index..<index + 1,
          "\(scalars[index]) neither opens nor closes a phrase: it stands at a word",
          "Take it out, or put a blank before the phrase that it opens")
      }
      index += 1
    }
    return Piece(text: String(scalars[start..<index]))
  }

  private func closingMarks(of scalar: Unicode.Scalar) -> Set<Unicode.Scalar>? {
    Self.quotes.contains(scalar) ? Self.quotes : Self.pairs[scalar].map { [$0] }
  }

  private mutating func takePhrase(_ closing: Set<Unicode.Scalar>) throws(QueryError) -> Piece {
    let start = index
    index += 1
    while index < scalars.count, !closing.contains(scalars[index]) || isInsideWord(index) {
      index += 1
    }
    guard index < scalars.count else {
      index = start
      throw error(
        start..<start + 1, "The quotation mark \(scalars[start]) is not closed",
        "Close it behind the phrase, or take it out")
    }
    // Other marks inside would not read back from the normal form.
    let inner = (start + 1..<index).map { index -> Unicode.Scalar in
      Self.quotes.contains(scalars[index]) && !isInsideWord(index) ? " " : scalars[index]
    }
    index += 1
    return Piece(
      text: String(inner[...].drop(while: \.properties.isWhitespace)), isQuoted: true)
  }

  // MARK: Words

  /// Words as a term; nil where there is no letter and no digit.
  func term(_ piece: Piece, _ range: Range<Int>) throws(QueryError) -> QueryNode? {
    try term(piece, range, scope: scope(of: field))
  }

  private func scope(of field: SearchField?) -> TextTerm.Scope {
    switch field {
    case .title: .title
    case .author: .author
    default: .anywhere
    }
  }

  private func term(
    _ piece: Piece, _ range: Range<Int>, scope: TextTerm.Scope
  ) throws(QueryError) -> QueryNode? {
    var letters = Array(piece.text.unicodeScalars)
    while let last = letters.last, last.properties.isWhitespace { letters.removeLast() }
    let starCount = letters.reversed().prefix { Self.stars.contains($0) }.count
    let isPrefix = starCount > 0
    letters.removeLast(starCount)
    // Signs at its ends are no part of a word.
    func isSign(_ scalar: Unicode.Scalar) -> Bool {
      !SearchWords.isAny(in: String(scalar)) && !Self.isMark(scalar)
    }
    while let last = letters.last, isSign(last), !Self.stars.contains(last) { letters.removeLast() }
    let words = String(letters.drop { isSign($0) && !Self.stars.contains($0) })
    guard SearchWords.isAny(in: words) else {
      guard isPrefix else { return nil }
      throw error(
        range, "* stands for the end of a word, and there is no word before it",
        "Write how the word begins, as in bridg*")
    }
    if letters.contains(where: Self.stars.contains) {
      // Quoted stars are signs like others, save the last one.
      guard piece.isQuoted else {
        throw error(
          range, "In \(piece.text) a * stands before the end of the word",
          "Only the end of a word can be left open, as in bridg*")
      }
    }
    if isPrefix, let short = SearchWords.shortPrefix(in: words) {
      throw error(
        range, "\(short)* is too short: very many words begin so", "Write two letters at least")
    }
    return .text(TextTerm(words, scope: scope, isPrefix: isPrefix))
  }

  // MARK: Fields

  /// `name:value`; nil where what stands here is none.
  mutating func fieldTerm() throws(QueryError) -> QueryNode? {
    let start = index
    var colon = index
    while colon < scalars.count, scalars[colon].properties.isAlphabetic, scalars[colon].isASCII {
      colon += 1
    }
    guard colon > start, colon < scalars.count, Self.colons.contains(scalars[colon]) else {
      return nil
    }
    let name = String(scalars[start..<colon])
    let isBare =
      colon + 1 == scalars.count || isBlank(scalars[colon + 1]) || isClosing(scalars[colon + 1])
    guard let known = SearchField(typed: name) else {
      if isBare || isAddress(name, behind: colon) { return nil }
      throw unknownField(name, start..<colon + 1)
    }
    if isBare {
      throw error(
        start..<colon + 1, "\(name): has no value",
        "Write it right behind the colon, without a blank, as in \(Self.example(known))")
    }
    if let outer = field {
      throw error(
        start..<colon + 1, "\(name): stands inside of \(outer.rawValue):",
        "Close the parenthesis of \(outer.rawValue): before it")
    }
    index = colon + 1
    if isOpening(scalars[index]) {
      field = known
      let node = try group()
      field = nil
      return node
    }
    return try value(of: known, from: start)
  }

  /// An address, such as `https://example.org`, is words.
  private func isAddress(_ name: String, behind colon: Int) -> Bool {
    let rest = scalars[(colon + 1)...]
    return rest.starts(with: ["/", "/"]) || Self.schemes.contains(name.lowercased())
  }

  private func unknownField(_ name: String, _ range: Range<Int>) -> QueryError {
    let meant = SearchField.meant(by: name).map { "Did you mean \($0.rawValue):? " } ?? ""
    return error(
      range, "\(name): is no field",
      "\(meant)There are \(SearchField.list); to look for the words, put them in quotation marks")
  }

  private mutating func value(
    of field: SearchField, from start: Int
  ) throws(QueryError) -> QueryNode {
    let begin = index
    let piece = try takePiece()
    return try count(node(of: piece, in: field, begin..<index), start..<index)
  }

  /// A word inside of `field:(…)`, or right behind the colon.
  func node(
    of piece: Piece, in field: SearchField, _ range: Range<Int>
  ) throws(QueryError) -> QueryNode {
    if !piece.isQuoted, piece.text.hasPrefix("-") {
      throw error(
        range, "A dash stands behind \(field.rawValue):",
        "Put it before the field, as in -\(Self.example(field))")
    }
    let made: QueryNode?
    do throws(FieldValue.Problem) {
      made = try FieldValue(piece.text, isQuoted: piece.isQuoted).node(in: field)
    } catch {
      throw self.error(range, "\(field.rawValue):\(piece.text) \(error.message)", error.hint)
    }
    if let made { return made }
    if let words = try term(piece, range, scope: scope(of: field)) { return words }
    throw self.error(
      range, "\(field.rawValue): has no word to look for",
      "Write it right behind the colon, as in \(Self.example(field))")
  }

  static func example(_ field: SearchField) -> String {
    switch field {
    case .title: "title:bridge"
    case .source: "source:harbour"
    case .author: "author:quill"
    case .lang: "lang:en"
    case .site: "site:example.org"
    case .since: "since:2031-03-05"
    case .until: "until:2031-03-06"
    case .date: "date:2031-03"
    case .story: "story:ID"
    }
  }
}
