/// The readings of single-byte text that are judged: pages and the languages written in them, as
/// flat tables by byte, so that judging touches no scalar.
struct PageTables: Sendable {
  /// The only instance; made at first use.
  static let shared = PageTables()

  /// A page, whatever the language.
  struct Page: Sendable {
    var name: CodePage.Name
    /// What the page costs from the start, in units: rare ones must be better by that much.
    var prior: Int
    /// Pages of one group have the same languages.
    var group: Int
    /// Its candidates, in the order of the group's languages.
    var candidates: Range<Int>
    /// The scalars, to tell whether two pages read the same text.
    var scalars: [UInt16]
  }

  /// A page and a language.
  struct Candidate: Sendable {
    /// An index into `pages`.
    var page: Int
    /// An index into `LanguageModel.languages`.
    var language: Int
  }

  let pages: [Page]
  let candidates: [Candidate]
  /// Costs of case, or of what is no letter, in the lower eight bits; above them the context for
  /// the next byte. By page, context (eight) and byte.
  private let extra: [UInt16]
  /// The symbol of each byte, and above its eight bits what the byte costs more because its letter
  /// is foreign to the language; by candidate and byte.
  private let symbols: [UInt16]
  /// What each byte costs roughly, wherever it stands, likewise.
  private let singles: [UInt16]

  private init() {
    var pages: [Page] = []
    var candidates: [Candidate] = []
    var extra: [UInt16] = []
    var symbols: [UInt16] = []
    var groups: [String] = []
    var singles: [UInt16] = []
    for (name, prior, codes) in Self.plan {
      let table = CodePage.named(name, filledBy: .whatwg)
      let slots = Self.slots(of: table)
      let group = groups.firstIndex(of: codes) ?? groups.count
      if group == groups.count { groups.append(codes) }
      let first = candidates.count
      extra += Self.extra(of: slots)
      for code in codes.split(separator: " ") {
        guard let index = LanguageModel.shared.index(of: String(code)) else {
          preconditionFailure("no language \(code)")
        }
        let rows = Self.rows(slots: slots, language: LanguageModel.shared.languages[index])
        candidates.append(Candidate(page: pages.count, language: index))
        symbols += rows.symbols
        singles += rows.singles
      }
      pages.append(
        Page(
          name: name, prior: prior, group: group, candidates: first..<candidates.count,
          scalars: table.scalars))
    }
    self.pages = pages
    self.candidates = candidates
    self.extra = extra
    self.symbols = symbols
    self.singles = singles
  }

  /// The model's slot of each byte.
  private static func slots(of page: CodePage) -> [Int] {
    page.scalars.map { scalar in
      scalar == CodePage.undefined
        ? RareSlot.none.rawValue : LanguageModel.shared.slot(UInt32(scalar))
    }
  }

  private static func extra(of slots: [Int]) -> [UInt16] {
    let entries = slots.map { LanguageModel.shared.slots[$0] }
    return LanguageModel.Context.allCases.flatMap { context in
      entries.map { entry in
        UInt16(entry.costs[Int(context.rawValue)])
          | UInt16(entry.context.after(context).rawValue) << 8
      }
    }
  }

  private static func rows(
    slots: [Int], language: LanguageModel.Language
  ) -> (symbols: [UInt16], singles: [UInt16]) {
    let model = LanguageModel.shared
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
    return (zip(symbols, foreign).map { UInt16($0) | UInt16($1) << 8 }, singles)
  }

  private static let western = "en de fr es it pt nl da no sv fi is ca id eu ga cy sq"
  private static let central = "cs sk pl hu hr sl ro sq"
  private static let cyrillic = "ru uk be bg mk sr"

