internal import Model

/// Two readings of one article, field by field: where both were the same before they were repaired, repair
/// alone makes the difference, and the newer one is taken.
struct RepairedFields {
  let fresh: Article
  let old: Article
  private let freshRepairs: [String: [Repair]]
  private let oldRepairs: [String: [Repair]]

  init(fresh: Article, old: Article) {
    self.fresh = fresh
    self.old = old
    freshRepairs = Dictionary(grouping: fresh.repairs, by: \.field)
    oldRepairs = Dictionary(grouping: old.repairs, by: \.field)
  }

  /// `old` as the newer repair leaves it.
  func article() -> Article {
    var article = old
    var repairs: [Repair] = []
    func take(_ name: String, _ old: String?, _ fresh: String?) -> String? {
      guard let old else { return nil }
      guard let fresh, isRepairAlone(name, old, fresh) else {
        repairs += oldRepairs[name] ?? []
        return old
      }
      repairs += freshRepairs[name] ?? []
      return fresh
    }
    func takeList(_ name: String, _ old: [String], _ fresh: [String]) -> [String] {
      old.enumerated().map { index, text in
        // Where they are not the same ones, nothing says which belong together.
        let other = old.count == fresh.count ? fresh[index] : nil
        return take("\(name)/\(index)", text, other) ?? text
      }
    }
    // In the order in which repair goes through them.
    article.headline = take("headline", old.headline, fresh.headline)
    article.alternativeHeadline = take(
      "alternativeHeadline", old.alternativeHeadline, fresh.alternativeHeadline)
    article.description = take("description", old.description, fresh.description)
    article.publisher?.name = take("publisher", old.publisher?.name, fresh.publisher?.name)
    let authors = takeList("author", old.authors.map(\.name), fresh.authors.map(\.name))
    for index in article.authors.indices { article.authors[index].name = authors[index] }
    article.articleSection = takeList("articleSection", old.articleSection, fresh.articleSection)
    article.keywords = takeList("keywords", old.keywords, fresh.keywords)
    let texts = takeList("paragraphs", old.paragraphs.map(\.text), fresh.paragraphs.map(\.text))
    for index in article.paragraphs.indices { article.paragraphs[index].text = texts[index] }
    let removed = takeList("removed", old.removed.map(\.text), fresh.removed.map(\.text))
    for index in article.removed.indices {
      article.removed[index] = RemovedText(
        reason: old.removed[index].reason, text: removed[index])
    }
    // Those of fields that this version does not repair.
    repairs += old.repairs.filter { !isNamed($0.field) }
    let isSameText = article == old
    article.repairs = repairs
    return isSameText && Set(repairs) == Set(old.repairs) ? old : article
  }

  private func isNamed(_ field: String) -> Bool {
    let name = field.prefix { $0 != "/" }
    return [
      "headline", "alternativeHeadline", "description", "publisher", "author", "articleSection",
      "keywords", "paragraphs", "removed",
    ].contains(name)
  }

  private func isRepairAlone(_ name: String, _ old: String, _ fresh: String) -> Bool {
    guard let before = Self.unrepaired(old, oldRepairs[name] ?? []),
      let other = Self.unrepaired(fresh, freshRepairs[name] ?? [])
    else { return false }
    return before == other
  }

  /// The bytes of a field before it was repaired; nil where the repairs on record do not say.
  static func unrepaired(_ text: String, _ repairs: [Repair]) -> [UInt8]? {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    for repair in repairs.sorted(by: { $0.byteOffset < $1.byteOffset }) {
      let after = Array(repair.after.utf8)
      let start = repair.byteOffset
      guard start >= position, start <= bytes.count, bytes.count - start >= after.count,
        bytes[start..<start + after.count].elementsEqual(after)
      else { return nil }
      result += bytes[position..<start]
      result += Array(repair.before.utf8)
      position = start + after.count
    }
    return result + bytes[position...]
  }
}
