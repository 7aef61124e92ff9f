import Bytes

/// A line that names an agency beside authors, dates and labels: `PTI`, `AFP / Updated: 3 March`, `By Ada
/// Quill, The Associated Press`, `Agency: ANI`.
struct AgencyByline: Equatable {
  var agency: String
  /// A city beside the agency, as in `PTI Mumbai`.
  var city: String?
  /// A name behind the agency's and a slash.
  var slashName: String?
  /// True where the line is nothing but the agency.
  var isAlone: Bool

  private enum Field {
    case agency(String, isWeak: Bool, city: String? = nil, isDated: Bool = false)
    case host(String), date, label, name, city(String), text
  }

  /// Nil for a line with anything else in it. `isStated`: it is a field for authors, where even a name that
  /// means other things is an agency's.
  init?(_ line: String, isStated: Bool = false, language: String? = nil) {
    guard line.utf8.count >= 2, line.utf8.count <= 160,
      isStated || Self.filter.mayHave(line) || Self.hasOpener(line),
      !SourceLine.speaksOfPicture(line)
    else {
      return nil
    }
    let words = line.lowercased().split(whereSeparator: \.isWhitespace)
    if words.contains(where: { Self.helpers.contains(String($0)) }) { return nil }
    var agencies: [(name: String, isWeak: Bool)] = []
    var cities: [String] = []
    var hosts: [String] = []
    var signs = 0
    var hasName = false
    var pieces = Self.pieces(line)
    Self.splitAgency(&pieces, hasOpener: Self.hasOpener(line), isStated: isStated)
    for (number, piece) in pieces.enumerated() {
      switch Self.classify(piece.text, language) {
      case .agency(let name, let isWeak, let city, let isDated):
        // `Bloomberg: …` quotes.
        if piece.endsInColon { return nil }
        agencies.append((name, isWeak))
        if let city { cities.append(city) }
        if isDated { signs += 1 }
      case .host(let host): if number > 0 { hosts.append(host) }
      case .date, .label: signs += 1
      case .city(let name): cities.append(name)
      case .name:
        if piece.endsInColon { return nil }
        hasName = hasName || !AuthorField.hasOrganizationWord(String(piece.text))
      case .text:
        // What follows an agency and a bar may be anything: counts, buttons.
        if number == 0 || agencies.isEmpty || pieces.count > 6 { return nil }
        if !isStated { return nil }
      }
    }
    // `By Ada Quill, harbour.example`
    if agencies.isEmpty, hosts.count == 1, Self.hasOpener(line) { agencies = [(hosts[0], false)] }
    if agencies.isEmpty, cities.isEmpty, isStated || Self.hasOpener(line),
      let outlet = Self.outlet(pieces.map(\.text))
    {
      agencies = [(outlet, false)]
    }
    guard let first = agencies.first, agencies.count <= 2,
      agencies.allSatisfy({ $0.name == first.name }) || agencies.count == 2,
      !first.isWeak || isStated && pieces.count == 1 || !isStated && signs > 0 || !cities.isEmpty
    else { return nil }
    agency = first.name
    isAlone = pieces.count == 1 && cities.isEmpty && signs == 0
    slashName = Self.slashName(line)
    // `Ada Quill, AP` credits a picture as often as not.
    // In Taiwan an agency and then its reporter stand at both sides of a wide slash.
    let isBeforeReporter = line.firstIndex(of: "／").map { AgencyNames.known[line[..<$0]] != nil }
    if hasName, signs == 0, !isStated, slashName == nil, isBeforeReporter != true,
      !Self.hasOpener(line)
    {
      return nil
    }
    // `Source: Harbour Net (Mumbai)`: where the source has its seat.
    city =
      cities.count == 1 && !line.contains(utf8: "(" + cities[0])
        && !line.contains(utf8: "（" + cities[0]) ? cities[0] : nil
  }

