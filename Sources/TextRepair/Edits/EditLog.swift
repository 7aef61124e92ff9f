import Model
import Unicode

/// A text under repair, and how it differs from the original: a sorted list of spans that stays
/// exact however many passes edit the text, so that every change can be undone.
struct EditLog {
  /// The text as it stands.
  private(set) var scalars: [UInt32]
  private let original: [UInt32]
  private var spans: [Change] = []
  /// The rules of the spans; several that worked on one are joined by `+`.
  private var rules: [String] = []

  private struct Change {
    var original: Range<Int>
    var current: Range<Int>
    var rule: UInt16
    var lossy: Bool
    var certain: Bool
  }

  init(_ scalars: [UInt32]) {
    self.scalars = scalars
    original = scalars
  }

  /// The stretches of the text as it stands that have been changed.
  var changedRanges: [Range<Int>] { spans.map(\.current) }

  /// True while nothing has been changed.
  var isUnchanged: Bool { spans.isEmpty }

  /// Applies edits that are sorted and do not overlap.
  mutating func apply(_ edits: [Edit]) {
    if !edits.isEmpty { apply(EditList(edits)) }
  }

  /// Applies all edits of a list.
  mutating func apply(_ edits: EditList) {
    guard !edits.isEmpty else { return }
    assert(
      edits.entries.allSatisfy { $0.range.upperBound <= scalars.count }, "an edit beyond the text")
    let count = edits.entries.reduce(scalars.count) { $0 - $1.range.count + $1.replacement.count }
    let replaced = [UInt32](capacity: count) { output in
      let (source, replacements) = (scalars.span, edits.scalars.span)
      var copied = 0
      for edit in edits.entries {
        for index in copied..<edit.range.lowerBound { output.append(source[index]) }
        for index in edit.replacement { output.append(replacements[index]) }
        copied = edit.range.upperBound
      }
      for index in copied..<source.count { output.append(source[index]) }
    }
    let numbers = edits.rules.map { number(of: $0) }
    spans = spans.isEmpty ? Self.spans(of: edits, numbers) : composed(with: edits, numbers)
    scalars = replaced
    assert(isConsistent)
  }

  /// True when the spans are sorted, do not overlap on either side, and account for every scalar of
  /// both texts.
  private var isConsistent: Bool {
    var (before, after) = (0, 0)
    for span in spans {
      let gap = span.original.lowerBound - before
      guard gap >= 0, span.current.lowerBound - after == gap else { return false }
      (before, after) = (span.original.upperBound, span.current.upperBound)
    }
    return original.count - before == scalars.count - after && before <= original.count
  }

  /// The spans of the first edits of a text.
  private static func spans(of edits: EditList, _ numbers: [UInt16]) -> [Change] {
    var shift = 0
    return edits.entries.map { edit in
      let start = edit.range.lowerBound + shift
      shift += edit.replacement.count - edit.range.count
      return Change(
        original: edit.range, current: start..<start + edit.replacement.count,
        rule: numbers[Int(edit.rule)], lossy: edit.lossy, certain: edit.certain)
    }
  }

