import Unicode

/// Simple case mappings of single scalars.
enum CaseFolding {
  /// The one upper-case scalar of a lower-case one, or nil.
  static func upper(_ scalar: UInt32) -> UInt32? {
    guard let value = Unicode.Scalar(scalar) else { return nil }
    let mapping = value.properties.uppercaseMapping.unicodeScalars
    guard let upper = mapping.first, mapping.count == 1, upper != value else { return nil }
    return upper.value
  }

  /// The lower-case scalar, or the scalar itself where there is none.
  static func lower(_ scalar: UInt32) -> UInt32 {
    UnicodeScalarProperties.shared.lowerCase(scalar)
  }

  /// True for letters that have a lower-case form and are not it.
  static func isUpper(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar >= 0x41 && scalar <= 0x5A }
    return UnicodeScalarProperties.shared.isUpperCase(scalar)
  }
}