  /// Parts an agency from the names before it: `By Ada Quill and Ben Rook The Associated Press`.
  private static func splitAgency(
    _ pieces: inout [(text: Substring, endsInColon: Bool)], hasOpener: Bool, isStated: Bool
  ) {
    guard hasOpener || isStated else { return }
    for (number, piece) in pieces.enumerated() {
      var words = piece.text.split(whereSeparator: \.isWhitespace)
      // `AP Science Writer`
      for count in [3, 2, 1]
      where words.count > count + 2
        && staff.contains(words.suffix(count).joined(separator: " ").lowercased())
      {
        words.removeLast(count)
        break
      }
      for count in [4, 3, 2, 1] where words.count >= count + 2 {
        let name = words.suffix(count).joined(separator: " ")
        guard AgencyNames.publishers[name] != nil, !AgencyNames.publishers.isWeak(name),
          count > 1 || hasOpener && name == name.uppercased(),
          let start = words[words.count - count].indices.first,
          words[..<(words.count - count)].allSatisfy({ $0.first?.isLetter == true })
        else { continue }
        let before = trimmed(piece.text[..<start])
        // `By Ada Quill and The Associated Press` names two who wrote it.
        if joints.contains(where: { before.hasSuffix($0) }) { return }
        pieces[number] = (withoutJoint(before), false)
        pieces.insert((Substring(name), piece.endsInColon), at: number + 1)
        return
      }
    }
  }

  /// Words that add another author.
  private static let joints = [" and", " &", " und", " et", " y", " e", " en", " i", " и", " with"]

  private static func withoutJoint(_ text: Substring) -> Substring {
    for joint in [" for", " of", " of the", " for the"] where text.hasSuffix(joint) {
      return trimmed(text.dropLast(joint.count))
    }
    return text
  }

  /// The station or paper behind an author's name: `By Ada Quill | WXQZ`, `By Ada Quill, Larkfield Sun`.
  private static func outlet(_ pieces: [Substring]) -> String? {
    guard pieces.count == 2, let last = pieces.last, case .name = classify(pieces[0], nil)
    else { return nil }
    var author = pieces[0]
    if let opener = openers.first(where: { author.lowercased().hasPrefix($0 + " ") }) {
      author = author.dropFirst(opener.count + 1)
    }
    guard (2...4).contains(author.split(separator: " ").count),
      !AuthorField.hasOrganizationWord(String(author))
    else { return nil }
    // Letters by which stations in North America are called.
    let letters = last.prefix { $0.isLetter }
    let tail = last.dropFirst(letters.count).drop { "- ".contains($0) }
    if letters.count == 4, "KWC".contains(letters.first ?? " "),
      letters == letters.uppercased(),
      tail.isEmpty || ["TV", "FM", "AM", "DT", "News"].contains(tail)
    {
      return String(last)
    }
    let words = last.split(separator: " ")
    guard (2...5).contains(words.count), words[0].first?.isUppercase == true, let end = words.last,
      words.allSatisfy({ $0.first?.isUppercase == true || $0.count <= 3 })
    else { return nil }
    let start = words[0].count <= 3 ? words[1] : words[0]
    return outletEnds.contains(end.lowercased()) || outletStarts.contains(start.lowercased())
      ? String(last) : nil
  }

  /// The name in `AFP/Ada Quill` and `Ada Quill/AFP`: nothing else in the line.
  private static func slashName(_ line: String) -> String? {
    let parts = line.split(separator: "/", omittingEmptySubsequences: false).map(trimmed)
    guard parts.count == 2 else { return nil }
    return parts.first { if case .name = classify($0, nil) { true } else { false } }.map(
      String.init)
  }

