/// Which characters a text holds that some pass of clean-up looks for: one look instead of one for
/// each pass.
struct TextTraits: OptionSet {
  let rawValue: UInt16

  /// Controls, invisible characters and odd line ends.
  static let control = TextTraits(rawValue: 1)
  /// General combining marks.
  static let mark = TextTraits(rawValue: 2)
  static let less = TextTraits(rawValue: 4)
  /// Ligatures, full-width and mathematical letters.
  static let form = TextTraits(rawValue: 8)
  /// Accents that take a place of their own.
  static let accent = TextTraits(rawValue: 16)
  /// Commas and periods.
  static let punctuation = TextTraits(rawValue: 32)
  static let lineFeed = TextTraits(rawValue: 64)
  static let noBreakSpace = TextTraits(rawValue: 128)
  static let openingQuote = TextTraits(rawValue: 256)
  static let closingQuote = TextTraits(rawValue: 512)
  /// An apostrophe and an s.
  static let possessive = TextTraits(rawValue: 2048)
  /// Two spaces side by side.
  static let spaces = TextTraits(rawValue: 1024)

  /// What every text has.
  static let any = TextTraits(rawValue: 4096)

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The traits of `scalars`.
  init(_ scalars: [UInt32]) {
    self = Marks(scalars).traits
  }

  fileprivate static let table: [UInt16] = (0..<0x100).map { traits(of: $0).rawValue }

  fileprivate static func traits(of scalar: UInt32) -> TextTraits {
    switch scalar {
    case 0x0A: .lineFeed
    case 0..<0x20, 0x7F..<0xA0, 0xAD: .control
    case 0x2C, 0x2E: .punctuation
    case 0x3C: .less
    case 0x60, 0xA8, 0xB4, 0xB8, 0x2C6...0x2C7, 0x2D8, 0x2DA...0x2DD: .accent
    case 0xA0: .noBreakSpace
    case 0x300..<0x370: .mark
    case 0x201C: .openingQuote
    case 0x201D: .closingQuote
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: .control
    case 0xFB00...0xFB06, 0xFF01...0xFF5E, 0x1D400..<0x1D6A4, 0x1D7CE..<0x1D800: .form
    default: []
    }
  }
}

extension TextTraits {
  /// The traits of a text, and where its marks stand: commas, periods, line ends, no-break spaces and
  /// curly double quotation marks. One pass over the text instead of one for each kind.
  struct Marks {
    private(set) var traits: TextTraits
    /// The places of the marks, in order.
    private(set) var places: [Int] = []

    init(_ scalars: [UInt32]) {
      var bits = TextTraits.any.rawValue
      places.reserveCapacity(scalars.count / 16)
      let table = TextTraits.table.span
      let scalars = scalars.span
      var last: UInt32 = 0
      for index in scalars.indices {
        let scalar = scalars[index]
        if scalar < 0x100 {
          let own = table[Int(scalar)]
          bits |= own
          if own & TextTraits.placed.rawValue != 0 { places.append(index) }
          if scalar == 0x20, last == 0x20 { bits |= TextTraits.spaces.rawValue }
          if scalar == 0x73, last == 0x27 || last == 0x2019 {
            bits |= TextTraits.possessive.rawValue
          }
        } else if scalar >= 0x2000 || scalar &- 0x2C6 < 0xAA {
          let own = TextTraits.traits(of: scalar).rawValue
          bits |= own
          if own & TextTraits.placed.rawValue != 0 { places.append(index) }
        }
        last = scalar
      }
      traits = TextTraits(rawValue: bits)
      assert(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  /// Traits whose places are told.
  private static let placed: TextTraits = [
    .punctuation, .lineFeed, .noBreakSpace, .openingQuote, .closingQuote,
  ]
}
