/// Points of time in seconds since 1970 as ISO 8601 in UTC, and back.
package enum ISOTime {
  /// `2025-02-13T11:38:35Z` for seconds since 1970.
  package static func text(seconds: Int64) -> String { Timestamp(seconds: seconds).iso8601 }

  /// Seconds since 1970 for a date as `DatedValue.iso` writes it, or for a day alone, which counts
  /// from its noon in UTC so that no zone moves it to another day; nil for anything else.
  package static func seconds(_ iso: String) -> Int64? { Timestamp(iso8601: iso)?.seconds }
}
