/// What a source delivered in an hour or on a day, counted.
package struct SourceCounts: Sendable, Equatable {
  /// Encodings that are told apart; further ones count as `other`.
  package static let charsetLimit = 8

  package var files = 0
  /// Refused records and files, by kind.
  package var content = 0
  package var damage = 0
  package var otherRefusals = 0
  package var articles = 0
  package var duplicates = 0
  /// Articles in which damage from a wrong encoding was repaired.
  package var repaired = 0
  package var sizes = SizeCounts()
  /// Articles by encoding, where it is known.
  package var charsets: [String: Int] = [:]

  package init() {}

  /// Articles and refused records that say something about the source.
  package var records: Int { articles + content + damage }

  /// Counts a file.
  mutating func add(_ file: SourceFile) {
    files += 1
    content += file.refused[.content] ?? 0
    damage += file.refused[.damage] ?? 0
    otherRefusals += file.refused[.other] ?? 0
  }

  /// Counts an article.
  mutating func add(_ article: SourceArticle) {
    articles += 1
    if article.isDuplicate { duplicates += 1 }
    if article.isRepaired { repaired += 1 }
    sizes.add(byteCount: article.textByteCount)
    if let charset = article.charset { add(charset, 1) }
  }

  /// Counts what another hour had, too.
  mutating func add(_ other: SourceCounts) {
    files += other.files
    content += other.content
    damage += other.damage
    otherRefusals += other.otherRefusals
    articles += other.articles
    duplicates += other.duplicates
    repaired += other.repaired
    sizes.add(other.sizes)
    for (charset, count) in other.charsets.sorted(by: { $0.key < $1.key }) { add(charset, count) }
  }

  private mutating func add(_ charset: String, _ count: Int) {
    let isKnown = charsets[charset] != nil || charsets.count < Self.charsetLimit
    charsets[isKnown ? charset : "other", default: 0] += count
  }
}