  /// The spans after `edits`: whatever overlaps becomes one span with the rules of all its parts.
  /// `numbers` are the numbers of the edits' rules in this log.
  private mutating func composed(with edits: EditList, _ numbers: [UInt16]) -> [Change] {
    let edits = edits.entries
    var result: [Change] = []
    result.reserveCapacity(spans.count + edits.count)
    var (old, new) = (0, 0)
    var (toOriginal, toReplaced) = (0, 0)
    while old < spans.count || new < edits.count {
      let oldStart = old < spans.count ? spans[old].current.lowerBound : Int.max
      let newStart = new < edits.count ? edits[new].range.lowerBound : Int.max
      let start = min(oldStart, newStart)
      var end = start
      let (originalBefore, replacedBefore) = (toOriginal, toReplaced)
      var rule: UInt16?
      var (lossy, certain) = (false, true)
      while true {
        let next: (rule: UInt16, lossy: Bool, certain: Bool)
        if old < spans.count, rule == nil ? oldStart == start : spans[old].current.lowerBound < end
        {
          let span = spans[old]
          end = max(end, span.current.upperBound)
          toOriginal += span.original.count - span.current.count
          next = (span.rule, span.lossy, span.certain)
          old += 1
        } else if new < edits.count, rule == nil || edits[new].range.lowerBound < end {
          let edit = edits[new]
          end = max(end, edit.range.upperBound)
          toReplaced += edit.replacement.count - edit.range.count
          next = (numbers[Int(edit.rule)], edit.lossy, edit.certain)
          new += 1
        } else {
          break
        }
        rule = rule.map { $0 == next.rule ? $0 : joined($0, next.rule) } ?? next.rule
        lossy = lossy || next.lossy
        certain = certain && next.certain
      }
      result.append(
        Change(
          original: start + originalBefore..<end + toOriginal,
          current: start + replacedBefore..<end + toReplaced,
          rule: rule ?? 0, lossy: lossy, certain: certain))
    }
    return result
  }

  private mutating func number(of rule: String) -> UInt16 {
    if let known = rules.firstIndex(of: rule) { return UInt16(known) }
    rules.append(rule)
    return UInt16(rules.count - 1)
  }

  /// The number of two rules joined, each part once.
  private mutating func joined(_ first: UInt16, _ second: UInt16) -> UInt16 {
    var parts = rules[Int(first)].split(separator: "+")
    for part in rules[Int(second)].split(separator: "+") where !parts.contains(part) {
      parts.append(part)
    }
    return number(of: parts.joined(separator: "+"))
  }

  /// Appends the text as it stands to `bytes`.
  func write(to bytes: inout [UInt8]) { UTF8Text.append(scalars.span, to: &bytes) }

  /// The same, and its changes to `repairs`, in the order of the text; spans that end as they began
  /// are left out. `source` is the original text in UTF-8.
  func write(
    field: String, of source: ArraySlice<UInt8>, to bytes: inout [UInt8],
    _ repairs: inout [Repair]
  ) {
    repairs.reserveCapacity(repairs.count + spans.count)
    forEachSpan(of: source, writing: &bytes) { span, before, offset, bytes in
      guard !bytes[offset...].elementsEqual(source[before]) else { return }
      repairs.append(
        Repair(
          rule: rules[Int(span.rule)], field: field, byteOffset: offset,
          before: String(decoding: source[before], as: UTF8.self),
          after: String(decoding: bytes[offset...], as: UTF8.self), lossy: span.lossy,
          certain: span.certain))
    }
  }

  /// Writes the text, and calls `body` behind each span with its place in the source and where it
  /// starts in `bytes`.
  @inline(__always)
  private func forEachSpan(
    of source: ArraySlice<UInt8>, writing bytes: inout [UInt8],
    _ body: (Change, Range<Int>, Int, [UInt8]) -> Void
  ) {
    // Up to where the original is written or replaced: in scalars, and in bytes.
    var (done, copied) = (0, source.startIndex)
    let (before, after) = (original.span, scalars.span)
    for span in spans {
      let start = copied + Self.byteCount(before, done..<span.original.lowerBound)
      let end = start + Self.byteCount(before, span.original)
      bytes.append(contentsOf: source[copied..<start])
      let offset = bytes.count
      for index in span.current { UTF8Text.append(after[index], to: &bytes) }
      (done, copied) = (span.original.upperBound, end)
      body(span, start..<end, offset, bytes)
    }
    assert(
      source.endIndex - copied == Self.byteCount(before, done..<before.count),
      "the source is not the text that the log began with")
    bytes.append(contentsOf: source[copied...])
  }

  @inline(__always)
  private static func byteCount(_ scalars: Span<UInt32>, _ range: Range<Int>) -> Int {
    var count = 0
    for index in range { count &+= scalars[index].utf8Count }
    return count
  }
}
