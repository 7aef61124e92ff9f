internal import Storage

/// How a setting's value is written, and which values are allowed.
struct ValueFormat<Value: Sendable>: Sendable {
  /// The end of “must be …”, with the range.
  let notation: String
  /// The value of a text; nil when it is malformed or out of range.
  let parse: @Sendable (String) -> Value?
  /// The shortest text that `parse` reads as this value.
  let text: @Sendable (Value) -> String
}

extension ValueFormat where Value == FilePath {
  /// An absolute path.
  static var path: ValueFormat {
    ValueFormat(
      notation: "an absolute path",
      parse: { $0.hasPrefix("/") && !$0.utf8.contains(0) ? FilePath($0) : nil },
      text: { $0.string })
  }
}

extension ValueFormat where Value == String? {
  /// A group of users by its name, as useradd(8) allows one, or none.
  static var groupName: ValueFormat {
    ValueFormat(
      notation: "none, or the name of a group",
      parse: { text in
        let isName = text.utf8.enumerated().allSatisfy { index, byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
          case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): index > 0
          default: false
          }
        }
        guard isName, (1...32).contains(text.utf8.count) else { return nil }
        return .some(text == "none" ? nil : text)
      },
      text: { $0 ?? "none" })
  }
}

extension ValueFormat where Value == LogLevel {
  /// A severity by its name.
  static var level: ValueFormat {
    let names = LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
    return ValueFormat(
      notation: "one of \(names)", parse: LogLevel.init(rawValue:), text: { $0.rawValue })
  }
}

extension ValueFormat where Value: FixedWidthInteger {
  /// A whole number without a unit.
  static func count(in range: ClosedRange<Value>) -> ValueFormat {
    ValueFormat(
      notation: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      parse: { text in
        // `Int("+1")` is a number, too.
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Value(text),
          range.contains(value)
        else { return nil }
        return value
      },
      text: { String($0) })
  }

  /// A size, kept as a number of bytes.
  static func bytes(in range: ClosedRange<ByteCount>) -> ValueFormat {
    ValueFormat(
      notation: "a size from \(range.lowerBound) to \(range.upperBound), with the unit "
        + "B, KiB, MiB, GiB or TiB",
      parse: { text in
        guard let size = ByteCount(text), range.contains(size) else { return nil }
        return Value(exactly: size.bytes)
      },
      text: { ByteCount.bytes(Int64(clamping: $0)).description })
  }

  /// A time, kept as a number of nanoseconds.
  static func nanoseconds(in range: ClosedRange<Duration>) -> ValueFormat {
    let format = ValueFormat<Duration>.duration(in: range)
    return ValueFormat(
      notation: format.notation,
      parse: { text in
        format.parse(text).flatMap { Value(exactly: $0.wholeMilliseconds * 1_000_000) }
      },
      text: { format.text(.nanoseconds(Int64(clamping: $0))) })
  }
}

extension ValueFormat where Value == Duration {
  /// A time, exact to the millisecond.
  static func duration(in range: ClosedRange<Duration>) -> ValueFormat {
    let (least, most) = (range.lowerBound.shortText, range.upperBound.shortText)
    return ValueFormat(
      notation: "a time from \(least) to \(most), with the unit ms, s, min, h or d",
      parse: { text in
        guard let duration = Duration(shortText: text), range.contains(duration) else {
          return nil
        }
        return duration
      },
      text: { $0.shortText })
  }
}

extension ValueFormat where Value == Duration? {
  /// `forever`, or a time in hours or days.
  static var retention: ValueFormat {
    ValueFormat(
      notation: "forever, or a time from 1h to 36500d, with the unit h or d",
      parse: { text in
        if text == "forever" { return .some(nil) }
        guard text.hasSuffix("h") || text.hasSuffix("d"), let time = Duration(shortText: text),
          (.hours(1) ... .days(36_500)).contains(time)
        else { return nil }
        return .some(time)
      },
      text: { $0?.shortText ?? "forever" })
  }
}

extension ValueFormat where Value == [String: Duration?] {
  /// Times to keep something, by the name of a source.
  static var retentions: ValueFormat {
    let time = ValueFormat<Duration?>.retention
    return ValueFormat(
      notation: "none, or sources with a time each, such as wire=90d, gazette=forever",
      parse: { text in
        if text == "none" { return [:] }
        var times: [String: Duration?] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
          // A name may hold the sign too.
          guard let sign = part.lastIndex(of: "="),
            let value = time.parse(String(part[part.index(after: sign)...]).trimmingBlanks)
          else { return nil }
          let name = String(part[..<sign]).trimmingBlanks
          guard !name.isEmpty, times.updateValue(value, forKey: name) == nil else { return nil }
        }
        return times
      },
      text: { times in
        times.isEmpty
          ? "none"
          : times.sorted { $0.key < $1.key }.map { "\($0.key)=\(time.text($0.value))" }
            .joined(separator: ", ")
      })
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmingBlanks: String {
    var rest = self[...]
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }
}
