import Bytes

/// The start of a text in a script with blanks, cut at signs into fields of which each is a location, a
/// date or an agency.
struct DatelineFields {
  private(set) var dateline: Dateline?

  private enum Field: Equatable {
    case location(String), agency(String)
    /// `isReal`: it names a month, or has day, month and year.
    case date(isReal: Bool)
    /// Letters in brackets that a station calls itself, or a site's address.
    case station(isHost: Bool)
    /// Small letters in brackets behind a city: an agency that is not known, or somebody's initials.
    case letters
    /// A country or state in brackets: it says that what stands before is a location.
    case region
  }

  /// How the fields are set off from the text.
  private enum Ending { case dash, colon, stop, bracket }

  private let head: String
  private let context: DatelineContext
  private var entries: [(field: Field, isBracketed: Bool)] = []
  private var depth = 0
  private var end: String.Index

  init?(_ head: String, _ context: DatelineContext = DatelineContext()) {
    self.head = head
    self.context = context
    end = head.startIndex
    guard
      head.first.map({ $0.isUppercase || "(/".contains($0) || !$0.isCased && $0.isLetter })
        == true
    else { return nil }
    guard let ending = read() else { return nil }
    dateline = made(ending)
    if dateline == nil { return nil }
  }

  // MARK: Reading

  /// Takes fields as long as they are part of a dateline, up to what sets it off from the text.
  private mutating func read() -> Ending? {
    var index = head.startIndex
    var hasDash = false
    while entries.count < 8 {
      let start = index
      var count = 0
      while index < head.endIndex, !isBreak(index) {
        index = head.index(after: index)
        count += 1
        // No field is as long.
        if count > 60 { return hasDash && hasAgency ? .dash : nil }
      }
      let text = Self.trimmed(head[start..<index])
      guard index < head.endIndex, text.isEmpty || take(text) else {
        // `(AP) — A crane fell`: the agency alone.
        return hasDash && hasAgency ? .dash : nil
      }
      let (signs, after) = signs(index)
      end = after
      if hasDash, hasLocation { return .dash }
      if let ending = ending(signs, after, &hasDash) { return ending }
      index = after
    }
    return nil
  }

  private mutating func take(_ text: String) -> Bool {
    if depth == 0, let (location, date) = Self.dated(text) {
      entries.append((.location(location), false))
      entries.append((.date(isReal: Self.namesMonth(date)), false))
      return true
    }
    guard let field = classify(text, isBracketed: depth > 0) else { return false }
    entries.append((field, depth > 0))
    return true
  }

  /// `NEW YORK February 3`: no sign parts location and date.
  static func dated(_ text: String) -> (location: String, date: String)? {
    let words = text.split(separator: " ")
    let isNumber = { (word: Substring) in word.allSatisfy { Dateline.isDigit($0) } }
    guard (3...6).contains(words.count),
      let start = words.indices.dropFirst().first(where: {
        isNumber(words[$0]) || namesMonth(words[$0])
      }), words.count - start >= 2,
      words[start...].allSatisfy({ isNumber($0) || namesMonth($0) }),
      words[start...].contains(where: isNumber), words[start...].contains(where: { namesMonth($0) })
    else { return nil }
    let city = words[..<start].joined(separator: " ")
    guard
      city == city.uppercased() && city != city.lowercased() || CityNames.known.isCity(city)
    else { return nil }
    return (city, words[start...].joined(separator: " "))
  }

  /// The signs and blanks at an index, which close and open brackets, and where they end.
  private mutating func signs(_ index: String.Index) -> (String, String.Index) {
    var index = index
    var signs = ""
    while index < head.endIndex, head[index].isWhitespace || Self.isSign(head[index]) {
      // A bracket behind a dash begins the text.
      if head[index] == "(" { depth += 1 }
      if head[index] == ")" { depth = max(0, depth - 1) }
      signs.append(head[index])
      index = head.index(after: index)
    }
    return (signs, index)
  }

