extension StatusReport {
  /// The write-ahead log.
  package struct Journal: Codable, Sendable, Equatable {
    package var bytes: Int64 = 0
    package var segments = 0
    package var lastSyncMilliseconds: Double?
    package var durableLSN: UInt64 = 0

    package init() {}
  }
}
