internal import Bytes
internal import Model

/// Which articles name the publisher of which others as their source.
struct CreditTable {
  /// How plainly an article names another's publisher.
  enum Strength: Int, Comparable {
    /// Its text speaks of the paper, as copies of it do, too.
    case mention = 1
    /// A line of its own, its author or the field for the origin names it.
    case credit

    static func < (one: Strength, other: Strength) -> Bool { one.rawValue < other.rawValue }
  }

  /// For each article, those whose publisher it names.
  private(set) var named: [[Int: Strength]]
  /// For each article a source that it names and that no article is of.
  private(set) var unseen: [String?]
  /// True where that was said about this text, and not by a mark that stays in every copy.
  private(set) var isDirect: [Bool]
  /// For each article, the line that names its unseen source.
  private(set) var lines: [String?]
  /// For each article, the words of a mention in its text.
  private(set) var mentions: [[Int: Range<Int>]]

  /// A paragraph of at most so many words, among the first or the last ones, that names a paper is a
  /// credit line.
  private static let lineWordLimit = 14
  private static let lineParagraphCount = 4

  init(_ articles: [LineageArticle], _ texts: [PreparedText]) {
    named = Array(repeating: [:], count: texts.count)
    mentions = Array(repeating: [:], count: texts.count)
    unseen = Array(repeating: nil, count: texts.count)
    lines = articles.map(\.origin?.evidence)
    isDirect = articles.map { Self.isDirect($0.origin) }
    var byFirst: [UInt64: [(words: [UInt64], article: Int)]] = [:]
    for (article, text) in texts.enumerated() {
      for name in text.names where name.joined().utf8.count >= 3 {
        let words = name.map { FNV1a.hash64($0.utf8) }
        byFirst[words[0], default: []].append((words, article))
        if words.count > 1 {
          let joined = FNV1a.hash64(name.joined().utf8)
          byFirst[joined, default: []].append(([joined], article))
        }
      }
    }
    for index in texts.indices {
      readText(index, texts, byFirst)
      readFields(index, texts)
    }
    nameUnseen(articles, texts)
  }

  /// How plainly `article` names the publisher of `other`; nil where it does not.
  func strength(of article: Int, naming other: Int) -> Strength? { named[article][other] }

  /// True where both name the same other, seen or not.
  func nameTheSame(_ one: Int, _ other: Int) -> Bool {
    if let name = unseen[one], let other = unseen[other], Self.isSame(name, other) { return true }
    return named[one].contains { named[other][$0.key] != nil }
  }

  private mutating func readText(
    _ index: Int, _ texts: [PreparedText],
    _ byFirst: [UInt64: [(words: [UInt64], article: Int)]]
  ) {
    let text = texts[index].text
    var lines: [Range<Int>]?
    for position in text.words.indices {
      guard let names = byFirst[text.words[position].spelling] else { continue }
      for name in names where name.article != index {
        let end = position + name.words.count
        guard end <= text.words.count,
          zip(text.words[position..<end], name.words).allSatisfy({ $0.spelling == $1 }),
          !PreparedText.share(texts[index].names, texts[name.article].names)
        else { continue }
        let all = lines ?? Self.creditLines(text)
        lines = all
        let isLine =
          all.contains { $0.contains(position) } || Self.isBracketed(position..<end, text)
        // A paper's name in a sentence is written with a capital, where there are any.
        let first = text.bytes[Int(text.words[position].start)]
        guard isLine || first &- 0x61 >= 26 else { continue }
        let strength: Strength = isLine ? .credit : .mention
        if named[index][name.article].map({ $0 < strength }) ?? true {
          named[index][name.article] = strength
          mentions[index][name.article] = position..<end
        }
      }
    }
  }

  /// Short paragraphs at both ends of a text.
  private static func creditLines(_ text: LineageText) -> [Range<Int>] {
    let starts = text.words.indices.filter { text.words[$0].opensParagraph } + [text.words.count]
    let paragraphs = zip(starts, starts.dropFirst()).map { $0..<$1 }
    return (paragraphs.prefix(1) + paragraphs.dropFirst().suffix(lineParagraphCount)).filter {
      $0.count <= lineWordLimit
    }
  }

  /// `(Harbour Post)` behind the text's last words.
  private static func isBracketed(_ range: Range<Int>, _ text: LineageText) -> Bool {
    let start = Int(text.words[range.lowerBound].start)
    let end = Int(text.words[range.upperBound - 1].end)
    guard start > 0, end < text.bytes.count else { return false }
    let isClosed = text.bytes[end] == UInt8(ascii: ")") || text.bytes[end] == UInt8(ascii: "]")
    let isOpened =
      text.bytes[start - 1] == UInt8(ascii: "(") || text.bytes[start - 1] == UInt8(ascii: "[")
    return isClosed && isOpened && range.upperBound > text.words.count * 3 / 4
  }

