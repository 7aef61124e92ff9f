/// What a query asks of an article's own date.
package enum TimeTerm: Sendable, Equatable {
  case since(TimeBoundary)
  /// Before it.
  case until(TimeBoundary)
  /// Within a day, month or year of the article's own calendar.
  case during(TimeBoundary)
  /// No date is known.
  case undated

  var normalized: String {
    switch self {
    case .since(let time): "since:" + time.text
    case .until(let time): "until:" + time.text
    case .during(let time): "date:" + time.text
    case .undated: "date:none"
    }
  }
}