  private static func classify(_ piece: Substring, _ language: String?) -> Field {
    var text = piece
    while true {
      let lower = text.lowercased()
      if labels.contains(lower) { return .label }
      guard
        let opener = openers.first(where: { lower.hasPrefix($0 + " ") })
      else { break }
      text = text.dropFirst(opener.count).drop { $0.isWhitespace }
    }
    while let last = text.last, ".*".contains(last), !text.dropLast().contains(".") {
      text.removeLast()
    }
    if let agency = AgencyNames.publishers[text] {
      return .agency(agency, isWeak: AgencyNames.publishers.isWeak(text, language: language))
    }
    if !text.contains("@"), let host = CreditLine.host(String(text)) { return .host(host) }
    if CityNames.known.isCity(text) { return .city(String(text)) }
    let words = text.split(whereSeparator: \.isWhitespace)
    // `PTI Mumbai`, `Reuters Staff`.
    for count in stride(from: min(3, words.count - 1), through: 1, by: -1) {
      let name = words.prefix(count).joined(separator: " ")
      guard let agency = AgencyNames.publishers[name] else { continue }
      let rest = words.dropFirst(count).joined(separator: " ")
      let isWeak = AgencyNames.publishers.isWeak(name)
      if CityNames.known.isCity(rest) { return .agency(agency, isWeak: isWeak, city: rest) }
      if staff.contains(rest.lowercased()) { return .agency(agency, isWeak: isWeak) }
      // `PTI Jan 16`
      if rest.contains(where: Dateline.isDigit), rest.count <= 30,
        words[count].contains(where: Dateline.isDigit) || DatelineFields.namesMonth(words[count])
      {
        return .agency(agency, isWeak: isWeak, isDated: true)
      }
    }
    if text.contains(where: Dateline.isDigit) {
      return text.count <= 40 && text.split(separator: " ").count <= 7 ? .date : .text
    }
    if words.count <= 3, words.allSatisfy({ labels.contains($0.lowercased()) }) { return .label }
    if text.contains(where: { !$0.isCased && $0.isLetter }) {
      return text.count <= 8 ? .name : .text
    }
    let isName =
      words.count <= 5
      && words.allSatisfy {
        $0.first?.isUppercase == true || $0.count <= 3 && $0.allSatisfy(\.isLetter)
      }
    return isName ? .name : .text
  }

  /// True for a line that begins with `By` or another word before an author.
  private static func hasOpener(_ line: String) -> Bool {
    let lower = line.lowercased()
    return openers.contains { lower.hasPrefix($0 + " ") || lower.hasPrefix($0 + ":") }
  }

  /// Parted at bars, commas, dashes between blanks, brackets, line ends, and colons that are no clock's.
  private static func pieces(_ line: String) -> [(text: Substring, endsInColon: Bool)] {
    var out: [(text: Substring, endsInColon: Bool)] = []
    var start = line.startIndex
    var index = start
    var before: Character = " "
    func take(_ end: String.Index, colon: Bool) {
      let text = trimmed(line[start..<end])
      if !text.isEmpty { out.append((text, colon)) }
    }
    while index < line.endIndex {
      let character = line[index]
      let after = line.index(after: index)
      let next = after < line.endIndex ? line[after] : " "
      var cuts = "|/·•;,，()（）【】〔〕[]／｜\n\t".contains(character)
      if "-–—―".contains(character) { cuts = before.isWhitespace && next.isWhitespace }
      let isColon =
        ":：".contains(character) && !(Dateline.isDigit(before) && Dateline.isDigit(next))
      if cuts || isColon {
        take(index, colon: isColon)
        start = after
      }
      before = character
      index = after
    }
    take(line.endIndex, colon: false)
    return out
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace || "-–—*".contains($0) }
    while let last = text.last, last.isWhitespace || "-–—".contains(last) { text.removeLast() }
    return text
  }

  private static let filter = NameFilter(AgencyNames.publishers.all)
  private static let labels = Set(RuleFile.origins["byline labels"])
  private static let outletStarts = Set(RuleFile.origins["outlet starts"])
  private static let outletEnds = Set(RuleFile.origins["outlet ends"])
  private static let helpers = Set(RuleFile.origins["helpers"])
  /// Labels that stand before a name without a colon.
  private static let openers = [
    "by", "from", "von", "par", "por", "di", "door", "av", "af", "przez", "source",
    "redacción", "redação", "redazione", "redaktion",
  ]
  /// What an agency's name may be followed by.
  private static let staff: Set<String> = [
    "staff", "writer", "writers", "reporter", "reporters", "correspondent", "news", "news agency",
    "agency", "newsroom", "desk", "editor", "service", "ajansı", "medical writer",
    "business writer",
    "sports writer", "science writer", "health writer", "political writer", "economics writer",
    "film writer", "entertainment writer", "technology writer", "national writer",
  ]
}
