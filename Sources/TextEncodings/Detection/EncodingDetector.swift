import Unicode

/// Finds the encoding of bytes: by marks, by what is declared, by structure, and by language.
///
/// The order of evidence: a byte order mark; UTF-16 or UTF-32 by their zero bytes; plain ASCII and
/// the seven-bit encodings by their escapes; valid UTF-8; and then the reading that costs least in
/// the language model, among the single-byte pages, the East Asian encodings and UTF-16, where a
/// declared encoding starts with an advantage. Time is bounded but for one pass at memory speed.
package struct EncodingDetector: Sendable {
  /// How the encoding was found.
  package enum Source: String, Sendable {
    /// A byte order mark.
    case byteOrderMark = "bom"
    /// The declaration of the carrier or of the text, which the bytes bear out.
    case declared
    /// All bytes are ASCII.
    case ascii
    /// The bytes obey rules that other text does not obey by chance.
    case structure
    /// The statistics of languages.
    case statistics
    /// Nothing speaks for any encoding.
    case assumed
  }

  /// What was found.
  package struct Guess: Sendable, Equatable {
    /// The encoding.
    package var encoding: TextEncoding
    /// How sure that is, from 0 to 1: the share of the evidence that this reading has against the
    /// best one that gives another text.
    package var confidence: Double
    /// How it was found.
    package var source: Source
    /// The language of the reading, as `LanguageModel.Language.code`, where statistics decided.
    package var language: String?
  }

  /// Bytes of which statistics are made. More is slower and hardly better.
  package var sampleByteLimit = 1536
  /// Units of cost by which a declared encoding is ahead: 10 bits for "windows-1252" (which is so
  /// often declared by habit), 50 for any other.
  package var declaredAdvantage = (habitual: 50, other: 250)

  /// A detector with the usual limits.
  package init() {}

  /// Finds the encoding of `bytes`.
  ///
  /// `declared` is what the carrier says (HTTP's charset), else what the text says of itself
  /// (`DeclaredEncoding`); nil when nothing is said.
  package func detect(_ bytes: Span<UInt8>, declared: TextEncoding? = nil) -> Guess {
    if let marked = Self.byteOrderMark(bytes) {
      return Guess(encoding: marked, confidence: 1, source: .byteOrderMark)
    }
    if WideGuess.hasOddControls(bytes) {
      if let wide = WideGuess.byZeros(bytes) {
        return Guess(encoding: wide, confidence: 0.99, source: .structure)
      }
      if let wide = WideGuess.byScripts(bytes) {
        return Guess(encoding: wide, confidence: 0.95, source: .structure)
      }
      if Self.isBinary(bytes) {
        return Guess(encoding: declared ?? .windows1252, confidence: 0.01, source: .assumed)
      }
    }
    let validEnd = UTF8Text.validEnd(in: bytes, from: 0)
    let firstHigh = ASCIIRun.end(in: bytes, from: 0)
    if firstHigh == bytes.count { return sevenBit(bytes, declared: declared) }
    if validEnd == bytes.count
      || bytes.count - validEnd <= 3 && validEnd - firstHigh > 12
        && Self.isCut(bytes, at: validEnd)
    {
      return Guess(
        encoding: .utf8, confidence: 0.99, source: declared == .utf8 ? .declared : .structure)
    }
    if Self.isMostlyUTF8(bytes, declared: declared) {
      return Guess(
        encoding: .utf8, confidence: 0.9, source: declared == .utf8 ? .declared : .structure)
    }
    let advantage =
      switch declared {
      case nil: 0
      case .windows1252: declaredAdvantage.habitual
      default: declaredAdvantage.other
      }
    return Statistics(bytes: bytes, sampleByteLimit: sampleByteLimit).guess(
      declared: declared, advantage: advantage)
  }

  /// Finds the encoding of `bytes`; see `detect(_:declared:)` of a span.
  package func detect(_ bytes: [UInt8], declared: TextEncoding? = nil) -> Guess {
    detect(bytes.span, declared: declared)
  }

  /// The encoding that a byte order mark at the start names, or nil.
  package static func byteOrderMark(_ bytes: Span<UInt8>) -> TextEncoding? {
    let start = (0..<4).map { $0 < bytes.count ? bytes[$0] : 0x20 }
    switch (start[0], start[1], start[2], start[3]) {
    case (0xEF, 0xBB, 0xBF, _): return .utf8
    case (0xFF, 0xFE, 0, 0): return .utf32LittleEndian
    case (0, 0, 0xFE, 0xFF): return .utf32BigEndian
    case (0xFF, 0xFE, _, _): return .utf16LittleEndian
    case (0xFE, 0xFF, _, _): return .utf16BigEndian
    case (0x84, 0x31, 0x95, 0x33): return .gb18030
    default: return nil
    }
  }

  /// Nothing above 0x7F: ASCII, or one of the encodings that get by with it.
  private func sevenBit(_ bytes: Span<UInt8>, declared: TextEncoding?) -> Guess {
    if let escaped = SevenBitGuess.guess(bytes) {
      return Guess(encoding: escaped, confidence: 0.99, source: .structure)
    }
    // A part of a text in ISO-2022-KR need not repeat the escape that stands at the text's beginning.
    if declared == .iso2022KR, SevenBitGuess.hasShiftOut(bytes) {
      return Guess(encoding: .iso2022KR, confidence: 0.9, source: .declared)
    }
    // The pages that are ASCII below 0x80 all give the same text.
    return Guess(encoding: .utf8, confidence: 1, source: .ascii)
  }

  /// True when the text ends in the middle of a scalar that starts at `index`.
  private static func isCut(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    index + UTF8Text.read(bytes, at: index).byteCount == bytes.count
  }

  /// True when broken UTF-8 is the best explanation: far more whole scalars than breaks.
  private static func isMostlyUTF8(_ bytes: Span<UInt8>, declared: TextEncoding?) -> Bool {
    var (whole, broken, index) = (0, 0, 0)
    while index < bytes.count, index < 1 << 20 {
      index = ASCIIRun.end(in: bytes, from: index)
      guard index < bytes.count else { break }
      let read = UTF8Text.read(bytes, at: index)
      if read.isValid { whole += 1 } else { broken += 1 }
      if broken > 8, broken * 2 > whole { return false }
      index += read.byteCount
    }
    return whole >= (declared == .utf8 ? 2 : 8) * broken && whole >= 2
  }
}
