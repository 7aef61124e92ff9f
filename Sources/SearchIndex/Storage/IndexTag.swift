internal import Bytes
import Model

/// Words of the column `tags`, which no query of a person reaches: names, dates, and how much a word
/// counts in the article. They let FTS5 join a word and a filter without looking at every hit.
enum IndexTag {
  /// Every article has it.
  static let all = "x"

  /// A name in any case of letters; nil for articles without one.
  static func name(_ field: SearchField, _ name: String?) -> String {
    guard let name else { return field.letter + "none" }
    let hash = FNV1a.hash64(name.lowercased().utf8)
    let digits = String(hash, radix: 16)
    return field.letter + String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  static let undated = "dnone"
  static func year(_ year: Int64) -> String { "y\(year)" }
  static func month(_ date: CivilDate) -> String { "m\(date.year * 100 + date.month)" }
  static func day(_ date: CivilDate) -> String {
    "d\((date.year * 100 + date.month) * 100 + date.day)"
  }

  /// The tags of an article, as text that the index cuts into words.
  static func text(_ entry: IndexEntry, source: String?, levels: [String]) -> String {
    var tags = [all, name(.source, source)] + languages(entry.language) + hosts(entry.host)
    if entry.authors.isEmpty { tags.append(name(.author, nil)) }
    if let date = entry.date {
      let civil = CivilDate(daysSince1970: date.day)
      tags += [year(civil.year), month(civil), day(civil)]
    } else {
      tags.append(undated)
    }
    return (tags + levels).joined(separator: " ")
  }

  /// `pt-BR` is also `pt`.
  private static func languages(_ language: String?) -> [String] {
    guard let language, !language.isEmpty else { return [name(.lang, nil)] }
    guard let dash = language.firstIndex(of: "-") else { return [name(.lang, language)] }
    return [name(.lang, language), name(.lang, String(language[..<dash]))]
  }

  /// A host is also of every domain above it.
  private static func hosts(_ host: String?) -> [String] {
    guard let host, !host.isEmpty else { return [name(.site, nil)] }
    let labels = host.split(separator: ".").suffix(8)
    return labels.indices.map { name(.site, labels[$0...].joined(separator: ".")) }
  }
}

extension SearchField {
  /// The first letter of its tags.
  fileprivate var letter: String {
    switch self {
    case .source: "s"
    case .lang: "l"
    case .site: "h"
    case .author: "a"
    default: preconditionFailure("\(self) has no tags")
    }
  }
}
