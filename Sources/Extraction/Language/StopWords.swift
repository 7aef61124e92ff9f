/// The commonest words of languages that the character model does not know.
struct StopWords: Sendable {
  static let shared = StopWords()

  private var languages: [UInt64: Set<String>] = [:]

  private init() {
    for (language, words) in StopWords.table {
      for word in WordScanner.hashes(Array(words.utf8)) {
        languages[word, default: []].insert(language)
      }
    }
  }

  /// The language of which at least a sixteenth of the words are common words; nil for none.
  func language(of words: [UInt64]) -> String? {
    var hits: [String: Int] = [:]
    for word in words {
      for language in languages[word] ?? [] { hits[language, default: 0] += 1 }
    }
    let best = hits.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return best.flatMap { $0.value >= 4 && $0.value * 16 >= words.count ? $0.key : nil }
  }

  /// Words that hardly occur in the languages of the model.
  private static let table: [(String, String)] = [
    ("zu", "ukuthi ngoba futhi kodwa uma uthe uthi kanye lapho ukuze nje ngesikhathi khona lokhu"),
    ("xh", "ukuba kwaye kodwa xa kuba ukuze kunye loo apho kwakhona ngoku kule oko"),
    ("st", "hore joalo bona empa hape hoo haholo kapa ntho batho"),
    ("sw", "kwa katika kuwa hiyo huo wakati baada ambayo ambao pia hivyo"),
    ("so", "iyo oo waxaa uu aad lagu waa ayaa soo kale"),
    ("ha", "cewa kuma cikin wannan domin yana bayan wani"),
    ("tl", "ang mga hindi nang siya ito kung"),
    ("gl", "unha dunha nunha polo tamén máis galego"),
  ]
}
