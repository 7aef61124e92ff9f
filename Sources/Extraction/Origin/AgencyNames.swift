/// News agencies, and papers whose texts others reprint, by the names under which texts quote them.
struct AgencyNames: Sendable {
  /// Names in capitals as written, all others in lower case; each with the agency's name.
  private var names: [String: String] = [:]
  /// Names that mean other things, too, with the languages of texts in which they do not.
  private var weak: [String: [String]] = [:]
  /// By the agency's name: all names, and the hosts of its own pages.
  private var forms: [String: [String]] = [:]
  private var hosts: [String: [String]] = [:]
  /// The name under which those are kept, for one in other characters.
  private var main: [String: String] = [:]
  /// Names written in small letters throughout, which some papers set in capitals.
  private var small: Set<String> = []
  /// Weak names with a capital, without which they are a word of the language, in lower case.
  private var capitalized: Set<String> = []
  /// The longest name, in characters.
  private(set) var longest = 0

  init(_ lines: [String]) {
    for line in lines {
      let parts = line.split(separator: "|").map { Self.folded($0) }
      guard let first = parts.first else { continue }
      let name = Self.form(first).name
      for part in parts {
        if part.hasPrefix("@") {
          hosts[name, default: []].append(String(part.dropFirst()))
          continue
        }
        let (form, language) = Self.form(part)
        if let language {
          weak[Self.key(form), default: []] += language.isEmpty ? [] : [language]
          if form.first?.isUppercase == true, !Self.isCapitals(form) {
            capitalized.insert(form.lowercased())
          }
        }
        if form == form.lowercased(), form.contains(where: \.isCased) { small.insert(form) }
        forms[name, default: []].append(form)
        // A page in traditional characters keeps them in the name of a paper.
        let isOwnName = !form.contains(where: \.isCased) && !name.contains(where: \.isCased)
        names[Self.key(form)] = isOwnName ? form : name
        if isOwnName, form != name { main[form] = name }
        longest = max(longest, form.count)
      }
    }
  }

  /// The agency of that name; nil for anything else.
  subscript(_ text: some StringProtocol) -> String? {
    guard text.utf8.count <= longest * 4 else { return nil }
    let text = Self.folded(text)
    guard !text.isEmpty, text.count <= longest else { return nil }
    return key(of: text).flatMap { names[$0] }
  }

  /// The key under which a name is known; nil for anything else.
  ///
  /// Five letters in capitals are an abbreviation, and none of a name that has small ones but for an
  /// agency's that stands in small letters by itself.
  private func key(of text: String) -> String? {
    let lower = text.lowercased()
    if names[text] != nil {
      return text == lower && capitalized.contains(lower) && text.first?.isCased == true
        ? nil : text
    }
    guard names[lower] != nil, !capitalized.contains(lower) || text.first?.isUppercase == true
    else { return nil }
    return text.count > 5 || !Self.isCapitals(text) || small.contains(lower) ? lower : nil
  }

  /// True for a name that means other things, too, such as `APP`; in a text of its own language it may not.
  func isWeak(_ text: some StringProtocol, language: String? = nil) -> Bool {
    guard let key = key(of: Self.folded(text)), let own = weak[key] else { return false }
    return !own.contains { language?.hasPrefix($0) == true }
  }

  /// The same for letters that stand small in a text: there a weak name is only known in its own language.
  func isUsual(_ text: some StringProtocol, language: String?) -> Bool {
    guard let key = key(of: Self.folded(text)), let own = weak[key], !own.isEmpty,
      text.allSatisfy(\.isLowercase)
    else { return true }
    return own.contains { language?.hasPrefix($0) == true }
  }

  /// A name, and for a weak one its language, which may be empty.
  private static func form(_ part: String) -> (name: String, language: String?) {
    guard part.hasPrefix("?") else { return (part, nil) }
    let rest = part.dropFirst()
    guard let colon = rest.firstIndex(of: ":") else { return (String(rest), "") }
    return (String(rest[rest.index(after: colon)...]), String(rest[..<colon]))
  }

  /// All names of an agency; none for what is no agency's name.
  func forms(of agency: String) -> [String] { forms[main[agency] ?? agency] ?? [] }

  /// The hosts of an agency's own pages.
  func hosts(of agency: String) -> [String] { hosts[main[agency] ?? agency] ?? [] }

  /// The agency whose own pages a host serves; nil where none is known.
  func owner(ofHost host: String) -> String? {
    hosts.first { $0.value.contains { host == $0 || host.hasSuffix("." + $0) } }?.key
  }

  /// The agency whose name stands alone between blanks or signs somewhere in a text, the longest name
  /// first.
  func found(in text: some StringProtocol) -> String? {
    let words = text.split { !$0.isLetter && !$0.isNumber && !"-./’'".contains($0) }
    for count in stride(from: min(4, words.count), through: 1, by: -1) {
      for start in 0...(words.count - count) {
        let name = Self.withoutEnd(words[start..<start + count].joined(separator: " "))
        if !isWeak(name), let agency = self[name] { return agency }
      }
    }
    return nil
  }

  /// The agency with whose name a text ends that has no blanks between words, and what is before.
  func suffix(of text: some StringProtocol) -> (rest: String, agency: String)? {
    let text = String(text)
    for count in stride(from: min(longest, text.count), through: 2, by: -1) {
      if let agency = self[text.suffix(count)] { return (String(text.dropLast(count)), agency) }
    }
    return nil
  }

  /// The agency with whose name a text begins that has no blanks between words, and what is behind.
  func prefix(of text: some StringProtocol) -> (agency: String, rest: String)? {
    let text = String(text)
    for count in stride(from: min(longest, text.count), through: 2, by: -1) {
      if let agency = self[text.prefix(count)] { return (agency, String(text.dropFirst(count))) }
    }
    return nil
  }

  private static func key(_ name: String) -> String { isCapitals(name) ? name : name.lowercased() }

  /// True for letters of a script with two cases, none of them small.
  private static func isCapitals(_ text: String) -> Bool {
    text == text.uppercased() && text != text.lowercased()
  }

  private static func withoutEnd(_ text: String) -> Substring {
    var text = text[...]
    while let last = text.last, ".-/’'".contains(last) { text.removeLast() }
    return text
  }

  private static func folded(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// All names of all agencies.
  var all: some Sequence<String> { forms.values.joined() }

  /// News agencies only.
  static let known = AgencyNames(RuleFile.origins["agencies"])
  /// Agencies, and papers whose texts are reprinted.
  static let publishers = AgencyNames(RuleFile.origins["agencies"] + RuleFile.origins["papers"])
}
