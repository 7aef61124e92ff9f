import Bytes
package import Model

/// Reads dates of any usual notation and language.
///
/// ISO 8601, RFC 822, JavaScript's and Unix' own forms, and dates in words or digits as news pages
/// print them, in some forty languages. What is said about the zone is kept and nothing is added:
/// a time without a zone stays without one unless a zone was given as assumed.
package struct DateReader: Sendable {
  /// BCP 47 tag of the text, in lower case; decides between day-first and month-first.
  package var language: String
  /// Minutes east of Greenwich to take for times without a zone; nil when nothing is known.
  package var assumedZoneMinutes: Int?

  package init(language: String = "", assumedZoneMinutes: Int? = nil) {
    self.language = language.lowercased()
    self.assumedZoneMinutes = assumedZoneMinutes
  }

  /// A date and where it stands in the text.
  package struct Found: Sendable {
    package var date: DatedValue
    /// In UTF-8 bytes of the text.
    package var range: Range<Int>
  }

  /// Reads a field that should hold a date and nothing else, such as `datetime="…"`.
  ///
  /// Text around a date is tolerated, and numbers of ten or thirteen digits are Unix times. With
  /// `isGMT` a time without a zone is taken for GMT, as WordPress' `date_gmt` is by definition.
  package func read(_ text: some StringProtocol, source: String, isGMT: Bool = false)
    -> DatedValue?
  {
    let tokens = dateTokens(text, limit: 120)
    if let number = onlyNumber(tokens) ?? wrappedNumber(tokens), let date = unixTime(number) {
      return DatedValue(
        iso: date.iso(zone: 0), raw: String(text), zone: .explicit, source: source)
    }
    guard let match = dayOfYear(tokens) ?? firstDate(tokens, in: 0..<tokens.count),
      !match.parts.isPlaceholder
    else { return nil }
    var value = dated(match, raw: String(text), source: source)
    if isGMT, value.zone == .absent || value.zone == .assumed, match.parts.hour != nil {
      value.iso = match.parts.iso(zone: 0)
      value.zone = .gmtField
    }
    return value
  }

  /// The first date inside a line of running text; nil when the line has none.
  package func find(in text: some StringProtocol, source: String) -> Found? {
    let tokens = dateTokens(text)
    guard let match = firstDate(tokens, in: 0..<tokens.count), !match.parts.isPlaceholder else {
      return nil
    }
    let range = match.start..<match.end
    assert(range.upperBound <= text.utf8.count, "a date outside of its text")
    let raw = String(decoding: Array(text.utf8)[range], as: UTF8.self)
    return Found(date: dated(match, raw: raw, source: source), range: range)
  }

  /// The dates of a line in order, at most `limit`, none of them a placeholder.
  func findAll(in text: some StringProtocol, source: String, limit: Int = 6) -> [Found] {
    let tokens = dateTokens(text)
    var found: [Found] = []
    var start = 0
    while found.count < limit, let match = firstDate(tokens, in: start..<tokens.count) {
      assert(match.last >= start, "a date before its beginning")
      start = match.last + 1
      if match.parts.isPlaceholder { continue }
      let range = match.start..<match.end
      let raw = String(decoding: Array(text.utf8)[range], as: UTF8.self)
      found.append(Found(date: dated(match, raw: raw, source: source), range: range))
    }
    return found
  }

  /// The date that a URL's path carries, as `/2025/02/12/`, `/20250212` or `/12-02-2025`, the day
  /// first; nil when it has none.
  package func readURL(_ url: some StringProtocol) -> DatedValue? {
    let url = DateReader.original(String(url))
    let tokens = dateTokens(url, limit: 200)
    for index in tokens.indices where tokens[index].kind == .number {
      guard let match = yearFirst(tokens, index) ?? dayFirst(tokens, index),
        match.parts.year >= 1990, match.parts.year <= 2060
      else { continue }
      let raw = String(decoding: Array(url.utf8)[match.start..<match.end], as: UTF8.self)
      return DatedValue(
        iso: match.parts.dayISO, raw: raw, zone: .absent, source: "url")
    }
    return nil
  }

  /// The address that an archive's address ends with; the number before it is the capture's time.
  private static func original(_ url: String) -> String {
    let bytes = Array(url.utf8)
    var last = 0
    for index in bytes.indices.dropFirst() where bytes[index] == UInt8(ascii: "h") {
      if bytes[index...].starts(with: "http:/".utf8) || bytes[index...].starts(with: "https:/".utf8)
      {
        last = index
      }
    }
    if last > 0 { return String(decoding: bytes[last...], as: UTF8.self) }
    guard let capture = url.firstRange(utf8: "/web/")?.upperBound else { return url }
    let digits = url[capture...].prefix { $0.isASCII && $0.isNumber }
    return digits.utf8.count >= 8 && url.contains(utf8: "archive")
      ? String(url[digits.endIndex...]) : url
  }

  /// The minute in UTC that an archive's address says that the page was saved in, as
  /// `2031-03-07T10:20`; nil for any other address.
  static func captureMinute(_ url: String) -> String? {
    guard let slashes = url.firstRange(utf8: "//"), original(url) != url else { return nil }
    let parts = url[slashes.upperBound...].split(separator: "/")
    guard parts.count > 2, ["archive", "arquivo"].contains(where: { parts[0].contains(utf8: $0) })
    else { return nil }
    for part in parts.dropFirst().prefix(3) {
      let digits = part.filter { $0.isASCII && $0.isNumber }
      guard digits.utf8.count == 14 else { continue }
      let pieces = [4, 2, 2, 2, 2].reduce(into: (rest: Substring(digits), out: [Substring]())) {
        $0.out.append($0.rest.prefix($1))
        $0.rest = $0.rest.dropFirst($1)
      }.out
      return "\(pieces[0])-\(pieces[1])-\(pieces[2])T\(pieces[3]):\(pieces[4])"
    }
    return nil
  }

  /// `12-02-2025` with two digits, two digits and four; the day first.
  private func dayFirst(_ tokens: [DateToken], _ index: Int) -> DateMatch? {
    guard index + 4 < tokens.count, tokens[index].digitCount == 2,
      tokens[index + 1].isMark(UInt8(ascii: "-")), tokens[index + 2].digitCount == 2,
      tokens[index + 3].isMark(UInt8(ascii: "-")), tokens[index + 4].digitCount == 4
    else { return nil }
    return DateMatch(
      year: tokens[index + 4].value, month: tokens[index + 2].value, day: tokens[index].value,
      from: tokens[index], to: tokens[index + 4], first: index, last: index + 4)
  }

  /// A match as a value: the zone explicit, assumed or absent.
  private func dated(_ match: DateMatch, raw: String, source: String) -> DatedValue {
    guard match.parts.hour != nil else {
      return DatedValue(iso: match.parts.dayISO, raw: raw, zone: .absent, source: source)
    }
    if let zone = match.parts.zone {
      return DatedValue(
        iso: match.parts.iso(zone: zone), raw: raw, zone: .explicit, source: source)
    }
    if let zone = assumedZoneMinutes {
      return DatedValue(iso: match.parts.iso(zone: zone), raw: raw, zone: .assumed, source: source)
    }
    return DatedValue(iso: match.parts.iso(zone: nil), raw: raw, zone: .absent, source: source)
  }

  private func onlyNumber(_ tokens: [DateToken]) -> DateToken? {
    let solid = tokens.filter { $0.kind != .blank }
    guard let first = solid.first, first.kind == .number else { return nil }
    // A fraction of a second may follow.
    if solid.count == 1 || (solid.count == 3 && solid[1].isMark(UInt8(ascii: "."))) { return first }
    return nil
  }

  /// The number in `/Date(1791972300000+0200)/`, as some servers write moments in JSON.
  private func wrappedNumber(_ tokens: [DateToken]) -> DateToken? {
    guard
      let word = tokens.prefix(2).firstIndex(where: { $0.word == Array("date".utf8) }),
      word + 2 < tokens.count, tokens[word + 1].isMark(UInt8(ascii: "(")),
      tokens[word + 2].kind == .number
    else { return nil }
    return tokens[word + 2]
  }

  private func unixTime(_ token: DateToken) -> DateParts? {
    switch token.digitCount {
    case 9, 10: return DateParts(unixSeconds: token.value)
    case 13: return DateParts(unixSeconds: token.value / 1000)
    default: return nil
    }
  }
}
