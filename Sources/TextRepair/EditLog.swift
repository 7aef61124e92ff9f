import Articles
import TextEncodings

/// One replacement in a text of scalars.
struct Edit {
  /// What is replaced, in the text as it stands before this edit and its companions.
  var range: Range<Int>
  var replacement: [UInt32]
  var rule: String
  var lossy = false
  var certain = true
}

/// A text under repair, and how it differs from the original: a sorted list of spans that stays
/// exact however many passes edit the text, so that every change can be undone.
struct EditLog {
  /// The text as it stands.
  private(set) var scalars: [UInt32]
  private let original: [UInt32]
  private var spans: [Span] = []

  private struct Span {
    var original: Range<Int>
    var current: Range<Int>
    var rule: String
    var lossy: Bool
    var certain: Bool
  }

  init(_ scalars: [UInt32]) {
    self.scalars = scalars
    original = scalars
  }

  /// True while nothing has been changed.
  var isUnchanged: Bool { spans.isEmpty }

  /// Applies edits that are sorted and do not overlap.
  mutating func apply(_ edits: [Edit]) {
    guard !edits.isEmpty else { return }
    var replaced: [UInt32] = []
    replaced.reserveCapacity(scalars.count)
    var copied = 0
    for edit in edits {
      replaced.append(contentsOf: scalars[copied..<edit.range.lowerBound])
      replaced.append(contentsOf: edit.replacement)
      copied = edit.range.upperBound
    }
    replaced.append(contentsOf: scalars[copied...])
    spans = composed(with: edits)
    scalars = replaced
  }

  /// The spans after `edits`: whatever overlaps becomes one span with the rules of all its parts.
  private func composed(with edits: [Edit]) -> [Span] {
    var result: [Span] = []
    result.reserveCapacity(spans.count + edits.count)
    var (old, new) = (0, 0)
    var (toOriginal, toReplaced) = (0, 0)
    while old < spans.count || new < edits.count {
      let oldStart = old < spans.count ? spans[old].current.lowerBound : Int.max
      let newStart = new < edits.count ? edits[new].range.lowerBound : Int.max
      let start = min(oldStart, newStart)
      var end = start
      let (originalBefore, replacedBefore) = (toOriginal, toReplaced)
      var rules: [String] = []
      var (lossy, certain) = (false, true)
      func note(_ rule: String, lossy isLossy: Bool, certain isCertain: Bool) {
        if rules.isEmpty {
          rules = [rule]
        } else if !rules.contains(rule) {
          let known = rules.flatMap { $0.split(separator: "+") }
          for part in rule.split(separator: "+") where !known.contains(part) {
            rules.append(String(part))
          }
        }
        lossy = lossy || isLossy
        certain = certain && isCertain
      }
      var isFirst = true
      while true {
        if old < spans.count, isFirst ? oldStart == start : spans[old].current.lowerBound < end {
          let span = spans[old]
          end = max(end, span.current.upperBound)
          toOriginal += span.original.count - span.current.count
          note(span.rule, lossy: span.lossy, certain: span.certain)
          old += 1
        } else if new < edits.count, isFirst || edits[new].range.lowerBound < end {
          let edit = edits[new]
          end = max(end, edit.range.upperBound)
          toReplaced += edit.replacement.count - edit.range.count
          note(edit.rule, lossy: edit.lossy, certain: edit.certain)
          new += 1
        } else {
          break
        }
        isFirst = false
      }
      result.append(
        Span(
          original: start + originalBefore..<end + toOriginal,
          current: start + replacedBefore..<end + toReplaced,
          rule: rules.joined(separator: "+"), lossy: lossy, certain: certain))
    }
    return result
  }

  /// Appends the text as it stands to `bytes` and its changes to `repairs`, in the order of the
  /// text; spans that end as they began are left out. `source` is the original text in UTF-8.
  func write(
    field: String, of source: ArraySlice<UInt8>, to bytes: inout [UInt8],
    _ repairs: inout [Repair]
  ) {
    repairs.reserveCapacity(repairs.count + spans.count)
    // Up to where the original is written or replaced: in scalars, and in bytes.
    var (done, copied) = (0, source.startIndex)
    for span in spans {
      let start = copied + Self.byteCount(original[done..<span.original.lowerBound])
      let end = start + Self.byteCount(original[span.original])
      bytes.append(contentsOf: source[copied..<start])
      let offset = bytes.count
      for scalar in scalars[span.current] { UTF8Text.append(scalar, to: &bytes) }
      (done, copied) = (span.original.upperBound, end)
      guard !bytes[offset...].elementsEqual(source[start..<end]) else { continue }
      repairs.append(
        Repair(
          rule: span.rule, field: field, byteOffset: offset,
          before: String(decoding: source[start..<end], as: UTF8.self),
          after: String(decoding: bytes[offset...], as: UTF8.self), lossy: span.lossy,
          certain: span.certain))
    }
    bytes.append(contentsOf: source[copied...])
  }

  private static func byteCount(_ scalars: ArraySlice<UInt32>) -> Int {
    scalars.reduce(0) { $0 &+ $1.utf8Count }
  }
}

extension UInt32 {
  /// How many bytes the scalar takes in UTF-8.
  var utf8Count: Int { self < 0x80 ? 1 : self < 0x800 ? 2 : self < 0x10000 ? 3 : 4 }

  /// True for a value that may stand in a text: no surrogate, not above U+10FFFF.
  var isScalar: Bool { self < 0xD800 || self &- 0xE000 < 0x10_2000 }
}

extension String {
  /// The text of scalars; what is no scalar becomes U+FFFD.
  init(scalars: some Collection<UInt32>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * scalars.count)
    for value in scalars { UTF8Text.append(value.isScalar ? value : 0xFFFD, to: &bytes) }
    self.init(decoding: bytes, as: UTF8.self)
  }
}