  private mutating func readFields(_ index: Int, _ texts: [PreparedText]) {
    let text = texts[index]
    for (other, found) in texts.enumerated()
    where other != index && !PreparedText.share(text.names, found.names) {
      if PreparedText.share(text.originNames, found.names)
        || found.names.contains(where: { Self.holds(text.creditWords, $0) })
        || found.shortNames.contains(where: { Self.holds(text.creditWords, $0) })
      {
        named[index][other] = .credit
      } else if let agency = text.agency,
        PreparedText.share([agency.words], found.names + found.shortNames)
      {
        // The agency in a dateline stays in every copy.
        named[index][other] = max(named[index][other] ?? .mention, .mention)
      }
    }
  }

  private mutating func nameUnseen(_ articles: [LineageArticle], _ texts: [PreparedText]) {
    for (index, text) in texts.enumerated() {
      let isKnown = { (names: [[String]]) in
        texts.contains { PreparedText.share(names, $0.names + $0.shortNames) }
      }
      if !text.originNames.isEmpty, !isKnown(text.originNames) {
        unseen[index] = text.originName
      } else if let agency = text.agency, !isKnown([agency.words]) {
        unseen[index] = agency.name
        isDirect[index] = false
      }
    }
    for index in texts.indices { namePapers(index, articles, texts) }
    nameCredited(texts)
  }

  /// A paper that is not there, named in a credit line, as the author, or at least in the text.
  private mutating func namePapers(
    _ index: Int, _ articles: [LineageArticle], _ texts: [PreparedText]
  ) {
    func isNew(_ name: String) -> Bool {
      let words = SiteName.words(name)
      return !texts.contains { text in
        PreparedText.share([words], text.names + text.shortNames)
          // `Sunday Harbour Post` speaks of the Harbour Post.
          || text.names.contains { $0.count > 1 && Self.holds(words, $0) }
      }
    }
    let text = texts[index].text
    let lines = Self.creditLines(text)
    for credit in articles[index].creditLines {
      let line = LineageText([credit])
      for range in PaperNames.ranges(in: line) where isNew(line.text(range)) {
        name(index, line.text(range), line: credit, isDirect: true)
      }
    }
    for range in PaperNames.ranges(in: text) where isNew(text.text(range)) {
      let line = lines.first { $0.contains(range.lowerBound) }
      let isDirect = line != nil || Self.isBracketed(range, text)
      name(index, text.text(range), line: text.text(line ?? range), isDirect: isDirect)
    }
  }

  /// Notes what an article names as its source; a plainer word stays.
  private mutating func name(_ index: Int, _ name: String, line: String, isDirect direct: Bool) {
    guard unseen[index] == nil || direct && !isDirect[index] else { return }
    (unseen[index], lines[index], isDirect[index]) = (name, line, direct)
  }

  /// A name that two articles give in different lines, and at least one of them not as its author, is
  /// that of a source.
  private mutating func nameCredited(_ texts: [PreparedText]) {
    var positions: [String: [(article: Int, name: CreditNames.Name)]] = [:]
    for (index, text) in texts.enumerated() {
      for name in text.credits?.names ?? [] {
        positions[name.words.joined(), default: []].append((index, name))
      }
    }
    for (_, found) in positions.sorted(by: { $0.key < $1.key }) {
      guard Set(found.map(\.article)).count > 1, Set(found.map(\.name.line)).count > 1,
        found.contains(where: { !$0.name.isAuthor }),
        !texts.contains(where: { PreparedText.share([found[0].name.words], $0.names) })
      else { continue }
      for (article, name) in found where !named[article].values.contains(.credit) {
        if unseen[article] == nil || !isDirect[article] {
          unseen[article] = name.name
          lines[article] = name.line
          isDirect[article] = true
        }
      }
    }
  }

  /// True where two names are those of one paper or agency.
  static func isSame(_ name: String, _ other: String) -> Bool {
    name == other || SiteName.isSame(SiteName.words(name), SiteName.words(other))
  }

  private static func isDirect(_ origin: ArticleOrigin?) -> Bool {
    switch origin?.source {
    case .firstPublished, .canonical, .sourceLine, .field: true
    default: false
    }
  }

  private static func holds(_ words: [String], _ name: [String]) -> Bool {
    guard name.count <= words.count, name.joined().utf8.count >= 3 else { return false }
    return (0...(words.count - name.count)).contains {
      words[$0..<($0 + name.count)].elementsEqual(name)
    }
  }
}
