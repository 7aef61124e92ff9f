import CCrypto

/// The SHA-256 of a file's bytes (FIPS 180-4): an original's name in the archive.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  package let bytes: [UInt8]

  /// Takes the 32 bytes of a finished hash.
  init(bytes: [UInt8]) {
    precondition(bytes.count == 32, "SHA-256 has 32 bytes")
    self.bytes = bytes
  }

  /// Reads `sha256:` and 64 hexadecimal digits, or the digits alone; `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    let prefix = "sha256:"
    let digits = Array(text.utf8.dropFirst(text.hasPrefix(prefix) ? prefix.utf8.count : 0))
    guard digits.count == 64 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// 64 hexadecimal digits in lower case.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// `sha256:` and 64 hexadecimal digits.
  package var description: String { "sha256:" + hexadecimal }

  /// The digest of bytes that are all there.
  package init(of bytes: [UInt8]) {
    let hasher = DigestHasher()
    hasher.update(bytes.span)
    self = hasher.finish()
  }
}

/// SHA-256 over bytes that come in pieces, by libcrypto. `finish` ends it.
@safe package final class DigestHasher {
  private let context: OpaquePointer

  /// Begins a digest. Traps when there is no memory for it, or when libcrypto was built without
  /// SHA-256: neither depends on input.
  package init() {
    guard let context = unsafe EVP_MD_CTX_new(),
      unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    else { preconditionFailure("libcrypto offers no SHA-256") }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Takes in the next bytes.
  package func update(_ bytes: Span<UInt8>) {
    let result = unsafe bytes.withUnsafeBytes { raw in
      unsafe EVP_DigestUpdate(context, raw.baseAddress, raw.count)
    }
    precondition(result == 1, "SHA-256 takes any bytes")
  }

  /// The digest of all bytes so far.
  package func finish() -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    let result = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
    }
    precondition(result == 1, "SHA-256 ends once")
    return Digest(bytes: bytes)
  }
}
