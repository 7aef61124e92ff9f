package import Ledger
internal import Model
package import NearDuplicates

extension CopyIndex {
  /// The index as it was when the ledger's last article was decided; keys of the articles that have left
  /// its window are in the ledger on return.
  ///
  /// `tick`: Called now and then with how many articles are in, of how many.
  package static func restored(
    from ledger: any LedgerWriter, options: CopyIndexOptions,
    tick: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> CopyIndex {
    let copies = CopyIndex(
      options: options, cold: LedgerSignatures(ledger: ledger), library: try ledger.boilerplate())
    let last = try ledger.highestNumber()?.rawValue ?? 0
    let hot = UInt64(options.hotDocumentLimit)
    var count = 0
    copies.willRestore(through: DecisionNumber(last))
    try ledger.forEachSignature(from: DecisionNumber(last > hot ? last - hot + 1 : 1)) { row in
      guard let document = SignedDocument(row) else { return true }
      copies.insert(
        document,
        decision: CopyDecision(
          copyOf: row.copyOf, kind: row.kind, contains: row.contains,
          containedBy: row.containedBy, story: row.arrivalStory, head: row.head),
        story: row.story)
      count += 1
      if count % 10_000 == 0 { tick(count, Int(min(last, hot))) }
      return true
    }
    while try ledger.keysIndexedThrough() < copies.keysNeededThrough {
      try ledger.indexKeys(through: copies.keysNeededThrough, limit: 10_000)
      tick(count, count)
    }
    return copies
  }
}
