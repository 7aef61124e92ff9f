/// A reading of bytes to be judged: a single-byte page and a language, as tables by byte.
struct PageCandidate: Sendable {
  /// What a page makes of each byte, whatever the language.
  struct Page: Sendable {
    var name: CodePage.Name
    /// What the page costs from the start, in units: rare ones must be better by that much.
    var prior: Int
    /// Costs of case, or of what is no letter, in the lower eight bits; above them the context for
    /// the next byte. By context and byte.
    var extra: [UInt16]
    /// The scalars, to tell whether two pages read the same text.
    var scalars: [UInt16]
  }

  /// An index into `pages`.
  var page: Int
  /// An index into `LanguageModel.languages`.
  var language: Int
  /// The symbol of each byte.
  var symbols: [UInt8]
  /// What the byte costs more because its letter is foreign to the language.
  var foreign: [UInt8]
  /// What each byte costs roughly, wherever it stands.
  var singles: [UInt16]

  /// All pages that are tried, and all candidates, page by page.
  static let (pages, all): ([Page], [PageCandidate]) = {
    var pages: [Page] = []
    var all: [PageCandidate] = []
    for (name, prior, languages) in plan {
      let slots = slots(of: name)
      all += makeCandidates(page: pages.count, slots: slots, languages: languages)
      pages.append(makePage(name, prior: prior, slots: slots))
    }
    return (pages, all)
  }()

  /// The model's slot of each byte.
  private static func slots(of name: CodePage.Name) -> [Int] {
    CodePage.named(name, filledBy: .whatwg).scalars.map { scalar in
      scalar == CodePage.undefined
        ? RareSlot.none.rawValue : LanguageModel.shared.slot(UInt32(scalar))
    }
  }

  private static func makePage(_ name: CodePage.Name, prior: Int, slots: [Int]) -> Page {
    let entries = slots.map { LanguageModel.shared.slots[$0] }
    return Page(
      name: name, prior: prior,
      extra: LanguageModel.Context.allCases.flatMap { context in
        entries.map { entry in
          UInt16(entry.costs[Int(context.rawValue)])
            | UInt16(entry.context.after(context).rawValue) << 8
        }
      },
      scalars: CodePage.named(name, filledBy: .whatwg).scalars)
  }

  private static func makeCandidates(
    page: Int, slots: [Int], languages: String
  ) -> [PageCandidate] {
    let model = LanguageModel.shared
    return languages.split(separator: " ").map { code in
      guard let index = model.index(of: String(code)) else {
        preconditionFailure("no language \(code)")
      }
      let language = model.languages[index]
      let symbols = slots.map { language.symbolOfSlot[$0] }
      let foreign = slots.indices.map { byte in
        symbols[byte] == 1 ? model.slots[slots[byte]].foreignCost : 0
      }
      let singles = slots.indices.map { byte in
        // As after a letter; a capital costs about half of what it does there.
        let entry = model.slots[slots[byte]]
        let extra = Int(entry.costs[Int(LanguageModel.Context.letter.rawValue)])
        let own = Int(language.singles[Int(symbols[byte])]) + Int(foreign[byte])
        return UInt16(own + (entry.isLetter ? extra / 2 : extra))
      }
      return PageCandidate(
        page: page, language: index, symbols: symbols, foreign: foreign, singles: singles)
    }
  }

  private static let western = "en de fr es it pt nl da no sv fi is ca id eu ga sq"
  private static let central = "cs sk pl hu hr sl ro sq de"
  private static let cyrillic = "ru uk be bg mk sr"

  /// Pages, their handicaps, and the languages that are written in them.
  private static let plan: [(CodePage.Name, Int, String)] = [
    (.windows1252, 0, western), (.iso8859p15, 30, western), (.macRoman, 40, western),
    (.ibm850, 45, western), (.ibm437, 50, western),
    (.windows1250, 5, central), (.iso8859p2, 12, central), (.ibm852, 45, central),
    (.macCentralEurope, 60, central), (.iso8859p16, 60, "ro"),
    (.windows1251, 0, cyrillic + " kk"), (.koi8R, 20, "ru bg"), (.koi8U, 22, "uk be ru"),
    (.iso8859p5, 25, cyrillic), (.ibm866, 35, "ru uk be bg"), (.macCyrillic, 35, cyrillic),
    (.ibm855, 60, cyrillic),
    (.windows1253, 5, "el"), (.iso8859p7, 10, "el"), (.ibm737, 50, "el"), (.macGreek, 60, "el"),
    (.windows1254, 10, "tr"), (.ibm857, 50, "tr"), (.macTurkish, 60, "tr"),
    (.windows1255, 5, "he"), (.ibm862, 50, "he"),
    (.windows1256, 5, "ar fa ur"), (.iso8859p6, 15, "ar"), (.ibm720, 50, "ar"),
    (.windows1257, 8, "lt lv et"), (.iso8859p13, 20, "lt lv et"), (.iso8859p4, 50, "lt lv et"),
    (.ibm775, 50, "lt lv et"),
    (.windows1258, 15, "vi"), (.windows874, 5, "th"),
  ]
}

extension PageCandidate {
  /// What bytes of these counts cost roughly, in units, the page's prior included.
  func roughCost(of counts: Span<UInt16>) -> Int {
    let singles = singles.span
    var total: UInt32 = 0
    for byte in 0..<256 { total &+= UInt32(counts[byte]) &* UInt32(singles[byte]) }
    return Int(total) + Self.pages[page].prior
  }

  /// What `sample` costs as text of this language in its page, in units, the page's prior included.
  /// Stops early once that exceeds `limit`.
  func cost(of sample: Span<UInt8>, upTo limit: Int) -> Int {
    let page = Self.pages[page]
    let language = LanguageModel.shared.languages[language]
    let count = language.symbolCount
    let (starts, costs) = (language.rowStarts.span, language.costs.span)
    let (symbols, foreign) = (symbols.span, foreign.span)
    let extra = page.extra.span
    var total = page.prior
    var (first, second) = (0, 0)
    var context = Int(LanguageModel.Context.start.rawValue)
    for index in sample.indices {
      let byte = Int(sample[index])
      let symbol = Int(symbols[byte])
      let row = Int(starts[first &* count &+ second])
      let more = Int(extra[context &<< 8 &+ byte])
      total &+= Int(costs[row &+ symbol]) &+ Int(foreign[byte]) &+ more & 0xFF
      first = symbol == 0 ? 0 : second
      second = symbol
      context = more &>> 8
      if total > limit { return total }
    }
    return total
  }
}
