/// British and American spelling: one form of both for comparing, and which of them a word has.
///
/// After the classes that style guides list (-our/-or, -re/-er, -ise/-ize, -yse/-yze, -ogue/-og,
/// -ence/-ense, doubled l, ae and oe); the form for comparing is no word and may be that of two words.
enum SpellingVariant {
  /// Which side of the Atlantic a spelling is used on.
  enum Side: Hashable { case british, american }

  /// The form for comparing of a folded word.
  static func neutral(_ word: [UInt8]) -> [UInt8] {
    guard word.count >= 4, word.allSatisfy({ $0 &- 0x61 < 26 }) else { return word }
    if let whole = wholeWords[word] { return whole }
    var word = word
    replace("isation", "ization", in: &word)
    for end in ["ise", "ised", "ises", "ising", "iser", "isers"]
    where word.count > end.utf8.count + 2 {
      if ends(word, end) { word[word.count - end.utf8.count + 1] = UInt8(ascii: "z") }
    }
    for end in ["yse", "ysed", "yses", "ysing"] where ends(word, end) {
      word[word.count - end.utf8.count + 1] = UInt8(ascii: "z")
    }
    if word.count >= 5 { replace("our", "or", in: &word) }
    for (british, american) in endings where ends(word, british) {
      word.removeLast(british.utf8.count)
      word += american.utf8
    }
    for end in ["led", "ling", "ler", "lers", "lor", "lors"] {
      let before = word.count - end.utf8.count - 1
      if ends(word, end), before > 2, word[before] == UInt8(ascii: "l") { word.remove(at: before) }
    }
    if word.count > 5 {
      replace("ae", "e", in: &word)
      replace("oe", "e", in: &word)
    }
    return word
  }

  /// The side of `word`, where `other` is the same word in the other spelling; nil where that cannot
  /// be told.
  static func side(of word: [UInt8], against other: [UInt8]) -> Side? {
    guard word != other else { return nil }
    // American forms are the neutral ones.
    let form = neutral(word)
    guard form == neutral(other) else { return nil }
    if word == form { return .american }
    if other == form { return .british }
    return word.count > other.count ? .british : word.count < other.count ? .american : nil
  }

  private static let endings: [(String, String)] = [
    ("tre", "ter"), ("tres", "ters"), ("bre", "ber"), ("ogue", "og"), ("ogues", "ogs"),
    ("ence", "ense"),
    ("ences", "enses"),
  ]

  private static let wholeWords: [[UInt8]: [UInt8]] = {
    let pairs = [
      ("programme", "program"), ("programmes", "programs"), ("grey", "gray"), ("cheque", "check"),
      ("cheques", "checks"), ("tyre", "tire"), ("tyres", "tires"), ("kerb", "curb"),
      ("plough", "plow"),
      ("sceptical", "skeptical"), ("jewellery", "jewelry"), ("aluminium", "aluminum"),
      ("licence", "license"),
      ("storey", "story"), ("storeys", "stories"), ("mould", "mold"), ("whilst", "while"),
      ("amongst", "among"),
      ("towards", "toward"), ("judgement", "judgment"), ("ageing", "aging"), ("enrol", "enroll"),
      ("fulfil", "fulfill"),
      ("instalment", "installment"), ("skilful", "skillful"), ("pyjamas", "pajamas"),
      ("moustache", "mustache"),
      ("axe", "ax"), ("practise", "practice"), ("practised", "practiced"),
      ("practising", "practicing"),
      ("learnt", "learned"), ("burnt", "burned"), ("spelt", "spelled"), ("dreamt", "dreamed"),
    ]
    return Dictionary(
      pairs.map { (Array($0.0.utf8), Array($0.1.utf8)) }, uniquingKeysWith: { first, _ in first })
  }()

  private static func ends(_ word: [UInt8], _ end: String) -> Bool {
    word.count > end.utf8.count && word.suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  private static func replace(_ part: String, _ other: String, in word: inout [UInt8]) {
    if let range = word.firstRange(of: Array(part.utf8)), range.lowerBound > 0 {
      word.replaceSubrange(range, with: other.utf8)
    }
  }
}