  /// How the dateline ends at some signs; nil where it goes on.
  private func ending(_ signs: String, _ after: String.Index, _ hasDash: inout Bool) -> Ending? {
    if depth == 0, signs.contains(where: { "—–-―‒−".contains($0) }) {
      hasDash = true
      guard hasLocation else { return nil }
      if case .agency = next(after) { return hasAgency ? .dash : nil }
      return .dash
    }
    if depth > 0 { return nil }
    if signs.contains(":") { return .colon }
    let goesOn =
      switch next(after) {
      case .agency: true
      // `Freitag der 32. Woche` begins a sentence.
      case .date(let isReal): isReal || Dateline.isDigit(head[after])
      default: false
      }
    if signs.contains("."), !signs.contains("("), !signs.contains(","), !goesOn { return .stop }
    if signs.contains(")"), hasAgency || hasHost, !goesOn { return .bracket }
    return nil
  }

  /// The field at an index.
  private func next(_ start: String.Index) -> Field? {
    var index = start
    while index < head.endIndex, !isBreak(index) { index = head.index(after: index) }
    guard index < head.endIndex else { return nil }
    return classify(Self.trimmed(head[start..<index]), isBracketed: false)
  }

  private var hasAgency: Bool {
    entries.contains { if case .agency = $0.field { true } else { false } }
  }
  private var hasHost: Bool { entries.contains { $0.field == .station(isHost: true) } }
  private var hasCity: Bool {
    entries.contains { entry in
      if case .location(let name) = entry.field { CityNames.known.isCity(name) } else { false }
    }
  }
  private var hasLocation: Bool {
    entries.contains { if case .location = $0.field { true } else { false } }
  }

  // MARK: Judging

  private func made(_ ending: Ending) -> Dateline? {
    var agency: String?
    var locations: [String] = []
    var hasRealDate = false
    var hasDate = false
    var isAside = false
    var isInRegion = false
    let isDated = entries.contains { $0.field == .date(isReal: true) }
    for entry in entries {
      switch entry.field {
      case .agency(let name): agency = agency ?? name
      case .date(let isReal):
        hasDate = true
        hasRealDate = hasRealDate || isReal
        if entry.isBracketed, !isDated { isAside = true }
      case .station, .letters: break
      case .region: isInRegion = true
      case .location(let name):
        if entry.isBracketed {
          isAside = true
        } else if locations.count < 3 {
          locations.append(name)
        }
      }
    }
    guard !entries.isEmpty, end > head.startIndex else { return nil }
    // `THURSDAY, Dec. 15 (HealthDay News) --`
    locations.removeAll { Self.notLocations.contains($0.lowercased()) }
    // `Varde, Hessen/Stuttgart`: two locations, of which the first has its state beside it.
    let hasRegion = locations.count >= 2 && CityNames.known.isRegion(locations[1])
    if locations.count == 3, hasRegion { locations.remove(at: 1) }
    if locations.count > 2 { locations.removeLast() }
    let location = locations.isEmpty ? nil : Self.location(locations)
    let text = Self.trimmed(head[..<end])
    if agency != nil {
      let isSet = ending == .dash ? location != nil || startsSentence : location != nil || hasDate
      guard isSet else { return nil }
      return Dateline(location: location, agency: agency, text: text)
    }
    guard let first = locations.first, !isAside, !Self.notLocations.contains(first.lowercased()),
      isBelieved(
        first, locations, ending, hasRegion: hasRegion || isInRegion, hasDate: hasDate,
        hasRealDate: hasRealDate)
    else { return nil }
    return Dateline(location: location, agency: nil, text: text)
  }

