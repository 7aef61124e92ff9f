package import Model
import Unicode

/// Repairs damaged text: mojibake of one to three layers, entities and escapes that show, control
/// and invisible characters, split accents, broken spacing.
///
/// A pure value: the same text gives the same result. Linear in the text's length. What it changes
/// it records, and `undo` takes every change back; what it infers and cannot prove it records as
/// not certain. Text that is fine stays as it is, typography included.
package struct TextRepairer: Sendable {
  /// Which repairs are wanted.
  package struct Options: Sendable, Hashable {
    /// Undo mojibake.
    package var repairsEncoding = true
    /// Undo what is no mojibake: entities, control characters, spacing.
    package var cleansUp = true

    package init() {}
  }

  /// What this repairer does.
  package let options: Options

  /// A repairer; cheap to make.
  package init(options: Options = Options()) {
    self.options = options
  }

  /// Repairs one text. Bytes that are no UTF-8 count as U+FFFD.
  package func repair(_ bytes: [UInt8]) -> RepairedText {
    let text = Self.valid(bytes)
    guard let repaired = repaired([text], names: ["text"])?.first else {
      return RepairedText(text: String(decoding: text, as: UTF8.self), repairs: [])
    }
    return RepairedText(
      text: String(decoding: repaired.bytes, as: UTF8.self), repairs: repaired.repairs)
  }

  /// Repairs one text, and returns it as UTF-8 without the record of what was changed.
  package func repairedBytes(_ bytes: [UInt8]) -> [UInt8] {
    let text = Self.valid(bytes)
    return repaired([text], names: nil)?.first?.bytes ?? text
  }

  /// Repairs the fields of one document; a code page that one of them proves is known for all.
  ///
  /// The results stand in the order of the fields, whose names appear in the repairs.
  ///
  /// `budget`: Once it is spent the rest stays as it is.
  package func repair(
    fields: [(name: String, text: String)], budget: WorkBudget = WorkBudget()
  ) -> [RepairedText] {
    let texts = fields.map { Array($0.text.utf8) }
    guard let repaired = repaired(texts, names: fields.map(\.name), budget) else {
      return fields.map { RepairedText(text: $0.text, repairs: []) }
    }
    return zip(fields, repaired).map { field, repaired in
      let text =
        repaired.repairs.isEmpty ? field.text : String(decoding: repaired.bytes, as: UTF8.self)
      return RepairedText(text: text, repairs: repaired.repairs)
    }
  }

  /// Valid UTF-8 of bytes that may not be.
  private static func valid(_ bytes: [UInt8]) -> [UInt8] {
    UTF8Text.isValid(bytes.span) ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  /// The repaired texts, with a record of what was changed if they have names; nil when there is
  /// nothing to repair in any of them.
  private func repaired(
    _ texts: [[UInt8]], names: [String]?, _ budget: WorkBudget = WorkBudget()
  ) -> [(bytes: [UInt8], repairs: [Repair])]? {
    let chunks = Chunk.all(in: texts, options, budget)
    if chunks.isEmpty { return nil }
    var logs = chunks.map { EditLog(Self.scalars(of: texts[$0.field], $0.range)) }
    repair(&logs, chunks, texts, budget)
    if budget.isSpent || logs.allSatisfy(\.isUnchanged) { return nil }
    var next = 0
    return texts.indices.map { field in
      // Chunks stand in the order of their fields.
      let first = next
      while next < chunks.count, chunks[next].field == field { next += 1 }
      return joined(texts[field], name: names?[field], chunks[first..<next], logs[first..<next])
    }
  }

  private func repair(
    _ logs: inout [EditLog], _ chunks: [Chunk], _ texts: [[UInt8]], _ budget: WorkBudget
  ) {
    let hasCapitals = texts.contains { $0.contains { $0 &- 0x41 < 26 } }
    let needsCleanup = options.cleansUp && chunks.contains(where: \.needsCleanup)
    let recent = RecentCosts(budget: budget)
    if needsCleanup {
      for index in logs.indices {
        guard budget.take(1 + logs[index].scalars.count / 16) else { return }
        Entities.decode(&logs[index])
      }
    }
    // What entities hid may be mojibake.
    let isRevealed = logs.contains { !$0.isUnchanged }
    if options.repairsEncoding, isRevealed || chunks.contains(where: \.needsEncoding) {
      // What is only untidy says nothing of code pages.
      let suspects = logs.indices.filter { chunks[$0].needsEncoding || !logs[$0].isUnchanged }
      var repaired = suspects.map { logs[$0] }
      let isPartial = Self.holdsOthers(chunks, texts)
      Mojibake.repair(&repaired, recent, hasCapitals: hasCapitals, isPartial: isPartial)
      for (index, log) in zip(suspects, repaired) { logs[index] = log }
    }
    let untidy = logs.indices.filter {
      options.cleansUp && (chunks[$0].needsCleanup || Self.needsCleanup(logs[$0]))
    }
    if untidy.isEmpty { return }
    let context = LanguageContext(logs.lazy.map(\.scalars), recent: recent)
    let names = LostCapitals.Names()
    for index in untidy {
      guard budget.take(1 + logs[index].scalars.count / 16) else { return }
      Cleanup.clean(&logs[index])
      guard budget.take(1 + logs[index].scalars.count / 16) else { return }
      Typography.repair(&logs[index], isMostlyLatin: context.isMostlyLatin, texts, names)
    }
  }

  /// True when letters beyond ASCII stand outside of the chunks, and are fine there.
  private static func holdsOthers(_ chunks: [Chunk], _ texts: [[UInt8]]) -> Bool {
    var count = 0
    var ends = [Int](repeating: 0, count: texts.count)
    func holdsEnough(_ field: Int, upTo end: Int) -> Bool {
      // First bytes of letters; those of general punctuation are E2.
      for byte in texts[field][min(ends[field], end)..<end] where byte >= 0xC3 && byte != 0xE2 {
        count += 1
        if count == 6 { return true }
      }
      return false
    }
    for chunk in chunks {
      if holdsEnough(chunk.field, upTo: chunk.range.lowerBound) { return true }
      ends[chunk.field] = chunk.range.upperBound
    }
    return texts.indices.contains { holdsEnough($0, upTo: texts[$0].count) }
  }

  /// True when there is something to clean in what became of a text.
  private static func needsCleanup(_ log: EditLog) -> Bool {
    guard !log.isUnchanged else { return false }
    var bytes: [UInt8] = []
    log.write(to: &bytes)
    var screening = Screening(languageLimit: 0)
    screening.scan(bytes.span)
    return screening.needsCleanup
  }

  private static func scalars(of text: [UInt8], _ range: Range<Int>) -> [UInt32] {
    let bytes = text.span
    var scalars: [UInt32] = []
    scalars.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let read = UTF8Text.read(bytes, at: index)
      scalars.append(read.scalar)
      index &+= read.byteCount
    }
    return scalars
  }

  /// A field put together again from what was fine and the repaired chunks.
  private func joined(
    _ text: [UInt8], name: String?, _ chunks: ArraySlice<Chunk>, _ logs: ArraySlice<EditLog>
  ) -> (bytes: [UInt8], repairs: [Repair]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var repairs: [Repair] = []
    var copied = 0
    assert(chunks.count == logs.count)
    for (chunk, log) in zip(chunks, logs) {
      assert(copied <= chunk.range.lowerBound, "chunks of a field are sorted and do not overlap")
      bytes.append(contentsOf: text[copied..<chunk.range.lowerBound])
      copied = chunk.range.upperBound
      if log.isUnchanged {
        bytes.append(contentsOf: text[chunk.range])
        continue
      }
      if let name {
        log.write(field: name, of: text[chunk.range], to: &bytes, &repairs)
      } else {
        log.write(to: &bytes)
      }
    }
    bytes.append(contentsOf: text[copied...])
    return (bytes, repairs)
  }

  /// The text before its repairs: takes back what `repair` recorded for one field.
  ///
  /// Nil when the repairs do not fit the text.
  package static func undo(_ repairs: [Repair], in text: String) -> String? {
    let bytes = Array(text.utf8)
    var original: [UInt8] = []
    original.reserveCapacity(bytes.count)
    var copied = 0
    for repair in repairs {
      let after = Array(repair.after.utf8)
      guard repair.byteOffset >= copied, repair.byteOffset + after.count <= bytes.count,
        bytes[repair.byteOffset..<repair.byteOffset + after.count].elementsEqual(after)
      else { return nil }
      original.append(contentsOf: bytes[copied..<repair.byteOffset])
      original.append(contentsOf: repair.before.utf8)
      copied = repair.byteOffset + after.count
    }
    original.append(contentsOf: bytes[copied...])
    return String(decoding: original, as: UTF8.self)
  }
}
