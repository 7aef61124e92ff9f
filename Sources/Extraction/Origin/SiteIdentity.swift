/// The site that shows an article, by all names that are known of it: what it says of itself is no origin.
struct SiteIdentity {
  /// Folded names.
  private let names: Set<String>
  /// Folded parts of the page's title beside the headline: the site's name is among them.
  private let titles: [String]
  private let hosts: [String]
  /// The labels of its hosts that a name may stand for: `apnews`, `pln` and `pskov`.
  private let labels: Set<String>

  /// Names by which the page calls its own front page, folded.
  private let homeNames: Set<String>
  /// The name that the page shows as its site's; data about publishers may name an agency.
  private let shownName: String?

  init(
    names: some Sequence<String>, shownName: String? = nil, titles: [String] = [], hosts: [String],
    homeNames: [String] = []
  ) {
    self.homeNames = Set(homeNames.map { NameFolding.key($0) }.filter { !$0.isEmpty })
    self.names = Set(names.map { NameFolding.key($0) }.filter { !$0.isEmpty })
    self.shownName = shownName.map { NameFolding.key($0) }
    self.titles = titles.map { NameFolding.key($0) }.filter { $0.utf8.count >= 4 }
    self.hosts = hosts
    var labels: Set<String> = []
    for host in hosts {
      guard let label = Self.registered(host).first else { continue }
      labels.insert(NameFolding.key(String(label)))
      for part in label.split(separator: "-") { labels.insert(NameFolding.key(String(part))) }
    }
    labels.remove("")
    self.labels = labels
  }

  /// Whether an agency, a paper or a host of that name is the site itself.
  func isOwn(_ name: String) -> Bool {
    let known = AgencyNames.publishers
    let forms = AgencyNames.publishers[name].map(known.forms) ?? []
    if let agency = known[name], isHost(of: known.hosts(of: agency)) { return true }
    for form in forms where isNamed(NameFolding.key(form), isAgency: true) { return true }
    if let host = CreditLine.host(name) {
      let label = Self.registered(host).first.map { NameFolding.key(String($0)) } ?? ""
      return isOwn(host: host) || isTransliterated(label)
    }
    if !forms.isEmpty { return false }
    let key = NameFolding.key(name)
    // Hosts write `ä` as `ae`, where folding makes it `a`.
    let spelled = NameFolding.key(Self.spelled(name))
    return isNamed(key, isAgency: false) || isShortened(name) || isTransliterated(key)
      || spelled != key && isNamed(spelled, isAgency: false)
  }

  /// Whether a host is one of the site's, or one of the same name under another domain.
  func isOwn(host: String) -> Bool {
    if hosts.contains(where: { Self.registered($0) == Self.registered(host) }) { return true }
    guard let first = Self.registered(host).first else { return false }
    let label = NameFolding.key(String(first))
    let isLike = labels.contains {
      $0 == label
        || min($0.count, label.count) >= 5
          && ($0.hasSuffix(label) || label.hasSuffix($0) || $0.hasPrefix(label)
            || label.hasPrefix($0))
    }
    return isLike || names.contains(label) || names.contains(NameFolding.key(host))
      || names.contains {
        min($0.count, label.count) >= 5
          && ($0.hasPrefix(label) || label.hasPrefix($0) || $0 == "the" + label)
      }
  }

  private func isHost(of others: [String]) -> Bool {
    hosts.contains { host in others.contains { host == $0 || host.hasSuffix("." + $0) } }
  }

  /// Whether the site has that name, whole or with a word such as `news` behind it.
  private func isNamed(_ key: String, isAgency: Bool) -> Bool {
    let key = key.hasPrefix("the") && key.utf8.count > 7 ? String(key.dropFirst(3)) : key
    guard key.utf8.count >= 2 else { return false }
    let own =
      Array(labels) + Array(homeNames)
      + (isAgency && !hosts.isEmpty ? [shownName].compactMap(\.self) : Array(names) + titles)
    return own.contains { whole in
      let whole =
        whole.hasPrefix("the") && whole.utf8.count > 7 ? String(whole.dropFirst(3)) : whole
      if whole == key { return true }
      for (long, short) in [(whole, key), (key, whole)] where long.hasPrefix(short) {
        let rest = String(long.dropFirst(short.count))
        if Self.generic.contains(rest) { return true }
        if !isAgency, short.utf8.count >= 6 { return true }
      }
      // `新浪财经` and `新浪网`: the name before the word for what it is.
      for (long, short) in [(whole, key), (key, whole)] {
        for end in Self.genericEnds where short.hasSuffix(end) && short.count - end.count >= 2 {
          if long.hasPrefix(short.dropLast(end.count)) { return true }
        }
      }
      return false
    }
  }

  /// Letters with marks as two: German and the Nordic languages write them so where they must.
  private static func spelled(_ name: String) -> String {
    name.lowercased().reduce(into: "") { out, letter in
      out += spellings[letter] ?? String(letter)
    }
  }

  private static let spellings: [Character: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae",
  ]

  /// `ПЛН` for `Псковская Лента Новостей`.
  private func isShortened(_ name: String) -> Bool {
    let words = name.split { !$0.isLetter && !$0.isNumber }
    guard words.count >= 2, words.count <= 6 else { return false }
    let initials = words.compactMap(\.first).map { String($0).lowercased() }.joined()
    return initials.count >= 2
      && (labels.contains(initials) || titles.contains(initials)
        || labels.contains(Self.latin(initials)))
  }

  private func isTransliterated(_ key: String) -> Bool {
    let latin = Self.latin(key)
    guard latin != key, latin.utf8.count >= 4 else { return false }
    return labels.contains { label in
      let label = Self.latin(label)
      return label == latin
        || min(label.count, latin.count) >= 5 && (label.hasPrefix(latin) || latin.hasPrefix(label))
    }
  }

  /// Cyrillic letters as hosts write them; different ways to write one sound become one.
  private static func latin(_ key: String) -> String {
    key.reduce(into: "") { out, letter in out += table[letter] ?? String(letter) }
      .replacing("kh", with: "h").replacing("ks", with: "x")
  }

  private static let table: [Character: String] = [
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "є": "e", "w": "v", "y": "i", "j": "i",
  ]

  /// What may stand behind a name without another one being meant.
  private static let generic: Set<String> = [
    "news", "online", "agency", "newsagency", "wire", "net", "com", "de", "at", "ru", "tv", "web",
    "nachrichten", "presse", "press", "media", "group", "gmbh", "inc", "ltd", "ag", "info", "org",
    "网", "網", "新闻", "新聞", "网站", "在线", "日报", "电子报",
  ]
  private static let genericEnds = ["新闻网", "新聞網", "网", "網", "在线"]

  /// The last two labels of a host, three where the last but one is short, as in `co.uk`.
  static func registered(_ host: String) -> [Substring] {
    let labels = host.split(separator: ".")
    let isShort = labels.count > 2 && labels[labels.count - 2].count <= 3
    return Array(labels.suffix(isShort ? 3 : 2))
  }
}
