package import Model

extension CopyIndex {
  /// The decision about a document whose original has left the hot window; nil when none is found.
  func coldDecision(_ document: SignedDocument, _ cold: any ColdSignatures) -> CopyDecision? {
    let signature = document.signature
    let found: [ColdDocument]
    do {
      found = try cold.documents(
        keys: signature.keys, before: DecisionNumber(window.start), limit: Self.coldLimit)
    } catch {
      coldFailure = error
      return nil
    }
    guard !found.isEmpty else { return nil }
    // A small window of its own, in which they are numbered from 1.
    var side = HotWindow(capacity: 64)
    comparer.begin(signature, frequencies: frequencies)
    for (index, older) in found.enumerated() {
      var renumbered = older.document
      renumbered.number = DecisionNumber(UInt64(index + 1))
      var own = CopyDecision(story: renumbered.number, head: renumbered.number)
      if older.isDigest { own.contains = [renumbered.number] }
      let entry = HotDocument(renumbered, own, digest: Self.key(older.document.digest))
      let slot = side.append(entry, renumbered.signature)
      guard let candidate = side[slot] else { continue }
      let isSameBytes = entry.digest != 0 && entry.digest == Self.key(document.digest)
      let isSameText =
        older.document.signature.textHash == signature.textHash
        && Int(signature.wordCount) >= options.textWordFloor
      let comparison = comparer.compare(candidate, in: side, frequencies: frequencies)
      let isNear =
        Int(signature.wordCount) >= options.nearWordFloor
        && isCopy(Compared(older: candidate, comparison: comparison), in: side)
      guard isSameBytes || isSameText || isNear else { continue }
      return CopyDecision(
        copyOf: older.root, kind: isSameBytes ? .bytes : isSameText ? .text : .near,
        similarity: isSameBytes || isSameText ? 1 : comparison.containment, story: older.story,
        head: clusters[older.root]?.head ?? older.head)
    }
    return nil
  }

  /// Documents that are asked for and compared.
  private static let coldLimit = 8

  /// Documents up to this number must be found through `cold` soon: some way ahead of what leaves the
  /// window, so that it may be seen to every few thousand documents.
  package var keysNeededThrough: DecisionNumber {
    let capacity = UInt64(window.capacity)
    guard window.capacity == options.hotCapacity, window.end > capacity else {
      return DecisionNumber(0)
    }
    return DecisionNumber(window.end - capacity + min(8192, capacity / 2))
  }
}
