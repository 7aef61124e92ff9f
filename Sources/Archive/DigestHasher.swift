internal import CCrypto
package import Model

extension Digest {
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
    var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
    let result = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
    }
    precondition(result == 1, "SHA-256 ends once")
    guard let digest = Digest(bytes: bytes) else {
      preconditionFailure("SHA-256 has \(Digest.byteCount) bytes")
    }
    return digest
  }
}
