internal import Bytes

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
    for end in izeEndings where word.count > end.count + 2 && ends(word, end) {
      word[word.count - end.count + 1] = UInt8(ascii: "z")
    }
    for end in yzeEndings where ends(word, end) {
      word[word.count - end.count + 1] = UInt8(ascii: "z")
    }
    if word.count >= 5 { replace("our", "or", in: &word) }
    for (british, american) in endings where ends(word, british) {
      word.removeLast(british.count)
      word += american
    }
    for end in doubledEndings {
      let before = word.count - end.count - 1
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

  private static let izeEndings = bytes(["ise", "ised", "ises", "ising", "iser", "isers"])
  private static let yzeEndings = bytes(["yse", "ysed", "yses", "ysing"])
  private static let doubledEndings = bytes(["led", "ling", "ler", "lers", "lor", "lors"])
  private static let endings: [(british: [UInt8], american: [UInt8])] = [
    ("tre", "ter"), ("tres", "ters"), ("bre", "ber"), ("ogue", "og"), ("ogues", "ogs"),
    ("ence", "ense"), ("ences", "enses"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

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

  private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

  private static func ends(_ word: [UInt8], _ end: [UInt8]) -> Bool {
    word.count > end.count && word.suffix(end.count) == end[...]
  }

  private static func replace(_ part: StaticString, _ other: String, in word: inout [UInt8]) {
    guard let start = Find.position(of: part, in: word), start > 0 else { return }
    word.replaceSubrange(start..<(start + part.utf8CodeUnitCount), with: other.utf8)
  }
}
