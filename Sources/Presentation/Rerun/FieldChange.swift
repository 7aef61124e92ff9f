/// One field of an article as it was and as it is, as lines: of a plain value one, or none where it has no
/// value; of a list those from the first to the last that differ.
package struct FieldChange: Codable, Sendable, Equatable {
  /// The field's name as `winnow export` has it.
  package var field: String
  /// The number of the first line in the list, from 1 on; 0 for a plain value.
  package var line: Int
  package var before: [String]
  package var after: [String]

  /// Nil where both are the same.
  init?(_ field: String, _ before: String?, _ after: String?) {
    guard before != after else { return nil }
    self.field = field
    line = 0
    self.before = before.map { [$0] } ?? []
    self.after = after.map { [$0] } ?? []
  }

  /// Nil where both are the same.
  init?(_ field: String, list before: [String], _ after: [String]) {
    guard before != after else { return nil }
    let start = zip(before, after).prefix { $0 == $1 }.count
    let shorter = min(before.count, after.count) - start
    let same = zip(before.reversed(), after.reversed()).prefix(shorter).prefix { $0 == $1 }.count
    self.field = field
    line = start + 1
    self.before = Array(before[start..<before.count - same])
    self.after = Array(after[start..<after.count - same])
  }
}
