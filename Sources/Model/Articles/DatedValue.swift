/// A date as found, with what is known about its zone. Nothing is ever silently taken for UTC.
package struct DatedValue: Sendable, Hashable {
  /// How the zone of a date is known.
  package enum Zone: String, Sendable, CaseIterable {
    /// The value itself carried an offset or `Z`.
    case explicit
    /// The value came from a field that is GMT by its definition, such as WordPress' `date_gmt`.
    case gmtField = "gmt-field"
    /// A zone was inferred from the page or the source.
    case assumed
    /// No zone is known; `iso` carries none.
    case absent
  }

  /// ISO 8601: `2025-02-13`, `2025-02-13T11:38:35`, or with `Z` or `+02:00` where the zone is known.
  package var iso: String
  /// The characters the date was read from.
  package var raw: String
  package var zone: Zone
  /// Where it was found, for example `json-ld`, `meta:article:published_time` or `text`.
  package var source: String

  package init(iso: String, raw: String, zone: Zone, source: String) {
    self.iso = iso
    self.raw = raw
    self.zone = zone
    self.source = source
  }
}
