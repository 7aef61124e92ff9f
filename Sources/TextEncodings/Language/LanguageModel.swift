package import Unicode

/// How likely text is, letter by letter, in each of some fifty languages.
///
/// The model is a trigram model of letters per language (after Shannon; with back-off to pairs),
/// joined by shared statistics of letter case and of what stands around words; for Chinese,
/// Japanese, Korean and Amharic it holds the frequencies of characters. It answers "which reading
/// of these bytes looks like language?": the costs of two readings are comparable when both are
/// read from the same bytes, because a cost is the number of bits that the reading takes under the
/// model. It is trained by `scripts/train-language-model`; see docs/ENCODINGS.md.
///
/// Costs are whole numbers of a fifth of a bit (`bitsPerUnit`). Natural text costs 2.5–4 bits a
/// letter in its own language and 9–10 bits a Chinese character; the same letters in another
/// language cost a bit or more each; mojibake costs 8–20 bits a character.
package struct LanguageModel: Sendable {
  /// The only instance; made at first use, in some milliseconds.
  package static let shared = LanguageModel()

  /// Bits that one unit of cost means.
  package static let bitsPerUnit = 0.2

  /// One language of the model; an index into `languages`.
  package struct Language: Sendable {
    /// ISO 639 code; "zh" is Chinese in traditional, "zh_hans" in simplified characters.
    package let code: String
    /// The script it is written in.
    package let script: UnicodeScript
    /// What a scalar's slot is to this language: 0 no letter, 1 a foreign letter, else a letter's
    /// number. For ideographic languages the cost of the character.
    let symbolOfSlot: [UInt8]
    /// How many symbols there are; 0 for an ideographic language.
    let symbolCount: Int
    /// Start in `costs` of the costs after two symbols, by `first * symbolCount + second`.
    let rowStarts: [UInt32]
    /// Costs of each symbol, row by row.
    let costs: [UInt8]
    /// Costs of each symbol wherever it stands.
    let singles: [UInt8]

    /// True for languages that are scored character by character, not by letters in context.
    package var isIdeographic: Bool { symbolCount == 0 }
  }

  /// All languages, those with letters first.
  package let languages: [Language]
  /// Slots of the scalars that some language or the statistics around words know; 0 elsewhere.
  private let slotOfScalar: ScalarTable<UInt16>
  /// What each slot is to the shared statistics.
  let slots: [Slot]
  /// The costs of `slots` in the lower eight bits, the next context above; by slot and context,
  /// eight places a slot.
  private let extras: [UInt16]

  /// A place in the model's tables for one scalar, or for all scalars of a rare kind.
  struct Slot: Sendable, Hashable {
    /// The context that it is for the next character; see `Context.after(_:)`.
    var context: Context
    /// True for letters and marks.
    var isLetter: Bool
    /// Costs after each context: of case for a letter, of the character itself otherwise.
    var costs: [UInt8]
    /// The cost on top when it is a letter foreign to the language.
    var foreignCost: UInt8
  }

  /// What a character is to the one after it.
  enum Context: UInt8, CaseIterable, Sendable {
    case space, letter, capital, digit, other
    /// A mark that may end a sentence.
    case stop
    /// The start of a line, or a blank after a stop: where capitals are expected.
    case start
    /// A mark after which a letter is rare: a comma, a closing bracket, a percent sign.
    case closer

    /// The context after a character that is this by itself, when `before` was the one before it.
    func after(_ before: Context) -> Context {
      self == .space && (before == .stop || before == .start) ? .start : self
    }
  }

  /// The place of a scalar in the model's tables.
  func slot(_ scalar: UInt32) -> Int {
    let slot = slotOfScalar[scalar]
    return slot != 0 ? Int(slot) : RareSlot.of(scalar).rawValue
  }

  /// What a slot costs in a context beside its language's part, in the lower eight bits, and above
  /// them the next context.
  @inline(__always)
  func extra(ofSlot slot: Int, context: Int) -> Int {
    assert(0..<8 ~= context)
    return Int(extras[slot &<< 3 &+ context])
  }

  private init() {
    var builder = LanguageModelBuilder(LanguageModelData())
    builder.addAround()
    builder.addLetters()
    languages = builder.makeLanguages()
    slots = builder.slots
    extras = slots.flatMap { slot in
      Context.allCases.map {
        UInt16(slot.costs[Int($0.rawValue)]) | UInt16(slot.context.after($0).rawValue) << 8
      }
    }
    // Slots are numbered in 16 bits; 0 stands for none.
    precondition(slots.count <= UInt16.max && slots.count >= RareSlot.allCases.count)
    slotOfScalar = ScalarTable(entries: builder.slotOfScalar, absent: 0)
  }
}
