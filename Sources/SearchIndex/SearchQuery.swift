/// What a person typed into a search, as an expression for FTS5 that never fails to parse.
///
/// Words are all asked for; `"…"` is a phrase, `-word` excludes, `a OR b` either, `word*` words
/// that begin so. Whatever else stands there is taken as words.
struct SearchQuery: Equatable {
  /// What more a query has is left out.
  static let termLimit = 64
  static let byteLimit = 4_096
  /// A shorter prefix would gather a large part of all words.
  static let prefixLetterMinimum = 2

  private struct Term: Equatable {
    var words: String
    var isPrefix = false

    /// As an FTS5 string; what is inside of it is never syntax.
    var expression: String {
      var quoted = "\""
      for scalar in IndexedText.prepared(words).unicodeScalars {
        if scalar == "\"" { quoted += "\"" }
        quoted.unicodeScalars.append(scalar)
      }
      return quoted + (isPrefix ? "\" *" : "\"")
    }
  }

  /// Each group is a choice; all groups must hold.
  private var groups: [[Term]] = []
  private var excluded: [Term] = []

  init(_ text: String) {
    var scanner = Scanner(text)
    var joinsLast = false
    while groups.count + excluded.count < Self.termLimit, let token = scanner.next() {
      switch token {
      case .or:
        joinsLast = !groups.isEmpty
      case .term(let words, let isPrefix, let isExcluded):
        // FTS5 lets an empty phrase match nothing, so that a lone dash would empty the whole answer.
        guard SearchWords.isAny(in: words) else { continue }
        let term = Term(words: words, isPrefix: isPrefix)
        if isExcluded {
          excluded.append(term)
        } else if joinsLast, let last = groups.indices.last {
          if groups[last].count < Self.termLimit { groups[last].append(term) }
        } else {
          groups.append([term])
        }
        joinsLast = false
      }
    }
    // Nothing but exclusions asks for nothing: then they are words.
    if groups.isEmpty {
      groups = excluded.map { [$0] }
      excluded = []
    }
  }

  /// The expression for MATCH; `nil` when there is nothing to look for.
  var expression: String? {
    guard !groups.isEmpty else { return nil }
    let wanted = groups.map { choice in
      "(" + choice.map(\.expression).joined(separator: " OR ") + ")"
    }.joined(separator: " AND ")
    guard !excluded.isEmpty else { return wanted }
    let unwanted = excluded.map(\.expression).joined(separator: " OR ")
    return "(\(wanted)) NOT (\(unwanted))"
  }

  private enum Token {
    case or
    case term(words: String, isPrefix: Bool, isExcluded: Bool)
  }

  /// Cuts the text into tokens; every call moves on by one scalar at least.
  private struct Scanner {
    private var scalars: ArraySlice<Unicode.Scalar>

    init(_ text: String) {
      scalars =
        Array(String(decoding: text.utf8.prefix(byteLimit), as: UTF8.self).unicodeScalars)[
          ...]
    }

    mutating func next() -> Token? {
      scalars = scalars.drop(while: \.properties.isWhitespace)
      guard let first = scalars.first else { return nil }
      let isExcluded = first == "-" && scalars.count > 1
      if isExcluded { scalars.removeFirst() }
      if let phrase = takePhrase() {
        return .term(words: phrase, isPrefix: false, isExcluded: isExcluded)
      }
      var word = scalars.prefix { !$0.properties.isWhitespace }
      scalars = scalars.dropFirst(word.count)
      let isPrefix = word.last == "*" && word.count > prefixLetterMinimum
      if isPrefix { word.removeLast() }
      var words = ""
      words.unicodeScalars.append(contentsOf: word)
      if !isExcluded && (words == "OR" || words == "|") { return .or }
      return .term(words: words, isPrefix: isPrefix, isExcluded: isExcluded)
    }

    /// What stands between quotation marks; `nil` when the first does not open or none closes.
    private mutating func takePhrase() -> String? {
      let quotes: Set<Unicode.Scalar> = ["\"", "\u{201C}", "\u{201D}", "\u{201E}"]
      guard let open = scalars.first, quotes.contains(open),
        let close = scalars.dropFirst().firstIndex(where: quotes.contains)
      else { return nil }
      var phrase = ""
      phrase.unicodeScalars.append(contentsOf: scalars[scalars.startIndex + 1..<close])
      scalars = scalars[(close + 1)...]
      return phrase
    }
  }
}