  /// Whether words without an agency are a dateline: by capitals, a date, or a known city.
  private func isBelieved(
    _ first: String, _ locations: [String], _ ending: Ending, hasRegion: Bool, hasDate: Bool,
    hasRealDate: Bool
  ) -> Bool {
    let isCapitals = first == first.uppercased() && first != first.lowercased() && first.count >= 4
    let hasStation = hasHost || entries.contains { $0.field == .station(isHost: false) }
    switch ending {
    case .dash:
      if hasStation {
        return isCapitals && (locations.count > 1 || hasCallSign) || context.knows(first)
      }
      // `FINES FOR FORGED TICKETS – FIVE YEARS!`
      if isCapitals, isAllCapitals { return false }
      if hasRegion, startsSentence, !hasDate,
        !goesOnWithDash, !first.contains(" ") || context.knows(first)
      {
        return true
      }
      // `Am Montag (12. Oktober) – so der Rat`
      let isDateBracketed = entries.contains { $0.isBracketed && $0.field == .date(isReal: true) }
      if isCapitals || hasRealDate && !isDateBracketed { return true }
      if isDateBracketed { return context.knows(first) }
      return startsSentence && (hasDate || !goesOnWithDash) && CityNames.known.isCity(first)
    case .colon:
      guard startsSentence, !hasDate, !hasStation, context.knows(first) else { return false }
      return isCapitals || context.language.hasPrefix("en")
    case .stop:
      guard startsSentence, !hasStation else { return false }
      if hasRealDate { return true }
      guard !hasDate, context.language.hasPrefix("de") else { return false }
      // `Varde, Hessen. Der Rat …`: the state says that the other is a location.
      if hasRegion { return true }
      return locations.allSatisfy(context.knows)
    case .bracket: return hasHost && startsSentence && context.knows(first)
    }
  }

  /// Letters that a station is called by.
  private var hasCallSign: Bool {
    guard startsSentence, let open = head[..<end].firstIndex(of: "(") else { return false }
    return head[open..<end].split { !$0.isLetter && !$0.isNumber }.contains { word in
      (3...4).contains(word.count) && "KWC".contains(word.first ?? " ")
        && word.allSatisfy(\.isUppercase) || word.hasSuffix("News") || word.hasSuffix("NewsNow")
    }
  }

  /// True for a line without a small letter behind the dash, too.
  private var isAllCapitals: Bool {
    let rest = head[end...]
    return rest.count { $0.isUppercase } >= 4 && !rest.contains { $0.isLowercase }
  }

  /// True where a sentence begins behind the dateline, or the text ends.
  private var startsSentence: Bool {
    let rest = head[end...].drop { "\"“”„«»'‘’¿¡‚[".contains($0) || $0.isWhitespace }
    guard let first = rest.first else { return true }
    return first.isUppercase || !first.isCased && first.isLetter || Dateline.isDigit(first)
  }

  /// True where another dash closes an aside: `Berlin – die Stadt – ist`.
  private var goesOnWithDash: Bool {
    head[end...].prefix(60).contains { "—–".contains($0) }
  }

  private func classify(_ text: String, isBracketed: Bool) -> Field? {
    // `Andina – ein Land`: a name that means other things needs a bracket or a location before it.
    if let agency = AgencyNames.known[text],
      isBracketed || !entries.isEmpty
        || !AgencyNames.known.isWeak(text, language: context.language)
    {
      return .agency(agency)
    }
    let words = text.split(separator: " ")
    if isBracketed, CityNames.known.isRegion(text) || CityNames.known.isCountry(text) {
      return .region
    }
    // `CNN Business`: an agency's desk by its name.
    if isBracketed, (2...3).contains(words.count), !AgencyNames.known.isWeak(words[0]),
      let agency = AgencyNames.known[words[0]], words.allSatisfy({ $0.first?.isUppercase == true })
    {
      return .agency(agency)
    }
    if isBracketed, Self.isStation(words) { return .station(isHost: false) }
    // `JAKARTA, harbour.example -`
    if !entries.isEmpty, !text.hasSuffix("."), text.count(where: \.isLetter) >= 6,
      CreditLine.host(text) != nil
    {
      return .station(isHost: true)
    }
    // `dpa/lno`: an agency's desk, or somebody's initials.
    if isBracketed, hasAgency || hasHost, text.count <= 4, text.allSatisfy(\.isLowercase) {
      return .station(isHost: false)
    }
    if isBracketed, hasCity, (2...6).contains(text.count),
      text.allSatisfy({ $0.isLowercase && $0.isASCII })
    {
      return .letters
    }
    if text.contains(where: Dateline.isDigit) {
      guard words.count <= 5, text.count <= 24, text.count(where: Dateline.isDigit) <= 8 else {
        return nil
      }
      let digits = text.count(where: Dateline.isDigit)
      return .date(isReal: Self.namesMonth(text) || digits >= 5)
    }
    guard words.count <= 4, text.count <= 40 else { return nil }
    // `Oct`: a month cut from its day by the full stop of its abbreviation.
    if words.count == 1, !entries.isEmpty, Self.namesMonth(text) { return .date(isReal: true) }
    let isName = words.allSatisfy { word in
      word.first.map { $0.isUppercase || !$0.isCased && $0.isLetter } == true
        || Self.connectors.contains(word.lowercased())
    }
    let isCased = text.contains(where: \.isCased)
    guard isName, isCased || words.count <= 2 else { return nil }
    return .location(text)
  }

