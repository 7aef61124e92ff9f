/// A change of a field as people read it: some lines, however long the field is.
package struct DifferenceText: Sendable, Equatable {
  /// Fit for a terminal, without indentation.
  package private(set) var lines: [String] = []

  /// Lines that one field may take.
  private static let lineLimit = 12
  /// Characters of one line, about.
  private static let length = 160
  /// Lines that are compared one by one; of more the first ones are shown.
  private static let comparedCount = 400

  /// The change of one field.
  package init(_ change: FieldChange) {
    if change.line == 0 {
      write(plain: change)
    } else {
      lines.append("\(change.field), from line \(change.line) on:")
      write(list: change)
    }
  }

  private mutating func write(plain change: FieldChange) {
    let (before, after) = (change.before.first, change.after.first)
    let short = Self.length / 2
    if let before, let after, before.count > short || after.count > short {
      lines.append("\(change.field):")
      lines += Self.pair(before, after).map { "  " + $0 }
    } else {
      let values = [before, after].map { $0.map { Self.cut($0) } ?? "(none)" }
      lines.append("\(change.field): \(values[0]) → \(values[1])")
    }
  }

  private mutating func write(list change: FieldChange) {
    var found: [String] = []
    if max(change.before.count, change.after.count) > Self.comparedCount {
      found = change.before.map { "- " + Self.cut($0) } + change.after.map { "+ " + Self.cut($0) }
    } else {
      for hunk in Self.hunks(change.before, change.after) {
        let paired = min(hunk.before.count, hunk.after.count)
        for index in 0..<paired { found += Self.pair(hunk.before[index], hunk.after[index]) }
        found += hunk.before[paired...].map { "- " + Self.cut($0) }
        found += hunk.after[paired...].map { "+ " + Self.cut($0) }
      }
    }
    let shown = found.count > Self.lineLimit ? Self.lineLimit - 1 : found.count
    lines += found.prefix(shown).map { "  " + $0 }
    if found.count > shown { lines.append("  … and \(found.count - shown) more lines") }
  }

  /// The stretches of lines that differ, in order.
  private static func hunks(
    _ before: [String], _ after: [String]
  ) -> [(before: [String], after: [String])] {
    let difference = after.difference(from: before)
    var (removed, inserted) = (Set<Int>(), Set<Int>())
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var hunks: [(before: [String], after: [String])] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      var hunk: (before: [String], after: [String]) = ([], [])
      while removed.contains(old) {
        hunk.before.append(before[old])
        old += 1
      }
      while inserted.contains(new) {
        hunk.after.append(after[new])
        new += 1
      }
      if !hunk.before.isEmpty || !hunk.after.isEmpty { hunks.append(hunk) }
      // A line of both.
      old += 1
      new += 1
    }
    return hunks
  }

  /// A line and what took its place: the words that differ with some around them, or both where little
  /// is the same.
  private static func pair(_ before: String, _ after: String) -> [String] {
    let old = before.split(separator: " ", omittingEmptySubsequences: false)
    let new = after.split(separator: " ", omittingEmptySubsequences: false)
    let start = zip(old, new).prefix { $0 == $1 }.count
    let shorter = min(old.count, new.count) - start
    let end = zip(old.reversed(), new.reversed()).prefix(shorter).prefix { $0 == $1 }.count
    guard start + end > 0, (start + end) * 2 >= min(old.count, new.count) else {
      return ["- " + cut(before), "+ " + cut(after)]
    }
    let context = 5
    let left =
      (start > context ? "… " : "") + old[..<start].suffix(context).map { $0 + " " }.joined()
    let right =
      old[(old.count - end)...].prefix(context).map { " " + $0 }.joined()
      + (end > context ? " …" : "")
    let gone = old[start..<old.count - end].joined(separator: " ")
    let come = new[start..<new.count - end].joined(separator: " ")
    let marked =
      (gone.isEmpty ? "" : "[-" + cut(gone) + "-]") + (come.isEmpty ? "" : "{+" + cut(come) + "+}")
    return ["~ " + cut(left) + marked + cut(right)]
  }

  /// The beginning of a text, fit for a terminal.
  private static func cut(_ text: String) -> String {
    let start = text.prefix(length)
    return TerminalText.safe(String(start)) + (start.endIndex < text.endIndex ? "…" : "")
  }
}
