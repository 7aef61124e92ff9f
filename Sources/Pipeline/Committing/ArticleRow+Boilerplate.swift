package import Ledger
internal import Model
package import NearDuplicates

extension ArticleRow {
  /// An article that was offered to a cluster, without the lines that its source repeats, signed as it is
  /// then; what it was signed without before does not matter. A pure function: whoever has the offer and
  /// the version has the same article.
  ///
  /// Returns nil where its signature is of another version.
  package func leavingOut(_ boilerplate: BoilerplateSnapshot, _ signer: Signer) -> ArticleRow? {
    guard let stored = StoredSignature(decoding: signature) else { return nil }
    var row = self
    row.article = boilerplate.leftOut(of: article)
    if boilerplate.version != snapshotVersion {
      row.signature =
        StoredSignature(digest: stored.digest, signature: signer.sign(row.article)).encoded
      row.snapshotVersion = boilerplate.version
    }
    return row
  }
}
