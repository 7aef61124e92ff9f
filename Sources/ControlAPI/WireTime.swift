internal import Model

/// A point of time as JSON for programs: ISO 8601 in UTC with its `Z`, to the second. A number of seconds
/// since 1970, which daemons wrote before, is read as well.
package struct WireTime: Codable, Hashable, Sendable {
  /// Since 1970.
  package var seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  /// Reads the text, or a number.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let seconds = try? container.decode(Int64.self) {
      self.seconds = seconds
      return
    }
    let text = try container.decode(String.self)
    guard let seconds = ISOTime.seconds(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(text) is no time in ISO 8601")
    }
    self.seconds = seconds
  }

  /// Writes the text.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(ISOTime.text(seconds: seconds))
  }
}
