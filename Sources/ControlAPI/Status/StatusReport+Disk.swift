extension StatusReport {
  /// Space on the disk of spool and state, whichever has less.
  package struct Disk: Codable, Sendable, Equatable {
    package var freeBytes: Int64
    package var totalBytes: Int64
    package var lowWaterBytes: Int64
    /// Hours until low water at the rate of the last 15 minutes.
    package var hoursLeft: Double?

    package init(freeBytes: Int64, totalBytes: Int64, lowWaterBytes: Int64) {
      self.freeBytes = freeBytes
      self.totalBytes = totalBytes
      self.lowWaterBytes = lowWaterBytes
    }
  }
}