  /// `KGO`, `NEWS10`, `FOX 5`, `KSN News`.
  private static func isStation(_ words: [Substring]) -> Bool {
    guard words.count <= 3, let first = words.first, (2...14).contains(first.count) else {
      return false
    }
    // `HawaiiNewsNow`
    if words.count == 1, first.dropFirst().contains(where: \.isUppercase),
      first.contains(utf8: "News"),
      first.allSatisfy({ $0.isASCII && $0.isLetter })
    {
      return true
    }
    return first == first.uppercased() && first.contains { $0.isLetter }
      && first.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-&".contains($0)) }
      && words.dropFirst().allSatisfy {
        $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
  }

  /// True for a text with a month's name in it.
  static func namesMonth(_ text: some StringProtocol) -> Bool {
    text.split { !$0.isLetter }.contains { word in
      DateNames.month(DateWords.folded(Array(word.lowercased().utf8)), language: []) != nil
    } || text.contains("月")
  }

  // MARK: Signs

  /// True where a field ends: at a sign that is no part of a name.
  private func isBreak(_ index: String.Index) -> Bool {
    let character = head[index]
    guard Self.isSign(character) else { return false }
    let after = head.index(after: index)
    let next = after < head.endIndex ? head[after] : " "
    let before = index > head.startIndex ? head[head.index(before: index)] : " "
    switch character {
    case "-": return before.isWhitespace || next.isWhitespace || before == "." || before == ")"
    case ".":
      // `St. Louis` and `D.C. (AP)`: the full stop of an abbreviation.
      let start = head[..<index].lastIndex { $0.isWhitespace || $0 == "(" }
      let word = head[(start.map { head.index(after: $0) } ?? head.startIndex)..<index]
      let isShort = word.count <= 2 && word.allSatisfy(\.isLetter) || word.contains(".")
      return (next.isWhitespace || Self.isSign(next)) && !isShort
    case ":": return next.isWhitespace
    default: return true
    }
  }

  private static func isSign(_ character: Character) -> Bool {
    guard let value = character.unicodeScalars.first?.value else { return false }
    switch value {
    // , . ( ) / = : |
    case 0x2C, 0x2E, 0x28, 0x29, 0x2F, 0x3D, 0x3A, 0x7C: return true
    // The hyphen, dashes, the minus sign.
    case 0x2D, 0x2012...0x2015, 0x2212: return true
    default: return false
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Location and country as one, capitals only at the start of words.
  static func location(_ parts: [String]) -> String {
    parts.enumerated().map { number, part in
      if number > 0, let state = CityNames.known.state(part) { return state }
      guard part == part.uppercased(), part.count > 3 else { return part }
      return part.split(separator: " ").map { word in
        word.dropLast().contains(".")
          ? String(word)
          : word.split(separator: "-").map { $0.prefix(1) + $0.dropFirst().lowercased() }
            .joined(separator: "-")
      }.joined(separator: " ")
    }.joined(separator: ", ")
  }

  private static let notLocations = Set(RuleFile.origins["not locations"])
  /// Small words inside of names of locations.
  private static let connectors: Set<String> = [
    "de", "del", "la", "las", "el", "los", "do", "da", "dos", "das", "di", "al", "an", "der", "am",
    "auf", "im", "in", "of", "the", "upon", "sur", "sous", "les", "le", "ob", "bei", "na", "nad",
    "and", "y", "e", "et", "und", "near",
  ]
}
