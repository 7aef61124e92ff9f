internal import Archive
internal import Model

/// A text that nobody can guess, compared in a time that tells nothing about it.
struct Secret: Sendable {
  let text: String

  /// 256 bits of the system's randomness, as hexadecimal digits.
  init() {
    var generator = SystemRandomNumberGenerator()
    text = (0..<4).map { _ in
      let word = String(UInt64.random(in: 0 ... .max, using: &generator), radix: 16)
      return String(repeating: "0", count: 16 - word.count) + word
    }.joined()
  }

  /// Another secret that follows from this one for a purpose, and does not lead back to it.
  init(of token: String, for purpose: String) {
    text = Digest(of: Array("winnow-web \(purpose) \(token)".utf8)).hexadecimal
  }

  /// True for the same text. Digests are compared: how long that takes says nothing of the text.
  func isSame(as other: String?) -> Bool {
    guard let other else { return false }
    return Digest(of: Array(text.utf8)) == Digest(of: Array(other.utf8))
  }
}
