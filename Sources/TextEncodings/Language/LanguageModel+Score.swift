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
    let model = languages[language]
    var state = State()
    var total = 0
    for index in scalars.indices {
      total += cost(of: slot(scalars[index]), after: &state, in: model)
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

  /// What stood before: two symbols as a row, and the context.
  struct State {
    var second = 0
    var first = 0
    var context = Context.start
  }

  @inline(__always)
  func cost(of slot: Int, after state: inout State, in language: Language) -> Int {
    let entry = slots[slot]
    let symbol = Int(language.symbolOfSlot[slot])
    assert(language.isIdeographic || symbol < language.symbolCount)
    var cost = Int(entry.costs[Int(state.context.rawValue)])
    if language.isIdeographic {
      cost += symbol
    } else {
      let row = Int(language.rowStarts[state.first * language.symbolCount + state.second])
      cost += Int(language.costs[row + symbol])
      if symbol == 1 { cost += Int(entry.foreignCost) }
      // What stood before a word does not matter to it.
      state.first = symbol == 0 ? 0 : state.second
      state.second = symbol
    }
    state.context = entry.context.after(state.context)
    return cost
  }
}
