/// Names that may be those of papers, in the lines at both ends of a text that say where it came from.
struct CreditNames {
  /// A name in words, and the line that it stands in.
  struct Name {
    var words: [String]
    var name: String
    var line: String
    /// The author field, which also names people.
    var isAuthor: Bool
  }

  private(set) var names: [Name] = []

  private static let lineWordLimit = 14
  private static let lineCount = 4

  init(_ article: LineageArticle) {
    let paragraphs = article.paragraphs
    for line in paragraphs.prefix(1) + paragraphs.dropFirst().suffix(Self.lineCount) {
      if line.split(separator: " ").count <= Self.lineWordLimit {
        for name in Self.capitalised(line) { add(name, line, isAuthor: false) }
      } else if line.hasSuffix(")"), let open = line.lastIndex(of: "(") {
        add(String(line[line.index(after: open)...].dropLast()), line, isAuthor: false)
      }
    }
    for author in article.creditLines { add(author, author, isAuthor: true) }
  }

  private mutating func add(_ name: String, _ line: String, isAuthor: Bool) {
    let words = SiteName.words(name)
    guard words.count > 1, words.count <= 6 else { return }
    names.append(Name(words: words, name: name, line: line, isAuthor: isAuthor))
  }

  /// Words with a capital, side by side, as they stand between other words and signs.
  private static func capitalised(_ line: String) -> [String] {
    var names: [String] = []
    var name: [Substring] = []
    func close() {
      if name.count > 1 { names.append(name.joined(separator: " ")) }
      name = []
    }
    for part in line.split(whereSeparator: \.isWhitespace) {
      let word = part.drop { !$0.isLetter && !$0.isNumber }
      let bare = word.prefix { $0.isLetter || $0.isNumber || "-'’&".contains($0) }
      if word.count != part.count { close() }
      if bare.first?.isUppercase == true { name.append(bare) } else { close() }
      if bare.count != word.count { close() }
    }
    close()
    return names
  }
}
