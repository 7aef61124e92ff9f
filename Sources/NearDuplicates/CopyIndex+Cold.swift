import Articles

extension CopyIndex {
  /// The verdict about a document whose original has left the hot window; nil when none is found.
  func coldVerdict(_ document: SignedDocument, _ cold: any ColdSignatures) -> Verdict? {
    let signature = document.signature
    let found = cold.documents(
      digest: document.digest, textHash: signature.textHash,
      keyShingles: signature.keyShingles(), limit: Self.coldLimit
    ).prefix(Self.coldLimit)
    guard !found.isEmpty else { return nil }
    // A small window of its own, in which they are numbered from 1.
    var side = HotWindow(capacity: 64)
    comparer.begin(signature, frequencies: frequencies)
    for (index, older) in found.enumerated() {
      var renumbered = older.document
      renumbered.number = DecisionNumber(UInt64(index + 1))
      let own = Verdict(story: renumbered.number, head: renumbered.number)
      let entry = HotDocument(renumbered, own, digest: Self.key(older.document.digest))
      let place = side.append(entry, renumbered.signature)
      guard let placed = side[place] else { continue }
      let isSameBytes = entry.digest != 0 && entry.digest == Self.key(document.digest)
      let isSameText =
        older.document.signature.textHash == signature.textHash
        && Int(signature.wordCount) >= options.textWordFloor
      let comparison = comparer.compare(placed, in: side, frequencies: frequencies)
      let isNear =
        Int(signature.wordCount) >= options.nearWordFloor
        && CopyRule(options: options).accepts(comparison)
      guard isSameBytes || isSameText || isNear else { continue }
      return Verdict(
        copyOf: older.root, kind: isSameBytes ? .bytes : isSameText ? .text : .near,
        similarity: isSameBytes || isSameText ? 1 : comparison.containment, story: older.story,
        head: clusters[older.root]?.head ?? older.root)
    }
    return nil
  }

  /// Documents that are asked for and compared.
  private static let coldLimit = 16
}
