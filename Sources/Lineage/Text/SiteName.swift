internal import Model
internal import Unicode

/// Names of papers and sites in a form in which they can be compared.
enum SiteName {
  /// The host of a web address, without `www.`; nil where there is none.
  static func host(_ address: String) -> String? {
    guard let scheme = address.firstRange(of: "://") else { return nil }
    let host = address[scheme.upperBound...].prefix { !"/?#:".contains($0) }.lowercased()
    return host.isEmpty ? nil : host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }

  /// The day in the path of a web address: `/2026/03/23/`, `/2026-03-23-`, `/20260323/`.
  static func day(inAddress address: String) -> CivilDate? {
    let parts = address.split { !$0.isASCII || !$0.isNumber }
    for (index, part) in parts.enumerated() {
      var fields = [part]
      if part.count == 8 {
        fields = [part.prefix(4), part.dropFirst(4).prefix(2), part.suffix(2)]
      } else if part.count == 4, index + 2 < parts.count {
        fields = [part, parts[index + 1], parts[index + 2]]
      }
      guard fields.count == 3, fields[1].count <= 2, fields[2].count <= 2,
        let year = Int64(fields[0]), let month = Int64(fields[1]), let day = Int64(fields[2]),
        (1990...2100).contains(year), (1...12).contains(month), (1...31).contains(day)
      else { continue }
      return CivilDate(year: year, month: month, day: day)
    }
    return nil
  }

  /// The words of a name, folded, without an article before it; of a domain its own label alone.
  ///
  /// `The Harbour Post`, `harbour post` and `harbourpost.example` are alike by `isSame`.
  static func words(_ name: String) -> [String] {
    var name = host(name) ?? name
    if !name.contains(" "), name.contains("."),
      name.allSatisfy({ $0.isLetter || $0.isNumber || ".-".contains($0) })
    {
      name = label(ofDomain: name)
    }
    // `La Dépêche` and `la-depeche.example` are one.
    let folded = String(decoding: Folding.shared.folded(Array(name.utf8)), as: UTF8.self)
    var words = folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if words.count > 1, ["the", "der", "die", "das", "le", "la", "el", "il"].contains(words[0]) {
      words.removeFirst()
    }
    return words
  }

  /// What a name is cut down to in datelines and bylines: its initials, and what is left without the
  /// word that only says what kind of paper it is.
  static func short(_ name: [String]) -> [[String]] {
    guard name.count > 1 else { return [] }
    var short = [[String(name.compactMap(\.first))]]
    if kinds.contains(name[0]) { short.append(Array(name.dropFirst())) }
    if name.count > 2 || kinds.contains(name[1]) { short.append(Array(name.dropLast())) }
    return short
  }

  private static let kinds: Set<String> = [
    "agency", "agence", "agencia", "agenzia", "agentur", "newswire", "wire", "press", "presse",
    "prensa", "news", "nachrichten", "service", "services", "association", "media",
  ]

  /// The label that the owner chose: `harbourpost` of `news.harbourpost.co.uk`.
  private static func label(ofDomain domain: String) -> String {
    var labels = domain.lowercased().split(separator: ".")
    if labels.count > 1 { labels.removeLast() }
    if labels.count > 1, labels[labels.count - 1].count <= 3,
      ["co", "com", "org", "net", "ac", "gov", "ne", "or"].contains(labels[labels.count - 1])
    {
      labels.removeLast()
    }
    return labels.last.map(String.init) ?? domain
  }

  /// True where two names, cut into words, are one: with or without blanks between the words.
  static func isSame(_ one: [String], _ other: [String]) -> Bool {
    !one.isEmpty && (one == other || one.joined() == other.joined())
  }
}
