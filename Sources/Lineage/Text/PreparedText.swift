internal import Model

/// An article as it is compared: its words, and what its fields say.
struct PreparedText {
  var text: LineageText
  var shingles: Shingles
  var headline: LineageText
  /// Seconds since 1970, and whether only the day is known.
  var time: (seconds: Int64, isDay: Bool)?
  /// Names of who published it, each in words.
  var names: [[String]]
  /// The same in short, as datelines and bylines give them: initials, and without the last word.
  var shortNames: [[String]] = []
  /// The source that the article names, and its names in words.
  var originName: String?
  var originNames: [[String]]
  /// The agency in the dateline.
  var agency: (name: String, words: [String])?
  /// Names in the lines at both ends of the text, and of its author.
  var credits: CreditNames?
  /// What it says for itself in credit lines, in words, to look for names of papers.
  var creditWords: [String]

  init(_ article: LineageArticle) {
    text = LineageText(article.paragraphs)
    shingles = Shingles(text.words)
    headline = LineageText([article.headline ?? ""])
    time = Self.time(of: article)
    names = article.publishers.map(SiteName.words).filter { !$0.isEmpty }
    shortNames = names.flatMap(SiteName.short)
    originName = article.origin?.name
    originNames = [article.origin?.name, article.origin?.url.flatMap(SiteName.host)]
      .compactMap { $0 }.map(SiteName.words)
      .filter { [names] name in !name.isEmpty && !Self.share([name], names) }
    agency = article.paragraphs.prefix(2).lazy.compactMap(Self.agency).first.flatMap {
      [names, shortNames] name in
      let words = SiteName.words(name)
      return words.isEmpty || Self.share([words], names + shortNames) ? nil : (name, words)
    }
    credits = CreditNames(article)
    creditWords = article.creditLines.flatMap(SiteName.words)
  }

  /// A text that nobody has.
  init(unseen text: LineageText) {
    self.text = text
    shingles = Shingles(text.words)
    headline = LineageText()
    (names, originNames, creditWords) = ([], [], [])
  }

  /// True where one of the names is one of the others.
  static func share(_ names: [[String]], _ others: [[String]]) -> Bool {
    names.contains { name in others.contains { SiteName.isSame(name, $0) } }
  }

  /// When it was published. A day in its address holds where the date is of another one: it was written
  /// when the page was made.
  private static func time(of article: LineageArticle) -> (seconds: Int64, isDay: Bool)? {
    let published = article.published.flatMap { date in
      ISOTime.seconds(date.iso).map { (seconds: $0, isDay: isDay(date.iso)) }
    }
    guard let day = article.addressDay else { return published }
    let seconds = day.daysSince1970 * 86_400 + 43_200
    if let published, (published.seconds - seconds).magnitude < 129_600 { return published }
    return (seconds, true)
  }

  /// A day alone, or one at midnight, as programs write a day.
  private static func isDay(_ iso: String) -> Bool {
    !iso.contains("T") || iso.contains("T00:00:00")
  }

  /// The name in the brackets of a dateline: `VELDMARK (Northwire) –`.
  private static func agency(_ paragraph: String) -> String? {
    let start = paragraph.prefix(90)
    guard let open = start.firstIndex(of: "("), let close = start[open...].firstIndex(of: ")")
    else { return nil }
    let before = start[..<open]
    let behind = start[start.index(after: close)...].drop { $0.isWhitespace }
    guard let dash = behind.first, "-–—―:".contains(dash), before.split(separator: " ").count <= 6,
      before.first?.isLetter ?? true, !before.contains(where: { ".!?".contains($0) })
    else { return nil }
    let name = start[start.index(after: open)..<close]
    guard (2...40).contains(name.count), name.contains(where: \.isLetter) else { return nil }
    return String(name)
  }
}
