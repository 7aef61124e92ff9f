/// What a source delivered on one day of UTC.
package struct SourceDay: Sendable, Equatable {
  /// What came in one hour of the day, or on all of it.
  package struct Part: Sendable, Equatable {
    /// 0 to 23; nil for the whole day.
    package var hour: Int?
    package var counts = SourceCounts()
  }

  /// Days since 1 January 1970.
  package var number: Int
  /// Bit 0 for an hour from midnight in which a file came, and so on.
  package var hours: UInt32 = 0
  /// By hour, ascending; a single one for the whole of an older day.
  package internal(set) var parts: [Part] = []
  /// Problems for which this day does not say what is usual.
  package var problems = SourceProblems()

  package init(number: Int) { self.number = number }

  /// All that came on the day.
  package var total: SourceCounts {
    var sum = parts.first?.counts ?? SourceCounts()
    for part in parts.dropFirst() { sum.add(part.counts) }
    return sum
  }

  /// Files that came on the day.
  var fileCount: Int { parts.reduce(0) { $0 + $1.counts.files } }

  /// Counts a file.
  mutating func add(_ file: SourceFile) {
    hours |= 1 << UInt32(SourceTime.hourOfDay(file.arrival))
    parts[part(at: file.arrival)].counts.add(file)
  }

  /// Counts an article.
  mutating func add(_ article: SourceArticle) {
    parts[part(at: article.arrival)].counts.add(article)
  }

  /// Forgets the hours.
  mutating func merge() {
    if parts.count == 1, parts[0].hour == nil { return }
    parts = [Part(hour: nil, counts: total)]
  }

  private mutating func part(at arrival: Int64) -> Int {
    if let first = parts.first, first.hour == nil { return 0 }
    let hour = SourceTime.hourOfDay(arrival)
    let index = parts.firstIndex { ($0.hour ?? 0) >= hour } ?? parts.count
    if index == parts.count || parts[index].hour != hour {
      parts.insert(Part(hour: hour), at: index)
    }
    return index
  }
}
