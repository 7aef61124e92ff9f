import Unicode
import EmbeddedData

/// The language model as `scripts/train-language-model` writes it: costs in units, characters as
/// scalars.
struct LanguageModelData {
  /// A language that is scored letter by letter.
  struct Lettered {
    var code: String
    var script: UnicodeScript
    var letters: [UInt32]
    /// Costs of each symbol (word end, foreign letter, then the letters) in any place; then a row for
    /// each symbol before.
    var pairs: EmbeddedArray<UInt8>
    /// For two symbols before: the symbols whose cost differs from that of the pair.
    var triples: [Triples]
  }

  /// Costs after two symbols, as symbol and cost in turn.
  struct Triples {
    var (first, second): (Int, Int)
    var costs: EmbeddedArray<UInt8>
  }

  /// Characters that cost the same.
  struct Level {
    var cost: UInt8
    var characters: [UInt32]
  }

  /// A language that is scored character by character.
  struct Ideographic {
    var code: String
    var levels: [Level]
  }

  /// In a context: the cost of a small and of a capital letter, and of a letter without case.
  struct CaseCosts {
    var (small, capital, plain): (UInt8, UInt8, UInt8)
  }

  var lettered: [Lettered]
  var ideographic: [Ideographic]
  /// What a Latin letter costs in a language that does not have it.
  var foreign: [Level]
  /// By context.
  var letterCase: [CaseCosts]
  /// Marks after which a letter is rare.
  var closers: Set<UInt32>
  /// By context: costs of characters that are no letters.
  var around: [[Level]]

  /// Reads the built-in file.
  init() {
    var reader = EmbeddedFile(.languages, version: 1).reader
    lettered = (0..<reader.uint8()).map { _ in Lettered(&reader) }
    ideographic = (0..<reader.uint8()).map { _ in
      Ideographic(code: reader.string(), levels: Self.levels(&reader))
    }
    foreign = Self.levels(&reader)
    letterCase = (0..<reader.uint8()).map { _ in
      CaseCosts(small: reader.uint8(), capital: reader.uint8(), plain: reader.uint8())
    }
    closers = Set(reader.scalars())
    around = (0..<reader.uint8()).map { _ in Self.levels(&reader) }
    precondition(reader.isAtEnd)
    precondition(letterCase.count == LanguageModel.Context.allCases.count)
    precondition(around.count == LanguageModel.Context.allCases.count)
  }

  private static func levels(_ reader: inout EmbeddedReader) -> [Level] {
    (0..<reader.uint16()).map { _ in Level(cost: reader.uint8(), characters: reader.scalars()) }
  }
}

extension LanguageModelData.Lettered {
  fileprivate init(_ reader: inout EmbeddedReader) {
    code = reader.string()
    script = UnicodeScript(rawValue: reader.uint8()) ?? .other
    letters = reader.scalars()
    let symbolCount = letters.count + 2
    pairs = reader.array(of: UInt8.self, count: (symbolCount + 1) * symbolCount)
    triples = (0..<reader.uint16()).map { _ in
      let (first, second, count) = (reader.uint8(), reader.uint8(), reader.uint8())
      return LanguageModelData.Triples(
        first: Int(first), second: Int(second),
        costs: reader.array(of: UInt8.self, count: 2 * Int(count)))
    }
  }
}
