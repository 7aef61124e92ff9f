/// Text as places in the language model's tables, with the part of its cost that is the same in every
/// language: worked out once where several languages are asked.
package struct SlottedText: Sendable {
  /// The place of each scalar.
  let slots: [UInt16]
  /// The cost of letter case and of what stands around words.
  let sharedCost: Int

  /// Reads `scalars` from a word's start.
  package init(_ scalars: Span<UInt32>, _ model: LanguageModel = .shared) {
    var slots: [UInt16] = []
    slots.reserveCapacity(scalars.count)
    var context = Int(LanguageModel.Context.start.rawValue)
    var total = 0
    for index in scalars.indices {
      let slot = model.slot(scalars[index])
      let extra = model.extra(ofSlot: slot, context: context)
      total += extra & 0xFF
      context = extra &>> 8
      slots.append(UInt16(truncatingIfNeeded: slot))
    }
    self.slots = slots
    sharedCost = total
  }
}
