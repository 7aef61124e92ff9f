package import Ledger
internal import Model

/// What is asked of the change feed, read in one place for the command line and for the control socket.
package struct ChangeRequest: Sendable, Equatable {
  /// Entries behind this number.
  package var after: UInt64 = 0
  /// Entries at most.
  package var limit = 1_000
  /// How long to wait for an entry where there is none yet, in seconds.
  package var wait = 0
  package var filter = ChangeFilter()
  /// The keys of a line that are asked for; nil for all.
  package var fields: ChangeFields?

  /// All of the feed.
  package init() {}
}

extension ChangeRequest {
  /// The parameters: as options on the command line, as a query string on the socket.
  package enum Parameter: String, CaseIterable, Sendable {
    case after, limit, wait, source, since, fields
  }

  /// Numbers of the feed are below this one, so that they are exact where numbers are IEEE doubles.
  package static let numberEnd: UInt64 = 1 << 53
  /// Entries that one answer may hold.
  package static let limitMaximum = 10_000
  /// How long one question may wait, in seconds.
  package static let waitMaximum = 30

  /// Reads parameters by name. Throws `ChangeRequestError` for the first that is unknown, given twice
  /// or malformed, and where `after` is missing.
  package init(parameters: [(name: String, value: String)]) throws(ChangeRequestError) {
    var seen: Set<Parameter> = []
    for (name, value) in parameters {
      guard let parameter = Parameter(rawValue: name) else {
        let known = Parameter.allCases.map(\.rawValue).joined(separator: ", ")
        throw ChangeRequestError(
          parameter: name, detail: "is no parameter of the change feed; there are \(known)")
      }
      guard seen.insert(parameter).inserted else {
        throw ChangeRequestError(parameter: name, detail: "is given twice")
      }
      try set(parameter, to: value)
    }
    guard seen.contains(.after) else {
      throw ChangeRequestError(
        parameter: Parameter.after.rawValue,
        detail: "is missing: the number of the last line that you have, 0 for none")
    }
  }

  private mutating func set(
    _ parameter: Parameter, to value: String
  ) throws(ChangeRequestError) {
    func wrong(_ expected: String) -> ChangeRequestError {
      ChangeRequestError(parameter: parameter.rawValue, detail: "\(expected), not \"\(value)\"")
    }
    func number(_ range: ClosedRange<Int>) throws(ChangeRequestError) -> Int {
      guard let number = Int(value), range.contains(number) else {
        throw wrong("must be from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
    switch parameter {
    case .after:
      guard let number = UInt64(value), number < Self.numberEnd else {
        throw wrong("takes the number of a line, 0 for all")
      }
      after = number
    case .limit: limit = try number(1...Self.limitMaximum)
    case .wait: wait = try number(0...Self.waitMaximum)
    case .source: filter.source = value
    case .since:
      // A day alone is its noon elsewhere; here it begins where it begins in UTC.
      guard let seconds = ISOTime.seconds(value) else {
        throw wrong("takes a day such as 2031-02-13, or a time such as 2031-02-13T11:38:35Z")
      }
      let start = value.utf8.count <= 10 ? seconds - 43_200 : seconds
      let time = Timestamp(milliseconds: max(0, start) * 1_000)
      filter.first = JobID(time: time, random: 0)
    case .fields:
      fields = try ChangeFields(names: value.split(separator: ",").map(String.init))
    }
  }
}
