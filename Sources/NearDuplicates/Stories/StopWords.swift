/// English words that tell nothing about what a news article is about: function words, and the words
/// of news itself (who said what on which day).
///
/// Other languages do without: what is frequent there weighs little as soon as it has been counted.
enum StopWords {
  private static let list = """
    a an the and or but if of in on at to for from by with as is are was were be been being have has
    had do does did will would can could may might must shall should not no nor so than that this
    these those it its he his him she her they their them we our us you your i me my who whom which
    what when where why how all any both each few more most other some such only own same too very
    just also there here then once about after again against before between into through during
    above below up down out off over under further while because until s t said says say mr mrs ms
    new one two three first last year years people time make made told according mon tue monday
    tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec day days
    week weeks month months today yesterday like get got go going went come came take took see now
    many much even well back since still way another around however including per percent million
    billion dont didnt wont cant isnt wasnt hes shes its thats
    """

  /// Open addressing by the hash itself, at most a third full.
  static let slots: [UInt64] = {
    var slots = [UInt64](repeating: 0, count: 1024)
    for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      var text = FoldedText()
      text.append(paragraph: String(word).utf8Span.span)
      for folded in text.words {
        var slot = Int(truncatingIfNeeded: folded.hash) & 1023
        while slots[slot] != 0 { slot = (slot + 1) & 1023 }
        slots[slot] = folded.hash
      }
    }
    return slots
  }()

  /// Whether a folded word is one of those in `slots`.
  @inline(__always)
  static func contains(_ hash: UInt64, in slots: Span<UInt64>) -> Bool {
    var slot = Int(truncatingIfNeeded: hash) & 1023
    while slots[slot] != 0 {
      if slots[slot] == hash { return true }
      slot = (slot + 1) & 1023
    }
    return false
  }
}