  /// Pages, their handicaps, and the languages that are written in them.
  private static let plan: [(CodePage.Name, Int, String)] = [
    (.windows1252, 0, western), (.iso8859p15, 30, western), (.macRoman, 32, western),
    (.ibm850, 35, western), (.ibm437, 40, western),
    (.windows1250, 15, central), (.iso8859p2, 20, central), (.ibm852, 38, central),
    (.macCentralEurope, 60, central), (.iso8859p16, 60, "ro"),
    (.windows1251, 10, cyrillic + " kk"), (.koi8R, 25, "ru bg"), (.koi8U, 27, "uk be ru"),
    (.iso8859p5, 30, cyrillic), (.ibm866, 40, "ru uk be bg"), (.macCyrillic, 40, cyrillic),
    (.ibm855, 60, cyrillic),
    (.windows1253, 15, "el"), (.iso8859p7, 20, "el"), (.ibm737, 50, "el"), (.macGreek, 60, "el"),
    (.windows1254, 15, "tr"), (.ibm857, 50, "tr"), (.macTurkish, 60, "tr"),
    (.windows1255, 15, "he"), (.ibm862, 50, "he"),
    (.windows1256, 15, "ar fa ur"), (.iso8859p6, 25, "ar"), (.ibm720, 50, "ar"),
    (.windows1257, 15, "lt lv et"), (.iso8859p13, 25, "lt lv et"), (.iso8859p4, 50, "lt lv et"),
    (.ibm775, 50, "lt lv et"),
    (.macIceland, 60, "is"), (.ibm861, 60, "is"), (.ibm860, 60, "pt"), (.ibm863, 65, "fr"),
    (.windows1258, 20, "vi"), (.windows874, 15, "th"),
  ]
}

extension PageTables {
  /// The pages that bytes of these counts cost least in, roughly, the cheapest first.
  ///
  /// A cost is the sum over bytes of what each costs in any place of the page's best language, and
  /// the page's prior.
  func cheapestPages(_ limit: Int, for counts: Span<UInt16>) -> [Int] {
    assert(counts.count >= 256)
    var present: [(byte: Int, count: UInt32)] = []
    for byte in 0..<256 where counts[byte] != 0 { present.append((byte, UInt32(counts[byte]))) }
    var best: [(cost: UInt32, page: Int)] = []
    let singles = singles.span
    for (index, page) in pages.enumerated() {
      var least = UInt32.max
      for candidate in page.candidates {
        let row = singles.extracting(candidate &<< 8..<candidate &<< 8 &+ 256)
        var cost = UInt32(page.prior)
        for entry in present { cost &+= UInt32(row[entry.byte & 0xFF]) &* entry.count }
        least = min(least, cost)
      }
      if best.count == limit, let last = best.last {
        if least >= last.cost { continue }
        best.removeLast()
      }
      best.insert((least, index), at: best.firstIndex { $0.cost > least } ?? best.count)
    }
    return best.map(\.page)
  }

  /// How far a candidate has read, and what that cost.
  struct Progress {
    var candidate: Int
    /// In units, the page's prior included.
    var cost: Int
    fileprivate var first = 0
    fileprivate var second = 0
    fileprivate var context = Int(LanguageModel.Context.start.rawValue)
  }

  /// A candidate that has read nothing.
  func start(_ candidate: Int) -> Progress {
    Progress(candidate: candidate, cost: pages[candidates[candidate].page].prior)
  }

  /// Reads on: adds what `sample` costs as text of the candidate's language in its page. Stops
  /// early once the cost exceeds `limit`.
  func advance(_ progress: inout Progress, over sample: Span<UInt8>, upTo limit: Int = .max) {
    let page = candidates[progress.candidate].page
    let language = LanguageModel.shared.languages[candidates[progress.candidate].language]
    let count = language.symbolCount
    let (starts, costs) = (language.rowStarts.span, language.costs.span)
    let row = progress.candidate &<< 8
    let symbols = symbols.span.extracting(row..<row &+ 256)
    let extra = extra.span.extracting(page &<< 11..<(page &+ 1) &<< 11)
    var total = progress.cost
    var (first, second, context) = (progress.first, progress.second, progress.context)
    for index in sample.indices {
      let byte = Int(sample[index])
      let entry = Int(symbols[byte])
      let symbol = entry & 0xFF
      let start = Int(starts[first &* count &+ second])
      let more = Int(extra[context &<< 8 &+ byte])
      total &+= Int(costs[start &+ symbol]) &+ entry &>> 8 &+ more & 0xFF
      first = symbol == 0 ? 0 : second
      second = symbol
      context = more &>> 8
      if total > limit { break }
    }
    progress.cost = total
    (progress.first, progress.second, progress.context) = (first, second, context)
  }

  /// True when two pages give the same text for the bytes that occur.
  func readTheSame(_ left: Int, _ right: Int, counts: Span<UInt16>) -> Bool {
    if left == right { return true }
    for byte in 0..<256 where counts[byte] != 0 {
      if pages[left].scalars[byte] != pages[right].scalars[byte] { return false }
    }
    return true
  }
}
