package import Model

/// An article's own date, as searches go by it.
package struct ArticleDate: Sendable, Equatable {
  /// Seconds since 1970 on the article's own calendar and clock; a day alone stands for its noon.
  package var local: Int64
  /// Seconds since 1970 in UTC. Where the zone is not known, the same as `local`.
  package var moment: Int64

  package init(local: Int64, moment: Int64) {
    self.local = local
    self.moment = moment
  }

  /// Nil for a date that is none.
  package init?(_ date: DatedValue) {
    guard let moment = ISOTime.seconds(date.iso) else { return nil }
    self.moment = moment
    let time = date.iso.utf8.dropFirst(11).prefix {
      $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "Z")
    }
    let clock = String(date.iso.prefix(11)) + String(decoding: Array(time), as: UTF8.self)
    local = ISOTime.seconds(clock) ?? moment
  }

  /// Days since 1970 on the article's own calendar.
  var day: Int64 { (local >= 0 ? local : local - 86_399) / 86_400 }
}
