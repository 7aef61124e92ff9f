import Unicode

/// The beginning of a text as far as its language is asked for.
struct LanguageSample {
  /// Letters, marks and what stands between them.
  private(set) var scalars: [UInt32] = []
  private(set) var letterCount = 0
  /// Hashes of its words, folded.
  private(set) var words: [UInt64] = []
  /// The script of most letters, kana counted as Han.
  private(set) var script = UnicodeScript.latin
  private var counts = [Int](repeating: 0, count: UnicodeScript.allCases.count)

  /// Reads `text`, UTF-8, until `letterLimit` letters of its main script are seen, four times as
  /// many of any.
  init(_ text: some Sequence<UInt8>, letterLimit: Int) {
    let properties = UnicodeScalarProperties.shared
    let bytes = Array(text.prefix(letterLimit * 16))
    var all: [(scalar: UInt32, script: UnicodeScript)] = []
    all.reserveCapacity(min(bytes.count, letterLimit * 8))
    func add(_ scalar: UInt32) {
      let isLetter = properties.isLetter(scalar)
      let script = isLetter ? properties.script(scalar) : .common
      if isLetter { counts[Int(script.rawValue)] += 1 }
      all.append((scalar, script))
    }
    if bytes.allSatisfy({ $0 < 0x80 }) {
      for byte in bytes { add(UInt32(byte)) }
    } else {
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { add(scalar.value) }
    }
    script = mainScript
    scalars.reserveCapacity(all.count)
    for entry in all {
      if entry.script != .common {
        guard LanguageSample.group(entry.script) == script else { continue }
        letterCount += 1
      }
      scalars.append(entry.scalar)
      if letterCount >= letterLimit { break }
    }
    words = WordScanner.hashes(bytes, limit: 200)
    assert(letterCount <= letterLimit)
  }

  private func count(_ script: UnicodeScript) -> Int { counts[Int(script.rawValue)] }

  /// An ideograph says as much as two letters, and stands among Latin names more often than not.
  private var mainScript: UnicodeScript {
    var best = (script: UnicodeScript.latin, count: 0)
    let han = count(.han) + count(.hiragana) + count(.katakana) + count(.bopomofo)
    for script in UnicodeScript.allCases where script != .common && script != .inherited {
      let letters = script == .han ? han * 2 : script == .hangul ? count(script) * 2 : count(script)
      if LanguageSample.group(script) == script, letters > best.count { best = (script, letters) }
    }
    return best.script
  }

  private static func group(_ script: UnicodeScript) -> UnicodeScript {
    switch script {
    case .hiragana, .katakana, .bopomofo: .han
    default: script
    }
  }

  /// The language that the script alone speaks for; nil for scripts that several share.
  func languageOfScript(declared: String?) -> String? {
    if script == .han {
      let kana = count(.hiragana) + count(.katakana)
      return kana * 20 >= count(.han) + kana ? "ja" : declared == "yue" ? "yue" : "zh"
    }
    guard let codes = LanguageSample.languages[script] else { return nil }
    return declared.flatMap { codes.contains($0) ? $0 : nil } ?? codes.first
  }

  /// Languages of scripts of their own, the most widely printed first.
  private static let languages: [UnicodeScript: [String]] = [
    .greek: ["el", "grc"], .armenian: ["hy"], .hebrew: ["he", "yi"], .syriac: ["syr"],
    .thaana: ["dv"], .bengali: ["bn", "as"], .gurmukhi: ["pa"], .gujarati: ["gu"],
    .oriya: ["or"], .tamil: ["ta"], .telugu: ["te"], .kannada: ["kn"], .malayalam: ["ml"],
    .sinhala: ["si"], .thai: ["th"], .lao: ["lo"], .tibetan: ["bo", "dz"], .myanmar: ["my"],
    .georgian: ["ka"], .hangul: ["ko"], .ethiopic: ["am", "ti"], .khmer: ["km"],
    .mongolian: ["mn"],
  ]
}
