import Unicode

extension LanguageModel {
  /// The place of a language in `languages` by its code, or nil.
  package func index(of code: String) -> Int? { languages.firstIndex { $0.code == code } }

  /// What `scalars` cost in one language, in units of `bitsPerUnit`.
  ///
  /// To judge a repair, compare the cost of the damaged and of the repaired text in the *same*
  /// language, best the one that the surrounding text is in; `bestLanguage(for:)` names it. The
  /// cost counts from a word's start and does not count the end.
  package func cost(of scalars: Span<UInt32>, in language: Int) -> Int {
    cost(of: SlottedText(scalars, self), in: language)
  }

  /// What a text costs in one language that has been slotted for several.
  package func cost(of text: SlottedText, in language: Int) -> Int {
    let language = languages[language]
    let symbols = language.symbolOfSlot.span
    var total = text.sharedCost
    if language.isIdeographic {
      for slot in text.slots { total += Int(symbols[Int(slot)]) }
      return total
    }
    let (rowStarts, costs) = (language.rowStarts.span, language.costs.span)
    let symbolCount = language.symbolCount
    var (first, second) = (0, 0)
    for slot in text.slots {
      let symbol = Int(symbols[Int(slot)])
      total += Int(costs[Int(rowStarts[first &* symbolCount &+ second]) &+ symbol])
      if symbol == 1 { total += Int(slots[Int(slot)].foreignCost) }
      // What stood before a word does not matter to it.
      first = symbol == 0 ? 0 : second
      second = symbol
    }
    return total
  }

  /// What `scalars` cost in one language.
  package func cost(of scalars: [UInt32], in language: Int) -> Int {
    cost(of: scalars.span, in: language)
  }

  /// The language in which `scalars` cost least, and that cost. Nil for no scalars.
  ///
  /// Only languages of the scripts that occur are tried. Fifty letters usually suffice.
  package func bestLanguage(for scalars: [UInt32]) -> (language: Int, cost: Int)? {
    if scalars.isEmpty { return nil }
    let properties = UnicodeScalarProperties.shared
    var scripts: Set<UnicodeScript> = []
    for scalar in scalars where properties.isLetter(scalar) {
      scripts.insert(properties.script(scalar))
    }
    if scripts.contains(.hiragana) || scripts.contains(.katakana) { scripts.insert(.han) }
    var best: (language: Int, cost: Int)?
    for (index, language) in languages.enumerated()
    where scripts.contains(language.script) || scripts.isEmpty && language.code == "en" {
      let cost = cost(of: scalars, in: index)
      if best.map({ cost < $0.cost }) ?? true { best = (index, cost) }
    }
    if best == nil, let english = self.index(of: "en") {
      best = (english, cost(of: scalars, in: english))
    }
    return best
  }
}
