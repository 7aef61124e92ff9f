/// Finds the name that somebody meant.
package enum NameSuggestion {
  /// `; did you mean "…"?` where a name is close enough to be a slip, else the names there are. Two
  /// letters that changed places count as one slip.
  package static func text(for name: String, among names: [String]) -> String {
    let scored = names.map { (distance: editDistance(name, $0), name: $0) }
    guard let best = scored.min(by: { $0 < $1 }), best.distance <= max(2, name.utf8.count / 3)
    else { return "; known are: " + names.sorted().joined(separator: ", ") }
    return "; did you mean \"\(best.name)\"?"
  }

  /// Single bytes to insert, remove or replace, and neighbours to exchange; of the first 80 bytes.
  private static func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8.prefix(80))
    let right = Array(right.utf8.prefix(80))
    var row = Array(0...right.count)
    var before = row
    for (i, byte) in left.enumerated() {
      let above = row
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        var least = min(above[j] + (byte == other ? 0 : 1), row[j] + 1, above[j + 1] + 1)
        if i > 0, j > 0, byte == right[j - 1], left[i - 1] == other {
          least = min(least, before[j - 1] + 1)
        }
        row[j + 1] = least
      }
      before = above
    }
    return row[right.count]
  }
}
