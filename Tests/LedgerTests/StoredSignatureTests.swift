import Model
import NearDuplicates
import Testing

@testable import Ledger

@Suite struct StoredSignatureTests {
  private let signature = Signer().sign(
    headline: "Bridge closed", paragraphs: ["The bridge was closed on Tuesday after a crack."])

  @Test(
    "a signature is stored with the digest of its file, or with none for a record of a container",
    arguments: ["", "sha256:" + String(repeating: "0a", count: 32)])
  func roundTrip(digest: String) throws {
    let stored = StoredSignature(digest: digest, signature: signature)
    #expect(stored.digest.count == (digest.isEmpty ? 0 : 16))
    let read = try #require(StoredSignature(decoding: stored.encoded))
    #expect(read.digest == stored.digest)
    #expect(read.signature == signature)
  }

  @Test("bytes cut anywhere are no signature, and no trap")
  func cut() {
    let bytes = StoredSignature(digest: "sha256:0a0b", signature: signature).encoded
    for end in 0..<bytes.count - 1 { _ = StoredSignature(decoding: Array(bytes[..<end])) }
    #expect(StoredSignature(decoding: []) == nil)
  }
}
