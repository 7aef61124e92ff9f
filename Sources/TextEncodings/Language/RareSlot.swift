import Unicode

/// The slots of all scalars that the model has not met.
enum RareSlot: Int, CaseIterable {
  case unknown, latinSmall, latinCapital, small, capital, ideograph, mark, digit
  case space, lineEnd, stop
  case punctuation, symbol, spacingMark, drawing, format, control, upperControl, privateUse,
    replacement, none

  static func of(_ scalar: UInt32) -> RareSlot {
    // White space by the standard, but nobody writes it.
    if scalar == 0x85 { return .upperControl }
    let properties = UnicodeScalarProperties.shared
    switch properties.kind(scalar) {
    case .letter, .upperCaseLetter:
      let script = properties.script(scalar)
      if script == .han || script == .hangul { return .ideograph }
      let isCapital = properties.isUpperCase(scalar)
      if (0xFF66...0xFF9F).contains(scalar) { return .ideograph }
      if script == .latin { return isCapital ? .latinCapital : .latinSmall }
      return isCapital ? .capital : .small
    case .mark: return .mark
    case .digit, .number: return .digit
    case .punctuation:
      return [0x2E, 0x21, 0x3F, 0x2026, 0x3002].contains(scalar) ? .stop : .punctuation
    case .symbol:
      if [0xA8, 0xAF, 0xB4, 0xB8].contains(scalar) || (0x2C2...0x2DD).contains(scalar) {
        return .spacingMark
      }
      return scalar == 0xFFFD
        ? .replacement : (0x2500..<0x25A0).contains(scalar) ? .drawing : .symbol
    case .space:
      return scalar == 0x20 || scalar > 0x85 ? .space : scalar == 0x09 ? .space : .lineEnd
    case .control: return scalar < 0x80 ? .control : .upperControl
    case .format: return .format
    case .privateUse: return .privateUse
    case .surrogate, .unassigned: return .none
    }
  }

  /// What it costs, in units: letters on top of "a foreign letter", the others on top of "no letter".
  var cost: UInt8 {
    switch self {
    case .latinSmall, .latinCapital: 45
    case .small, .capital: 65
    case .ideograph: 75
    case .mark: 75
    case .digit, .punctuation, .symbol, .space, .lineEnd, .stop: 68
    case .spacingMark: 95
    case .drawing: 82
    case .format: 75
    case .control: 90
    case .upperControl: 190
    case .privateUse: 110
    case .replacement, .unknown: 110
    case .none: 180
    }
  }

  var isLetter: Bool { rawValue >= Self.latinSmall.rawValue && rawValue <= Self.mark.rawValue }

  var context: LanguageModel.Context {
    switch self {
    case .latinSmall, .small, .ideograph, .mark: .letter
    case .latinCapital, .capital: .capital
    case .digit: .digit
    case .space: .space
    case .lineEnd: .start
    case .stop: .stop
    case .punctuation, .symbol, .spacingMark, .drawing, .replacement: .closer
    default: .other
    }
  }
}
