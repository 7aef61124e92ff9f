/// Edits of one text that are sorted and do not overlap.
///
/// A damaged text has one for every few characters, so none has memory of its own: the scalars of
/// all replacements lie in one array, rules are numbers.
struct EditList {
  /// One edit.
  struct Entry {
    var range: Range<Int>
    /// The replacement's place in `EditList.scalars`.
    var replacement: Range<Int>
    /// The rule's place in `EditList.rules`.
    var rule: UInt16
    var lossy = false
    var certain = true
  }

  var entries: [Entry] = []
  private(set) var scalars: [UInt32] = []
  private(set) var rules: [String] = []

  init() {}

  init(_ edits: [Edit]) {
    entries.reserveCapacity(edits.count)
    for edit in edits { append(edit) }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Where the last edit ends, 0 before the first.
  private var end: Int { entries.last?.range.upperBound ?? 0 }

  /// The number of a rule in this list.
  mutating func number(of rule: String) -> UInt16 {
    if let last = rules.last, last == rule { return UInt16(rules.count - 1) }
    if let known = rules.firstIndex(of: rule) { return UInt16(known) }
    rules.append(rule)
    assert(rules.count <= Int(UInt16.max))
    return UInt16(rules.count - 1)
  }

  mutating func append(_ edit: Edit) {
    assert(edit.range.lowerBound >= end, "edits are appended in order and do not overlap")
    let start = scalars.count
    scalars.append(contentsOf: edit.replacement)
    entries.append(
      Entry(
        range: edit.range, replacement: start..<scalars.count, rule: number(of: edit.rule),
        lossy: edit.lossy, certain: edit.certain))
  }

  /// Appends an edit by rule number `rule` whose replacement `write` appends to the scalars; what it
  /// returns is where the edit's range ends, or nil when there is none: then nothing is appended.
  @inline(__always)
  mutating func append(
    from start: Int, rule: UInt16, _ write: (inout [UInt32]) -> Int?
  ) -> Int? {
    assert(start >= end, "edits are appended in order and do not overlap")
    let count = scalars.count
    guard let end = write(&scalars) else {
      scalars.removeSubrange(count...)
      return nil
    }
    assert(end > start, "an edit that replaces nothing would be found again and again")
    entries.append(Entry(range: start..<end, replacement: count..<scalars.count, rule: rule))
    return end
  }

  /// Takes back all but the first `count` edits.
  mutating func removeAll(beyond count: Int) {
    guard count < entries.count else { return }
    scalars.removeSubrange(entries[count].replacement.lowerBound...)
    entries.removeSubrange(count...)
  }

  /// The replacement of an edit.
  func replacement(of entry: Entry) -> ArraySlice<UInt32> { scalars[entry.replacement] }
}
