/// Words that are looked for side by side, in this order.
package struct TextTerm: Sendable, Hashable {
  /// Where the words are looked for.
  package enum Scope: String, Sendable {
    /// Headline and text.
    case anywhere
    case title
    case author
  }

  package var scope: Scope
  /// As they were typed, without quotation marks.
  package var words: String
  /// The last word is only how a word begins.
  package var isPrefix: Bool

  init(_ words: String, scope: Scope = .anywhere, isPrefix: Bool = false) {
    self.scope = scope
    self.words = words
    self.isPrefix = isPrefix
  }

  /// How many words of the index it is.
  var wordCount: Int {
    var count = 0
    SearchWords.each(in: Array(words.utf8).span) { _, _ in
      count += 1
      return true
    }
    return count
  }

  /// As a query says it: in quotation marks where they tell something.
  var normalized: String {
    let star = isPrefix ? "*" : ""
    let field = scope == .anywhere ? "" : scope.rawValue + ":"
    let isWord = words.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || $0.properties.generalCategory == .nonspacingMark
        || $0.properties.generalCategory == .spacingMark
    }
    let isOperator = scope == .anywhere && ["AND", "OR", "NOT"].contains(words)
    let isName = scope == .author && words.lowercased() == "none"
    return isWord && !isOperator && !isName
      ? field + words + star : "\(field)\"\(words)\(star)\""
  }
}
